"""Deadlines of a regulation (期限) as data: what starts them, when they fall due, what meets them."""

from __future__ import annotations

from dataclasses import dataclass

from .severity import Severity
from .text import Text


@dataclass(frozen=True)
class Deadline:
    """Something that has to be done by a day.

    It runs from the day on which a subject reached ``from_state``, or from the date in ``field`` of a record of
    ``from_form``; with neither it comes back every calendar year. The due day is that day plus ``years``, ``months``
    and ``days`` (each the name of a parameter, or empty), moved to ``day`` (parameter of the form MM-DD) where that is
    given. It is met by the state ``met_by_state`` or a record of ``met_by_form``; with ``yearly`` a record is due for
    every calendar year. ``late`` is the weight of being late.
    """

    id: str
    clause: str
    subject: str
    title: Text
    from_state: str
    from_form: str
    field: str
    years: str
    months: str
    days: str
    day: str
    yearly: bool
    met_by_state: str
    met_by_form: str
    late: Severity

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters that it reads."""
        return tuple(name for name in (self.years, self.months, self.days, self.day) if name)
