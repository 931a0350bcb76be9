"""Cells of a sheet: their texts, numbers and styles as XML has them, and the height that a row needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from html import escape
from typing import Union

Cell = Union[str, int, float, Decimal, date, None]

MAX_TEXT = 32_767
HEAD_ROWS = 3
"""Title, note and column heads stand above the rows."""

TOTALS_HEIGHT = 16
LINE_HEIGHT = 16
_NOTE_ROW = 2
_HEIGHTS = {1: 26, 3: 30}
_MOST_LINES = 12
_EPOCH = date(1899, 12, 30)
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ORDINARY = re.compile("[ -!#-%(-;=?-^`-~\u00a0-\ud7ff]*")
"""Text that stands for itself in XML: no mark-up, quotes, control characters, or start of an escape."""
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Kind(Enum):
    """How a column shows its values. The value is the index of the body style in ``parts``."""

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


def text_style(style: int, text: str) -> int:
    """The style of a text: one that a spreadsheet would take for a formula when a person edits it is quoted."""
    return QUOTED_STYLE if style == _TEXT and text.startswith(_FORMULA_STARTS) else style


def number_text(value: int | float | Decimal | date) -> str:
    """A number as a cell has it, a day as its serial number. Raises ``ValueError`` for one that isn't finite."""
    if isinstance(value, date):
        return str((value - _EPOCH).days)
    if isinstance(value, Decimal):
        text = format(value, "f") if value.is_finite() else "nan"
    else:
        text = repr(float(value)) if isinstance(value, float) else str(int(value))
    if text.strip("-") in ("nan", "inf"):
        raise ValueError(text)
    return text


def row_height(number: int, cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Height of a row in points: programs that don't fit rows on opening would let wrapped text overlap.

    ``number`` counts from 1; title, note and heads come first. The row of totals has ``TOTALS_HEIGHT``.
    """
    if number in _HEIGHTS:
        return _HEIGHTS[number]
    if number == _NOTE_ROW:
        return LINE_HEIGHT * _lines(_as_read(str(cells[0])), sum(widths))
    lines = 1
    for cell, width in zip(cells, widths):
        if isinstance(cell, str):
            lines = max(lines, text_lines(cell, width))
    return LINE_HEIGHT * lines


def text_lines(cell: str, width: int) -> int:
    """Lines that a text takes in a cell of so many characters."""
    if 2 * len(cell) < width:
        return 1
    text = _as_read(cell)
    return _lines(text, width) if 2 * len(text) >= width else 1


def _as_read(text: str) -> str:
    return text if text.isprintable() else cell_text(text)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a cell of so many characters; Chinese characters are twice as wide."""
    pieces = [sum(1 if c.isascii() else 2 for c in piece) for piece in text.split("\n")]
    return min(_MOST_LINES, sum(max(1, -(-piece // max(1, width - 1))) for piece in pieces))
