"""A dBASE III table (.dbf) as shapefiles have them, with Chinese texts."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Union

Number = Union[int, float, Decimal, None]
_WIDEST = 254
_NUMBER_WIDTH = 20
_CODE_PAGE = 0x4D
"""Language driver of code page 936 (GBK)."""
_ENCODINGS = ("GBK", "GB18030")
_CUT = "…"


@dataclass(frozen=True)
class DbaseColumn:
    """A column: a name of at most ten letters, the type's letter, decimals, and the cells as text."""

    name: str
    kind: str
    decimals: int
    cells: tuple[str, ...]

    @classmethod
    def of_texts(cls, name: str, values: Sequence[str]) -> DbaseColumn:
        """Texts; one that the format has no room for (254 bytes) is cut and ends in …"""
        return cls(name, "C", 0, tuple(values))

    @classmethod
    def of_days(cls, name: str, values: Sequence[date]) -> DbaseColumn:
        """Days."""
        return cls(name, "D", 0, tuple(day.strftime("%Y%m%d") for day in values))

    @classmethod
    def of_numbers(cls, name: str, values: Sequence[Number], decimals: int) -> DbaseColumn:
        """Numbers with so many decimals; ``None`` is an empty cell."""
        return cls(name, "N", decimals, tuple("" if v is None else f"{v:.{decimals}f}" for v in values))


def dbase(columns: Sequence[DbaseColumn], day: date) -> tuple[bytes, str]:
    """The table, dated on a day, and the name of its encoding."""
    encoding = next(e for e in _ENCODINGS if e == _ENCODINGS[-1] or _fits(columns, e))
    cells = [_cells(column, encoding) for column in columns]
    widths = [_width(column, own) for column, own in zip(columns, cells)]
    rows = len(columns[0].cells)
    head = struct.pack(
        "<4BIHH17sBH",
        *(0x03, day.year - 1900, day.month, day.day),
        *(rows, 33 + 32 * len(columns), 1 + sum(widths)),
        *(b"", _CODE_PAGE, 0),
    )
    fields = [
        struct.pack("<11sc4sBB14s", c.name.encode("ascii"), c.kind.encode("ascii"), b"", width, c.decimals, b"")
        for c, width in zip(columns, widths)
    ]
    padded = [
        [cell.rjust(width) for cell in own] if column.kind == "N" else [cell.ljust(width) for cell in own]
        for column, own, width in zip(columns, cells, widths)
    ]
    body = b"".join(b" " + b"".join(row) for row in zip(*padded))
    return head + b"".join(fields) + b"\r" + body + b"\x1a", encoding


def _fits(columns: Sequence[DbaseColumn], encoding: str) -> bool:
    try:
        "".join(text for column in columns for text in column.cells).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _cells(column: DbaseColumn, encoding: str) -> list[bytes]:
    errors = "replace" if encoding == _ENCODINGS[-1] else "strict"
    cells = [text.encode(encoding, errors) for text in column.cells]
    return [c if len(c) <= _WIDEST else _shortened(text, encoding) for c, text in zip(cells, column.cells)]


def _shortened(text: str, encoding: str) -> bytes:
    while len((text + _CUT).encode(encoding, "replace")) > _WIDEST:
        text = text[:-1]
    return (text + _CUT).encode(encoding, "replace")


def _width(column: DbaseColumn, cells: Sequence[bytes]) -> int:
    if column.kind == "D":
        return 8
    longest = max((len(cell) for cell in cells), default=1)
    return max(longest, _NUMBER_WIDTH if column.kind == "N" else 1)
