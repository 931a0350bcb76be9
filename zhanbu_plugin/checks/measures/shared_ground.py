"""Ground that shapes of one set have in common, pair by pair (共有范围).

Big shapes are cut up first: a net of roads or rivers touches every field beside it, and to intersect the whole net with
each of them takes as many times as long as there are fields.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from ..layer import Objects, Progress, report
from .covered_ground import united
from .subdividing import polygons_of, subdivided

Indices = NDArray[np.intp]

_BLOCK = 512
"""Pairs of pieces at a time, between two reports of progress."""


def common_ground(
    geometries: Objects, group: NDArray[np.intp] | None = None, progress: Progress = None
) -> tuple[Indices, Indices, Objects]:
    """Pairs (k,) of valid shapes (n,) that share ground, one < other, in order, and that ground as valid polygons.

    Shapes of the same ``group`` (n,) make no pair; without groups all do.
    Raises ``Cancelled`` when ``progress`` says stop.
    """
    pieces, owner = subdivided(geometries)
    report(progress, 0.1)
    one, other, left, right = _meeting(pieces, owner)
    if group is not None:
        chosen = group[one] != group[other]
        one, other, left, right = one[chosen], other[chosen], left[chosen], right[chosen]
    new = np.r_[True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])][: len(one)]
    pair = np.cumsum(new) - 1
    ground = np.full(int(new.sum()), None, dtype=object)
    for rows in _blocks(new):
        met, of = polygons_of(shapely.intersection(pieces[left[rows]], pieces[right[rows]]))
        first = pair[rows.start]
        count = pair[rows.stop - 1] - first + 1
        ground[first : first + count] = united(met, pair[rows][of] - first, count)
        report(progress, 0.1 + 0.9 * rows.stop / len(one))
    shared = ~shapely.is_missing(ground)
    return one[new][shared], other[new][shared], ground[shared]


def _meeting(pieces: Objects, owner: Indices) -> tuple[Indices, Indices, Indices, Indices]:
    """Owners and pieces whose boxes share ground, in order of the owners."""
    tree = shapely.STRtree(pieces)
    left, right = tree.query(pieces)
    once = owner[left] < owner[right]
    left, right = left[once], right[once]
    bounds = shapely.bounds(pieces).reshape(-1, 4)
    low = np.maximum(bounds[left, :2], bounds[right, :2])
    high = np.minimum(bounds[left, 2:], bounds[right, 2:])
    ground = (high > low).all(axis=1)  # boxes side by side have only a line in common
    left, right = left[ground], right[ground]
    order = np.lexsort((right, left, owner[right], owner[left]))
    left, right = left[order], right[order]
    return owner[left], owner[right], left, right


def _blocks(new: NDArray[np.bool_]) -> Iterator[slice]:
    """Rows in blocks that begin with a new pair and have about ``_BLOCK`` rows."""
    starts = np.flatnonzero(new)
    start = 0
    while start < len(new):
        after = starts[np.searchsorted(starts, start + _BLOCK) :]
        stop = int(after[0]) if len(after) else len(new)
        yield slice(start, stop)
        start = stop
