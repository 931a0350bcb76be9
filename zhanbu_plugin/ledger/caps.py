"""Control scales (占用管控规模): the city's, its counties', and what is cut above them. HB-12b, HB-14, HB-19."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..pool.accounts.records import AREA, AVAILABLE, DEDUCT, DEDUCTED, PADDY, Cap, LedgerEntry, Posting
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import translate
from .clauses import clause_of
from .fifo import Share, moves, total
from .lawful import keep_rules, require_document, require_rules
from .ledger_rules import cuts_newest_first
from .posting import post
from .registering import register_cap
from .taking import plan_cut
from .transfer_rules import require_holder


@dataclass(frozen=True)
class CapOrder:
    """The control scale of a holder for a year; ``parent`` is the city that splits its own, empty for the city's."""

    system: str
    holder: str
    year: int
    cap_dm2: int
    parent: str = ""


@dataclass(frozen=True)
class CapReport:
    """The scale on file, what stands above it of the holder's lots of the year, and how much of that was cut (dm²)."""

    cap: Cap
    excess_dm2: int
    cut_dm2: int
    available_dm2: int


def cap_after_gap(net_dm2: int, gap_dm2: int, fill_dm2: int) -> int:
    """What is left of a city's net increase when some of it fills the gap to its protection target (HB-14).

    Raises ``InputProblem`` for more than the gap, or than there is.
    """
    if 0 <= fill_dm2 <= min(gap_dm2, max(net_dm2, 0)):
        return max(net_dm2, 0) - fill_dm2
    raise InputProblem(
        translate(
            "zhanbu",
            "The gap is {gap:.2f} m² and the net increase {net:.2f} m²; {fill:.2f} m² can't fill it.",
            gap=m2_of(gap_dm2),
            net=m2_of(net_dm2),
            fill=m2_of(fill_dm2),
        ),
        remedy=translate("zhanbu", "Fill at most the gap, and no more than the net increase."),
        field="GAP_FILL_M2",
    )


def set_cap(
    path: PoolAddress, order: CapOrder, act: Act, rules: RuleSet, *, busy_seconds: float = BUSY_SECONDS
) -> CapReport:
    """Record a control scale, and cut what the pool's lots of the year exceed it by, in one transaction.

    The counties' scales are no more than the city's. What is above is cut from the newest lots that are still
    available (HB-19, A-22); what was used or linked already isn't cut, and stands as excess. Raises ``InputProblem``;
    the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return set_cap_in(pool, Journal(pool), order, act, rules)


def set_cap_in(pool: PoolWriter, journal: Journal, order: CapOrder, act: Act, rules: RuleSet) -> CapReport:
    """As ``set_cap``, in an open transaction."""
    require_document(act)
    require_rules(pool, rules, act, order.system)
    _require_whole(pool, order)
    clauses = clause_of(rules, "CAP"), clause_of(rules, DEDUCT, "OVER_CAP")
    keep_rules(pool, rules)
    wanted = Cap("", order.system, order.holder, order.parent, order.year, order.cap_dm2, "")
    kept = register_cap(pool, journal, wanted, act, clause=clauses[0], rule_set=rules.id)
    excess = max(pool.admitted_dm2(order.system, order.holder, order.year) - order.cap_dm2, 0)
    shares = _shares_above(pool, order, excess, newest_first=cuts_newest_first(rules)) if excess else ()
    if shares:
        entries = [*moves(shares, order.holder, AREA, DEDUCTED), *_paddy_above(pool, order, shares)]
        posting = Posting(
            DEDUCT,
            order.system,
            tuple(entries),
            clause=clauses[1],
            rule_set=rules.id,
            rule_set_sha256=rules.sha256,
        )
        post(pool, journal, posting, act)
    available = pool.account_dm2(order.system, pool.identity.county, AREA, AVAILABLE)
    return CapReport(kept, excess, total(shares), available)


def caps_in_force(pool: PoolReader, system: str, year: int) -> dict[str, Cap]:
    """The latest word on each holder for a year."""
    return {cap.holder: cap for cap in pool.caps(system) if cap.year == year}


def _require_whole(pool: PoolReader, order: CapOrder) -> None:
    """Raises ``InputProblem`` where the parts would exceed the whole, or the whole isn't on file."""
    require_holder(order.holder, "HOLDER")
    if order.parent:
        require_holder(order.parent, "PARENT")
    if order.cap_dm2 < 0 or order.parent == order.holder:
        raise InputProblem(
            translate("zhanbu", "A control scale isn't negative, and nobody splits his own among himself."),
            remedy=translate("zhanbu", "Look at the area, and at both codes."),
            field="CAP_M2",
        )
    known = caps_in_force(pool, order.system, order.year)
    if order.parent and order.parent not in known:
        raise InputProblem(
            translate(
                "zhanbu", "The scale of {parent} for {year} isn't on file.", parent=order.parent, year=order.year
            ),
            remedy=translate("zhanbu", "Record the city's scale first, then what it gives its counties."),
            field="PARENT",
        )
    parts = _sum(known, order.parent, but=order.holder)
    if order.parent and parts + order.cap_dm2 > known[order.parent].cap_dm2:
        raise _above(order.parent, known[order.parent].cap_dm2, parts + order.cap_dm2)
    own_parts = _sum(known, order.holder)
    if order.cap_dm2 < own_parts:
        raise _above(order.holder, order.cap_dm2, own_parts)


def _sum(known: dict[str, Cap], parent: str, but: str = "") -> int:
    return sum(cap.cap_dm2 for cap in known.values() if parent and cap.parent == parent and cap.holder != but)


def _above(parent: str, whole_dm2: int, parts_dm2: int) -> InputProblem:
    return InputProblem(
        translate(
            "zhanbu",
            "The scales of the counties would add up to {parts:.2f} m², and {parent} has {whole:.2f} m².",
            parts=m2_of(parts_dm2),
            parent=parent,
            whole=m2_of(whole_dm2),
        ),
        remedy=translate("zhanbu", "Give a county less, or record a larger scale of the city first."),
        field="CAP_M2",
    )


def _shares_above(pool: PoolWriter, order: CapOrder, excess_dm2: int, *, newest_first: bool) -> tuple[Share, ...]:
    balances = [
        balance
        for balance in pool.lot_balances(order.system, order.holder, AREA)
        if balance.lot.parcel_uid and balance.lot.admitted_on.year == order.year
    ]
    most = min(excess_dm2, pool.account_dm2(order.system, order.holder, AREA, AVAILABLE))
    return plan_cut(most, 0, balances, newest_first=newest_first)


def _paddy_above(pool: PoolReader, order: CapOrder, shares: Sequence[Share]) -> list[LedgerEntry]:
    """Paddy that the rest of a cut lot has no room for goes with it."""
    area = {(b.lot.lot_uid, b.year): b.available_dm2 for b in pool.lot_balances(order.system, order.holder, AREA)}
    paddy = {(b.lot.lot_uid, b.year): b.available_dm2 for b in pool.lot_balances(order.system, order.holder, PADDY)}
    cut = []
    for share in shares:
        key = share.lot_uid, share.year
        above = min(paddy.get(key, 0) - (area[key] - share.amount_dm2), share.amount_dm2)
        if above > 0:
            cut.append(Share(share.lot_uid, share.year, above))
    return moves(cut, order.holder, PADDY, DEDUCTED)
