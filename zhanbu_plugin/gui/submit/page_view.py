"""A page in a narrow dock (页面显示): tables of many columns scroll sideways, and aren't squeezed."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QTextBrowser, QTextEdit

_WIDE_PIXELS = 1000


def show_page(browser: QTextBrowser, html: str, *, wide: bool = False) -> None:
    """Show a page; a ``wide`` one keeps room for its columns."""
    mode = QTextEdit.LineWrapMode
    browser.setLineWrapMode(mode.FixedPixelWidth if wide else mode.WidgetWidth)
    if wide:
        browser.setLineWrapColumnOrWidth(_WIDE_PIXELS)
    browser.setHtml(html)
