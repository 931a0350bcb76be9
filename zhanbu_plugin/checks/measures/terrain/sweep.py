"""Going down a raster once, strip by strip, with the parcels that each strip meets (逐带扫描).

A parcel's outline is made when its first strip comes and dropped after its last, so memory holds a few strips and the
parcels that cross them, whatever the size of the raster and of the batch. Strips are the raster's own, and each outline
is added up in a place of its own from the top down: a parcel's numbers depend on neither its company nor the threads.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TypeVar

import numpy as np
import shapely

from ....survey.crs import Crs, same_system, transform_coordinates
from ....survey.ranges import ranges
from ....survey.runs import runs
from ...layer import Progress, report
from .coverage import BLOCK, Strip, Tally, strip_of
from .elevation import Dem
from .grid import Grid
from .outlines import Floats, Objects, Whole, outlines_of
from .short_edges import moved_by_short_edges
from .slope_classes import SlopeClasses

T = TypeVar("T")

THREADS = 2
"""NumPy lets other threads run in its long loops only; a third would mostly wait."""
_STRIP_CELLS = 1 << 20
_BLOCKS_AHEAD = 4
_STRIPS_AHEAD = 1


@dataclass(frozen=True)
class Cover:
    """What n parcels cover, in m²: ``area`` (n,) in all and ``classes`` (n, k) on each class; ``values`` (n,): ∫ slope
    in steps · m²; ``cell_m2`` (n,): a cell in the parcel's middle row.
    """

    area: Floats
    classes: Floats
    values: Floats
    cell_m2: Floats


def covered(
    geometries: Objects,
    crs: Crs,
    model: Dem,
    classes: SlopeClasses,
    progress: Progress = None,
    threads: int = THREADS,
) -> Cover:
    """What polygons (n,) in ``crs`` cover of a DEM. Raises ``InputProblem`` for an unreadable DEM and ``Cancelled``."""
    n = len(geometries)
    found = Cover(np.zeros(n), np.zeros((n, classes.count)), np.zeros(n), np.full(n, model.facts.cell_m**2))
    pool = ThreadPoolExecutor(threads)
    try:
        sweep = _Sweep(geometries, crs, model, classes, pool)
        for rows, tally in sweep.run(progress):
            middle = np.clip(0.5 * (tally.outlines.low_v + tally.outlines.high_v), 0, model.grid.rows)
            known = np.isfinite(middle)
            found.cell_m2[rows[known]] = model.ground.cell_area(middle[known])
            tally.add_outside(model.ground.cell_area)
            found.area[rows] = tally.areas()
            found.classes[rows] = tally.class_areas()
            found.values[rows] = tally.value_integrals()
    finally:
        pool.shutdown(cancel_futures=True)
    return found


@dataclass(frozen=True)
class _Plan:
    """Parcels that begin in a strip (``members``), and the columns that all who meet it need, none if right ≤ left."""

    members: Whole
    left: int
    right: int


_Entry = tuple[Whole, Tally]
"""Parcels (numbers within the batch) and what they cover so far."""


class _Sweep:
    def __init__(
        self, geometries: Objects, crs: Crs, model: Dem, classes: SlopeClasses, pool: ThreadPoolExecutor
    ) -> None:
        self._geometries, self._crs, self._model, self._classes, self._pool = geometries, crs, model, classes, pool
        self._height = int(np.clip(_STRIP_CELLS // model.grid.columns, 16, 256))
        self._plans = _plans(self._boxes(), self._height, model.grid)

    def run(self, progress: Progress) -> Iterator[_Entry]:
        """Parcels whose cover is complete, block by block."""
        total = sum(len(plan.members) for plan in self._plans)
        finished = 0
        active: list[_Entry] = []
        for number, strip in enumerate(self._strips()):
            entries, active = active, []
            further = (partial(self._add, entry, number, strip) for entry in entries)
            calls: Iterable[Callable[[], _Entry]] = chain(further, self._beginnings(number, strip))
            for entry in _in_order(self._pool, calls, _BLOCKS_AHEAD):
                if number + 1 == len(self._plans) or entry[1].bottom <= (number + 1) * self._height:
                    finished += len(entry[0])
                    yield entry
                else:
                    active.append(entry)
                report(progress, finished / total)

    def _strips(self) -> Iterator[Strip | None]:
        """The strips as planned, read ahead."""
        calls = (partial(self._read, number, plan.left, plan.right) for number, plan in enumerate(self._plans))
        return _in_order(self._pool, calls, _STRIPS_AHEAD)

    def _read(self, number: int, left: int, right: int) -> Strip | None:
        if right <= left:
            return None
        row = number * self._height
        rows = min(self._height, self._model.grid.rows - row)
        slopes = self._model.slopes(row, rows, left, right - left)
        weight = self._model.cell_areas[row : row + rows]
        return strip_of(self._classes.of(slopes), np.maximum(slopes, 0), weight, row, left, self._classes.count)

    def _beginnings(self, number: int, strip: Strip | None) -> Iterator[Callable[[], _Entry]]:
        """Calls that make the outlines of the parcels which begin in a strip. Moving them to the model's system stays
        with the calling thread, for PROJ's objects aren't made for two.
        """
        members = self._plans[number].members
        for some in runs(shapely.get_num_coordinates(self._geometries[members]), BLOCK):
            rows = members[some]
            moved = moved_by_short_edges(self._geometries[rows], self._crs, self._model.facts.crs)
            yield partial(self._begin, rows, moved, number, strip)

    def _begin(self, rows: Whole, geometries: Objects, number: int, strip: Strip | None) -> _Entry:
        model = self._model
        tally = Tally(outlines_of(geometries, model.grid), model.grid, self._classes.count)
        for missed in range(tally.top // self._height, number):  # above what its box had promised
            self._add((rows, tally), missed, None)
        return self._add((rows, tally), number, strip)

    def _add(self, entry: _Entry, number: int, strip: Strip | None) -> _Entry:
        tally = entry[1]
        left, right = tally.columns_met(number * self._height, self._height)
        if strip is None or left < strip.column or right > strip.column + strip.columns:
            strip = self._read(number, left, right)
        if strip is not None and left < right:
            tally.add(strip)
        return entry

    def _boxes(self) -> Floats:
        """Extent (n, 4) of the parcels on the grid: left, top, right, bottom; NaN for none.

        Of parcels in another system the corners of their box are moved; the outline itself may reach further.
        """
        x0, y0, x1, y1 = shapely.bounds(self._geometries).T
        corners = np.stack([np.concatenate([x0, x1, x0, x1]), np.concatenate([y0, y0, y1, y1])], axis=1)
        if not same_system(self._crs, self._model.facts.crs):
            corners = transform_coordinates(corners, self._crs, self._model.facts.crs)
        u, v = (part.reshape(4, -1) for part in self._model.grid.cells(corners))
        boxes = np.stack([u.min(axis=0), v.min(axis=0), u.max(axis=0), v.max(axis=0)], axis=1)
        lost = ~np.isfinite(boxes).all(axis=1) & np.isfinite(x0)
        boxes[lost] = (0, 0, self._model.grid.columns, self._model.grid.rows)
        return boxes


def _in_order(pool: ThreadPoolExecutor, calls: Iterable[Callable[[], T]], ahead: int) -> Iterator[T]:
    """Results of calls in their order, with at most ``ahead`` of them waiting to be fetched."""
    waiting: deque[Future[T]] = deque()
    for call in calls:
        waiting.append(pool.submit(call))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _plans(boxes: Floats, height: int, grid: Grid) -> list[_Plan]:
    """What each strip has to hold for parcels in these boxes (n, 4)."""
    count = -(-grid.rows // height)
    some = np.flatnonzero(~np.isnan(boxes[:, 0]))
    left, top, right, bottom = boxes[some].T
    first = np.clip(np.floor(top / height), 0, count - 1).astype(np.int64)
    last = np.clip(np.ceil(bottom / height) - 1, first, count - 1).astype(np.int64)
    over = np.flatnonzero((left < grid.columns) & (right > 0) & (top < grid.rows) & (bottom > 0))
    met = (last - first + 1)[over]
    pair = np.repeat(over, met)
    strip = ranges(first[over], met)
    by_strip = np.argsort(strip, kind="stable")
    pair, strip = pair[by_strip], strip[by_strip]
    lefts, rights = np.full(count, grid.columns), np.zeros(count, dtype=np.int64)
    begin = np.flatnonzero(np.diff(strip, prepend=-1))
    if len(begin):
        lefts[strip[begin]] = np.clip(np.floor(np.minimum.reduceat(left[pair], begin)), 0, grid.columns)
        rights[strip[begin]] = np.clip(np.floor(np.maximum.reduceat(right[pair], begin)) + 2, 0, grid.columns)
    order = np.lexsort((last, first))
    bounds = np.searchsorted(first[order], np.arange(count + 1))
    members = np.split(some[order], bounds[1:-1])
    return [_Plan(*plan) for plan in zip(members, lefts.tolist(), rights.tolist())]
