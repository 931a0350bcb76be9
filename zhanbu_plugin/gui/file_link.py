"""A written file as a link that opens it, by its name: whole paths are long and nobody reads them (文件链接)."""

from __future__ import annotations

from html import escape
from pathlib import Path

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QTextBrowser


def file_link(path: Path) -> str:
    """HTML of a link to a file."""
    return f'<a href="{escape(QUrl.fromLocalFile(str(path)).toString())}">{escape(path.name)}</a>'


def open_links_of(browser: QTextBrowser) -> None:
    """Let a click on a file's link open the file with the computer's own program for it; no other link is followed."""
    browser.anchorClicked.connect(_open)


def _open(link: QUrl) -> None:
    if link.isLocalFile():
        QDesktopServices.openUrl(link)
