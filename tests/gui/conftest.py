"""Fixtures of the desktop face: real widgets, a real canvas, a copy of the sample county."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QAction
from sample_set_up import AS_OF, COUNTY, ROLES

from zhanbu_plugin.gui.check.check_page import WHOLE
from zhanbu_plugin.gui.dock import ZhanbuDock


@pytest.fixture(autouse=True)
def slots_do_not_raise(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An exception in a slot fails the test; Qt alone would end the process."""
    raised: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: raised.append(error))
    yield
    if raised:
        raise raised[0]


@pytest.fixture
def county(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample county's folder."""
    for name in ("sample.gpkg", "dem.tif"):
        shutil.copy(sample / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def project(qgis_new_project: None, qgis_canvas: QgsMapCanvas) -> Iterator[QgsProject]:
    """An empty project in the county's reference system."""
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4527"))
    qgis_canvas.setDestinationCrs(project.crs())
    yield project
    project.clear()


@pytest.fixture
def add_layer(project: QgsProject, county: Path) -> Callable[..., QgsVectorLayer]:
    """Adds a layer of the sample county under a name."""

    def add(table: str, name: str = "") -> QgsVectorLayer:
        layer = QgsVectorLayer(f"{county / 'sample.gpkg'}|layername={table}", name or table, "ogr")
        assert layer.isValid()
        project.addMapLayer(layer)
        return layer

    return add


@pytest.fixture
def dock(project: QgsProject, qgis_iface: QgisInterface) -> Iterator[ZhanbuDock]:
    """The dock over the canvas of the test window."""
    qgis_iface.messageBar().clear_messages()
    action = QAction("tag")
    action.setCheckable(True)
    dock = ZhanbuDock(qgis_iface, action)
    yield dock
    dock.close_down()
    dock.deleteLater()


@pytest.fixture
def set_up_dock(dock: ZhanbuDock, add_layer: Callable[..., QgsVectorLayer], county: Path) -> ZhanbuDock:
    """The dock with the county's layers in their roles and a new pool; the survey layer is ``candidates``."""
    candidates = add_layer("candidates")
    for role in (*ROLES, "county"):
        add_layer(role)
    QgsProject.instance().addMapLayer(QgsRasterLayer(str(county / "dem.tif"), "dem"))
    page = dock.set_up
    page.survey.setLayer(candidates)
    page.county.setText(COUNTY)
    page.asOf.setDate(AS_OF)
    assert page.make_pool(str(county / "pool.gpkg"))
    wait_for_pages(dock)
    return dock


@pytest.fixture
def checked_dock(set_up_dock: ZhanbuDock) -> ZhanbuDock:
    """The dock after a check of the whole layer ``candidates``."""
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    assert page.result is not None
    return set_up_dock
