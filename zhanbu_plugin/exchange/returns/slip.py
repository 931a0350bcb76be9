"""A return slip (退回单): which parcels come back, each with its reasons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from ...paths import resource
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .reasons import return_reasons

_HEAD_ROWS = 10
"""Within so many rows the column heads must stand; a title and notes may lie above them."""

_CODE = re.compile(r"R0?(\d{1,2})(?!\d)")
_LONGEST_TEXT = 1000
_SENTENCES = ("text", "answer")
"""Columns that hold what people wrote."""


@dataclass(frozen=True)
class ReturnItem:
    """One parcel and one reason. ``parcel`` is its id in the pool, or empty where only ``number`` and batch tell it.

    ``answer`` is what the county writes beside it for its reply.
    """

    row: int
    parcel: str
    number: str
    batch: str
    code: str
    text: str
    answer: str = ""

    @property
    def named(self) -> str:
        """What the slip calls the parcel."""
        return self.parcel or self.number


@lru_cache(maxsize=1)
def slip_texts() -> Mapping[str, Any]:
    """Heads, title and the names under which columns are known; data in ``resources/codes/return_slip.yaml``."""
    with resource("codes", "return_slip.yaml").open(encoding="utf-8") as file:
        found: Mapping[str, Any] = yaml.safe_load(file)
    return found


def items_of(rows: Sequence[Sequence[str]], *, source: str) -> tuple[ReturnItem, ...]:
    """The items of a slip's rows, whose heads stand somewhere above; a cell with several codes gives several items.

    Raises ``InputProblem`` naming row and column for a slip without the columns it needs, a row without parcel or
    code, and a code that there isn't.
    """
    head = _head_row(rows, source)
    columns = _columns(rows[head])
    items = []
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        cells = {key: read_cell(key, row[i]) for key, i in columns.items() if i < len(row)}
        if any(cells.get(key) for key in ("parcel", "number", "code")):
            items += _items_of_row(number, cells, source)
    if not items:
        raise InputProblem(
            translate("zhanbu", "The return slip names no parcel."),
            remedy=translate("zhanbu", "Give a row for each parcel that comes back, with its reason code."),
            source=source,
        )
    return tuple(dict.fromkeys(items))


def plain(text: object) -> str:
    """A cell's text without blanks around it, full-width letters and digits made plain."""
    return unicodedata.normalize("NFKC", "" if text is None else str(text)).strip()


def read_cell(key: str, value: object) -> str:
    """A cell of a known column: what people wrote in sentences keeps its punctuation, all else is made plain."""
    return ("" if value is None else str(value)).strip() if key in _SENTENCES else plain(value)


def _head_row(rows: Sequence[Sequence[str]], source: str) -> int:
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        found = _columns(row)
        if "code" in found and ("parcel" in found or "number" in found):
            return number
    names = slip_texts()["columns"]
    raise InputProblem(
        translate("zhanbu", "The return slip lacks a column for the parcel or for the reason code."),
        remedy=translate(
            "zhanbu",
            "Head the columns {parcel} (or {number}) and {code}.",
            parcel=" / ".join(names["parcel"][:2]),
            number=" / ".join(names["number"][:2]),
            code=" / ".join(names["code"][:3]),
        ),
        source=source,
    )


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Position of each known column; the first of a kind counts."""
    found: dict[str, int] = {}
    for i, cell in enumerate(row):
        key = column_of(cell)
        if key is not None:
            found.setdefault(key, i)
    return found


def column_of(head: str) -> str | None:
    """What a column so headed holds, if anything that is known."""
    return _known_columns().get(_key(plain(head)))


@lru_cache(maxsize=1)
def _known_columns() -> Mapping[str, str]:
    return {_key(name): key for key, names in slip_texts()["columns"].items() for name in names}


def codes_in(cell: str) -> list[str]:
    """Reason codes that a cell names, in its order, whether they exist or not."""
    return [f"R{int(digits):02d}" for digits in _CODE.findall(cell.upper())]


def _key(name: str) -> str:
    return re.sub(r"\s", "", name).lower()


def _items_of_row(number: int, cells: Mapping[str, str], source: str) -> list[ReturnItem]:
    parcel, named = cells.get("parcel", ""), cells.get("number", "")
    if not (parcel or named):
        raise _in_row(number, translate("zhanbu", "The row names no parcel."), source)
    codes = codes_in(cells.get("code", ""))
    unknown = [code for code in codes if code not in return_reasons()]
    if unknown or not codes:
        said = cells.get("code", "")
        raise _in_row(number, translate("zhanbu", "“{code}” is no reason code.", code=said), source, parcel or named)
    text = cells.get("text", "")[:_LONGEST_TEXT]
    answer = cells.get("answer", "")[:_LONGEST_TEXT]
    return [ReturnItem(number, parcel, named, cells.get("batch", ""), code, text, answer) for code in codes]


def _in_row(number: int, what: Wording, source: str, parcel: str = "") -> InputProblem:
    codes = list(return_reasons())
    return InputProblem(
        translate("zhanbu", "Row {row}: {what}", row=number, what=what),
        remedy=translate(
            "zhanbu", "Give the parcel and one of the codes {first} to {last}.", first=codes[0], last=codes[-1]
        ),
        source=source,
        parcel=parcel,
    )
