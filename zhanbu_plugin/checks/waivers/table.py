"""Waivers from a table (豁免清单): rows that somebody typed, with files that must be there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import isnan
from pathlib import Path

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .waiver import ALL_PARCELS, Waiver, in_order, text_fault, waiver_fault

TABLE_FIELDS = ("parcel_id", "check_id", "doc_no", "doc_date", "issuer", "file", "entered_by")

LARGEST_FILE = 100 << 20
"""Bytes of a document: a package must still hold it."""

_CHUNK = 1 << 20
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))", re.ASCII)


def read_waivers(
    rows: Iterable[Mapping[str, object]], *, source: str, folder: Path | None, as_of: date
) -> tuple[Waiver, ...]:
    """Waivers of a table with ``TABLE_FIELDS``, as recorded on the day ``as_of``, their files hashed.

    ``parcel_id`` empty or ``*`` holds for all parcels of the batch. Paths of files are relative to ``folder``, where
    the table is; ``None`` for a table that isn't a file. Rows without any content are skipped. Raises ``InputProblem``
    with file, row, parcel and field.
    """
    found = []
    for number, row in enumerate(rows, start=1):
        texts = {name.lower(): _text(value) for name, value in row.items()}
        missing = [name for name in TABLE_FIELDS if name not in texts]
        if missing:
            raise _without_columns(missing, source)
        if any(texts[name] for name in TABLE_FIELDS):
            try:
                found.append(recorded(texts, folder=folder, as_of=as_of))
            except InputProblem as problem:
                raise _in_row(problem, number, source) from problem
    return in_order(found)


def recorded(texts: Mapping[str, str], *, folder: Path | None, as_of: date) -> Waiver:
    """A waiver of what somebody typed into ``TABLE_FIELDS``, recorded on the day ``as_of``, its file hashed.

    Raises ``InputProblem`` with parcel and field.
    """
    parcel = texts["parcel_id"] or ALL_PARCELS
    for name in TABLE_FIELDS[1:]:
        what = text_fault(texts[name]) if name != "file" or not texts[name] else None
        if what is not None:
            raise _problem(what, parcel, name)
    path = Path(texts["file"]) if folder is None else folder / texts["file"]
    try:
        sha256 = document_sha256(path)
    except InputProblem as problem:
        raise _problem(problem.what, parcel, "file") from problem
    waiver = Waiver(
        parcel,
        texts["check_id"],
        texts["doc_no"],
        _date(texts["doc_date"], parcel),
        texts["issuer"],
        path.name,
        sha256,
        texts["entered_by"],
        as_of,
        str(path),
    )
    fault = waiver_fault(waiver, as_of)
    if fault is not None:
        raise _problem(fault.what, parcel, fault.field)
    return waiver


def document_sha256(path: Path) -> str:
    """SHA-256 (hex) of a document's file. Raises ``InputProblem`` that names the file when it can't be one."""
    try:
        size = path.stat().st_size if path.is_file() else None
        if size is None:
            raise _no_document(path, translate("zhanbu", "There is no file {file}.", file=str(path)))
        if not 0 < size <= LARGEST_FILE:
            what = translate(
                "zhanbu",
                "The file {file} has {size} bytes; a document has at least one and at most {limit}.",
                file=str(path),
                size=size,
                limit=LARGEST_FILE,
            )
            raise _no_document(path, what)
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, ValueError) as error:
        what = translate("zhanbu", "The file {file} can't be read ({reason}).", file=str(path), reason=error)
        raise _no_document(path, what) from error
    return digest.hexdigest()


def _no_document(path: Path, what: Wording) -> InputProblem:
    return InputProblem(what, remedy=_give_file(), source=path.name)


def _give_file() -> Wording:
    return translate("zhanbu", "Give the scan of the document, for example a PDF.")


def _date(text: str, parcel: str) -> date:
    parts = _DATE.fullmatch(text)
    try:
        year, month, day = (int(part) for part in parts.groups() if part) if parts else (0, 0, 0)
        return date(year, month, day)
    except ValueError as error:
        what = translate("zhanbu", "“{text}” is not a date such as 2026-05-31.", text=text)
        raise _problem(what, parcel, "doc_date") from error


def _text(value: object) -> str:
    """A value of a table as text: dates as ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return "" if isnan(value) else f"{value:.15g}"
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _without_columns(missing: list[str], source: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "The table of waivers lacks the fields {names}.", names=", ".join(missing)),
        remedy=translate("zhanbu", "It needs the fields {names}.", names=", ".join(TABLE_FIELDS)),
        source=source,
        field=missing[0],
    )


def _problem(what: Wording, parcel: str, field: str) -> InputProblem:
    remedy = translate("zhanbu", "Correct what was entered.")
    return InputProblem(what, remedy=remedy, parcel=parcel, field=field)


def _in_row(problem: InputProblem, number: int, source: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "Row {row}: {what}", row=number, what=problem.what),
        remedy=translate("zhanbu", "Correct the row, or take it out."),
        source=source,
        parcel=problem.parcel,
        field=problem.field,
    )
