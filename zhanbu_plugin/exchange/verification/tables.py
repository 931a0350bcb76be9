"""Whether the tables of a submission say what its layer says: every cell of every sheet, every row of findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ...pool.records import Material, PoolParcel
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..archive import read_archive
from ..submission.content import Heading, list_sheet, summary_sheet, waivers_sheet
from ..submission.findings_tables import (
    finding_row,
    findings_csv,
    findings_sheet,
    read_findings,
    read_sentences,
    sentences_of,
)
from ..submission.format import FINDINGS, FINDINGS_TABLE, LIST, MATERIALS_TABLE, WAIVERS
from ..submission.materials import materials_sheet
from ..workbook.cells import (
    HEAD_ROWS,
    TOTALS_HEIGHT,
    Cell,
    Kind,
    cell_text,
    column_letters,
    number_text,
    row_height,
)
from ..workbook.reading import LIMITS, ReadCell, ReadSheet, read_workbook
from ..workbook.rows import least_bytes
from ..workbook.writing import Sheet, workbook_parts
from .report import Problem

_MOST_CELLS = 20
"""Differing cells of a sheet that are told one by one; the rest are counted."""


def list_problems(
    content: bytes, parcels: Sequence[PoolParcel], checked_on: Mapping[str, date], heading: Heading
) -> Iterator[Problem]:
    """``list.xlsx`` against the list and the summary that the layer's parcels give."""
    meant = [list_sheet(parcels, checked_on, heading), summary_sheet(parcels, heading)]
    yield from workbook_problems(LIST, content, meant)


def finding_problems(files: Mapping[str, bytes], parcels: Sequence[PoolParcel], heading: Heading) -> Iterator[Problem]:
    """``findings.csv`` and ``findings.xlsx`` against the layer, and their sentences against each other.

    Sentences are in the county's own language, so they are taken from the one and looked for in the other.
    """
    if not _are_findings_of(files, parcels, heading):
        yield from _finding_by_finding(files, parcels, heading)


def _are_findings_of(files: Mapping[str, bytes], parcels: Sequence[PoolParcel], heading: Heading) -> bool:
    """Whether both tables are, to the byte, those that the layer gives with the sentences that they state."""
    sentences = read_sentences(files[FINDINGS])
    if sentences is None or len(sentences) != sum(len(p.findings) for p in parcels):
        return False
    if findings_csv(parcels, sentences) != files[FINDINGS]:
        return False
    return _is_workbook_of(files[FINDINGS_TABLE], [findings_sheet(parcels, heading, sentences)], FINDINGS_TABLE)


def _finding_by_finding(
    files: Mapping[str, bytes], parcels: Sequence[PoolParcel], heading: Heading
) -> Iterator[Problem]:
    """What differs in tables of findings that aren't those of the layer to the byte."""
    meant = findings_sheet(parcels, heading, sentences_of(parcels, str))
    found = _sheets(FINDINGS_TABLE, files[FINDINGS_TABLE], [meant])
    sentences = len(meant.columns) - 1
    if isinstance(found, Problem):
        yield found
    else:
        yield from _sheet_problems(FINDINGS_TABLE, meant, found[0], frozenset({sentences}))
    try:
        rows = read_findings(files[FINDINGS], FINDINGS)
    except InputProblem as problem:
        yield Problem.of("FINDINGS", FINDINGS, problem)
        return
    expected = [finding_row(p, f) for p in parcels for f in p.findings]
    if len(rows) != len(expected):
        said = translate("zhanbu", "The table has {found} rows, not {count}.", found=len(rows), count=len(expected))
        yield Problem("FINDINGS", FINDINGS, "", said)
    for row, told in zip(expected, rows):
        if told[:-1] != row:
            said = translate("zhanbu", "Check {check} differs from the layer.", check=row[2])
            yield Problem("FINDINGS", FINDINGS, row[0], said)
    for told, cells in zip(rows, () if isinstance(found, Problem) else found[0].rows):
        if len(cells) == sentences + 1 and cell_text(told[-1]) != cells[-1]:
            said = translate("zhanbu", "The two tables of findings give check {check} another sentence.", check=told[2])
            yield Problem("FINDINGS", FINDINGS, told[0], said)


