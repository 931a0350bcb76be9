"""Strict reading of the workbooks that ``workbook`` writes.

Whatever differs from that one dialect is refused with its place: formulas, hidden rows, entities, styles, macros.
So a stranger's workbook can neither run anything nor show a person other numbers than it shows this program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from typing import NoReturn, Union

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..archive import ArchiveLimits, read_archive
from .cells import (
    BOLD,
    HEAD_ROWS,
    HEAD_STYLE,
    NOTE_STYLE,
    ORDINARY,
    QUOTED_STYLE,
    TITLE_STYLE,
    Kind,
    column_letters,
    text_style,
    xml_text,
)
from .parts import fixed_parts, strings_part, workbook_part
from .writing import Column, Sheet, sheet_head, sheet_tail

ReadCell = Union[str, Decimal, None]

LIMITS = ArchiveLimits(entries=20, entry_bytes=96 << 20, total_bytes=128 << 20, ratio=400)

_NAME = re.compile(r'<sheet name="([^"<]{1,200})" sheetId="')
_COLUMN = re.compile(r'<col min="\d+" max="\d+" width="(\d{1,3})" customWidth="1"/>')
_ROW = re.compile(r'<row r="(\d{1,7})" ht="([1-9]\d{1,2})" customHeight="1">')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}\d{1,7})" s="(\d{1,2})"(?:/>| t="s"><v>(\d{1,7})</v></c>'
    r"|><v>(-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:e[+-][0-9]{1,3})?)</v></c>)"
)
_STRING = re.compile(r'<si><t xml:space="preserve">([^<]*)</t></si>')
_STRINGS = "xl/sharedStrings.xml"
_STARTS, _ENDS, _ROW_ENDS = "<sheetData>", "</sheetData>", "</row>"


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as read: ``kinds`` of its columns (``None`` where it has no rows), cells as text or exact numbers.

    ``widths`` of the columns (in characters) and ``heights`` of all rows (in points) are there to be compared: what is
    made too small hides from a person what this program reads.
    """

    name: str
    title: str
    note: str
    heads: tuple[str, ...]
    kinds: tuple[Kind, ...] | None
    rows: tuple[tuple[ReadCell, ...], ...]
    totals: tuple[ReadCell, ...] | None
    widths: tuple[int, ...]
    heights: tuple[int, ...]


def read_workbook(content: bytes, *, source: str) -> list[ReadSheet]:
    """The sheets of a workbook of ours, in order. Raises ``InputProblem`` for any other workbook."""
    parts = read_archive(content, source=source, limits=LIMITS)
    names = _NAME.findall(_decoded(parts.get("xl/workbook.xml", b""), source, "xl/workbook.xml"))
    expected = fixed_parts(len(names)) | {"xl/workbook.xml": workbook_part(names, HEAD_ROWS)}
    strings = _Texts(_decoded(parts.get(_STRINGS, b""), source, _STRINGS), source)
    expected[_STRINGS] = strings.part
    sheets = [f"xl/worksheets/sheet{i}.xml" for i in range(1, len(names) + 1)]
    foreign = sorted({*parts} ^ {*expected, *sheets}) + sorted(n for n in expected if parts.get(n) != expected[n])
    if foreign or not names:
        _refuse(source, (foreign or ["xl/workbook.xml"])[0], "")
    found = [_sheet(unescape(n), _decoded(parts[p], source, p, "ascii"), strings, p) for n, p in zip(names, sheets)]
    if strings.used != len(strings.texts):
        _refuse(source, _STRINGS, "")
    return found


class _Texts:
    """The shared strings of a workbook; ``used`` of them were named by cells so far, in order."""

    def __init__(self, xml: str, source: str) -> None:
        raw = _STRING.findall(xml)
        self.source = source
        self.part = strings_part(raw)
        self.texts = [_plain(text, source) for text in raw]
        self.used = 0

    def named(self, number: str, part: str, place: str) -> str:
        index = int(number)
        if index >= len(self.texts) or index > self.used:
            _refuse(self.source, part, place)
        self.used = max(self.used, index + 1)
        return self.texts[index]


def _plain(text: str, source: str) -> str:
    if ORDINARY.fullmatch(text):
        return text
    plain = unescape(text).replace("_x005F_x", "_x")
    if xml_text(plain) != text:
        _refuse(source, _STRINGS, text[:40])
    return plain


def _refuse(source: str, part: str, place: str) -> NoReturn:
    raise InputProblem(
        translate(
            "zhanbu",
            "The workbook has something in it that Zhanbu did not write ({part} {place}).",
            part=part,
            place=place,
        ),
        remedy=translate("zhanbu", "Ask the sender for the original file, not one saved again by a spreadsheet."),
        source=source,
    )


