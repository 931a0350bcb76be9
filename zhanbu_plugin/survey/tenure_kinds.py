"""Who owns a parcel's land by its tenure code (QSXZ, 权属性质); the table is data."""

from __future__ import annotations

import csv
from functools import lru_cache

from ..paths import resource


@lru_cache(maxsize=1)
def tenure_kinds() -> dict[str, str]:
    """Chinese names by code. Codes of which releases differ in meaning (21, 41) are left out."""
    with resource("codes", "tenure_kinds.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name_zh"] for row in csv.DictReader(file)}


def tenure_text(code: str) -> str:
    """Code and name; the bare code where its name isn't known."""
    return " ".join(filter(None, (code, tenure_kinds().get(code, ""))))
