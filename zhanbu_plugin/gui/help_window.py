"""The guide beside the work: F1 opens the chapter of the page that is in view (操作说明)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from qgis.PyQt.QtCore import QEvent, QObject, QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QImage, QKeyEvent, QMouseEvent, QTextCursor, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from ..paths import guide
from ..reports.language import tr

_MARGIN = 72
"""Pixels of a page beside its pictures, also where one belongs to an item of a list."""
_WIDTH, _HEIGHT = 720, 600
CONTENTS = "README.md"
"""The guide's first page."""


class HelpWindow(QDialog):
    """Shows chapters; it stays open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ZhanbuHelp")
        self.setWindowTitle(tr("Zhanbu: guide"))
        self.text = _Chapter(self)
        buttons = QDialogButtonBox(self)
        self.back = buttons.addButton(tr("Back"), QDialogButtonBox.ButtonRole.ResetRole)
        self.contents = buttons.addButton(tr("Contents"), QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.back.setEnabled(False)
        self.back.clicked.connect(self.text.backward)
        self.contents.clicked.connect(lambda: self.show_chapter(CONTENTS))
        self.text.backwardAvailable.connect(self.back.setEnabled)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(QLabel(tr("A double click on a picture shows it in full size.")))
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
            self.open()
        return True

    def open(self) -> None:
        """Show the chapter about what is in view."""
        self.help.show_chapter(self._chapter())


class _Chapter(QTextBrowser):
    """Markdown with pictures no wider than the window; links lead to headings too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Chapter of the guide"))
        self.setOpenExternalLinks(True)
        self.sourceChanged.connect(self._to_heading)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A picture opens in the computer's own viewer."""
        picture = self.picture_at(event.pos())
        if picture is None:
            super().mouseDoubleClickEvent(event)
        else:
            QDesktopServices.openUrl(picture)

    def picture_at(self, place: QPoint) -> QUrl | None:
        """The file of the picture at a place of the page."""
        cursor = self.cursorForPosition(place)
        for step in (
            QTextCursor.MoveOperation.NoMove,
            QTextCursor.MoveOperation.Right,
        ):  # its character is left or right
            cursor.movePosition(step)
            shape = cursor.charFormat()
            if shape.isImageFormat():
                return self.source().resolved(QUrl(shape.toImageFormat().name()))
        return None

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

    def _to_heading(self, source: QUrl) -> None:
        """Qt knows no anchors of Markdown: look for the heading that a link names the way GitHub does."""
        wanted = source.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        block = self.document().begin()
        while wanted and block.isValid():
            if block.blockFormat().headingLevel() and _anchor(block.text()) == wanted:
                self.setTextCursor(QTextCursor(block))
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + self.cursorRect().top())
                return
            block = block.next()


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
