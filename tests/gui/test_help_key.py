"""F1 opens the chapter of the guide about the page in view."""

from __future__ import annotations

import re

import pytest
from event_loop import wait_until
from qgis.PyQt.QtCore import Qt
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


def test_every_picture_and_page_that_the_guide_leads_to_is_there() -> None:
    folder = guide("README.md").parent
    missing = [
        f"{chapter.name}: {link}"
        for chapter in sorted(folder.glob("*.md"))
        for link in re.findall(r"\]\(([^)#:]+)[^):]*\)", chapter.read_text(encoding="utf-8"))
        if not (folder / link).exists()
    ]
    assert missing == []
