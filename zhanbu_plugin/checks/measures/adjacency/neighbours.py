"""Parcels that share a boundary, and for how long (毗邻图斑、公共边长).

Most boundaries of a survey are shared vertex for vertex: equal edges are found by sorting. Where only one side has a
vertex (T-junctions, parcels digitised anew), the edges that found no partner are laid beside the others' edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.crs import Crs
from ....survey.ranges import ranges
from ....survey.runs import runs
from ...layer import Objects, Progress, report
from ...progress_shares import progress_between
from .one_plane import in_one_plane
from .outline_runs import OutlineRuns, grown, outline_runs
from .shared_vertices import vertex_keys

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

TOGETHER_M = 1e-3
"""Metres up to which outlines count as one line: a vertex that was put on an edge lies beside it by its rounding."""

_BLOCK = 2_000
"""Runs at a time, between two looks at the cancel button."""

_KEYED = 64_000
_SORTED = 250_000
"""Vertices or edges taken, and edges sorted, at a time: small temporaries stay in the processor's cache."""


@dataclass(frozen=True)
class Neighbours:
    """Pairs (k,) of parcels, rows of the batch with ``one`` < ``other``, in order, and the metres that they share."""

    one: Indices
    other: Indices
    length_m: Floats


@dataclass(frozen=True)
class _Edges:
    """Edges (e,) from ``start`` to ``end`` (e, 2), whose shape each is, and whether its inside faces another one's."""

    start: Floats
    end: Floats
    owner: Indices
    settled: Flags


