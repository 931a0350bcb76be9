"""Area that two polygons have in common, from pairs of their edges, without an overlay (边对求交面积).

At any x a point (x, y) lies inside a polygon when Σ σ [y < yₑ(x)] = 1 over its edges e at x, with σ = +1 for an edge
that bounds it from above and −1 from below. The product of two such sums, integrated over y, is Σ Σ σᵢ σⱼ min(yᵢ, yⱼ);
as the σ of a polygon add up to nothing at every x, min(a, b) = (a + b − |a − b|) / 2 leaves only

    A = −½ Σᵢ Σⱼ σᵢ σⱼ ∫ |yᵢ(x) − yⱼ(x)| dx

over the x that both edges have. Edges that coincide, touch or cross are no special case, so no predicate can fail, and
an edge pair costs a fraction of what an overlay does. In a Gauss–Krüger plane x is the easting, on which the areal
scale k⁻² = 1 − e + ⅔ e² depends (``scaled_areas``): each integral is one of two triangles, each weighted with the scale
at its centroid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....survey.rings import Rings
from ....survey.runs import runs
from ..sums import summed

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_X_BITS = 50
"""Of 63: what lies on one axis may be 8,000 km wide, and there may be 8,192 of them."""
_ON_ONE_AXIS = 1 << (63 - _X_BITS)
_STEPS_PER_METRE = 2.0**27
"""Eastings are taken in steps of 7 nm, the last bit of those with a zone's number: their differences are exact, so that
order never depends on rounding, nor on what else is in a block.
"""
_EDGES = 16_384
"""Edges, or pairs of them, at a time: larger temporaries leave the processor's cache."""


@dataclass(frozen=True)
class EdgeTable:
    """Edges of polygons (n,) that aren't vertical, by polygon and then by where they begin.

    Each runs over x from ``begin`` to ``end``, from height ``level`` on with ``rise`` per unit; ``sign`` is +1 for one
    that bounds its polygon from above. Those of polygon i are ``first[i]`` … ``first[i + 1]``; ``box`` (n, 4) is its
    extent and ``upright`` (n,) the number of its vertical edges.
    """

    begin: Floats
    end: Floats
    level: Floats
    rise: Floats
    sign: Floats
    first: Indices
    box: Floats
    upright: Indices

    @classmethod
    def of(cls, rings: Rings, box: Floats) -> EdgeTable:
        """Edges of the valid polygons (n,) that rings bound, with their extents (n, 4)."""
        x, y = _in_steps(rings.xy[:, 0]), rings.xy[:, 1]
        box = np.column_stack([_in_steps(box[:, 0]), box[:, 1], _in_steps(box[:, 2]), box[:, 3]])
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
            first=first,
            box=box,
            upright=np.bincount(upright, minlength=rings.count),
        )


@dataclass(frozen=True)
class CommonGround:
    """What pairs (k,) of polygons have in common: its area on the ground, and no less than the length of its border
    and the number of its corners.
    """

    area: Floats
    border: Floats
    corners: Floats


def common_ground_of(
    one: EdgeTable, other: EdgeTable, i: Indices, j: Indices, meridian: float, curvature: Floats
) -> CommonGround:
    """Common ground of polygons ``i`` (k,) of one table and ``j`` (k,) of the other.

    ``meridian`` is the easting of the plane's meridian and ``curvature`` (k,) 1 / R² at each pair; 0 gives plane areas.
    """
    size = np.diff(one.first)[i] + np.diff(other.first)[j]
    found = [_in_common(one, other, i[rows], j[rows], meridian, curvature[rows]) for rows in runs(size, _EDGES)]
    columns = [np.concatenate([np.empty(0), *values]) for values in zip(*found)] if found else [np.empty(0)] * 3
    return CommonGround(*columns)


def _in_common(
    one: EdgeTable, other: EdgeTable, i: Indices, j: Indices, meridian: float, curvature: Floats
) -> tuple[Floats, Floats, Floats]:
    low = np.maximum(one.box[i, :2], other.box[j, :2])
    high = np.minimum(one.box[i, 2:], other.box[j, 2:])
    origin = np.column_stack([low[:, 0], (low[:, 1] + high[:, 1]) / 2])
    mine, theirs = _Strip.of(one, i, origin, high[:, 0]), _Strip.of(other, j, origin, high[:, 0])
    a, b = _at_the_same_x(mine, theirs)
    pair, east = mine.pair[a], low[:, 0] - meridian
    weighted, crossing = np.empty(len(a)), np.empty(len(a))
    for start in range(0, len(a), _EDGES):
        rows = slice(start, start + _EDGES)
        where = pair[rows]
        weighted[rows], crossing[rows] = _weighted(mine, theirs, a[rows], b[rows], east[where], curvature[where])
    area = summed(pair, weighted, len(i))  # at once: sums of sums would depend on what else is in the block
    crossings = summed(pair, crossing, len(i))
    upright = one.upright[i] + other.upright[j]
    border = mine.lengths(len(i)) + theirs.lengths(len(i)) + upright * np.maximum(high[:, 1] - low[:, 1], 0.0)
    corners = np.bincount(mine.pair, minlength=len(i)) + np.bincount(theirs.pair, minlength=len(i)) + crossings
    return np.maximum(-0.5 * area, 0.0), border, corners + upright


