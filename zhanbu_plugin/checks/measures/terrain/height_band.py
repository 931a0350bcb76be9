"""What a raster file says of its heights (高程栅格): band, place, missing value, unit; or why it is no elevation model.

Functions take GDAL's own objects. Whoever is told the file's ``name`` raises ``InputProblem`` that names it.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from osgeo import gdal

from ....survey.crs import Crs
from ....survey.problem import InputProblem
from ....survey.wording import Wording, translate
from .grid import Grid

_LENGTHS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (1.0, ("m", "metre", "metres", "meter", "meters", "米")),
    (0.1, ("dm", "decimetre", "decimetres", "decimeter", "decimeters", "分米")),
    (0.01, ("cm", "centimetre", "centimetres", "centimeter", "centimeters", "厘米")),
    (0.001, ("mm", "millimetre", "millimetres", "millimeter", "millimeters", "毫米")),
    (0.3048, ("ft", "foot", "feet", "international foot", "英尺")),
    (1200 / 3937, ("us-ft", "us ft", "us survey foot", "us survey feet", "us_survey_foot", "foot_us")),
)
_METRES_PER = {name: metres for metres, names in _LENGTHS for name in names}
"""How software spells the unit of heights."""


def quietly(call: Any) -> Any:  # noqa: ANN401
    """What a GDAL call returns, ``None`` where it fails, whether or not GDAL raises exceptions here."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return call()
    except RuntimeError:
        return None
    finally:
        gdal.PopErrorHandler()


def unreadable(name: str) -> InputProblem:
    """The file can't be opened, or its cells can't be read."""
    return InputProblem(
        translate("zhanbu", "The elevation model can't be read."),
        remedy=translate("zhanbu", "Check that the file exists and opens in QGIS, or copy it again from its source."),
        source=name,
    )


def _unfit(name: str, what: Wording) -> InputProblem:
    return InputProblem(
        what, remedy=translate("zhanbu", "Choose a raster with one band of heights in metres."), source=name
    )


def elevation_band(dataset: Any, name: str) -> Any:  # noqa: ANN401
    """The first band, unless it is a picture or a class map."""
    if dataset.RasterCount == 0:
        raise _unfit(name, translate("zhanbu", "The file has no raster band."))
    band = dataset.GetRasterBand(1)
    picture = band.DataType == gdal.GDT_Byte and dataset.RasterCount >= 3
    if picture or band.GetColorTable() is not None or gdal.DataTypeIsComplex(band.DataType):
        raise _unfit(name, translate("zhanbu", "The raster is a picture or a class map, not an elevation model."))
    return band


def crs_of(dataset: Any, name: str) -> Crs:  # noqa: ANN401
    """The horizontal reference system."""
    reference = dataset.GetSpatialRef()
    if reference is not None:
        reference = reference.Clone()
        reference.StripVertical()
    if reference is None or not (reference.IsGeographic() or reference.IsProjected()):
        raise InputProblem(
            translate("zhanbu", "The elevation model has no coordinate reference system."),
            remedy=translate("zhanbu", "Assign its coordinate reference system in QGIS (Raster ▸ Assign Projection)."),
            source=name,
        )
    return Crs.of(reference.ExportToWkt(["FORMAT=WKT2_2019"]), source=name)


def grid_of(dataset: Any, name: str) -> Grid:  # noqa: ANN401
    """Size and place of the cells."""
    place = dataset.GetGeoTransform(can_return_null=True)
    grid = None if place is None else Grid(dataset.RasterXSize, dataset.RasterYSize, *place)
    if grid is None or grid.determinant == 0.0:
        raise InputProblem(
            translate("zhanbu", "The elevation model doesn't say where it lies (no georeferencing)."),
            remedy=translate("zhanbu", "Georeference the raster in QGIS, or put its world file beside it."),
            source=name,
        )
    return grid


def nodata_as_stored(band: Any) -> float | None:  # noqa: ANN401
    """The nodata value as a cell of this band holds it: a Float32 cell holds the nearest float32."""
    value = band.GetNoDataValue()
    if value is None or band.DataType != gdal.GDT_Float32:
        return value
    with np.errstate(over="ignore"):
        return float(np.float32(value))


def metres_per_z(band: Any, dataset: Any, name: str) -> float:  # noqa: ANN401
    """Unit of the heights: as the band says, else the vertical reference system, else metres.

    A raster of anything but lengths (a slope in degrees, say) would prove all ground flat.
    """
    unit = (band.GetUnitType() or "").strip().lower()
    if not unit:
        reference = dataset.GetSpatialRef()
        return float(reference.GetTargetLinearUnits("VERT_CS")) if reference.IsCompound() else 1.0
    first_word = re.split(r"[\W_]", unit, maxsplit=1)[0]  # as in “meters above sea level”
    metres = _METRES_PER.get(unit, _METRES_PER.get(first_word))
    if metres is None:
        raise _unfit(name, translate("zhanbu", "The raster's values are in “{unit}”, which is no length.", unit=unit))
    return metres
