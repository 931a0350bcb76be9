"""What an act on the ledger does to the county's accounts: each before and afterwards (业务前后余额)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ....ledger.ending_freezes import remaining_of
from ....ledger.simulating import simulate
from ....pool.accounts.records import (
    AREA,
    AVAILABLE,
    CONVERT,
    CORRECT,
    DEDUCTED,
    FREEZE,
    FROZEN,
    LIABILITY,
    LIFT,
    LINKED,
    PADDY,
    USED,
    VOID,
    Freeze,
    Txn,
)
from ....pool.database import pool_for_reading
from ....pool.steps.acts import Journal
from ....pool.store import PoolReader, PoolWriter
from ....processing.ledger.booking import booked


class Notes(tuple[str, ...]):
    """Sentences that an act has to say besides the balances; its action returns them."""


Action = Callable[[PoolWriter, Journal], object]
Plan = Callable[[], Action]
"""Looks the rules up, on the worker's thread; raises ``InputProblem``."""
BUCKETS = (AVAILABLE, LINKED, USED, FROZEN, DEDUCTED, LIABILITY)
"""Where amounts of the county can be, in the order of pages."""
_SHOWN = (*BUCKETS, VOID)
_NEVER_CORRECTED = (CORRECT, FREEZE, LIFT, CONVERT)
_MOST = 200
"""How many of the newest postings are offered for correction."""
_Balances = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Terms:
    """Where is booked: a pool, its county and one of its systems; ``day`` is offered as the day of the act."""

    pool: str
    county: str
    system: str
    day: date


@dataclass(frozen=True)
class BalanceChange:
    """One account of the county, before and after (dm²). What is owed is a positive amount."""

    indicator: str
    bucket: str
    before_dm2: int
    after_dm2: int


@dataclass(frozen=True)
class OpenBusiness:
    """What acts may concern: projects with what is linked to them, freezes with what is left of them (dm²)."""

    projects: tuple[tuple[str, int], ...]
    freezes: tuple[tuple[Freeze, int], ...]
    shares: tuple[tuple[str, str, int], ...]
    """What is linked to a project, or used by it, of a lot: project, lot, area (dm²)."""
    parcels: tuple[str, ...]
    """Uids of parcels that opened lots."""
    postings: tuple[Txn, ...]
    """Postings that could be corrected, the newest first."""


@dataclass(frozen=True)
class Effect:
    """The accounts that have something before or afterwards, and what else is to be said."""

    changes: tuple[BalanceChange, ...]
    notes: Notes


def effect_of(terms: Terms, action: Action, *, only_try: bool) -> Effect:
    """Book, or only try. Raises ``InputProblem``."""

    def counted(pool: PoolWriter, journal: Journal) -> Effect:
        before = _balances(pool, terms.system)
        told = action(pool, journal)
        after = _balances(pool, terms.system)
        changes = tuple(
            BalanceChange(indicator, bucket, amount, after[indicator, bucket])
            for (indicator, bucket), amount in before.items()
            if amount or after[indicator, bucket] or (indicator, bucket) == (AREA, AVAILABLE)
        )
        return Effect(changes, told if isinstance(told, Notes) else Notes())

    return booked(terms.pool, counted, only_try=only_try)


def balances_after_each(terms: Terms, plans: Sequence[Plan]) -> list[dict[str, int]]:
    """Area by bucket now, and after each act (dm²), in a transaction that is undone. Raises ``InputProblem``."""
    actions = [plan() for plan in plans]

    def counted(pool: PoolWriter, journal: Journal) -> list[dict[str, int]]:
        found = [_areas(pool, terms.system)]
        for action in actions:
            action(pool, journal)
            found.append(_areas(pool, terms.system))
        return found

    return simulate(terms.pool, counted)


def open_business(terms: Terms) -> OpenBusiness:
    """Projects, freezes, lots and postings of the system. Raises ``InputProblem``."""
    with pool_for_reading(terms.pool) as pool, pool.reading():
        held = [one for one in pool.holdings(terms.system) if one.indicator == AREA and one.bucket in (LINKED, USED)]
        freezes = [(frozen, remaining_of(pool, frozen).total_dm2) for frozen in pool.freezes(terms.system)]
        txns = pool.txns(terms.system)
        parcels = {lot.parcel_uid for lot in pool.lots(terms.system)} - {""}
    linked: dict[str, int] = {}
    for one in held:
        if one.bucket == LINKED:
            linked[one.ref] = linked.get(one.ref, 0) + one.balance_dm2
    corrected = {txn.reverses for txn in txns}
    return OpenBusiness(
        tuple(sorted(linked.items())),
        tuple((f, left) for f, left in freezes if left),
        tuple(sorted((one.ref, one.lot_uid, one.balance_dm2) for one in held if one.lot_uid)),
        tuple(sorted(parcels)),
        tuple(t for t in reversed(txns) if t.kind not in _NEVER_CORRECTED and t.txn_uid not in corrected)[:_MOST],
    )


def _areas(pool: PoolReader, system: str) -> dict[str, int]:
    return {bucket: amount for (indicator, bucket), amount in _balances(pool, system).items() if indicator == AREA}


def _balances(pool: PoolReader, system: str) -> _Balances:
    county = pool.identity.county
    return {
        (indicator, bucket): (-1 if bucket == LIABILITY else 1) * pool.account_dm2(system, county, indicator, bucket)
        for indicator in (AREA, PADDY)
        for bucket in _SHOWN
    }