def _decoded(content: bytes, source: str, part: str, encoding: str = "utf-8") -> str:
    """A part as text. Sheets are ASCII, which keeps a hostile one from growing in memory."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        _refuse(source, part, encoding)


@dataclass(frozen=True)
class _Row:
    """A row as it stands in the XML: cells, their styles, and its height in points."""

    cells: tuple[ReadCell, ...]
    styles: tuple[int, ...]
    height: int


def _sheet(name: str, xml: str, strings: _Texts, part: str) -> ReadSheet:
    source = strings.source
    start, end = xml.find(_STARTS) + len(_STARTS), xml.rfind(_ENDS)
    if start < len(_STARTS) or end < start:
        _refuse(source, part, "sheetData")
    rows = _rows(xml, start, end, strings, part)
    if len(rows) < HEAD_ROWS:
        _refuse(source, part, "A1")
    widths = tuple(int(w) for w in _COLUMN.findall(xml[:start]))
    columns = tuple(Column("", Kind.TEXT, w) for w in widths)
    for has_totals in (False, True):
        count = len(rows) - HEAD_ROWS - has_totals
        frame = Sheet(name, "", "", columns, (), () if has_totals else None)
        if count >= 0 and sheet_head(frame, count) == xml[:start] and sheet_tail(frame, count) == xml[end:]:
            return _framed(name, rows, widths, has_totals, (source, part))
    return _refuse(source, part, "sheetView")


def _rows(xml: str, start: int, end: int, strings: _Texts, part: str) -> list[_Row]:
    """The rows must follow each other without anything between them."""
    source = strings.source
    rows: list[_Row] = []
    while start < end:
        head = _ROW.match(xml, start, end)
        if head is None or head.group(1) != str(len(rows) + 1):
            _refuse(source, part, f"A{len(rows) + 1}")
        start = head.end()
        cells: list[ReadCell] = []
        styles: list[int] = []
        while cell := _CELL.match(xml, start, end):
            if cell.group(1) != f"{column_letters(len(cells))}{len(rows) + 1}":
                _refuse(source, part, cell.group(1))
            place, look, text, number = cell.groups()
            cells.append(strings.named(text, part, place) if text else Decimal(number) if number else None)
            styles.append(int(look))
            start = cell.end()
        if not xml.startswith(_ROW_ENDS, start):
            _refuse(source, part, f"{column_letters(len(cells))}{len(rows) + 1}")
        start += len(_ROW_ENDS)
        rows.append(_Row(tuple(cells), tuple(styles), int(head.group(2))))
    return rows


def _framed(
    name: str, rows: list[_Row], widths: tuple[int, ...], has_totals: bool, place: tuple[str, str]
) -> ReadSheet:
    """Title, note, heads, rows and totals apart, after a look at every style."""
    width = len(rows[2].cells)
    body = rows[HEAD_ROWS:]
    if [row.styles for row in rows[:HEAD_ROWS]] != [(TITLE_STYLE,), (NOTE_STYLE,), (HEAD_STYLE,) * width]:
        _refuse(*place, "A1")
    kinds = [_unquoted(s) for s in body[0].styles] if body else []
    if has_totals and len(body) == 1:
        kinds = [k - BOLD for k in kinds]
    if body and (len(kinds) != width or not {*kinds} <= {k.value for k in Kind}):
        _refuse(*place, f"A{HEAD_ROWS + 1}")
    for number, row in enumerate(rows, 1):
        totals = has_totals and number == len(rows)
        if number > HEAD_ROWS and row.styles != _looks(row.cells, [k + BOLD for k in kinds] if totals else kinds):
            _refuse(*place, f"A{number}")
    return ReadSheet(
        name,
        str(rows[0].cells[0]),
        str(rows[1].cells[0]),
        tuple(str(head) for head in rows[2].cells),
        tuple(Kind(k) for k in kinds) if kinds else None,
        tuple(row.cells for row in (body[:-1] if has_totals else body)),
        rows[-1].cells if has_totals else None,
        widths,
        tuple(row.height for row in rows),
    )


def _looks(cells: tuple[ReadCell, ...], kinds: list[int]) -> tuple[int, ...]:
    """The styles that a row of such cells has."""
    if len(cells) != len(kinds):
        return ()
    return tuple(text_style(kind, cell) if isinstance(cell, str) else kind for kind, cell in zip(kinds, cells))


def _unquoted(style: int) -> int:
    return Kind.TEXT.value if style == QUOTED_STYLE else style
