"""XLSX workbooks (报表) that spreadsheets, GDAL and this program read, with the same bytes for the same content.

Written by hand as SpreadsheetML, for three reasons: QGIS for Windows carries no openpyxl; GDAL's XLSX driver writes
neither number formats nor widths, titles, totals or frozen headers; and a workbook with one fixed dialect can be read
back strictly (``workbook_reading``), so that formulas, hidden rows and foreign parts in a stranger's file are noticed.

Text is always a shared string, so that ``=``, ``+``, ``-`` and ``@`` at its start never make a formula; such cells
also carry Excel's own quote mark, which keeps them text when somebody edits them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from html import escape
from typing import Union

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..archive import write_archive
from .parts import MAIN, XML, fixed_parts, strings_part, workbook_part

Cell = Union[str, int, float, Decimal, date, None]

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
HEAD_ROWS = 3
"""Title, note and column heads stand above the rows."""

TOTALS_HEIGHT = 16
_NOTE_ROW = 2
_HEIGHTS = {1: 26, 3: 30}
_MOST_LINES = 12
_EPOCH = date(1899, 12, 30)
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ORDINARY = re.compile("[ -!#-%(-;=?-^`-~\u00a0-\ud7ff]*")
"""Text that stands for itself in XML: no mark-up, quotes, control characters, or start of an escape."""
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_NAME = re.compile(r"[^\[\]:*?/\\'\x00-\x1f]{1,31}")


class Kind(Enum):
    """How a column shows its values. The value is the index of the body style in ``workbook_parts``."""

    TEXT = 4
    WHOLE = 6
    NUMBER = 7
    M2 = 8
    MU = 9
    HA = 10
    DATE = 11


TITLE_STYLE, NOTE_STYLE, HEAD_STYLE, QUOTED_STYLE = 1, 2, 3, 5
_TEXT: int = Kind.TEXT.value
BOLD = 8  # the totals row uses the style of its column, shifted by this


@dataclass(frozen=True)
class Column:
    """A column: its head, how it shows values, and its width in characters."""

    head: str
    kind: Kind
    width: int


@dataclass(frozen=True)
class Sheet:
    """One table: title, note (units, county, date), columns, rows and, if there is one, the totals row."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] | None = field(default=None)


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The XLSX file of these sheets.

    Raises ``InputProblem`` for what a sheet can't hold: too many rows, a text that is too long, a number that isn't
    finite; ``ValueError`` for a sheet name that Excel refuses.
    """
    names = [sheet.name for sheet in sheets]
    if len({n.casefold() for n in names}) != len(names) or not all(_SHEET_NAME.fullmatch(n) for n in names):
        raise ValueError(f"Excel refuses these sheet names: {names}")
    parts = fixed_parts(len(sheets)) | {"xl/workbook.xml": workbook_part([xml_text(n) for n in names], HEAD_ROWS)}
    strings = _Strings()
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet_part(sheet, strings)
    parts["xl/sharedStrings.xml"] = strings_part([xml_text(text) for text in strings.texts])
    return write_archive(parts)


class _Strings:
    """Texts of a workbook, each once, numbered as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number_of(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def texts(self) -> list[str]:
        return list(self._numbers)


def column_letters(index: int) -> str:
    """Letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_text(text: str) -> str:
    """Text as a cell can hold it: line ends as LF, and U+FFFD for what XML has no way to write."""
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def xml_text(text: str) -> str:
    """Text as it stands in the XML of a cell; ``_x0041_`` is kept from being read as an escape."""
    if ORDINARY.fullmatch(text):
        return text
    return escape(_LOOKS_ESCAPED.sub("_x005F_", cell_text(text)))


def _sheet_part(sheet: Sheet, strings: _Strings) -> bytes:
    width = len(sheet.columns)
    body: list[Sequence[Cell]] = [*sheet.rows]
    if HEAD_ROWS + len(body) + 1 > MAX_ROWS:
        raise InputProblem(
            translate(
                "zhanbu",
                "Table {name} has {count} rows; a workbook holds {limit}.",
                name=sheet.name,
                count=len(body),
                limit=MAX_ROWS,
            ),
            remedy=translate("zhanbu", "Split the batch."),
        )
    kinds = [c.kind.value for c in sheet.columns]
    widths = [c.width for c in sheet.columns]
    numbers = strings.number_of
    styled: list[tuple[Sequence[Cell], Sequence[int]]] = [
        ([sheet.title], [TITLE_STYLE]),
        ([sheet.note], [NOTE_STYLE]),
        ([c.head for c in sheet.columns], [HEAD_STYLE] * width),
        *((cells, kinds) for cells in body),
    ]
    rows = [_row(i, cells, look, row_height(i, cells, widths), numbers) for i, (cells, look) in enumerate(styled, 1)]
    if sheet.totals is not None:
        rows.append(_row(len(rows) + 1, sheet.totals, [k + BOLD for k in kinds], TOTALS_HEIGHT, numbers))
    return (sheet_head(sheet, len(body)) + "".join(rows) + sheet_tail(sheet, len(body))).encode("utf-8")


def row_height(number: int, cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Height of a row in points: programs that don't fit rows on opening would let wrapped text overlap.

    ``number`` counts from 1; title, note and heads come first. The row of totals has ``TOTALS_HEIGHT``.
    """
    if number in _HEIGHTS:
        return _HEIGHTS[number]
    if number == _NOTE_ROW:
        return 16 * _lines(_as_read(str(cells[0])), sum(widths))
    lines = 1
    for cell, width in zip(cells, widths):
        if isinstance(cell, str) and 2 * len(cell) >= width:
            text = _as_read(cell)
            if 2 * len(text) >= width:
                lines = max(lines, _lines(text, width))
    return 16 * lines


def _as_read(text: str) -> str:
    return text if text.isprintable() else cell_text(text)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a cell of so many characters; Chinese characters are twice as wide."""
    pieces = [sum(1 if c.isascii() else 2 for c in piece) for piece in text.split("\n")]
    return min(_MOST_LINES, sum(max(1, -(-piece // max(1, width - 1))) for piece in pieces))


def sheet_head(sheet: Sheet, row_count: int) -> str:
    """All of a sheet's XML before its first row."""
    last = column_letters(len(sheet.columns) - 1)
    bottom = HEAD_ROWS + row_count + (sheet.totals is not None)
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{c.width}" customWidth="1"/>' for i, c in enumerate(sheet.columns, 1)
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}{bottom}"/>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{HEAD_ROWS}" topLeftCell="A{HEAD_ROWS + 1}"'
        f' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="16"/><cols>{widths}</cols><sheetData>'
    )


