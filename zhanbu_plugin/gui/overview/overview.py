"""What the overview tells of a pool on a day: amounts by system, the years, and what is due (概览)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...checks.due_items import DueItem
from ...exchange.returns.outstanding import SentBack, outstanding
from ...ledger.balance import STOCK, BalanceSheet, balance
from ...ledger.year_figures import YearFigures, year_figures
from ...pool.accounts.records import FROZEN
from ...pool.database import pool_for_reading
from ...pool.entry.push import SYSTEMS
from ...pool.reading import pool_identity
from ...pool.records import PoolIdentity
from ...pool.steps.due_list import due_list
from ...pool.steps.rule_sets_in_use import rule_sets_in_use
from ...regimes.choosing import choices
from ...regimes.rule_set import RuleSet
from ..submit.batch_states import early_states

GoOn = Callable[[], None]
"""Raises where the reading shall stop."""


@dataclass(frozen=True)
class SystemFigures:
    """Amounts of one system in 0.01 m²: parcels on their way and in the pool, what may be spent, what is frozen."""

    system: str
    stock_dm2: int
    available_dm2: int
    frozen_dm2: int
    years: tuple[YearFigures, ...]


@dataclass(frozen=True)
class Overview:
    """A pool on a day: whose it is, its systems, every open deadline with its rules, the earliest first.

    ``sent_back`` are parcels that the city returned and that aren't mended yet.
    """

    pool: str
    as_of: date
    identity: PoolIdentity
    systems: tuple[SystemFigures, ...]
    due: tuple[tuple[RuleSet, DueItem], ...]
    sent_back: tuple[SentBack, ...] = ()
    on_the_way: int = 0
    """Parcels before the step at which the rules submit them."""
    pooled: Mapping[str, int] = field(default_factory=dict)
    """How many active parcels claim each survey parcel, by the survey's id (BSM)."""

    @property
    def late(self) -> int:
        """Number of deadlines that are over."""
        return sum(item.late for _, item in self.due)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has entered the pool yet."""
        return not any(figures.stock_dm2 for figures in self.systems)


def read_overview(pool: str, as_of: date, go_on: GoOn) -> Overview:
    """Read a pool; may take a while, so not on the window's thread. Raises ``InputProblem`` and what ``go_on`` does."""
    identity = pool_identity(pool)
    systems: list[SystemFigures] = []
    due: list[tuple[RuleSet, DueItem]] = []
    for system in SYSTEMS:
        go_on()
        figures = _figures(pool, system, as_of)
        if figures.stock_dm2 or figures.years:
            systems.append(figures)
        used = rule_sets_in_use(pool, system)
        for rules in (r for r in choices() if r.id in used):
            items = due_list(pool, rules, as_of, progress=lambda _share: go_on())
            due += [(rules, item) for item in items if item.met_on is None]
    due.sort(key=lambda pair: (pair[1].due, pair[1].deadline.id, pair[1].uid))
    go_on()
    on_the_way, pooled = _standing(pool, systems, as_of)
    return Overview(pool, as_of, identity, tuple(systems), tuple(due), outstanding(pool), on_the_way, pooled)


def _figures(pool: str, system: str, as_of: date) -> SystemFigures:
    sheet = balance(pool, system=system, as_of=as_of)
    return SystemFigures(
        system,
        sum(row.area_dm2 for row in sheet.rows if row.account == STOCK),
        sheet.available_dm2,
        _frozen(sheet),
        tuple(year for year in year_figures(pool, system=system) if year.year <= as_of.year),
    )


def _standing(pool: str, systems: Sequence[SystemFigures], as_of: date) -> tuple[int, Mapping[str, int]]:
    """Parcels before the step of their submission on the day, and how many there are of each survey parcel today."""
    on_the_way = 0
    for system in (figures.system for figures in systems):
        used = rule_sets_in_use(pool, system)
        early = {state for rules in choices() if rules.id in used for state in early_states(rules)}
        with pool_for_reading(pool) as opened:
            on_the_way += sum(row.parcels for row in opened.stock(system, as_of) if row.state in early)
    with pool_for_reading(pool) as opened:
        pooled = Counter(parcel.bsm for parcel in opened.listed_parcels() if parcel.bsm)
    return on_the_way, pooled


def _frozen(sheet: BalanceSheet) -> int:
    return sum(row.area_dm2 for row in sheet.rows if row.bucket == FROZEN)
