"""What entries of the history testify to about the ledger, spelled as the triggers of the pool read it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ..chain import canonical
from .records import Cap, Freeze, FreezeExit, LedgerEntry, Lot, Occupation, Txn


def entry_line(entry: LedgerEntry) -> str:
    """An entry in one line."""
    return "|".join(
        str(part)
        for part in (
            *(entry.holder, entry.indicator, entry.bucket, entry.year, entry.lot_uid, entry.ref, entry.amount_dm2),
        )
    )


def lot_line(lot: Lot, parcel_state: str) -> str:
    """A lot in one line: where it comes from, in which state its parcel stood, its amounts, a hash of all of it."""
    whole = hashlib.sha256(canonical({**vars(lot), "queue": lot.queue}).encode()).hexdigest()
    origin = lot.parcel_uid or lot.from_lot
    return "|".join(
        str(part) for part in (lot.lot_uid, lot.holder, origin, parcel_state, lot.amount_dm2, lot.paddy_dm2, whole)
    )


def posting_facts(
    txn: Txn, entries: Sequence[LedgerEntry], lot_lines: Sequence[str], rule_set_sha256: str
) -> dict[str, object]:
    """What the event of a posting testifies to."""
    return {
        "doc_no": txn.doc_no,
        "entries": [entry_line(entry) for entry in entries],
        "lots": list(lot_lines),
        "ref": txn.ref,
        "reverses": txn.reverses,
        "rule_set_sha256": rule_set_sha256,
    }


def occupation_facts(occupation: Occupation, doc_no: str) -> dict[str, object]:
    """What the event of a project testifies to."""
    return {**_content(occupation), "doc_no": doc_no}


def freeze_facts(freeze: Freeze, doc_no: str) -> dict[str, object]:
    """What the event of a freeze testifies to."""
    return {**_content(freeze), "doc_no": doc_no}


def freeze_exit_facts(ended: FreezeExit, doc_no: str) -> dict[str, object]:
    """What the event by which some of a freeze ends testifies to."""
    return {**_content(ended), "doc_no": doc_no}


def cap_facts(cap: Cap) -> dict[str, object]:
    """What the event of a control scale testifies to."""
    return _content(cap)


def _content(record: object) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name != "event_no"}
