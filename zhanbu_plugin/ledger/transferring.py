"""Handing indicators over (调剂), between holders of this pool, or to and from others. HB-23, SC-2(八), JX-3.3.3b."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import (
    AREA,
    AVAILABLE,
    LIABILITY,
    OUTSIDE,
    PADDY,
    TRANSFER,
    LedgerEntry,
    Lot,
    LotBalance,
    NewLot,
    Posting,
)
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal, require_line
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import translate
from .clauses import clause_of, known_clauses, knows
from .fifo import Share, take_any, total
from .lawful import keep_rules, require_amount, require_document, require_rules
from .posting import post
from .transfer_rules import (
    Purpose,
    require_from_province,
    require_government,
    require_holder,
    require_purpose,
)


@dataclass(frozen=True)
class TransferOrder:
    """How much goes from whom to whom, for what. ``giver`` and ``taker`` are codes of counties, cities or provinces.

    ``approval`` is evidence on file (its id) that admits a project below the province's level. What comes from outside
    of this pool has the ``grade`` that its papers say.
    """

    system: str
    giver: str
    taker: str
    party_type: str
    purpose_level: str
    amount_dm2: int
    paddy_dm2: int = 0
    approval: str = ""
    grade: float | None = None
    grade_scheme: str = ""


@dataclass(frozen=True)
class TransferReport:
    """The posting, what the pool's county had available before it, and has available and owes after it."""

    txn_uid: str
    before_dm2: int
    available_dm2: int
    liability_dm2: int


def transfer(
    path: PoolAddress, order: TransferOrder, act: Act, rules: RuleSet, *, busy_seconds: float = BUSY_SECONDS
) -> TransferReport:
    """Book a transfer that city or province decided, in one transaction.

    Out of this pool it takes the oldest lots; each part becomes a lot of the taker, last in the taker's queue, with the
    grade and the days of the lot that it comes from. Where the taker's ledger is another pool, the amount leaves this
    one. Raises ``InputProblem`` for a party that is no government, a purpose that the rules don't admit, a holder that
    has too little; the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return transfer_in(pool, Journal(pool), order, act, rules)


def transfer_in(pool: PoolWriter, journal: Journal, order: TransferOrder, act: Act, rules: RuleSet) -> TransferReport:
    """As ``transfer``, in an open transaction."""
    require_document(act)
    require_amount(order.amount_dm2)
    require_rules(pool, rules, act, order.system)
    clause = clause_of(rules, TRANSFER)
    _require_lawful(pool, order, rules, clause)
    keep_rules(pool, rules)
    kept = kept_holders(pool, order.system)
    posting = _outgoing(pool, order, act, kept) if order.giver in kept else _incoming(order, act)
    stamped = Posting(**{**vars(posting), "clause": clause, "rule_set": rules.id, "rule_set_sha256": rules.sha256})
    county = pool.identity.county
    before = pool.account_dm2(order.system, county, AREA, AVAILABLE)
    uid = post(pool, journal, stamped, act)
    return TransferReport(
        uid,
        before,
        pool.account_dm2(order.system, county, AREA, AVAILABLE),
        -pool.account_dm2(order.system, county, AREA, LIABILITY),
    )


def kept_holders(pool: PoolReader, system: str) -> frozenset[str]:
    """Whose amounts this pool keeps: the county's, and those of others who had some in it."""
    others = (account.holder for account in pool.accounts(system) if account.bucket == AVAILABLE)
    return frozenset({pool.identity.county, *others})


def _require_lawful(pool: PoolReader, order: TransferOrder, rules: RuleSet, clause: str) -> None:
    giver, taker = require_holder(order.giver, "FROM"), require_holder(order.taker, "TO")
    base = rules.parent or rules.id
    require_government(order.party_type, known_clauses().get((base, TRANSFER, "PARTY"), clause))
    if not 0 <= order.paddy_dm2 <= order.amount_dm2:
        raise InputProblem(
            translate("zhanbu", "The paddy of a transfer lies between 0 and its area."),
            remedy=translate("zhanbu", "Look at both areas."),
            field="PADDY_M2",
        )
    if giver == taker or not {giver, taker} & kept_holders(pool, order.system):
        raise InputProblem(
            translate("zhanbu", "From {giver} to {taker} nothing moves in this pool.", giver=giver, taker=taker),
            remedy=translate(
                "zhanbu", "This pool keeps: {names}.", names=", ".join(sorted(kept_holders(pool, order.system)))
            ),
            field="FROM",
        )
    if order.system == "FOREST":
        require_from_province(giver, taker, clause)
    elif knows(rules, TRANSFER, "PURPOSE"):  # elsewhere the document decides alone: SC-2(八) leaves its rules to come
        require_purpose(Purpose(order.purpose_level, _approval(pool, order)), giver, taker, clause)


