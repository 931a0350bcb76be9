"""``zhanbu:contiguity``: clusters and their areas, whatever kind of layer comes in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsVectorLayer,
)
from toolbox import DLTB, Log, box, by, opened, parcels, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


def clusters(layer: object, log: Log | None = None, **given: object) -> dict[str, Any]:
    result = run("contiguity", log, INPUT=layer, OUTPUT="memory:", **given)["OUTPUT"]
    return {parcel: row["cluster_id"] for parcel, row in by("BSM", result).items()}


def test_parcels_up_to_20_metres_apart_are_one_cluster_unless_told_otherwise() -> None:
    layer = parcels(box(0, 0), box(120, 0), box(240.01, 0))
    assert clusters(layer) == {"P1": 1, "P2": 1, "P3": 2}
    assert clusters(layer, GAP=20.01) == {"P1": 1, "P2": 1, "P3": 1}
    assert clusters(layer, GAP=0) == {"P1": 1, "P2": 2, "P3": 3}


def test_the_cluster_s_area_is_the_sum_of_the_areas_that_the_area_tool_gives() -> None:
    measured = by("fid", run("ellipsoidalarea", INPUT=DLTB, OUTPUT="memory:")["OUTPUT"])
    grouped = rows(run("contiguity", INPUT=DLTB, OUTPUT="memory:")["OUTPUT"])
    sums: dict[int, float] = {}
    for row in grouped:
        sums[row["cluster_id"]] = sums.get(row["cluster_id"], 0.0) + measured[row["fid"]]["area_m2"]
    for row in grouped:
        # Each of the summed areas was rounded to 0.01 m², the cluster's area only once.
        assert row["cluster_m2"] == pytest.approx(sums[row["cluster_id"]], abs=0.005 * len(grouped) + 0.01)


def test_the_sample_county_s_clusters_are_those_of_qgis_s_own_buffers_and_of_every_distance() -> None:
    result = run("contiguity", INPUT=DLTB, GAP=3, OUTPUT="memory:")["OUTPUT"]
    found = [
        (row["cluster_id"], shapely.from_wkt(f.geometry().asWkt(9)))
        for row, f in zip(rows(result), result.getFeatures(QgsFeatureRequest()))
    ]
    number = np.array([n for n, _ in found])
    shapes = np.array([s for _, s in found], dtype=object)
    group = np.arange(len(shapes))
    one, other = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=3.00005)
    for i, j in zip(one, other):
        group[group == max(group[i], group[j])] = min(group[i], group[j])
    assert len(np.unique(np.stack([group, number]), axis=1).T) == len(np.unique(group)) == len(np.unique(number))


def test_degrees_other_zones_and_systems_in_feet_give_what_the_zone_gives(project: QgsProject) -> None:
    import processing

    layer = parcels(box(0, 0), box(119.9, 0), box(0, 400), box(120.1, 400))
    for crs in ("EPSG:4490", "EPSG:3857", "EPSG:4528", "PROJ4:+proj=tmerc +lon_0=117 +ellps=GRS80 +units=us-ft"):
        moved = processing.run("native:reprojectlayer", {"INPUT": layer, "TARGET_CRS": crs, "OUTPUT": "memory:"})
        assert clusters(moved["OUTPUT"]) == {"P1": 3, "P2": 3, "P3": 1, "P4": 2}, crs


def test_only_the_selected_parcels_tie_clusters_together(project: QgsProject) -> None:
    layer = parcels(box(0, 0), box(110, 0), box(220, 0))
    project.addMapLayer(layer)
    first, _, last = sorted(feature.id() for feature in layer.getFeatures())
    layer.selectByIds([first, last])
    assert clusters(QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)) == {"P1": 1, "P3": 2}


def test_what_is_edited_and_not_yet_saved_counts(project: QgsProject) -> None:
    layer = parcels(box(0, 0), box(110, 0), box(220, 0))
    project.addMapLayer(layer)
    middle = next(f.id() for f in layer.getFeatures() if f["BSM"] == "P2")
    assert layer.startEditing()
    assert layer.deleteFeature(middle)
    assert clusters(layer) == {"P1": 1, "P3": 2}
    assert layer.rollBack()


def test_a_parcel_without_a_shape_has_no_cluster_and_a_broken_one_is_named() -> None:
    west, south = 39_518_000, 4_306_000
    bow = f"POLYGON (({west} {south}, {west + 9} {south + 9}, {west + 9} {south}, {west} {south + 9}, {west} {south}))"
    log = Log()
    result = run("contiguity", log, INPUT=parcels(bow, None, box(20, 0)), OUTPUT="memory:")["OUTPUT"]
    assert [(row["cluster_id"], row["cluster_m2"] is None) for row in rows(result)] == [
        (1, False),
        (None, True),
        (1, False),
    ]
    assert "#1" in log
    assert "2 polygons in 1 clusters" in log


def test_a_negative_gap_is_refused() -> None:
    refused("contiguity", "GAP", INPUT=parcels(box(0, 0)), GAP=-1, OUTPUT="memory:")


def test_a_run_again_replaces_its_columns(tmp_path: Path) -> None:
    once = run("contiguity", INPUT=parcels(box(0, 0), box(300, 0)), OUTPUT=str(tmp_path / "once.shp"))["OUTPUT"]
    twice = run("contiguity", INPUT=once, GAP=500, OUTPUT=str(tmp_path / "twice.shp"))["OUTPUT"]
    assert [field.name() for field in opened(twice).fields()] == ["BSM", "DLBM", "cluster_id", "cluster_m2"]
    assert [row["cluster_id"] for row in rows(twice)] == [1, 1]


def test_it_works_inside_a_model() -> None:
    model = QgsProcessingModelAlgorithm("clusters", "tests")
    parameter = QgsProcessingParameterFeatureSource("PARCELS", "Parcels")
    model.addModelParameter(parameter, QgsProcessingModelParameter("PARCELS"))
    child = QgsProcessingModelChildAlgorithm("zhanbu:contiguity")
    child.setChildId("clusters")
    child.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromModelParameter("PARCELS")])
    child.addParameterSources("GAP", [QgsProcessingModelChildParameterSource.fromExpression("2 * 25")])
    output = QgsProcessingModelOutput("OUT")
    output.setChildOutputName("OUTPUT")
    output.setChildId("clusters")
    child.setModelOutputs({"OUT": output})
    model.addChildAlgorithm(child)
    context, log = QgsProcessingContext(), Log()
    results, well = model.run({"PARCELS": parcels(box(0, 0), box(150, 0)), "clusters:OUT": "memory:"}, context, log)
    assert well, log.failed
    layer = context.getMapLayer(results["clusters:OUT"])
    assert isinstance(layer, QgsVectorLayer)
    assert [row["cluster_id"] for row in rows(layer)] == [1, 1]
