"""The plan of a year's use against what may be spent, month by month (使用计划). JX-3.3.5b."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..checks.dossier import FormRecord
from ..checks.record_table import TableOf, read_records
from ..pool.accounts.records import AREA, AVAILABLE, LotBalance
from ..pool.database import PoolAddress, pool_for_reading
from ..pool.filing.dossiers import read_dossiers
from ..regimes.forms.answers import answer_text
from ..survey.units import to_dm2
from .fifo import usable

PLAN_ITEM = "PLAN_ITEM"
_MATTERS = ("YEAR", "PLAN")
"""Kinds of matters whose form records are items of a plan of use."""
_OUT = ("", "OUT")
"""Directions of items that use something."""


@dataclass(frozen=True)
class PlannedUse:
    """A project that is to use some of what is available; without a day it is planned for the first month."""

    name: str
    area_dm2: int
    on: date | None = None


@dataclass(frozen=True)
class PlanMonth:
    """A month of the plan: what is planned in it and up to its end, and what may be spent by then (0.01 m²)."""

    first: date
    planned_dm2: int
    planned_so_far_dm2: int
    supply_dm2: int

    @property
    def surplus_dm2(self) -> int:
        """What is left; negative where something lacks."""
        return self.supply_dm2 - self.planned_so_far_dm2


def plan_months(
    uses: Iterable[PlannedUse], lots: Sequence[LotBalance], available_dm2: int, year: int
) -> tuple[PlanMonth, ...]:
    """The twelve months of a year. A lot is supply from the day on which it may be used until it expires.

    ``available_dm2`` is the balance of the account, which is less than its lots together while some of it is frozen.
    """
    planned = [(use.on.month if use.on is not None else 1, use.area_dm2) for use in uses if _is_of(use, year)]
    months, so_far = [], 0
    for month in range(1, 13):
        first = date(year, month, 1)
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        own = sum(area for of, area in planned if of == month)
        so_far += own
        ready = sum(lot.available_dm2 for lot in lots if usable(lot.lot, last))
        months.append(PlanMonth(first, own, so_far, min(ready, max(available_dm2, 0))))
    return tuple(months)


def supply_of(path: PoolAddress, system: str) -> tuple[list[LotBalance], int]:
    """Lots of the county and the balance of its account."""
    with pool_for_reading(path) as pool, pool.reading():
        county = pool.identity.county
        return pool.lot_balances(system, county, AREA), pool.account_dm2(system, county, AREA, AVAILABLE)


def uses_of_pool(path: PoolAddress, year: int) -> tuple[PlannedUse, ...]:
    """Items (form PLAN_ITEM) on file of the year's work or plan."""
    with pool_for_reading(path) as pool, pool.reading():
        uids = [matter.matter_uid for matter in pool.matters() if matter.subject in _MATTERS and matter.year == year]
        dossiers = read_dossiers(pool, uids)
    return tuple(use for dossier in dossiers for use in _uses(dossier.current(PLAN_ITEM)))


def uses_of_table(rows: Iterable[Mapping[str, object]], source: str, as_of: date) -> tuple[PlannedUse, ...]:
    """Items out of a table whose columns are called as the fields of the form. Raises ``InputProblem``."""
    table = read_records(rows, TableOf(PLAN_ITEM, "YEAR", source), as_of=as_of)
    return tuple(use for dossier in table.dossiers for use in _uses(dossier.records))


def _uses(records: Iterable[FormRecord]) -> Iterator[PlannedUse]:
    for record in records:
        area, day = record.number("area_m2"), record.values.get("date")
        if area is None or answer_text(record.values.get("direction")) not in _OUT:
            continue
        name = answer_text(record.values.get("project")) or answer_text(record.values.get("item"))
        yield PlannedUse(name, to_dm2(area), day if isinstance(day, date) else None)


def _is_of(use: PlannedUse, year: int) -> bool:
    return use.on is None or use.on.year == year
