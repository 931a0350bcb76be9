"""Digits that an input method writes in full width reach a box for numbers in half width (全角数字转半角)."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject
from qgis.PyQt.QtGui import QInputMethodEvent
from qgis.PyQt.QtWidgets import QAbstractSpinBox

from ...pool.area_box import half_width


class HalfWidthKeys(QObject):
    """Watches boxes of QGIS's own kind, which would swallow “１２．５” without a word."""

    def watch(self, box: QAbstractSpinBox) -> None:
        """Watch a box."""
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the box what was meant in place of what was typed."""
        if not isinstance(event, QInputMethodEvent) or half_width(event.commitString()) == event.commitString():
            return False
        meant = QInputMethodEvent()
        meant.setCommitString(half_width(event.commitString()), event.replacementStart(), event.replacementLength())
        QCoreApplication.sendEvent(watched, meant)
        return True
