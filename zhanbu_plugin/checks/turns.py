"""What Shapely does with Python's lock in its hand, on some thousand shapes at a time (分批调用).

To take 300 000 shapes apart, to write them as WKB or to put them into a tree takes some tenths of a second each, in
which no other thread of Python runs: a window stands still. Between two portions the others get their turn.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from .layer import Objects

Indices = NDArray[np.intp]

_SHAPES = 8192
"""Some ten milliseconds."""
_LEAVES = 65_536
"""Shapes of one tree, some thirty milliseconds: trees can't be made in portions, and many small ones answer slowly."""


def parts_of(geometries: Objects) -> tuple[Objects, Indices]:
    """Parts (m,) of geometries (n,), however deep in collections of collections, in order; and the row of each."""
    parts, owner = _parts(geometries)
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts, inner = _parts(parts)
        owner = owner[inner]
    return parts, owner


def _parts(geometries: Objects) -> tuple[Objects, Indices]:
    """As ``shapely.get_parts``, but also of an array that can't be written, as while another thread asks about it."""
    parts, owners = [np.empty(0, dtype=object)], [np.empty(0, dtype=np.intp)]
    for rows in _portions(len(geometries), _SHAPES):
        some, owner = shapely.get_parts(geometries[rows].copy(), return_index=True)
        parts.append(some)
        owners.append(owner + rows.start)
    return np.concatenate(parts), np.concatenate(owners)


def plain_wkb_of(geometries: Objects) -> list[bytes]:
    """Little-endian WKB in two dimensions of geometries (n,)."""
    texts: list[bytes] = []
    for rows in _portions(len(geometries), _SHAPES):
        texts.extend(shapely.to_wkb(geometries[rows], output_dimension=2, byte_order=1).tolist())
    return texts


def from_wkb(texts: Objects) -> Objects:
    """Geometries (n,) from WKB (n,)."""
    geometries = np.empty(len(texts), dtype=object)
    for rows in _portions(len(texts), _SHAPES):
        geometries[rows] = shapely.from_wkb(texts[rows])
    return geometries


def let_go(geometries: Objects) -> None:
    """Empty an array that nobody needs any more: to free so many shapes takes as long as to make them."""
    for rows in _portions(len(geometries), _SHAPES):
        geometries[rows] = None


class BoxTree:
    """Which of some shapes (n,) have boxes that meet those of others: as ``shapely.STRtree``, but in any order.

    Each tree has the shapes of one strip from west to east, so that most questions pass it by.
    """

    def __init__(self, shapes: Objects) -> None:
        order = np.argsort(shapely.bounds(shapes).reshape(-1, 4)[:, 0], kind="stable")
        strips = [order[rows] for rows in _portions(len(order), _LEAVES)]
        self._trees = [(strip, shapely.STRtree(shapes[strip])) for strip in strips]

    def query(self, others: Objects) -> tuple[Indices, Indices]:
        """Rows of the ``others`` (m,) and of the shapes that they meet."""
        asking: list[Indices] = [np.empty(0, dtype=np.intp)]
        met: list[Indices] = [np.empty(0, dtype=np.intp)]
        for strip, tree in self._trees:
            for rows in _portions(len(others), _LEAVES):
                row, leaf = tree.query(others[rows])
                asking.append(row + rows.start)
                met.append(strip[leaf])
        return np.concatenate(asking), np.concatenate(met)


def _portions(count: int, most: int) -> Iterator[slice]:
    return (slice(start, min(start + most, count)) for start in range(0, count, most))
