"""The same parcels give the same verdicts and numbers, however they reach the toolbox."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import toolbox
from osgeo import gdal
from qgis.core import (
    QgsField,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QMetaType
from toolbox import CANDIDATES, SURVEY, Log, by, opened, rows

pytestmark = pytest.mark.usefixtures("zhanbu")
MEASURED = ("area_m2", "slope_deg", "slope_over", "slope_na", "out_county", "ov_redline", "ov_desert", "ov_backup")
WORDS = ("verdict", "category", "slope_gr", "DLMC", "ZLDWMC", "TBMJ")


Check = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def check(new_pool: Path) -> Check:
    """The check with everything that the sample county offers, an empty pool included."""
    return functools.partial(toolbox.check, POOL=str(new_pool))


@pytest.fixture(scope="module")
def expected(check: Check) -> dict[str, dict[str, Any]]:
    """The designed parcels straight from their file."""
    found = by("parcel_id", check()["OUTPUT"])
    assert {row["verdict"] for row in found.values()} == {"ELIGIBLE", "WAIVABLE", "INELIGIBLE", "INCOMPLETE"}
    return found


def agree(found: object, expected: dict[str, dict[str, Any]], *, tolerance: float = 0.0) -> None:
    """Each row found is the one expected, with ``tolerance`` in m² and degrees."""
    for parcel, row in by("parcel_id", found).items():
        wanted = expected[parcel]
        assert {n: row[n] for n in WORDS} == {n: wanted[n] for n in WORDS}, parcel
        for name in MEASURED:
            assert (row[name] is None) == (wanted[name] is None), (parcel, name)
            if wanted[name] is not None:
                assert abs(row[name] - wanted[name]) <= tolerance, (parcel, name, row[name], wanted[name])


def test_a_layer_without_a_file_gives_what_its_file_gives(check: Check, expected: dict[str, dict[str, Any]]) -> None:
    result = check(INPUT=toolbox.memory_copy(opened(CANDIDATES)))
    assert result["CHECKED"] == len(expected)
    named = {parcel: row for parcel, row in expected.items() if "#" not in parcel}
    agree([row for row in rows(result["OUTPUT"]) if row["parcel_id"] in named], named)


def test_only_the_selected_parcels_are_checked(
    check: Check, expected: dict[str, dict[str, Any]], project: QgsProject
) -> None:
    layer = opened(CANDIDATES)
    project.addMapLayer(layer)
    layer.selectByExpression("\"DLBM\" IN ('0305', '1206')")
    result = check(INPUT=QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True))
    assert result["CHECKED"] == layer.selectedFeatureCount() > 3
    assert {row["DLBM"] for row in rows(result["OUTPUT"])} == {"0305", "1206"}
    agree(result["OUTPUT"], expected)


def test_a_filtered_layer_and_a_filter_of_the_dialog_choose_the_same_parcels(check: Check) -> None:
    by_layer = check(INPUT=f"{CANDIDATES}|subset=\"DLBM\" = '1206'")
    by_dialog = check(INPUT=QgsProcessingFeatureSourceDefinition(CANDIDATES, filterExpression="\"DLBM\" = '1206'"))
    assert by_layer["CHECKED"] == by_dialog["CHECKED"] > 2
    assert rows(by_layer["OUTPUT"]) == rows(by_dialog["OUTPUT"]), "sources and hashes too"


def test_degrees_give_what_the_zone_gives(check: Check, expected: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "degrees.gpkg"
    gdal.VectorTranslate(str(path), str(SURVEY), layers=["candidates"], dstSRS="EPSG:4490", reproject=True)
    result = check(INPUT=str(path))
    assert result["OUTPUT"].crs().authid() == "EPSG:4490"
    # The way to degrees and back moves a vertex by less than a tenth of a millimetre.
    agree(result["OUTPUT"], expected, tolerance=0.02)


def test_what_is_edited_and_not_yet_saved_counts(
    check: Check, expected: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    layer = opened(toolbox.copied("candidates", tmp_path))
    parcel = next(p for p, row in expected.items() if row["verdict"] == "ELIGIBLE" and row["DLBM"] == "0201")
    (feature,) = layer.getFeatures(f"\"BSM\" = '{parcel}'")
    assert layer.startEditing()
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("DLBM"), "0103")
    box = feature.geometry().boundingBox()
    shape = QgsGeometry.fromRect(box)
    assert layer.changeGeometry(feature.id(), shape)
    found = by("parcel_id", check(INPUT=layer)["OUTPUT"])
    assert found[parcel]["verdict"] == "INELIGIBLE"
    assert "CHK-SRC" in found[parcel]["reasons"]
    # On the ellipsoid a square near the central meridian is a few parts in 100 000 smaller than in the plane.
    assert found[parcel]["area_m2"] == pytest.approx(box.area(), rel=1e-4)
    untouched = [row for p, row in found.items() if p != parcel and "#" not in p]
    agree(untouched, expected)
    assert layer.isModified(), "the edit isn't lost"
    layer.rollBack()


def test_a_layer_in_an_edit_session_without_a_change_is_its_file(
    check: Check, expected: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    layer = opened(toolbox.copied("candidates", tmp_path))
    assert layer.startEditing()
    agree(check(INPUT=layer)["OUTPUT"], expected)
    layer.rollBack()


def gbk_shapefile(folder: Path) -> Path:
    """A shapefile as county offices exchange it: GBK, no ``.cpg``, no code page in the header, a Chinese field name."""
    path = folder / "图斑.shp"
    gdal.SetThreadLocalConfigOption("SHAPE_ENCODING", "GBK")  # QGIS switches recoding off for the whole process
    fields = "BSM, DLBM, DLMC, TBMJ, ZLDWDM, ZLDWMC, ZZSXDM, SJNF, CATEGORY, DLMC AS 地类, geom"
    gdal.VectorTranslate(
        str(path),
        str(SURVEY),
        format="ESRI Shapefile",
        SQLStatement=f"SELECT {fields} FROM candidates",
        layerCreationOptions=["ENCODING=GBK"],
    )
    gdal.SetThreadLocalConfigOption("SHAPE_ENCODING", None)
    path.with_suffix(".cpg").unlink()
    dbf = path.with_suffix(".dbf")
    content = bytearray(dbf.read_bytes())
    content[29] = 0
    dbf.write_bytes(content)
    return path


def test_a_shapefile_in_gbk_without_cpg_arrives_with_its_chinese_intact(
    check: Check, expected: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    log = Log()
    out = tmp_path / "checked.gpkg"
    result = check(log, INPUT=str(gbk_shapefile(tmp_path)), OUTPUT=str(out))
    found = by("parcel_id", out)
    for parcel, row in found.items():
        if "#" not in parcel:
            wanted = expected[parcel]
            assert (row["DLMC"], row["ZLDWMC"]) == (wanted["DLMC"], wanted["ZLDWMC"])
            assert row["地类"] == wanted["DLMC"]
            assert (row["verdict"], row["area_m2"]) == (wanted["verdict"], wanted["area_m2"])
    assert result["CHECKED"] == len(expected)
    assert "recognised as GBK" in log


def test_a_joined_or_virtual_field_counts_as_a_field_of_the_layer(
    check: Check, tmp_path: Path, project: QgsProject
) -> None:
    """Offices keep the class in a table beside the shapes, or rename a field on the fly."""
    layer = opened(toolbox.copied("candidates", tmp_path))
    assert layer.dataProvider().deleteAttributes([layer.fields().indexOf(n) for n in ("DLBM", "ZLDWDM")])
    layer.updateFields()
    table = opened(CANDIDATES, "codes")
    project.addMapLayers([layer, table])
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(table)
    join.setJoinFieldName("BSM")
    join.setTargetFieldName("BSM")
    join.setPrefix("")
    join.setJoinFieldNamesSubset(["DLBM"])
    assert layer.addJoin(join)
    layer.addExpressionField(f"'{toolbox.COUNTY}001'", QgsField("ZLDWDM", QMetaType.Type.QString))
    found = by("parcel_id", check(INPUT=layer)["OUTPUT"])
    verdicts = {row["verdict"] for row in found.values()}
    assert {"ELIGIBLE", "INELIGIBLE"} <= verdicts
    assert not any("no field" in (row["reasons"] or "") for row in found.values())


def test_a_layer_inside_an_archive_is_read_there(
    check: Check, expected: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    import zipfile

    shape = gbk_shapefile(tmp_path)
    archive = tmp_path / "county.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for part in shape.parent.glob(f"{shape.stem}.*"):
            file.write(part, f"layers/a{part.suffix}")
            file.write(part, f"layers/b{part.suffix}")
    found = by("parcel_id", check(INPUT=f"/vsizip/{archive}/layers/b.shp")["OUTPUT"])
    assert len(found) == len(expected)
    assert {found[p]["verdict"] for p in expected if expected[p]["verdict"] == "ELIGIBLE" and p in found} == {
        "ELIGIBLE"
    }


def names_of(layer: QgsVectorLayer) -> list[str]:
    return [field.name().lower() for field in layer.fields()]


def test_checking_a_checked_layer_again_replaces_its_columns(checked: dict[str, Any]) -> None:
    first = opened(checked["OUTPUT"])
    again = toolbox.check(INPUT=checked["OUTPUT"])["OUTPUT"]
    assert len(set(names_of(again))) == len(names_of(again))
    assert set(names_of(first)) - set(names_of(again)) == {"ov_pool"}  # no pool was given the second time
    one, other = by("parcel_id", first), by("parcel_id", again)
    assert {p: r["area_m2"] for p, r in one.items()} == {p: r["area_m2"] for p, r in other.items()}


def test_measures_of_an_older_check_do_not_stand_beside_a_new_verdict(checked: dict[str, Any]) -> None:
    """Without a DEM there is no slope: the old one must not look like this check's."""
    again = toolbox.check(INPUT=checked["OUTPUT"], DEM=None, REDLINE=None)["OUTPUT"]
    assert not {"slope_deg", "slope_gr", "slope_over", "slope_na", "ov_redline", "ov_pool"} & set(names_of(again))
    assert "ov_desert" in names_of(again)
    assert {"INCOMPLETE", "INELIGIBLE"} == {row["verdict"] for row in rows(again)}


