"""Filled papers as one PDF, the same bytes for the same content (文书输出)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

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
        self._paper: FilledPaper | None = None
        self._texts: set[str] = set()
        self.pages = 0

    def add(self, content: PaperContent) -> None:
        """Lay a paper out and print it behind those before."""
        for step in self.steps(content):
            step()

    def steps(self, content: PaperContent) -> Iterator[Callable[[], None]]:
        """What ``add`` does, one after the other: the layout, then each page, so that others get a turn between."""
        yield lambda: self._lay_out(content)
        for page in self._laid_out().pages:
            yield partial(self._print, page)
        yield self._put_away

    def _lay_out(self, content: PaperContent) -> None:
        self._paper = filled_paper(content, self._book, family=self._family, english=self._english, below=self._below)
        set_up_for_print(self._paper.layout, RESOLUTION)

    def _laid_out(self) -> FilledPaper:
        if self._paper is None:
            raise ValueError("no paper was laid out")
        return self._paper

    def _print(self, page: int) -> None:
        paper = self._laid_out()
        self._turn(paper, page)
        QgsLayoutExporter(paper.layout).renderPage(self._painter, page)
        self.pages += 1

    def _put_away(self) -> None:
        """Let go of the layout on the thread that it lives on."""
        self._texts |= self._laid_out().texts
        self._paper = None

    def finished(self, day: date) -> bytes:
        """The file, dated on a day. Raises ``ValueError`` when nothing was added."""
        if self._painter is None:
            raise ValueError("no paper was added")
        self.close()
        content = with_characters(bytes(self._buffer.data()), self._texts, self._family)
        return in_order(content, made_on=day)

    def close(self) -> None:
        """Stop printing: Qt may not lose a file that is still painted on. On the window's thread, as all else."""
        self._paper = None
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        if self._buffer.isOpen():
            self._buffer.close()

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
    try:
        for content in contents:
            printer.add(content)
        return printer.finished(day)
    finally:
        printer.close()
