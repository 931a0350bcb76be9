"""Field definitions of layer DLTB (地类图斑) and the older names they go by; the table is data."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..paths import resource


@dataclass(frozen=True)
class SurveyField:
    """A field as the standard defines it. Real databases use other widths: read theirs, never this one."""

    name: str
    name_zh: str
    name_en: str
    type: str
    width: int
    decimals: int | None
    constraint: str
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def dltb_fields() -> dict[str, SurveyField]:
    """The standard's fields in their order, by name."""
    with resource("codes", "dltb_fields.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: _field(row) for row in csv.DictReader(file)}


def _field(row: dict[str, str]) -> SurveyField:
    decimals = int(row["decimals"]) if row["decimals"] else None
    aliases = tuple(filter(None, row["aliases"].split(" ")))
    return SurveyField(
        row["name"],
        row["name_zh"],
        row["name_en"],
        row["type"],
        int(row["width"]),
        decimals,
        row["constraint"],
        aliases,
    )


def standard_names(names: Iterable[str]) -> dict[str, str]:
    """Which of a layer's own field names plays which standard field: standard name → own name.

    Case is ignored; the current name wins over an older one.
    """
    own = {name.upper(): name for name in names}
    found = {}
    for field in dltb_fields().values():
        for spelling in (field.name, *field.aliases):
            if spelling in own:
                found[field.name] = own[spelling]
                break
    return found
