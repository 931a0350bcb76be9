"""``changeshape``: a parcel of the pool gets the shape with which it was checked anew, and the former one is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import toolbox
from qgis.core import QgsFeature, QgsField, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from toolbox import AS_OF, SURVEY, box, parcels, rows, run

from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool

pytestmark = pytest.mark.usefixtures("zhanbu")

RECORDED = "2027-12-31T18:00:00+08:00"


def first_of(pool: Path) -> tuple[str, str, float]:
    """Uid, survey id and area of the pool's first parcel."""
    row = min(rows(f"{pool}|layername=parcel"), key=lambda row: row["parcel_uid"])
    return row["parcel_uid"], row["src_bsm"], row["area_dm2"] / 100


def shrunk(folder: Path, uid: str, bsm: str, metres: float = 2.0) -> QgsVectorLayer:
    """The survey parcel called by its uid, its outline drawn in, with the area that the new outline has."""
    copy = shutil.copy(SURVEY, folder / "survey.gpkg")  # QGIS notes in a GeoPackage that it was opened
    source = QgsVectorLayer(f"{copy}|layername=candidates", "candidates", "ogr")
    source.setSubsetString(f"BSM = '{bsm}'")
    layer = QgsVectorLayer("Polygon?crs=EPSG:4527", "accepted", "memory")
    layer.dataProvider().addAttributes([*source.fields(), QgsField("parcel_uid", QMetaType.Type.QString)])
    layer.updateFields()
    (old,) = source.getFeatures()
    new = QgsFeature(layer.fields())
    new.setAttributes([*old.attributes(), uid])
    new.setGeometry(old.geometry().buffer(-metres, 1).convexHull().intersection(old.geometry().buffer(-metres, 1)))
    (measured,) = rows(run("ellipsoidalarea", INPUT=_one(layer, new), OUTPUT="memory:")["OUTPUT"])
    new["TBMJ"] = round(measured["area_m2"], 2)
    return _one(layer, new)


def _one(layer: QgsVectorLayer, feature: QgsFeature) -> QgsVectorLayer:
    layer.dataProvider().truncate()
    layer.dataProvider().addFeature(QgsFeature(feature))
    return layer


def test_a_parcel_gets_the_boundary_that_was_accepted(filled: Path, tmp_path: Path) -> None:
    uid, bsm, before = first_of(filled)
    shape = shrunk(tmp_path, uid, bsm)
    checked = toolbox.check(INPUT=shape, ID_FIELD="parcel_uid", POOL=str(filled), FINDINGS="memory:")
    act = {"POOL": str(filled), "REASON": "按验收范围", "DATE": AS_OF, "RECORDED": RECORDED}
    result = run("changeshape", INPUT=checked["OUTPUT"], REFUSALS="memory:", **act)
    assert (result["CHANGED"], result["REFUSED"]) == (1, 0), rows(result["REFUSALS"])
    assert 0 < first_of(filled)[2] < before
    with pool_for_reading(filled) as pool:
        (former,) = pool.versions(uid)
    assert (former.reason, former.area_dm2 / 100) == ("按验收范围", before)
    assert verify_pool(filled) == ()


def test_a_shape_that_did_not_pass_its_check_changes_nothing(filled: Path) -> None:
    uid, _, before = first_of(filled)
    checked = toolbox.check(INPUT=parcels(box(0, 0)), FINDINGS="memory:")
    act = {"POOL": str(filled), "PARCEL": uid, "REASON": "按验收范围", "DATE": AS_OF, "RECORDED": RECORDED}
    result = run("changeshape", INPUT=checked["OUTPUT"], REFUSALS="memory:", **act)
    assert (result["CHANGED"], result["REFUSED"]) == (0, 1)
    (refusal,) = rows(result["REFUSALS"])
    assert refusal["parcel_id"] == uid
    assert refusal["reason"]
    assert first_of(filled)[2] == before


def test_a_name_for_one_parcel_and_a_layer_of_many_is_refused(filled: Path) -> None:
    checked = toolbox.check(INPUT=parcels(box(0, 0), box(300, 0)))
    act = {"POOL": str(filled), "PARCEL": first_of(filled)[0], "REASON": "按验收范围", "DATE": AS_OF}
    toolbox.refused("changeshape", "2", "PARCEL", INPUT=checked["OUTPUT"], RECORDED=RECORDED, **act)
