"""Outlines of polygons in short runs of edges (界线分段): what is near a long outline is then near few of its edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.ranges import ranges, ranks
from ....survey.rings import Rings
from ....survey.runs import runs
from ...layer import Objects, Progress, report

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

EDGES = 16
"""Edges of a run. Fewer give more runs to search, more give longer pairs to compare; both cost the same about here."""

_BLOCK = 100_000
"""Vertices at a time, between two looks at the cancel button."""

_LINES = 20_000
"""Runs at a time that become lines."""


@dataclass(frozen=True)
class OutlineRuns:
    """Runs (r,) in order of their shapes: run k has the vertices ``xy[first[k]]`` … ``xy[last[k]]``, both included.

    ``owner`` (r,) is the row of the shape, ``boxes`` (r, 4) are the bounds. A run's last vertex is the first of the
    next run of its ring. Every ring counts, those of holes too.
    """

    xy: Floats
    first: Indices
    last: Indices
    owner: Indices
    boxes: Floats

    def lines(self, progress: Progress = None) -> Objects:
        """The runs (r,) as lines. Raises ``Cancelled`` when ``progress`` says stop."""
        lines = np.empty(len(self.owner), dtype=object)
        for start in range(0, len(lines), _LINES):
            block = slice(start, min(start + _LINES, len(lines)))
            first, length = self.first[block], self.last[block] - self.first[block] + 1
            line = np.repeat(np.arange(len(length)), length)
            shapely.linestrings(self.xy[ranges(first, length)], indices=line, out=lines[block])
            report(progress, block.stop / len(lines))
        return lines


def outline_runs(geometries: Objects, edges: int = EDGES, *, progress: Progress = None) -> OutlineRuns:
    """The outlines of valid polygons and multipolygons (n,) in runs of at most ``edges`` edges; ``None`` has none.

    Raises ``Cancelled`` when ``progress`` says stop.
    """
    found = [_runs(geometries[:0], edges)]
    vertices = 0
    for block in runs(shapely.get_num_coordinates(geometries), _BLOCK):
        some = _runs(geometries[block], edges)
        found.append(
            OutlineRuns(some.xy, some.first + vertices, some.last + vertices, some.owner + block.start, some.boxes)
        )
        vertices += len(some.xy)
        report(progress, block.stop / len(geometries))
    columns = zip(*((some.xy, some.first, some.last, some.owner, some.boxes) for some in found))
    return OutlineRuns(*(np.concatenate(column) for column in columns))


def _runs(geometries: Objects, edges: int) -> OutlineRuns:
    rings = Rings.of(geometries)
    count = -(-(rings.last - rings.first) // edges)
    ring = np.repeat(np.arange(len(count)), count)
    first = rings.first[ring] + ranks(count) * edges
    last = np.minimum(first + edges, rings.last[ring])
    return OutlineRuns(rings.xy, first, last, rings.owner[ring], _boxes(rings.xy, first, last))


def grown(boxes: Floats, by: float) -> Objects:
    """Boxes (n, 4) as polygons (n,), larger by ``by`` on every side."""
    low, high = boxes[:, :2] - by, boxes[:, 2:] + by
    return np.asarray(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]), dtype=object)


def box_distances(one: Floats, other: Floats) -> Floats:
    """Distances (n,) between boxes (n, 4), pair by pair."""
    apart = np.maximum(one[:, :2], other[:, :2]) - np.minimum(one[:, 2:], other[:, 2:])
    return np.asarray(np.hypot(*np.maximum(apart, 0.0).T))


def _boxes(xy: Floats, first: Indices, last: Indices) -> Floats:
    if not len(first):
        return np.empty((0, 4))
    # ``reduceat`` goes up to the next run's first vertex, which is this run's last unless the ring ends.
    low = np.minimum(np.minimum.reduceat(xy, first), xy[last])
    high = np.maximum(np.maximum.reduceat(xy, first), xy[last])
    return np.concatenate([low, high], axis=1)
