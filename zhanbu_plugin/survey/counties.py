"""Counties by code and name (县级行政区划), to find one. Codes change: nothing else may depend on this table."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ..paths import resource

# Cities in the table that only stand for "directly under the province" (省直辖); nobody says them.
_NO_CITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
_BETWEEN_WORDS = re.compile(r"[\s,，、/·()（）]+")


@dataclass(frozen=True)
class County:
    """A county or district with what lies above it; ``city`` is empty where the province comes next."""

    code: str
    name: str
    city: str
    province: str

    @property
    def place(self) -> str:
        """Province and city, as an address begins."""
        return self.province + self.city

    @property
    def label(self) -> str:
        """Code, name and place: ``130423 临漳县（河北省邯郸市）``."""
        return f"{self.code} {self.name}（{self.place}）"


@lru_cache(maxsize=1)
def counties() -> dict[str, County]:
    """Every county of the table by its code, in the order of the codes."""
    provinces = {row["code"]: row["name"] for row in _rows("provinces.csv")}
    cities = {row["code"]: row["name"] for row in _rows("cities.csv")}
    found = {}
    for row in _rows("areas.csv"):
        city = cities[row["cityCode"]]
        spoken = "" if city in (*_NO_CITY, row["name"]) else city  # 东莞市 has no districts: it is its own city
        found[row["code"]] = County(row["code"], row["name"], spoken, provinces[row["provinceCode"]])
    return dict(sorted(found.items()))


def find_counties(text: str, most: int = 30) -> tuple[County, ...]:
    """Counties whose code or name has what is typed in, the likeliest first; at most ``most``.

    Words may be a code or its beginning, and parts of province, city and county in any order. Where that finds
    nothing, characters left out in between don't matter (河北邯郸临漳).
    """
    words = [word for word in _BETWEEN_WORDS.split(unicodedata.normalize("NFKC", text)) if word]
    if not words:
        return ()
    ranked = [(rank, county.code) for county in counties().values() if (rank := _rank(county, words)) is not None]
    if not ranked:
        told = "".join(words)
        ranked = [(0, c.code) for c in counties().values() if _has_in_order(c.place + c.name, told)]
    return tuple(counties()[code] for _, code in sorted(ranked)[:most])


def meant_county(text: str) -> County | None:
    """The one county that a name or code means; ``None`` where it is none or could be several."""
    found = find_counties(text)
    called = [county for county in found if county.name == text.strip()]
    sure = called if called else list(found)
    return sure[0] if len(sure) == 1 else None


def _rank(county: County, words: list[str]) -> int | None:
    """How well it fits (0: the county's own name), or ``None`` where a word isn't in it."""
    whole = county.place + county.name
    for word in words:
        if not (county.code.startswith(word) if word.isdigit() else word in whole):
            return None
    last = next((word for word in reversed(words) if not word.isdigit()), county.name)
    if last not in county.name:
        return 3
    return 0 if last == county.name else (1 if county.name.startswith(last) else 2)


def _has_in_order(whole: str, told: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in told)


def _rows(name: str) -> list[dict[str, str]]:
    with resource("admin_codes", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
