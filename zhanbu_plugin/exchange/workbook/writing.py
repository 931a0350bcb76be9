"""XLSX workbooks (报表) that spreadsheets, GDAL and this program read, with the same bytes for the same content.

Written by hand as SpreadsheetML, for three reasons: QGIS for Windows carries no openpyxl; GDAL's XLSX driver writes
neither number formats nor widths, titles, totals or frozen headers; and a workbook with one fixed dialect can be read
back strictly (``reading``), so that formulas, hidden rows and foreign parts in a stranger's file are noticed.

Text is always a shared string, so that ``=``, ``+``, ``-`` and ``@`` at its start never make a formula; such cells
also carry Excel's own quote mark, which keeps them text when somebody edits them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..archive import write_archive
from .cells import (
    BOLD,
    HEAD_ROWS,
    HEAD_STYLE,
    NOTE_STYLE,
    TITLE_STYLE,
    TOTALS_HEIGHT,
    Cell,
    Kind,
    column_letters,
    row_height,
    xml_text,
)
from .parts import MAIN, XML, fixed_parts, strings_part, workbook_part
from .rows import Strings, body_xml, cell_columns, row_xml

__all__ = ["MAX_ROWS", "Cell", "Column", "Kind", "Sheet", "workbook_parts", "write_workbook"]

MAX_ROWS = 1_048_576
_LEVEL = 5
"""Sheets, which repeat themselves, get no smaller by zlib's usual level 6, which takes twice as long."""
_ROWS_AT_ONCE = 4096
_SHEET_NAME = re.compile(r"[^\[\]:*?/\\'\x00-\x1f]{1,31}")


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
    """The XLSX file of these sheets. Raises what ``workbook_parts`` raises."""
    return write_archive(workbook_parts(sheets), level=_LEVEL)


def workbook_parts(sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """The parts of the XLSX file of these sheets, by name, before they are packed.

    Raises ``InputProblem`` for what a sheet can't hold: too many rows, a text that is too long, a number that isn't
    finite; ``ValueError`` for a sheet name that Excel refuses.
    """
    names = [sheet.name for sheet in sheets]
    if len({n.casefold() for n in names}) != len(names) or not all(_SHEET_NAME.fullmatch(n) for n in names):
        raise ValueError(f"Excel refuses these sheet names: {names}")
    parts = fixed_parts(len(sheets)) | {"xl/workbook.xml": workbook_part([xml_text(n) for n in names], HEAD_ROWS)}
    strings = Strings()
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet_part(sheet, strings)
    parts["xl/sharedStrings.xml"] = strings_part([xml_text(text) for text in strings.numbers])
    return parts


def _sheet_part(sheet: Sheet, strings: Strings) -> bytes:
    count, width = len(sheet.rows), len(sheet.columns)
    if HEAD_ROWS + count + 1 > MAX_ROWS:
        raise _too_many_rows(sheet)
    kinds, widths = [c.kind.value for c in sheet.columns], [c.width for c in sheet.columns]
    heads: list[list[Cell]] = [[sheet.title], [sheet.note], [c.head for c in sheet.columns]]
    looks = ([TITLE_STYLE], [NOTE_STYLE], [HEAD_STYLE] * width)
    xml = _Lines(sheet_head(sheet, count))
    for number, (cells, look) in enumerate(zip(heads, looks), 1):
        xml.add([_row(number, cells, look, row_height(number, cells, widths), strings)])
    body = cell_columns(sheet.rows, width)
    strings.take(body, HEAD_ROWS + 1)
    xml.add(body_xml(body, kinds, widths, strings.numbers))
    if sheet.totals is not None:
        xml.add([_row(HEAD_ROWS + count + 1, sheet.totals, [k + BOLD for k in kinds], TOTALS_HEIGHT, strings)])
    xml.add([sheet_tail(sheet, count)])
    return xml.content()


def _row(number: int, cells: Sequence[Cell], look: Sequence[int], height: int, strings: Strings) -> str:
    columns = cell_columns([cells], len(look))
    strings.take(columns, number)
    return row_xml(number, columns, look, height, strings.numbers)


class _Lines:
    """XML as it grows, in bytes: a county's sheet shouldn't be in memory three times."""

    def __init__(self, start: str) -> None:
        self._content = io.BytesIO()
        self.add([start])

    def add(self, lines: Iterable[str]) -> None:
        rest = iter(lines)
        while some := list(islice(rest, _ROWS_AT_ONCE)):
            self._content.write("".join(some).encode("utf-8"))

    def content(self) -> bytes:
        return self._content.getvalue()


def _too_many_rows(sheet: Sheet) -> InputProblem:
    return InputProblem(
        translate(
            "zhanbu",
            "Table {name} has {count} rows; a workbook holds {limit}.",
            name=sheet.name,
            count=len(sheet.rows),
            limit=MAX_ROWS,
        ),
        remedy=translate("zhanbu", "Split the batch."),
    )


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
