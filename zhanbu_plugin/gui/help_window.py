"""The guide beside the work: F1 opens the chapter of the page that is in view (操作说明)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.PyQt.QtCore import QEvent, QObject, Qt, QUrl
from qgis.PyQt.QtGui import QImage, QKeyEvent, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ..paths import guide
from ..reports.language import tr

_MARGIN = 28
"""Pixels of a page beside its pictures."""
_WIDTH, _HEIGHT = 720, 600


class HelpWindow(QDialog):
    """Shows chapters; it stays open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ZhanbuHelp")
        self.setWindowTitle(tr("Zhanbu: guide"))
        self.text = _Chapter(self)
        buttons = QDialogButtonBox(self)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.resize(_WIDTH, _HEIGHT)

    def show_chapter(self, name: str) -> None:
        """Show a chapter, by the name of its file."""
        self.text.setSource(QUrl.fromLocalFile(str(guide(name))))
        self.show()
        self.raise_()
        self.activateWindow()


class HelpKey(QObject):
    """F1 in a window, or in what it holds, is ours before it is QGIS's."""

    def __init__(self, window: QWidget, chapter: Callable[[], str]) -> None:
        super().__init__(window)
        self._chapter = chapter
        self._help: HelpWindow | None = None
        self._window = window
        window.installEventFilter(self)

    @property
    def help(self) -> HelpWindow:
        """The guide's window, made when first asked for."""
        if self._help is None:
            self._help = HelpWindow(self._window)
        return self._help

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the key, which children without a use for it hand up to the window."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_F1 or event.modifiers():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.help.show_chapter(self._chapter())
        return True


class _Chapter(QTextBrowser):
    """Markdown with pictures no wider than the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Chapter of the guide"))
        self.setOpenExternalLinks(True)

    def loadResource(self, kind: int, url: QUrl) -> Any:  # noqa: ANN401 - whatever Qt keeps of a resource
        """Pictures, scaled down to the page."""
        found = super().loadResource(kind, url)
        if kind != QTextDocument.ResourceType.ImageResource:
            return found
        picture = QImage(self.source().resolved(url).toLocalFile())
        width = max(200, self.viewport().width() - _MARGIN)
        if picture.width() <= width:
            return picture
        return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
