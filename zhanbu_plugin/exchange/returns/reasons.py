"""Reason codes of returns (退回原因代码, domain section 5), as data in ``resources/codes/return_reasons.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from ...paths import resource
from ...regimes.text import Text


@dataclass(frozen=True)
class ReturnReason:
    """A code, what it says, and the checks (their ids begin so) that look at the same thing."""

    code: str
    name: Text
    checks: tuple[str, ...]


@lru_cache(maxsize=1)
def return_reasons() -> dict[str, ReturnReason]:
    """Every reason by its code, in order."""
    with resource("codes", "return_reasons.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: ReturnReason(
                row["code"], Text(row["name_zh"], row["name_en"].replace(";", ",")), tuple(row["checks"].split())
            )
            for row in csv.DictReader(file)
        }
