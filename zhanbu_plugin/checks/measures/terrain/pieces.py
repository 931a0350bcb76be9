"""Edges of contours cut at the lines of a grid (轮廓切分), block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outlines import Floats, Outlines, Whole

BLOCK = 65_536.0
"""Pieces at a time: larger temporaries leave the processor's cache and cost many times more."""


@dataclass(frozen=True)
class Pieces:
    """Edge pieces that cross neither a row line nor a column line: ends, and the chain (local number) of each."""

    u0: Floats
    v0: Floats
    u1: Floats
    v1: Floats
    chain: Whole

    def where(self, kept: NDArray[np.bool_]) -> Pieces:
        """The pieces that ``kept`` marks."""
        if kept.all():
            return self
        at = np.flatnonzero(kept)
        return Pieces(self.u0[at], self.v0[at], self.u1[at], self.v1[at], self.chain[at])


def edges_of(outlines: Outlines, chains: Whole) -> Iterator[tuple[Whole, Pieces]]:
    """Whole edges of the chains, block by block; edges along a row add nothing and are left out."""
    sizes = outlines.stop[chains] - outlines.start[chains]
    ends = np.cumsum(np.nan_to_num(outlines.work[chains]))
    first = 0
    while first < len(chains):
        done = ends[first - 1] if first else 0.0
        last = max(first + 1, int(np.searchsorted(ends, done + BLOCK, side="right")))
        block, size = chains[first:last], sizes[first:last]
        skipped = outlines.start[block] - (np.cumsum(size) - size)
        at = np.repeat(skipped, size) + np.arange(int(size.sum()))
        pieces = Pieces(
            outlines.u[at],
            outlines.v[at],
            outlines.u[at + 1],
            outlines.v[at + 1],
            np.repeat(np.arange(len(block)), size),
        )
        yield block, pieces.where(pieces.v0 != pieces.v1)
        first = last


def pieces_of(outlines: Outlines, chains: Whole, low: int, high: int, columns: int) -> Iterator[tuple[Whole, Pieces]]:
    """The chains' edges within rows ``low`` … ``high``, cut at row and column lines of the grid."""
    for block, edges in edges_of(outlines, chains):
        near = (np.maximum(edges.v0, edges.v1) > low) & (np.minimum(edges.v0, edges.v1) < high)
        in_rows = cut(edges.where(near), rows=True, low=low, high=high)
        yield block, cut(in_rows, rows=False, low=0, high=columns)


def cut(pieces: Pieces, *, rows: bool, low: int, high: int) -> Pieces:
    """Pieces cut at the row (else column) lines ``low``, ``low + 1`` … ``high``.

    Neighbouring pieces share the very same end, so a cut contour stays closed.
    """
    crossed = _crossing(*((pieces.v0, pieces.v1) if rows else (pieces.u0, pieces.u1)), low, high)
    if not crossed.any():
        return pieces
    part, rest = pieces.where(crossed), pieces.where(~crossed)
    if rows:
        edge, (v0, v1), (u0, u1) = _cut_all(part.v0, part.v1, part.u0, part.u1, low, high)
    else:
        edge, (u0, u1), (v0, v1) = _cut_all(part.u0, part.u1, part.v0, part.v1, low, high)
    return Pieces(
        np.concatenate([rest.u0, u0]),
        np.concatenate([rest.v0, v0]),
        np.concatenate([rest.u1, u1]),
        np.concatenate([rest.v1, v1]),
        np.concatenate([rest.chain, part.chain[edge]]),
    )


def _crossing(b0: Floats, b1: Floats, low: int, high: int) -> NDArray[np.bool_]:
    """Which edges from ``b0`` to ``b1`` (n,) may cross one of the whole numbers ``low`` … ``high``."""
    crossing = np.floor(b0) != np.floor(b1)
    crossing &= np.maximum(b0, b1) > low
    crossing &= np.minimum(b0, b1) < high
    return crossing


def _cut_all(
    b0: Floats, b1: Floats, a0: Floats, a1: Floats, low: int, high: int
) -> tuple[Whole, tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Edges from (b0, a0) to (b1, a1) cut where b is a whole number from ``low`` to ``high``.

    Returns each piece's edge, its ends in b and its ends in a.
    """
    first = np.maximum(np.floor(np.minimum(b0, b1)) + 1, low)
    last = np.minimum(np.ceil(np.maximum(b0, b1)) - 1, high)
    count = np.maximum(last - first + 2, 1).astype(np.int64)
    ends = np.cumsum(count)
    edge = np.repeat(np.arange(len(b0)), count)
    upward = b1 > b0
    step = np.where(upward, 1.0, -1.0)
    line = np.arange(len(edge)) - (ends - count)[edge]
    end_b = np.where(upward, first, last)[edge] + line * step[edge]
    end_a = a0[edge] + (end_b - b0[edge]) * ((a1 - a0) / (b1 - b0))[edge]
    end_b[ends - 1], end_a[ends - 1] = b1, a1
    begin_b, begin_a = np.empty_like(end_b), np.empty_like(end_a)
    begin_b[1:], begin_a[1:] = end_b[:-1], end_a[:-1]
    begin_b[ends - count], begin_a[ends - count] = b0, a0
    return edge, (begin_b, end_b), (begin_a, end_a)
