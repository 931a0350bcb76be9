"""Whether the tables of a submission say what its layer says: every cell of every sheet, every row of findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ..pool.records import PoolParcel
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .submission_content import Heading, findings_sheet, list_sheet, summary_sheet
from .submission_format import FINDINGS, FINDINGS_TABLE, LIST
from .submission_tables import finding_row, read_findings
from .verification_report import Problem
from .workbook import HEAD_ROWS, Cell, Kind, Sheet, cell_text, column_letters, number_text
from .workbook_reading import ReadCell, ReadSheet, read_workbook

_MOST_CELLS = 20
"""Differing cells of a sheet that are told one by one; the rest are counted."""


def workbook_problems(
    files: Mapping[str, bytes], parcels: Sequence[PoolParcel], checked_on: Mapping[str, date], heading: Heading
) -> Iterator[Problem]:
    """``list.xlsx`` and ``findings.xlsx`` against the tables that the layer's parcels give."""
    expected = {
        LIST: [list_sheet(parcels, checked_on, heading), summary_sheet(parcels, heading)],
        FINDINGS_TABLE: [findings_sheet(parcels, heading, str)],
    }
    for file, sheets in expected.items():
        try:
            found = read_workbook(files[file], source=file)
        except InputProblem as problem:
            yield Problem.of("TABLE", file, problem)
            continue
        if [s.name for s in found] != [s.name for s in sheets]:
            said = translate("zhanbu", "The workbook has the sheets {names}.", names=", ".join(s.name for s in found))
            yield Problem("TABLE", file, "", said)
            continue
        for sheet, read in zip(sheets, found):
            free = {len(sheet.columns) - 1} if file == FINDINGS_TABLE else set()
            yield from _sheet_problems(file, sheet, read, free)


def finding_problems(files: Mapping[str, bytes], parcels: Sequence[PoolParcel]) -> Iterator[Problem]:
    """``findings.csv`` against the layer, and its sentences against those of ``findings.xlsx``."""
    try:
        rows = read_findings(files[FINDINGS], FINDINGS)
    except InputProblem as problem:
        yield Problem.of("FINDINGS", FINDINGS, problem)
        return
    expected = [(p.parcel_no, finding_row(p, f)) for p in parcels for f in p.findings]
    if len(rows) != len(expected):
        said = translate("zhanbu", "The table has {found} rows, not {count}.", found=len(rows), count=len(expected))
        yield Problem("FINDINGS", FINDINGS, "", said)
    for (number, meant), told in zip(expected, rows):
        if told[:-1] != meant:
            said = translate("zhanbu", "Check {check} differs from the layer.", check=meant[2])
            yield Problem("FINDINGS", FINDINGS, number, said)
    try:
        sheets = read_workbook(files[FINDINGS_TABLE], source=FINDINGS_TABLE)
    except InputProblem:
        return  # told by workbook_problems
    for told, cells in zip(rows, sheets[0].rows if sheets else ()):
        if cell_text(told[-1]) != cells[-1]:
            said = translate("zhanbu", "The two tables of findings give check {check} another sentence.", check=told[2])
            yield Problem("FINDINGS", FINDINGS, told[0], said)


def _sheet_problems(file: str, meant: Sheet, read: ReadSheet, free: set[int]) -> Iterator[Problem]:
    """Titles, heads, kinds, rows and totals; ``free`` columns hold sentences in the county's own language."""
    frame = (meant.title, cell_text(meant.note), tuple(c.head for c in meant.columns))
    if frame != (read.title, read.note, read.heads):
        said = translate("zhanbu", "Title or heads of sheet {name} aren't those of a submission.", name=meant.name)
        yield Problem("TABLE", file, "", said)
    if read.kinds not in (None, tuple(c.kind for c in meant.columns)):
        said = translate("zhanbu", "Sheet {name} shows numbers in another way.", name=meant.name)
        yield Problem("TABLE", file, "", said)
    if len(read.rows) != len(meant.rows) or (read.totals is None) != (meant.totals is None):
        said = translate(
            "zhanbu",
            "Sheet {name} has {found} rows, not {count}.",
            name=meant.name,
            found=len(read.rows),
            count=len(meant.rows),
        )
        yield Problem("TABLE", file, "", said)
        return
    rows = [*zip(meant.rows, read.rows), *([(meant.totals, read.totals)] if meant.totals and read.totals else [])]
    differing = list(_differing(rows, meant, free))
    for place, number in differing[:_MOST_CELLS]:
        said = translate("zhanbu", "Cell {cell} of sheet {name} differs from the layer.", cell=place, name=meant.name)
        yield Problem("TABLE", file, number, said)
    if len(differing) > _MOST_CELLS:
        said = translate(
            "zhanbu", "{count} cells of sheet {name} differ from the layer.", count=len(differing), name=meant.name
        )
        yield Problem("TABLE", file, "", said)


def _differing(
    rows: Sequence[tuple[Sequence[Cell], Sequence[ReadCell]]], meant: Sheet, free: set[int]
) -> Iterator[tuple[str, str]]:
    """Cells that differ, each with the parcel number of its row."""
    for number, (cells, found) in enumerate(rows, HEAD_ROWS + 1):
        named = next((str(v) for c, v in zip(meant.columns, cells) if c.kind is Kind.TEXT), "")
        if len(found) != len(cells):
            yield f"A{number}", named
            continue
        for i, (cell, read) in enumerate(zip(cells, found)):
            if i not in free and not same_cell(cell, read):
                yield f"{column_letters(i)}{number}", named


def same_cell(meant: Cell, read: ReadCell) -> bool:
    """Whether a cell that was read is the one that was meant."""
    if meant is None or isinstance(meant, str):
        return read == (None if meant is None else cell_text(meant))
    return not isinstance(read, str) and read == Decimal(number_text("", meant))
