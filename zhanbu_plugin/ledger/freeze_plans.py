"""A freeze holds an amount (冻结): on whose account each part lies, and how the parts leave again. Whole dm²."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class ExitMode(str, Enum):
    """How an amount leaves a freeze: it is free again, used for the project itself, or taken away."""

    LIFT = "LIFT"
    CONVERT = "CONVERT"
    DEDUCT = "DEDUCT"


@dataclass(frozen=True)
class FreezeParts:
    """What lies on the county's account, on the city's, and on nobody's because neither had enough (dm²)."""

    county_dm2: int
    city_dm2: int
    uncovered_dm2: int

    @property
    def total_dm2(self) -> int:
        """All of it."""
        return self.county_dm2 + self.city_dm2 + self.uncovered_dm2

    def less(self, other: FreezeParts) -> FreezeParts:
        """What is left when a part has left."""
        return FreezeParts(
            self.county_dm2 - other.county_dm2,
            self.city_dm2 - other.city_dm2,
            self.uncovered_dm2 - other.uncovered_dm2,
        )


_LIFTED = ("uncovered_dm2", "city_dm2", "county_dm2")
_DEDUCTED = ("county_dm2", "city_dm2", "uncovered_dm2")
_CONVERTED = ("county_dm2", "city_dm2")


def plan_freeze(need_dm2: int, county_available_dm2: int, city_available_dm2: int) -> FreezeParts:
    """County first, then city; what neither has stays uncovered (SC-4(十三)a). Where a city doesn't answer for its
    counties (HB-22), it has 0. An account that is owed more than it has has nothing.

    Raises ``ValueError`` for an amount that isn't positive.
    """
    if need_dm2 <= 0:
        raise ValueError("a freeze is of some amount")
    county = min(need_dm2, max(county_available_dm2, 0))
    city = min(need_dm2 - county, max(city_available_dm2, 0))
    return FreezeParts(county, city, need_dm2 - county - city)


def convertible_dm2(left: FreezeParts) -> int:
    """How much of a freeze can be used: what indicators stand behind."""
    return left.county_dm2 + left.city_dm2


def plan_exit(left: FreezeParts, amount_dm2: int, mode: ExitMode) -> FreezeParts:
    """The parts by which an amount leaves a freeze of which ``left`` remains.

    A lift frees the lender before the county: what nobody covers, the city's, the county's. A deduction takes the
    county's before the city's, and what nobody covers at last becomes a debt. Used can only be what indicators stand
    behind, the county's first. Raises ``ValueError`` for more than there is.
    """
    order: Sequence[str] = {ExitMode.LIFT: _LIFTED, ExitMode.DEDUCT: _DEDUCTED, ExitMode.CONVERT: _CONVERTED}[mode]
    if amount_dm2 <= 0:
        raise ValueError("an amount leaves a freeze")
    parts = dict.fromkeys(_LIFTED, 0)
    for name in order:
        parts[name] = min(amount_dm2, getattr(left, name))
        amount_dm2 -= parts[name]
    if amount_dm2:
        raise ValueError("more than is left would leave the freeze")
    return FreezeParts(**parts)


def left_of(frozen: FreezeParts, exits: Sequence[FreezeParts]) -> FreezeParts:
    """What remains of a freeze after its exits. Raises ``ValueError`` where they are more than the freeze."""
    for part in exits:
        frozen = frozen.less(part)
    if min(frozen.county_dm2, frozen.city_dm2, frozen.uncovered_dm2) < 0:
        raise ValueError("the exits are more than the freeze")
    return frozen
