"""Waivers (批准文件, 豁免): the document on which a failed check of severity ``OVERRIDE`` is lifted.

Domain 1 (severities) and 2.4 (finding: OPEN → WAIVED). What the law leaves to an office is recorded here, never
decided.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ...survey.wording import Wording, translate

ALL_PARCELS = "*"
"""As a parcel's id: the document holds for every parcel of the batch that failed the check."""

_LONGEST = 200
_HASH = re.compile(r"[0-9a-f]{64}")
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, order=True)
class Waiver:
    """A document for one check: number (文号), date and issuer (批准机关), its file (original name and SHA-256), who
    entered it and on which day.

    ``path`` is where the file lay when it was hashed. It is no part of the record: the hash decides what the file is.
    """

    parcel_id: str
    check_id: str
    doc_no: str
    doc_date: date
    issuer: str
    file_name: str
    file_sha256: str
    entered_by: str
    recorded_on: date
    path: str = field(default="", compare=False)


@dataclass(frozen=True)
class WaiverFault:
    """What is wrong with a waiver by itself: the field of the table, and a sentence."""

    field: str
    what: Wording


def waiver_fault(waiver: Waiver, as_of: date) -> WaiverFault | None:
    """What is wrong with a waiver by itself on a day; ``None`` when it is a document that was there by then."""
    for name, text in (
        ("check_id", waiver.check_id),
        ("doc_no", waiver.doc_no),
        ("issuer", waiver.issuer),
        ("file", waiver.file_name),
        ("entered_by", waiver.entered_by),
    ):
        what = text_fault(text)
        if what is not None:
            return WaiverFault(name, what)
    if not _HASH.fullmatch(waiver.file_sha256):
        return WaiverFault("file", translate("zhanbu", "The SHA-256 of the file is missing."))
    if waiver.doc_date > as_of:
        return WaiverFault("doc_date", _later(waiver.doc_date, as_of))
    if not waiver.doc_date <= waiver.recorded_on <= as_of:
        what = translate(
            "zhanbu",
            "The document of {date} was recorded on {day}: not between its date and {as_of}.",
            date=waiver.doc_date.isoformat(),
            day=waiver.recorded_on.isoformat(),
            as_of=as_of.isoformat(),
        )
        return WaiverFault("recorded_on", what)
    return None


def text_fault(text: str) -> Wording | None:
    """What is wrong with a text that a waiver must have."""
    if not text.strip():
        return translate("zhanbu", "The field is empty; a waiver needs it.")
    if len(text) > _LONGEST or not text.isprintable() or text != text.strip():
        return translate("zhanbu", "It isn't a text of at most {limit} characters on one line.", limit=_LONGEST)
    return None


def _later(doc_date: date, as_of: date) -> Wording:
    return translate(
        "zhanbu",
        "The document is dated {date}, after the day of the check ({as_of}).",
        date=doc_date.isoformat(),
        as_of=as_of.isoformat(),
    )


def in_order(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Sorted, each record once: what follows doesn't depend on the order in which documents were entered."""
    once: dict[Waiver, Waiver] = {}
    for waiver in sorted(waivers, key=lambda w: (w, w.path)):
        once.setdefault(waiver, waiver)
    return tuple(once)


def waived_checks(waivers: Iterable[Waiver]) -> frozenset[str]:
    """Ids of the checks for which there is a document: ``waived`` of ``findings.verdict_of``."""
    return frozenset(waiver.check_id for waiver in waivers)


def waivers_to_json(waivers: Iterable[Waiver], *, with_paths: bool = False) -> str:
    """Waivers of one parcel as compact canonical JSON; paths only where the files are still to be fetched."""
    return _COMPACT.encode([[*_row(waiver), *([waiver.path] if with_paths else [])] for waiver in in_order(waivers)])


def _row(waiver: Waiver) -> list[str]:
    return [
        waiver.check_id,
        waiver.doc_no,
        waiver.doc_date.isoformat(),
        waiver.issuer,
        waiver.file_name,
        waiver.file_sha256,
        waiver.entered_by,
        waiver.recorded_on.isoformat(),
    ]


def waivers_from_json(parcel_id: str, text: str) -> tuple[Waiver, ...]:
    """The waivers that ``waivers_to_json`` wrote. Raises ``ValueError`` or ``TypeError`` on anything else."""
    rows = json.loads(text)
    if not isinstance(rows, list) or not all(isinstance(cell, str) for row in rows for cell in row):
        raise ValueError("the waivers of a parcel can't be read")
    return tuple(_waiver(parcel_id, *row) for row in rows)


def _waiver(
    parcel_id: str,
    check_id: str,
    doc_no: str,
    doc_date: str,
    issuer: str,
    file_name: str,
    file_sha256: str,
    entered_by: str,
    recorded_on: str,
    path: str = "",
) -> Waiver:
    return Waiver(
        parcel_id,
        check_id,
        doc_no,
        date.fromisoformat(doc_date),
        issuer,
        file_name,
        file_sha256,
        entered_by,
        date.fromisoformat(recorded_on),
        path,
    )