def sheet_tail(sheet: Sheet, row_count: int) -> str:
    """All of a sheet's XML after its last row."""
    last = column_letters(len(sheet.columns) - 1)
    bottom = HEAD_ROWS + row_count + (sheet.totals is not None)
    merged = f'<mergeCells count="2"><mergeCell ref="A1:{last}1"/><mergeCell ref="A2:{last}2"/></mergeCells>'
    return (
        f'</sheetData><autoFilter ref="A{HEAD_ROWS}:{last}{HEAD_ROWS + max(row_count, 1)}"/>'
        f"{merged if len(sheet.columns) > 1 else ''}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
        f'<ignoredErrors><ignoredError sqref="A1:{last}{bottom}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )


def _row(
    number: int, cells: Sequence[Cell], styles: Sequence[int], height: int, number_of: Callable[[str], int]
) -> str:
    inside = []
    for letters, value, style in zip(_letters(len(cells)), cells, styles):
        place = f"{letters}{number}"
        if value is None:
            inside.append(f'<c r="{place}" s="{style}"/>')
        elif isinstance(value, str):
            index = number_of(_fitting(value, place))
            inside.append(f'<c r="{place}" s="{text_style(style, value)}" t="s"><v>{index}</v></c>')
        else:
            inside.append(f'<c r="{place}" s="{style}"><v>{number_text(place, value)}</v></c>')
    return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(inside)}</row>'


def text_style(style: int, text: str) -> int:
    """The style of a text: one that a spreadsheet would take for a formula when a person edits it is quoted."""
    return QUOTED_STYLE if style == _TEXT and text.startswith(_FORMULA_STARTS) else style


@lru_cache(maxsize=16)
def _letters(count: int) -> tuple[str, ...]:
    return tuple(column_letters(i) for i in range(count))


def _fitting(text: str, place: str) -> str:
    if len(text) > MAX_TEXT:
        what = translate(
            "zhanbu", "A text of {count} characters does not fit into cell {cell}.", count=len(text), cell=place
        )
        raise InputProblem(what, remedy=translate("zhanbu", "Shorten it to {limit} characters.", limit=MAX_TEXT))
    return text


def number_text(place: str, value: int | float | Decimal | date) -> str:
    if isinstance(value, date):
        return str((value - _EPOCH).days)
    if isinstance(value, Decimal):
        text = format(value, "f") if value.is_finite() else "nan"
    else:
        text = repr(float(value)) if isinstance(value, float) else str(int(value))
    if text.strip("-") in ("nan", "inf"):
        what = translate("zhanbu", "The number for cell {cell} is not finite.", cell=place)
        raise InputProblem(what, remedy=translate("zhanbu", "Check the parcel again."))
    return text
