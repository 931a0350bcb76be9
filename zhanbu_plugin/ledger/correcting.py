"""Putting a posting right (红字冲正): by another one that mirrors it. Nothing in the ledger is ever changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..pool.accounts.records import (
    CONVERT,
    CORRECT,
    FREEZE,
    FROZEN,
    LIABILITY,
    LIFT,
    OUTSIDE,
    SOURCE,
    Holding,
    LedgerEntry,
    Posting,
    Txn,
)
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .correction_limits import require_within_limits
from .lawful import require_document
from .posting import post


def correct(path: PoolAddress, txn_uid: str, act: Act, *, busy_seconds: float = BUSY_SECONDS) -> str:
    """Reverse a posting; the uid of the posting that does.

    Raises ``InputProblem`` where it was reversed before, belongs to a freeze, or where later postings rely on it (they
    are corrected first); the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return correct_in(pool, Journal(pool), txn_uid, act)


def correct_in(pool: PoolWriter, journal: Journal, txn_uid: str, act: Act) -> str:
    """As ``correct``, in an open transaction."""
    require_document(act)
    wrong = _correctable(pool, txn_uid)
    entries = tuple(replace(entry, amount_dm2=-entry.amount_dm2) for entry in pool.entries_of(txn_uid))
    event = pool.events_of(txn_uid)[0]
    posting = Posting(
        CORRECT,
        wrong.system,
        entries,
        ref=wrong.ref,
        clause=wrong.clause,
        rule_set=event.rule_set,
        reverses=txn_uid,
    )
    _require_undone(pool, wrong, entries)
    require_within_limits(pool, wrong, entries)
    return post(pool, journal, posting, act)


def _require_undone(pool: PoolReader, wrong: Txn, entries: Sequence[LedgerEntry]) -> None:
    """Nothing that the posting brought may have moved on."""
    held = {replace(_place(h), amount_dm2=0): h.balance_dm2 for h in pool.holdings(wrong.system)}
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for entry in entries:
        sums[entry.holder, entry.indicator, entry.bucket] += entry.amount_dm2
    spent = any(
        held.get(replace(entry, amount_dm2=0), 0) + entry.amount_dm2 < 0
        for entry in entries
        if entry.bucket not in (SOURCE, OUTSIDE, LIABILITY)
    )
    for (holder, indicator, bucket), amount in sums.items():
        after = pool.account_dm2(wrong.system, holder, indicator, bucket) + amount
        spent = spent or (after > 0 if bucket == LIABILITY else after < 0 and bucket not in (SOURCE, OUTSIDE))
    if spent:
        raise InputProblem(
            translate("zhanbu", "Posting {uid} can't be reversed: later ones rely on it.", uid=wrong.txn_uid),
            remedy=translate("zhanbu", "Reverse or release what came after it first, the latest before the others."),
            field="TXN",
        )


def _place(held: Holding) -> LedgerEntry:
    return LedgerEntry(held.holder, held.indicator, held.bucket, held.year, held.lot_uid, held.ref, held.balance_dm2)


def _correctable(pool: PoolReader, txn_uid: str) -> Txn:
    found = pool.txn(txn_uid)
    if found is None:
        raise InputProblem(
            translate("zhanbu", "The ledger has no posting {uid}.", uid=txn_uid),
            remedy=translate("zhanbu", "Take the number from the ledger's list of postings."),
            field="TXN",
        )
    reversed_by = next((t.txn_uid for t in pool.txns(found.system) if t.reverses == txn_uid), "")
    if reversed_by:
        raise InputProblem(
            translate("zhanbu", "Posting {uid} was reversed by {by} already.", uid=txn_uid, by=reversed_by),
            remedy=translate("zhanbu", "Book anew what is right."),
            field="TXN",
        )
    of_freeze = any(entry.bucket == FROZEN for entry in pool.entries_of(txn_uid))
    if found.kind in (CORRECT, FREEZE, LIFT, CONVERT) or of_freeze:
        raise InputProblem(
            translate("zhanbu", "Posting {uid} ({kind}) is not one that is reversed.", uid=txn_uid, kind=found.kind),
            remedy=translate("zhanbu", "A freeze ends by lifting it; what was corrected wrongly is booked anew."),
            field="TXN",
        )
    return found