def test_columns_that_other_algorithms_added_are_kept_and_do_not_break_the_seal(
    check: Check, pool: Path, tmp_path: Path
) -> None:
    slopes = toolbox.run("slopegrades", INPUT=CANDIDATES, DEM=str(toolbox.DEM), OUTPUT="memory:")["OUTPUT"]
    layer = toolbox.run("constraintoverlaps", INPUT=slopes, HSF=toolbox.role("hsf"), OUTPUT="memory:")["OUTPUT"]
    out = tmp_path / "checked.gpkg"
    check(INPUT=layer, POOL=str(pool), OUTPUT=str(out))
    assert {"slope_g1", "slope_g5"} <= set(names_of(opened(str(out))))
    result = toolbox.push(pool, str(out))
    assert result["ADMITTED"] > 10
    assert "SEAL_BROKEN" not in {row["code"] for row in rows(result["REFUSALS"])}


def test_multipart_and_single_part_types_both_arrive(tmp_path: Path) -> None:
    one = toolbox.parcels(toolbox.box(0, 0), kind="Polygon")
    two = toolbox.parcels("MULTI" + toolbox.box(0, 0).replace("((", "(((").replace("))", ")))"), kind="MultiPolygon")
    areas = [rows(toolbox.run("ellipsoidalarea", INPUT=y, OUTPUT="memory:")["OUTPUT"]) for y in (one, two)]
    assert areas[0][0]["area_m2"] == areas[1][0]["area_m2"] > 9_990


def test_shapes_come_out_as_they_went_in(checked: dict[str, Any]) -> None:
    def shapes(source: str) -> dict[str, bytes]:
        """WKB by id; QGIS itself writes an empty shape where there is none."""
        features = opened(source).getFeatures()
        return {f["BSM"]: b"" if f.geometry().isEmpty() else bytes(f.geometry().asWkb()) for f in features}

    assert shapes(CANDIDATES) == shapes(checked["OUTPUT"])
