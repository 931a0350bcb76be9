"""``zhanbu:secondsurveysplit``: pieces for CROP, INOUT and neither, from layers as the toolbox gets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from toolbox import DLTB, Log, box, by, copied, opened, parcels, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")
TEXT = QMetaType.Type.QString


def rectangle(west: float, east: float, south: float = 0.0, north: float = 100.0) -> str:
    x, y = 39_518_000, 4_306_000
    left, right, low, high = x + west, x + east, y + south, y + north
    return f"POLYGON (({left} {low}, {right} {low}, {right} {high}, {left} {high}, {left} {low}))"


def survey2(*ground: tuple[str, str]) -> QgsVectorLayer:
    values = [[f"S{i + 1}", code] for i, (_, code) in enumerate(ground)]
    return parcels(*(shape for shape, _ in ground), values=values)


def test_the_row_s_own_numbers_come_out_of_the_toolbox() -> None:
    """SC-3(九)b: orchard 6 000 m², paddy 3 000 m², approved dry land 1 000 m²."""
    result = run(
        "secondsurveysplit",
        INPUT=parcels(rectangle(0, 100)),
        SURVEY2=survey2((rectangle(-5, 60), "021"), (rectangle(60, 90), "011"), (rectangle(90, 105), "013")),
        APPROVED=parcels(rectangle(90, 120, -10, 110)),
        OUTPUT="memory:",
    )
    assert result["CROP_M2"] == pytest.approx(7_000, abs=0.3)
    assert result["INOUT_M2"] == pytest.approx(3_000, abs=0.2)
    assert result["NONE_M2"] == 0
    pieces = rows(result["OUTPUT"])
    area = rows(run("ellipsoidalarea", INPUT=parcels(rectangle(0, 100)), OUTPUT="memory:")["OUTPUT"])[0]["area_m2"]
    assert round(sum(piece["area_m2"] for piece in pieces), 2) == area
    assert {piece["parent_id"] for piece in pieces} == {"P1"}
    assert sorted(piece["PART_NO"] for piece in pieces) == [1, 2, 3]
    assert {piece["clause"] for piece in pieces} == {"SC-3(九)b"}


def test_what_is_not_known_is_told_parcel_by_parcel_and_given_to_no_pool() -> None:
    log = Log()
    layers = {"INPUT": parcels(rectangle(0, 100)), "SURVEY2": survey2((rectangle(-5, 60), "021"))}
    result = run("secondsurveysplit", log, OUTPUT="memory:", **layers)
    assert result["NONE_M2"] == pytest.approx(4_000, abs=0.2)
    assert "Parcel P1, piece 2" in log
    assert "doesn't cover it" in log
    paddy = {"INPUT": parcels(rectangle(0, 100)), "SURVEY2": survey2((rectangle(-5, 105), "011"))}
    assert run("secondsurveysplit", OUTPUT="memory:", **paddy)["NONE_M2"] > 9_990
    assert run("secondsurveysplit", NONE_APPROVED=True, OUTPUT="memory:", **paddy)["INOUT_M2"] > 9_990


def test_what_becomes_no_cropland_counts_for_nothing() -> None:
    fields = [("BSM", TEXT), ("AFTER", TEXT)]
    layer = parcels(rectangle(0, 100), rectangle(200, 300), fields=fields, values=[["P1", "0201"], ["P2", "0103"]])
    given = {"INPUT": layer, "SURVEY2": survey2((rectangle(-5, 305), "021")), "OUTPUT": "memory:"}
    found = by("parent_id", run("secondsurveysplit", AFTER_FIELD="AFTER", **given)["OUTPUT"])
    assert {parent: row["pool"] for parent, row in found.items()} == {"P1": "NONE", "P2": "CROP"}
    wrong = parcels(rectangle(0, 100), fields=fields, values=[["P1", "rice"]])
    refused("secondsurveysplit", "rice", "AFTER", **{**given, "INPUT": wrong, "AFTER_FIELD": "AFTER"})


def test_polygons_of_two_classes_on_one_place_end_the_run_with_their_names() -> None:
    survey = survey2((rectangle(-5, 60), "021"), (rectangle(50, 105), "011"))
    refused(
        "secondsurveysplit",
        "P1",
        "S1 (021)",
        "S2 (011)",
        INPUT=parcels(rectangle(0, 100)),
        SURVEY2=survey,
        OUTPUT="memory:",
    )


def test_survey_areas_are_dealt_out_and_names_stay(tmp_path: Path) -> None:
    """Standards 4.6 and 4.7: pieces sum to TBMJ, each rounds its own KCMJ."""
    real = QMetaType.Type.Double
    fields = [("BSM", TEXT), ("DLMC", TEXT), ("TBMJ", real), ("KCXS", real), ("KCMJ", real), ("TBDLMJ", real)]
    layer = parcels(rectangle(0, 100), fields=fields, values=[["P1", "果园", 9_999.37, 0.1234, 1_233.92, 8_765.45]])
    survey = survey2((rectangle(-5, 60), "021"), (rectangle(60, 105), "011"))
    output = str(tmp_path / "pieces.gpkg")
    result = run("secondsurveysplit", INPUT=layer, SURVEY2=survey, NONE_APPROVED=True, OUTPUT=output)
    pieces = rows(result["OUTPUT"])
    assert round(sum(piece["TBMJ"] for piece in pieces), 2) == 9_999.37
    for piece in pieces:
        assert piece["KCMJ"] == pytest.approx(piece["TBMJ"] * 0.1234, abs=0.006)
        assert round(piece["TBMJ"] - piece["KCMJ"], 2) == piece["TBDLMJ"]
        assert piece["DLMC"] == "果园"


def test_the_sample_county_split_and_put_together_again_is_the_sample_county(tmp_path: Path) -> None:
    """Every tenth kilometre another class; QGIS's own union proves that nothing is lost."""
    source = copied("dltb", tmp_path)
    extent = opened(source).extent()
    step = 137.0
    count = int(extent.width() // step) + 1
    bands = []
    for k in range(count):
        left, right = extent.xMinimum() + k * step - 1, extent.xMinimum() + (k + 1) * step - 1
        low, high = extent.yMinimum() - 1, extent.yMaximum() + 1
        shape = f"POLYGON (({left} {low}, {right} {low}, {right} {high}, {left} {high}, {left} {low}))"
        bands.append((shape, ["011", "021", "031", "013"][k % 4]))
    output = str(tmp_path / "pieces.gpkg")
    result = run("secondsurveysplit", INPUT=DLTB, SURVEY2=survey2(*bands), NONE_APPROVED=True, OUTPUT=output)
    whole = {row["BSM"]: row["area_m2"] for row in rows(run("ellipsoidalarea", INPUT=DLTB, OUTPUT="memory:")["OUTPUT"])}
    sums: dict[str, int] = {}
    shapes: dict[str, list[QgsGeometry]] = {}
    for feature in opened(result["OUTPUT"]).getFeatures():
        if feature.hasGeometry():
            sums[feature["BSM"]] = sums.get(feature["BSM"], 0) + round(feature["area_m2"] * 100)
            shapes.setdefault(feature["BSM"], []).append(feature.geometry())
    measured = {bsm: round(area * 100) for bsm, area in whole.items() if area is not None}
    assert {bsm: sums[bsm] for bsm in measured} == measured
    for feature in opened(DLTB).getFeatures():
        if feature.hasGeometry() and feature.geometry().isGeosValid():
            union = QgsGeometry.unaryUnion(shapes[feature["BSM"]])
            assert union.symDifference(feature.geometry()).area() < 1e-3, feature["BSM"]


def test_it_says_that_a_layer_of_the_second_survey_is_needed() -> None:
    refused("secondsurveysplit", "SURVEY2", INPUT=parcels(box(0, 0)), OUTPUT="memory:")


def test_a_piece_for_crop_is_taken_by_the_check_of_sichuan_and_one_for_inout_isn_t(tmp_path: Path) -> None:
    """The whole way through files, as the toolbox reads and lets go of them: split, then check."""
    ground = survey2((rectangle(-5, 60), "021"), (rectangle(60, 105), "011"))
    layers = {
        "SURVEY2": _saved(ground, tmp_path / "s2.gpkg"),
        "APPROVED": _saved(parcels(box(900, 0)), tmp_path / "a.gpkg"),
    }
    whole = parcels(rectangle(0, 100))
    pieces = run("secondsurveysplit", INPUT=whole, OUTPUT=str(tmp_path / "pieces.gpkg"), **layers)["OUTPUT"]
    asked = {"RULE_SET": "sichuan-cropland-2022", "AS_OF": "2023-08-01", **layers}
    checked = run("checkparcels", INPUT=pieces, FINDINGS="memory:", OUTPUT="memory:", **asked)
    found = [row for row in rows(checked["FINDINGS"]) if row["check_id"] == "CHK-SECOND" and row["outcome"] == "FAIL"]
    assert len(found) == 1
    assert found[0]["measured"] == pytest.approx(4_000, abs=0.2)
    by_pool = {row["pool"]: row["verdict"] for row in rows(checked["OUTPUT"])}
    assert by_pool == {"CROP": "INCOMPLETE", "INOUT": "INELIGIBLE"}


def _saved(layer: QgsVectorLayer, path: Path) -> str:
    import processing

    return str(processing.run("native:savefeatures", {"INPUT": layer, "OUTPUT": str(path)})["OUTPUT"])
