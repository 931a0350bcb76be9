"""Who acts (经办主体): townships, offices of county, city and province; the table is data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from ..paths import resource
from .text import Text

COUNTY_NR = "COUNTY_NR"
"""The county's natural-resources office (domain 6)."""
TECHNICIAN = "TECHNICIAN"
"""The county's technician, whom every regulation lets bring parcels on file."""


@dataclass(frozen=True)
class Actor:
    """An office or person that takes a step; ``level`` is one of LOCAL, COUNTY, CITY, PROVINCE."""

    id: str
    name: Text
    level: str


@lru_cache(maxsize=1)
def actors() -> dict[str, Actor]:
    """Every actor by its id, in the order of the table."""
    with resource("codes", "actors.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["actor"]: Actor(row["actor"], Text(row["name_zh"], row["name_en"]), row["level"])
            for row in csv.DictReader(file)
        }
