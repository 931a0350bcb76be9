"""Is the ledger what the history testifies to, and do its balances follow from its entries? (台账校验)"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ...survey.wording import Wording, translate
from ..filing.filed_integrity import facts_of
from ..records import PoolEvent
from ..store import PoolReader
from .records import AREA, AVAILABLE, FROZEN, KINDS, LIABILITY, LINK, OUTSIDE, SOURCE, LedgerEntry, Lot, Txn
from .testimony import (
    cap_facts,
    entry_line,
    freeze_exit_facts,
    freeze_facts,
    lot_line,
    occupation_facts,
)

Entries = Mapping[str, Sequence[LedgerEntry]]
_MAY_BE_NEGATIVE = {SOURCE, OUTSIDE, LIABILITY}
_STATE = 3
"""Where a lot's line names the state in which its parcel stood."""


def entries_by_posting(pool: PoolReader) -> Entries:
    """Every entry under its posting."""
    found: dict[str, list[LedgerEntry]] = defaultdict(list)
    for uid, entry in pool.all_entries():
        found[uid].append(entry)
    return found


def ledger_record_faults(pool: PoolReader, events: Sequence[PoolEvent], entries: Entries) -> Iterator[Wording]:
    """Postings, lots, projects, freezes and control scales that aren't what their events testify to."""
    by_number = {event.event_no: event for event in events}
    txns = pool.txns()
    opened: dict[str, list[Lot]] = defaultdict(list)
    for lot in sorted((lot for s in {t.system for t in txns} for lot in pool.lots(s)), key=lambda lot: lot.lot_uid):
        opened[lot.txn_uid].append(lot)
    for txn in txns:
        if not _testified(txn, entries.get(txn.txn_uid, ()), opened[txn.txn_uid], by_number):
            yield translate("zhanbu", "The posting {uid} is not the one that was booked.", uid=txn.txn_uid)
    booked = {txn.txn_uid for txn in txns}
    for uid in sorted({e.subject_uid for e in events if e.action in KINDS and e.to_state == "POSTED"} - booked):
        yield translate("zhanbu", "The posting {uid} of the history is missing in the ledger.", uid=uid)
    for uid in sorted(entries.keys() - booked):
        yield translate("zhanbu", "There are entries of {uid}, which was never booked.", uid=uid)
    for uid, event_no, facts in _registered(pool):
        event = by_number.get(event_no)
        if event is None or {**facts, "doc_no": facts_of(event).get("doc_no")} != facts_of(event):
            yield translate("zhanbu", "The record of {uid} is not the one that was recorded.", uid=uid)


