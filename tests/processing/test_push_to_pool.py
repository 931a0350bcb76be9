"""``createpool``, ``pushtopool`` and ``poolbalance``: what enters, what doesn't and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from toolbox import AS_OF, BATCH, CANDIDATES, COUNTY, Log, box, check, opened, parcels, push, rows, run

from zhanbu_plugin.pool.integrity import verify_pool

pytestmark = pytest.mark.usefixtures("zhanbu")


def balance(pool: Path, day: str = AS_OF, system: str = "CROP") -> tuple[list[dict[str, Any]], float]:
    result = run("poolbalance", POOL=str(pool), SYSTEM=system, AS_OF=day, OUTPUT="memory:")
    return rows(result["OUTPUT"]), result["AVAILABLE"]


@pytest.fixture
def editable(checked: dict[str, Any], tmp_path: Path) -> QgsVectorLayer:
    """A copy of the checked layer that a test may change."""
    import shutil

    return opened(str(shutil.copy(checked["OUTPUT"], tmp_path / "checked.gpkg")))


def eligible(layer: QgsVectorLayer) -> QgsFeature:
    """An eligible parcel of ordinary shape."""
    return next(layer.getFeatures('"verdict" = \'ELIGIBLE\' AND "area_m2" > 5000'))


def refusals(result: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {row["parcel_id"]: (row["code"], row["reason"]) for row in rows(result["REFUSALS"])}


def test_eligible_parcels_enter_and_every_other_is_refused_with_its_reason(pool: Path, checked: dict[str, Any]) -> None:
    log = Log()
    result = push(pool, checked["OUTPUT"], log)
    assert result["ADMITTED"] == checked["ELIGIBLE"]
    assert result["REFUSED"] == checked["CHECKED"] - checked["ELIGIBLE"]
    found = refusals(result)
    verdicts = {row["parcel_id"]: row for row in rows(checked["OUTPUT"])}
    assert found.keys() == {p for p, row in verdicts.items() if row["verdict"] != "ELIGIBLE"}
    for parcel, (code, reason) in found.items():
        assert code == "NOT_ELIGIBLE"
        assert "CHK-" in reason, "the checks that speak against it are named"
        assert f"{parcel}: NOT_ELIGIBLE" in log
    assert verify_pool(pool) == ()


def test_the_balance_before_and_after(pool: Path, checked: dict[str, Any]) -> None:
    assert balance(pool) == ([], 0)
    push(pool, checked["OUTPUT"])
    area = sum(round(r["area_m2"] * 100) for r in rows(checked["OUTPUT"]) if r["verdict"] == "ELIGIBLE")
    (row,), available = balance(pool)
    assert (row["account"], row["bucket"], row["year"]) == ("STOCK", "CANDIDATE", 2026)
    assert round(row["area_m2"] * 100) == area
    assert available == 0, "candidates are no supply"
    assert balance(pool, "2026-11-20") == ([], 0), "the day before, the pool was empty"
    assert balance(pool, system="FOREST") == ([], 0)


def test_a_second_push_of_the_same_layer_is_refused_and_changes_nothing(filled: Path, checked: dict[str, Any]) -> None:
    before = toolbox.sha256(filled)
    result = push(filled, checked["OUTPUT"], BATCH="again")
    assert result["ADMITTED"] == 0
    codes = [code for code, _ in refusals(result).values()]
    assert codes.count("ALREADY") == checked["ELIGIBLE"]
    assert toolbox.sha256(filled) == before
    batches = {row["batch"] for row in rows(f"{filled}|layername=batch")}
    assert batches == {BATCH}


Edit = Callable[[QgsVectorLayer, QgsFeature], object]


def _set(field: str, value: object) -> Edit:
    def edit(layer: QgsVectorLayer, feature: QgsFeature) -> object:
        return layer.changeAttributeValue(feature.id(), layer.fields().indexOf(field), value)

    return edit


def _widen(layer: QgsVectorLayer, feature: QgsFeature) -> object:
    return layer.changeGeometry(feature.id(), QgsGeometry.fromRect(feature.geometry().boundingBox().buffered(1)))


def _move_a_vertex_by_a_centimetre(layer: QgsVectorLayer, feature: QgsFeature) -> object:
    shape = feature.geometry()
    corner = shape.vertexAt(0)
    shape.moveVertex(corner.x() + 0.01, corner.y(), 0)
    return layer.changeGeometry(feature.id(), shape)


@pytest.mark.parametrize(
    "edit",
    [
        _widen,
        _move_a_vertex_by_a_centimetre,
        _set("area_m2", 99_999.0),
        _set("checks", "[]"),
        _set("seal", "0" * 64),
        _set("run", None),
        _set("verdict", "WAIVABLE"),
        _set("DLBM", "0404"),
        _set("BSM", "139901101000009999"),
        _set("category", "REHAB"),
    ],
    ids=["wider", "1 cm", "area", "checks", "seal", "run", "verdict", "class", "survey id", "category"],
)
@pytest.mark.parametrize("saved", [True, False], ids=["saved", "not yet saved"])
def test_a_parcel_changed_after_its_check_is_refused(
    pool: Path, editable: QgsVectorLayer, edit: Edit, saved: bool
) -> None:
    feature = eligible(editable)
    assert editable.startEditing()
    assert edit(editable, feature)
    if saved:
        assert editable.commitChanges()
    code, reason = refusals(push(pool, editable))[feature["parcel_id"]]
    assert code in ("SEAL_BROKEN", "NOT_ELIGIBLE")
    assert "heck" in reason and "again" in reason, "the way out is to check again"
    if not saved:
        editable.rollBack()


def test_a_barred_parcel_made_eligible_by_hand_is_refused(pool: Path, editable: QgsVectorLayer) -> None:
    barred = next(editable.getFeatures("\"verdict\" = 'INELIGIBLE'"))
    like = eligible(editable)
    assert editable.startEditing()
    for name in ("verdict", "checks", "run", "seal", "area_m2"):
        editable.changeAttributeValue(barred.id(), editable.fields().indexOf(name), like[name])
    assert editable.commitChanges()
    assert refusals(push(pool, editable))[barred["parcel_id"]][0] == "SEAL_BROKEN"


def test_only_selected_parcels_are_pushed(pool: Path, editable: QgsVectorLayer, project: QgsProject) -> None:
    project.addMapLayer(editable)
    chosen = [f.id() for f in editable.getFeatures("\"verdict\" = 'ELIGIBLE'")][:3]
    editable.selectByIds(chosen)
    result = push(pool, QgsProcessingFeatureSourceDefinition(editable.id(), selectedFeaturesOnly=True))
    assert (result["ADMITTED"], result["REFUSED"]) == (3, 0)


def test_checks_later_than_the_push_are_stale(pool: Path, checked: dict[str, Any]) -> None:
    """What is too old, and rules out of force, are in tests/pool: nothing is pushed on a day that hasn't come."""
    found = refusals(push(pool, checked["OUTPUT"], AS_OF="2026-11-20"))
    stale = [text for code, text in found.values() if code == "STALE"]
    assert len(stale) == checked["ELIGIBLE"]
    assert all("later than the push" in text for text in stale)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"AS_OF": "2999-01-01"}, "2999-01-01 lies after the day on which it is recorded"),
        ({"ROLE": "NOBODY"}, "no role “NOBODY”"),
        ({"ROLE": "PROV_NR"}, "It is for: TECHNICIAN, COUNTY_NR"),
    ],
)
def test_nobody_pushes_ahead_of_the_day_or_in_a_wrong_name(
    pool: Path, checked: dict[str, Any], given: dict[str, str], told: str
) -> None:
    with pytest.raises(QgsProcessingException, match=told):
        push(pool, checked["OUTPUT"], **given)


