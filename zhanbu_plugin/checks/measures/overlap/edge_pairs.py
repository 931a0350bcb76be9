"""Area that two polygons have in common, from pairs of their edges, without an overlay (边对求交面积).

At any x a point (x, y) lies inside a polygon when Σ σ [y < yₑ(x)] = 1 over its edges e at x, with σ = +1 for an edge
that bounds it from above and −1 from below. The product of two such sums, integrated over y, is Σ Σ σᵢ σⱼ min(yᵢ, yⱼ);
as the σ of a polygon add up to nothing at every x, min(a, b) = a − max(a − b, 0) = b − max(b − a, 0) leaves only

    A = −Σᵢ Σⱼ σᵢ σⱼ ∫ max(s (yᵢ(x) − yⱼ(x)), 0) dx

over the x that both edges have, with s = +1 or −1. Edges that coincide, touch or cross are no special case, so no
predicate can fail, and an edge pair costs a fraction of what an overlay does. (Derived here, and held against GEOS by
the tests.) With s = +1 no edge of the first polygon counts that lies below all of the second, and none of the second
above all of the first; with s = −1 the other way round. The sign that goes with which polygon lies lower spares most
pairs.

In a Gauss–Krüger plane x is the easting, on which the areal scale k⁻² = 1 − e + ⅔ e² depends (``scaled_areas``): each
integral is one of two triangles, each weighted with the scale at its centroid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....survey.ranges import ranges
from ....survey.runs import runs
from ..sums import summed
from .edge_table import ON_ONE_AXIS, EdgeTable, key_of

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_EDGES = 16_384
"""Edges, or pairs of them, at a time: larger temporaries leave the processor's cache."""


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
    low, high = np.maximum(one.box[i, 0], other.box[j, 0]), np.minimum(one.box[i, 2], other.box[j, 2])
    mine, theirs = one.between(i, low, high), other.between(j, low, high)
    size = np.maximum(mine[1] + theirs[1], _EDGES // ON_ONE_AXIS)  # no more pairs at a time than lie on one axis
    found = []
    for rows in runs(size, _EDGES):
        own, facing = ((part[0][rows], part[1][rows]) for part in (mine, theirs))
        found.append(_in_common(_Pairs(one, other, i[rows], j[rows], own, facing), meridian, curvature[rows]))
    columns = [np.concatenate([np.empty(0), *values]) for values in zip(*found)] if found else [np.empty(0)] * 3
    return CommonGround(*columns)


@dataclass(frozen=True)
class _Pairs:
    """Pairs (k,) of polygons ``i`` of one table and ``j`` of the other, and the first and the number of the edges of
    each that may count.
    """

    one: EdgeTable
    other: EdgeTable
    i: Indices
    j: Indices
    mine: tuple[Indices, Indices]
    theirs: tuple[Indices, Indices]

    def strips(self, origin: Floats, high: Floats, side: Floats) -> tuple[_Strip, _Strip]:
        """Edges of either in the x up to ``high`` (k,) from the ``origin`` (k, 2) on; ``side`` (k,) is s."""
        own, facing = self.one.box[self.i], self.other.box[self.j]
        mine = _Strip.of(self.one, self.mine, origin, high, side, facing)
        return mine, _Strip.of(self.other, self.theirs, origin, high, -side, own)


def _in_common(pairs: _Pairs, meridian: float, curvature: Floats) -> tuple[Floats, Floats, Floats]:
    own, facing, count = pairs.one.box[pairs.i], pairs.other.box[pairs.j], len(pairs.i)
    low, high = np.maximum(own[:, :2], facing[:, :2]), np.minimum(own[:, 2:], facing[:, 2:])
    origin = np.column_stack([low[:, 0], (low[:, 1] + high[:, 1]) / 2])
    side = np.where(own[:, 1] + own[:, 3] < facing[:, 1] + facing[:, 3], 1.0, -1.0)
    mine, theirs = pairs.strips(origin, high[:, 0], side)
    a, b = _at_the_same_x(mine, theirs)
    pair, east = mine.pair[a], low[:, 0] - meridian
    weighted, crossing = np.empty(len(a)), np.empty(len(a))
    for start in range(0, len(a), _EDGES):
        rows = slice(start, start + _EDGES)
        where = pair[rows]
        weighted[rows], crossing[rows] = _weighted(
            mine, theirs, a[rows], b[rows], side[where], east[where], curvature[where]
        )
    area = summed(pair, weighted, count)  # at once: sums of sums would depend on what else is in the block
    crossings = summed(pair, crossing, count)
    upright = pairs.one.upright[pairs.i] + pairs.other.upright[pairs.j]
    border = mine.lengths(count) + theirs.lengths(count) + upright * np.maximum(high[:, 1] - low[:, 1], 0.0)
    corners = np.bincount(mine.pair, minlength=count) + np.bincount(theirs.pair, minlength=count) + crossings
    return np.maximum(-area, 0.0), border, corners + upright


@dataclass(frozen=True)
class _Strip:
    """Edges within the x that pairs of polygons have in common, cut to that strip, but for those that can't count; with
    coordinates from the pair's own origin: the pair of each, its course, and where it begins and ends on an axis on
    which the strips of all pairs lie one after another.
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
    def of(
        cls,
        table: EdgeTable,
        edges: tuple[Indices, Indices],
        origin: Floats,
        high: Floats,
        side: Floats,
        facing: Floats,
    ) -> _Strip:
        """``side`` (k,) is +1 where an edge counts only above the lower end of the box ``facing`` (k, 4) the polygon,
        and −1 where it does only below the upper end.
        """
        first, count = edges
        row, pair = ranges(first, count), np.repeat(np.arange(len(count)), count)
        low = origin[pair, 0]
        begin, end = np.maximum(table.begin[row], low), np.minimum(table.end[row], high[pair])
        upward, limit = side > 0, np.where(side > 0, facing[:, 1], facing[:, 3])[pair]
        counts = np.where(upward[pair], table.high[row] > limit, table.low[row] < limit)
        within = np.flatnonzero(counts & (begin < end))
        row, pair, low, begin, end = row[within], pair[within], low[within], begin[within], end[within]
        rise = table.rise[row]
        level = table.level[row] - origin[pair, 1] + rise * (begin - table.begin[row])
        begin, end = begin - low, end - low
        return cls(pair, begin, end, level, rise, table.sign[row], key_of(pair, begin), key_of(pair, end))

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


def _weighted(
    mine: _Strip, theirs: _Strip, a: Indices, b: Indices, side: Floats, east: Floats, curvature: Floats
) -> tuple[Floats, NDArray[np.bool_]]:
    """σᵢ σⱼ ∫ k⁻² max(s (yᵢ − yⱼ), 0) dx of pairs of edges, and which cross; ``side`` is s.

    Edges that cross leave a triangle on either side, others a trapezoid, which its diagonal cuts into two triangles.
    ``east`` is the easting of each pair's origin from the meridian.
    """
    begin_a, begin_b = mine.begin[a], theirs.begin[b]
    begin = np.maximum(begin_a, begin_b)
    length = np.maximum(np.minimum(mine.end[a], theirs.end[b]) - begin, 0.0)
    rise_a, rise_b = mine.rise[a], theirs.rise[b]
    gap0 = mine.level[a] - theirs.level[b]
    gap0 += rise_a * (begin - begin_a)
    gap0 -= rise_b * (begin - begin_b)
    gap0 *= side
    gap1 = gap0 + side * (rise_a - rise_b) * length
    crossing = gap0 * gap1 < 0
    share = np.divide(gap0, gap0 - gap1, out=np.ones_like(gap0), where=crossing)
    np.maximum(gap0, 0.0, out=gap0)
    np.maximum(gap1, 0.0, out=gap1)
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
