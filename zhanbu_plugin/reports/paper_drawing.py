"""Drawing the parts of a paper from top to bottom, on as many pages as they need."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPainter, QPdfWriter, QPen, QTextOption

from .language import chinese
from .paper_parts import Block, Heading, Note, Signatures, Table

RESOLUTION = 1200
_MM = RESOLUTION / 25.4
_POINT = RESOLUTION / 72
_LEFT, _TOP, _WIDTH, _BOTTOM = 20.0, 18.0, 170.0, 277.0
_FOOT = 283.0
_PAD, _GAP = 1.4, 4.0
_TITLE, _MINOR, _TEXT, _SMALL, _FINE = 18.0, 12.0, 9.0, 7.5, 6.5
_SIGNING = 16.0
_TALLEST = 10_000.0
_SHADE = QColor(238, 240, 238)


class Side(Enum):
    """Where a text stands in its room."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Sheets:
    """Pages under the pen. ``page`` is the number of the present one, ``texts`` is all that was written.

    Lengths are millimetres of paper.
    """

    def __init__(self, writer: QPdfWriter, family: str, foot: str, pages: int) -> None:
        self._writer = writer
        self._painter = QPainter(writer)
        self._family = family
        self._foot = foot
        self._pages = pages
        self.page = 1
        self.texts: set[str] = set()
        self._y = _TOP

    def keep_together(self, blocks: Sequence[Block]) -> None:
        """Turn the page where it hasn't room for all of these, so that nobody signs on an empty one."""
        tall = sum(self._tall(block) for block in blocks)
        if self._y + tall > _BOTTOM >= _TOP + tall:
            self._turn()

    def heading(self, heading: Heading) -> None:
        """A title in the middle, or a minor one from the left."""
        if heading.minor:
            self._paragraph(heading.text, _MINOR, bold=True)
        else:
            self._paragraph(heading.text, _TITLE, bold=True, side=Side.MIDDLE)
        if heading.under:
            self._paragraph(heading.under, _TEXT, side=Side.MIDDLE)
        self._y += _GAP / 2

    def note(self, text: str) -> None:
        """A paragraph in small print."""
        self._paragraph(text, _SMALL)
        self._y += _GAP / 4

    def table(self, table: Table) -> None:
        """A table; a row that has no room goes to the next page, under the heads again."""
        shares = sum(column.share for column in table.columns)
        widths = [_WIDTH * column.share / shares for column in table.columns]
        numbers = [column.number for column in table.columns]
        heads = [] if table.is_form else [column.head for column in table.columns]
        last = len(table.rows) - 1
        for i, row in enumerate(table.rows):
            bold = [(table.has_sum and i == last) or (table.is_form and j % 2 == 0) for j in range(len(row))]
            tall = self._row_height(row, widths, bold)
            first = i == 0
            needed = tall + (self._heads_height(table, widths, heads) if first else 0.0)
            if self._y + needed > _BOTTOM:
                self._turn()
                first = True
            if first:
                self._heads(table.title if i == 0 else "", widths, heads, numbers)
            shaded = [table.is_form and j % 2 == 0 for j in range(len(row))]
            self._row(row, widths, tall, bold, shaded, numbers)
        self._y += _GAP

    def signatures(self, labels: Sequence[str], under: str) -> None:
        """Places to sign side by side, on one page."""
        if self._y + _SIGNING + 2 * _GAP > _BOTTOM:
            self._turn()
        self._y += _SIGNING / 2
        width = _WIDTH / len(labels)
        for i, label in enumerate(labels):
            left = _LEFT + i * width
            extent = self._text(label, left, self._y, width, _TEXT).width() / _MM
            self._line(left + extent + 2 * _PAD, self._y + 5, left + width - 4, self._y + 5)
        self._y += _SIGNING / 2
        if under:
            self._paragraph(under, _TEXT, side=Side.RIGHT)

    def end(self) -> None:
        """The last foot, and the end of the file."""
        self._draw_foot()
        self._painter.end()

    def _tall(self, block: Block) -> float:
        """What a block other than a table takes of the page."""
        if isinstance(block, Heading):
            size = _MINOR if block.minor else _TITLE
            under = self._height(block.under, _WIDTH, _TEXT) if block.under else 0.0
            return self._height(block.text, _WIDTH, size, bold=True) + under + _GAP / 2
        if isinstance(block, Note):
            return self._height(block.text, _WIDTH, _SMALL) + _GAP / 4
        return _SIGNING + 2 * _GAP if isinstance(block, Signatures) else 0.0

    def _turn(self) -> None:
        self._draw_foot()
        self._writer.newPage()
        self.page += 1
        self._y = _TOP

    def _draw_foot(self) -> None:
        self._line(_LEFT, _FOOT - 1, _LEFT + _WIDTH, _FOOT - 1)
        self._text(self._foot, _LEFT, _FOOT, _WIDTH - 25, _FINE)
        number = chinese("Page {page} of {pages}").format(page=self.page, pages=self._pages)
        self._text(number, _LEFT + _WIDTH - 25, _FOOT, 25, _FINE, side=Side.RIGHT)

    def _heads_height(self, table: Table, widths: Sequence[float], heads: Sequence[str]) -> float:
        title = self._height(table.title, _WIDTH, _TEXT, bold=True) + _PAD if table.title else 0.0
        return title + (self._row_height(heads, widths, [True] * len(heads)) if heads else 0.0)

    def _heads(self, title: str, widths: Sequence[float], heads: Sequence[str], numbers: Sequence[bool]) -> None:
        if title:
            self._paragraph(title, _TEXT, bold=True)
            self._y += _PAD / 2
        if heads:
            every = [True] * len(heads)
            self._row(heads, widths, self._row_height(heads, widths, every), every, every, numbers)

    def _row_height(self, cells: Sequence[str], widths: Sequence[float], bold: Sequence[bool]) -> float:
        return max(self._height(c, w - 2 * _PAD, _TEXT, bold=b) for c, w, b in zip(cells, widths, bold)) + 2 * _PAD

    def _row(
        self,
        cells: Sequence[str],
        widths: Sequence[float],
        tall: float,
        bold: Sequence[bool],
        shaded: Sequence[bool],
        numbers: Sequence[bool],
    ) -> None:
        left = _LEFT
        for cell, width, is_bold, is_shaded, number in zip(cells, widths, bold, shaded, numbers):
            box = QRectF(left * _MM, self._y * _MM, width * _MM, tall * _MM)
            if is_shaded:
                self._painter.fillRect(box, _SHADE)
            self._painter.setPen(_pen())
            self._painter.drawRect(box)
            down = self._y + (tall - self._height(cell, width - 2 * _PAD, _TEXT, bold=is_bold)) / 2
            side = Side.RIGHT if number else Side.LEFT
            self._text(cell, left + _PAD, down, width - 2 * _PAD, _TEXT, bold=is_bold, side=side)
            left += width
        self._y += tall

    def _paragraph(self, text: str, size: float, *, bold: bool = False, side: Side = Side.LEFT) -> None:
        tall = self._height(text, _WIDTH, size, bold=bold)
        if self._y + tall > _BOTTOM:
            self._turn()
        self._text(text, _LEFT, self._y, _WIDTH, size, bold=bold, side=side)
        self._y += tall

    def _height(self, text: str, width: float, size: float, *, bold: bool = False) -> float:
        self._painter.setFont(self._font(size, bold))
        room = QRectF(0, 0, width * _MM, _TALLEST * _MM)
        return float(self._painter.boundingRect(room, text, _option(Side.LEFT)).height()) / _MM

    def _text(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
        side: Side = Side.LEFT,
    ) -> QRectF:
        """Write a text; the room that it takes, in dots."""
        self._painter.setFont(self._font(size, bold))
        self._painter.setPen(QColor(0, 0, 0))
        room = QRectF(left * _MM, top * _MM, width * _MM, _TALLEST * _MM)
        self._painter.drawText(room, text, _option(side))
        self.texts.add(text)
        return self._painter.boundingRect(room, text, _option(side))

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._painter.setPen(_pen())
        self._painter.drawLine(QPointF(x1 * _MM, y1 * _MM), QPointF(x2 * _MM, y2 * _MM))

    def _font(self, size: float, bold: bool) -> QFont:
        font = QFont(self._family)
        font.setPixelSize(round(size * _POINT))
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)  # or digits become glyphs that nobody can copy
        return font


def _option(side: Side) -> QTextOption:
    """Ids and hashes have no blanks to break at, so they may break anywhere."""
    flag = {
        Side.LEFT: Qt.AlignmentFlag.AlignLeft,
        Side.MIDDLE: Qt.AlignmentFlag.AlignHCenter,
        Side.RIGHT: Qt.AlignmentFlag.AlignRight,
    }[side]
    option = QTextOption(flag | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _pen() -> QPen:
    pen = QPen(QColor(90, 90, 90))
    pen.setWidthF(0.15 * _MM)
    return pen
