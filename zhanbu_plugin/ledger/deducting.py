"""Cutting an amount (扣减、核减): lost, unresolved or broken promises. JX-3.3.4, HB-27, SC-3(十)a; A-10, A-11."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..pool.accounts.records import AREA, AVAILABLE, DEDUCT, DEDUCTED, LIABILITY, PADDY, LedgerEntry, Lot, Posting
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal, require_line
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import translate
from .clauses import clause_of
from .fifo import moves
from .lawful import keep_rules, require_amount, require_document, require_rules
from .ledger_rules import deduction_dm2
from .posting import post
from .taking import Taking, plan_taking


@dataclass(frozen=True)
class DeductOrder:
    """What is cut: an affected area, or (``None``) all that a parcel was credited with and hasn't been cut for.

    With ``parcel_uid`` the parcel's own lots are taken first, and never more than it was credited with. ``paddy_dm2``
    is how much of the area is paddy.
    """

    system: str
    reason: str
    area_dm2: int | None = None
    parcel_uid: str = ""
    paddy_dm2: int = 0


@dataclass(frozen=True)
class DeductReport:
    """What was cut in all, how much of it is owed because nothing was there, and what is available and owed now."""

    deducted_dm2: int
    newly_owed_dm2: int
    available_dm2: int
    liability_dm2: int
    txn_uid: str


def deduct(
    path: PoolAddress, order: DeductOrder, act: Act, rules: RuleSet, *, busy_seconds: float = BUSY_SECONDS
) -> DeductReport:
    """Cut an amount of the county's account in one transaction; what isn't there is owed and settled first from what
    comes in next. No account falls below nothing, and what is linked or frozen stays.

    Raises ``InputProblem`` for a parcel without a lot, or one that would be cut for more than it was credited with;
    the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return deduct_in(pool, Journal(pool), order, act, rules)


def deduct_in(pool: PoolWriter, journal: Journal, order: DeductOrder, act: Act, rules: RuleSet) -> DeductReport:
    """As ``deduct``, in an open transaction."""
    require_document(act)
    require_line(order.reason, "REASON", needed=True)
    if order.paddy_dm2:
        require_amount(order.paddy_dm2, "PADDY_M2")
    require_rules(pool, rules, act, order.system)
    keep_rules(pool, rules)
    affected, paddy, own = _amounts(pool, order)
    area = deduction_dm2(affected, rules)
    planned = {
        AREA: _planned(pool, order.system, AREA, area, own),
        PADDY: _planned(pool, order.system, PADDY, deduction_dm2(paddy, rules), own) if paddy else None,
    }
    county = pool.identity.county
    entries = [
        entry
        for indicator, taking in planned.items()
        if taking is not None
        for entry in entries_of_taking(taking, county, indicator, act.on.year, _standing(pool, indicator, own))
    ]
    clause = clause_of(rules, DEDUCT, order.reason.strip().upper())
    posting = Posting(
        DEDUCT,
        order.system,
        tuple(entries),
        ref=order.parcel_uid,
        clause=clause,
        rule_set=rules.id,
        rule_set_sha256=rules.sha256,
    )
    uid = post(pool, journal, posting, act)
    taking = planned[AREA]
    return DeductReport(
        area,
        taking.owed_dm2 if taking is not None else 0,
        pool.account_dm2(order.system, county, AREA, AVAILABLE),
        -pool.account_dm2(order.system, county, AREA, LIABILITY),
        uid,
    )


def entries_of_taking(
    taking: Taking, holder: str, indicator: str, year: int, own: Mapping[str, int] | None = None
) -> list[LedgerEntry]:
    """Shares go from available to deducted; what is owed is deducted against a debt.

    ``own`` tells how much of a parcel's own lots stands: the debt names these first, so that they stand for less.
    """
    entries = [*moves(taking.shares, holder, indicator, DEDUCTED)]
    left = taking.owed_dm2
    for lot_uid, standing_dm2 in sorted((own or {}).items()):
        taken = sum(share.amount_dm2 for share in taking.shares if share.lot_uid == lot_uid)
        part = min(left, standing_dm2 - taken)
        if part > 0:
            entries += owed(holder, indicator, year, part, lot_uid)
            left -= part
    return [*entries, *owed(holder, indicator, year, left)]


def owed(holder: str, indicator: str, year: int, amount_dm2: int, lot_uid: str = "") -> list[LedgerEntry]:
    """A deduction for which nothing was there: owed until something comes in (A-11); no entries for nothing."""
    if not amount_dm2:
        return []
    return [
        LedgerEntry(holder, indicator, DEDUCTED, year, lot_uid, "", amount_dm2),
        LedgerEntry(holder, indicator, LIABILITY, year, "", "", -amount_dm2),
    ]


