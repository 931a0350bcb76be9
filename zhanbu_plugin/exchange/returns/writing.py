"""Writing a return slip, as the city sends it: a workbook that this program and any spreadsheet read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..workbook.writing import Column, Kind, Sheet, write_workbook
from .reasons import return_reasons
from .slip import ReturnItem, slip_texts

_WIDTHS = {"parcel": 24, "number": 12, "batch": 16, "code": 24, "text": 60, "answer": 40}


def write_slip(items: Sequence[ReturnItem], *, batch: str, day: date, doc_no: str) -> bytes:
    """A slip (XLSX) with a row for each parcel and reason, in the order given. The same items give the same bytes.

    Codes stand with what they mean: who reads the slip hasn't the table of codes at hand.
    """
    texts = slip_texts()
    sheet, heads = texts["sheet"], texts["heads"]
    note = sheet["note"].format(batch=batch, day=day.isoformat(), doc_no=doc_no)
    columns = tuple(Column(heads[key], Kind.TEXT, width) for key, width in _WIDTHS.items())
    rows = [
        [item.parcel, item.number, item.batch or batch, _named(item.code), item.text, item.answer] for item in items
    ]
    return write_workbook([Sheet(sheet["name"], sheet["title"], note, columns, rows)])


def _named(code: str) -> str:
    known = return_reasons().get(code)
    return code if known is None else f"{code} {known.name.zh}"