@dataclass(frozen=True)
class _Strip:
    """Edges within the x that pairs of polygons have in common, cut to that strip, with coordinates from the pair's own
    origin: the pair of each, its course, and where it begins and ends on an axis on which the strips of all pairs lie
    one after another.
    """

    pair: Indices
    begin: Floats
    end: Floats
    level: Floats
    rise: Floats
    sign: Floats
    begin_key: Indices
    end_key: Indices

    @classmethod
    def of(cls, table: EdgeTable, polygon: Indices, origin: Floats, high: Floats) -> _Strip:
        count = table.first[polygon + 1] - table.first[polygon]
        row = ranges(table.first[polygon], count)
        pair = np.repeat(np.arange(len(polygon)), count)
        low = origin[pair, 0]
        begin, end = np.maximum(table.begin[row], low), np.minimum(table.end[row], high[pair])
        within = np.flatnonzero(begin < end)
        row, pair, low, begin, end = row[within], pair[within], low[within], begin[within], end[within]
        rise = table.rise[row]
        level = table.level[row] - origin[pair, 1] + rise * (begin - table.begin[row])
        begin, end = begin - low, end - low
        return cls(pair, begin, end, level, rise, table.sign[row], _key(pair, begin), _key(pair, end))

    def lengths(self, count: int) -> Floats:
        """Length of all edges in the strip of each of ``count`` pairs."""
        return summed(self.pair, (self.end - self.begin) * np.sqrt(1.0 + self.rise * self.rise), count)

    def beginnings(self, other: _Strip, side: str) -> tuple[Indices, Indices]:
        """For each edge, the first edge of the other strip that begins within it, and how many there are.

        Those that begin where it does are within it with side ``left``, else with the other strip's edges; so each pair
        of edges is met once, from one of the two.
        """
        first = np.searchsorted(other.begin_key, self.begin_key, side=side)  # type: ignore[call-overload]
        after = np.searchsorted(other.begin_key, self.end_key, side="left")
        return first, np.maximum(after - first, 0)


def _at_the_same_x(mine: _Strip, theirs: _Strip) -> tuple[Indices, Indices]:
    """Pairs (k,) of edges that have some x in common: theirs that begin where mine does or later, then mine that begin
    later.
    """
    first, count = mine.beginnings(theirs, "left")
    later, more = theirs.beginnings(mine, "right")
    a = np.concatenate([np.repeat(np.arange(len(count)), count), ranges(later, more)])
    b = np.concatenate([ranges(first, count), np.repeat(np.arange(len(more)), more)])
    return a, b


def _by_polygon_and_x(first: Indices, polygon: Indices, x: Floats) -> Indices:
    """Order of edges (m,) by polygon, in which they stand already from ``first`` (n + 1,) on, and then by x ≥ 0."""
    borders = [*first[:-1:_ON_ONE_AXIS].tolist(), len(polygon)]
    order = [np.empty(0, dtype=np.intp)]
    for start, stop in zip(borders, borders[1:]):
        key = _key(polygon[start:stop] % _ON_ONE_AXIS, x[start:stop])
        order.append(start + np.argsort(key, kind="stable"))
    return np.concatenate(order)


def _in_steps(x: Floats) -> Floats:
    return np.rint(x * _STEPS_PER_METRE) / _STEPS_PER_METRE


def _key(number: Indices, x: Floats) -> Indices:
    """A place on one axis for all: the number of what lies there, then x ≥ 0 in whole steps."""
    return np.asarray((number.astype(np.int64) << _X_BITS) + (x * _STEPS_PER_METRE).astype(np.int64))


def _weighted(
    mine: _Strip, theirs: _Strip, a: Indices, b: Indices, east: Floats, curvature: Floats
) -> tuple[Floats, NDArray[np.bool_]]:
    """σᵢ σⱼ ∫ k⁻² |yᵢ − yⱼ| dx of pairs of edges, and which cross.

    Edges that cross leave two triangles between them, others a trapezoid, which its diagonal cuts into two. ``east`` is
    the easting of each pair's origin from the meridian.
    """
    begin_a, begin_b = mine.begin[a], theirs.begin[b]
    begin = np.maximum(begin_a, begin_b)
    length = np.maximum(np.minimum(mine.end[a], theirs.end[b]) - begin, 0.0)
    rise_a, rise_b = mine.rise[a], theirs.rise[b]
    gap0 = mine.level[a] - theirs.level[b]
    gap0 += rise_a * (begin - begin_a)
    gap0 -= rise_b * (begin - begin_b)
    gap1 = gap0 + (rise_a - rise_b) * length
    crossing = gap0 * gap1 < 0
    np.abs(gap0, out=gap0)
    np.abs(gap1, out=gap1)
    share = np.divide(gap0, gap0 + gap1, out=np.ones_like(gap0), where=crossing)
    rest = np.where(crossing, 1.0 - share, 1.0)
    third = length / 3.0
    begin += east
    left = gap0 * share * _scale(begin + share * third, share * third, curvature)
    right = gap1 * rest * _scale(begin + length - rest * third, rest * third, curvature)
    return mine.sign[a] * theirs.sign[b] * (0.5 * length) * (left + right), crossing


def _scale(east: Floats, third: Floats, curvature: Floats) -> Floats:
    """Mean of k⁻² over triangles with a side along the northing, from the easting of their centroid and a third of
    their width h: the second derivative, −2 / R², counts with half the variance of the easting, h² / 18.
    """
    e = east * east * curvature
    return 1.0 - e * (1.0 - e * (2.0 / 3.0)) - 0.5 * third * third * curvature


def ranges(start: Indices, count: Indices) -> Indices:
    """start₀, start₀ + 1 … for ``count₀`` numbers, then from start₁ on, and so on."""
    before = np.cumsum(count) - count
    return np.repeat(start - before, count) + np.arange(int(count.sum()))
