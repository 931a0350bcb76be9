"""``zhanbu:neighbours``: who shares a boundary with whom, and for how many metres."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject
from qgis.PyQt.QtCore import QMetaType
from toolbox import DLTB, Log, box, opened, parcels, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """As ``box``, with two sides."""
    west, south = 39_518_000 + x, 4_306_000 + y
    east, north = west + width, south + height
    return f"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


def pairs(layer: object, log: Log | None = None, **given: object) -> list[tuple[str, str, float]]:
    result = run("neighbours", log, INPUT=layer, OUTPUT="memory:", **given)
    found = [(row["parcel_id"], row["other_id"], row["length_m"]) for row in rows(result["OUTPUT"])]
    assert result["PAIRS"] == len(found)
    return found


def test_four_squares_of_100_metres_share_100_metres_side_by_side_and_nothing_across_the_corner() -> None:
    log = Log()
    layer = parcels(box(0, 0), box(100, 0), box(0, 100), box(100, 100), box(300, 300))
    assert pairs(layer, log) == [("P1", "P2", 100.0), ("P1", "P3", 100.0), ("P2", "P4", 100.0), ("P3", "P4", 100.0)]
    assert "4 pairs of neighbours; 1 of 5 polygons have none" in log


def test_a_long_parcel_shares_with_each_of_those_that_lie_along_it_what_they_have_of_its_side() -> None:
    layer = parcels(rectangle(0, 0, 100, 10), rectangle(0, 10, 30, 5), rectangle(30, 10, 12.34, 5))
    assert pairs(layer) == [("P1", "P2", 30.0), ("P1", "P3", 12.34), ("P2", "P3", 5.0)]


def test_pairs_below_the_least_length_are_left_out_and_one_of_just_that_length_stays() -> None:
    layer = parcels(rectangle(0, 0, 100, 10), rectangle(0, 10, 30, 5), rectangle(30, 10, 12.34, 5))
    assert pairs(layer, MIN_LENGTH=12.34) == [("P1", "P2", 30.0), ("P1", "P3", 12.34)]
    assert pairs(layer, MIN_LENGTH=12.35) == [("P1", "P2", 30.0)]
    assert pairs(layer, MIN_LENGTH=1_000) == []
    refused("neighbours", "MIN_LENGTH", INPUT=layer, MIN_LENGTH=-1, OUTPUT="memory:")


def test_two_stretches_of_one_pair_are_one_row() -> None:
    """A U around a bar: 40 m on either side and 10 m below."""
    west, south = 39_518_000, 4_306_000
    corners = [(0, 0), (30, 0), (30, 50), (20, 50), (20, 10), (10, 10), (10, 50), (0, 50), (0, 0)]
    around = f"POLYGON (({', '.join(f'{west + x} {south + y}' for x, y in corners)}))"
    (pair,) = pairs(parcels(around, rectangle(10, 10, 10, 60)))
    assert pair == ("P1", "P2", pytest.approx(90.0, abs=0.011))  # where one goes on alone, 1 mm is still together


def test_degrees_give_the_metres_of_the_zone(project: QgsProject) -> None:
    import processing

    layer = parcels(box(0, 0), box(100, 0))
    terms = {"INPUT": layer, "TARGET_CRS": "EPSG:4490", "OUTPUT": "memory:"}
    moved = processing.run("native:reprojectlayer", terms)["OUTPUT"]
    assert pairs(moved) == [("P1", "P2", 100.0)]


def test_only_the_selected_parcels_are_neighbours(project: QgsProject) -> None:
    layer = parcels(box(0, 0), box(100, 0), box(200, 0))
    project.addMapLayer(layer)
    layer.selectByIds(sorted(feature.id() for feature in layer.getFeatures())[:2])
    assert pairs(QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)) == [("P1", "P2", 100.0)]


def test_parcels_are_called_by_the_field_that_was_chosen_and_a_missing_one_is_named() -> None:
    names = [("BSM", QMetaType.Type.QString), ("TBBH", QMetaType.Type.QString)]
    layer = parcels(box(0, 0), box(100, 0), fields=names, values=[["1", "甲"], ["2", "乙"]])
    assert pairs(layer, ID_FIELD="TBBH") == [("甲", "乙", 100.0)]
    refused("neighbours", "NOWHERE", INPUT=layer, ID_FIELD="NOWHERE", OUTPUT="memory:")


def test_a_parcel_without_a_shape_has_no_neighbours_and_a_broken_one_is_named() -> None:
    west, south = 39_518_000, 4_306_000
    bow = f"POLYGON (({west} {south}, {west + 9} {south + 9}, {west + 9} {south}, {west} {south + 9}, {west} {south}))"
    log = Log()
    assert pairs(parcels(bow, None, rectangle(9, 0, 5, 9)), log) == [("P1", "P3", 9.0)]
    assert "#1" in log
    assert "1 pairs of neighbours; 1 of 3 polygons have none" in log


def test_the_sample_county_s_pairs_and_lengths_are_those_of_every_two_boundaries_laid_over_one_another() -> None:
    features = list(opened(DLTB).getFeatures())
    names = [feature["BSM"] for feature in features]
    shapes = shapely.make_valid(shapely.from_wkb([bytes(feature.geometry().asWkb()) for feature in features]))
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    lines = shapely.boundary(shapes)
    shared = shapely.length(shapely.intersection(lines[one], lines[other]))
    some = np.flatnonzero(shared >= 0.02)
    found = {(a, b): length for a, b, length in pairs(DLTB)}
    assert found == {(names[one[i]], names[other[i]]): pytest.approx(shared[i], abs=0.011) for i in some}
    assert len(found) > 7_000


def test_the_table_is_the_same_as_a_file(tmp_path: Path) -> None:
    result = run("neighbours", INPUT=parcels(box(0, 0), box(100, 0)), OUTPUT=str(tmp_path / "毗邻.csv"))["OUTPUT"]
    assert [field.name() for field in opened(result).fields()] == ["parcel_id", "other_id", "length_m"]
    assert [(row["parcel_id"], float(row["length_m"])) for row in rows(result)] == [("P1", 100.0)]
