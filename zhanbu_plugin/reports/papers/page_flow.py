"""Where things stand while a layout is filled (版面流动): what follows a text, a form or a list moves with its end.

A list may go on over pages that are added; what follows it on its page, down to the next list, then stands behind its
last row. Items whose ids begin with ``each:`` stand at the same place of every page.
"""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsLayout,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsLayoutPoint,
    QgsReadWriteContext,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtXml import QDomDocument

EACH = "each:"
"""What the ids of items begin with that stand on every page of a list, such as its foot."""
LIST = "list:"
_MARGIN, _GAP = 16.0, 2.0
_LEAST = 26.0
"""Millimetres that a list begins in: its head and some rows, else it begins on the next page."""
_HEADING = 4.0
"""Millimetres between a heading and its list at most: both stay together."""
_SLACK = 0.5

Following = Sequence[tuple[QgsLayoutItem, float]]
"""Items, and how many millimetres they stand behind what they follow."""


def fit(item: QgsLayoutItem, height: float) -> None:
    """Give an item the height that its content needs; what begins below it on its page moves with its end."""
    place = item.pos()
    tall = item.rect().height()
    for other in _below(item):
        other.attemptMoveBy(0, height - tall)
    item.attemptSetSceneRect(QRectF(place.x(), place.y(), item.rect().width(), height))


def following(frame: QgsLayoutFrame) -> Following:
    """What stands below a list on its page, down to the next list and with it."""
    end = _top(frame) + frame.rect().height()
    found: list[tuple[QgsLayoutItem, float]] = []
    for item in sorted(_below(frame), key=lambda one: (one.pos().y(), one.pos().x(), one.id())):
        found.append((item, _top(item) - end))
        if _is_list(item):
            break
    return found


def within_page(frame: QgsLayoutFrame) -> list[int]:
    """Let a list have its page down to the foot; one without room for a beginning goes to a page of its own, with its
    heading. The indices of the pages that were added.
    """
    added = [] if _top(frame) + _LEAST <= room(frame)[1] else turned_over(frame)
    _resize(frame, room(frame)[1] - _top(frame))
    return added


def turned_over(frame: QgsLayoutFrame) -> list[int]:
    """Put a list with its heading on a page that is added; its index."""
    number = frame.page()
    items = frame.layout().pageCollection().itemsOnPage(number)
    heads = [i for i in items if isinstance(i, QgsLayoutItemLabel) and not i.id().startswith(EACH)]
    own = [i for i in heads if -_SLACK <= _top(frame) - (_top(i) + i.rect().height()) <= _HEADING]
    made = page_like(frame.layout(), number)
    first = min(map(_top, [*own, frame]))
    top = room(frame)[0]
    for item in [*own, frame]:
        _move(item, made, top + _top(item) - first)
    _resize(frame, room(frame)[1] - _top(frame))
    return [made]


def put_behind(frame: QgsLayoutFrame, items: Following) -> list[int]:
    """Put what follows a list behind its end, or on a page that is added where what stands fast has no room; its
    index.
    """
    end, page, (top, bottom) = _top(frame) + frame.rect().height(), frame.page(), room(frame)
    fast = [end + far + item.rect().height() for item, far in items if not _is_list(item)]
    added: list[int] = []
    if fast and max(fast) > bottom:
        page = page_like(frame.layout(), page)
        added, end = [page], top - min(far for _, far in items)
    for item, far in items:
        _move(item, page, end + far)
    return added


def page_like(layout: QgsLayout, number: int) -> int:
    """Index of a new last page with what stands on each page."""
    pages = layout.pageCollection()
    page = QgsLayoutItemPage(layout)
    page.setPageSize(pages.page(number).sizeWithUnits())
    pages.addPage(page)
    made = int(pages.pageCount()) - 1
    for item in pages.itemsOnPage(number):
        if item.id().startswith(EACH):
            _copy(item, layout, made)
    return made


def room(frame: QgsLayoutItem) -> tuple[float, float]:
    """From where to where, in millimetres of the page, a list may go on: between what stands on each page."""
    pages, begins = frame.layout().pageCollection(), _top(frame)
    standing = [i for i in pages.itemsOnPage(frame.page()) if i.id().startswith(EACH)]
    places = [(_top(i), i.rect().height()) for i in standing]
    above = [y + tall for y, tall in places if y + tall <= begins]
    below = [y for y, _ in places if y >= begins]
    height = pages.page(frame.page()).rect().height()
    return max(above, default=_MARGIN - _GAP) + _GAP, min(below, default=height - _MARGIN + 2 * _GAP) - 2 * _GAP


def _below(item: QgsLayoutItem) -> list[QgsLayoutItem]:
    """What begins below an item on its page, and doesn't stand on each."""
    end = item.pos().y() + item.rect().height() - _SLACK
    others = item.layout().pageCollection().itemsOnPage(item.page())
    moving = [i for i in others if not (isinstance(i, QgsLayoutItemPage) or i is item or i.id().startswith(EACH))]
    return [other for other in moving if other.pos().y() >= end]


def _is_list(item: QgsLayoutItem) -> bool:
    return isinstance(item, QgsLayoutFrame) and item.id().startswith(LIST)


def _top(item: QgsLayoutItem) -> float:
    return float(item.layout().pageCollection().positionOnPage(item.pos()).y())


def _move(item: QgsLayoutItem, page: int, top: float) -> None:
    left = item.layout().pageCollection().positionOnPage(item.pos()).x()
    item.attemptMove(QgsLayoutPoint(left, top), page=page)


def _resize(frame: QgsLayoutFrame, height: float) -> None:
    frame.attemptSetSceneRect(QRectF(frame.pos().x(), frame.pos().y(), frame.rect().width(), height))


def _copy(item: QgsLayoutItem, layout: QgsLayout, page: int) -> None:
    document = QDomDocument()
    parent = document.createElement("items")
    item.writeXml(parent, document, QgsReadWriteContext())
    place = layout.pageCollection().positionOnPage(item.pos())
    for made in layout.addItemsFromXml(parent, document, QgsReadWriteContext()):
        made.attemptMove(QgsLayoutPoint(place.x(), place.y()), page=page)
        if isinstance(made, QgsLayoutItemLabel):
            made.setTextFormat(item.textFormat())  # how letters are shaped isn't in the XML
