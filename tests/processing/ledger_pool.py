"""A pool of the sample county with something to spend: three lots, booked as a county would."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TypeVar

from zhanbu_plugin.pool.database import pool_for_writing
from zhanbu_plugin.pool.steps.acts import Act

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pool"))

from ledger_books import F1, Book, new_lot

__all__ = ["F1", "LOTS", "OPENED", "Book", "new_lot", "with_lots"]

Pool = TypeVar("Pool", str, Path)
OPENED = date(2026, 11, 21)
LOTS = tuple(f"139901-CROP-L{number:06d}" for number in (1, 2, 3))


def with_lots(pool: Pool, *lots: tuple[int, int], on: date = OPENED) -> Pool:
    """Open lots (area, paddy; m²) of 30, 20 and 50 ha unless told otherwise."""
    amounts = lots or ((300_000, 50_000), (200_000, 0), (500_000, 100_000))
    terms = {"admitted_on": on, "usable_from": on, "year": on.year, "grade": 4.0, "grade_scheme": "GB/T 33469"}
    with pool_for_writing(pool) as opened, opened.writing():
        book = Book(opened, Act("COUNTY_NR", on, "冀储〔2026〕1号", f"{on.isoformat()}T09:00:00Z"))
        book.post("OPENING", opens=tuple(new_lot(area * 100, paddy * 100, **terms) for area, paddy in amounts))
    return pool
