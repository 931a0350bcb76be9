"""What is wrong with the data is said in the window, with the layer's name and the way out; the pool stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from event_loop import wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from zhanbu_plugin.gui.check.check_page import WHOLE
from zhanbu_plugin.gui.dock import ZhanbuDock

SQUARE = "POLYGON((39516000 4306000, 39516100 4306000, 39516100 4306100, 39516000 4306100, 39516000 4306000))"


def told(iface: QgisInterface) -> str:
    return "\n".join(text for level in iface.messageBar().messages.values() for text in level)


def check(dock: ZhanbuDock, layer: QgsVectorLayer) -> None:
    QgsProject.instance().addMapLayer(layer)
    dock.set_up.survey.setLayer(layer)
    page = dock.check
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)


def square(name: str, crs: str, fields: str = "field=BSM:string(18)&field=DLBM:string(5)") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?{crs}&{fields}", name, "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(SQUARE))
    feature.setAttributes(["139901101000009999", "0201"])
    layer.dataProvider().addFeatures([feature])
    return layer


@pytest.fixture
def untouched_pool(county: Path, set_up_dock: ZhanbuDock) -> Callable[[], bool]:
    """Whether the pool still is byte for byte what it was."""
    before = (county / "pool.gpkg").read_bytes()
    return lambda: (county / "pool.gpkg").read_bytes() == before


def test_a_layer_without_reference_system_is_named(
    set_up_dock: ZhanbuDock, qgis_iface: QgisInterface, untouched_pool: Callable[[], bool]
) -> None:
    layer = square("无坐标系图层", "")
    layer.setCrs(QgsCoordinateReferenceSystem())
    check(set_up_dock, layer)
    assert set_up_dock.check.result is None
    assert "无坐标系图层" in told(qgis_iface)
    assert "coordinate reference system" in told(qgis_iface)
    assert untouched_pool()


def test_an_empty_layer_ends_in_words_or_in_an_empty_list(
    set_up_dock: ZhanbuDock, qgis_iface: QgisInterface, untouched_pool: Callable[[], bool]
) -> None:
    empty = QgsVectorLayer("Polygon?crs=EPSG:4527&field=BSM:string(18)&field=DLBM:string(5)", "空图层", "memory")
    check(set_up_dock, empty)
    page = set_up_dock.check
    assert (page.result is None and "空图层" in told(qgis_iface)) or page.model.rowCount() == 0
    assert not page.push.isEnabled()
    assert untouched_pool()


def test_a_missing_field_is_a_finding_on_every_parcel(set_up_dock: ZhanbuDock) -> None:
    check(set_up_dock, square("无地类字段", "crs=EPSG:4527", "field=BSM:string(18)&field=OTHER:string(5)"))
    result = set_up_dock.check.result
    assert result is not None
    unchecked = {f.check_id: str(f.message) for f in result.open_findings_of(0)}
    assert "DLBM" in unchecked["CHK-SRC"]


def test_degrees_under_a_projected_reference_system_are_not_eligible(set_up_dock: ZhanbuDock) -> None:
    layer = square("经纬度数值", "crs=EPSG:4527")
    feature = next(layer.getFeatures())
    in_degrees = QgsGeometry.fromWkt("POLYGON((117.1 38.9, 117.2 38.9, 117.2 39, 117.1 39, 117.1 38.9))")
    layer.dataProvider().changeGeometryValues({feature.id(): in_degrees})
    check(set_up_dock, layer)
    result = set_up_dock.check.result
    assert result is not None
    assert "CHK-CRS" in {f.check_id for f in result.open_findings_of(0)}
    assert result.verdicts[0].value == "INELIGIBLE"


def test_a_dem_from_a_service_is_refused_in_words(set_up_dock: ZhanbuDock, qgis_iface: QgisInterface) -> None:
    service = QgsRasterLayer("type=xyz&url=file:///nowhere/{z}/{x}/{y}.png", "在线高程", "wms")
    QgsProject.instance().addMapLayer(service)
    set_up_dock.set_up.dem.setLayer(service)
    check(set_up_dock, square("地块", "crs=EPSG:4527"))
    assert set_up_dock.check.result is None
    assert "在线高程" in told(qgis_iface)


def test_a_survey_that_is_being_edited_is_checked_as_it_looks_now(set_up_dock: ZhanbuDock) -> None:
    layer = square("编辑中", "crs=EPSG:4527")
    feature = next(layer.getFeatures())
    layer.startEditing()
    half = QgsGeometry.fromWkt(SQUARE.replace("4306100", "4306050"))
    layer.changeGeometry(feature.id(), half)
    check(set_up_dock, layer)
    assert set_up_dock.check.result is not None
    assert 4950 < set_up_dock.check.result.area_m2(0) < 5050
    assert layer.isEditable()
    layer.rollBack()


def test_problems_stay_in_the_bar_until_they_are_closed(set_up_dock: ZhanbuDock, qgis_iface: QgisInterface) -> None:
    set_up_dock.check.run.click()
    assert qgis_iface.messageBar().get_messages(Qgis.MessageLevel.Critical)
