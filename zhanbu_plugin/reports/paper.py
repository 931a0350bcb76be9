"""A paper to print and sign, as PDF of A4 pages (纸质文书).

Everything is measured in millimetres of paper and set at a fixed resolution, so the same content gives the same bytes
on every screen and in every process; the one time that is stamped is the paper's own day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qgis.PyQt.QtCore import QBuffer, QIODevice, QMarginsF
from qgis.PyQt.QtGui import QPageLayout, QPageSize, QPdfWriter

from .chinese_font import chinese_font
from .paper_drawing import RESOLUTION, Sheets
from .paper_order import in_order
from .paper_parts import Block, Column, Heading, Note, Signatures, Table
from .paper_text import with_characters

__all__ = ["Block", "Column", "Heading", "Note", "Signatures", "Table", "pdf_of"]


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
    closing = _closing(blocks)
    for number, block in enumerate(blocks):
        if number == closing:
            sheets.keep_together(blocks[closing:])
        if isinstance(block, Heading):
            sheets.heading(block)
        elif isinstance(block, Table):
            sheets.table(block)
        elif isinstance(block, Note):
            sheets.note(block.text)
        else:
            sheets.signatures(block.labels, block.under)
    sheets.end()
    buffer.close()
    return with_characters(bytes(buffer.data()), sheets.texts, family), sheets.page


def _closing(blocks: Sequence[Block]) -> int:
    """Where what follows the last table begins: conclusion, notes and signatures."""
    return max((number for number, block in enumerate(blocks) if isinstance(block, Table)), default=-1) + 1
