"""F1 opens the chapter of the guide about the page in view."""

from __future__ import annotations

import re

import pytest
from event_loop import wait_until
from qgis.PyQt.QtCore import QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.paths import guide


@pytest.mark.parametrize(
    ("page", "title"),
    [("overview", "操作指南"), ("select", "2 选图斑"), ("check", "3 检查"), ("pool", "4 "), ("submit", "6 ")],
)
def test_f1_opens_the_chapter_of_the_page(dock: ZhanbuDock, page: str, title: str) -> None:
    dock.turn_to(getattr(dock, page))
    wait_until(lambda: not dock.overview.work.is_busy)
    QTest.keyClick(getattr(dock, page), Qt.Key.Key_F1)
    shown = dock.help_key.help
    assert shown.isVisible()
    assert title in shown.text.toPlainText().splitlines()[0]
    shown.close()


def test_f1_in_the_set_up_opens_its_chapter(dock: ZhanbuDock) -> None:
    QTest.keyClick(dock.set_up.county, Qt.Key.Key_F1)
    shown = dock.set_up_dialog.help_key.help
    assert shown.text.toPlainText().startswith("1 设置工程")
    shown.close()


def test_a_link_leads_to_its_heading_and_there_is_a_way_back(dock: ZhanbuDock) -> None:
    window = dock.help_key.help
    window.show_chapter("3-check.md")
    assert not window.back.isEnabled()
    window.text.setSource(QUrl("2-select.md#分割与切除"))
    assert window.text.verticalScrollBar().value() > 0
    at = window.text.cursorForPosition(QPoint(20, 20)).block()
    assert at.text() == "分割与切除"
    window.back.click()
    assert window.text.toPlainText().startswith("3 检查")
    window.contents.click()
    assert window.text.toPlainText().startswith("操作指南")
    window.text.setSource(QUrl("#常见情况"))
    assert window.text.cursorForPosition(QPoint(20, 20)).block().text() == "常见情况"
    window.close()


def test_a_picture_of_the_guide_can_be_seen_in_full_size(dock: ZhanbuDock) -> None:
    window = dock.help_key.help
    window.show_chapter("3-check.md")
    picture = window.text.picture_at(QPoint(300, 200))
    assert picture is not None
    assert QImage(picture.toLocalFile()).width() == 1366
    assert window.text.picture_at(QPoint(40, 15)) is None
    assert window.text.horizontalScrollBar().maximum() == 0
    window.close()


def test_every_picture_and_page_that_the_guide_leads_to_is_there() -> None:
    folder = guide("README.md").parent
    missing = [
        f"{chapter.name}: {link}"
        for chapter in sorted(folder.glob("*.md"))
        for link in re.findall(r"\]\(([^)#:]+)[^):]*\)", chapter.read_text(encoding="utf-8"))
        if not (folder / link).exists()
    ]
    assert missing == []
