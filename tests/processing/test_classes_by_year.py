"""``zhanbu:classesbyyear``: the ground of each parcel by class and survey year, to the last square decimetre."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from test_neighbours_algorithm import rectangle
from toolbox import CRS, Log, box, parcels, refused, rows, run, sha256

pytestmark = pytest.mark.usefixtures("zhanbu")
TEXT, INTEGER = QMetaType.Type.QString, QMetaType.Type.Int
DLTB = (("BSM", TEXT), ("DLBM", TEXT), ("SJNF", INTEGER))
EARTH_M = 6_371_000.0


def survey(*ground: tuple[str | None, str | None, int | None], name: str = "dltb") -> QgsVectorLayer:
    """Survey polygons: shape, class code, year."""
    layer = parcels(
        *(shape for shape, _, _ in ground),
        fields=DLTB,
        values=[[f"B{i}", code, year] for i, (_, code, year) in enumerate(ground)],
    )
    layer.setName(name)
    return layer


def on_the_ellipsoid(plane_m2: float, x: float) -> float:
    """Area on the ellipsoid of a small shape ``x`` metres east of the sample's corner, 18 km from the meridian.

    Gauss–Krüger enlarges lengths there by 1 + d²/2R², and areas by twice that.
    """
    return plane_m2 * (1 - ((18_000 + x) / EARTH_M) ** 2)


def found(layer: object, surveys: object, log: Log | None = None, **given: object) -> list[dict[str, Any]]:
    return rows(run("classesbyyear", log, INPUT=layer, SURVEYS=surveys, OUTPUT="memory:", **given)["OUTPUT"])


def short(row: dict[str, Any]) -> tuple[object, ...]:
    return tuple(row[name] for name in ("parcel_id", "year", "kind", "DLBM", "share"))


def test_each_year_s_classes_are_told_by_area_in_order_of_parcel_year_and_code() -> None:
    first = survey((rectangle(-50, -50, 75, 400), "0201", 2019), (rectangle(25, -50, 400, 400), "0103", 2019))
    later = survey((box(-50, -50, 900), "0103", 2023))
    table = found(parcels(box(0, 0), box(200, 0)), [later, first])
    assert [short(row) for row in table] == [
        ("P1", 2019, "class", "0103", pytest.approx(0.75, abs=2e-6)),
        ("P1", 2019, "class", "0201", pytest.approx(0.25, abs=2e-6)),
        ("P1", 2023, "class", "0103", 1.0),
        ("P2", 2019, "class", "0103", 1.0),
        ("P2", 2023, "class", "0103", 1.0),
    ]
    quarter = next(row for row in table if row["DLBM"] == "0201")
    assert quarter["DLMC"] == "果园"
    assert quarter["area_m2"] == pytest.approx(on_the_ellipsoid(2_500, 12.5), abs=0.011)
    assert quarter["area_mu"] == pytest.approx(quarter["area_m2"] * 0.0015, abs=5.1e-5)


def test_ground_without_a_survey_polygon_without_a_code_and_covered_twice_has_rows_and_all_sum_to_the_area() -> None:
    """Of 100 m: 20 m of dry land, 10 m of it also an orchard, 30 m of a polygon without a code, 40 m of nothing."""
    layer = survey(
        (rectangle(0, -9, 30, 200), "0103", 2023),
        (rectangle(20, -9, 10, 200), "0201", 2023),
        (rectangle(30, -9, 30, 200), None, 2023),
    )
    log = Log()
    parcel = parcels(box(0, 0))
    table = found(parcel, [layer], log)
    whole = on_the_ellipsoid(10_000, 50)
    assert [(row["kind"], row["DLBM"], row["area_m2"]) for row in table] == [
        ("uncoded", None, pytest.approx(0.3 * whole, abs=0.02)),
        ("class", "0103", pytest.approx(0.3 * whole, abs=0.02)),
        ("class", "0201", pytest.approx(0.1 * whole, abs=0.02)),
        ("uncovered", None, pytest.approx(0.4 * whole, abs=0.02)),
        ("doubled", None, pytest.approx(-0.1 * whole, abs=0.02)),
    ]
    (measured,) = rows(run("ellipsoidalarea", INPUT=parcel, OUTPUT="memory:")["OUTPUT"])
    assert measured["area_m2"] == pytest.approx(whole, abs=0.01)
    assert sum(round(row["area_m2"] * 100) for row in table) == round(measured["area_m2"] * 100)
    assert any("2023: 39" in warning and "aren't covered" in warning for warning in log.warned)
    assert any("– (1)" in warning for warning in log.warned)


def test_thin_thirds_rounded_one_by_one_still_sum_to_the_parcel_s_area() -> None:
    strips = [(rectangle(i * 100 / 7, -9, 100 / 7, 200), f"0{i % 3 + 1}01", 2021) for i in range(7)]
    parcel = parcels(rectangle(0, 0, 100, 77.77))
    table = found(parcel, [survey(*strips)])
    (measured,) = rows(run("ellipsoidalarea", INPUT=parcel, OUTPUT="memory:")["OUTPUT"])
    assert [row["kind"] for row in table] == ["class"] * 3
    assert sum(round(row["area_m2"] * 100) for row in table) == round(measured["area_m2"] * 100)


def test_one_layer_with_two_years_is_two_surveys_and_that_is_said() -> None:
    log = Log()
    layer = survey((box(-9, -9, 200), "0201", 2019), (box(-9, -9, 200), "0103", 2023))
    assert [short(row) for row in found(parcels(box(0, 0)), [layer], log)] == [
        ("P1", 2019, "class", "0201", 1.0),
        ("P1", 2023, "class", "0103", 1.0),
    ]
    assert any("2019 (1), 2023 (1)" in warning for warning in log.warned)


def test_every_layer_that_can_t_be_used_is_told_with_its_field_before_the_run_ends() -> None:
    ground = box(-9, -9, 200)
    without_year = parcels(ground)
    without_year.setName("甲")
    fields = [("BSM", TEXT), ("SJNF", INTEGER)]
    without_class = parcels(ground, fields=fields, values=[["B1", 2022]])
    without_class.setName("乙")
    half = survey((ground, "0103", 2023), (box(300, 0), "0103", None), name="丙")
    log = Log()
    refused(
        "classesbyyear",
        *("甲", "SJNF", "no field for the year"),
        log=log,
        INPUT=parcels(box(0, 0)),
        SURVEYS=[without_year, without_class, half],
        OUTPUT="memory:",
    )
    assert any("乙" in said and "DLBM" in said and "no field for the land class" in said for said in log.warned)
    assert any("丙" in said and "SJNF" in said and "1 of 2 polygons" in said for said in log.warned)


def test_a_year_in_two_layers_is_refused_with_both_names() -> None:
    one, other = (survey((box(-9, -9, 200), "0103", 2023), name=name) for name in ("东乡", "西乡"))
    refused("classesbyyear", "东乡", "西乡", "2023", INPUT=parcels(box(0, 0)), SURVEYS=[one, other], OUTPUT="memory:")


def test_class_codes_kept_as_numbers_are_refused() -> None:
    fields = [("BSM", TEXT), ("DLBM", INTEGER), ("SJNF", INTEGER)]
    layer = parcels(box(-9, -9, 200), fields=fields, values=[["B1", 103, 2023]])
    refused("classesbyyear", "DLBM", "as a number", INPUT=parcels(box(0, 0)), SURVEYS=[layer], OUTPUT="memory:")


def test_a_second_survey_s_code_has_no_name_and_is_told() -> None:
    log = Log()
    (row,) = found(parcels(box(0, 0)), [survey((box(-9, -9, 200), "013", 2009))], log)
    assert (row["DLBM"], row["DLMC"], row["share"]) == ("013", None, 1.0)
    assert any("013 (1)" in warning for warning in log.warned)


def test_a_parcel_without_a_shape_keeps_its_row_without_an_area() -> None:
    table = found(parcels(box(0, 0), None), [survey((box(-9, -9, 200), "0103", 2023))])
    assert [(row["parcel_id"], row["kind"], row["area_m2"] is None) for row in table] == [
        ("P1", "class", False),
        ("P2", "unmeasured", True),
    ]


def test_surveys_in_degrees_are_laid_over_parcels_in_the_zone(project: QgsProject) -> None:
    import processing

    terms = {"INPUT": survey((box(-9, -9, 200), "0103", 2023)), "TARGET_CRS": "EPSG:4490", "OUTPUT": "memory:"}
    moved = processing.run("native:reprojectlayer", terms)["OUTPUT"]
    assert [short(row) for row in found(parcels(box(0, 0)), [moved])] == [("P1", 2023, "class", "0103", 1.0)]


def saved(layer: QgsVectorLayer, path: Path) -> str:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    context = QgsProject.instance().transformContext()
    error, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)
    assert error == QgsVectorFileWriter.WriterError.NoError
    return str(path)


def test_a_survey_that_can_t_be_opened_is_named_and_none_is_replaced_by_the_result(tmp_path: Path) -> None:
    parcel = parcels(box(0, 0), crs=CRS)
    refused("classesbyyear", "SURVEYS", "nowhere.gpkg", INPUT=parcel, SURVEYS=["nowhere.gpkg"], OUTPUT="memory:")
    refused("classesbyyear", "SURVEYS", INPUT=parcel, SURVEYS=[], OUTPUT="memory:")
    file = saved(survey((box(-9, -9, 200), "0103", 2023)), tmp_path / "2023.gpkg")
    other = saved(survey((box(-9, -9, 200), "0201", 2019)), tmp_path / "2019.gpkg")
    before = sha256(Path(file))
    refused("classesbyyear", "would be replaced", INPUT=parcel, SURVEYS=[other, file], OUTPUT=file)
    assert sha256(Path(file)) == before
    assert [short(row) for row in found(parcel, [file, other])] == [
        ("P1", 2019, "class", "0201", 1.0),
        ("P1", 2023, "class", "0103", 1.0),
    ]