def _registered(pool: PoolReader) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Uid, event and testimony (but for the document) of what postings refer to, as JSON has it."""
    records = [
        *((o.occupation_uid, o.event_no, occupation_facts(o, "")) for o in pool.occupations()),
        *((f.freeze_uid, f.event_no, freeze_facts(f, "")) for f in pool.freezes()),
        *((x.freeze_uid, x.event_no, freeze_exit_facts(x, "")) for x in pool.freeze_exits()),
        *((c.cap_uid, c.event_no, cap_facts(c)) for c in pool.caps()),
    ]
    for uid, event_no, facts in records:
        plain = {name: str(value) if isinstance(value, date) else value for name, value in facts.items()}
        yield uid, event_no, plain


def _testified(txn: Txn, entries: Sequence[LedgerEntry], lots: Sequence[Lot], events: Mapping[int, PoolEvent]) -> bool:
    event = events.get(txn.event_no)
    if event is None:
        return False
    said = facts_of(event)
    stated = said.get("lots")
    lines = [str(line).split("|") for line in stated] if isinstance(stated, list) else []
    return (
        (event.subject_uid, event.action, event.occurred_on, event.clause, event.role)
        == (txn.txn_uid, txn.kind, txn.occurred_on, txn.clause, txn.role)
        and (said.get("doc_no"), said.get("ref"), said.get("reverses")) == (txn.doc_no, txn.ref, txn.reverses)
        and said.get("entries") == [entry_line(entry) for entry in entries]
        and len(lines) == len(lots)
        and all(line == lot_line(lot, line[_STATE]).split("|") for line, lot in zip(lines, lots) if len(line) > _STATE)
    )


def ledger_sum_faults(pool: PoolReader, entries: Entries) -> Iterator[Wording]:
    """Postings that don't add up, balances that don't follow from the entries, lots that were taken out of turn."""
    txns = pool.txns()
    for txn in txns:
        sums: dict[str, int] = defaultdict(int)
        for entry in entries.get(txn.txn_uid, ()):
            sums[entry.indicator] += entry.amount_dm2
        if any(sums.values()):
            yield translate("zhanbu", "The entries of {uid} don't add up to nothing.", uid=txn.txn_uid)
    for system in sorted({txn.system for txn in txns}):
        own = [txn for txn in txns if txn.system == system]
        yield from _balance_faults(pool, system, [e for txn in own for e in entries.get(txn.txn_uid, ())])
        yield from _queue_faults(pool.lots(system), own, entries)


def _balance_faults(pool: PoolReader, system: str, entries: Sequence[LedgerEntry]) -> Iterator[Wording]:
    accounts: dict[tuple[str, str, str], int] = defaultdict(int)
    holdings: dict[tuple[str, str, str, str, str, int], int] = defaultdict(int)
    for e in entries:
        accounts[e.holder, e.indicator, e.bucket] += e.amount_dm2
        holdings[e.holder, e.indicator, e.bucket, e.lot_uid, e.ref, e.year] += e.amount_dm2
    stated = {(a.holder, a.indicator, a.bucket): a.balance_dm2 for a in pool.accounts(system) if a.balance_dm2}
    for account in sorted({key for key, amount in accounts.items() if amount} | stated.keys()):
        if accounts.get(account, 0) != stated.get(account, 0):
            yield translate(
                "zhanbu",
                "The account {uid} states {stated:.2f} m², its entries add up to {summed:.2f} m².",
                uid=" ".join((system, *account)),
                stated=stated.get(account, 0) / 100,
                summed=accounts.get(account, 0) / 100,
            )
        if account[2] not in _MAY_BE_NEGATIVE and accounts.get(account, 0) < 0:
            yield translate("zhanbu", "The account {uid} is overdrawn.", uid=" ".join((system, *account)))
    held = {(h.holder, h.indicator, h.bucket, h.lot_uid, h.ref, h.year): h.balance_dm2 for h in pool.holdings(system)}
    for place in sorted(held.keys() | {key for key, amount in holdings.items() if amount}):
        uid = " ".join(str(part) for part in (system, *place) if part != "")
        if held.get(place, 0) != holdings.get(place, 0):
            yield translate("zhanbu", "What {uid} holds doesn't follow from its entries.", uid=uid)
        if holdings.get(place, 0) < 0 and place[3]:
            yield translate("zhanbu", "The lot {uid} is overdrawn.", uid=uid)


def _queue_faults(lots: Sequence[Lot], txns: Sequence[Txn], entries: Entries) -> Iterator[Wording]:
    """Every link took what was first in the queue among what could be used that day."""
    known = {lot.lot_uid: lot for lot in lots}
    queues: dict[tuple[str, str], _Queue] = defaultdict(_Queue)
    for txn in txns:
        taken: dict[tuple[str, str], int] = {}
        for e in entries.get(txn.txn_uid, ()):
            if e.bucket == AVAILABLE and e.lot_uid in known:
                lot = known[e.lot_uid]
                queues[e.holder, e.indicator].change(lot, e.amount_dm2)
                taken[e.holder, e.indicator] = max(lot.queue, taken.get((e.holder, e.indicator), 0))
        if txn.kind == LINK:
            for place, last in taken.items():
                passed = queues[place].first_before(last, txn.occurred_on)
                if passed:
                    yield translate("zhanbu", "The link {uid} passed over the lot {lot}.", uid=txn.txn_uid, lot=passed)


class _Queue:
    """Lots of a holder in one indicator that have something left, in order."""

    def __init__(self) -> None:
        self._left: dict[int, int] = defaultdict(int)
        self._lots: dict[int, Lot] = {}
        self._in_order: list[int] = []

    def change(self, lot: Lot, amount_dm2: int) -> None:
        """Add to what is left of a lot, or take from it."""
        before = self._left[lot.queue]
        self._left[lot.queue] = before + amount_dm2
        self._lots[lot.queue] = lot
        if before <= 0 < before + amount_dm2:
            insort(self._in_order, lot.queue)
        elif before + amount_dm2 <= 0 < before:
            self._in_order.remove(lot.queue)

    def first_before(self, place: int, day: date) -> str:
        """The first lot before a place that has something left and may be used on a day; empty without one."""
        for queue in self._in_order:
            if queue >= place:
                return ""
            if _usable(self._lots[queue], day):
                return self._lots[queue].lot_uid
        return ""


def _usable(lot: Lot, day: date) -> bool:
    return lot.usable_from <= day and (lot.expires_on is None or day <= lot.expires_on)


def freeze_faults(pool: PoolReader, entries: Entries) -> Iterator[Wording]:
    """Freezes that hold another amount than what was frozen of the county, less what ended."""
    frozen: dict[str, int] = defaultdict(int)
    for entry in (entry for own in entries.values() for entry in own):
        if entry.bucket == FROZEN and entry.indicator == AREA:
            frozen[entry.ref] += entry.amount_dm2
    ended: dict[str, int] = defaultdict(int)
    for exit_ in pool.freeze_exits():
        ended[exit_.freeze_uid] += exit_.county_dm2
    for freeze in pool.freezes():
        if frozen[freeze.freeze_uid] != freeze.county_dm2 - ended[freeze.freeze_uid]:
            yield translate("zhanbu", "The freeze {uid} holds another amount than it should.", uid=freeze.freeze_uid)
