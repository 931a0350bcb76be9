"""A column of a tree whose texts are broken into lines, with rows that have room for them (换行列)."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize
from qgis.PyQt.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget


class WrappedColumn(QStyledItemDelegate):
    """Tells the height of a text at the column's own width; Qt's trees ask for it as if the text had all the room."""

    def __init__(self, tree: QTreeWidget, column: int) -> None:
        super().__init__(tree)
        self._tree, self._column = tree, column
        tree.setWordWrap(True)
        tree.setItemDelegateForColumn(column, self)
        tree.header().sectionResized.connect(self._resized)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Pixels of a text, broken where the column ends."""
        own, some_height = QStyleOptionViewItem(option), 1  # Qt takes an empty rectangle for no limit
        own.rect = QRect(0, 0, self._tree.columnWidth(self._column), some_height)
        own.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
        return super().sizeHint(own, index)

    def _resized(self, column: int, before: int, now: int) -> None:
        if column == self._column and before != now:
            self._tree.scheduleDelayedItemsLayout()
