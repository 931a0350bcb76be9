"""Freezing an amount, and ending a freeze (冻结与解冻): HB-22, SC-4(十三)a, SC-4(十三)b. Whole dm²."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import AREA, AVAILABLE, FREEZE, FROZEN, Freeze, LedgerEntry, Posting
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .clauses import INOUT_SHORTFALL, clause_of
from .freeze_plans import plan_freeze
from .lawful import keep_rules, require_amount, require_document, require_rules
from .ledger_rules import FreezeRule
from .posting import post
from .registering import register_freeze


@dataclass(frozen=True)
class FreezeOrder:
    """What is to be frozen: ``reason`` is ILLEGAL or INOUT_SHORTFALL, ``due`` the day by which it is rectified.

    ``city_available_dm2`` is what the city says it has; its part is recorded here and booked in its own pool.
    """

    system: str
    reason: str
    need_dm2: int
    city_available_dm2: int = 0
    due: date | None = None


def freeze(
    path: PoolAddress,
    order: FreezeOrder,
    act: Act,
    rules: RuleSet,
    ordering: RuleSet | None = None,
    *,
    busy_seconds: float = BUSY_SECONDS,
) -> Freeze:
    """Freeze an amount of the county's account, then of the city's; what neither has stays uncovered.

    ``rules`` are those of the pool, ``ordering`` those that order the freeze where they are others, such as the in/out
    balance that a year missed. No parcel and no lot is marked (A-21): the account has that much less to link.
    Raises ``InputProblem``; the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return freeze_in(pool, Journal(pool), order, act, rules, ordering)


def freeze_in(
    pool: PoolWriter, journal: Journal, order: FreezeOrder, act: Act, rules: RuleSet, ordering: RuleSet | None = None
) -> Freeze:
    """As ``freeze``, in an open transaction."""
    ordering = ordering or rules
    clause = _lawful(order, act, ordering)
    require_rules(pool, rules, act, order.system)
    require_rules(pool, ordering, act)
    keep_rules(pool, rules)
    keep_rules(pool, ordering)
    found = register_freeze(
        pool, journal, _wanted(pool, order, FreezeRule.of(rules)), act, clause=clause, rule_set=ordering.id
    )
    if found.county_dm2:
        posting = Posting(
            FREEZE,
            order.system,
            entries_of_freeze(found.holder, found.freeze_uid, act.on.year, found.county_dm2),
            ref=found.freeze_uid,
            clause=clause,
            rule_set=ordering.id,
            rule_set_sha256=ordering.sha256,
        )
        post(pool, journal, posting, act)
    return found


def _lawful(order: FreezeOrder, act: Act, ordering: RuleSet) -> str:
    """The clause of a freeze that may be asked for. Raises ``InputProblem``."""
    require_document(act)
    require_amount(order.need_dm2)
    clause = clause_of(ordering, FREEZE, order.reason, strictly=True)
    if order.city_available_dm2 < 0:
        require_amount(order.city_available_dm2, "CITY_AVAILABLE_M2")
    if order.due is None and order.reason == INOUT_SHORTFALL:
        raise InputProblem(
            translate(
                "zhanbu", "A shortfall is rectified by a day, and what isn't is deducted ({clause}).", clause=clause
            ),
            remedy=translate("zhanbu", "Give the day by which it is to be rectified."),
            field="DUE",
        )
    if order.due is not None and order.due < act.on:
        raise InputProblem(
            translate(
                "zhanbu",
                "It would be due on {due}, before it is frozen ({day}).",
                due=order.due.isoformat(),
                day=act.on.isoformat(),
            ),
            remedy=translate("zhanbu", "Look at both dates."),
            field="DUE",
        )
    return clause


def _wanted(pool: PoolReader, order: FreezeOrder, rule: FreezeRule) -> Freeze:
    county = pool.identity.county
    parts = plan_freeze(
        order.need_dm2,
        pool.account_dm2(order.system, county, AREA, AVAILABLE),
        order.city_available_dm2 if rule.city_covers else 0,
    )
    return Freeze(
        freeze_uid="",
        system=order.system,
        holder=county,
        reason=order.reason,
        need_dm2=order.need_dm2,
        county_dm2=parts.county_dm2,
        city_dm2=parts.city_dm2,
        uncovered_dm2=parts.uncovered_dm2,
        due=order.due,
    )


def entries_of_freeze(holder: str, freeze_uid: str, year: int, amount_dm2: int) -> tuple[LedgerEntry, ...]:
    """Out of the account, without a lot, into the freeze; the other way round for a negative amount."""
    return (
        LedgerEntry(holder, AREA, AVAILABLE, year, "", "", -amount_dm2),
        LedgerEntry(holder, AREA, FROZEN, year, "", freeze_uid, amount_dm2),
    )
