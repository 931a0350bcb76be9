"""Rows of a sheet as XML, made column by column: a county's findings are a million cells, most of them the same few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .cells import HEAD_ROWS, LINE_HEIGHT, MAX_TEXT, Cell, column_letters, number_text, text_lines, text_style

Numbers = Mapping[str, int]
"""Number of each text among the shared strings of the workbook."""


class Strings:
    """Texts of a workbook, each once, numbered as they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def take(self, rows: Sequence[Sequence[Cell]], first: int) -> None:
        """Number the texts of rows, the first of which has this number. Raises ``InputProblem`` for one too long."""
        numbers = self.numbers
        for text in dict.fromkeys(cell for row in rows for cell in row if isinstance(cell, str)):
            if len(text) > MAX_TEXT:
                raise _too_long(text, _place_of(text, rows, first))
            numbers.setdefault(text, len(numbers))


def row_xml(number: int, cells: Sequence[Cell], styles: Sequence[int], height: int, numbers: Numbers) -> str:
    """A row by itself. Raises ``InputProblem`` for a number that isn't finite."""
    return next(_joined(number, [(cell,) for cell in cells], styles, [height], numbers))


def body_xml(
    rows: Sequence[Sequence[Cell]], styles: Sequence[int], widths: Sequence[int], numbers: Numbers
) -> Iterator[str]:
    """The rows below the heads, each as long as ``styles``. Raises ``InputProblem`` for a number that isn't finite."""
    if {*map(len, rows)} - {len(styles)}:
        raise ValueError("a row has more or fewer cells than the sheet has columns")
    if not rows:
        return iter(())
    columns = list(zip(*rows))
    return _joined(HEAD_ROWS + 1, columns, styles, _heights(columns, widths), numbers)


def _joined(
    first: int, columns: Sequence[Sequence[Cell]], styles: Sequence[int], heights: Sequence[int], numbers: Numbers
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


def _behind_the_place(cells: Sequence[Cell], style: int, numbers: Numbers, index: int, first: int) -> Sequence[str]:
    """What follows a cell's place in its XML, for each cell of a column."""
    empty = f'" s="{style}"/>'
    distinct = {*cells} if {*map(type, cells)} <= {str, type(None)} else None
    if distinct is not None:
        known = {cell: empty if cell is None else _text(str(cell), style, numbers) for cell in distinct}
        return list(map(known.__getitem__, cells))
    before = f'" s="{style}"><v>'
    told = []
    for row, cell in enumerate(cells, first):
        if cell is None:
            told.append(empty)
        elif isinstance(cell, str):
            told.append(_text(cell, style, numbers))
        else:
            try:
                told.append(f"{before}{number_text(cell)}</v></c>")
            except ValueError as error:
                raise _not_finite(f"{column_letters(index)}{row}") from error
    return told


def _text(text: str, style: int, numbers: Numbers) -> str:
    return f'" s="{text_style(style, text)}" t="s"><v>{numbers[text]}</v></c>'


def _heights(columns: Sequence[Sequence[Cell]], widths: Sequence[int]) -> list[int]:
    """``row_height`` of every row, in points; each text is measured once."""
    heights = [LINE_HEIGHT] * len(columns[0])
    for column, width in zip(columns, widths):
        texts = {cell for cell in column if isinstance(cell, str)}
        tall = {text: LINE_HEIGHT * lines for text in texts if (lines := text_lines(text, width)) > 1}
        if tall:
            own = (tall.get(cell, 0) if isinstance(cell, str) else 0 for cell in column)
            heights = list(map(max, heights, own))
    return heights


def _place_of(text: str, rows: Sequence[Sequence[Cell]], first: int) -> str:
    places = (f"{column_letters(i)}{n}" for n, row in enumerate(rows, first) for i, c in enumerate(row) if c == text)
    return next(places)


def _too_long(text: str, place: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "A text of {count} characters does not fit into cell {cell}.", count=len(text), cell=place),
        remedy=translate("zhanbu", "Shorten it to {limit} characters.", limit=MAX_TEXT),
    )


def _not_finite(place: str) -> InputProblem:
    what = translate("zhanbu", "The number for cell {cell} is not finite.", cell=place)
    return InputProblem(what, remedy=translate("zhanbu", "Check the parcel again."))
