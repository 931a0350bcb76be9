"""Only what was checked enters the pool: a check that is out of date can't be pushed, and a push is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from event_loop import wait_until
from pushing import NO, push_and_answer
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QMessageBox

from zhanbu_plugin.checks.findings import Verdict
from zhanbu_plugin.gui.check.check_page import TAGGED, WHOLE
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.pool.reading import batches

AddLayer = Callable[..., QgsVectorLayer]
Change = Callable[[QgsVectorLayer, int], object]

SET_UP = "The set-up was changed after this check: check again to see what follows."
SURVEY = "The survey layer was changed after this check: check again to see what follows."


def messages(iface: QgisInterface) -> list[str]:
    return [text.removeprefix("Zhanbu:") for level in iface.messageBar().messages.values() for text in level]


def survey_of(dock: ZhanbuDock) -> QgsVectorLayer:
    return dock.set_up.current().require_survey()


def eligible_fid(dock: ZhanbuDock) -> int:
    result = dock.check.result
    return int(result.parcels.layer.fids[list(result.verdicts).index(Verdict.ELIGIBLE)])


def move(layer: QgsVectorLayer, fid: int) -> None:
    shape = layer.getFeature(fid).geometry()
    shape.translate(30, 0)
    assert layer.changeGeometry(fid, shape)


def in_edit(change: Change) -> Change:
    def edit(layer: QgsVectorLayer, fid: int) -> None:
        assert layer.startEditing()
        change(layer, fid)

    return edit


def move_and_save(layer: QgsVectorLayer, fid: int) -> None:
    in_edit(move)(layer, fid)
    assert layer.commitChanges()


def move_behind_the_back(county: Path, fid: int) -> None:
    """As another program would: the project's layer says nothing."""
    move_and_save(QgsVectorLayer(f"{county / 'sample.gpkg'}|layername=candidates", "other", "ogr"), fid)


CHANGES: dict[str, Change] = {
    "moved": in_edit(move),
    "moved and saved": move_and_save,
    "attribute": in_edit(lambda layer, fid: layer.changeAttributeValue(fid, layer.fields().indexOf("DLBM"), "0101")),
    "deleted": in_edit(lambda layer, fid: layer.deleteFeature(fid)),
    "added": in_edit(lambda layer, fid: layer.addFeature(QgsFeature(layer.getFeature(fid)))),
    "filtered": lambda layer, fid: layer.setSubsetString(f"fid <> {fid}"),
    "other system": lambda layer, fid: layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4528")),
    "other source": lambda layer, fid: layer.setDataSource(
        layer.source().replace("=candidates", "=dltb"), layer.name(), "ogr"
    ),
    "reloaded": lambda layer, fid: layer.reload(),
}


def assert_outdated(dock: ZhanbuDock, iface: QgisInterface, sentence: str) -> None:
    """The button is off and says why; a call is refused in the same words, and nothing enters the pool."""
    page = dock.check
    assert page.stateLine.text() == page.push.toolTip() == sentence
    assert not page.push.isEnabled()
    iface.messageBar().clear_messages()
    page.push_eligible()
    assert page.pushing.question is None
    assert not page.work.is_busy
    assert messages(iface) == [sentence]
    assert batches(dock.set_up.current().require_pool()) == ()


def test_after_a_change_of_the_set_up_nothing_can_be_pushed(
    checked_dock: ZhanbuDock, qgis_iface: QgisInterface
) -> None:
    assert checked_dock.check.push.isEnabled()
    checked_dock.set_up.dem.setLayer(None)
    assert_outdated(checked_dock, qgis_iface, SET_UP)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_after_an_edit_of_the_survey_layer_nothing_can_be_pushed(
    checked_dock: ZhanbuDock, qgis_iface: QgisInterface, change: Change
) -> None:
    change(survey_of(checked_dock), eligible_fid(checked_dock))
    assert_outdated(checked_dock, qgis_iface, SURVEY)
    survey_of(checked_dock).rollBack()


def test_edits_taken_back_need_a_new_check_if_they_were_in_the_check(
    set_up_dock: ZhanbuDock, qgis_iface: QgisInterface
) -> None:
    layer, page = survey_of(set_up_dock), set_up_dock.check
    in_edit(move)(layer, 5)
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    assert page.push.isEnabled()
    assert layer.rollBack()
    assert_outdated(set_up_dock, qgis_iface, SURVEY)


def test_an_edit_while_the_check_runs_counts_too(set_up_dock: ZhanbuDock, qgis_iface: QgisInterface) -> None:
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    in_edit(move)(survey_of(set_up_dock), 5)
    wait_until(lambda: not page.work.is_busy)
    assert_outdated(set_up_dock, qgis_iface, SURVEY)
    survey_of(set_up_dock).rollBack()


