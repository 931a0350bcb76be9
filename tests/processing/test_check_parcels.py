"""``checkparcels``: rules, category, day, county, pool and layers as a user gives them."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
import toolbox
from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QMetaType
from toolbox import CANDIDATES, COUNTY, DEM, SURVEY, Log, box, by, check, findings, parcels, role, rows

pytestmark = pytest.mark.usefixtures("zhanbu")
COUNTS = ("ELIGIBLE", "WAIVABLE", "INELIGIBLE", "INCOMPLETE")


@pytest.fixture(scope="module")
def designed(sample: Path) -> list[dict[str, str]]:
    with (sample / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_designed_parcel_gets_its_verdict_and_its_findings(
    checked: dict[str, Any], designed: list[dict[str, str]]
) -> None:
    verdicts = {row["parcel_id"]: row["verdict"] for row in rows(checked["OUTPUT"])}
    assert {r["BSM"]: r["verdict"] for r in designed} == {p: v for p, v in verdicts.items() if "#" not in p}
    outcomes = {(r["parcel_id"], r["check_id"]): r["outcome"] for r in rows(checked["FINDINGS"])}
    for row in designed:
        if row["check"]:
            assert outcomes[row["BSM"], row["check"]] == row["outcome"], row["key"]


def test_the_counts_are_those_of_the_table(checked: dict[str, Any]) -> None:
    table = [row["verdict"] for row in rows(checked["OUTPUT"])]
    assert {name: checked[name] for name in COUNTS} == {name: table.count(name) for name in COUNTS}
    assert checked["CHECKED"] == len(table) == sum(checked[name] for name in COUNTS)
    assert all(checked[name] for name in COUNTS)


def test_every_check_has_a_row_for_every_parcel_with_clause_and_way_out(checked: dict[str, Any]) -> None:
    found = rows(checked["FINDINGS"])
    per_parcel = {row["parcel_id"]: 0 for row in found}
    for row in found:
        per_parcel[row["parcel_id"]] += 1
        assert row["clause"] and row["severity"] in ("BLOCK", "OVERRIDE", "WARN", "INFO")
        assert (row["outcome"] == "PASS") == (not row["message"]) == (not row["remedy"])
    assert len(set(per_parcel.values())) == 1
    assert len(per_parcel) == checked["CHECKED"]


def test_the_report_names_rules_layers_and_every_parcel_with_an_open_finding(checked: dict[str, Any]) -> None:
    page = Path(checked["REPORT"]).read_text(encoding="utf-8")
    for part in ("hebei-cropland-2025", "2026-11-21", "dem.tif", "sample.gpkg: redline", "overlap.tolerance_m2"):
        assert part in page
    for row in rows(checked["OUTPUT"]):
        assert (row["parcel_id"] in page) == bool(row["reasons"])
        assert row["reasons"] or row["verdict"] == "ELIGIBLE"


def test_the_log_gives_counts_and_a_first_parcel_for_each_check_that_failed() -> None:
    log = Log()
    check(log)
    for part in ("ELIGIBLE: ", "CHK-GEOM: ", "for example sample.gpkg: candidates, parcel 139901101"):
        assert part in log
    example = next(line for line in log.told if "crosses itself" in line)
    assert "parcel 139901101090000001" in example


@pytest.mark.parametrize("rule_set", ["auto", "hebei-cropland-2025"])
def test_rules_are_chosen_by_county_and_day_or_by_name(rule_set: str) -> None:
    result = check(INPUT=parcels(box(0, 0)), RULE_SET=rule_set)
    assert result["CHECKED"] == 1


def test_rules_by_name_need_no_county(tmp_path: Path) -> None:
    result = check(INPUT=parcels(box(0, 0)), RULE_SET="hebei-cropland-2025", COUNTY=None, FINDINGS="memory:")
    assert findings("P1", result)["CHK-XZQ-CODE"]["outcome"] == "NOT_CHECKED"


def test_without_county_and_pool_no_rules_can_be_chosen() -> None:
    toolbox.refused("checkparcels", "county code", "name the rule set", INPUT=parcels(box(0, 0)), OUTPUT="memory:")


def test_a_rule_set_that_is_not_there_is_refused_with_those_that_are() -> None:
    toolbox.refused(
        "checkparcels", "no rule set “hebei-2030”", "auto, hebei-cropland-2025",
        INPUT=parcels(box(0, 0)), RULE_SET="hebei-2030", OUTPUT="memory:",
    )  # fmt: skip


def test_rules_out_of_force_or_of_another_province_are_refused() -> None:
    given = {"INPUT": parcels(box(0, 0)), "OUTPUT": "memory:"}
    toolbox.refused("checkparcels", "2025-05-01", "2025-04-30", AS_OF="2025-04-30", COUNTY=COUNTY, **given)
    toolbox.refused("checkparcels", "no rule set for county 430102", AS_OF="2026-11-21", COUNTY="430102", **given)
    toolbox.refused("checkparcels", "130629", "national rules", AS_OF="2026-11-21", COUNTY="130629", **given)


@pytest.mark.parametrize(
    ("category", "outcome", "redline"),
    [("RESTORE", "PASS", "OVERRIDE"), ("RECLAIM", "PASS", "BLOCK"), ("REHAB", "FAIL", "OVERRIDE")],
)
def test_the_category_decides_what_an_orchard_may_be_claimed_as(category: str, outcome: str, redline: str) -> None:
    fields = [(name, QMetaType.Type.QString) for name in ("BSM", "DLBM", "ZZSXDM")]
    layer = parcels(box(0, 0), fields=fields, values=[["P1", "0201", "GCHF"]])
    result = check(INPUT=layer, CATEGORY=category, FINDINGS="memory:")
    assert rows(result["OUTPUT"])[0]["category"] == category
    found = findings("P1", result)
    assert found["CHK-CAT"]["outcome"] == outcome
    assert found["CHK-BAN-redline"]["severity"] == redline


def test_without_a_category_the_layer_s_own_counts_and_else_the_class(project: QgsProject) -> None:
    text = QMetaType.Type.QString
    layer = parcels(
        *(box(200 * i, 0) for i in range(3)),
        fields=(("BSM", text), ("DLBM", text), ("ZZSXDM", text), ("Category", text)),
        values=[["P1", "0201", "JKHF", ""], ["P2", "0201", "JKHF", "reclaim"], ["P3", "0103", "", ""]],
    )
    found = by("BSM", check(INPUT=layer)["OUTPUT"])
    assert [found[p]["category"] for p in ("P1", "P2", "P3")] == ["RESTORE", "RECLAIM", ""]


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-21T08:30:00", "2026-11-21T00:00:00Z", " 2026-11-21 "])
def test_the_day_is_an_iso_date_with_or_without_a_time(day: str, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    check(INPUT=parcels(box(0, 0)), AS_OF=day, REPORT=str(page))
    assert "<td>2026-11-21</td>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "day",
    ["21.11.2026", "2026-02-30", "2026-11-21x", "2026-11-211", "20261121", "2026-W47-6", "today", "２０２６-11-21"],
)
def test_anything_else_is_no_day(day: str) -> None:
    toolbox.refused(
        "checkparcels", "AS_OF", day, "2026-11-21", INPUT=parcels(box(0, 0)), AS_OF=day, COUNTY=COUNTY, OUTPUT="memory:"
    )


def test_the_pool_s_county_counts_where_none_is_given(new_pool: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = check(INPUT=CANDIDATES, COUNTY=None, POOL=str(new_pool), REPORT=str(page), FINDINGS="memory:")
    assert f"<td>{COUNTY}</td>" in page.read_text(encoding="utf-8")
    outcomes = [r["outcome"] for r in rows(result["FINDINGS"]) if r["check_id"] == "CHK-XZQ-CODE"]
    assert outcomes.count("PASS") > 50 and "NOT_CHECKED" not in outcomes
    assert result["ELIGIBLE"] > 10


def test_ground_in_the_pool_is_found(filled: Path) -> None:
    result = check(POOL=str(filled), FINDINGS="memory:")
    assert not [r for r in rows(result["OUTPUT"]) if r["verdict"] == "ELIGIBLE"]
    claimed = [r for r in rows(result["FINDINGS"]) if r["check_id"] == "CHK-POOL" and r["outcome"] == "FAIL"]
    assert len(claimed) > 10
    assert all(r["measured"] > 1 and "The pool holds this ground already" in r["message"] for r in claimed)


def test_a_stage_that_the_rules_do_not_know_is_refused_with_those_they_do() -> None:
    toolbox.refused(
        "checkparcels", "no stage “APPROVED”", "Choose one of: CANDIDATE",
        INPUT=parcels(box(0, 0)), STAGE="APPROVED", COUNTY=COUNTY, AS_OF="2026-11-21", OUTPUT="memory:",
    )  # fmt: skip


@pytest.fixture(scope="module")
def red_overlaps(checked: dict[str, Any]) -> dict[str, float]:
    return {row["parcel_id"]: row["ov_redline"] for row in rows(checked["OUTPUT"])}


@pytest.fixture(params=["path", "layer", "project", "geodatabase", "shapefile in an archive", "memory"])
def red_line(request: pytest.FixtureRequest, project: QgsProject, tmp_path: Path) -> object:
    """The red line as offices hand it over."""
    layer = toolbox.opened(role("redline"), "生态保护红线")
    if request.param == "layer":
        return layer
    if request.param == "memory":
        return toolbox.memory_copy(layer)
    if request.param == "project":
        project.addMapLayer(layer)
        return layer.id()
    if request.param == "geodatabase":
        return f"{_geodatabase(tmp_path)}|layername=STBHHX"
    if request.param == "shapefile in an archive":
        folder = tmp_path / "红线"
        folder.mkdir()
        gdal.VectorTranslate(str(folder / "red.shp"), str(SURVEY), layers=["redline"], format="ESRI Shapefile")
        return f"/vsizip/{shutil.make_archive(str(tmp_path / 'red'), 'zip', folder)}/red.shp"
    return role("redline")


def _geodatabase(folder: Path) -> Path:
    """A file geodatabase; GDAL 3.6 is the first to write one, others are asked to skip."""
    path = folder / "红线.gdb"
    made = gdal.VectorTranslate(str(path), str(SURVEY), layers=["redline"], layerName="STBHHX", format="OpenFileGDB")
    if made is None:
        pytest.skip("this GDAL writes no file geodatabase")
    return path


def test_a_role_may_be_a_path_a_layer_a_geodatabase_or_an_archive(
    red_line: object, red_overlaps: dict[str, float]
) -> None:
    found = {row["parcel_id"]: row["ov_redline"] for row in rows(check(REDLINE=red_line)["OUTPUT"])}
    assert found.keys() == red_overlaps.keys()
    for parcel, area in red_overlaps.items():
        # A geodatabase keeps coordinates on a grid of its own.
        assert found[parcel] == (None if area is None else pytest.approx(area, abs=0.02)), parcel


def test_the_county_s_boundary_may_stand_in_county_too() -> None:
    """``COUNTY`` is the role's name in capitals as well as the code; a layer there is understood."""
    given = {"INPUT": parcels(box(0, 0), box(-90_000, 0)), "RULE_SET": "hebei-cropland-2025", "FINDINGS": "memory:"}
    result = check(**given, COUNTY=role("county"), COUNTY_LAYER=None)
    inside, far = (findings(p, result)["CHK-XZQ"]["outcome"] for p in ("P1", "P2"))
    assert (inside, far) == ("PASS", "FAIL")


