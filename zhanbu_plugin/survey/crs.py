"""Coordinate reference systems without QGIS: what a layer is in, and moving coordinates between two of them.

Coordinates are always (east or longitude, north or latitude), whatever axis order the registry declares.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from osgeo import osr

from .problem import InputProblem
from .wording import translate
from .zones import epsg_of_zone

CGCS2000 = 4490
"""EPSG code of geographic CGCS2000 (2000国家大地坐标系)."""

_SAME_GROUND = (CGCS2000, 4326)


@dataclass(frozen=True)
class Crs:
    """A coordinate reference system, equal to another when their definitions are."""

    wkt: str

    @classmethod
    def of(cls, definition: str | int, *, source: str = "") -> Crs:
        """From an EPSG number, ``"EPSG:4527"``, WKT or PROJ text. Raises ``InputProblem`` when it can't be read."""
        reference = osr.SpatialReference()
        text = f"EPSG:{definition}" if isinstance(definition, int) else definition
        if not _understood(reference, text):
            raise InputProblem(
                translate("zhanbu", "The coordinate reference system can't be read."),
                remedy=translate("zhanbu", "Set the layer's coordinate reference system and try again."),
                source=source,
            )
        return cls(reference.ExportToWkt(["FORMAT=WKT2_2019"]))

    @property
    def _reference(self) -> Any:  # noqa: ANN401
        return _parsed(self.wkt)

    @property
    def name(self) -> str:
        """Name as the definition states it."""
        return self._reference.GetName() or ""

    @property
    def epsg(self) -> int | None:
        """EPSG code: stated, or found by comparing with the registry; ``None`` when there is none."""
        return _epsg(self.wkt)

    @property
    def is_geographic(self) -> bool:
        """Coordinates are degrees."""
        return bool(self._reference.IsGeographic())

    @property
    def is_projected(self) -> bool:
        """Coordinates are lengths."""
        return bool(self._reference.IsProjected())

    @property
    def metres_per_unit(self) -> float:
        """Length of a coordinate unit in metres (projected systems)."""
        return float(self._reference.GetLinearUnits())

    @property
    def central_meridian(self) -> float | None:
        """Central meridian of a transverse Mercator system in degrees, else ``None``."""
        if (self._reference.GetAttrValue("PROJECTION") or "") != "Transverse_Mercator":
            return None
        return float(self._reference.GetProjParm("central_meridian", 0.0))

    @property
    def false_easting(self) -> float | None:
        """False easting of a transverse Mercator system in its own unit, else ``None``."""
        if self.central_meridian is None:
            return None
        return float(self._reference.GetProjParm("false_easting", 0.0))

    @property
    def is_gauss_plane(self) -> bool:
        """A Gauss–Krüger plane of CGCS2000 in metres, scale 1 and origin on the equator: where areas are defined."""
        return self.central_meridian is not None and _is_plain_gauss(self._reference) and self.datum_epsg == CGCS2000

    @property
    def datum(self) -> str:
        """Name of the datum without the geographic system's decoration."""
        return self._reference.GetAttrValue("DATUM") or ""

    @property
    def datum_epsg(self) -> int | None:
        """EPSG code of the geographic base system where known: 4490 CGCS2000, 4326 WGS 84, 4610 西安80, 4214 北京54."""
        base = self._reference.CloneGeogCS()
        if base is None:
            return None
        return _epsg(base.ExportToWkt(["FORMAT=WKT2_2019"]))

    @property
    def agrees_with_cgcs2000(self) -> bool:
        """The datum is CGCS2000 or WGS 84, which agree to decimetres.

        Others (西安80, 北京54) lie 100 m off and more, and the parameters that tell how much are the county's own.
        """
        return self.datum_epsg in _SAME_GROUND or _is_same_ground(self._reference)


def _is_same_ground(reference: Any) -> bool:  # noqa: ANN401
    """CGCS2000 or WGS 84 by name and ellipsoid, as an Esri ``.prj`` or a system with heights states them."""
    shifted = reference.HasTOWGS84() and any(reference.GetTOWGS84())
    ellipsoid = abs(reference.GetSemiMajor() - 6_378_137) < 1e-3 and abs(reference.GetInvFlattening() - 298.2572) < 1e-4
    return reference.GetAttrValue("DATUM") in ("China_2000", "WGS_1984") and ellipsoid and not shifted


def _understood(reference: Any, text: str) -> bool:  # noqa: ANN401
    """Whether a definition could be read into ``reference``, with GDAL's exceptions switched on or off."""
    try:
        return bool(reference.SetFromUserInput(text) == 0)
    except RuntimeError:
        return False


@lru_cache(maxsize=64)
def _parsed(wkt: str) -> Any:  # noqa: ANN401
    reference = osr.SpatialReference()
    reference.SetFromUserInput(wkt)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


@lru_cache(maxsize=64)
def _epsg(wkt: str) -> int | None:
    reference = _parsed(wkt)
    if reference.GetAuthorityName(None) == "EPSG":
        return int(reference.GetAuthorityCode(None))
    matches = reference.FindMatches()
    if matches and matches[0][1] >= 90 and matches[0][0].GetAuthorityName(None) == "EPSG":
        return int(matches[0][0].GetAuthorityCode(None))
    return _epsg_of_gauss_zone(reference)


