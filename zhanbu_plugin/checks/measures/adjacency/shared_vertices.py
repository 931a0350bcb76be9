"""Shapes that have a vertex in common (公共界址点), coordinate for coordinate.

Each vertex is written into a hash table at the place of its key; whoever wrote there last is the one to compare with.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.runs import runs
from ...layer import Objects, Progress, report
from .joining import different

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Keys = NDArray[np.uint64]

_BLOCK = 100_000
"""Vertices at a time: larger temporaries cost more in page faults than in arithmetic."""
_SLOT_BITS = 22
_MOST = 1 << (_SLOT_BITS - 1)
"""Vertices that are looked at: what is more is left out by the value of the coordinates, so alike in every shape."""
_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
"""Odd numbers without a pattern: 2⁶⁴ divided by the golden ratio (Knuth 1973, 6.4) and two primes of xxHash."""


def sharing_vertices(geometries: Objects, progress: Progress = None) -> tuple[Indices, Indices]:
    """Pairs (k,) of shapes (n,) that have a vertex in common, one < other, in order.

    Every pair is right, but not every pair is told: of many shapes at one vertex one is paired with each other, and two
    vertices may want the same place in the table. So it is a quick beginning, not a complete answer.

    Raises ``Cancelled`` when ``progress`` says stop.
    """
    total = int(shapely.get_num_coordinates(geometries).sum())
    xy, owner, key = _sample(geometries, min(1.0, _MOST / max(total, 1)), progress)
    slot = (key >> np.uint64(64 - _SLOT_BITS)).astype(np.intp)
    table = np.empty(1 << _SLOT_BITS, dtype=np.int32)  # only what is written is read
    table[slot] = np.arange(len(slot), dtype=np.int32)
    report(progress, 0.9)
    there = table[slot]
    same = (owner[there] != owner) & (xy[there] == xy).all(axis=1)
    one, other = owner[there[same]].astype(np.intp), owner[same].astype(np.intp)
    report(progress, 1.0)
    return different(one, other)


def _sample(geometries: Objects, share: float, progress: Progress) -> tuple[Floats, NDArray[np.int32], Keys]:
    """Vertices, the shape of each, and their keys, for about ``share`` of the places where vertices are."""
    limit = np.uint64(share * (1 << 16))
    parts: list[tuple[Floats, NDArray[np.int32], Keys]] = []
    for block in runs(shapely.get_num_coordinates(geometries), _BLOCK):
        xy, index = shapely.get_coordinates(geometries[block], return_index=True)
        key = vertex_keys(xy)
        kept = (key & np.uint64(0xFFFF)) < limit
        owner = (index + block.start).astype(np.int32)
        report(progress, 0.8 * block.stop / len(geometries))
        parts.append((xy, owner, key) if share == 1.0 else (xy[kept], owner[kept], key[kept]))
    if not parts:
        return np.empty((0, 2)), np.empty(0, dtype=np.int32), np.empty(0, dtype=np.uint64)
    xys, owners, keys = zip(*parts)
    return np.concatenate(xys), np.concatenate(owners), np.concatenate(keys)


def vertex_keys(xy: Floats) -> Keys:
    """Hashes (n,) of vertices (n, 2): equal ones have equal keys, and different ones hardly ever."""
    bits = np.ascontiguousarray(xy + 0.0).view(np.uint64)  # −0 becomes 0
    key = (bits[:, 0] * _ODD[0]) ^ ((bits[:, 1] * _ODD[1]) >> np.uint64(17))
    key ^= key >> np.uint64(32)
    key *= _ODD[2]
    return np.asarray(key ^ (key >> np.uint64(29)))
