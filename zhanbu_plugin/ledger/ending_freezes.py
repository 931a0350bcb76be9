"""Ending a freeze (解冻): lifted, used for the project itself, or deducted; in parts that add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import (
    AREA,
    AVAILABLE,
    DEDUCT,
    FROZEN,
    LIABILITY,
    USED,
    Freeze,
    FreezeExit,
    LedgerEntry,
    Posting,
)
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import translate
from .deducting import entries_of_taking
from .fifo import Share, moves, take, total
from .freeze_plans import ExitMode, FreezeParts, convertible_dm2, left_of, plan_exit
from .freezing import entries_of_freeze
from .lawful import keep_rules, require_amount, require_document
from .ledger_rules import FreezeRule
from .posting import post
from .registering import register_exit
from .taking import plan_taking


@dataclass(frozen=True)
class ExitOrder:
    """How much of which freeze ends how; all that is left without an amount.

    ``rectified_on`` is the day on which it was put right, where that is known.
    """

    freeze_uid: str
    mode: ExitMode
    amount_dm2: int | None = None
    rectified_on: date | None = None


@dataclass(frozen=True)
class ExitReport:
    """The parts that ended, what is still frozen, what the county has available and owes now."""

    ended: FreezeParts
    remaining: FreezeParts
    available_dm2: int
    liability_dm2: int


def end_freeze(
    path: PoolAddress, order: ExitOrder, act: Act, rules: RuleSet, *, busy_seconds: float = BUSY_SECONDS
) -> ExitReport:
    """End a freeze, or a part of it, in one transaction.

    LIFT frees what nobody covered, then the city's, then the county's part. CONVERT uses the county's indicators, first
    in first out. DEDUCT takes the county's part away, then the city's; what nobody covered becomes a debt. ``rules``
    are those of the pool; the clause is that of the freeze itself, which outlives them.

    Raises ``InputProblem`` for an unknown freeze, more than is left, a lift after or a deduction before the due day,
    a conversion that the rules don't know; the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return end_freeze_in(pool, Journal(pool), order, act, rules)


def end_freeze_in(pool: PoolWriter, journal: Journal, order: ExitOrder, act: Act, rules: RuleSet) -> ExitReport:
    """As ``end_freeze``, in an open transaction."""
    require_document(act)
    found = known_freeze(pool, order.freeze_uid)
    left = remaining_of(pool, found)
    amount = left.total_dm2 if order.amount_dm2 is None else order.amount_dm2
    _require_left(found, left, amount, order.mode)
    _require_mode(found, order, act, rules)
    parts = plan_exit(left, amount, order.mode)
    keep_rules(pool, rules)
    _end(pool, journal, found, order.mode, parts, act, rules)
    available = pool.account_dm2(found.system, found.holder, AREA, AVAILABLE)
    debt = -pool.account_dm2(found.system, found.holder, AREA, LIABILITY)
    return ExitReport(parts, left.less(parts), available, debt)


def known_freeze(pool: PoolReader, freeze_uid: str) -> Freeze:
    """A freeze by its number. Raises ``InputProblem`` with those that are still active."""
    found = pool.freeze(freeze_uid)
    if found is not None:
        return found
    active = [f.freeze_uid for f in pool.freezes() if remaining_of(pool, f).total_dm2]
    raise InputProblem(
        translate("zhanbu", "The pool holds no freeze “{uid}”.", uid=freeze_uid),
        remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(active) or "–"),
        field="FREEZE_NO",
    )


def remaining_of(pool: PoolReader, frozen: Freeze) -> FreezeParts:
    """What is still frozen."""
    exits = [FreezeParts(e.county_dm2, e.city_dm2, e.uncovered_dm2) for e in pool.freeze_exits(frozen.freeze_uid)]
    return left_of(FreezeParts(frozen.county_dm2, frozen.city_dm2, frozen.uncovered_dm2), exits)


def _require_left(found: Freeze, left: FreezeParts, amount_dm2: int, mode: ExitMode) -> None:
    if not left.total_dm2:
        raise InputProblem(
            translate("zhanbu", "The freeze {uid} has ended: nothing of it is left.", uid=found.freeze_uid),
            remedy=translate("zhanbu", "Look at the number of the freeze."),
            field="FREEZE_NO",
        )
    require_amount(amount_dm2)
    most = convertible_dm2(left) if mode is ExitMode.CONVERT else left.total_dm2
    if amount_dm2 <= most:
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "Of the freeze {uid}, {left:.2f} m² can end this way, not {amount:.2f} m².",
            uid=found.freeze_uid,
            left=m2_of(most),
            amount=m2_of(amount_dm2),
        ),
        remedy=translate("zhanbu", "No indicators stand behind what nobody covers; supply them first.")
        if amount_dm2 <= left.total_dm2
        else translate("zhanbu", "Give at most that much, or no area for all that is left."),
        field="AREA_M2",
    )


