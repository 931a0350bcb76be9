"""Filled papers as one PDF, the same bytes for the same content (文书输出)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from qgis.core import QgsLayoutExporter, QgsMapLayer
from qgis.PyQt.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from ..chinese_font import chinese_font
from ..paper_drawing import RESOLUTION
from ..paper_order import in_order
from ..paper_text import with_characters
from .content import PaperContent
from .filling import FilledPaper, filled_paper, set_up_for_print
from .specs import PaperBook


class PaperPrinter:
    """Collects papers into one file. Everything happens on the thread of the window: layouts live nowhere else.

    Raises ``InputProblem`` when no installed font has Chinese.
    """

    def __init__(
        self, book: PaperBook, title: str, *, english: bool = False, below: Iterable[QgsMapLayer] = ()
    ) -> None:
        self._book, self._english, self._below = book, english, tuple(below)
        self._family = chinese_font()
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(RESOLUTION)
        self._writer.setTitle(title)
        self._writer.setCreator("Zhanbu")
        self._painter: QPainter | None = None
        self._texts: set[str] = set()
        self.pages = 0

    def add(self, content: PaperContent) -> int:
        """Lay a paper out and print it behind those before; the number of its pages."""
        paper = filled_paper(content, self._book, family=self._family, english=self._english, below=self._below)
        set_up_for_print(paper.layout, RESOLUTION)
        exporter = QgsLayoutExporter(paper.layout)
        for page in paper.pages:
            self._turn(paper, page)
            exporter.renderPage(self._painter, page)
        self._texts |= paper.texts
        self.pages += len(paper.pages)
        return len(paper.pages)

    def finished(self, day: date) -> bytes:
        """The file, dated on a day. Raises ``ValueError`` when nothing was added."""
        if self._painter is None:
            raise ValueError("no paper was added")
        self._painter.end()
        self._buffer.close()
        content = with_characters(bytes(self._buffer.data()), self._texts, self._family)
        return in_order(content, made_on=day)

    def _turn(self, paper: FilledPaper, page: int) -> None:
        """Begin a page of the layout's size."""
        size = paper.layout.pageCollection().page(page).pageSize()
        paper_size = QPageSize(QSizeF(size.width(), size.height()), QPageSize.Unit.Millimeter)
        self._writer.setPageLayout(QPageLayout(paper_size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        if self._painter is None:
            self._painter = QPainter(self._writer)
        else:
            self._writer.newPage()


def papers_pdf(
    contents: Iterable[PaperContent], book: PaperBook, *, title: str, day: date, english: bool = False
) -> bytes:
    """Papers as one PDF. Raises ``InputProblem`` for a template that can't be used or without a Chinese font."""
    printer = PaperPrinter(book, title, english=english)
    for content in contents:
        printer.add(content)
    return printer.finished(day)
