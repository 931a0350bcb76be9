"""Exact cover of grid cells by polygons (栅格覆盖): how much of a polygon lies on cells of each class.

Everything happens in cell coordinates: ``u`` counts columns to the right, ``v`` rows downwards, a cell is the unit
square between two whole numbers. By Green's theorem the integral of a cell-wise constant weight w over a polygon is the
contour integral of its row sums, ∬ w du dv = ∮ W(u, v) dv with W(u, v) = ∫₀ᵘ w dt. A visit of the contour to the cell
(row, col) adds exactly

    S[row, col] · ∫ dv + w[row, col] · ∫ (u − col) dv,        S[row, col] = Σ w[row, k] for k < col,

so any polygon is measured exactly, narrower than a cell or with holes, at the cost of its visits. A row's ∫ dv add
up to zero over a closed contour; the sums therefore start at the first column of the polygon itself, and being whole
numbers they are exact: a result depends on neither the window nor the other polygons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ....survey.ranges import ranges
from ....survey.runs import runs
from .grid import Grid
from .outlines import Floats, Outlines, Whole
from .visits import Contours, Visits, Window, visits_of

Number = TypeVar("Number", np.int64, np.float64)

_FIELD = 21
_FIELDS = 3
_MASK = (1 << _FIELD) - 1
WIDEST = _MASK
"""Columns that a strip may have: a class count has 21 of 63 bits."""
BLOCK = 65_536
"""Vertices at a time: larger temporaries leave the processor's cache and cost many times more."""


@dataclass(frozen=True)
class Strip:
    """Rows ``row`` … of a grid from column ``column`` on, as running sums along the rows.

    ``packed``: three class counts of 21 bits to a number, as far as classes occur; ``values``: sums of a whole-numbered
    value, exact below 2⁵³; both (rows, columns + 1) and flat. ``classes`` (rows, columns + 1), flat: 0 is no data.
    ``weight`` (rows,): area of a cell.
    """

    row: int
    rows: int
    column: int
    columns: int
    packed: tuple[Whole, ...]
    values: Floats
    classes: NDArray[np.uint8]
    weight: Floats


def strip_of(
    classes: NDArray[np.uint8], values: NDArray[np.int32], weight: Floats, row: int, column: int, top_class: int
) -> Strip:
    """Running sums of a window: ``classes`` (rows, columns) 0 … ``top_class``, ``values`` (rows, columns) whole."""
    rows, columns = classes.shape
    if columns > WIDEST:
        raise ValueError(f"a strip of {columns} columns is wider than {WIDEST}")
    packed = []
    for first in range(1, min(top_class, int(classes.max(initial=0))) + 1, _FIELDS):
        unit = np.zeros(256, dtype=np.int64)
        unit[first : first + _FIELDS] = [1 << (_FIELD * k) for k in range(_FIELDS)]
        packed.append(_running(unit[classes]).ravel())
    known = np.zeros((rows, columns + 1), dtype=np.uint8)
    known[:, :columns] = classes
    sums = _running(values.astype(np.float64))
    return Strip(row, rows, column, columns, tuple(packed), sums.ravel(), known.ravel(), weight)


def _running(cells: NDArray[Number]) -> NDArray[Number]:
    sums = np.zeros((cells.shape[0], cells.shape[1] + 1), dtype=cells.dtype)
    np.cumsum(cells, axis=1, out=sums[:, 1:])
    return sums


