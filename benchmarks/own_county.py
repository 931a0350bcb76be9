"""An invented county of any size for the benchmarks: ``own_county.py N FOLDER --dem 10,30``.

It has the character of a real one — an exact tiling with fractal shared edges (about 51 vertices a parcel, a tenth of
200–600 m², roads of thousands of vertices), constraint layers of which some are huge, overlap one another or share
edges with parcels, and a fractal relief — and is the same every time.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal, ogr, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.own_shapes import Floats, Objects, Random, lattice, relief, star, tiles, winding

EPSG = 4526
CORNER = np.array([38_530_000.0, 3_950_000.0])
CLASSES = ("0101", "0103", "0201", "0301", "0305", "0307", "0401", "0404", "0602", "0702", "1003", "1101", "1207")
FARMLAND = ("0101", "0103")
WEIGHTS = (8, 20, 8, 15, 8, 8, 3, 9, 1, 8, 2, 4, 6)
TEXTS = ("BSM", "YSDM", "TBYBH", "TBBH", "DLBM", "DLMC", "QSXZ", "QSDWDM", "QSDWMC", "ZLDWDM", "ZLDWMC", "GDPDJB", "BZ")
NUMBERS = ("TBMJ", "KCXS", "KCMJ", "TBDLMJ")


def parcels_of(random: Random, count: int) -> tuple[Objects, float]:
    """Parcels (n,) with their extent in metres: tiles, some of them joined to roads."""
    cells = tiles(random, lattice(random, count, 1.0, (3, 4)))
    extent = float(shapely.total_bounds(cells)[2:].min())
    roads = []
    for _ in range(4 + count // 4000):
        row = random.integers(cells.shape[0])
        first = random.integers(cells.shape[1] // 2)
        chain = cells[row, first : first + int(random.uniform(0.1, 0.5) * cells.shape[1]) + 3]
        if all(chain):
            roads.append(shapely.coverage_union_all(chain))
            cells[row, first : first + len(chain)] = None
    whole = np.concatenate([cells[cells != np.array(None)], np.array(roads, dtype=object)])
    return placed(whole), extent


def placed(shapes: Objects) -> Objects:
    """Shapes at their place in the CRS, bent a little so that nothing is parallel to an axis, rounded to 0.1 mm."""

    def there(xy: Floats) -> Floats:
        bent = xy + np.stack([60 * np.sin(xy[:, 1] / 900), 60 * np.sin(xy[:, 0] / 1100)], axis=1)
        return np.round(bent + CORNER, 4)

    return np.asarray(shapely.transform(np.asarray(shapes, dtype=object), there))


def constraints_of(random: Random, parcels: Objects, classes: Objects, extent: float) -> dict[str, Objects]:
    """The eight constraint layers by name."""

    def stars(count: int, size: float, halvings: int, holes: int) -> Objects:
        centres = random.uniform(0.12, 0.88, (count, 2)) * extent
        return placed(np.array([star(random, c, size * extent, halvings, holes) for c in centres], dtype=object))

    lines = [winding(random, *random.uniform(0, extent, (2, 2)), 11) for _ in range(20)]
    rivers = [shapely.buffer(shapely.LineString(line), random.uniform(15, 60), quad_segs=4) for line in lines]
    woods = tiles(random, lattice(random, max(200, len(parcels) // 10), np.sqrt(10), (4, 5))).ravel()
    farmland = np.isin(classes, FARMLAND) | (random.random(len(parcels)) < 0.08)
    lot = random.random(len(parcels))
    moved = shapely.transform(parcels[lot > 0.98], lambda xy: np.round(xy + np.array([13.7, -8.3]), 4))
    return {
        "eco_redline": stars(6, 0.13, 17, 3),
        "basic_farmland": parcels[farmland],
        "nature_reserve": stars(3, 0.15, 17, 2),
        "welfare_forest": placed(woods[random.random(len(woods)) < 0.45]),
        "river_zone": placed(np.array(rivers, dtype=object)),
        "state_forest_farm": stars(10, 0.06, 15, 1),
        "desertification": stars(300, 0.012, 10, 0),
        "reserve_pool": np.concatenate([parcels[lot < 0.015], moved]),
    }


def write_survey(path: Path, parcels: Objects, classes: Objects) -> None:
    """The parcels as DLTB with the standard's fields."""
    area = np.round(shapely.area(parcels), 2)
    rows = (
        {
            "BSM": f"1399{i:014d}",
            "YSDM": "2001010100",
            "TBYBH": f"{i:08d}",
            "TBBH": f"{i % 9999:04d}",
            "DLBM": classes[i],
            "DLMC": f"地类{classes[i]}",
            "QSXZ": "20",
            **dict.fromkeys(("QSDWDM", "ZLDWDM"), f"139901{i // 300:013d}"),
            **dict.fromkeys(("QSDWMC", "ZLDWMC"), f"示例镇第{i // 300}村"),
            "TBMJ": area[i],
            "TBDLMJ": area[i],
            "SJNF": 2025,
        }
        for i in range(len(parcels))
    )
    fields = [*((name, ogr.OFTString) for name in TEXTS), *((name, ogr.OFTReal) for name in NUMBERS)]
    write_layer(path, "DLTB", parcels, [*fields, ("SJNF", ogr.OFTInteger)], rows)


