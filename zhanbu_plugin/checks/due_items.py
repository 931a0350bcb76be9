"""What is due, what was done and what is late (期限清单), of one subject's dossier on a day. Due days are inclusive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..regimes.deadline import Deadline
from ..regimes.rule_set import RuleSet
from .dossier import Dossier, FormRecord, Step
from .due_days import due_day, starts_on

_DAYS = ("resolved_on", "filed_on", "date")
"""Fields that tell on which day it was done, where a form has them; else the day of the answer counts."""
_LAST_MONTH_OF_LAST_YEAR = 3
"""A day in the first quarter closes the year before it, such as 10 January for the report on last year."""


@dataclass(frozen=True)
class DueItem:
    """A deadline of one subject; ``met_on`` is ``None`` while it isn't met, ``days_left`` then counts from ``as_of``.

    ``year`` is the calendar year that it is for where it comes back every year, else 0.
    """

    deadline: Deadline
    uid: str
    due: date
    year: int
    met_on: date | None
    as_of: date

    @property
    def days_left(self) -> int | None:
        """Days until it is due, negative when it is over; ``None`` once it is met."""
        return None if self.met_on is not None else (self.due - self.as_of).days

    @property
    def late(self) -> bool:
        """Whether it was, or still is, not met in time."""
        return (self.met_on or self.as_of) > self.due


def due_items(dossier: Dossier, rule_set: RuleSet, as_of: date) -> Iterator[DueItem]:
    """Deadlines that run for a subject, or ran, as they stood at the end of a day.

    What came later than ``as_of`` is left out of sight. A subject that has come to its end owes nothing more.
    """
    known = as_it_stood(dossier, as_of)
    ended = _has_ended(known, rule_set)
    for deadline in rule_set.deadlines:
        if deadline.subject == dossier.subject and (deadline.from_state or deadline.from_form):
            for item in _items(deadline, known, rule_set, as_of):
                if item.met_on is not None or not ended:
                    yield item


def calendar_items(county: Dossier, rule_set: RuleSet, as_of: date) -> Iterator[DueItem]:
    """Deadlines that hang on nothing but the calendar: the county's, of every year since the rules came into force."""
    known = as_it_stood(county, as_of)
    for deadline in rule_set.deadlines:
        if deadline.from_state or deadline.from_form:
            continue
        for year in range(rule_set.valid_from.year, min(as_of, rule_set.valid_to).year + 1):
            due = due_day(deadline, rule_set, date(year, 1, 1))
            before = due_day(deadline, rule_set, date(year - 1, 1, 1))
            yield DueItem(deadline, known.uid, due, _year_of(due), _done_for(deadline, known, due, before), as_of)


def as_it_stood(dossier: Dossier, as_of: date) -> Dossier:
    """The dossier without steps and answers of later days."""
    return replace(
        dossier,
        steps=tuple(step for step in dossier.steps if step.occurred_on <= as_of),
        records=tuple(record for record in dossier.records if record.answered_on <= as_of),
    )


def _has_ended(dossier: Dossier, rule_set: RuleSet) -> bool:
    states = rule_set.workflows[dossier.subject].states
    return any(step.to_state in states and states[step.to_state].ends for step in dossier.steps)


def _items(deadline: Deadline, dossier: Dossier, rule_set: RuleSet, as_of: date) -> Iterator[DueItem]:
    if deadline.from_form:
        for record in dossier.current(deadline.from_form):
            day = record.values.get(deadline.field)
            if isinstance(day, date):
                due = due_day(deadline, rule_set, day)
                resolved = record.values.get("resolved_on")
                met = resolved if isinstance(resolved, date) else _met(deadline, dossier, record.answered_on)
                yield DueItem(deadline, dossier.uid, due, 0, met, as_of)
        return
    start = starts_on(deadline, dossier, as_of.year)
    if start is None:
        return
    due = due_day(deadline, rule_set, start)
    if not deadline.yearly:
        yield DueItem(deadline, dossier.uid, due, 0, _met(deadline, dossier, start), as_of)
        return
    for day, before in _every_year(deadline, rule_set, start, as_of):
        yield DueItem(deadline, dossier.uid, day, _year_of(day), _done_for(deadline, dossier, day, before), as_of)


def _every_year(deadline: Deadline, rule_set: RuleSet, start: date, as_of: date) -> Iterator[tuple[date, date]]:
    """Due days year after year until one isn't over yet, each with the day after which its record may be given."""
    before, year = start - timedelta(days=1), 0
    while True:
        due = due_day(deadline, rule_set, _years_later(start, year))
        year += 1
        if due < start:
            continue
        yield due, before
        before = due
        if due >= as_of:
            return


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def _year_of(due: date) -> int:
    return due.year - (due.month <= _LAST_MONTH_OF_LAST_YEAR)


def _met(deadline: Deadline, dossier: Dossier, since: date) -> date | None:
    """The first day, from ``since`` on, on which the deadline's state was reached or its form recorded."""
    days = [step.occurred_on for step in dossier.steps if step.occurred_on >= since and _leads_to(step, deadline)]
    if deadline.met_by_form:
        days += [done_on(r) for r in dossier.all_of(deadline.met_by_form) if done_on(r) >= since]
    return min(days, default=None)


def _leads_to(step: Step, deadline: Deadline) -> bool:
    return bool(deadline.met_by_state) and step.to_state == deadline.met_by_state


def _done_for(deadline: Deadline, dossier: Dossier, due: date, before: date) -> date | None:
    """The first day on which it was done for one year: by a record that names the year, else after the due day before
    (``before``) and up to this one.
    """
    days = [
        step.occurred_on for step in dossier.steps if before < step.occurred_on <= due and _leads_to(step, deadline)
    ]
    for record in dossier.all_of(deadline.met_by_form) if deadline.met_by_form else ():
        named, day = record.values.get("year"), done_on(record)
        if int(named) == _year_of(due) if isinstance(named, float) else before < day <= due:
            days.append(day)
    return min(days, default=None)


def done_on(record: FormRecord) -> date:
    """The day that a record says it was done, else that of the answer."""
    return next((day for name in _DAYS if isinstance(day := record.values.get(name), date)), record.answered_on)