class Tally:
    """Adds strips up to the area of each class, the integral of the values and the whole area, polygon by polygon."""

    def __init__(self, outlines: Outlines, grid: Grid, top_class: int) -> None:
        self.outlines = outlines
        self._rows, self._columns, self._top = grid.rows, grid.columns, top_class
        over = (outlines.high_u > 0) & (outlines.low_u < grid.columns)
        over &= (outlines.high_v > 0) & (outlines.low_v < grid.rows)
        self._over, self._over_chain = over, over[outlines.polygon]
        first = np.clip(np.floor(np.where(over, outlines.low_u, 0.0)), 0, grid.columns - 1).astype(np.int64)
        self._origin = first[outlines.polygon]
        self.top = max(int(np.floor(outlines.low_v[over].min())), 0) if over.any() else 0
        self.bottom = min(int(np.ceil(outlines.high_v[over].max())), grid.rows) if over.any() else 0
        chains = len(outlines.start)
        self._classes = np.zeros((top_class + 1, chains))
        self._values = np.zeros(chains)
        self._area = np.zeros(chains)

    def columns_met(self, row: int, rows: int) -> tuple[int, int]:
        """First column and end of the columns that the polygons meet in so many rows; 0, 0 where they meet none."""
        outlines = self.outlines
        met = (outlines.low_v < row + rows) & (outlines.high_v > row) & self._over
        if not met.any():
            return 0, 0
        left, right = np.floor(outlines.low_u[met].min()), np.floor(outlines.high_u[met].max())
        return max(int(left), 0), min(int(right) + 2, self._columns)

    def add(self, strip: Strip) -> None:
        """Add what the polygons cover of ``strip``, which must hold the columns that they meet."""
        outlines = self.outlines
        near = (outlines.chain_low < strip.row + strip.rows) & (outlines.chain_high > strip.row) & self._over_chain
        window = Window(strip.row, strip.row + strip.rows, self._columns)
        chains = np.flatnonzero(near)
        for some in _blocks(outlines, chains):
            for part, visits in visits_of(_contours(outlines, some), window):
                self._add_visits(strip, some[part], visits)

    def _add_visits(self, strip: Strip, chains: Whole, visits: Visits) -> None:
        row = visits.row - strip.row
        weight = strip.weight[row]
        rise, part = visits.rise * weight, visits.part * weight
        length = np.diff(visits.first, append=len(row))
        origin = np.repeat(self._origin[chains], length)
        column = np.maximum(visits.column, origin)
        self._area[chains] += np.add.reduceat(rise * (column - origin) + visits.moment * weight, visits.first)
        row *= strip.columns + 1
        row -= strip.column
        here, begin = row + column, row + origin
        values = strip.values[here]
        value = part * (strip.values[here + 1] - values)
        values -= strip.values[begin]
        value += rise * values
        self._values[chains] += np.add.reduceat(value, visits.first)
        for first, sums in zip(range(1, self._top + 1, _FIELDS), strip.packed):
            counts = sums[here] - sums[begin]
            present = int(np.bitwise_or.reduce(counts, initial=0))
            for field in range(_FIELDS):
                if (present >> (_FIELD * field)) & _MASK:
                    share = rise * ((counts >> (_FIELD * field)) & _MASK)
                    self._classes[first + field, chains] += np.add.reduceat(share, visits.first)
        key = np.repeat(np.arange(0, len(chains) * (self._top + 1), self._top + 1), length)
        key += strip.classes[here]
        in_cells = np.bincount(key, part, minlength=len(chains) * (self._top + 1))
        self._classes[:, chains] += in_cells.reshape(len(chains), -1).T

    def add_outside(self, weight: Callable[[Floats], Floats]) -> None:
        """Add to the whole area what the polygons cover above the grid's first row and below its last.

        ``weight`` gives the area of a cell around any v. Along an edge, ∫ u · w(v) dv by Simpson's rule.
        """
        outlines = self.outlines
        near = np.flatnonzero(((outlines.chain_low < 0) | (outlines.chain_high > self._rows)) & self._over_chain)
        for chains in _blocks(outlines, near):
            contours = _contours(outlines, chains)
            u = contours.u - np.repeat(self._origin[chains], contours.last - contours.first + 1)
            v, rise = contours.v, np.diff(contours.v, append=contours.v[-1])
            with np.errstate(divide="ignore", invalid="ignore"):
                gradient = np.where(rise == 0.0, 0.0, np.diff(u, append=u[-1]) / rise)
            for beyond in (np.minimum(v, 0.0), np.maximum(v, self._rows)):
                begin, end = beyond, np.append(beyond[1:], beyond[-1])
                end[contours.last] = begin[contours.last]
                u0, u1 = u + (begin - v) * gradient, u + (end - v) * gradient
                middle = weight(0.5 * (begin + end))
                mean = (u0 * weight(begin) + 2 * (u0 + u1) * middle + u1 * weight(end)) / 6
                self._area[chains] += np.add.reduceat((end - begin) * mean, contours.first)

    def areas(self) -> Floats:
        """Whole area (n,) of each polygon, in the unit of the weights."""
        return self._per_polygon(self._area)

    def class_areas(self) -> Floats:
        """Area (n, top_class) of each polygon on cells of class 1, 2, …"""
        return np.stack([self._per_polygon(row) for row in self._classes[1:]], axis=1)

    def value_integrals(self) -> Floats:
        """Integral (n,) of the values over each polygon."""
        return self._per_polygon(self._values)

    def _per_polygon(self, per_chain: Floats) -> Floats:
        outlines = self.outlines
        sums = np.bincount(outlines.polygon, per_chain * outlines.sign, minlength=outlines.count)
        return sums.astype(np.float64, copy=False)


def _blocks(outlines: Outlines, chains: Whole) -> list[Whole]:
    """The chains, as many at a time as have ``BLOCK`` vertices."""
    return [chains[some] for some in runs((outlines.stop - outlines.start + 1)[chains], BLOCK)]


def _contours(outlines: Outlines, chains: Whole) -> Contours:
    if len(chains) == len(outlines.start):
        return Contours(outlines.u, outlines.v, outlines.start, outlines.stop)
    size = outlines.stop[chains] - outlines.start[chains] + 1
    ends, at = np.cumsum(size), ranges(outlines.start[chains], size)
    return Contours(outlines.u[at], outlines.v[at], ends - size, ends - 1)