def neighbours(geometries: Objects, crs: Crs, least_m: float = 0.01, *, progress: Progress = None) -> Neighbours:
    """Pairs of valid parcels (n,) in ``crs`` whose outlines run together for at least ``least_m`` metres, in sum.

    Lengths are those of the plane that ``contiguity`` measures in, right to some millimetres at each end; parcels that
    touch in a corner share none. Of two pairs of neighbours on the same ground (a layer loaded twice) one parcel may
    miss that it also touches one of the other pair: overlaps are ``duplicates``' affair.
    Raises ``Cancelled`` when ``progress`` says stop.
    """
    plane = in_one_plane(geometries, crs, progress)
    normal = np.full(len(plane), None, dtype=object)
    for block in runs(shapely.get_num_coordinates(plane), _KEYED):
        normal[block] = shapely.normalize(plane[block])
        report(progress, 0.15 + 0.1 * block.stop / len(plane))
    outlines = outline_runs(normal, progress=progress_between(progress, 0.25, 0.4))
    edges = _edges(outlines)
    found = [_NO_PAIRS, *_matched(edges, progress_between(progress, 0.4, 0.6))]
    found += _beside(outlines, edges, progress_between(progress, 0.6, 1.0))
    one, other, length = (np.concatenate(column) for column in zip(*found))
    low, high = np.minimum(one, other), np.maximum(one, other)
    pair, of = np.unique(low * len(geometries) + high, return_inverse=True)
    shared: Floats = np.bincount(of, weights=length, minlength=len(pair)).astype(np.float64)
    kept = shared >= least_m
    report(progress, 1.0)
    return Neighbours(pair[kept] // len(geometries), pair[kept] % len(geometries), shared[kept])


def _edges(outlines: OutlineRuns) -> _Edges:
    """All edges in order of the runs, none of them settled."""
    count = outlines.last - outlines.first
    vertex = ranges(outlines.first, count)
    owner = np.repeat(outlines.owner, count)
    return _Edges(outlines.xy[vertex], outlines.xy[vertex + 1], owner, np.zeros(len(owner), dtype=bool))


def _matched(edges: _Edges, progress: Progress) -> Iterator[tuple[Indices, Indices, Floats]]:
    """Pairs of shapes (k,) with the length of each edge that both have; and settles edges.

    An edge is settled when a shape lies on either side of it. Outlines are in normal form, so that is when another
    shape's outline runs along it in the other direction.
    """
    key = _edge_keys(edges)
    shares = max(len(key) // _SORTED, 1)
    share_of = (key >> np.uint64(40)) % np.uint64(shares)
    for share in range(shares):
        rows = np.flatnonzero(share_of == share)
        rows = rows[np.argsort(key[rows])]
        for one, other in _alike(rows, key[rows]):
            foreign = edges.owner[one] != edges.owner[other]
            opposite = foreign & _same(edges.start[one], edges.end[other]) & _same(edges.end[one], edges.start[other])
            along = foreign & _same(edges.start[one], edges.start[other]) & _same(edges.end[one], edges.end[other])
            edges.settled[one[opposite]] = edges.settled[other[opposite]] = True
            mine, theirs = one[opposite | along], other[opposite | along]
            yield edges.owner[mine], edges.owner[theirs], np.hypot(*(edges.end[mine] - edges.start[mine]).T)
        report(progress, (share + 1) / shares)


def _edge_keys(edges: _Edges) -> NDArray[np.uint64]:
    """Keys (e,), equal for the same edge in either direction."""
    keys = np.empty(len(edges.owner), dtype=np.uint64)
    for start in range(0, len(keys), _KEYED):
        block = slice(start, start + _KEYED)
        keys[block] = vertex_keys(edges.start[block]) + vertex_keys(edges.end[block])
    return keys


def _alike(rows: Indices, key: NDArray[np.uint64]) -> Iterator[tuple[Indices, Indices]]:
    """All pairs of ``rows`` (r,) with equal keys; ``key`` (r,) is sorted."""
    for step in range(1, len(key)):
        alike = np.flatnonzero(key[step:] == key[:-step])
        if not len(alike):
            return
        yield rows[alike], rows[alike + step]


def _same(one: Floats, other: Floats) -> Flags:
    return (one[:, 0] == other[:, 0]) & (one[:, 1] == other[:, 1])


def _beside(outlines: OutlineRuns, edges: _Edges, progress: Progress) -> Iterator[tuple[Indices, Indices, Floats]]:
    """Pairs of shapes with the length for which an edge that isn't settled runs beside one of another shape."""
    count = outlines.last - outlines.first
    first = np.cumsum(count) - count
    open_ = np.add.reduceat(~edges.settled, first) > 0 if len(first) else np.empty(0, dtype=bool)
    lines = outlines.lines(progress_between(progress, 0.0, 0.2))
    tree = shapely.STRtree(lines)
    rows = np.flatnonzero(open_)
    for begin in range(0, len(rows), _BLOCK):
        some = rows[begin : begin + _BLOCK]
        one, other = tree.query(grown(outlines.boxes[some], TOGETHER_M))
        one = some[one]
        new = (outlines.owner[one] != outlines.owner[other]) & ((one < other) | ~open_[other])
        one, other = one[new], other[new]
        close = shapely.dwithin(lines[one], lines[other], TOGETHER_M)
        yield _laid_beside(one[close], other[close], outlines, edges, first, count)
        report(progress, 0.2 + 0.8 * begin / len(rows))


def _laid_beside(
    one: Indices, other: Indices, outlines: OutlineRuns, edges: _Edges, first: Indices, count: Indices
) -> tuple[Indices, Indices, Floats]:
    """As ``_beside`` for pairs of runs (k,)."""
    left, left_pair = _edges_in(edges, first[one], count[one], outlines.boxes[other])
    right, right_pair = _edges_in(edges, first[other], count[other], outlines.boxes[one])
    have = np.bincount(right_pair, minlength=len(one))
    begins = np.cumsum(have) - have
    times = have[left_pair]
    left, right = np.repeat(left, times), right[ranges(begins[left_pair], times)]
    open_ = ~(edges.settled[left] & edges.settled[right])
    left, right = left[open_], right[open_]
    length = _together(edges.start[left], edges.end[left], edges.start[right], edges.end[right])
    some = length > 0
    return edges.owner[left[some]], edges.owner[right[some]], length[some]


def _edges_in(edges: _Edges, first: Indices, count: Indices, boxes: Floats) -> tuple[Indices, Indices]:
    """Of the edges that begin at ``first`` (k,), ``count`` each, those that meet a box (k, 4); and which k they are."""
    edge, pair = ranges(first, count), np.repeat(np.arange(len(first)), count)
    low = np.minimum(edges.start[edge], edges.end[edge]) - TOGETHER_M
    high = np.maximum(edges.start[edge], edges.end[edge]) + TOGETHER_M
    meets = ((low <= boxes[pair, 2:]) & (high >= boxes[pair, :2])).all(axis=1)
    return edge[meets], pair[meets]


def _together(p: Floats, q: Floats, r: Floats, s: Floats) -> Floats:
    """Length (k,) for which the shorter of the edges p–q and r–s (k, 2) is at most ``TOGETHER_M`` beside the longer.

    Along the shorter, from 0 to 1, the place along the longer and the distance beside it both change linearly.
    Equal edges give 0: they are known.
    """
    swap = (np.hypot(*(q - p).T) < np.hypot(*(s - r).T))[:, None]
    p, q, r, s = np.where(swap, r, p), np.where(swap, s, q), np.where(swap, p, r), np.where(swap, q, s)
    length, shorter = np.hypot(*(q - p).T), np.hypot(*(s - r).T)
    with np.errstate(divide="ignore", invalid="ignore"):  # two vertices in one place make an edge of no length
        along = (q - p) / length[:, None]
        across = np.column_stack([-along[:, 1], along[:, 0]])
        from_, to = np.zeros(len(p)), np.ones(len(p))
        for axis, low, high in ((along, 0.0, length), (across, -TOGETHER_M, TOGETHER_M)):
            begin, change = ((r - p) * axis).sum(axis=1), ((s - r) * axis).sum(axis=1)
            enter, leave = (low - begin) / change, (high - begin) / change
            within = np.where((begin >= low) & (begin <= high), np.inf, -np.inf)
            still = change == 0
            from_ = np.maximum(from_, np.where(still, -within, np.minimum(enter, leave)))
            to = np.minimum(to, np.where(still, within, np.maximum(enter, leave)))
    same = ((p == r) & (q == s)).all(axis=1) | ((p == s) & (q == r)).all(axis=1)
    return np.asarray(np.where(same, 0.0, np.nan_to_num(np.maximum(to - from_, 0.0)) * shorter))


_NO_PAIRS = (np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), np.empty(0))
