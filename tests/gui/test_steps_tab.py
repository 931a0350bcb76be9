"""Steps of parcels in the dock: what is missing, papers and forms put on file, and the step itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_loop import wait_until
from pushing import push_and_answer
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QMessageBox, QTreeWidgetItem

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.form_dialog import FormDialog
from zhanbu_plugin.gui.pool.paper_dialog import PaperDialog
from zhanbu_plugin.gui.pool.steps import Standing, guard_items
from zhanbu_plugin.gui.pool.steps_tab import StepsTab
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.steps.stepping import StepRefusal
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.workflow import PARCEL
from zhanbu_plugin.survey.wording import Wording, translate


@pytest.fixture
def tab(checked_dock: ZhanbuDock) -> StepsTab:
    """The steps of the parcels of batch ``first``, all of them candidates."""
    checked_dock.check.batch.setText("first")
    push_and_answer(checked_dock)
    found = checked_dock.pool.steps
    wait_until(lambda: found.group.count() > 0)
    found.toState.setCurrentIndex(found.toState.findData("CHECKED"))
    return found


def done(tab: StepsTab) -> None:
    wait_until(lambda: not (tab.work.is_busy or tab.reading.is_busy))


def take(tab: StepsTab) -> None:
    """Press the button, and say yes."""
    tab.take.click()
    wait_until(lambda: tab.question is not None)
    assert tab.question is not None
    tab.question.button(QMessageBox.StandardButton.Yes).click()


def missing(tab: StepsTab) -> dict[str, str]:
    """Clause by title of what is missing."""
    return {line.text(0): line.text(2) for line in guards(tab) if line.text(1) == "Missing"}


def guards(tab: StepsTab) -> list[QTreeWidgetItem]:
    return [tab.missing.topLevelItem(i) for i in range(tab.missing.topLevelItemCount())]


def states(county: Path) -> set[str]:
    with pool_for_reading(county / "pool.gpkg") as pool:
        return {parcel.state for parcel in pool.parcels("CROP", "first")}


def test_the_list_shows_the_parcels_and_the_ways_that_the_rules_have(tab: StepsTab) -> None:
    assert tab.group.currentText().startswith("first: candidate (")
    assert tab.parcels.rowCount() > 10
    assert {tab.toState.itemData(i) for i in range(tab.toState.count())} == {"CHECKED", "WITHDRAWN"}
    assert tab.role.currentData() == "COUNTY_NR"
    assert "HB-8a" in tab.told.text()


def test_what_is_missing_is_told_with_its_clause_and_nothing_changes(tab: StepsTab, county: Path) -> None:
    tab.preview.click()
    done(tab)
    assert "0 of " in tab.told.text()
    assert "HB-8a" in missing(tab).values()
    assert states(county) == {"CANDIDATE"}


def test_the_guards_of_a_step_are_listed_before_and_after_they_are_asked_in_words_and_not_by_colour_alone(
    tab: StepsTab,
) -> None:
    asked = {line.text(0): line.text(1) for line in guards(tab)}
    assert asked["Check report"] == asked["Source class"] == "Not asked"
    tab.preview.click()
    done(tab)
    first, *others = guards(tab)
    assert (first.text(0), first.text(1)) == ("Check report", "Missing")
    assert not first.icon(1).isNull()
    assert first.child(0).text(0) == "Papers: check report"
    assert first.text(3) == str(tab.parcels.rowCount())
    assert {line.text(1) for line in others} == {"Met"}
    assert {line.text(0) for line in guards(tab)} == set(asked)


def test_with_the_paper_on_file_the_step_is_taken_by_all(tab: StepsTab, county: Path, tmp_path: Path) -> None:
    tab.preview.click()
    done(tab)
    line = tab.missing.topLevelItem(0)
    tab.missing.itemDoubleClicked.emit(line, 0)
    dialog = tab.dialog
    assert isinstance(dialog, PaperDialog)
    assert dialog.kind.currentData() == "CHECK_REPORT"
    report = tmp_path / "检查报告.pdf"
    report.write_bytes(b"%PDF-1.4 report")
    dialog.files.setFilePath(str(report))
    dialog.accept()
    wait_until(lambda: not tab.work.is_busy and "could take the step now" in tab.told.text())
    assert missing(tab) == {}
    take(tab)
    wait_until(lambda: states(county) == {"CHECKED"})
    wait_until(lambda: tab.group.currentText().startswith("first: checked ("))


def test_parcels_are_listed_with_what_the_survey_calls_them(tab: StepsTab, county: Path) -> None:
    with pool_for_reading(county / "pool.gpkg") as pool:
        first = pool.listed_parcels()[0]
    assert first.bsm and first.village
    cells = [tab.parcels.item(0, column).text() for column in range(3)]
    assert cells == [first.parcel_no, first.bsm, first.village]
    assert tab.parcels.item(0, 1).toolTip() == first.parcel_uid


def test_the_place_of_photos_that_are_not_on_file_is_not_told_as_met() -> None:
    rules = rule_sets()["hebei-cropland-2025"]
    way = ("CHECKED", "COMPLETED")
    lacking = [StepRefusal("1", "GUARD", said_of_photos(), "CHK-WORKS-PHOTOS", "HB-8a")]
    standing = {item.title: item.standing for item in guard_items(rules, PARCEL, way, lacking, chinese=False)}
    assert standing["Photos of the works"] is Standing.MISSING
    assert standing["Place of the photos"] is Standing.WAITING
    standing = {item.title: item.standing for item in guard_items(rules, PARCEL, way, [], chinese=False)}
    assert standing["Place of the photos"] is Standing.MET


def said_of_photos() -> Wording:
    return translate("zhanbu", "Not on file: {names}.", names="photo")


def test_where_none_can_take_the_step_that_is_told_and_nothing_is_asked(tab: StepsTab, county: Path) -> None:
    tab.take.click()
    done(tab)
    assert tab.question is None
    assert "none can take the step yet" in tab.told.text()
    assert "HB-8a" in missing(tab).values()
    assert states(county) == {"CANDIDATE"}


def test_a_step_is_asked_about_with_those_that_can_go_and_not_taken_without_a_yes(
    tab: StepsTab, county: Path, tmp_path: Path
) -> None:
    count = tab.parcels.rowCount()
    report = tmp_path / "检查报告.pdf"
    report.write_bytes(b"%PDF-1.4 report")
    tab.parcels.selectRow(0)
    tab.ask_for_papers(["CHECK_REPORT"])
    assert isinstance(tab.dialog, PaperDialog)
    tab.dialog.files.setFilePath(str(report))
    tab.dialog.accept()
    wait_until(lambda: not tab.work.is_busy and "1 of 1 parcels" in tab.told.text())
    tab.parcels.clearSelection()
    tab.take.click()
    wait_until(lambda: tab.question is not None)
    assert tab.question is not None
    assert tab.question.text().startswith("1 parcels, ") and "will be: checked" in tab.question.text()
    assert f"{count - 1} stay as they are" in tab.question.text()
    tab.question.button(QMessageBox.StandardButton.No).click()
    assert tab.question is None and not tab.work.is_busy
    assert states(county) == {"CANDIDATE"}
    take(tab)
    wait_until(lambda: states(county) == {"CANDIDATE", "CHECKED"})
    done(tab)
    assert f"{count - 1} parcels didn't take the step" in tab.told.text()


def test_a_paper_that_is_not_there_is_told_in_the_dialog_which_keeps_what_was_typed(
    tab: StepsTab, tmp_path: Path
) -> None:
    tab.parcels.selectRow(0)
    tab.ask_for_papers(["CHECK_REPORT"])
    dialog = tab.dialog
    assert isinstance(dialog, PaperDialog)
    assert any(label.text().startswith("1 parcels, ") for label in dialog.findChildren(QLabel))
    dialog.doc_no.setText("示例县自然资〔2026〕5号")
    dialog.files.setFilePath(str(tmp_path / "没有.pdf"))
    dialog.accept()
    assert dialog.isVisible() and "没有.pdf" in dialog.problem.text()
    assert dialog.doc_no.text() == "示例县自然资〔2026〕5号"
    dialog.reject()


def test_only_selected_parcels_take_the_step(tab: StepsTab, county: Path, tmp_path: Path) -> None:
    report = tmp_path / "检查报告.pdf"
    report.write_bytes(b"%PDF-1.4 report")
    tab.parcels.selectRow(0)
    tab.ask_for_papers(["CHECK_REPORT"])
    assert isinstance(tab.dialog, PaperDialog)
    tab.dialog.files.setFilePath(str(report))
    tab.dialog.accept()
    wait_until(lambda: not tab.work.is_busy and "1 of 1 parcels" in tab.told.text())
    take(tab)
    wait_until(lambda: states(county) == {"CANDIDATE", "CHECKED"})
    done(tab)


def test_a_yes_or_no_that_nobody_gave_does_not_go_into_the_history(tab: StepsTab, county: Path) -> None:
    tab.parcels.selectRow(0)
    tab.ask_for_form("INFRASTRUCTURE")
    dialog = tab.dialog
    assert isinstance(dialog, FormDialog)
    present = dialog.fields["present"]
    assert isinstance(present, QComboBox)
    assert [present.itemData(i) for i in range(present.count())] == [None, True, False]
    dialog.by.setText("王工")
    dialog.accept()
    assert dialog.isVisible() and "present or built" in dialog.problem.text()
    present.setCurrentIndex(present.findData(False))
    dialog.accept()
    done(tab)
    with pool_for_reading(county / "pool.gpkg") as pool:
        (record,) = pool.all_forms()
    assert record.answers == '{"present":false}'


def test_a_yes_or_no_that_is_not_required_may_stay_open(tab: StepsTab) -> None:
    tab.ask_for_form("QUALITY")
    assert isinstance(tab.dialog, FormDialog)
    assert "paddy" not in tab.dialog.values()
    paddy = tab.dialog.fields["paddy"]
    assert isinstance(paddy, QComboBox)
    paddy.setCurrentIndex(paddy.findData(True))
    assert tab.dialog.values()["paddy"] is True
    tab.dialog.reject()


def test_a_form_asks_its_questions_and_says_what_is_wrong_with_an_answer(tab: StepsTab, county: Path) -> None:
    tab.parcels.selectRow(0)
    tab.ask_for_form("QUALITY")
    dialog = tab.dialog
    assert isinstance(dialog, FormDialog)
    assert {"stage", "conformity", "grade", "scheme"} <= set(dialog.fields)
    dialog.fields["stage"].setCurrentIndex(dialog.fields["stage"].findData("COUNTY"))  # type: ignore[attr-defined]
    dialog.fields["conformity"].setCurrentIndex(1)  # type: ignore[attr-defined]
    dialog.fields["grade"].setText("0")  # type: ignore[attr-defined]
    dialog.accept()
    assert dialog.isVisible() and "grade" in dialog.problem.text()
    dialog.fields["grade"].setText("4")  # type: ignore[attr-defined]
    dialog.fields["scheme"].setCurrentIndex(dialog.fields["scheme"].findData("GBT33469_10"))  # type: ignore[attr-defined]
    dialog.by.setText("王工")
    dialog.day.setDate(QDate(2026, 11, 20))
    dialog.accept()
    done(tab)
    with pool_for_reading(county / "pool.gpkg") as pool:
        (record,) = pool.all_forms()
    assert (record.form, record.answered_by) == ("QUALITY", "王工")
    assert '"grade":4.0' in record.answers
