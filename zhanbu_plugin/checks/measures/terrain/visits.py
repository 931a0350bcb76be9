"""Contours as visits to the cells of a grid (轮廓切分): from one crossing with a grid line to the next.

A visit stays in one cell, so all that the grid has to be asked about it is that cell. A contour of many short edges has
far fewer visits than edges; an edge that crosses many lines has as many visits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....survey.ranges import ranks

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

MOST = 1 << 18
"""Crossings at a time."""


@dataclass(frozen=True)
class Contours:
    """Open lines (chains) in cell coordinates, one after another: vertices ``u, v`` (m,), ``first`` and ``last`` (c,)
    vertex of each.
    """

    u: Floats
    v: Floats
    first: Whole
    last: Whole


@dataclass(frozen=True)
class Window:
    """Grid lines that matter: rows ``top`` … ``bottom``, columns 0 … ``columns``."""

    top: int
    bottom: int
    columns: int


@dataclass(frozen=True)
class Visits:
    """Visits (k,) of contours to the cells of a window, contour by contour.

    ``row`` and ``column``: the cell, or the nearest of the window to one beyond; ``rise``: ∫ dv within the rows of the
    window; ``moment``: ∫ (u − column) dv; ``part``: the same of what lies within the cell itself. ``first`` (c,): first
    visit of each contour.
    """

    row: Whole
    column: Whole
    rise: Floats
    moment: Floats
    part: Floats
    first: Whole


@dataclass(frozen=True)
class _Crossed:
    """Edges that cross grid lines or lead from one contour to the next: ``edge`` (e,), the number of ``rows`` and
    ``columns`` crossed, negative against the axis. ``row`` and ``column`` (m,) are those of the vertices.
    """

    row: Floats
    column: Floats
    edge: Whole
    rows: Floats
    columns: Floats

    @property
    def counts(self) -> Whole:
        """How often each edge (e,) leads to another visit: once where one contour ends and the next begins."""
        return np.maximum(np.abs(self.rows) + np.abs(self.columns), 1.0).astype(np.int64)


def visits_of(contours: Contours, window: Window) -> Iterator[tuple[slice, Visits]]:
    """Visits of the contours, so many of these at a time that their crossings aren't too many."""
    crossed = _crossed(contours, window)
    counts = crossed.counts
    half = len(contours.first) // 2
    if half and counts.sum() > MOST:
        cut = contours.first[half]
        low, high = slice(0, half), slice(half, len(contours.first))
        for part, at in ((low, slice(0, cut)), (high, slice(cut, len(contours.u)))):
            own = Contours(
                contours.u[at], contours.v[at], contours.first[part] - at.start, contours.last[part] - at.start
            )
            for chains, visits in visits_of(own, window):
                yield slice(part.start + chains.start, part.start + chains.stop), visits
    else:
        yield slice(0, len(contours.first)), _visits(contours, crossed, counts, window)


def _crossed(contours: Contours, window: Window) -> _Crossed:
    column = _cells(contours.u, 0, window.columns)
    row = _cells(contours.v, window.top, window.bottom)
    leaves = column[1:] != column[:-1]
    leaves |= row[1:] != row[:-1]
    leaves[contours.last[:-1]] = True
    edge = np.flatnonzero(leaves)
    rows, columns = row[edge + 1] - row[edge], column[edge + 1] - column[edge]
    between = np.searchsorted(edge, contours.last[:-1])
    rows[between] = columns[between] = 0.0
    return _Crossed(row, column, edge, rows, columns)


def _cells(values: Floats, low: int, high: int) -> Floats:
    """Cell of each value, all below ``low`` and all from ``high`` on being one."""
    cells = np.floor(values)
    np.maximum(cells, low - 1, out=cells)
    return np.minimum(cells, high, out=cells)


def _visits(contours: Contours, crossed: _Crossed, counts: Whole, window: Window) -> Visits:
    """A run of vertices in one cell is a visit, together with what leads to it and away from it; between two crossings
    of one edge lies a visit without vertices.

    From one visit to the next a contour crosses a line, or it ends and the next one begins.
    """
    u, v = contours.u, contours.v
    run, run_end = np.append(0, crossed.edge + 1), np.append(crossed.edge, len(u) - 1)
    visit = np.zeros(len(run), dtype=np.int64)
    np.cumsum(counts, out=visit[1:])
    first = visit[np.searchsorted(run, contours.first)]
    at_u, at_v = _crossings(contours, crossed, counts, first, window)
    u0, v0 = np.append(u[0], at_u), np.append(v[0], at_v)
    u1, v1 = np.append(at_u, u[-1]), np.append(at_v, v[-1])
    u0[first], v0[first] = u[contours.first], v[contours.first]
    u1[first[1:] - 1], v1[first[1:] - 1] = u[contours.last[:-1]], v[contours.last[:-1]]

    row, column = np.floor(0.5 * (v0 + v1)), np.floor(0.5 * (u0 + u1))
    row[visit], column[visit] = crossed.row[run], crossed.column[run]
    rise = v1 - v0
    moment = rise * (0.5 * (u0 + u1) - column)
    base = crossed.column[run]
    inner = _moments_within(contours, crossed)
    inner += (v[run] - v0[visit]) * (0.5 * (u[run] + u0[visit]) - base)
    inner += (v1[visit] - v[run_end]) * (0.5 * (u1[visit] + u[run_end]) - base)
    moment[visit] = inner
    return _in_window(row, column, rise, moment, first, window)


