"""Edges of many polygons, in the order in which they begin (边表)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....survey.ranges import bisected
from ....survey.rings import Rings

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_X_BITS = 50
"""Of 63: what lies on one axis may be 8,000 km wide, and there may be 8,192 of them."""
ON_ONE_AXIS = 1 << (63 - _X_BITS)
_STEPS_PER_METRE = 2.0**27
"""Eastings are taken in steps of 7 nm, the last bit of those with a zone's number: their differences are exact, so that
order never depends on rounding, nor on what else is in a block.
"""


@dataclass(frozen=True)
class EdgeTable:
    """Edges of polygons (n,) that aren't vertical, by polygon and then by where they begin.

    Each runs over x from ``begin`` to ``end``, from height ``level`` on with ``rise`` per unit; ``sign`` is +1 for one
    that bounds its polygon from above; all of it lies between ``low`` and ``high``. Those of polygon i are ``first[i]``
    … ``first[i + 1]``, the widest of them is ``reach`` (n,) wide; ``box`` (n, 4) is its extent and ``upright`` (n,) the
    number of its vertical edges.
    """

    begin: Floats
    end: Floats
    level: Floats
    rise: Floats
    sign: Floats
    low: Floats
    high: Floats
    first: Indices
    reach: Floats
    box: Floats
    upright: Indices

    @classmethod
    def of(cls, rings: Rings, box: Floats) -> EdgeTable:
        """Edges of the valid polygons (n,) that rings bound, with their extents (n, 4)."""
        x, y = in_steps(rings.xy[:, 0]), rings.xy[:, 1]
        box = np.column_stack([in_steps(box[:, 0]), box[:, 1], in_steps(box[:, 2]), box[:, 3]])
        step = np.diff(x)
        kept = np.flatnonzero(rings.is_edge & (step != 0.0))
        west = np.where(step[kept] > 0, kept, kept + 1)
        polygon = rings.owner[rings.ring[kept]]
        first = np.searchsorted(polygon, np.arange(rings.count + 1))
        order = _by_polygon_and_x(first, polygon, x[west] - box[polygon, 0])
        kept, west = kept[order], west[order]
        upright = rings.owner[rings.ring[:-1][rings.is_edge & (step == 0.0)]]
        return cls(
            begin=x[west],
            end=x[2 * kept + 1 - west],
            level=y[west],
            rise=np.diff(y)[kept] / step[kept],
            sign=np.where((west == kept) == rings.inside_left[rings.ring[kept]], -1.0, 1.0),
            low=np.minimum(y[kept], y[kept + 1]),
            high=np.maximum(y[kept], y[kept + 1]),
            first=first,
            reach=_largest(np.abs(step[kept]), first),
            box=box,
            upright=np.bincount(upright, minlength=rings.count),
        )

    def between(self, polygon: Indices, west: Floats, east: Floats) -> tuple[Indices, Indices]:
        """First (k,) of the edges of polygons (k,), and the number (k,), among which all are that have some x between
        ``west`` (k,) and ``east`` (k,).
        """
        after = self.first[polygon + 1]
        start = bisected(self.begin, self.first[polygon], after, west - self.reach[polygon])
        return start, bisected(self.begin, start, after, east) - start


def _by_polygon_and_x(first: Indices, polygon: Indices, x: Floats) -> Indices:
    """Order of edges (m,) by polygon, in which they stand already from ``first`` (n + 1,) on, and then by x ≥ 0."""
    borders = [*first[:-1:ON_ONE_AXIS].tolist(), len(polygon)]
    order = [np.empty(0, dtype=np.intp)]
    for start, stop in zip(borders, borders[1:]):
        key = key_of(polygon[start:stop] % ON_ONE_AXIS, x[start:stop])
        order.append(start + np.argsort(key, kind="stable"))
    return np.concatenate(order)


def in_steps(x: Floats) -> Floats:
    return np.rint(x * _STEPS_PER_METRE) / _STEPS_PER_METRE


def key_of(number: Indices, x: Floats) -> Indices:
    """A place on one axis for all: the number of what lies there, then x ≥ 0 in whole steps."""
    return np.asarray((number.astype(np.int64) << _X_BITS) + (x * _STEPS_PER_METRE).astype(np.int64))


def _largest(values: Floats, first: Indices) -> Floats:
    """Largest value (n,) of each polygon, whose are those from ``first`` (n + 1,) on; 0 for one without any."""
    largest = np.zeros(len(first) - 1)
    some = np.flatnonzero(first[1:] > first[:-1])
    if len(some):
        largest[some] = np.maximum.reduceat(values, first[some])
    return largest
