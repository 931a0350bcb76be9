"""Exact cover of grid cells by polygons (栅格覆盖): how much of a polygon lies on cells of each class.

Everything happens in cell coordinates: ``u`` counts columns to the right, ``v`` rows downwards, a cell is the unit
square between two whole numbers. By Green's theorem the integral of a cell-wise constant weight w over a polygon is the
contour integral of its row sums, ∬ w du dv = ∮ W(u, v) dv with W(u, v) = ∫₀ᵘ w dt. Cut at the cell lines, an edge
piece inside the cell (row, col) adds exactly

    Δv · (S[row, col] + w[row, col] · (ū − col)),        S[row, col] = Σ w[row, k] for k < col, ū = middle of the piece,

so any polygon is measured exactly, narrower than a cell or with holes, at the cost of its edge pieces. A row's Δv add
up to zero over a closed contour; the sums therefore start at the first column of the polygon itself, and being whole
numbers they are exact: a result depends on neither the window nor the other polygons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outlines import Floats, Outlines, Whole
from .pieces import Pieces, cut, edges_of, pieces_of

_FIELD = 21
_FIELDS = 3
_MASK = (1 << _FIELD) - 1
WIDEST = _MASK
"""Columns that a strip may have: a class count has 21 of 63 bits."""


@dataclass(frozen=True)
class Strip:
    """Rows ``row`` … of a grid from column ``column`` on, as running sums along the rows.

    ``packed``: three class counts of 21 bits to a number; ``values``: sums of a whole-numbered value; both (rows,
    columns + 1) and flat. ``classes`` (rows, columns), flat: 0 is no data. ``weight`` (rows,): area of a cell.
    """

    row: int
    rows: int
    column: int
    columns: int
    packed: tuple[Whole, ...]
    values: Whole
    classes: NDArray[np.uint8]
    cell_values: Whole
    weight: Floats


def strip_of(
    classes: NDArray[np.uint8], values: NDArray[np.int32], weight: Floats, row: int, column: int, top_class: int
) -> Strip:
    """Running sums of a window: ``classes`` (rows, columns) 0 … ``top_class``, ``values`` (rows, columns) whole."""
    rows, columns = classes.shape
    if columns > WIDEST:
        raise ValueError(f"a strip of {columns} columns is wider than {WIDEST}")
    packed = []
    for first in range(1, top_class + 1, _FIELDS):
        unit = np.zeros(256, dtype=np.int64)
        unit[first : first + _FIELDS] = [1 << (_FIELD * k) for k in range(_FIELDS)]
        packed.append(_running(unit[classes]))
    cell_values = np.ascontiguousarray(values, dtype=np.int64)
    return Strip(
        row, rows, column, columns, tuple(packed), _running(cell_values), classes.ravel(), cell_values.ravel(), weight
    )


def _running(cells: Whole) -> Whole:
    sums = np.zeros((cells.shape[0], cells.shape[1] + 1), dtype=np.int64)
    np.cumsum(cells, axis=1, out=sums[:, 1:])
    return sums.ravel()


class Tally:
    """Adds strips up to the area of each class, the integral of the values and the whole area, polygon by polygon."""

    def __init__(self, outlines: Outlines, columns: int, top_class: int) -> None:
        self._outlines = outlines
        self._columns = columns
        self._top = top_class
        self._origin = _first_columns(outlines, columns)
        self._classes = np.zeros((top_class + 1, len(outlines.start)))
        self._values = np.zeros(len(outlines.start))
        self._area = np.zeros(len(outlines.start))

    def add(self, strip: Strip, chains: Whole) -> None:
        """Add what the ``chains`` enclose within the rows of ``strip``, which must be as wide as their polygons."""
        for block, pieces in pieces_of(self._outlines, chains, strip.row, strip.row + strip.rows, self._columns):
            middle = 0.5 * (pieces.v0 + pieces.v1)
            inside = (middle > strip.row) & (middle < strip.row + strip.rows)
            self._add_pieces(strip, block, pieces.where(inside))

    def _add_pieces(self, strip: Strip, chains: Whole, pieces: Pieces) -> None:
        n = len(chains)
        row = (0.5 * (pieces.v0 + pieces.v1)).astype(np.int64) - strip.row
        middle = 0.5 * (pieces.u0 + pieces.u1)
        origin = self._origin[self._outlines.polygon[chains]][pieces.chain]
        rise = (pieces.v1 - pieces.v0) * strip.weight[row]
        self._area[chains] += _summed(pieces.chain, rise * (middle - origin), n)
        column = np.clip(np.floor(middle), origin, strip.column + strip.columns - 1)
        part = rise * np.clip(middle - column, 0.0, 1.0)
        line = row * (strip.columns + 1) - strip.column
        here, begin = line + column.astype(np.int64), line + origin
        cell = here - row
        self._values[chains] += _summed(pieces.chain, rise * (strip.values[here] - strip.values[begin]), n)
        self._values[chains] += _summed(pieces.chain, part * strip.cell_values[cell], n)
        self._add_classes(strip, chains, pieces.chain, rise, here, begin)
        key = pieces.chain * (self._top + 1) + strip.classes[cell]
        self._classes[:, chains] += _summed(key, part, n * (self._top + 1)).reshape(n, -1).T

    def _add_classes(self, strip: Strip, chains: Whole, chain: Whole, rise: Floats, here: Whole, begin: Whole) -> None:
        for first, sums in zip(range(1, self._top + 1, _FIELDS), strip.packed):
            counts = sums[here] - sums[begin]
            present = int(np.bitwise_or.reduce(counts, initial=0))
            for field in range(_FIELDS):
                if (present >> (_FIELD * field)) & _MASK:
                    share = rise * ((counts >> (_FIELD * field)) & _MASK)
                    self._classes[first + field, chains] += _summed(chain, share, len(chains))

    def add_outside(self, chains: Whole, rows: int, weight: Callable[[Floats], Floats]) -> None:
        """Add to the whole area what the ``chains`` enclose above row 0 and below the last of ``rows``.

        ``weight`` gives the area of a cell around any v; it is integrated by Simpson's rule, piece by piece.
        """
        outlines = self._outlines
        for block, edges in edges_of(outlines, chains):
            parts = cut(cut(edges, rows=True, low=0, high=0), rows=True, low=rows, high=rows)
            middle_v = 0.5 * (parts.v0 + parts.v1)
            out = parts.where((middle_v < 0) | (middle_v > rows))
            origin = self._origin[outlines.polygon[block]][out.chain]
            u0, u1, middle_v = out.u0 - origin, out.u1 - origin, 0.5 * (out.v0 + out.v1)
            mean = (u0 * weight(out.v0) + 2 * (u0 + u1) * weight(middle_v) + u1 * weight(out.v1)) / 6
            self._area[block] += _summed(out.chain, (out.v1 - out.v0) * mean, len(block))

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
        outlines = self._outlines
        return _summed(outlines.polygon, per_chain * outlines.sign, outlines.count)


def _first_columns(outlines: Outlines, columns: int) -> Whole:
    """First column (count,) of each polygon within the grid."""
    low = np.where(np.isnan(outlines.low_u), 0.0, outlines.low_u)
    return np.clip(np.floor(low), 0, max(columns - 1, 0)).astype(np.int64)


def _summed(key: Whole, weights: Floats, count: int) -> Floats:
    return np.bincount(key, weights, minlength=count).astype(np.float64, copy=False)