@pytest.mark.parametrize("form", ["plain", "table of a GeoPackage", "in an archive", "layer"])
def test_a_dem_may_be_anything_that_gdal_can_name(form: str, tmp_path: Path) -> None:
    dem: object = str(DEM)
    if form == "table of a GeoPackage":
        gdal.Translate(str(tmp_path / "dem.gpkg"), str(DEM), format="GPKG", creationOptions=["RASTER_TABLE=heights"])
        dem = f"GPKG:{tmp_path / 'dem.gpkg'}:heights"
    elif form == "in an archive":
        folder = tmp_path / "dem"
        folder.mkdir()
        shutil.copy(DEM, folder / "dem.tif")
        dem = f"/vsizip/{shutil.make_archive(str(tmp_path / 'heights'), 'zip', folder)}/dem.tif"
    elif form == "layer":
        from qgis.core import QgsRasterLayer

        dem = QgsRasterLayer(str(DEM), "高程")
    layer = parcels(box(0, 0), box(-20_000, 2_000))
    (flat, hilly), (flat_too, hilly_too) = (rows(check(INPUT=layer, DEM=d)["OUTPUT"]) for d in (str(DEM), dem))
    for name in ("slope_deg", "slope_gr", "slope_over", "slope_na"):
        assert (flat[name], hilly[name]) == (flat_too[name], hilly_too[name]), name
    again = check(INPUT=layer, DEM=dem, REDLINE=None)
    assert again["CHECKED"] == 2


def test_a_dem_in_an_archive_has_the_hash_of_the_file_itself(tmp_path: Path) -> None:
    from zhanbu_plugin.checks.snapshots import raster_sha256

    folder = tmp_path / "dem"
    folder.mkdir()
    shutil.copy(DEM, folder / "dem.tif")
    archive = shutil.make_archive(str(tmp_path / "heights"), "zip", folder)
    assert raster_sha256(f"/vsizip/{archive}/dem.tif") == toolbox.sha256(DEM)


def test_only_what_is_asked_for_is_written(tmp_path: Path) -> None:
    result = check(INPUT=parcels(box(0, 0)), OUTPUT=str(tmp_path / "out.gpkg"))
    assert [p.name for p in tmp_path.iterdir()] == ["out.gpkg"]
    assert not result.get("FINDINGS") and not result.get("REPORT")


def test_the_same_check_twice_gives_the_same_rows(checked: dict[str, Any], new_pool: Path) -> None:
    again = check(POOL=str(new_pool), FINDINGS="memory:")
    for output in ("OUTPUT", "FINDINGS"):
        one, other = (
            [{n: v for n, v in row.items() if n != "fid"} for row in rows(r[output])] for r in (again, checked)
        )
        assert one == other
