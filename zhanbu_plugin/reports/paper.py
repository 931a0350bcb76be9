"""A paper to print and sign, as PDF of A4 pages (纸质文书): what it is made of, and the file.

Everything is measured in millimetres of paper and set at a fixed resolution, so the same content gives the same bytes
on every screen and in every process; the one time that is stamped is the paper's own day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Union

from qgis.PyQt.QtCore import QBuffer, QIODevice, QMarginsF
from qgis.PyQt.QtGui import QPageLayout, QPageSize, QPdfWriter

from .chinese_font import chinese_font
from .paper_drawing import RESOLUTION, Sheets
from .paper_order import in_order
from .paper_text import with_characters


@dataclass(frozen=True)
class Heading:
    """A title over the whole width, with a line in small print under it."""

    text: str
    under: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; ``share`` of the width, numbers to the right."""

    head: str
    share: float
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head that every page repeats; the last one is set bold when it is a sum.

    Without heads it is a form: every other column names what stands right of it.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    title: str = ""
    has_sum: bool = False

    @property
    def is_form(self) -> bool:
        """Whether it has no heads."""
        return not any(column.head for column in self.columns)


@dataclass(frozen=True)
class Note:
    """A paragraph in small print."""

    text: str


@dataclass(frozen=True)
class Signatures:
    """Places to sign side by side, kept on one page; each is a label, with room above the lines ``under`` it."""

    labels: Sequence[str]
    under: str = ""


Block = Union[Heading, Table, Note, Signatures]


def pdf_of(blocks: Sequence[Block], *, title: str, day: date, foot: str) -> bytes:
    """The paper as PDF. ``foot`` stands under every page beside its number; ``day`` is the day of the file.

    Raises ``InputProblem`` when no installed font has Chinese.
    """
    family = chinese_font()
    pages = _drawn(blocks, title, foot, family, 0)[1]
    content, _ = _drawn(blocks, title, foot, family, pages)
    return in_order(content, made_on=day)


def _drawn(blocks: Sequence[Block], title: str, foot: str, family: str, pages: int) -> tuple[bytes, int]:
    """The file and its number of pages, which is drawn at the foot once it is known."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("Zhanbu")
    sheets = Sheets(writer, family, foot, pages)
    for block in blocks:
        if isinstance(block, Heading):
            sheets.heading(block.text, block.under)
        elif isinstance(block, Table):
            sheets.table(block)
        elif isinstance(block, Note):
            sheets.note(block.text)
        else:
            sheets.signatures(block.labels, block.under)
    sheets.end()
    buffer.close()
    return with_characters(bytes(buffer.data()), sheets.texts, family), sheets.page
