"""Choosing candidates: by selection, by click, by the rules; always taken back with one step."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from event_loop import wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsPointXY, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapMouseEvent, QgsMapToolPan
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.select.select_page import SelectPage

AddLayer = Callable[..., QgsVectorLayer]


@pytest.fixture
def survey(dock: ZhanbuDock, add_layer: AddLayer) -> QgsVectorLayer:
    """The survey layer of the sample county, set up."""
    layer = add_layer("dltb", "地类图斑")
    assert dock.set_up.current().survey == layer
    return layer


@pytest.fixture
def page(dock: ZhanbuDock, survey: QgsVectorLayer) -> SelectPage:
    """The page for selecting."""
    return dock.select


def shown(page: SelectPage, count: int) -> None:
    wait_until(lambda: page.candidates.model.rowCount() == count and not page.candidates.reading.is_busy)


def test_the_selection_becomes_candidates_and_the_layer_is_not_touched(
    page: SelectPage, survey: QgsVectorLayer
) -> None:
    survey.selectByIds([1, 2, 3])
    page.candidates.tagSelection.click()
    shown(page, 3)
    assert page.tagged.fids == [1, 2, 3]
    assert page._marks.count == 3
    assert not survey.isEditable()
    assert "3 candidates" in page.totalLine.text()


def test_a_candidate_whose_survey_area_differs_from_what_was_measured_is_named(set_up_dock: ZhanbuDock) -> None:
    """X10 of the sample states a tenth too much."""
    page, survey = set_up_dock.select, set_up_dock.set_up.current().require_survey()
    (wrong,) = [feature for feature in survey.getFeatures() if feature["BSM"] == "139901101000001650"]
    other = next(fid for fid in (10, 11, 12) if fid != wrong.id())
    page.tagged.tag([other])
    shown(page, 1)
    assert "measure otherwise" not in page.totalLine.text()
    page.tagged.tag([wrong.id()])
    shown(page, 2)
    told = page.totalLine.text()
    assert "1 of them measure otherwise than the survey states (TBMJ)" in told
    assert "139901101000001650" in told


def test_the_total_is_the_ellipsoid_area_of_the_candidates(page: SelectPage, survey: QgsVectorLayer) -> None:
    """The survey's own area field holds what the standard's rule gives, to 0.01 m² per polygon."""
    page.tagged.tag([10, 11, 12])
    shown(page, 3)
    field = sum(Decimal(str(survey.getFeature(fid)["TBMJ"])) for fid in (10, 11, 12))
    assert abs(Decimal(page.candidates.model._shown.total_dm2()) / 100 - field) < Decimal("0.06")


def test_every_step_can_be_taken_back(page: SelectPage, survey: QgsVectorLayer) -> None:
    assert not page.undo.isEnabled()
    page.tagged.tag([1, 2])
    page.tagged.toggle(3)
    page.tagged.toggle(1)
    page.candidates.clear.click()
    seen = []
    while page.undo.isEnabled():
        page.undo.click()
        seen.append(page.tagged.fids)
    assert seen == [[2, 3], [1, 2, 3], [1, 2], []]


def test_candidates_are_kept_in_the_project_and_come_back(
    page: SelectPage, survey: QgsVectorLayer, tmp_path: Path
) -> None:
    page.tagged.tag([5, 6])
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "county.qgz"))
    project.clear()
    assert page.tagged.fids == []
    assert page.candidates.model.rowCount() == 0
    assert project.read(str(tmp_path / "county.qgz"))
    assert page.tagged.fids == [5, 6]
    shown(page, 2)


def test_candidates_are_found_again_by_their_survey_id_when_feature_ids_have_changed(
    page: SelectPage, survey: QgsVectorLayer
) -> None:
    page.tagged.tag([5, 6])
    names = {fid: survey.getFeature(fid)["BSM"] for fid in (5, 6)}
    page.tagged._memory.keep_parcels("tagged", {survey.id(): [(105, names[5]), (6, names[6]), (9, "no such parcel")]})
    page.tagged.follow(survey)
    assert page.tagged.fids == [5, 6]
    assert page.tagged.lost == 1


def test_each_layer_has_its_own_candidates(page: SelectPage, dock: ZhanbuDock, add_layer: AddLayer) -> None:
    page.tagged.tag([1])
    other = add_layer("candidates")
    survey = dock.set_up.current().survey
    dock.set_up.survey.setLayer(other)
    assert page.tagged.fids == []
    page.tagged.tag([2, 3])
    dock.set_up.survey.setLayer(survey)
    assert page.tagged.fids == [1]
    QgsProject.instance().removeMapLayer(other.id())
    assert list(page.tagged._memory.parcels("tagged")) == [survey.id()]


def test_possible_sources_are_selected_on_the_map(
    page: SelectPage, survey: QgsVectorLayer, qgis_iface: QgisInterface
) -> None:
    page.finding.possibleSources.click()
    wait_until(lambda: not page.finding.work.is_busy and not page.finding.reading.is_busy)
    classes = {feature["DLBM"] for feature in survey.selectedFeatures()}
    assert survey.selectedFeatureCount() > 100
    assert not classes & {"0101", "0102", "0103"}
    assert "0201" in classes


def test_clicking_on_the_map_tags_and_untags(
    page: SelectPage, survey: QgsVectorLayer, qgis_iface: QgisInterface
) -> None:
    canvas = qgis_iface.mapCanvas()
    canvas.resize(400, 400)
    feature = survey.getFeature(40)
    canvas.setLayers([survey])
    canvas.setExtent(feature.geometry().boundingBox())
    page.tagOnMap.click()
    assert canvas.mapTool() == page.tools.click
    inside = feature.geometry().pointOnSurface().asPoint()
    for expected in ([40], []):
        at = canvas.getCoordinateTransform().transform(QgsPointXY(inside)).toQPointF().toPoint()
        event = QgsMapMouseEvent(canvas, QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.LeftButton)
        page.tools.click.canvasReleaseEvent(event)
        assert page.tagged.fids == expected
    page.tagOnMap.click()
    assert canvas.mapTool() != page.tools.click


def test_a_layer_that_is_no_survey_offers_no_tagging(dock: ZhanbuDock, add_layer: AddLayer) -> None:
    dock.set_up.survey.setLayer(add_layer("river"))
    page = dock.select
    assert not page.tagOnMap.isEnabled()
    assert not page.tagRectangle.isEnabled()
    assert not page.tagPolygon.isEnabled()
    assert not page.candidates.tagSelection.isEnabled()
    assert not page.finding.possibleSources.isEnabled()
    assert "DLBM" in page.surveyLine.text()


def test_tagging_nothing_says_so(page: SelectPage, qgis_iface: QgisInterface) -> None:
    page.candidates.tagSelection.click()
    told = "\n".join(text for level in qgis_iface.messageBar().messages.values() for text in level)
    assert "Nothing is selected" in told


def test_what_is_tagged_while_the_last_reading_runs_is_shown_too(page: SelectPage) -> None:
    page.tagged.tag([1])
    page.tagged.tag([2])
    page.tagged.tag([3])
    shown(page, 3)


def test_the_list_sorts_by_area(page: SelectPage) -> None:
    page.tagged.tag(range(20, 40))
    shown(page, 20)
    page.candidates.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    texts = [page.candidates.model.data(page.candidates.model.index(row, 2)) for row in range(20)]
    areas = [float(text.split()[0].replace(",", "")) for text in texts]
    assert areas == sorted(areas, reverse=True)


def test_without_a_survey_layer_no_tool_can_be_taken_up(dock: ZhanbuDock, qgis_iface: QgisInterface) -> None:
    page = dock.select
    for button in (page.tagOnMap, page.tagRectangle, page.tagPolygon):
        assert not button.isEnabled()
        button.click()
        assert qgis_iface.mapCanvas().mapTool() not in (page.tools.click, page.tools.rectangle, page.tools.polygon)


def test_a_click_beside_the_survey_layer_is_answered(
    page: SelectPage, survey: QgsVectorLayer, qgis_iface: QgisInterface
) -> None:
    canvas = qgis_iface.mapCanvas()
    canvas.resize(400, 400)
    outside = survey.extent()
    outside.setXMinimum(outside.xMaximum() + 1000)
    outside.setXMaximum(outside.xMinimum() + 1000)
    canvas.setExtent(outside)
    page.tagOnMap.click()
    event = QgsMapMouseEvent(canvas, QEvent.Type.MouseButtonRelease, QPoint(200, 200), Qt.MouseButton.LeftButton)
    page.tools.click.canvasReleaseEvent(event)
    told = "\n".join(text for level in qgis_iface.messageBar().messages.values() for text in level)
    assert survey.name() in told
    assert page.tagged.fids == []
    page.tagOnMap.click()


def test_a_tool_that_is_put_away_leaves_the_hand_on_the_map(page: SelectPage, qgis_iface: QgisInterface) -> None:
    canvas = qgis_iface.mapCanvas()
    hand, pan = QAction(canvas.window()), QgsMapToolPan(canvas)
    hand.setObjectName("mActionPan")
    hand.triggered.connect(lambda: canvas.setMapTool(pan))
    for button in (page.tagOnMap, page.tagPolygon):
        button.click()
        QTest.keyClick(canvas.viewport(), Qt.Key.Key_Escape)
        assert canvas.mapTool() == pan
    page.tagRectangle.click()
    page.tools.follow(None)
    assert canvas.mapTool() == pan
    canvas.unsetMapTool(pan)
    hand.setParent(None)