def test_another_system_s_pool_takes_nothing(pool: Path, checked: dict[str, Any]) -> None:
    found = refusals(push(pool, checked["OUTPUT"], SYSTEM="FOREST"))
    wrong = [text for code, text in found.values() if code == "WRONG_SYSTEM"]
    assert len(wrong) == checked["ELIGIBLE"] + checked["WAIVABLE"]
    assert all("CROP" in text and "FOREST" in text for text in wrong)


def test_another_county_s_pool_takes_nothing(checked: dict[str, Any], tmp_path: Path) -> None:
    other = tmp_path / "other.gpkg"
    run("createpool", POOL=str(other), COUNTY="139902", CRS=toolbox.CRS)
    found = refusals(push(other, checked["OUTPUT"]))
    wrong = [text for code, text in found.values() if code == "WRONG_COUNTY"]
    assert len(wrong) == checked["ELIGIBLE"] + checked["WAIVABLE"]
    assert all(COUNTY in text and "139902" in text for text in wrong)


def test_a_result_saved_as_shapefile_is_warned_of_and_clearly_refused(pool: Path, tmp_path: Path) -> None:
    out, log = tmp_path / "checked.shp", Log()
    result = check(log, POOL=str(pool), OUTPUT=str(out))
    assert any("checked.shp" in w and "254" in w and "GeoPackage" in w for w in log.warned)
    before = toolbox.sha256(pool)
    pushed = push(pool, str(out))
    assert pushed["ADMITTED"] == 0
    assert pushed["REFUSED"] == result["CHECKED"], "no parcel is lost without a word"
    cut = [text for code, text in refusals(pushed).values() if code == "SEAL_BROKEN"]
    assert len(cut) == result["ELIGIBLE"] + result["WAIVABLE"]
    assert all("short texts" in text and "GeoPackage" in text for text in cut)
    assert toolbox.sha256(pool) == before


