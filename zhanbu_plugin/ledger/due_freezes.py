"""Freezes that have to be rectified by a day (整改期限): what is due, late or done, on any day (SC-4(十三)b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import Freeze
from ..pool.database import PoolAddress, pool_for_reading
from ..pool.store import PoolReader

DUE = "FREEZE-RECTIFIED"
"""Id under which the due list names them."""


@dataclass(frozen=True)
class DueFreeze:
    """A freeze with a due day; ``remaining_dm2`` is what was still frozen at the end of the day that was asked about.

    ``ended_on`` is the day on which the last of it was lifted, used or deducted.
    """

    freeze: Freeze
    due: date
    remaining_dm2: int
    ended_on: date | None
    clause: str
    rule_set: str
    as_of: date

    @property
    def days_left(self) -> int | None:
        """Days until it is due, negative when it is over; ``None`` once it has ended."""
        return None if self.ended_on is not None else (self.due - self.as_of).days

    @property
    def late(self) -> bool:
        """Whether some of it was, or still is, frozen after the due day: it is to be deducted."""
        return (self.ended_on or self.as_of) > self.due


def due_freezes(path: PoolAddress, system: str, as_of: date) -> tuple[DueFreeze, ...]:
    """Freezes of a system with a due day as they stood at the end of a day, by due day. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool, pool.reading():
        found = [_as_it_stood(pool, frozen, as_of) for frozen in pool.freezes(system) if frozen.due is not None]
    return tuple(sorted((f for f in found if f is not None), key=lambda f: (f.due, f.freeze.freeze_uid)))


def _as_it_stood(pool: PoolReader, frozen: Freeze, as_of: date) -> DueFreeze | None:
    events = pool.events_of(frozen.freeze_uid)
    days = {event.event_no: event.occurred_on for event in events}
    if frozen.due is None or events[0].occurred_on > as_of:
        return None
    exits = [e for e in pool.freeze_exits(frozen.freeze_uid) if days[e.event_no] <= as_of]
    left = frozen.need_dm2 - sum(e.county_dm2 + e.city_dm2 + e.uncovered_dm2 for e in exits)
    ended_on = max((days[e.event_no] for e in exits), default=None) if not left else None
    return DueFreeze(frozen, frozen.due, left, ended_on, events[0].clause, events[0].rule_set, as_of)
