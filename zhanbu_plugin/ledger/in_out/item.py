"""An item of the yearly balance (进出项目), and how much of it counts. SC-2(四)d, SC-2(五)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ...survey.wording import Wording, translate

IN, OUT = "IN", "OUT"


@dataclass(frozen=True)
class InOutItem:
    """Ground that comes into cropland or leaves it; amounts in 0.01 m².

    ``area_dm2`` is what was accepted or applied for, ``on`` the day of the acceptance or approval, ``confirmed_dm2``
    what the yearly survey found; ``planned_dm2`` is ``None`` where the plan says no more than the area. ``barred`` says
    why an item doesn't count at all, such as inflow that is unstable; ``pending`` outflow is planned only. An exemption
    counts with its ``proof`` only.
    """

    id: str
    direction: str
    area_dm2: int
    on: date | None = None
    confirmed_dm2: int | None = None
    planned_dm2: int | None = None
    paddy_dm2: int = 0
    grade: Fraction | None = None
    scheme: str = ""
    exemption: str = ""
    proof: str = ""
    barred: Wording | None = None
    pending: bool = False

    @property
    def is_exempt(self) -> bool:
        """Whether it is exempt, with a document."""
        return self.direction == OUT and bool(self.exemption and self.proof)

    @property
    def known_dm2(self) -> int:
        """What is known of it: no more comes in than the survey confirms; what left is as the survey found it."""
        if self.confirmed_dm2 is None:
            return self.area_dm2
        return min(self.area_dm2, self.confirmed_dm2) if self.direction == IN else self.confirmed_dm2


@dataclass(frozen=True)
class Counted:
    """An item with what counts of it: in the plan, for “first in, then out”, and at the close of the year; and why
    nothing or not all of it does.
    """

    item: InOutItem
    planned_dm2: int
    moved_dm2: int
    closed_dm2: int
    why: Wording | None = None


def counted(items: Sequence[InOutItem], year: int) -> tuple[Counted, ...]:
    """What counts of the items of a year, in the order of their days.

    Before anything has a day, there is but a plan. Once the survey has confirmed some, inflow that it didn't confirm is
    none at the close (A-17).
    """
    surveyed = any(item.confirmed_dm2 is not None for item in items)
    is_plan = not any(item.on for item in items)
    found = [_counted(item, year, is_plan, surveyed) for item in items]
    return tuple(sorted(found, key=_by_day))


def _by_day(found: Counted) -> tuple[date, bool, str]:
    return found.item.on or date.max, found.item.direction == OUT, found.item.id


def _counted(item: InOutItem, year: int, is_plan: bool, surveyed: bool) -> Counted:
    aside = _left_aside(item, year)
    if aside is not None:
        return Counted(item, 0, 0, 0, aside)
    planned = item.area_dm2 if item.planned_dm2 is None else item.planned_dm2
    if is_plan:
        return Counted(item, planned, 0, planned, _unproven(item))
    if item.pending:
        return Counted(item, planned, 0, 0, translate("zhanbu", "It isn't matched with inflow yet."))
    if item.direction == IN and item.on is None:
        return Counted(item, planned, 0, 0, translate("zhanbu", "It has no day of acceptance, so it isn't in yet."))
    if item.direction == IN and surveyed and item.confirmed_dm2 is None:
        why = translate("zhanbu", "The survey hasn't confirmed it, so it isn't in at the close.")
        return Counted(item, planned, item.known_dm2, 0, why)
    return Counted(item, planned, item.known_dm2, item.known_dm2, _unproven(item))


def _left_aside(item: InOutItem, year: int) -> Wording | None:
    """Why nothing of an item counts, ``None`` where some may."""
    if item.barred is not None:
        return item.barred
    if item.on is not None and item.on.year != year:
        return translate("zhanbu", "It is of the year {year}.", year=str(item.on.year))
    if item.is_exempt:
        return translate("zhanbu", "Exempt ({case}), by {proof}.", case=item.exemption, proof=item.proof)
    return None


def _unproven(item: InOutItem) -> Wording | None:
    if not item.exemption or item.direction == IN:
        return None
    return translate("zhanbu", "The exemption ({case}) has no document, so it counts.", case=item.exemption)