def test_a_new_check_can_be_pushed_again_with_the_new_place(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    move_and_save(survey_of(checked_dock), eligible_fid(checked_dock))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    assert page.push.isEnabled()
    assert page.push.toolTip() not in (SURVEY, SET_UP, "")
    push_and_answer(checked_dock)
    (batch,) = batches(checked_dock.set_up.current().require_pool())
    assert batch.parcels == page.result.counts()[Verdict.ELIGIBLE]


def test_edits_of_other_layers_and_opening_the_pencil_leave_the_check_as_it_is(checked_dock: ZhanbuDock) -> None:
    layer = survey_of(checked_dock)
    (other,) = QgsProject.instance().mapLayersByName("county")
    in_edit(move)(other, next(other.getFeatures()).id())
    assert other.commitChanges()
    layer.selectAll()
    layer.setName("renamed")
    layer.startEditing()
    assert checked_dock.check.push.isEnabled()
    layer.rollBack()


def test_a_layer_of_an_earlier_check_does_not_matter_any_more(checked_dock: ZhanbuDock, add_layer: AddLayer) -> None:
    earlier, page = survey_of(checked_dock), checked_dock.check
    fid = eligible_fid(checked_dock)
    checked_dock.set_up.survey.setLayer(add_layer("candidates", "copy"))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    in_edit(move)(earlier, fid)
    assert page.push.isEnabled()
    earlier.rollBack()


def test_a_survey_layer_that_leaves_the_project_takes_the_push_with_it(checked_dock: ZhanbuDock) -> None:
    QgsProject.instance().removeMapLayer(survey_of(checked_dock).id())
    assert not checked_dock.check.push.isEnabled()


def test_a_parcel_that_another_program_moved_does_not_enter_the_pool(
    checked_dock: ZhanbuDock, county: Path, qgis_iface: QgisInterface
) -> None:
    move_behind_the_back(county, eligible_fid(checked_dock))
    assert checked_dock.check.push.isEnabled()
    assert push_and_answer(checked_dock)
    assert SURVEY in messages(qgis_iface)
    assert_outdated(checked_dock, qgis_iface, SURVEY)


def test_an_edit_while_the_question_is_open_closes_it(checked_dock: ZhanbuDock, qgis_iface: QgisInterface) -> None:
    checked_dock.check.push.click()
    assert checked_dock.check.pushing.question.isVisible()
    in_edit(move)(survey_of(checked_dock), eligible_fid(checked_dock))
    assert checked_dock.check.pushing.question is None
    assert_outdated(checked_dock, qgis_iface, SURVEY)
    survey_of(checked_dock).rollBack()


def test_the_question_says_how_many_parcels_and_how_much_land_go_into_which_batch(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    page.batch.setText("2026-<b>甲</b>")
    page.push.click()
    assert page.pushing.question.defaultButton() is page.pushing.question.button(NO)
    page.pushing.question.button(NO).click()
    asked = push_and_answer(checked_dock)
    (batch,) = batches(checked_dock.set_up.current().require_pool())
    assert f"{batch.parcels} parcels" in asked
    square_metres = batch.area_dm2 / 100
    assert f" {square_metres * 3 / 2000:.2f} mu" in asked
    assert "“2026-<b>甲</b>”" in asked
    assert "pool.gpkg" in asked


@pytest.mark.parametrize("how", ["no", "escape"])
def test_without_a_yes_nothing_enters_the_pool(checked_dock: ZhanbuDock, how: str) -> None:
    page = checked_dock.check
    if how == "no":
        assert push_and_answer(checked_dock, NO)
    else:
        page.push.click()
        page.pushing.question.close()
    assert page.pushing.question is None
    assert not page.work.is_busy
    assert batches(checked_dock.set_up.current().require_pool()) == ()
    assert page.push.isEnabled()


def test_a_project_that_closes_takes_the_question_with_it(checked_dock: ZhanbuDock) -> None:
    checked_dock.check.push.click()
    assert isinstance(checked_dock.check.pushing.question, QMessageBox)
    QgsProject.instance().clear()
    assert checked_dock.check.pushing.question is None


def test_check_on_the_select_page_checks_the_candidates_whatever_was_checked_before(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    assert page.scope.currentData() == WHOLE
    checked_dock.select.tagged.tag([2, 3, 5])
    checked_dock.select.toCheck.click()
    assert checked_dock.form.pages.currentWidget() is page
    assert page.scope.currentData() == TAGGED
    assert page.work.is_busy and page.stateLine.isHidden()
    wait_until(lambda: not page.work.is_busy)
    assert not page.stateLine.isHidden()
    assert page.result.parcels.layer.fids.tolist() == [2, 3, 5]
