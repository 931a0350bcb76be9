"""The county's field of the set-up: typed as code or name, kept as code."""

from __future__ import annotations

from event_loop import wait_until
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from sample_set_up import COUNTY

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.set_up.project_memory import ProjectMemory


def offered(dock: ZhanbuDock) -> list[str]:
    model = dock.set_up.county_search.offered
    return [model.item(row).text() for row in range(model.rowCount())]


def type_in(dock: ZhanbuDock, text: str) -> None:
    """As a keyboard or an input method does: unlike a value set by a program, it is answered by offers."""
    field = dock.set_up.county
    field.clear()
    field.insert(text)
    field.textEdited.emit(field.text())


def test_a_part_of_the_name_offers_the_county_and_a_code_is_told_by_its_name(dock: ZhanbuDock) -> None:
    type_in(dock, "邯郸 临漳")
    assert offered(dock) == ["130423 临漳县（河北省邯郸市）"]
    assert dock.set_up.current().county == ""
    assert "Choose the county" in dock.set_up.countyLine.text()
    dock.set_up.county.setText("130423")
    assert dock.set_up.countyLine.text() == "临漳县 (河北省邯郸市)"
    assert dock.set_up.current().county == "130423"


def test_digits_offer_the_counties_that_begin_with_them(dock: ZhanbuDock) -> None:
    window = dock.set_up.window()
    window.show()
    QApplication.setActiveWindow(window)
    dock.set_up.county.setFocus()
    wait_until(dock.set_up.county.hasFocus)
    QTest.keyClicks(dock.set_up.county, "13042")
    assert "130423 临漳县（河北省邯郸市）" in offered(dock)
    assert all(label.startswith("13042") for label in offered(dock))
    popup = dock.set_up.county_search.completer.popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert dock.set_up.county.text() == "130424"  # the second: 成安县
    assert not popup.isVisible()
    QTest.keyClick(dock.set_up.county, Qt.Key.Key_Backspace)
    QTest.keyClicks(dock.set_up.county, "3")
    assert offered(dock) == []
    assert dock.set_up.current().county == "130423"
    window.close()


def test_a_name_that_means_one_county_becomes_its_code_when_the_field_is_left(dock: ZhanbuDock) -> None:
    memory = ProjectMemory(QgsProject.instance())
    type_in(dock, "铜鼓县")
    assert memory.text("county") == ""
    dock.set_up.county.editingFinished.emit()
    assert dock.set_up.current().county == "360926"
    assert memory.text("county") == "360926"
    type_in(dock, "桥西区")
    dock.set_up.county.editingFinished.emit()
    assert dock.set_up.county.text() == "桥西区"
    assert dock.set_up.current().county == ""


def test_a_code_that_the_table_does_not_know_is_used_as_it_stands_and_said_so(dock: ZhanbuDock) -> None:
    dock.set_up.county.setText(COUNTY)
    assert "used as it stands" in dock.set_up.countyLine.text()
    assert dock.set_up.current().county == COUNTY
    dock.set_up.county.setText("１３０４２３")
    dock.set_up.county.editingFinished.emit()
    assert dock.set_up.county.text() == "130423"
    type_in(dock, "没有这个县")
    assert "No county" in dock.set_up.countyLine.text()