def waiver_list_problems(content: bytes, parcels: Sequence[PoolParcel], heading: Heading) -> Iterator[Problem]:
    """``waivers.xlsx`` against the waivers of the layer's parcels."""
    yield from workbook_problems(WAIVERS, content, [waivers_sheet(parcels, heading)])


def material_list_problems(
    content: bytes, materials: Sequence[Material], parcels: Sequence[PoolParcel], heading: Heading
) -> Iterator[Problem]:
    """``materials.xlsx`` against ``materials.csv``."""
    yield from workbook_problems(MATERIALS_TABLE, content, [materials_sheet(materials, parcels, heading)])


def workbook_problems(file: str, content: bytes, meant: Sequence[Sheet]) -> Iterator[Problem]:
    """A workbook against the sheets that it should have: to the byte, and where that fails cell by cell."""
    if _is_workbook_of(content, meant, file):
        return
    found = _sheets(file, content, meant)
    if isinstance(found, Problem):
        yield found
        return
    for sheet, read in zip(meant, found):
        yield from _sheet_problems(file, sheet, read, frozenset())


def _is_workbook_of(content: bytes, meant: Sequence[Sheet], source: str) -> bool:
    """Whether every part of a workbook is the one that these sheets give.

    Then no cell needs to be read. How it is compressed may differ: that is zlib's affair, which has versions. Sheets
    that are too large to be these aren't made: a stranger's layer decides how many rows they have.
    """
    try:
        found = read_archive(content, source=source, limits=LIMITS)
        least = sum(least_bytes(len(sheet.rows), len(sheet.columns)) for sheet in meant)
        return least <= sum(map(len, found.values())) and found == workbook_parts(meant)
    except InputProblem:
        return False


def _sheets(file: str, content: bytes, meant: Sequence[Sheet]) -> list[ReadSheet] | Problem:
    """The sheets of a workbook, if they are those that were meant."""
    try:
        found = read_workbook(content, source=file)
    except InputProblem as problem:
        return Problem.of("TABLE", file, problem)
    if [s.name for s in found] != [s.name for s in meant]:
        said = translate("zhanbu", "The workbook has the sheets {names}.", names=", ".join(s.name for s in found))
        return Problem("TABLE", file, "", said)
    return found


def _sheet_problems(file: str, meant: Sheet, read: ReadSheet, free: frozenset[int]) -> Iterator[Problem]:
    """Titles, heads, kinds, rows and totals; ``free`` columns hold sentences in the county's own language."""
    frame = (meant.title, cell_text(meant.note), tuple(c.head for c in meant.columns))
    if frame != (read.title, read.note, read.heads):
        said = translate("zhanbu", "Title or heads of sheet {name} aren't those of a submission.", name=meant.name)
        yield Problem("TABLE", file, "", said)
    widths = tuple(c.width for c in meant.columns)
    if read.kinds not in (None, tuple(c.kind for c in meant.columns)) or read.widths != widths:
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
    if read.heights != tuple(_heights(meant, read, free)):
        yield Problem(
            "TABLE", file, "", translate("zhanbu", "Sheet {name} has rows of another height.", name=meant.name)
        )
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


def _heights(meant: Sheet, read: ReadSheet, free: frozenset[int]) -> Iterator[int]:
    """Heights of all rows; what stands in ``free`` columns is as high as it was read."""
    widths = [column.width for column in meant.columns]
    heads: list[Sequence[Cell]] = [[meant.title], [meant.note], [column.head for column in meant.columns]]
    for number, cells in enumerate(heads, 1):
        yield row_height(number, cells, widths)
    for number, (cells, found) in enumerate(zip(meant.rows, read.rows), HEAD_ROWS + 1):
        shown = [found[i] if i in free and i < len(found) else cell for i, cell in enumerate(cells)]
        yield row_height(number, shown, widths)
    if meant.totals is not None:
        yield TOTALS_HEIGHT


def _differing(
    rows: Sequence[tuple[Sequence[Cell], Sequence[ReadCell]]], meant: Sheet, free: frozenset[int]
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
    return not isinstance(read, str) and read == Decimal(number_text(meant))