def _moments_within(contours: Contours, crossed: _Crossed) -> Floats:
    """∫ (u − column) dv along the edges of each run."""
    moment = np.empty_like(contours.u)
    np.add(contours.u[1:], contours.u[:-1], out=moment[:-1])
    moment *= 0.5
    moment -= crossed.column
    moment[:-1] *= np.diff(contours.v)
    moment[crossed.edge] = moment[-1] = 0.0
    return np.add.reduceat(moment, np.append(0, crossed.edge + 1))


def _in_window(row: Floats, column: Floats, rise: Floats, moment: Floats, first: Whole, window: Window) -> Visits:
    """Visits told by the nearest cell of the window; those above and below it add nothing."""
    part = moment
    if row.min() < window.top or row.max() >= window.bottom:
        inside = (row >= window.top) & (row < window.bottom)
        rise, moment = rise * inside, moment * inside
        part = moment
        row = np.minimum(np.maximum(row, window.top), window.bottom - 1)
    if column.min() < 0 or column.max() >= window.columns:
        nearest = np.minimum(np.maximum(column, 0), window.columns - 1)
        part = np.where(column < 0, 0.0, np.where(column >= window.columns, rise, moment))
        moment = moment + rise * (column - nearest)
        column = nearest
    return Visits(row.astype(np.int64), column.astype(np.int64), rise, moment, part, first)


def _crossings(
    contours: Contours, crossed: _Crossed, counts: Whole, visit: Whole, window: Window
) -> tuple[Floats, Floats]:
    """Coordinates of all crossings with lines, in the contours' order, and anything before a contour's first ``visit``.

    Where an edge crosses rows and columns, a row comes after as many columns as there are column lines between the
    edge's beginning and the crossing; the columns take the places that are left.
    """
    begin = np.cumsum(counts) - counts
    free = np.ones(int(counts.sum()), dtype=bool)
    free[visit[1:] - 1] = False
    at_u, at_v = np.zeros(len(free)), np.zeros(len(free))
    which, nth, line, there = _lines_met(contours.v, contours.u, crossed.row, crossed.edge, crossed.rows)
    passed = np.abs(_cells(there, 0, window.columns) - crossed.column[crossed.edge[which]])
    np.minimum(passed, np.abs(crossed.columns[which]), out=passed)
    place = begin[which] + (nth + passed).astype(np.int64)
    at_u[place], at_v[place], free[place] = there, line, False
    _, _, line, there = _lines_met(contours.u, contours.v, crossed.column, crossed.edge, crossed.columns)
    place = np.flatnonzero(free)
    at_u[place], at_v[place] = line, there
    return at_u, at_v


def _lines_met(b: Floats, a: Floats, cell: Floats, edge: Whole, over: Floats) -> tuple[Whole, Floats, Floats, Floats]:
    """Crossings of edges (a, b) → next (a, b) with lines of whole b, along each edge.

    ``cell`` (m,): ⌊b⌋ of the vertices; ``over`` (e,): lines that ``edge`` (e,) crosses, negative downwards. Returns
    which of the edges it is, how many lines came before, the line, and a where it is met.
    """
    which = np.flatnonzero(over != 0.0)
    at, count = edge[which], over[which]
    a0, b0 = a[at], b[at]
    across, along = a[at + 1] - a0, b[at + 1] - b0
    step = np.sign(count)
    line = cell[at]
    line += step > 0
    lines = np.abs(count).astype(np.int64)
    nth = np.zeros(len(which))
    if len(which) and lines.max() > 1:
        each = np.repeat(np.arange(len(which)), lines)
        nth = ranks(lines).astype(np.float64)
        which, a0, b0, across, along = which[each], a0[each], b0[each], across[each], along[each]
        line = line[each] + nth * step[each]
    # the share of the edge first: a slope would overflow on an edge that hardly rises
    return which, nth, line, a0 + (line - b0) / along * across
