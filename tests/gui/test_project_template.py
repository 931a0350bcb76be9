"""The project laid out with one button, and a pool that was moved: asked for once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from event_loop import wait_for_pages
from qgis.core import QgsFillSymbol, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.pool_layer import pool_layer, show_pool
from zhanbu_plugin.gui.set_up.constraint_style import hides_what_is_below


def groups() -> list[tuple[str, int]]:
    return [(group.name(), len(group.findLayers())) for group in QgsProject.instance().layerTreeRoot().findGroups()]


def test_layers_are_sorted_into_groups_and_nothing_moves_twice(set_up_dock: ZhanbuDock, county: Path) -> None:
    page = set_up_dock.set_up
    show_pool(str(county / "pool.gpkg"), 4527)
    there = set(QgsProject.instance().mapLayers())
    page.arrange.click()
    assert [name for name, _ in groups()] == ["Reserve pool", "Constraint layers", "Survey", "Elevation"]
    assert dict(groups())["Constraint layers"] == len(page.current().roles)
    assert set(QgsProject.instance().mapLayers()) == there
    shown = {node.layerId() for node in QgsProject.instance().layerTreeRoot().findLayers()}
    assert shown == there
    before = groups()
    page.arrange.click()
    assert groups() == before
    assert page.current().survey.styleManager().currentStyle() == "Land classes"
    assert pool_layer(str(county / "pool.gpkg")) is not None


def test_the_elevation_goes_below_layers_that_have_no_part_in_the_set_up(
    set_up_dock: ZhanbuDock, add_layer: Callable[..., QgsVectorLayer]
) -> None:
    other = add_layer("dltb", "地类图斑")
    root = QgsProject.instance().layerTreeRoot()
    set_up_dock.set_up.arrange.click()
    order = [layer.id() for layer in root.layerOrder()]
    dem = set_up_dock.set_up.current().dem
    assert order.index(other.id()) < order.index(dem.id())
    assert order[-1] == dem.id()


def test_a_survey_that_somebody_has_styled_keeps_its_style(set_up_dock: ZhanbuDock) -> None:
    survey = set_up_dock.set_up.current().survey
    survey.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "230,0,120,40"})))
    set_up_dock.set_up.arrange.click()
    assert survey.styleManager().styles() == ["default"]


def test_a_group_of_ones_own_keeps_its_layers(
    set_up_dock: ZhanbuDock, add_layer: Callable[..., QgsVectorLayer]
) -> None:
    root = QgsProject.instance().layerTreeRoot()
    river = set_up_dock.set_up.current().roles["river"]
    mine = root.addGroup("我的图层")
    node = root.findLayer(river.id())
    mine.addChildNode(node.clone())
    root.removeChildNode(node)
    set_up_dock.set_up.arrange.click()
    assert root.findLayer(river.id()).parent().name() == "我的图层"


def test_layers_that_would_hide_the_survey_are_hatched_and_others_stay_as_they_are(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.set_up
    roles = page.current().roles
    river, redline, county = (roles[role] for role in ("river", "redline", "county"))
    own = QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "255,0,0,40"}))
    river.setRenderer(own)
    page.arrange.click()
    assert redline.styleManager().currentStyle() == "Constraint, hatched"
    assert len(redline.styleManager().styles()) == 2
    assert [part.layerType() for part in redline.renderer().symbol().symbolLayers()] == [
        "LinePatternFill",
        "SimpleFill",
    ]
    assert not any(hides_what_is_below(layer) for layer in roles.values())
    assert county.renderer().symbol().symbolLayer(0).strokeStyle() == Qt.PenStyle.DashDotLine
    assert river.styleManager().styles() == ["default"]


def moved(dock: ZhanbuDock, county: Path, tmp_path: Path, to: Path) -> None:
    """Write the project, move its pool, and open the project again."""
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "county.qgz"))
    project.clear()
    wait_for_pages(dock)
    shutil.move(str(county / "pool.gpkg"), to)
    assert project.read(str(tmp_path / "county.qgz"))
    wait_for_pages(dock)


def test_a_pool_that_was_moved_is_asked_for_once(set_up_dock: ZhanbuDock, county: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    moved(set_up_dock, county, tmp_path, folder / "pool.gpkg")
    question = set_up_dock.set_up.moved_pool.question
    assert question is not None
    assert question.isVisible()
    assert "pool.gpkg" in question.text()
    texts = [button.text() for button in question.buttons()]
    assert "Use it" not in texts
    next(button for button in question.buttons() if button.text() == "Leave it").click()
    set_up_dock.set_up.county.setText("130636")
    wait_for_pages(set_up_dock)
    assert not question.isVisible()


def test_the_file_of_the_same_name_beside_the_project_is_offered(
    set_up_dock: ZhanbuDock, county: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    moved(set_up_dock, county, folder, folder / "pool.gpkg")
    page = set_up_dock.set_up
    question = page.moved_pool.question
    assert isinstance(question, QMessageBox)
    next(button for button in question.buttons() if button.text() == "Use it").click()
    wait_for_pages(set_up_dock)
    assert page.current().pool == str(folder / "pool.gpkg")
    assert page.poolLine.text().startswith("Pool of county")
