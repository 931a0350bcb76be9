"""Parcels by what they are: the SHA-256 of a shape exactly as it was read (图斑指纹)."""

from __future__ import annotations

import hashlib

import numpy as np
import shapely
from numpy.typing import NDArray

from ..layer import Objects

Keys = NDArray[np.uint64]
"""(n, 4): the four words of each digest."""
Indices = NDArray[np.intp]

_BLOCK = 4096


def parcel_keys(geometries: Objects) -> Keys:
    """Keys (n, 4) of shapes (n,): equal only where every bit of every coordinate is, in the same order."""
    digests = [d for start in range(0, len(geometries), _BLOCK) for d in _digests(geometries[start : start + _BLOCK])]
    return np.frombuffer(b"".join(digests), dtype="<u8").reshape(-1, 4)


def _digests(geometries: Objects) -> list[bytes]:
    """Of a polygon without holes, alone or as the only part of its shape, the vertices tell all; of others the
    well-known binary does.
    """
    sha256 = hashlib.sha256
    kind = shapely.get_type_id(geometries)
    is_single = (kind == shapely.GeometryType.MULTIPOLYGON) & (shapely.get_num_geometries(geometries) == 1)
    part = np.where(is_single, shapely.get_geometry(geometries, 0), geometries)
    is_plain = is_single | (kind == shapely.GeometryType.POLYGON)
    is_plain &= shapely.get_num_interior_rings(part) == 0
    digests: list[bytes] = [b""] * len(geometries)
    plain, others = np.flatnonzero(is_plain), np.flatnonzero(~is_plain)
    vertices = memoryview(shapely.get_coordinates(geometries[plain]).reshape(-1).view(np.uint8))
    after = (np.cumsum(shapely.get_num_coordinates(geometries[plain])) * 16).tolist()
    names = np.where(is_single[plain], b"M", b"P").tolist()
    for i, name, first, last in zip(plain.tolist(), names, [0, *after], after):
        digests[i] = sha256(name + vertices[first:last]).digest()
    for i, wkb in zip(others.tolist(), shapely.to_wkb(geometries[others], output_dimension=2, byte_order=1)):
        digests[i] = sha256(b"W" + (wkb or b"")).digest()
    return digests


def found_at(known: Keys, keys: Keys) -> Indices:
    """Row of each key (n, 4) among known ones (m, 4), which stand by their first word; −1 for one that isn't there.

    Keys that stand by their first word too are found fastest.
    """
    if not len(known):
        return np.full(len(keys), -1, dtype=np.intp)
    at = np.searchsorted(np.ascontiguousarray(known[:, 0]), np.ascontiguousarray(keys[:, 0]))
    at = np.minimum(at, len(known) - 1)
    same = known[at, 0] == keys[:, 0]
    for word in (1, 2, 3):
        same &= known[at, word] == keys[:, word]
    return np.where(same, at, -1)
