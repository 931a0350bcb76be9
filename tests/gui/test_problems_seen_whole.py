"""What is wrong is read whole where the user looks: on the page, in the dialog, or behind a button of the bar."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtWidgets import QToolButton

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.messages import Messenger


class Window:
    """A window of QGIS, as far as messages go."""

    def __init__(self) -> None:
        self.bar = QgsMessageBar()

    def messageBar(self) -> QgsMessageBar:
        return self.bar


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("39 parcels checked.", 0),
        ("已检查 39 个地块。", 0),
        ("A sentence of many words. " * 5, 1),
        ("一句很长的话，" * 8, 1),
    ],
)
def test_a_message_that_the_bar_cuts_off_has_a_button_for_all_of_it(text: str, more: int, qgis_app: object) -> None:
    window = Window()
    Messenger(window).warn(text)  # type: ignore[arg-type]
    item = window.bar.currentItem()
    assert item is not None
    assert len(item.findChildren(QToolButton)) == more
    window.bar.clearWidgets()
    window.bar.deleteLater()


def test_a_problem_of_the_set_up_stands_in_its_dialog_until_something_else_is_done(
    set_up_dock: ZhanbuDock, county: Path
) -> None:
    dialog, page = set_up_dock.set_up_dialog, set_up_dock.set_up
    dialog.show_in_front()
    assert dialog.problem.isHidden()
    assert not page.make_pool(str(county / "pool.gpkg")), "there is one already"
    assert not dialog.problem.isHidden()
    assert "pool.gpkg" in dialog.problem.text() and dialog.problem.wordWrap()
    assert page.make_pool(str(county / "another.gpkg"))
    assert dialog.problem.isHidden()
    dialog.close()


def test_the_check_page_itself_says_that_nothing_is_tagged(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.check
    page.run.click()
    assert "no parcel is tagged or selected" in page.stateLine.text()
    assert "Tag parcels on the page “Select”" in page.stateLine.text()
    set_up_dock.select.tagged.tag([1])
    assert page.stateLine.text().startswith("No check since")
