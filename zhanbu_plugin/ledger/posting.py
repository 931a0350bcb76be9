"""Booking (记账): the one way by which amounts move in the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..pool.accounts.records import (
    ADMIT,
    AREA,
    AVAILABLE,
    DEDUCTED,
    ISSUE,
    LIABILITY,
    OFFSET,
    OPENING,
    OUTSIDE,
    PADDY,
    SOURCE,
    TRANSFER,
    LedgerEntry,
    Lot,
    Posting,
    Txn,
)
from ..pool.accounts.testimony import lot_line, posting_facts
from ..pool.filing.filed import Subject, SubjectKind
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .fifo import take_any

POSTED = "POSTED"
"""The one state of a posting."""
_PLUS = (ADMIT, ISSUE, OPENING, TRANSFER)
"""Kinds after which a debt is settled first."""


def post(pool: PoolWriter, journal: Journal, posting: Posting, act: Act) -> str:
    """Book a posting inside the caller's ``writing()``; its uid.

    Lots in ``posting.opens`` get their numbers and entries here. Where an amount comes in and the holder owes some, a
    second posting (OFFSET) settles the debt at once, on the day of the last posting or of this one, whichever is later.
    Raises ``InputProblem`` where the pool's safeguards refuse it; the caller's transaction then has to end.
    """
    head = pool.ledger_head(posting.system)
    _require_order(posting, act, head.last_on)
    txn_uid = next_uid(pool, posting.system)
    lots = _numbered(pool, posting, txn_uid, head.lots)
    entries = _merged([*posting.entries, *_opening(posting, lots)])
    _require_entries(entries, posting)
    txn = Txn(
        txn_no=head.txns + 1,
        txn_uid=txn_uid,
        system=posting.system,
        kind=posting.kind,
        occurred_on=act.on,
        doc_no=act.doc_no,
        clause=posting.clause,
        role=act.role,
        ref=posting.ref,
        reverses=posting.reverses,
        event_no=0,
    )
    states = {p.parcel_uid: p.state for p in pool.parcels_of([lot.parcel_uid for lot in lots if lot.parcel_uid])}
    lines = [lot_line(lot, states.get(lot.parcel_uid, "")) for lot in lots]
    pool.add_subject(Subject(txn_uid, SubjectKind.POSTING))
    event = journal.append(
        txn_uid,
        ("", POSTED),
        posting.kind,
        act,
        posting_facts(txn, entries, lines, posting.rule_set_sha256),
        clause=posting.clause,
        rule_set=posting.rule_set,
    )
    pool.add_lots(lots)
    pool.add_posting(replace(txn, event_no=event.event_no), entries)
    if posting.kind in _PLUS:
        _settle(
            pool,
            journal,
            posting,
            sorted({entry.holder for entry in entries if entry.bucket in (AVAILABLE, LIABILITY)}),
            act,
        )
    return txn_uid


def next_uid(pool: PoolReader, system: str) -> str:
    """Uid that the next posting of a system will have."""
    return f"{pool.identity.county}-{system}-T{pool.ledger_head(system).txns + 1:06d}"


def _numbered(pool: PoolWriter, posting: Posting, txn_uid: str, before: int) -> list[Lot]:
    lots: list[Lot] = []
    places = {lot.holder: pool.last_place(posting.system, lot.holder) for lot in posting.opens}
    for number, new in enumerate(posting.opens, start=before + 1):
        places[new.holder] += 1
        content = {name: value for name, value in vars(new).items() if name not in ("year", "cut_dm2")}
        lots.append(
            Lot(
                **content,
                lot_uid=f"{pool.identity.county}-{posting.system}-L{number:06d}",
                system=posting.system,
                legacy=posting.kind == OPENING,
                fifo_seq=places[new.holder],
                txn_uid=txn_uid,
            )
        )
    return lots


def _opening(posting: Posting, lots: Sequence[Lot]) -> list[LedgerEntry]:
    """Entries by which new lots get their amounts; out of another lot, the caller has lowered that one."""
    entries: list[LedgerEntry] = []
    for lot, new in zip(lots, posting.opens):
        for indicator, amount, cut in (
            (AREA, new.amount_dm2, new.cut_dm2),
            (PADDY, new.paddy_dm2, max(0, new.paddy_dm2 - (new.amount_dm2 - new.cut_dm2))),
        ):
            uid = lot.lot_uid
            entries.append(LedgerEntry(new.holder, indicator, AVAILABLE, new.year, uid, "", amount - cut))
            entries.append(LedgerEntry(new.holder, indicator, DEDUCTED, new.year, uid, "", cut))
            origin = OUTSIDE if posting.kind == TRANSFER else SOURCE
            if not (posting.kind == TRANSFER and new.from_lot):
                entries.append(LedgerEntry(new.holder, indicator, origin, new.year, "", "", -amount))
    return entries


def _merged(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Entries of the same place as one, without those that come to nothing, in the order of the first."""
    sums: dict[LedgerEntry, int] = defaultdict(int)
    for entry in entries:
        sums[replace(entry, amount_dm2=0)] += entry.amount_dm2
    return [replace(place, amount_dm2=amount) for place, amount in sums.items() if amount]


def _require_order(posting: Posting, act: Act, last: date | None) -> None:
    """What lowers a balance comes after all that was booked, so that no past day ever falls below nothing."""
    if last is None or act.on >= last or posting.kind in (ADMIT, ISSUE, OPENING):
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "The ledger is booked up to {last}, and this is of {day}.",
            last=last.isoformat(),
            day=act.on.isoformat(),
        ),
        remedy=translate(
            "zhanbu", "Give {last} or a later day; the document keeps its own date.", last=last.isoformat()
        ),
        field="DATE",
    )


def _require_entries(entries: Sequence[LedgerEntry], posting: Posting) -> None:
    if not entries:
        raise InputProblem(
            translate("zhanbu", "There is nothing to book: the amount is 0."),
            remedy=translate("zhanbu", "Give an area of at least 0.01 m²."),
        )
    require_ref(posting.ref)


def require_ref(ref: str) -> None:
    """Raises ``InputProblem`` for the number of a project that entries couldn't spell."""
    if any(character in ref for character in '"\\|') or not ref.isprintable():
        raise InputProblem(
            translate("zhanbu", "“{ref}” is no number of a project.", ref=ref),
            remedy=translate("zhanbu", "Leave out quotation marks, bars, backslashes and line ends."),
            field="PROJECT_NO",
        )


def _settle(pool: PoolWriter, journal: Journal, posting: Posting, holders: Sequence[str], act: Act) -> None:
    """Pay what is owed out of what is available, oldest lots first."""
    entries: list[LedgerEntry] = []
    for holder in holders:
        for indicator in (AREA, PADDY):
            owed = -pool.account_dm2(posting.system, holder, indicator, LIABILITY)
            free = pool.account_dm2(posting.system, holder, indicator, AVAILABLE)
            if min(owed, free) <= 0:
                continue
            for share in take_any(pool.lot_balances(posting.system, holder, indicator), min(owed, free)):
                entries += [
                    LedgerEntry(holder, indicator, AVAILABLE, share.year, share.lot_uid, "", -share.amount_dm2),
                    LedgerEntry(holder, indicator, LIABILITY, share.year, "", "", share.amount_dm2),
                ]
    if entries:
        last = pool.ledger_head(posting.system).last_on or act.on
        settling = replace(posting, kind=OFFSET, entries=tuple(entries), opens=(), ref="")
        post(pool, journal, settling, replace(act, on=max(act.on, last)))
