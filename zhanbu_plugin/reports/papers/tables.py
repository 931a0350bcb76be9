"""Tables of a print layout filled with rows: lines broken to the columns, pages added until every row has its place."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsLayout,
    QgsLayoutFrame,
    QgsLayoutItemManualTable,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTable,
    QgsLayoutTableColumn,
    QgsLayoutUtils,
    QgsReadWriteContext,
    QgsTableCell,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .content import Row
from .line_breaks import Ruler
from .names import CENTRED, NUMBERS
from .page_flow import Following, fit, page_like, put_behind, room, turned_over, within_page
from .specs import FormSpec, ListColumn

_TALLEST, _FINE = 1000.0, 0.05
"""Millimetres: the tallest form that is thought of, and how exactly its height is found."""
_TRIED = 8
"""Rows more than on the page before that are tried on a page."""
_SHADE = QColor(238, 240, 238)
_SIDES = {True: Qt.AlignmentFlag.AlignRight, False: Qt.AlignmentFlag.AlignLeft}


def fill_form(frame: QgsLayoutFrame, form: FormSpec, cells: Sequence[Sequence[str]]) -> None:
    """Cells of a form; the frame becomes as tall as they need, and what stands below it on the page moves along."""
    table = frame.multiFrame()
    widths = _widths(table, frame, form.widths)
    plain = Ruler(table.contentTextFormat())
    rows = []
    for row in cells:
        made = []
        for i, (text, width) in enumerate(zip(row, widths)):
            cell = QgsTableCell(plain.broken(text, width))
            if i % 2 == 0:
                cell.setBackgroundColor(_SHADE)
            cell.setVerticalAlignment(Qt.AlignmentFlag.AlignVCenter)
            made.append(cell)
        rows.append(made)
    table.setColumnWidths(widths)
    table.setTableContents(rows)
    table.recalculateTableSize()
    fit(frame, _height_of(table, frame, len(rows)))


def fill_list(
    frame: QgsLayoutFrame, columns: Sequence[ListColumn], rows: Sequence[Row], total: Row | None, after: Following
) -> list[int]:
    """Rows of a list, over as many pages as they need, and ``after`` them what follows; the indices of the pages that
    were added, in order.
    """
    table = frame.multiFrame()
    widths = _widths(table, frame, [column.share for column in columns])
    plain, bold = Ruler(table.contentTextFormat()), Ruler(table.headerTextFormat())
    # QGIS makes room for several lines of a head only where it breaks them itself, and it does so at blanks.
    heads = [bold.broken(column.head, width).replace("\n", " ") for column, width in zip(columns, widths)]
    table.setWrapBehavior(QgsLayoutTable.WrapBehavior.WrapText)
    content = [[_cell(column, row, plain, width) for column, width in zip(columns, widths)] for row in rows]
    if total is not None:
        content.append([_sum_cell(table, column, total, bold, width) for column, width in zip(columns, widths)])
    table.setColumnWidths(widths)
    table.setHeaders([QgsLayoutTableColumn(head) for head in heads])
    return _on_pages(frame, content, after)


def _widths(table: QgsLayoutItemManualTable, frame: QgsLayoutFrame, shares: Sequence[float]) -> list[float]:
    """Widths of columns without margins and lines, so that the table is as wide as its frame."""
    count, line = len(shares), table.gridStrokeWidth() if table.showGrid() else 0.0
    room = frame.rect().width() - 2 * count * table.cellMargin() - (count + 1) * line
    return [room * share / sum(shares) for share in shares]


def _cell(column: ListColumn, row: Row, ruler: Ruler, width: float) -> QgsTableCell:
    cell = QgsTableCell(ruler.broken(row.get(column.key, ""), width))
    middle = Qt.AlignmentFlag.AlignHCenter if column.key in CENTRED else _SIDES[column.key in NUMBERS]
    cell.setHorizontalAlignment(middle)
    cell.setVerticalAlignment(Qt.AlignmentFlag.AlignVCenter)
    return cell


def _sum_cell(
    table: QgsLayoutItemManualTable, column: ListColumn, total: Row, ruler: Ruler, width: float
) -> QgsTableCell:
    cell = _cell(column, total, ruler, width)
    cell.setTextFormat(table.headerTextFormat())
    cell.setBackgroundColor(_SHADE)
    return cell


def _height_of(table: QgsLayoutItemManualTable, frame: QgsLayoutFrame, count: int) -> float:
    """The least height in which all rows stand, sought by halves: QGIS only tells how many rows a frame shows."""
    context = QgsLayoutUtils.createRenderContextForLayout(frame.layout(), None)
    place, size = frame.pos(), frame.rect().size()
    low, high = 0.0, _TALLEST
    while high - low > _FINE:
        middle = (low + high) / 2
        frame.attemptSetSceneRect(QRectF(place.x(), place.y(), size.width(), middle))
        if table.rowRange(context, 0)[1] < count:
            low = middle
        else:
            high = middle
    frame.attemptSetSceneRect(QRectF(place, size))
    return high


def _on_pages(frame: QgsLayoutFrame, rows: Sequence[Sequence[QgsTableCell]], after: Following) -> list[int]:
    """Rows into the frame, and into tables like its own on pages that are added, then what follows; the indices of
    these pages.

    A table for each page, because QGIS measures all rows of a table again for every frame that it has.
    """
    added = within_page(frame)
    done = last = _fill(frame, rows)
    if done == 0 and not added:
        added = turned_over(frame)
        done = last = _fill(frame, rows)
    while done < len(rows):
        page, frame = _page_like_that_of(frame)
        added.append(page)
        last = _fill(frame, rows[done:], last)
        if last == 0:
            raise InputProblem(
                translate("zhanbu", "A row of the list “{name}” is taller than a page.", name=frame.id()),
                remedy=translate("zhanbu", "Make its columns wider in papers.yaml, or its letters smaller."),
                source=frame.layout().name(),
            )
        done += last
    place = frame.pos()
    height = _height_of(frame.multiFrame(), frame, last)
    frame.attemptSetSceneRect(QRectF(place.x(), place.y(), frame.rect().width(), height))
    return [*added, *put_behind(frame, after)]


def _fill(frame: QgsLayoutFrame, rows: Sequence[Sequence[QgsTableCell]], expected: int = 0) -> int:
    """As many rows as a frame has room for; their number."""
    table = frame.multiFrame()
    context = QgsLayoutUtils.createRenderContextForLayout(frame.layout(), None)
    tried = expected + _TRIED
    while True:
        table.setTableContents(rows[:tried])
        table.recalculateTableSize()
        shown = int(table.rowRange(context, 0)[1])
        if shown < tried or tried >= len(rows):
            break
        tried *= 2
    table.setTableContents(rows[:shown])
    table.recalculateTableSize()
    return shown


def _page_like_that_of(frame: QgsLayoutFrame) -> tuple[int, QgsLayoutFrame]:
    """Index of a new last page with what stands on each page, and the frame of a table like the one there."""
    layout, (top, bottom) = frame.layout(), room(frame)
    left = layout.pageCollection().positionOnPage(frame.pos()).x()
    made = page_like(layout, frame.page())
    more = QgsLayoutFrame(layout, _like(frame.multiFrame(), layout))
    more.multiFrame().addFrame(more, False)
    more.setId(frame.id())
    more.attemptMove(QgsLayoutPoint(left, top), page=made)
    more.attemptResize(QgsLayoutSize(frame.rect().width(), bottom - top))
    return made, more


def _like(table: QgsLayoutItemManualTable, layout: QgsLayout) -> QgsLayoutItemManualTable:
    """A table with the looks, columns and heads of another."""
    document = QDomDocument()
    parent = document.createElement("tables")
    table.writeXml(parent, document, QgsReadWriteContext())
    made = QgsLayoutItemManualTable.create(layout)
    made.readXml(parent.firstChildElement(), document, QgsReadWriteContext())
    made.setContentTextFormat(table.contentTextFormat())  # how letters are shaped isn't in the XML
    made.setHeaderTextFormat(table.headerTextFormat())
    layout.addMultiFrame(made)
    return made
