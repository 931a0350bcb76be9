"""A run that is cancelled or fails leaves no file, and what it was to replace stays; one that ends well replaces it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import toolbox
from every_algorithm import inputs_of
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from test_background import in_background
from toolbox import CANDIDATES, DLTB, Log, rows

from zhanbu_plugin.processing.outputs import outputs

pytestmark = pytest.mark.usefixtures("zhanbu")

STAGES = {"reading": 2, "preparing": 11, "measuring": 40, "rules": 87, "parcels": 91, "findings": 96}
"""Percent at which a check is cancelled."""


def given(folder: Path) -> dict[str, Any]:
    terms = inputs_of("checkparcels", folder, None, folder)
    return {**terms, "POOL": "", "DEM": str(toolbox.DEM)}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "结果"
    made.mkdir()
    return made


@pytest.mark.parametrize("stage", STAGES)
def test_a_check_cancelled_at_any_stage_leaves_no_file_and_can_be_run_again(folder: Path, stage: str) -> None:
    log = Log(cancel_at=STAGES[stage])
    toolbox.refused("checkparcels", "nothing was changed", log=log, **given(folder))
    assert max(log.shares) < 99
    assert files(folder) == {}
    result = toolbox.run("checkparcels", **given(folder))
    assert sorted(files(folder)) == ["findings.gpkg", "out.gpkg", "report.html"]
    assert len(rows(result["OUTPUT"])) == result["CHECKED"] > 100


@pytest.mark.parametrize("stage", ["measuring", "parcels", "findings"])
def test_a_check_cancelled_in_the_background_leaves_the_files_of_an_earlier_one(
    project: QgsProject, folder: Path, stage: str
) -> None:
    toolbox.run("checkparcels", **{**given(folder), "INPUT": CANDIDATES})
    before = files(folder)
    log = Log(cancel_at=STAGES[stage])
    ended_well, _ = in_background("checkparcels", given(folder), log)
    assert not ended_well
    assert files(folder) == before


@pytest.mark.parametrize("file", ["out.gpkg", "out.shp", "out.geojson", "out.csv"])
def test_only_a_run_that_ends_well_replaces_a_file(folder: Path, file: str) -> None:
    out = folder / file
    toolbox.run("ellipsoidalarea", INPUT=toolbox.parcels(toolbox.box(0, 0)), OUTPUT=str(out))
    before = files(folder)
    toolbox.refused("ellipsoidalarea", "cancelled", log=Log(cancel_at=91), INPUT=DLTB, OUTPUT=str(out))
    assert files(folder) == before
    assert toolbox.run("ellipsoidalarea", INPUT=CANDIDATES, OUTPUT=str(out))["OUTPUT"] == str(out)
    assert sorted(files(folder)) == sorted(before)
    assert len(rows(str(out))) == toolbox.opened(CANDIDATES).featureCount()


def test_what_sqlite_kept_beside_a_replaced_file_does_not_get_into_the_new_one(folder: Path) -> None:
    """A write-ahead log is taken for that of whatever database bears the name."""
    out = folder / "out.gpkg"
    toolbox.run("ellipsoidalarea", INPUT=toolbox.parcels(toolbox.box(0, 0)), OUTPUT=str(out))
    for ending in ("-wal", "-shm"):
        (folder / f"out.gpkg{ending}").write_bytes(b"of another")
    toolbox.run("ellipsoidalarea", INPUT=CANDIDATES, OUTPUT=str(out))
    assert list(files(folder)) == ["out.gpkg"]


def test_what_a_killed_run_has_left_goes_with_the_next_one(folder: Path) -> None:
    left = folder / ".out.gpkg.part"
    left.mkdir()
    (left / "out.gpkg").write_bytes(b"half")
    toolbox.run("ellipsoidalarea", INPUT=CANDIDATES, OUTPUT=str(folder / "out.gpkg"))
    assert list(files(folder)) == ["out.gpkg"]


def test_an_output_that_fails_takes_the_others_along(folder: Path) -> None:
    (folder / "file").write_text("a file")
    terms = {**given(folder), "FINDINGS": str(folder / "file" / "findings.gpkg")}
    toolbox.refused("checkparcels", "findings.gpkg", **terms)
    assert list(files(folder)) == ["file"]


def test_the_layer_that_is_loaded_afterwards_is_the_one_in_its_place(project: QgsProject, folder: Path) -> None:
    out = folder / "图斑.gpkg"
    wanted = QgsProcessingOutputLayerDefinition(str(out), project)
    wanted.destinationName = "面积"
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("zhanbu:ellipsoidalarea")
    results, ended_well = algorithm.run({"INPUT": CANDIDATES, "OUTPUT": wanted}, context, feedback)
    assert ended_well
    loaded = context.layersToLoadOnCompletion()
    assert {name: details.name for name, details in loaded.items()} == {results["OUTPUT"]: "面积"}
    layer = QgsVectorLayer(results["OUTPUT"], "loaded", "ogr")
    assert layer.isValid() and layer.featureCount() > 10
    assert layer.dataProvider().uri().table() in ("", "图斑")
    assert list(files(folder)) == ["图斑.gpkg"]


def test_a_temporary_output_too_large_for_memory_becomes_a_file_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "IN_MEMORY", 1_000)
    log = Log()
    terms = {"INPUT": CANDIDATES, "AS_OF": toolbox.AS_OF, "COUNTY": toolbox.COUNTY}
    result = toolbox.run("checkparcels", log, **terms, OUTPUT="TEMPORARY_OUTPUT", FINDINGS="TEMPORARY_OUTPUT")
    assert isinstance(result["OUTPUT"], QgsVectorLayer) and result["OUTPUT"].providerType() == "memory"
    assert Path(result["FINDINGS"]).suffix == ".gpkg"
    found = rows(result["FINDINGS"])
    assert len(found) % result["CHECKED"] == 0
    assert f"FINDINGS gets {len(found)} rows" in log and "too many for memory" in log


def _changed(layer: QgsVectorLayer) -> None:
    """Edits of each kind, after which a layer gives its features in another order."""
    ids = sorted(feature.id() for feature in layer.getFeatures())
    assert layer.startEditing()
    assert layer.changeGeometry(ids[-1], QgsGeometry.fromWkt(toolbox.box(0, 5_000, 70)))
    assert layer.changeAttributeValue(ids[3], layer.fields().indexOf("BSM"), "changed")
    assert layer.deleteFeature(ids[1])
    added = QgsFeature(layer.fields())
    added["BSM"], added["DLBM"] = "added", "0201"
    added.setGeometry(QgsGeometry.fromWkt(toolbox.box(0, 6_000, 30)))
    assert layer.addFeature(added)


@pytest.mark.parametrize("saved", [True, False])
def test_each_feature_gets_its_own_row_in_whatever_order_features_come(
    tmp_path: Path, saved: bool, project: QgsProject
) -> None:
    """Sides from 10 m up, so that every area names its parcel."""
    layer = toolbox.parcels(*(toolbox.box(200 * i, 0, 10 + i) for i in range(40)))
    if saved:
        path = str(tmp_path / "saved.gpkg")
        toolbox.run("ellipsoidalarea", INPUT=layer, OUTPUT=path)
        layer = toolbox.opened(path)
    _changed(layer)
    for name, column in (("ellipsoidalarea", "area_m2"), ("checkparcels", "area_m2")):
        terms = {"COUNTY": toolbox.COUNTY, "AS_OF": toolbox.AS_OF} if name == "checkparcels" else {}
        result = toolbox.run(name, INPUT=layer, OUTPUT="memory:", **terms)["OUTPUT"]
        assert result.featureCount() == 40
        for feature in result.getFeatures():
            assert feature[column] == pytest.approx(feature.geometry().area(), rel=1e-3), feature["BSM"]
            assert name != "checkparcels" or feature["parcel_id"] == feature["BSM"]
    layer.rollBack()