def _planned(pool: PoolReader, system: str, indicator: str, need_dm2: int, own: Collection[Lot]) -> Taking:
    county = pool.identity.county
    available = pool.account_dm2(system, county, indicator, AVAILABLE)
    first = frozenset(lot.lot_uid for lot in own)
    return plan_taking(need_dm2, available, pool.lot_balances(system, county, indicator), first)


def _standing(pool: PoolReader, indicator: str, lots: Collection[Lot]) -> dict[str, int]:
    """What the county's own lots among these stand for: their amount less what was cut from them."""
    return {
        lot.lot_uid: (lot.amount_dm2 if indicator == AREA else lot.paddy_dm2)
        - sum(
            held.balance_dm2
            for held in pool.holdings_of_lot(lot.lot_uid)
            if (held.bucket, held.indicator) == (DEDUCTED, indicator)
        )
        for lot in lots
        if lot.holder == pool.identity.county
    }


def _amounts(pool: PoolReader, order: DeductOrder) -> tuple[int, int, list[Lot]]:
    """Affected area and paddy, and the lots that are taken first. Raises ``InputProblem``."""
    if not order.parcel_uid:
        require_amount(order.area_dm2 or 0)
        _require_paddy(order.paddy_dm2, order.area_dm2 or 0)
        return order.area_dm2 or 0, order.paddy_dm2, []
    lots = standing_lots(pool, order.system, order.parcel_uid)
    uids = frozenset(lot.lot_uid for lot in lots)
    area_left = sum(lot.amount_dm2 for lot in lots) - cut_so_far(pool, order.system, order.parcel_uid, uids, AREA)
    paddy_left = sum(lot.paddy_dm2 for lot in lots) - cut_so_far(pool, order.system, order.parcel_uid, uids, PADDY)
    area = area_left if order.area_dm2 is None else order.area_dm2
    _require_credited(order.parcel_uid, area, area_left)
    require_amount(area)
    paddy = max(order.paddy_dm2, paddy_left - (area_left - area), 0)
    _require_paddy(paddy, min(area, paddy_left))
    return area, paddy, lots


def standing_lots(pool: PoolReader, system: str, parcel_uid: str) -> list[Lot]:
    """The lots that a parcel opened and that no correction took back. Raises ``InputProblem`` where there are none."""
    lots = [lot for lot in pool.lots_of_parcel(parcel_uid) if lot.system == system and not _taken_back(pool, lot)]
    if lots:
        return lots
    raise InputProblem(
        translate(
            "zhanbu", "The parcel has no lot in the ledger of {system}, so there is nothing to cut.", system=system
        ),
        remedy=translate("zhanbu", "Look at the id in the column parcel_uid, or give an area without a parcel."),
        parcel=parcel_uid,
        field="PARCEL",
    )


def _taken_back(pool: PoolReader, lot: Lot) -> bool:
    """Whether the opening of a lot was reversed: it stands for nothing, though not all of it was cut."""
    cut = sum(h.balance_dm2 for h in pool.holdings_of_lot(lot.lot_uid) if (h.bucket, h.indicator) == (DEDUCTED, AREA))
    return cut < lot.amount_dm2 and not pool.standing_dm2(lot.lot_uid)


def cut_so_far(pool: PoolReader, system: str, parcel_uid: str, lots: Collection[str], indicator: str) -> int:
    """What was cut for a parcel: of its own lots by whatever posting, and of others by those that name it (dm²)."""
    own = sum(
        held.balance_dm2
        for lot in lots
        for held in pool.holdings_of_lot(lot)
        if (held.bucket, held.indicator) == (DEDUCTED, indicator)
    )
    elsewhere = sum(
        entry.amount_dm2
        for txn in pool.txns(system, parcel_uid)
        for entry in pool.entries_of(txn.txn_uid)
        if (entry.bucket, entry.indicator) == (DEDUCTED, indicator) and entry.lot_uid not in lots
    )
    return own + elsewhere


def _require_credited(parcel_uid: str, area_dm2: int, left_dm2: int) -> None:
    if left_dm2 > 0 and area_dm2 <= left_dm2:
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "{left:.2f} m² of what the parcel was credited with are left to be cut, not {area:.2f} m².",
            left=m2_of(max(left_dm2, 0)),
            area=m2_of(area_dm2),
        )
        if left_dm2 > 0
        else translate("zhanbu", "All that the parcel was credited with has been cut already."),
        remedy=translate("zhanbu", "Look at the earlier deductions of this parcel."),
        parcel=parcel_uid,
        field="AREA_M2",
    )


def _require_paddy(paddy_dm2: int, most_dm2: int) -> None:
    if 0 <= paddy_dm2 <= most_dm2:
        return
    raise InputProblem(
        translate("zhanbu", "The paddy that is cut is at most {most:.2f} m².", most=m2_of(most_dm2)),
        remedy=translate("zhanbu", "Look at both areas."),
        field="PADDY_M2",
    )
