"""Going through the candidates, and tagging them by shapes drawn on the map."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from event_loop import wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent
from qgis.PyQt.QtCore import QEvent, QPoint, Qt

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.select.candidates_panel import CandidatesPanel
from zhanbu_plugin.gui.select.select_page import SelectPage

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
PRESS, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease


@pytest.fixture
def survey(dock: ZhanbuDock, add_layer: Callable[..., QgsVectorLayer]) -> QgsVectorLayer:
    """The survey layer of the sample county, set up."""
    return add_layer("dltb", "地类图斑")


@pytest.fixture
def page(dock: ZhanbuDock, survey: QgsVectorLayer) -> SelectPage:
    """The page for selecting."""
    return dock.select


@pytest.fixture
def canvas(qgis_iface: QgisInterface, survey: QgsVectorLayer) -> QgsMapCanvas:
    """The map, on some parcels of the survey."""
    canvas = qgis_iface.mapCanvas()
    canvas.resize(400, 400)
    canvas.setLayers([survey])
    extent = survey.getFeature(40).geometry().boundingBox()
    extent.scale(3)
    canvas.setExtent(extent)
    return canvas


@pytest.fixture
def three(page: SelectPage) -> CandidatesPanel:
    """The list with three candidates."""
    page.tagged.tag([10, 11, 12])
    panel = page.candidates
    wait_until(lambda: panel.model.rowCount() == 3 and not panel.reading.is_busy)
    return panel


def read(page: SelectPage) -> None:
    wait_until(lambda: not page.work.is_busy)
    wait_until(lambda: not page.candidates.reading.is_busy)


def corners(canvas: QgsMapCanvas) -> tuple[QPoint, QPoint, QgsGeometry]:
    """Two corners on the map's inside, and the rectangle between them."""
    one, other = QPoint(120, 120), QPoint(280, 280)
    onto_ground = canvas.getCoordinateTransform()
    box = QgsGeometry.fromPolygonXY(
        [[QgsPointXY(onto_ground.toMapCoordinates(x, y)) for x, y in ((120, 120), (280, 120), (280, 280), (120, 280))]]
    )
    return one, other, box


def sharing_ground(survey: QgsVectorLayer, shape: QgsGeometry) -> list[int]:
    return sorted(
        feature.id() for feature in survey.getFeatures() if feature.geometry().intersection(shape).area() > 1e-6
    )


def test_dragging_a_rectangle_tags_what_shares_ground_with_it_and_with_ctrl_untags(
    page: SelectPage, survey: QgsVectorLayer, canvas: QgsMapCanvas
) -> None:
    page.tagRectangle.click()
    tool = page.tools.rectangle
    assert canvas.mapTool() == tool
    one, other, box = corners(canvas)
    for held, expected in (
        (Qt.KeyboardModifier.NoModifier, sharing_ground(survey, box)),
        (Qt.KeyboardModifier.ControlModifier, []),
    ):
        tool.canvasPressEvent(QgsMapMouseEvent(canvas, PRESS, one, LEFT, LEFT, held))
        tool.canvasMoveEvent(QgsMapMouseEvent(canvas, QEvent.Type.MouseMove, other, LEFT, LEFT, held))
        tool.canvasReleaseEvent(QgsMapMouseEvent(canvas, RELEASE, other, LEFT, LEFT, held))
        read(page)
        assert page.tagged.fids == expected
    page.undo.click()
    read(page)
    assert page.tagged.fids == sharing_ground(survey, box)
    page.tagRectangle.click()
    assert canvas.mapTool() != tool


def test_a_polygon_ends_with_the_right_button(page: SelectPage, survey: QgsVectorLayer, canvas: QgsMapCanvas) -> None:
    page.tagPolygon.click()
    tool = page.tools.polygon
    onto_ground = canvas.getCoordinateTransform()
    places = [QPoint(120, 120), QPoint(280, 140), QPoint(200, 280)]
    for place in places:
        tool.canvasReleaseEvent(QgsMapMouseEvent(canvas, RELEASE, place, LEFT))
    tool.canvasReleaseEvent(QgsMapMouseEvent(canvas, RELEASE, places[-1], RIGHT))
    read(page)
    ring = [QgsPointXY(onto_ground.toMapCoordinates(place.x(), place.y())) for place in places]
    assert page.tagged.fids == sharing_ground(survey, QgsGeometry.fromPolygonXY([ring]))
    canvas.unsetMapTool(tool)


def test_next_and_previous_go_round_and_mark_what_was_seen(three: CandidatesPanel, page: SelectPage) -> None:
    assert three.seenLine.text().startswith("0 ")
    three.next.click()
    assert three.table.currentIndex().row() == 0
    three.previous.click()
    assert three.table.currentIndex().row() == 2
    assert three.seenLine.text().startswith("2 ")
    three.nextUnseen.click()
    assert three.table.currentIndex().row() == 1
    assert [three.model.data(three.model.index(row, 3)) for row in range(3)] == ["✓"] * 3
    three.nextUnseen.click()
    assert three.table.currentIndex().row() == 1


def test_what_was_seen_is_kept_in_the_project_and_goes_with_its_layer(
    three: CandidatesPanel, page: SelectPage, survey: QgsVectorLayer
) -> None:
    three.next.click()
    kept = page.tagged._memory.parcels("seen")
    assert [fid for fid, _ in kept[survey.id()]] == [three.model.fid(0)]
    QgsProject.instance().removeMapLayer(survey.id())
    assert page.tagged._memory.parcels("seen") == {}


def test_pan_only_leaves_the_scale_of_the_map(three: CandidatesPanel, canvas: QgsMapCanvas) -> None:
    three.panOnly.setChecked(True)
    scale = canvas.scale()
    three.next.click()
    assert abs(canvas.scale() - scale) < 1e-6 * scale
    shape, _ = three.model.shape(0)
    assert canvas.center().distance(QgsPointXY(*_middle(shape.bounds))) < 1.0


def test_a_candidate_stays_the_current_one_when_another_is_tagged(three: CandidatesPanel, page: SelectPage) -> None:
    three.next.click()
    fid = three.model.fid(0)
    page.tagged.tag([9])
    wait_until(lambda: three.model.rowCount() == 4)
    assert three.model.fid(three.table.currentIndex().row()) == fid


def _middle(bounds: tuple[float, float, float, float]) -> tuple[float, float]:
    return (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
