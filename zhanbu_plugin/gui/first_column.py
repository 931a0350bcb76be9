"""A tree whose first column takes the width that the others leave (首列随宽)."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtWidgets import QTreeView


class FirstColumn(QObject):
    """Follows the width of a tree; never narrower than ``at_least`` pixels: then the tree scrolls sideways."""

    def __init__(self, tree: QTreeView, at_least: int) -> None:
        super().__init__(tree)
        self._tree, self._at_least = tree, at_least
        tree.viewport().installEventFilter(self)
        self._fit()

    @property
    def wanted_width(self) -> int:
        """Pixels that the tree takes when nothing of any column is left out."""
        frame = 2 * self._tree.frameWidth() + self._tree.verticalScrollBar().sizeHint().width()
        return self._at_least + self._others() + frame

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The viewport became wider or narrower."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return bool(super().eventFilter(watched, event))

    def _fit(self) -> None:
        self._tree.setColumnWidth(0, max(self._at_least, self._tree.viewport().width() - self._others()))

    def _others(self) -> int:
        header = self._tree.header()
        return sum(header.sectionSize(column) for column in range(1, header.count()))
