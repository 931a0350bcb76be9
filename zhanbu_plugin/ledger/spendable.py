"""What may be spent on a day, and what of the rest stands in the way (可用、冻结、未到使用期)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import AREA, AVAILABLE, FROZEN, LIABILITY, LINKED
from ..pool.database import PoolAddress, pool_for_reading
from ..pool.store import PoolReader
from ..survey.units import m2_of
from ..survey.wording import Wording, translate


@dataclass(frozen=True)
class Later:
    """Lots that may be used from a day on, and what is available of them together."""

    first_day: date
    amount_dm2: int
    lots: tuple[str, ...]


@dataclass(frozen=True)
class Spendable:
    """A holder's indicator as it stands now, for a day.

    ``usable_dm2`` may be linked that day. ``available_dm2`` is the balance, in which lots count that can't be used yet
    (``later``, by day) or no more (``expired_dm2``); what is frozen isn't in it. ``projects`` are those that something
    is linked to, the largest first.
    """

    day: date
    available_dm2: int
    usable_dm2: int
    frozen_dm2: int
    linked_dm2: int
    owed_dm2: int
    later: tuple[Later, ...]
    expired_dm2: int
    projects: tuple[str, ...] = ()


def spendable(path: PoolAddress, *, system: str, on: date, holder: str = "", indicator: str = AREA) -> Spendable:
    """What a holder (by default the pool's county) may spend on a day. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool, pool.reading():
        return read_spendable(pool, system=system, on=on, holder=holder, indicator=indicator)


def read_spendable(pool: PoolReader, *, system: str, on: date, holder: str = "", indicator: str = AREA) -> Spendable:
    """As ``spendable``, of an open pool."""
    holder = holder or pool.identity.county
    ready, expired = 0, 0
    waiting: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for balance in pool.lot_balances(system, holder, indicator):
        lot = balance.lot
        if lot.usable_from > on:
            waiting[lot.usable_from][lot.lot_uid] += balance.available_dm2
        elif lot.expires_on is not None and lot.expires_on < on:
            expired += balance.available_dm2
        else:
            ready += balance.available_dm2
    later = tuple(Later(day, sum(waiting[day].values()), tuple(waiting[day])) for day in sorted(waiting))
    available, frozen, linked, owed = (
        pool.account_dm2(system, holder, indicator, bucket) for bucket in (AVAILABLE, FROZEN, LINKED, LIABILITY)
    )
    usable, projects = max(0, min(ready, available)), _projects(pool, system, holder, indicator)
    return Spendable(on, available, usable, frozen, linked, -owed, later, expired, projects)


def _projects(pool: PoolReader, system: str, holder: str, indicator: str) -> tuple[str, ...]:
    linked: dict[str, int] = defaultdict(int)
    for held in pool.holdings(system, bucket=LINKED):
        if (held.holder, held.indicator) == (holder, indicator):
            linked[held.ref] += held.balance_dm2
    return tuple(sorted(linked, key=lambda project: (-linked[project], project)))


_MOST_LOTS = _MOST_PROJECTS = 5


def obstacles(found: Spendable) -> tuple[Wording, ...]:
    """What stands in the way of the rest, with amounts, days and lots; what is linked may come back too."""
    told = [
        translate(
            "zhanbu",
            "not yet usable: {area:.2f} m² until {day} ({lots})",
            area=m2_of(later.amount_dm2),
            day=later.first_day.isoformat(),
            lots=", ".join(later.lots[:_MOST_LOTS]) + (" …" if len(later.lots) > _MOST_LOTS else ""),
        )
        for later in found.later
    ]
    if found.frozen_dm2:
        told.append(translate("zhanbu", "frozen: {area:.2f} m²", area=m2_of(found.frozen_dm2)))
    if found.linked_dm2:
        told.append(
            translate(
                "zhanbu",
                "linked to projects: {area:.2f} m² ({projects})",
                area=m2_of(found.linked_dm2),
                projects=", ".join(found.projects[:_MOST_PROJECTS])
                + (" …" if len(found.projects) > _MOST_PROJECTS else ""),
            )
        )
    if found.expired_dm2:
        told.append(translate("zhanbu", "expired: {area:.2f} m²", area=m2_of(found.expired_dm2)))
    if found.owed_dm2:
        told.append(translate("zhanbu", "owed: {area:.2f} m²", area=m2_of(found.owed_dm2)))
    return tuple(told)
