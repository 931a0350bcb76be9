"""WKB of many features turned into plain 2D polygons at once; what isn't plain goes one by one through ``cleaned``."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.runs import runs
from ..acyclic_shapes import leave_search
from ..layer import Objects, objects, plain_wkb
from .geometry import Wkb, cleaned, heights_remark

_POLYGON, _MULTIPOLYGON = 3, 6
_POLYGONAL = (_POLYGON, _MULTIPOLYGON, 7, 10, 12, 14, 15, 16, 17)
"""Polygons, collections, curved polygons and surfaces."""
_HAS_Z, _HAS_M = 1 << 20, 1 << 21
_PLAIN = (_POLYGON, _MULTIPOLYGON)
_WITH_HEIGHTS = (_POLYGON | _HAS_Z, _MULTIPOLYGON | _HAS_Z)

_BYTES = 1 << 21
"""WKB that is parsed in one call, which keeps every other thread of Python waiting: some milliseconds."""


@dataclass(frozen=True)
class Shapes:
    """Geometries (n,), remarks (n,), whether each is null or of a polygonal kind (n,), and their plain WKB (n,)."""

    geometries: Objects
    remarks: Objects
    polygonal: NDArray[np.bool_]
    wkb: Objects


def flat_polygons(wkb: Sequence[Wkb], metres_per_unit: float) -> Shapes:
    """From WKB (n,) of any dialect, ``None`` for a null.

    ``metres_per_unit`` of the coordinates sets how finely curves are cut.
    """
    given = objects([w if w is None or type(w) is bytes else bytes(w) for w in wkb])
    kinds = _kinds(given)
    geometries = np.full(len(wkb), None, dtype=object)
    remarks = objects([()] * len(wkb))
    plain = np.flatnonzero(np.isin(kinds, _PLAIN))
    geometries[plain] = _parsed(given[plain])
    tall = np.flatnonzero(np.isin(kinds, _WITH_HEIGHTS))
    geometries[tall] = _flattened(_parsed(given[tall]))
    remarks[tall] = objects([(heights_remark(),)] * len(tall))
    for i in np.flatnonzero(shapely.is_missing(geometries) | shapely.is_empty(geometries)):
        geometries[i], remarks[i] = cleaned(given[i], metres_per_unit)
        given[i] = None
    leave_search(geometries)
    polygonal = np.isin(kinds & 0xFFFF, _POLYGONAL) | (kinds == 0)
    return Shapes(geometries, remarks, polygonal, plain_wkb(geometries, given))


def _kinds(wkb: Objects) -> NDArray[np.int64]:
    heads = [b"" if w is None else w[:5] or b"?" for w in wkb]
    known = {head: _kind(head) for head in set(heads)}
    return np.array([known[head] for head in heads], dtype=np.int64)


def _kind(head: bytes) -> int:
    """Type of a geometry by its ISO number without dimensions, with bits for Z and M; 0 for a null, -1 for rubbish."""
    if len(head) < 5:
        return -1 if head else 0
    (code,) = struct.unpack_from("<I" if head[0] else ">I", head, 1)
    iso, extended = code & 0x0FFFFFFF, code & 0xF0000000
    has_z = bool(extended & 0x80000000) or iso // 1000 in (1, 3)
    has_m = bool(extended & 0x40000000) or iso // 1000 in (2, 3)
    return iso % 1000 | (_HAS_Z if has_z else 0) | (_HAS_M if has_m else 0)


def _parsed(wkb: Objects) -> Objects:
    """Plain polygons; what can't be parsed (a ring too short to be one) stays ``None`` for the careful way."""
    parsed = np.full(len(wkb), None, dtype=object)
    for part in runs([*map(len, wkb)], _BYTES):
        try:
            parsed[part] = shapely.from_wkb(wkb[part])
        except shapely.errors.ShapelyError:
            parsed[part] = shapely.from_wkb(wkb[part], on_invalid="ignore")
    return parsed


def _flattened(geometries: Objects) -> Objects:
    """As ``cleaned`` makes multipolygons of those with heights; ``None`` for one that has an empty part or too short a
    ring, which are for it.
    """
    flat = np.asarray(shapely.force_2d(geometries), dtype=object)
    parts, owners = shapely.get_parts(flat, return_index=True)
    rings, polygons = shapely.get_rings(parts, return_index=True)
    flat[owners[shapely.is_empty(parts)]] = None
    flat[owners[polygons[shapely.get_num_coordinates(rings) < 4]]] = None
    single = np.flatnonzero(shapely.get_type_id(flat) == _POLYGON)
    flat[single] = shapely.multipolygons(flat[single], indices=np.arange(len(single)))
    return flat
