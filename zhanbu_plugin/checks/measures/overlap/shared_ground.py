"""Ground that shapes of one set have in common, pair by pair (共有范围).

Big shapes are cut up first: a net of roads or rivers touches every field beside it, and to intersect the whole net with
each of them takes as many times as long as there are fields.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from ...layer import Objects, Progress
from ...threads import over_blocks
from ...turns import BoxTree, let_go
from .drawn_in import drawn_in
from .joined import united
from .subdividing import polygons_of, sparing_pieces

Indices = NDArray[np.intp]

_BLOCK = 1024
"""Pairs of pieces at a time, between two reports of progress."""
_ASKING = 16_384
"""Pieces whose boxes are compared at a time: most boxes that meet are no pair in the end."""


def common_ground(
    geometries: Objects, group: NDArray[np.intp] | None = None, progress: Progress = None
) -> tuple[Indices, Indices, Objects]:
    """Pairs (k,) of valid shapes (n,) that share ground, one < other, in order, and that ground as valid polygons.

    Shapes of the same ``group`` (n,) make no pair; without groups all do. Ground thinner than a hair (``drawn_in``) is
    none. Raises ``Cancelled`` when ``progress`` says stop.
    """
    pieces, owner = sparing_pieces(geometries)
    left, right = _meeting(pieces, owner, group)
    one, other = owner[left], owner[right]
    new = np.r_[True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])][: len(one)]
    pair = np.cumsum(new) - 1

    def shared(rows: slice) -> tuple[Indices, Objects]:
        first, last = pair[rows.start], pair[rows.stop - 1]
        met, row = _common(pieces, left[rows], right[rows])
        ground = united(met, pair[rows][row] - first, int(last - first) + 1)
        found = np.flatnonzero(~shapely.is_missing(ground))
        return found + first, ground[found]

    try:
        blocks = over_blocks(shared, list(_blocks(new)), progress)
    finally:
        let_go(pieces)
    pairs = np.concatenate([np.empty(0, dtype=np.intp), *(found for found, _ in blocks)])
    ground = np.concatenate([np.empty(0, dtype=object), *(polygons for _, polygons in blocks)])
    return one[new][pairs], other[new][pairs], ground


def _common(pieces: Objects, left: Indices, right: Indices) -> tuple[Objects, Indices]:
    """Polygons that pieces ``left`` (m,) and ``right`` (m,) have in common, and the row of each, in order."""
    one, one_at = _copied(pieces, left)
    other, other_at = _copied(pieces, right)
    drawn = drawn_in(one)
    shapely.prepare(drawn)
    meets = np.flatnonzero(shapely.intersects(drawn[one_at], other[other_at]))
    met, row = polygons_of(shapely.intersection(one[one_at[meets]], other[other_at[meets]]))
    return met, meets[row]


def _copied(pieces: Objects, chosen: Indices) -> tuple[Objects, Indices]:
    """Copies of the pieces that occur, as polygons, and where each of ``chosen`` (m,) stands among them.

    A block has copies of its own, for GEOS remembers things inside its geometries, and another thread may look at them
    too. ``get_geometry`` copies; all that it reads of a piece was there when the tree had asked for the boxes.
    """
    which, at = np.unique(chosen, return_inverse=True)
    return np.asarray(shapely.get_geometry(pieces[which], 0), dtype=object), at


def _meeting(pieces: Objects, owner: Indices, group: NDArray[np.intp] | None) -> tuple[Indices, Indices]:
    """Pieces of different owners whose boxes share ground, in order of the owners."""
    tree, bounds = BoxTree(pieces), shapely.bounds(pieces).reshape(-1, 4)
    found = [np.empty((2, 0), dtype=np.intp)]
    for start in range(0, len(pieces), _ASKING):
        left, right = tree.query(pieces[start : start + _ASKING])
        left += start
        wanted = owner[left] < owner[right]
        if group is not None:
            wanted &= group[owner[left]] != group[owner[right]]
        low = np.maximum(bounds[left, :2], bounds[right, :2])
        high = np.minimum(bounds[left, 2:], bounds[right, 2:])
        wanted &= (high > low).all(axis=1)  # boxes side by side have only a line in common
        found.append(np.stack([left[wanted], right[wanted]]))
    left, right = np.concatenate(found, axis=1)
    order = np.lexsort((right, left, owner[right], owner[left]))
    return left[order], right[order]


def _blocks(new: NDArray[np.bool_]) -> Iterator[slice]:
    """Rows in blocks that begin with a new pair and have about ``_BLOCK`` rows."""
    starts = np.flatnonzero(new)
    start = 0
    while start < len(new):
        after = starts[np.searchsorted(starts, start + _BLOCK) :]
        stop = int(after[0]) if len(after) else len(new)
        yield slice(start, stop)
        start = stop
