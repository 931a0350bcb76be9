"""``ellipsoidalarea``, ``constraintoverlaps`` and ``selectcandidates`` as the toolbox runs them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from toolbox import DLTB, Log, box, by, parcels, role, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")
TEXT, INTEGER, REAL = QMetaType.Type.QString, QMetaType.Type.Int, QMetaType.Type.Double


@pytest.fixture(scope="module")
def vectors(shared: Path) -> list[dict[str, Any]]:
    """Areas computed apart from this plugin."""
    path = shared / "reference" / "ellipsoid-area-vectors.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["vectors"]
    return found


def wkt(vector: dict[str, Any]) -> str:
    parts = [
        "(" + ", ".join("(" + ", ".join(f"{x!r} {y!r}" for x, y in [*ring, ring[0]]) + ")" for ring in part) + ")"
        for part in vector["parts"]
    ]
    return f"MULTIPOLYGON ({', '.join(parts)})"


def test_every_vector_of_the_survey_s_area_comes_out_with_mu_and_hectares(vectors: list[dict[str, Any]]) -> None:
    assert len(vectors) >= 10
    for vector in vectors:
        layer = parcels(wkt(vector), crs=f"EPSG:{vector['epsg']}", kind="MultiPolygon")
        (row,) = rows(run("ellipsoidalarea", INPUT=layer, OUTPUT="memory:")["OUTPUT"])
        assert row["area_m2"] == vector["expected_tbmj_m2"], vector["id"]
        assert row["area_mu"] == pytest.approx(vector["mu_exact"], abs=5.1e-5), vector["id"]
        assert row["area_ha"] == pytest.approx(vector["hectare_exact"], abs=5.1e-7), vector["id"]


def test_a_shape_that_is_missing_or_broken_is_named_and_nothing_is_invented() -> None:
    bow_tie = "POLYGON ((39518000 4306000, 39518100 4306100, 39518100 4306000, 39518000 4306100, 39518000 4306000))"
    log = Log()
    whole, without, broken = rows(
        run("ellipsoidalarea", log, INPUT=parcels(box(0, 0), None, bow_tie), OUTPUT="memory:")["OUTPUT"]
    )
    assert whole["area_m2"] == pytest.approx(10_000, abs=1)
    assert (without["area_m2"], without["area_mu"], without["area_ha"]) == (None, None, None)
    assert broken["area_m2"] == pytest.approx(5_000, abs=1)  # two triangles, as repaired
    assert any("parcels" in w and "2" in w and "no geometry" in w for w in log.warned)
    assert any("#3" in w and "crosses itself" in w for w in log.warned)


def test_a_role_without_a_layer_is_null_and_one_that_covers_nothing_is_0() -> None:
    layer = parcels(box(0, 0), box(1_000, 0))
    red = parcels(box(0, 0, 50), box(25, 0, 50))  # 75 m × 50 m together
    result = run("constraintoverlaps", INPUT=layer, REDLINE=red, DESERT=role("karst"), OUTPUT="memory:")
    inside, outside = rows(result["OUTPUT"])
    assert inside["ov_redline"] == pytest.approx(3_750, abs=0.5), "ground covered twice counts once"
    assert outside["ov_redline"] == 0
    assert (inside["ov_desert"], outside["ov_desert"]) == (0, 0)
    others = {name for name in inside if name.startswith("ov_")} - {"ov_redline", "ov_desert"}
    assert len(others) >= 18
    assert {inside[name] for name in others} == {None}


def test_overlap_columns_fit_a_shapefile_and_are_all_different(tmp_path: Path) -> None:
    out = tmp_path / "out.shp"
    run("constraintoverlaps", INPUT=parcels(box(0, 0)), PBF=parcels(box(0, 0)), OUTPUT=str(out))
    names = [field.name() for field in toolbox.opened(str(out)).fields()]
    assert len(names) == len(set(names))
    assert all(len(name) <= 10 for name in names)
    assert {"ov_pbf", "ov_pubfore", "ov_keyfore", "ov_county"} <= set(names)


def test_constraints_in_degrees_are_laid_over_parcels_in_the_zone() -> None:
    zone, degrees = parcels(box(0, 0)), QgsVectorLayer("Polygon?crs=EPSG:4490", "red", "memory")
    result = run("constraintoverlaps", INPUT=zone, REDLINE=_in_degrees(zone, degrees), OUTPUT="memory:")
    (whole,) = rows(run("ellipsoidalarea", INPUT=zone, OUTPUT="memory:")["OUTPUT"])
    # A straight edge in the zone bends by less than a tenth of a millimetre over 100 m in degrees.
    assert rows(result["OUTPUT"])[0]["ov_redline"] == pytest.approx(whole["area_m2"], abs=0.05)


def _in_degrees(layer: QgsVectorLayer, into: QgsVectorLayer) -> QgsVectorLayer:
    from qgis.core import QgsCoordinateTransform, QgsFeature, QgsProject

    turn = QgsCoordinateTransform(layer.crs(), into.crs(), QgsProject.instance())
    for feature in layer.getFeatures():
        shape = feature.geometry()
        shape.transform(turn)
        moved = QgsFeature()
        moved.setGeometry(shape)
        into.dataProvider().addFeature(moved)
    return into


def select(layer: object, log: Log | None = None, **given: object) -> dict[str, Any]:
    terms = {"AS_OF": toolbox.AS_OF, "COUNTY": toolbox.COUNTY, "OUTPUT": "memory:"}
    return run("selectcandidates", log, INPUT=layer, **{**terms, **given})


def survey(*values: tuple[str, str, str | None, int | None]) -> QgsVectorLayer:
    """Parcels by id, class, planting code and year."""
    fields = (("BSM", TEXT), ("DLBM", TEXT), ("ZZSXDM", TEXT), ("SJNF", INTEGER))
    shapes = [box(200 * i, 0) for i in range(len(values))]
    return parcels(*shapes, fields=fields, values=[list(row) for row in values])


def test_possible_sources_have_clause_category_and_priority() -> None:
    layer = survey(
        ("orchard on former cropland", "0201", "JKHF", 2025),
        ("orchard", "0201", None, 2025),
        ("adjustable orchard", "0201K", None, 2025),
        ("dry cropland", "0103", None, 2025),
        ("bare soil", "1206", None, 2025),
        ("clay pit", "0602", None, 2025),
        ("road", "1003", None, 2025),
        ("old survey", "0201", "JKHF", 2024),
        ("no year", "0201", "GCHF", None),
        ("unknown class", "0299", None, 2025),
        ("no class", "", None, 2025),
    )
    log = Log()
    result = select(layer, log)
    found = {name: (r["clause"], r["category"], r["priority"]) for name, r in by("BSM", result["OUTPUT"]).items()}
    assert found == {
        "orchard on former cropland": ("HB-8a", "RESTORE", 1),
        "no year": ("HB-8a", "RESTORE", 1),
        "adjustable orchard": ("HB-8a", "RESTORE", 2),
        "clay pit": ("HB-8a", "REHAB", 3),
        "bare soil": ("HB-8b", "RECLAIM", 4),
        "orchard": ("HB-8a", "RECLAIM", 5),
    }
    assert result["SELECTED"] == 6
    assert any("0299" in warning for warning in log.warned), "an unknown code is reported, never dropped silently"
    assert any("older than 2025" in warning for warning in log.warned)


@pytest.mark.parametrize(("day", "latest"), [("2026-06-29", 2024), ("2026-06-30", 2025), ("2026-12-31", 2025)])
def test_the_day_decides_which_survey_is_the_latest(day: str, latest: int) -> None:
    layer = survey(*[(str(year), "0201", None, year) for year in (2023, 2024, 2025)])
    found = {int(row["BSM"]) for row in rows(select(layer, AS_OF=day)["OUTPUT"])}
    assert found == {year for year in (2023, 2024, 2025) if year >= latest}


def test_the_sample_county_s_sources_have_no_cropland_among_them() -> None:
    from zhanbu_plugin.survey.land_classes import land_class

    result = select(DLTB)
    found = rows(result["OUTPUT"])
    assert 100 < result["SELECTED"] == len(found) < 2_000
    assert not any(land_class(row["DLBM"]).is_cropland for row in found)
    assert set(Counter(row["category"] for row in found)) == {"RESTORE", "RECLAIM", "REHAB"}


def test_class_codes_that_became_numbers_are_told_apart_from_unknown_ones() -> None:
    layer = parcels(box(0, 0), fields=(("BSM", TEXT), ("DLBM", INTEGER)), values=[["P1", 103]])
    message = toolbox.refused(
        "selectcandidates", "parcels", "DLBM", "as a number", "leading zeros", "as text",
        INPUT=layer, AS_OF=toolbox.AS_OF, COUNTY=toolbox.COUNTY, OUTPUT="memory:",
    )  # fmt: skip
    assert "not in the survey's table" not in message


def test_nothing_found_is_an_empty_result_not_an_error() -> None:
    result = select(survey(("P1", "0103", None, 2025)))
    assert result["SELECTED"] == 0
    assert rows(result["OUTPUT"]) == []
