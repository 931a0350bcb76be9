"""Geometries as files and providers give them, turned into plain 2D polygons, with a remark on whatever was done.

The input is WKB of any dialect (ISO, extended, QGIS's): curves become short edges, Z and M are left out, a
collection keeps its polygons. Nothing is repaired here: a bow-tie stays one, so that it can be reported.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from typing import Any, Optional

import numpy as np
import shapely
from numpy.typing import NDArray
from osgeo import ogr

from ...survey.wording import Wording, translate
from .gdal_complaints import complaints

Wkb = Optional[bytes]
Remarks = tuple[Wording, ...]
Cleaned = tuple[Optional[shapely.Geometry], Remarks]

SAGITTA = 1e-4
"""Metres between an arc and the edges that replace it: the resolution at which the area rule reads vertices."""

_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7
_CURVED = range(8, 15)
_SURFACES = (15, 16, 17)
_POLYGONAL = {_POLYGON, _MULTIPOLYGON, _COLLECTION, 10, 12, 14, *_SURFACES}
_FINEST, _COARSEST = math.radians(0.001), math.radians(2.0)


def null_remark() -> Wording:
    """The feature has no geometry at all."""
    return translate("zhanbu", "The feature has no geometry.")


def empty_remark() -> Wording:
    """The feature has a geometry without any point."""
    return translate("zhanbu", "The geometry is empty.")


def flat_polygons(
    wkb: Sequence[Wkb], metres_per_unit: float
) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.bool_]]:
    """From WKB (n,), ``None`` for a null: geometries, remarks, and whether each is null or of a polygonal kind.

    ``metres_per_unit`` of the coordinates sets how finely curves are cut.
    """
    kinds = np.array([_kind(w) for w in wkb], dtype=np.int64)
    geometries = np.full(len(wkb), None, dtype=object)
    remarks = np.full(len(wkb), None, dtype=object)
    remarks[:] = [()] * len(wkb)
    plain = np.flatnonzero((kinds == _POLYGON) | (kinds == _MULTIPOLYGON))
    geometries[plain] = _parsed([wkb[i] for i in plain])
    unfinished = np.ones(len(wkb), dtype=bool)
    unfinished[plain] = shapely.is_missing(geometries[plain]) | shapely.is_empty(geometries[plain])
    for i in np.flatnonzero(unfinished):
        geometries[i], remarks[i] = _cleaned(wkb[i], metres_per_unit)
    polygonal = np.isin(kinds & 0xFFFF, list(_POLYGONAL)) | np.array([w is None for w in wkb], dtype=bool)
    return geometries, remarks, polygonal


_HAS_Z, _HAS_M = 1 << 20, 1 << 21


def _kind(wkb: Wkb) -> int:
    """Type of a geometry by its ISO number without dimensions, with bits for Z and M; 0 for a null, -1 for rubbish."""
    if wkb is None or len(wkb) < 5:
        return 0 if wkb is None else -1
    (code,) = struct.unpack_from("<I" if wkb[0] else ">I", wkb, 1)
    iso, extended = code & 0x0FFFFFFF, code & 0xF0000000
    has_z = bool(extended & 0x80000000) or iso // 1000 in (1, 3)
    has_m = bool(extended & 0x40000000) or iso // 1000 in (2, 3)
    return iso % 1000 | (_HAS_Z if has_z else 0) | (_HAS_M if has_m else 0)


def _parsed(wkb: Sequence[Wkb]) -> NDArray[np.object_]:
    """Plain polygons at once; what can't be parsed (a ring too short to be one) stays ``None`` for the careful way."""
    array = np.empty(len(wkb), dtype=object)
    array[:] = [None if w is None else bytes(w) for w in wkb]
    try:
        return np.asarray(shapely.from_wkb(array), dtype=object)
    except shapely.errors.ShapelyError:
        return np.asarray(shapely.from_wkb(array, on_invalid="ignore"), dtype=object)


def _cleaned(wkb: Wkb, metres_per_unit: float) -> Cleaned:
    if wkb is None:
        return None, (null_remark(),)
    with complaints() as said:
        geometry = _from_wkb(wkb)
    if geometry is None:
        reason = said[0] if said else "WKB"
        return None, (translate("zhanbu", "The geometry can't be read: {reason}", reason=reason),)
    kind = geometry.GetGeometryType() % 1000
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
    if kind == _COLLECTION:
        remarks.append(translate("zhanbu", "Of a geometry collection only the polygons were kept."))
    polygons = [_polygon(p, remarks) for p in shells]
    single = len(polygons) == 1 and kind in (_POLYGON, 10, 17)
    return (polygons[0] if single else shapely.multipolygons(polygons)), tuple(remarks)


def _from_wkb(wkb: bytes) -> Any:  # noqa: ANN401
    try:
        return ogr.CreateGeometryFromWkb(bytes(wkb))
    except RuntimeError:  # the same as no geometry, where exceptions of OGR are switched on
        return None


def _dimension_remarks(geometry: Any) -> Iterator[Wording]:  # noqa: ANN401
    if geometry.Is3D():
        yield translate("zhanbu", "Heights (Z) were left out.")
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
