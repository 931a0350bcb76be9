"""Work on codes, of which a county has a few dozen on hundreds of thousands of parcels."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Answer = TypeVar("Answer")


def for_each_distinct(ask: Callable[..., Answer], *columns: Iterable[Hashable]) -> list[Answer]:
    """``ask`` of every row of ``columns``, called once for equal rows."""
    rows = list(zip(*columns))
    known = {row: ask(*row) for row in set(rows)}
    return [known[row] for row in rows]