def write_layer(path: Path, name: str, shapes: Objects, fields: list[tuple[str, int]], rows: object) -> None:
    """Append a layer of multipolygons to a GeoPackage."""
    driver = ogr.GetDriverByName("GPKG")
    source = driver.Open(str(path), 1) if path.exists() else driver.CreateDataSource(str(path))
    layer = source.CreateLayer(name, _reference(), ogr.wkbMultiPolygon)
    for field, kind in fields:
        layer.CreateField(ogr.FieldDefn(field, kind))
    layer.StartTransaction()
    for shape, row in zip(shapely.to_wkb(shapes), rows):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.ForceToMultiPolygon(ogr.CreateGeometryFromWkb(shape)))
        for field, value in row.items():
            feature.SetField(field, value)
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def write_dem(path: Path, heights: Floats, cell: float, extent: float) -> None:
    """Heights as GeoTIFF, with 600 m around the county."""
    rows, columns = heights.shape
    raster = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, gdal.GDT_Float32)
    raster.SetGeoTransform((CORNER[0] - 600, cell, 0, CORNER[1] + extent + 600, 0, -cell))
    raster.SetProjection(_reference().ExportToWkt())
    raster.GetRasterBand(1).SetNoDataValue(-9999.0)
    raster.GetRasterBand(1).WriteArray(heights)


def _reference() -> osr.SpatialReference:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def main() -> None:
    """Make the county."""
    gdal.UseExceptions()
    ogr.UseExceptions()
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int)
    options.add_argument("folder", type=Path)
    options.add_argument("--dem", default="10,30")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--only-dem", action="store_true", help="of a county that is there, only further DEMs")
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    facts = chosen.folder / "meta.json"
    if not chosen.only_dem:
        facts.write_text(json.dumps(write_county(chosen.folder, chosen.count, chosen.seed)), encoding="utf-8")
    extent = json.loads(facts.read_text(encoding="utf-8"))["extent"]
    for cell in map(int, chosen.dem.split(",")):
        heights = relief(np.random.default_rng(chosen.seed + 1000 + cell), int(np.ceil((extent + 1200) / cell)), cell)
        write_dem(chosen.folder / f"dem{cell}.tif", heights, cell, extent)


def write_county(folder: Path, count: int, seed: int) -> dict[str, object]:
    """Write parcels and constraint layers; returns what there is."""
    random = np.random.default_rng(seed)
    parcels, extent = parcels_of(random, count)
    parcels = parcels[shapely.is_valid(parcels)]
    classes = random.choice(np.array(CLASSES, dtype=object), len(parcels), p=np.array(WEIGHTS) / sum(WEIGHTS))
    survey, layers = folder / "dltb.gpkg", folder / "constraints.gpkg"
    survey.unlink(missing_ok=True)
    layers.unlink(missing_ok=True)
    write_survey(survey, parcels, classes)
    for name, shapes in constraints_of(random, parcels, classes, extent).items():
        mended = np.where(shapely.is_valid(shapes), shapes, shapely.buffer(shapes, 0))
        rows = ({"NAME": f"{name}{i}"} for i in range(len(mended)))
        write_layer(layers, name, mended, [("NAME", ogr.OFTString)], rows)
    vertices = shapely.get_num_coordinates(parcels)
    return {
        "n": len(parcels),
        "epsg": EPSG,
        "extent": extent,
        "maker": Path(__file__).name,
        "vertices of a parcel": round(float(vertices.mean()), 1),
        "vertices of the largest": int(vertices.max()),
    }


if __name__ == "__main__":
    main()