def _approval(pool: PoolReader, order: TransferOrder) -> str:
    """Number of the document on file that admits the transfer, empty where none is named. Raises ``InputProblem``."""
    require_line(order.approval, "APPROVAL")
    if not order.approval:
        return ""
    for paper, _ in pool.all_evidence():
        if paper.evidence_uid == order.approval and paper.doc_no.strip():
            return paper.doc_no
    raise InputProblem(
        translate("zhanbu", "The pool holds no evidence “{uid}” with a document number.", uid=order.approval),
        remedy=translate("zhanbu", "Attach the approval first and give the id that it got."),
        field="APPROVAL",
    )


def _incoming(order: TransferOrder, act: Act) -> Posting:
    """From a holder whose ledger is elsewhere."""
    lot = NewLot(
        order.taker,
        order.amount_dm2,
        order.paddy_dm2,
        admitted_on=act.on,
        usable_from=act.on,
        year=act.on.year,
        grade=order.grade,
        grade_scheme=order.grade_scheme,
        title=order.giver,
    )
    return Posting(TRANSFER, order.system, (), (lot,))


def _outgoing(pool: PoolReader, order: TransferOrder, act: Act, kept: frozenset[str]) -> Posting:
    """From a holder that this pool keeps, to another one of it or to the outside."""
    shares = _shares(pool, order, AREA, order.amount_dm2, act.on)
    paddy = _paddy_of(pool, order, shares)
    entries = [
        LedgerEntry(order.giver, indicator, AVAILABLE, share.year, share.lot_uid, "", -amount)
        for share in shares
        for indicator, amount in ((AREA, share.amount_dm2), (PADDY, paddy[share]))
        if amount
    ]
    if order.taker not in kept:
        for indicator, amount in ((AREA, order.amount_dm2), (PADDY, order.paddy_dm2)):
            entries += [LedgerEntry(order.taker, indicator, OUTSIDE, act.on.year, "", "", amount)] if amount else []
        return Posting(TRANSFER, order.system, tuple(entries))
    lots = {b.lot.lot_uid: b.lot for b in pool.lot_balances(order.system, order.giver, AREA)}
    opened = tuple(_moved(lots[share.lot_uid], share, paddy[share], order, act.on) for share in shares)
    return Posting(TRANSFER, order.system, tuple(entries), opened)


def _moved(lot: Lot, share: Share, paddy_dm2: int, order: TransferOrder, on: date) -> NewLot:
    return NewLot(
        order.taker,
        share.amount_dm2,
        paddy_dm2,
        admitted_on=on,
        usable_from=max(lot.usable_from, on),
        year=share.year,
        from_lot=lot.lot_uid,
        grade=lot.grade,
        grade_scheme=lot.grade_scheme,
        expires_on=lot.expires_on,
        title=order.giver,
    )


def _shares(pool: PoolReader, order: TransferOrder, indicator: str, need_dm2: int, on: date) -> tuple[Share, ...]:
    """Oldest lots that haven't expired. Raises ``InputProblem`` where the holder has too little."""
    there = pool.account_dm2(order.system, order.giver, indicator, AVAILABLE)
    lots = [lot for lot in pool.lot_balances(order.system, order.giver, indicator) if _lasts(lot, on)]
    shares = take_any(lots, min(need_dm2, there))
    if total(shares) == need_dm2:
        return shares
    raise InputProblem(
        translate(
            "zhanbu",
            "{holder} has {there:.2f} m² available, and {need:.2f} m² are to be handed over.",
            holder=order.giver,
            there=m2_of(total(shares)),
            need=m2_of(need_dm2),
        ),
        remedy=translate("zhanbu", "Give at most what is available."),
        field="AREA_M2",
    )


def _lasts(balance: LotBalance, on: date) -> bool:
    return balance.lot.expires_on is None or balance.lot.expires_on >= on


def _paddy_of(pool: PoolReader, order: TransferOrder, shares: tuple[Share, ...]) -> dict[Share, int]:
    """How much paddy goes along with each share: of the same lot and year. Raises ``InputProblem`` for too little."""
    held = {(b.lot.lot_uid, b.year): b.available_dm2 for b in pool.lot_balances(order.system, order.giver, PADDY)}
    left, parts = order.paddy_dm2, {}
    for share in shares:
        parts[share] = min(left, share.amount_dm2, held.get((share.lot_uid, share.year), 0))
        left -= parts[share]
    if not left:
        return parts
    raise InputProblem(
        translate(
            "zhanbu", "The lots that are handed over hold {there:.2f} m² of paddy.", there=m2_of(order.paddy_dm2 - left)
        ),
        remedy=translate("zhanbu", "Give at most that much as PADDY_M2."),
        field="PADDY_M2",
    )
