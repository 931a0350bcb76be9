"""Geometries as files and providers give them, turned into plain 2D polygons, with a remark on whatever was done.

The input is WKB of any dialect (ISO, extended, QGIS's): curves become short edges, Z and M are left out, a
collection keeps its polygons. Nothing is repaired here: a bow-tie stays one, so that it can be reported.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Optional

import shapely
from osgeo import ogr

from ...survey.wording import Wording, translate
from .gdal_complaints import complaints

Wkb = Optional[bytes]
Remarks = tuple[Wording, ...]
Cleaned = tuple[Optional[shapely.Geometry], Remarks]

SAGITTA = 1e-4
"""Metres between an arc and the edges that replace it: the resolution at which the area rule reads vertices."""

_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7
_FINEST, _COARSEST = math.radians(0.001), math.radians(2.0)


def null_remark() -> Wording:
    """The feature has no geometry at all."""
    return translate("zhanbu", "The feature has no geometry.")


def empty_remark() -> Wording:
    """The feature has a geometry without any point."""
    return translate("zhanbu", "The geometry is empty.")


def heights_remark() -> Wording:
    """The geometry was three-dimensional."""
    return translate("zhanbu", "Heights (Z) were left out.")


def cleaned(wkb: Wkb, metres_per_unit: float) -> Cleaned:
    """One geometry as a 2D polygon or multipolygon, and what was done to it; ``None`` where nothing is polygonal.

    A polygon with heights and no measures becomes a multipolygon of one part: hashes that pools keep rest on that.
    """
    if wkb is None:
        return None, (null_remark(),)
    with complaints() as said:
        geometry = _from_wkb(wkb)
    if geometry is None:
        reason = said[0] if said else "WKB"
        return None, (translate("zhanbu", "The geometry can't be read: {reason}", reason=reason),)
    kind = geometry.GetGeometryType()
    remarks = list(_dimension_remarks(geometry))
    geometry.FlattenTo2D()
    if geometry.IsEmpty():
        return None, (*remarks, empty_remark())
    if geometry.HasCurveGeometry(False):
        remarks.append(translate("zhanbu", "Curves were replaced by short straight edges, at most 0.1 mm away."))
        geometry = geometry.GetLinearGeometry(math.degrees(_step(geometry, metres_per_unit)))
    shells = list(_polygons(geometry))
    if not shells:
        kind_name = ogr.GeometryTypeToName(geometry.GetGeometryType())
        return None, (*remarks, translate("zhanbu", "The feature is no polygon but: {kind}", kind=kind_name))
    if ogr.GT_Flatten(kind) == _COLLECTION:
        remarks.append(translate("zhanbu", "Of a geometry collection only the polygons were kept."))
    polygons = [_polygon(p, remarks) for p in shells]
    single = len(polygons) == 1 and kind != ogr.wkbPolygon25D and ogr.GT_Flatten(kind) in (_POLYGON, 10, 17)
    return (polygons[0] if single else shapely.multipolygons(polygons)), tuple(remarks)


def _from_wkb(wkb: bytes) -> Any:  # noqa: ANN401
    try:
        return ogr.CreateGeometryFromWkb(bytes(wkb))
    except RuntimeError:  # the same as no geometry, where exceptions of OGR are switched on
        return None


def _dimension_remarks(geometry: Any) -> Iterator[Wording]:  # noqa: ANN401
    if geometry.Is3D():
        yield heights_remark()
    if geometry.IsMeasured():
        yield translate("zhanbu", "Measures (M) were left out.")


def _polygons(geometry: Any) -> Iterator[Any]:  # noqa: ANN401
    """Polygons of a linear geometry, however deep in collections and surfaces."""
    kind = geometry.GetGeometryType() % 1000
    if kind in (_POLYGON, 17):
        if not geometry.IsEmpty():
            yield geometry
    elif kind in (_MULTIPOLYGON, _COLLECTION, 12, 15, 16):
        for i in range(geometry.GetGeometryCount()):
            yield from _polygons(geometry.GetGeometryRef(i))


def _polygon(polygon: Any, remarks: list[Wording]) -> shapely.Polygon:  # noqa: ANN401
    rings = [_ring(polygon.GetGeometryRef(i), remarks) for i in range(polygon.GetGeometryCount())]
    holes = [r for r in rings[1:] if r is not None]
    return shapely.polygons(rings[0], holes=holes or None)


def _ring(ring: Any, remarks: list[Wording]) -> shapely.LinearRing | None:  # noqa: ANN401
    """A ring as it is. One that is open gets closed; one too short is padded, so that its error shows as what it is."""
    points = [p[:2] for p in ring.GetPoints() or []]
    if not points:
        return None
    if points[0] != points[-1]:
        remarks.append(translate("zhanbu", "A ring that was not closed has been closed."))
        points.append(points[0])
    if len(points) < 4:
        remarks.append(translate("zhanbu", "A ring has fewer than four points."))
        points += [points[-1]] * (4 - len(points))
    return shapely.linearrings(points)


def _step(geometry: Any, metres_per_unit: float) -> float:  # noqa: ANN401
    """Angle in radians at which the widest arc of a geometry keeps within ``SAGITTA``."""
    radius = max((r for r in _radii(geometry)), default=0.0) * metres_per_unit
    if radius <= SAGITTA:
        return _COARSEST
    return min(max(2 * math.acos(1 - SAGITTA / radius), _FINEST), _COARSEST)


def _radii(geometry: Any) -> Iterator[float]:  # noqa: ANN401
    if geometry.GetGeometryType() % 1000 == 8:
        points = [complex(*p[:2]) for p in geometry.GetPoints()]
        for a, b, c in zip(points[0:-2:2], points[1:-1:2], points[2::2]):
            yield _radius(a, b, c)
        return
    for i in range(geometry.GetGeometryCount()):
        yield from _radii(geometry.GetGeometryRef(i))


def _radius(a: complex, b: complex, c: complex) -> float:
    """Radius of the circle through three points; 0 where they lie on a line. Equal ends mean a whole circle."""
    if a == c:
        return abs(b - a) / 2
    doubled = abs(((b - a).conjugate() * (c - a)).imag)
    return abs(a - b) * abs(b - c) * abs(c - a) / (2 * doubled) if doubled else 0.0
