"""Matters of the regulation in the dock: opened, linked, and taken on like parcels."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until
from pushing import push_and_answer
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QMessageBox

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.matters.matter_dialogs import LinkMatterDialog, OpenMatterDialog
from zhanbu_plugin.gui.pool.paper_dialog import PaperDialog
from zhanbu_plugin.gui.pool.steps_tab import StepsTab
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool


def finish(dock: ZhanbuDock, dialog: OpenMatterDialog | LinkMatterDialog) -> None:
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    dialog.go_button.click()
    wait_until(lambda: bool(closed))
    wait_for_pages(dock)


def open_matter(dock: ZhanbuDock, kind: str, title: str) -> OpenMatterDialog:
    dock.pool.steps.matter.menu().actions()[0].trigger()
    dialog = dock.pool.steps.matters.dialog
    assert isinstance(dialog, OpenMatterDialog)
    names = [dialog.kind.itemText(i) for i in range(dialog.kind.count())]
    dialog.kind.setCurrentIndex(next(i for i, name in enumerate(names) if name.startswith(kind)))
    dialog.name.setText(title)
    return dialog


def take(tab: StepsTab) -> None:
    tab.take.click()
    wait_until(lambda: tab.question is not None)
    assert tab.question is not None
    assert tab.question.text().startswith("1 matters, 0.00 mu will be: ")
    tab.question.button(QMessageBox.StandardButton.Yes).click()


def groups(tab: StepsTab) -> list[str]:
    return [tab.group.itemText(i) for i in range(tab.group.count())]


@pytest.fixture
def occupied(set_up_dock: ZhanbuDock) -> ZhanbuDock:
    """An occupation is opened."""
    finish(set_up_dock, open_matter(set_up_dock, "occupation of cropland", "示例路"))
    return set_up_dock


def test_a_matter_is_opened_by_the_office_that_may_and_is_listed_with_its_next_steps(
    occupied: ZhanbuDock, county: Path
) -> None:
    tab = occupied.pool.steps
    assert groups(tab) == ["Occupation of cropland 2026: drafted (1)"]
    assert tab.parcels.horizontalHeaderItem(0).text() == "Title"
    cells = [tab.parcels.item(0, column).text() for column in (0, 1, 3)]
    assert cells == ["示例路", "139901-CROP-OCCUPATION-000001", "–"]
    assert {tab.toState.itemData(i) for i in range(tab.toState.count())} == {"SHEET_ISSUED", "WITHDRAWN"}
    assert tab.role.currentData() == "COUNTY_NR"
    tab.preview.click()
    wait_until(lambda: not tab.work.is_busy)
    assert "0 of 1 could take the step now" in tab.told.text()
    assert any(tab.missing.topLevelItem(i).text(1) == "Missing" for i in range(tab.missing.topLevelItemCount()))
    with pool_for_reading(county / "pool.gpkg") as pool:
        assert [(m.subject, m.year, m.title, m.state) for m in pool.matters()] == [
            ("OCCUPATION", 2026, "示例路", "DRAFT")
        ]
    assert verify_pool(county / "pool.gpkg") == ()


def test_a_wrong_draft_is_given_up_with_its_letter_and_then_not_listed_any_more(
    occupied: ZhanbuDock, county: Path, tmp_path: Path
) -> None:
    tab = occupied.pool.steps
    tab.toState.setCurrentIndex(tab.toState.findData("WITHDRAWN"))
    tab.take.click()
    wait_until(lambda: not tab.work.is_busy)
    assert tab.question is None and "none can take the step yet" in tab.told.text()
    letter = tmp_path / "撤回函.pdf"
    letter.write_bytes(b"%PDF-1.4 letter")
    tab.missing.itemDoubleClicked.emit(tab.missing.topLevelItem(0), 0)
    assert isinstance(tab.dialog, PaperDialog)
    tab.dialog.files.setFilePath(str(letter))
    tab.dialog.accept()
    wait_until(lambda: not tab.work.is_busy and "1 of 1 could take the step now" in tab.told.text())
    take(tab)
    wait_until(lambda: groups(tab) == [])
    with pool_for_reading(county / "pool.gpkg") as pool:
        assert [matter.state for matter in pool.matters()] == ["WITHDRAWN"]


def test_a_matters_file_tells_its_history_in_words(occupied: ZhanbuDock) -> None:
    occupied.pool.steps.file.click()
    file = occupied.pool.file
    wait_until(lambda: not file.reading.is_busy)
    first = file.timeline.topLevelItem(0)
    assert (first.text(1).split("\n")[0], first.text(2)) == ("Entered the pool: drafted", "HB-2")
    assert file.title.text() == "Matter 示例路"


def test_what_the_rules_refuse_is_told_and_the_dialog_stays(set_up_dock: ZhanbuDock, county: Path) -> None:
    dialog = open_matter(set_up_dock, "occupation of cropland", "")
    dialog.go_button.click()
    wait_until(lambda: not dialog.work.is_busy)
    assert dialog.outcome.text().startswith("⚠")
    assert dialog.isVisible()
    dialog.day.setDate(QDate(2020, 1, 1))
    assert dialog.kind.count() == 0
    assert not dialog.go_button.isEnabled()
    assert dialog.outcome.text().startswith("⚠")
    with pool_for_reading(county / "pool.gpkg") as pool:
        assert pool.matters() == []


def test_a_matter_has_a_place_and_the_selected_parcels_are_linked_with_it(
    checked_dock: ZhanbuDock, county: Path
) -> None:
    checked_dock.check.batch.setText("first")
    push_and_answer(checked_dock)
    tab = checked_dock.pool.steps
    layer = checked_dock.set_up.current().survey
    layer.selectByIds([next(layer.getFeatures()).id()])
    dialog = open_matter(checked_dock, "problem plot", "问题地块")
    dialog.place.setLayer(layer)
    finish(checked_dock, dialog)
    tab.parcels.selectRow(1)
    chosen = tab.choice.selected()
    tab.matter.menu().actions()[1].trigger()
    link = tab.matters.dialog
    assert isinstance(link, LinkMatterDialog)
    assert link.links.text() == chosen[0]
    finish(checked_dock, link)
    with pool_for_reading(county / "pool.gpkg") as pool:
        matter = pool.matters()[0]
        assert matter.area_dm2 and matter.area_dm2 > 0
        assert [one.subject_uid for one in pool.links_with(matter.matter_uid)] == list(chosen)
    assert verify_pool(county / "pool.gpkg") == ()
