"""The pool in QGIS: it opens as a layer, filters through its index, and its attribute table can't break it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pool_parcels import EAST, NORTH, PUSH_TERMS, grid_of_parcels
from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsRectangle, QgsVectorLayer

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "储备库.gpkg"
    create_pool(path, county="139901", epsg=4527, created_on=date(2026, 11, 1))
    push_parcels(path, grid_of_parcels(3), **PUSH_TERMS)
    return path


@pytest.fixture
def layer(qgis_app: object, filled: Path) -> QgsVectorLayer:
    opened = QgsVectorLayer(f"{filled}|layername=parcel", "pool", "ogr")
    assert opened.isValid()
    return opened


def test_qgis_opens_the_layer_and_filters_through_its_index(layer: QgsVectorLayer) -> None:
    assert layer.crs().authid() == "EPSG:4527"
    assert layer.featureCount() == 3
    assert layer.extent() == QgsRectangle(EAST, NORTH, EAST + 250, NORTH + 50)
    request = QgsFeatureRequest().setFilterRect(QgsRectangle(EAST + 110, NORTH, EAST + 120, NORTH + 10))
    assert [f["parcel_uid"] for f in layer.getFeatures(request)] == ["139901-CROP-000002"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("area_dm2", 1, "PARCEL_LOCKED"),
        ("src_bsm", "x", "PARCEL_LOCKED"),
        ("state", "INDICATOR", "STATE_WITHOUT_EVENT"),
        ("is_active", False, "STATE_WITHOUT_EVENT"),
    ],
)
def test_a_value_changed_in_the_attribute_table_is_refused_with_the_reason(
    layer: QgsVectorLayer, filled: Path, field: str, value: object, code: str
) -> None:
    layer.startEditing()
    assert layer.changeAttributeValue(1, layer.fields().indexOf(field), value)
    assert not layer.commitChanges()
    assert code in " ".join(layer.commitErrors())
    layer.rollBack()
    assert verify_pool(filled) == ()


def test_a_reshaped_parcel_is_refused(layer: QgsVectorLayer, filled: Path) -> None:
    layer.startEditing()
    assert layer.changeGeometry(1, QgsGeometry.fromRect(QgsRectangle(EAST, NORTH, EAST + 90, NORTH + 90)))
    assert not layer.commitChanges()
    assert "PARCEL_LOCKED" in " ".join(layer.commitErrors())
    layer.rollBack()
    assert verify_pool(filled) == ()


def test_a_deleted_parcel_is_refused(layer: QgsVectorLayer, filled: Path) -> None:
    layer.startEditing()
    assert layer.deleteFeature(1)
    assert not layer.commitChanges()
    assert "PARCEL_LOCKED" in " ".join(layer.commitErrors())
    layer.rollBack()
    assert verify_pool(filled) == ()


def test_a_parcel_copied_and_pasted_is_refused(layer: QgsVectorLayer, filled: Path) -> None:
    pasted = QgsFeature(layer.getFeature(1))
    pasted.setAttribute("fid", None)
    pasted.setAttribute("parcel_uid", "139901-CROP-000009")
    pasted.setAttribute("geometry_hash", "a" * 64)
    pasted.setAttribute("parcel_no", "9")
    layer.startEditing()
    assert layer.addFeature(pasted)
    assert not layer.commitChanges()
    assert "PARCEL_BY_HAND" in " ".join(layer.commitErrors())
    layer.rollBack()
    assert verify_pool(filled) == ()


@pytest.mark.parametrize(
    "table", ["event", "claim", "finding", "check_run", "meta", "migration", "batch", "layer_snapshot", "rule_set"]
)
def test_the_plain_tables_open_and_refuse_edits(qgis_app: object, filled: Path, table: str) -> None:
    rows = QgsVectorLayer(f"{filled}|layername={table}", table, "ogr")
    assert rows.isValid()
    (first, *_) = rows.getFeatures()
    rows.startEditing()
    assert rows.deleteFeature(first.id())
    assert not rows.commitChanges()
    assert "_LOCKED" in " ".join(rows.commitErrors())
    rows.rollBack()
    assert verify_pool(filled) == ()


def test_a_push_works_while_qgis_shows_the_layer(layer: QgsVectorLayer, filled: Path) -> None:
    seen = layer.getFeatures()
    next(seen)
    push_parcels(filled, grid_of_parcels(2, first=3), **PUSH_TERMS)
    layer.dataProvider().reloadData()
    assert layer.featureCount() == 5
    assert verify_pool(filled) == ()


def test_a_push_works_while_qgis_has_the_layer_in_edit_mode(layer: QgsVectorLayer, filled: Path) -> None:
    layer.startEditing()
    push_parcels(filled, grid_of_parcels(2, first=3), **PUSH_TERMS)
    assert verify_pool(filled) == ()
    layer.rollBack()
    layer.dataProvider().reloadData()
    assert layer.featureCount() == 5
