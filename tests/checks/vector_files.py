"""Vector files for tests, written with GDAL as other software would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from osgeo import ogr, osr

SQUARE = "POLYGON ((39500000 4000000, 39500100 4000000, 39500100 4000100, 39500000 4000100, 39500000 4000000))"
ZONE_39 = 4527


def square(x: float, y: float, side: float = 100.0) -> str:
    """WKT of a square whose lower left corner lies at x, y metres from the middle of zone 39 and 4 000 km north."""
    west, south = 39500000 + x, 4000000 + y
    east, north = west + side, south + side
    return f"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


def written(
    path: Path,
    shapes: Sequence[str | None],
    *,
    driver: str = "GPKG",
    epsg: int | None = ZONE_39,
    layer: str = "DLTB",
    kind: int = ogr.wkbPolygon,
    fields: Mapping[str, Sequence[object]] | None = None,
    options: Sequence[str] = (),
) -> Path:
    """A vector file with one layer (added to the file when that exists); ``shapes`` are WKT or ``None``."""
    reference = None
    if epsg is not None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
    maker = ogr.GetDriverByName(driver)
    dataset = ogr.Open(str(path), 1) if path.exists() else maker.CreateDataSource(str(path))
    table = dataset.CreateLayer(layer, reference, kind, options=list(options))
    fields = fields or {}
    for name, values in fields.items():
        sample = next((v for v in values if v is not None), "")
        table.CreateField(ogr.FieldDefn(name, _kind_of(sample)))
    for row, shape in enumerate(shapes):
        feature = ogr.Feature(table.GetLayerDefn())
        for i, values in enumerate(fields.values()):
            if values[row] is not None:
                feature.SetField(i, values[row])
        if shape is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        table.CreateFeature(feature)
    del table
    del dataset
    return path


def _kind_of(value: object) -> int:
    if isinstance(value, int):
        return ogr.OFTInteger
    return ogr.OFTReal if isinstance(value, float) else ogr.OFTString


def shapefile(path: Path, shapes: Sequence[str | None], **given: object) -> Path:
    """An Esri shapefile, with .shx, .dbf, .prj and .cpg beside it."""
    return written(path, shapes, driver="ESRI Shapefile", layer=path.stem, **given)  # type: ignore[arg-type]
