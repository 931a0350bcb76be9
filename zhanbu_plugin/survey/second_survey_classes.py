"""Land classes of the second survey (第二次全国土地调查, GB/T 21010-2007 as that survey used it); the table is data.

Its codes have two or three digits (011 水田) and aren't those of the third survey (0101): one read by the other's table
would make cropland of what was none.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ..paths import resource


class WasCropland(str, Enum):
    """Whether a class was cropland. 可调整 classes, turned from cropland and managed as such, are for people to ask."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True)
class SecondSurveyClass:
    """A class of the second survey; ``other_names`` are names that older classifications gave such land."""

    code: str
    name_zh: str
    name_en: str
    cropland: WasCropland
    other_names: tuple[str, ...]


@lru_cache(maxsize=1)
def second_survey_classes() -> dict[str, SecondSurveyClass]:
    """Every class by its code."""
    with resource("codes", "second_survey_classes.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: SecondSurveyClass(
                row["code"],
                row["name_zh"],
                row["name_en"],
                WasCropland(row["cropland"]),
                tuple(row["other_names"].split()),
            )
            for row in csv.DictReader(file)
        }


@lru_cache(maxsize=1)
def _cropland_names() -> frozenset[str]:
    cropland = [c for c in second_survey_classes().values() if c.cropland is WasCropland.YES]
    return frozenset(name for c in cropland for name in (c.name_zh, *c.other_names))


def second_survey_class(code: object, name: object = "") -> SecondSurveyClass | None:
    """The class of a code, or ``None`` when the table doesn't know it.

    A class ``name`` that contradicts the code in the one thing that counts gives ``None`` too: 111 is a river here and
    was irrigated paddy in the classification of 2001.
    """
    found = second_survey_classes().get(str(code or "").strip().upper())
    called = str(name or "").strip()
    if found is None or not called:
        return found
    return found if (called in _cropland_names()) == (found.cropland is WasCropland.YES) else None
