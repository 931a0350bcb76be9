"""Rows of a sheet as XML, made column by column: a county's findings are a million cells, most of them the same few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import overload

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .cells import HEAD_ROWS, LINE_HEIGHT, MAX_TEXT, Cell, column_letters, number_text, text_lines, text_style

Numbers = Mapping[str, int]
"""Number of each text among the shared strings of the workbook."""
_LEAST_ROW, _LEAST_CELL = len('<row r="1" ht="16" customHeight="1"></row>'), len('<c r="A1" s="4"/>')


class RowsOfColumns(Sequence[Sequence[Cell]]):
    """Rows that are kept as columns, all of one length: for tables of a hundred thousand rows."""

    def __init__(self, columns: Sequence[Sequence[Cell]]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return zip(*self.columns)

    @overload
    def __getitem__(self, place: int) -> Sequence[Cell]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Sequence[Cell]]: ...

    def __getitem__(self, place: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(place, slice):
            return RowsOfColumns([column[place] for column in self.columns])
        return [column[place] for column in self.columns]


@dataclass(frozen=True)
class CellColumn:
    """The cells of a column, its different texts, and whether all other cells are empty."""

    cells: Sequence[Cell]
    texts: frozenset[str]
    only_texts: bool

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> CellColumn:
        """A look at each cell."""
        types = {*map(type, cells)}
        if types <= {str, type(None)}:
            return cls(cells, frozenset(text for text in {*cells} if isinstance(text, str)), only_texts=True)
        return cls(cells, frozenset(cell for cell in cells if isinstance(cell, str)), only_texts=False)


def cell_columns(rows: Sequence[Sequence[Cell]], width: int) -> list[CellColumn]:
    """Columns of rows, each of ``width`` cells."""
    if isinstance(rows, RowsOfColumns):
        columns = rows.columns
    elif {*map(len, rows)} - {width}:
        raise ValueError("a row has more or fewer cells than the sheet has columns")
    else:
        columns = list(zip(*rows)) or [()] * width
    return [CellColumn.of(column) for column in columns]


def least_bytes(row_count: int, width: int) -> int:
    """Bytes that the XML of so many rows has at least."""
    return row_count * (_LEAST_ROW + _LEAST_CELL * width)


class Strings:
    """Texts of a workbook, each once, numbered as they come: row by row."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def take(self, columns: Sequence[CellColumn], first: int) -> None:
        """Number the texts of columns, from this row on. Raises ``InputProblem`` for one that is too long."""
        numbers = self.numbers
        told = [column.cells for column in columns if column.texts]
        for text in dict.fromkeys(chain.from_iterable(zip(*told))):
            if isinstance(text, str):
                if len(text) > MAX_TEXT:
                    raise _too_long(text, _place_of(text, columns, first))
                numbers.setdefault(text, len(numbers))


def row_xml(number: int, columns: Sequence[CellColumn], styles: Sequence[int], height: int, numbers: Numbers) -> str:
    """A row by itself. Raises ``InputProblem`` for a number that isn't finite."""
    return next(_joined(number, columns, styles, [height], numbers))


def body_xml(
    columns: Sequence[CellColumn], styles: Sequence[int], widths: Sequence[int], numbers: Numbers
) -> Iterator[str]:
    """The rows below the heads. Raises ``InputProblem`` for a number that isn't finite."""
    return _joined(HEAD_ROWS + 1, columns, styles, _heights(columns, widths), numbers)


def _joined(
    first: int, columns: Sequence[CellColumn], styles: Sequence[int], heights: Sequence[int], numbers: Numbers
) -> Iterator[str]:
    named = [str(number) for number in range(first, first + len(heights))]
    parts: list[Sequence[object]] = [named, heights]
    for index, (column, style) in enumerate(zip(columns, styles)):
        parts += [named, _behind_the_place(column, style, numbers, index, first)]
    template = _template(len(columns))
    return (template % row for row in zip(*parts))


@lru_cache(maxsize=16)
def _template(width: int) -> str:
    cells = "".join(f'<c r="{column_letters(i)}%s%s' for i in range(width))
    return f'<row r="%s" ht="%s" customHeight="1">{cells}</row>'


def _behind_the_place(column: CellColumn, style: int, numbers: Numbers, index: int, first: int) -> Sequence[str]:
    """What follows a cell's place in its XML, for each cell of a column."""
    empty = f'" s="{style}"/>'
    texts: dict[Cell, str] = {
        text: f'" s="{text_style(style, text)}" t="s"><v>{numbers[text]}</v></c>' for text in column.texts
    }
    if column.only_texts:
        texts[None] = empty
        return list(map(texts.__getitem__, column.cells))
    before = f'" s="{style}"><v>'
    told = []
    for row, cell in enumerate(column.cells, first):
        if cell is None:
            told.append(empty)
        elif isinstance(cell, str):
            told.append(texts[cell])
        else:
            try:
                told.append(f"{before}{number_text(cell)}</v></c>")
            except ValueError as error:
                raise _not_finite(f"{column_letters(index)}{row}") from error
    return told


def _heights(columns: Sequence[CellColumn], widths: Sequence[int]) -> list[int]:
    """``row_height`` of every row, in points; each text is measured once."""
    heights = [LINE_HEIGHT] * len(columns[0].cells)
    for column, width in zip(columns, widths):
        tall = {text: LINE_HEIGHT * lines for text in column.texts if (lines := text_lines(text, width)) > 1}
        if tall:
            own = (tall.get(cell, 0) if isinstance(cell, str) else 0 for cell in column.cells)
            heights = list(map(max, heights, own))
    return heights


def _place_of(text: str, columns: Sequence[CellColumn], first: int) -> str:
    places = [(column.cells.index(text), i) for i, column in enumerate(columns) if text in column.texts]
    row, index = min(places)
    return f"{column_letters(index)}{first + row}"


def _too_long(text: str, place: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "A text of {count} characters does not fit into cell {cell}.", count=len(text), cell=place),
        remedy=translate("zhanbu", "Shorten it to {limit} characters.", limit=MAX_TEXT),
    )


def _not_finite(place: str) -> InputProblem:
    what = translate("zhanbu", "The number for cell {cell} is not finite.", cell=place)
    return InputProblem(what, remedy=translate("zhanbu", "Check the parcel again."))