def _require_mode(found: Freeze, order: ExitOrder, act: Act, rules: RuleSet) -> None:
    """Raises ``InputProblem`` for a way of ending that isn't open on this day or by these rules."""
    if order.mode is ExitMode.CONVERT and not FreezeRule.of(rules).converts:
        raise InputProblem(
            translate("zhanbu", "The rules {rules} only lift a freeze; they don't turn it into use.", rules=rules.id),
            remedy=translate("zhanbu", "Lift it once it is rectified, and link the project then."),
            field="MODE",
        )
    if found.due is None:
        return
    # Without the day, the document that lifts it speaks for itself: the county records, it doesn't decide.
    if order.mode is ExitMode.LIFT and order.rectified_on is not None and order.rectified_on > found.due:
        raise InputProblem(
            translate(
                "zhanbu",
                "It was due on {due}, and {day} is later: what wasn't rectified in time is deducted.",
                due=found.due.isoformat(),
                day=order.rectified_on.isoformat(),
            ),
            remedy=translate("zhanbu", "Look at both dates; deduct what wasn't put right in time."),
            field="RECTIFIED",
        )
    if order.rectified_on is not None and order.rectified_on > act.on:
        raise InputProblem(
            translate("zhanbu", "It can't be lifted before it is rectified."),
            remedy=translate("zhanbu", "Look at both dates."),
            field="RECTIFIED",
        )
    if order.mode is ExitMode.DEDUCT and act.on < found.due:
        raise InputProblem(
            translate("zhanbu", "It isn't due before {due}.", due=found.due.isoformat()),
            remedy=translate("zhanbu", "Deduct when it is due; what is rectified until then is lifted."),
            field="DATE",
        )


def _end(
    pool: PoolWriter, journal: Journal, found: Freeze, mode: ExitMode, parts: FreezeParts, act: Act, rules: RuleSet
) -> None:
    """Register how it ended, and book it. The exit stands just before its posting, which it names."""
    origin = pool.events_of(found.freeze_uid)[0]
    ended = FreezeExit(found.freeze_uid, mode.value, parts.county_dm2, parts.city_dm2, parts.uncovered_dm2)
    entries = _entries(pool, found, mode, parts, act)
    register_exit(pool, journal, ended, act, clause=origin.clause, rule_set=origin.rule_set)
    if entries:
        kind = mode.value if parts.county_dm2 else DEDUCT
        posting = Posting(
            kind,
            found.system,
            entries,
            ref=found.freeze_uid,
            clause=origin.clause,
            rule_set=origin.rule_set,
            rule_set_sha256=rules.sha256 if origin.rule_set == rules.id else "",
        )
        post(pool, journal, posting, act)


def _entries(pool: PoolReader, found: Freeze, mode: ExitMode, parts: FreezeParts, act: Act) -> tuple[LedgerEntry, ...]:
    """What the exit books: back to the account, and from there to use or deduction; what nobody covered is taken from
    whatever has come in since, and else owed.
    """
    holder, uid = found.holder, found.freeze_uid
    entries: list[LedgerEntry] = []
    for year, amount in _frozen_by_year(pool, found, parts.county_dm2):
        entries += entries_of_freeze(holder, uid, year, -amount)
    if mode is ExitMode.CONVERT:
        entries += moves(_usable_shares(pool, found, parts.county_dm2, act.on), holder, AREA, USED, uid)
    if mode is ExitMode.DEDUCT and parts.county_dm2 + parts.uncovered_dm2:
        there = pool.account_dm2(found.system, holder, AREA, AVAILABLE) + parts.county_dm2
        lots = pool.lot_balances(found.system, holder, AREA)
        taking = plan_taking(parts.county_dm2 + parts.uncovered_dm2, there, lots)
        entries += entries_of_taking(taking, holder, AREA, act.on.year)
    return tuple(entries)


def _frozen_by_year(pool: PoolReader, found: Freeze, amount_dm2: int) -> list[tuple[int, int]]:
    parts = []
    for held in pool.holdings(found.system, bucket=FROZEN, ref=found.freeze_uid):
        part = min(held.balance_dm2, amount_dm2)
        if part:
            parts.append((held.year, part))
            amount_dm2 -= part
    return parts


def _usable_shares(pool: PoolReader, found: Freeze, need_dm2: int, on: date) -> tuple[Share, ...]:
    shares = take(pool.lot_balances(found.system, found.holder, AREA), need_dm2, on)
    if total(shares) == need_dm2:
        return shares
    raise InputProblem(
        translate(
            "zhanbu",
            "{there:.2f} m² of the lots may be used on {day}, and {need:.2f} m² are to be.",
            there=m2_of(total(shares)),
            day=on.isoformat(),
            need=m2_of(need_dm2),
        ),
        remedy=translate("zhanbu", "Wait until more lots may be used, or end less of the freeze."),
        field="AREA_M2",
    )
