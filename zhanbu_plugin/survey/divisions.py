"""Division codes (行政区代码): county, township, village in codes of 6, 9, 12 and 19 digits.

Sources: GB/T 2260 (the first six digits, 县级), GB/T 10114 (the next three, 乡级).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from ..paths import resource
from .problem import InputProblem
from .wording import translate

_LENGTHS = (6, 9, 12, 19)


@dataclass(frozen=True)
class Division:
    """The parts of a code; ``township`` and ``village`` are full codes (9 and 12 digits) or empty."""

    code: str
    county: str
    township: str
    village: str

    @property
    def province(self) -> str:
        """First two digits."""
        return self.county[:2]


def parse_division(code: object) -> Division | None:
    """The parts of a division code, or ``None`` when it isn't one (wrong length, other characters)."""
    text = str(code if code is not None else "").strip()
    if len(text) not in _LENGTHS or not (text.isascii() and text.isdigit()):
        return None
    township = text[:9] if len(text) >= 9 and text[6:9] != "000" else ""
    village = text[:12] if len(text) >= 12 and text[9:12] != "000" else ""
    return Division(text, text[:6], township, village)


def county_code(code: str) -> str:
    """A six-digit county code (县级行政区代码), checked. Raises ``InputProblem``."""
    text = code.strip()
    if len(text) != 6 or not (text.isascii() and text.isdigit()):
        raise InputProblem(
            translate("zhanbu", "“{code}” is not a county code.", code=code),
            remedy=translate("zhanbu", "Give the six digits of the county, for example 130636."),
        )
    return text


@lru_cache(maxsize=1)
def city_level_counties() -> dict[str, str]:
    """County codes that a province treats as cities (省直管市), with their Chinese names; the table is data."""
    with resource("codes", "city_level_counties.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name_zh"] for row in csv.DictReader(file)}


def city_of(county: str) -> str:
    """Code of the city above a county (上级市); of a county that counts as a city itself, its own (HB-32)."""
    code = county_code(county)
    return code if code in city_level_counties() else f"{code[:4]}00"
