"""Taking back what a parcel was credited with (冲回与核减): SC-2(七)c, HB-28. Its own lot first, then the newest."""

from __future__ import annotations

from dataclasses import replace

from ..pool.accounts.records import AREA, AVAILABLE, DEDUCT, DEDUCTED, LIABILITY, PADDY, LedgerEntry, Lot, Posting
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from .clauses import clause_of
from .correcting import correct_in
from .fifo import take_any, total
from .posting import post


def take_back_in(pool: PoolWriter, journal: Journal, lot: Lot, act: Act, rules: RuleSet) -> str:
    """Take a lot back whole; the uid of the posting.

    A lot that nothing was taken from yet is reversed as if it had never come in. Otherwise it is cut: what is left of
    it, then as much of the newest other lots, and what nobody has is owed.
    """
    act = _booked_on(pool, lot.system, act)
    if _untouched(pool, lot) and act.doc_no.strip():
        return correct_in(pool, journal, lot.txn_uid, act)
    return cut_in(pool, journal, lot, pool.standing_dm2(lot.lot_uid), act, rules)


def cut_in(pool: PoolWriter, journal: Journal, lot: Lot, area_dm2: int, act: Act, rules: RuleSet) -> str:
    """Cut an area of what a lot stands for, with so much of its paddy as the rest can't hold; the posting's uid."""
    act = _booked_on(pool, lot.system, act)
    rest = pool.standing_dm2(lot.lot_uid) - area_dm2
    cut_paddy = sum(
        h.balance_dm2 for h in pool.holdings_of_lot(lot.lot_uid) if (h.indicator, h.bucket) == (PADDY, DEDUCTED)
    )
    paddy_dm2 = max(0, lot.paddy_dm2 - cut_paddy - max(0, rest))
    entries = [
        *_cut(pool, lot, AREA, area_dm2, act),
        *(_cut(pool, lot, PADDY, paddy_dm2, act) if paddy_dm2 else ()),
    ]
    posting = Posting(
        DEDUCT,
        lot.system,
        tuple(entries),
        ref=lot.parcel_uid,
        clause=clause_of(rules, DEDUCT),
        rule_set=rules.id,
        rule_set_sha256=rules.sha256,
    )
    return post(pool, journal, posting, act)


def _cut(pool: PoolReader, lot: Lot, indicator: str, amount_dm2: int, act: Act) -> list[LedgerEntry]:
    balances = pool.lot_balances(lot.system, lot.holder, indicator)
    free = min(amount_dm2, max(0, pool.account_dm2(lot.system, lot.holder, indicator, AVAILABLE)))
    own = take_any([b for b in balances if b.lot.lot_uid == lot.lot_uid], free)
    others = [b for b in balances if b.lot.lot_uid != lot.lot_uid]
    shares = (*own, *take_any(others, free - total(own), newest_first=True))
    entries = []
    for share in shares:
        entries.append(LedgerEntry(lot.holder, indicator, AVAILABLE, share.year, share.lot_uid, "", -share.amount_dm2))
        entries.append(LedgerEntry(lot.holder, indicator, DEDUCTED, share.year, lot.lot_uid, "", share.amount_dm2))
    owed = amount_dm2 - total(shares)
    entries.append(LedgerEntry(lot.holder, indicator, LIABILITY, act.on.year, "", "", -owed))
    entries.append(LedgerEntry(lot.holder, indicator, DEDUCTED, act.on.year, lot.lot_uid, "", owed))
    return entries


def _untouched(pool: PoolReader, lot: Lot) -> bool:
    """Whether all of a lot is available in the year in which it came in, alone in its posting, and not frozen."""
    held = {(h.indicator, h.bucket, h.year): h.balance_dm2 for h in pool.holdings_of_lot(lot.lot_uid)}
    opened = pool.entries_of(lot.txn_uid)
    brought = {(e.indicator, e.bucket, e.year): e.amount_dm2 for e in opened if e.lot_uid}
    return (
        held == brought
        and all(bucket == AVAILABLE for _, bucket, _ in held)
        and len(pool.lots_of_txn(lot.txn_uid)) == 1
        and all(
            pool.account_dm2(lot.system, lot.holder, indicator, AVAILABLE) >= amount
            for (indicator, _, _), amount in held.items()
        )
    )


def _booked_on(pool: PoolReader, system: str, act: Act) -> Act:
    """The act on the first day that the ledger is still open for: what follows from a step is booked when known."""
    last = pool.ledger_head(system).last_on
    return act if last is None or act.on >= last else replace(act, on=last)