def _is_plain_gauss(reference: Any) -> bool:  # noqa: ANN401
    """Gauss–Krüger in metres, without the scale, origin or northing of a county's own system (独立坐标系)."""
    return bool(
        reference.GetProjParm("scale_factor", 1.0) == 1.0
        and reference.GetProjParm("latitude_of_origin", 0.0) == 0.0
        and reference.GetProjParm("false_northing", 0.0) == 0.0
        and reference.GetLinearUnits() == 1.0
    )


def _epsg_of_gauss_zone(reference: Any) -> int | None:  # noqa: ANN401
    """A zone written by other software (an Esri ``.prj``) has its own spelling, but the same numbers."""
    if (reference.GetAttrValue("PROJECTION") or "") not in ("Transverse_Mercator", "Gauss_Kruger"):
        return None
    base = reference.CloneGeogCS().ExportToWkt(["FORMAT=WKT2_2019"])
    if not _is_plain_gauss(reference) or _epsg(base) != CGCS2000:
        return None
    meridian, easting = reference.GetProjParm("central_meridian", 0.0), reference.GetProjParm("false_easting", 0.0)
    for width, number in ((3, meridian / 3), (6, (meridian + 3) / 6)):
        for prefixed in (True, False):
            zone_easting = 500_000 + (number * 1_000_000 if prefixed else 0)
            if number == int(number) and easting == zone_easting:
                with contextlib.suppress(ValueError):  # China has no such zone
                    return epsg_of_zone(width, int(number), prefixed)
    return None


def same_system(one: Crs, other: Crs) -> bool:
    """Whether coordinates of one system are coordinates of the other, however its definition is spelled.

    The numbers of the definitions decide. Neither a name nor a code that a definition merely claims is believed.
    """
    return one == other or _defined_alike(one.wkt, other.wkt)


@lru_cache(maxsize=64)
def _defined_alike(one: str, other: str) -> bool:
    if _parsed(one).IsSame(_parsed(other), ["IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES"]):
        return True
    code = _proven_epsg(one)  # other software spells datum and projection in its own way
    return code is not None and code == _proven_epsg(other)


def _proven_epsg(wkt: str) -> int | None:
    """EPSG code of a definition whose numbers are the registry's."""
    reference = _parsed(wkt)
    code = _epsg(wkt)
    if code is None or reference.GetAuthorityName(None) != "EPSG":
        return code  # found by its numbers
    registered = osr.SpatialReference()
    known = _understood(registered, f"EPSG:{code}")
    return code if known and reference.IsSame(registered, ["IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES"]) else None


_AT_ONCE = 8192
"""Points that are moved in one call, in which no other thread of Python runs: some hundredths of a second."""


def transform_coordinates(xy: NDArray[np.float64], source: Crs, target: Crs) -> NDArray[np.float64]:
    """Coordinates (n, 2) moved from one system to another; infinite where that is impossible for a point.

    Raises ``InputProblem`` when the systems have nothing to do with each other.
    """
    if source == target or len(xy) == 0:
        return np.array(xy, dtype=np.float64)
    way, points = _transformation(source, target), np.ascontiguousarray(xy, dtype=np.float64)
    return np.concatenate([_moved(way, points[start : start + _AT_ONCE]) for start in range(0, len(xy), _AT_ONCE)])


def _transformation(source: Crs, target: Crs) -> Any:  # noqa: ANN401
    try:
        made = osr.CoordinateTransformation(_parsed(source.wkt), _parsed(target.wkt))
    except RuntimeError:
        made = None
    if made is None or getattr(made, "this", None) is None:
        raise InputProblem(
            translate("zhanbu", "There is no way from {source} to {target}.", source=source.name, target=target.name),
            remedy=translate("zhanbu", "Set the layer's coordinate reference system and try again."),
        )
    return made


def _moved(transformation: Any, xy: NDArray[np.float64]) -> NDArray[np.float64]:  # noqa: ANN401
    """Coordinates (n, 2) moved. One point outside a projection's domain fails all, so it is narrowed down to."""
    try:
        return np.asarray(transformation.TransformPoints(xy), dtype=np.float64)[:, :2]
    except RuntimeError:
        if len(xy) == 1:
            return np.full((1, 2), np.inf)
        middle = len(xy) // 2
        return np.concatenate([_moved(transformation, xy[:middle]), _moved(transformation, xy[middle:])])


def transform_geometries(
    geometries: NDArray[np.object_], source: Crs, target: Crs, *, max_segment: float | None = None
) -> NDArray[np.object_]:
    """Geometries (n,) moved to another system; ``None`` stays ``None``.

    ``max_segment`` (units of ``source``) first adds points to longer edges, so that a straight edge of one system
    stays where it is on the ground.
    """
    if source == target:
        return geometries
    prepared = geometries if max_segment is None else shapely.segmentize(geometries, max_segment)
    return np.asarray(shapely.transform(prepared, lambda xy: transform_coordinates(xy, source, target)), dtype=object)
