"""Small survey extracts for the walks from candidate to pool: plain rectangles with everything a rule set asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal

from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import m2_of, to_dm2

from .attributes import FIELDS, LAYER_CODE, NAMES, PLANTING, Record
from .files import GeoPackage, reference

CELL = 5
ROLE_FIELDS = (("BSM", "text", 18, 0), ("MC", "text", 60, 0))
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Plot:
    """A survey polygon: west, south, east, north in metres from the extract's corner, and its class."""

    name: str
    box: Box
    dlbm: str
    zzsxdm: str = ""
    czcsxm: str = ""
    category: str = ""


@dataclass(frozen=True)
class Extract:
    """A survey extract of an invented county.

    ``origin`` is its south-western corner and ``size`` its extent in metres, in ``epsg``. ``surveys`` holds the plots
    of each year's survey, ``candidates`` names those that are claimed, ``roles`` the other layers, and ``steep`` the
    ground that rises by 60 in 100.
    """

    county: str
    village: str
    epsg: int
    origin: tuple[float, float]
    size: tuple[int, int]
    surveys: Mapping[int, tuple[Plot, ...]]
    candidates: tuple[str, ...]
    roles: Mapping[str, tuple[Box, ...]]
    steep: tuple[Box, ...] = ()


def changed(plots: tuple[Plot, ...], **classes: str) -> tuple[Plot, ...]:
    """The plots of a later survey: those named have another class and no marks."""
    return tuple(
        replace(plot, dlbm=classes[plot.name], zzsxdm="", czcsxm="") if plot.name in classes else plot for plot in plots
    )


def write(extract: Extract, folder: Path, name: str) -> None:
    """Write ``NAME.gpkg`` and ``NAME_dem.tif``: layers ``dltb_YEAR``, ``candidates``, ``county`` and a layer a role."""
    package = GeoPackage(folder / f"{name}.gpkg")
    for year, plots in extract.surveys.items():
        rows = [(_shape(extract, p.box), list(_record(extract, p, k, year).values())) for k, p in enumerate(plots, 1)]
        package.add(f"dltb_{year}", f"{year}年度国土变更调查 (虚构)", extract.epsg, FIELDS, rows)
    first = min(extract.surveys)
    chosen = [
        (_shape(extract, p.box), [*_record(extract, p, k, first).values(), p.category])
        for k, p in enumerate(extract.surveys[first], 1)
        if p.name in extract.candidates
    ]
    fields = (*FIELDS, ("CATEGORY", "text", 8, 0))
    package.add("candidates", "候选地块 (虚构)", extract.epsg, fields, chosen)
    whole: Box = (0, 0, *extract.size)
    for role, boxes in {"county": (whole,), **extract.roles}.items():
        shapes = [(_shape(extract, b), [f"{extract.county}{k:04d}", role]) for k, b in enumerate(boxes, 1)]
        package.add(role, role, extract.epsg, ROLE_FIELDS, shapes)
    package.close()
    _write_heights(extract, folder / f"{name}_dem.tif")


def _shape(extract: Extract, box: Box) -> shapely.Geometry:
    east, north = extract.origin
    return shapely.box(east + box[0], north + box[1], east + box[2], north + box[3])


def _record(extract: Extract, plot: Plot, number: int, year: int) -> Record:
    shape = np.array([_shape(extract, plot.box)], dtype=object)
    area = m2_of(to_dm2(float(ellipsoid_areas(shape, Crs.of(f"EPSG:{extract.epsg}"))[0])))
    village = f"{extract.county}101201"
    record: Record = {name: None for name, *_ in FIELDS}
    return record | {
        "BSM": f"{extract.county}{LAYER_CODE}{number:08d}",
        "YSDM": "2001010100",
        "TBBH": f"{number:04d}",
        "DLBM": plot.dlbm,
        "DLMC": NAMES[plot.dlbm],
        "QSXZ": "30",
        "QSDWDM": village,
        "QSDWMC": extract.village,
        "ZLDWDM": village,
        "ZLDWMC": extract.village,
        "TBMJ": area,
        "KCXS": 0.0,
        "KCMJ": 0.0,
        "TBDLMJ": area,
        "ZZSXDM": plot.zzsxdm or None,
        "ZZSXMC": PLANTING.get(plot.zzsxdm),
        "FRDBS": "0",
        "CZCSXM": plot.czcsxm or None,
        "SJNF": year,
        "MSSM": "00",
    }


def _write_heights(extract: Extract, path: Path) -> None:
    """Heights in cells of 5 m: level ground but where it is steep, with a margin for the slope at the border."""
    margin = 10 * CELL
    columns, rows = ((side + 2 * margin) // CELL for side in extract.size)
    east = (np.arange(columns) + 0.5) * CELL - margin
    north = (rows - np.arange(rows) - 0.5) * CELL - margin
    x, y = np.meshgrid(east, north)
    heights = np.full((rows, columns), 120.0, dtype=np.float32)
    for west, south, right, top in extract.steep:
        inside = (y > south) & (y < top)
        heights += np.where(inside, 0.6 * np.clip(x - west, 0, right - west), 0).astype(np.float32)
    path.unlink(missing_ok=True)
    options = ["COMPRESS=DEFLATE", "PREDICTOR=3", "ZLEVEL=9"]
    raster = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, gdal.GDT_Float32, options)
    corner = (extract.origin[0] - margin, extract.origin[1] + extract.size[1] + margin)
    raster.SetGeoTransform((corner[0], CELL, 0, corner[1], 0, -CELL))
    raster.SetProjection(reference(extract.epsg).ExportToWkt())
    raster.GetRasterBand(1).SetNoDataValue(-9999)
    raster.GetRasterBand(1).WriteArray(heights)
    raster.FlushCache()