def test_a_layer_that_was_never_checked_is_refused_as_a_whole(pool_stays: Path) -> None:
    toolbox.refused(
        "pushtopool", "sample.gpkg: candidates", "not the result of a check", "Run “Check parcels” first",
        INPUT=CANDIDATES, POOL=str(pool_stays), SYSTEM="CROP", BATCH=BATCH, AS_OF=AS_OF,
    )  # fmt: skip


def test_two_parcels_on_the_same_ground_in_one_push_enter_once(pool: Path, editable: QgsVectorLayer) -> None:
    feature = QgsFeature(eligible(editable))
    parcel = feature["parcel_id"]
    feature.setId(-1)
    feature.setAttribute("fid", None)
    assert editable.startEditing() and editable.addFeature(feature) and editable.commitChanges()
    result = push(pool, editable)
    twice = [row for row in rows(result["REFUSALS"]) if row["parcel_id"].startswith(parcel)]
    assert len(twice) >= 1
    with closing(sqlite3.connect(pool)) as database:
        held = database.execute("SELECT count(*) FROM parcel WHERE src_bsm = ?", (feature["BSM"],)).fetchone()[0]
    assert held <= 1


@pytest.mark.parametrize("batch", ["", "   ", "a" * 61, "two\nlines"])
def test_a_batch_needs_a_name(pool_stays: Path, checked: dict[str, Any], batch: str) -> None:
    toolbox.refused(
        "pushtopool", "BATCH" if not batch else "batch",
        INPUT=checked["OUTPUT"], POOL=str(pool_stays), SYSTEM="CROP", BATCH=batch, AS_OF=AS_OF,
    )  # fmt: skip


@pytest.mark.parametrize("algorithm", ["pushtopool", "poolbalance", "exportsubmission", "createpool", "checkparcels"])
def test_a_server_that_qgis_does_not_know_is_answered_with_the_way_out(
    algorithm: str, checked: dict[str, Any], tmp_path: Path
) -> None:
    given = {
        "pushtopool": {"INPUT": checked["OUTPUT"], "BATCH": BATCH},
        "poolbalance": {"OUTPUT": "memory:"},
        "exportsubmission": {"BATCH": BATCH, "PACKAGE": str(tmp_path / "p.zip")},
        "createpool": {"COUNTY": COUNTY, "CRS": toolbox.CRS},
        "checkparcels": {"INPUT": parcels(box(0, 0)), "OUTPUT": "memory:"},
    }[algorithm]
    toolbox.refused(
        algorithm, "pg:nobody/zhanbu", "no PostgreSQL connection “nobody”", POOL="pg:nobody/zhanbu", **given
    )


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"COUNTY": "13990"}, "13990"),
        ({"COUNTY": "abcdef"}, "abcdef"),
        ({"CRS": "EPSG:4490"}, "not a Gauss–Krüger zone"),
        ({"CRS": "EPSG:3857"}, "not a Gauss–Krüger zone"),
        ({"CRS": ""}, "CRS"),
        ({"POOL": "pool.zip"}, "ends in .gpkg"),
    ],
)
def test_a_pool_needs_a_county_a_zone_and_a_geopackage(
    given: dict[str, str], part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    toolbox.refused("createpool", part, **{"POOL": "pool.gpkg", "COUNTY": COUNTY, "CRS": toolbox.CRS, **given})
    assert list(tmp_path.iterdir()) == []


def test_a_pool_never_replaces_a_file(pool_stays: Path) -> None:
    toolbox.refused(
        "createpool", pool_stays.name, "exists already", POOL=str(pool_stays), COUNTY=COUNTY, CRS=toolbox.CRS
    )


def test_a_pool_opens_in_qgis_with_its_parcels_in_the_zone(filled: Path, checked: dict[str, Any]) -> None:
    layer = opened(f"{filled}|layername=parcel")
    assert layer.crs().authid() == toolbox.CRS
    assert layer.featureCount() == checked["ELIGIBLE"]
    assert {row["state"] for row in rows(layer)} == {"CANDIDATE"}
    assert {row["batch"] for row in rows(layer)} == {BATCH}
