"""When something falls due (到期日): a deadline of the rule set counted from the day that starts it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from ..regimes.deadline import Deadline
from ..regimes.rule_set import RuleSet
from .dossier import Dossier


def starts_on(deadline: Deadline, dossier: Dossier, year: int) -> date | None:
    """The day from which a deadline runs for a subject, ``None`` while that hasn't happened.

    It runs from the first time that a state was reached, so that nobody moves it by a step back and forth; one that
    comes back every year runs from the last time. One that hangs on neither a state nor a form is for a calendar
    ``year`` and runs from its last day: with a year and the day 01-10, the report on 2023 is due on 10 January 2024.
    """
    if deadline.from_state:
        if deadline.yearly:
            return dossier.reached(deadline.from_state)
        return dossier.first_reached(deadline.from_state)
    if deadline.from_form:
        days = [d for r in dossier.current(deadline.from_form) if isinstance(d := r.values.get(deadline.field), date)]
        return days[-1] if days else None
    return date(year, 12, 31)


def due_day(deadline: Deadline, rule_set: RuleSet, start: date) -> date:
    """The last day that is in time: ``start`` plus years, months and days, moved to the deadline's own day of the year.

    A month that is too short ends on its last day (29 February plus a year is 28 February).
    """

    def amount(name: str) -> int:
        return round(rule_set.number(name)) if name else 0

    moved = _months_later(start, 12 * amount(deadline.years) + amount(deadline.months))
    moved += timedelta(days=amount(deadline.days))
    if deadline.day:
        month, day = (int(part) for part in rule_set.text(deadline.day).split("-"))
        moved = date(moved.year, month, min(day, calendar.monthrange(moved.year, month)[1]))
    return moved


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
