"""Land classes of the third survey (三调工作分类) with their 三大类; the table is data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ..paths import resource


class LandGroup(str, Enum):
    """三大类: agricultural 农用地, construction 建设用地, unused 未利用地."""

    AGRICULTURAL = "A"
    CONSTRUCTION = "B"
    UNUSED = "C"


@dataclass(frozen=True)
class LandClass:
    """A class of the survey. ``first_level`` isn't always the code's first two digits: wetlands stand under 00."""

    code: str
    first_level: str
    name_zh: str
    name_en: str
    group: LandGroup

    @property
    def is_cropland(self) -> bool:
        """耕地: first level 01."""
        return self.first_level == "01"

    @property
    def is_adjustable(self) -> bool:
        """可调整: turned from cropland, plough layer kept (suffix K)."""
        return self.code.endswith("K")


@lru_cache(maxsize=1)
def land_classes() -> dict[str, LandClass]:
    """Every class by its code (地类编码)."""
    with resource("codes", "land_classes.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["dlbm"]: LandClass(
                row["dlbm"], row["first_level"], row["name_zh"], row["name_en"], LandGroup(row["group"])
            )
            for row in csv.DictReader(file)
        }


def land_class(code: object) -> LandClass | None:
    """The class of a code, or ``None`` when the table doesn't know it: unknown codes are reported, never dropped."""
    return land_classes().get(str(code or "").strip().upper())
