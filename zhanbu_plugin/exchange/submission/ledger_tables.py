"""The ledger of a submission (台账): postings and balances of its system, told from the history alone.

Every posting is an entry of the hash-chained history whose facts are its entries, so the tables can be made again from
``events.csv`` by anybody.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...pool.accounts.records import AVAILABLE, OUTSIDE, SOURCE, LedgerEntry
from ...pool.records import PoolEvent
from ...survey.problem import InputProblem
from ...survey.units import mu_of
from ...survey.wording import translate
from ..workbook.writing import Cell, Sheet
from .content import Heading, exact_m2, sheet_of, table_texts
from .format import EVENTS

_POSTED = "POSTED"
_POSTING = re.compile(r"[0-9]{6}-(FOREST|INOUT|CROP)-T[0-9]{6,12}")
_LINE = re.compile(
    r"([0-9]{6})\|(AREA|PADDY)\|([A-Z]{1,12})\|([0-9]{1,4})\|([0-9A-Z-]{0,40})\|(.*)\|(-?[0-9]{1,18})", re.DOTALL
)
_COUNTER = (SOURCE, OUTSIDE)


@dataclass(frozen=True)
class PackedLot:
    """A lot that a posting opened: ``origin`` is its parcel or an older lot."""

    lot_uid: str
    origin: str
    amount_dm2: int


@dataclass(frozen=True)
class PackedPosting:
    """A posting as the history tells it; ``reverses`` is the one that a correction mirrors, else empty."""

    event: PoolEvent
    doc_no: str
    reverses: str
    entries: tuple[LedgerEntry, ...]
    lots: tuple[PackedLot, ...]


def is_posting(event: PoolEvent, system: str) -> bool:
    """Whether a step of the history is a posting of this system's ledger."""
    found = _POSTING.fullmatch(event.subject_uid)
    return found is not None and found.group(1) == system and event.to_state == _POSTED


def events_up_to(events: Iterable[PoolEvent], system: str, day: date) -> tuple[PoolEvent, ...]:
    """The history without the postings that are dated after a day."""
    return tuple(e for e in events if e.occurred_on <= day or not is_posting(e, system))


def packed_postings(events: Iterable[PoolEvent], system: str) -> list[PackedPosting]:
    """Postings in the order of the history. Raises ``InputProblem`` for facts that no posting has."""
    return [_posting(event) for event in events if is_posting(event, system)]


def _posting(event: PoolEvent) -> PackedPosting:
    try:
        facts = json.loads(event.facts)
        entries = tuple(_entry(line) for line in facts["entries"])
        lots = tuple(_lot(line) for line in facts["lots"])
        doc_no, reverses = facts["doc_no"], facts["reverses"]
        if not (isinstance(doc_no, str) and isinstance(reverses, str)):
            raise TypeError("doc_no, reverses")
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise InputProblem(
            translate(
                "zhanbu", "Posting {uid} of the history can't be read ({reason}).", uid=event.subject_uid, reason=error
            ),
            remedy=translate("zhanbu", "Ask the sender for the original file."),
            source=EVENTS,
        ) from error
    return PackedPosting(event, doc_no, reverses, entries, lots)


def _entry(line: str) -> LedgerEntry:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(line[:80])
    holder, indicator, bucket, year, lot, ref, amount = found.groups()
    return LedgerEntry(holder, indicator, bucket, int(year), lot, ref, int(amount))


def _lot(line: str) -> PackedLot:
    lot_uid, _, origin, _, amount, _, _ = line.split("|")
    if not re.fullmatch("[0-9]{1,18}", amount):
        raise ValueError(line[:80])
    return PackedLot(lot_uid, origin, int(amount))


def ledger_sheets(postings: Sequence[PackedPosting], heading: Heading) -> list[Sheet]:
    """台账流水 and 账户余额: every entry of every posting, and what they add up to."""
    return [_entries_sheet(postings, heading), _balances_sheet(postings, heading)]


def _entries_sheet(postings: Sequence[PackedPosting], heading: Heading) -> Sheet:
    texts = table_texts()
    rows: list[Mapping[str, Cell]] = []
    for posting in postings:
        event = posting.event
        for entry in posting.entries:
            rows.append(
                {
                    "order": len(rows) + 1,
                    "day": event.occurred_on,
                    "posting": event.subject_uid,
                    "kind": texts.words.get(event.action, event.action),
                    "doc_no": posting.doc_no,
                    "holder": entry.holder,
                    "indicator": texts.words.get(entry.indicator, entry.indicator),
                    "bucket": texts.words.get(entry.bucket, entry.bucket),
                    "year": entry.year or None,
                    "lot": entry.lot_uid,
                    "ref": entry.ref,
                    "area_m2": exact_m2(entry.amount_dm2),
                    "clause": event.clause,
                    "hash": event.hash,
                }
            )
    return sheet_of("ledger", rows, heading, None)


def _balances_sheet(postings: Sequence[PackedPosting], heading: Heading) -> Sheet:
    words = table_texts().words
    rows: list[Mapping[str, Cell]] = [
        {
            "order": order,
            "holder": holder,
            "indicator": words.get(indicator, indicator),
            "bucket": words.get(bucket, bucket),
            "year": year or None,
            "area_m2": exact_m2(amount),
            "area_mu": mu_of(amount),
        }
        for order, ((holder, indicator, bucket, year), amount) in enumerate(sorted(balances(postings).items()), 1)
        if bucket not in _COUNTER
    ]
    return sheet_of("balances", rows, heading, None)


def balances(postings: Sequence[PackedPosting]) -> dict[tuple[str, str, str, int], int]:
    """What the entries add up to (dm²) by holder, indicator, bucket and year, other than nothing."""
    sums: dict[tuple[str, str, str, int], int] = defaultdict(int)
    for posting in postings:
        for entry in posting.entries:
            year = 0 if entry.bucket == AVAILABLE and not entry.lot_uid else entry.year
            sums[entry.holder, entry.indicator, entry.bucket, year] += entry.amount_dm2
    return {key: amount for key, amount in sums.items() if amount}
