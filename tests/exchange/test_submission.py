"""A submission package holds one truth in seven files, and there is none when they can't agree."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import shapely
from osgeo import ogr
from package_mutations import unpacked
from submission_example import BATCH, PACKED_ON, RULES, batch_of, built, checked

from zhanbu_plugin.checks.checked import geometry_hash
from zhanbu_plugin.checks.findings import Outcome, Severity
from zhanbu_plugin.exchange.coordinates.reading import read_coordinates
from zhanbu_plugin.exchange.submission.building import SubmissionRefused
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.exchange.workbook.reading import read_workbook
from zhanbu_plugin.pool.records import PoolBatch
from zhanbu_plugin.regimes import choosing
from zhanbu_plugin.regimes.reading.rule_set_file import read_rule_set
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.problem import InputProblem


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> PoolBatch:
    return batch_of(tmp_path_factory.mktemp("pool"), [checked(i) for i in range(30)])


@pytest.fixture(scope="module")
def package(batch: PoolBatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(batch, tmp_path_factory.mktemp("out")).path


def altered(batch: PoolBatch, index: int, **changes: object) -> PoolBatch:
    """The batch with one parcel changed behind the pool's back."""
    parcels = list(batch.parcels)
    parcels[index] = replace(parcels[index], **changes)  # type: ignore[arg-type]
    return replace(batch, parcels=tuple(parcels))


def test_the_package_is_named_after_county_system_year_number_and_version(package: Path) -> None:
    assert package.name == "139901_CROP_2026_1_v1.zip"
    assert all(name.isascii() for name in unpacked(package))


def test_a_package_just_built_verifies(package: Path, batch: PoolBatch) -> None:
    report = verify_submission(package)
    assert report.valid and not report.notes, [str(p.wording) for p in report.problems]
    assert report.parcels == 30
    assert report.total_dm2 == sum(p.area_dm2 for p in batch.parcels)


def test_built_again_elsewhere_and_later_it_has_the_same_bytes(batch: PoolBatch, package: Path, tmp_path: Path) -> None:
    time.sleep(1.1)  # file times and GDAL's stamp have seconds
    again = built(batch, tmp_path / "另一个 文件夹").path
    assert again.read_bytes() == package.read_bytes()


def test_a_package_that_is_there_is_kept(batch: PoolBatch, package: Path, tmp_path: Path) -> None:
    shutil.copy(package, tmp_path)
    assert built(batch, tmp_path).path.read_bytes() == package.read_bytes()
    with pytest.raises(InputProblem, match="next version"):
        built(batch, tmp_path, producer="示例县自然资源局")
    assert (tmp_path / package.name).read_bytes() == package.read_bytes()
    assert built(batch, tmp_path, producer="示例县自然资源局", version_no=2).path.name.endswith("_v2.zip")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["139901_CROP_2026_1_v1.zip", "139901_CROP_2026_1_v2.zip"]


def test_layer_list_coordinates_and_manifest_say_the_same(package: Path, batch: PoolBatch, tmp_path: Path) -> None:
    """Read by GDAL and by the TXT reader, not by the code that verifies."""
    files = unpacked(package)
    (tmp_path / "parcels.gpkg").write_bytes(files["parcels.gpkg"])
    (tmp_path / "list.xlsx").write_bytes(files["list.xlsx"])
    layer = ogr.Open(str(tmp_path / "parcels.gpkg"))
    features = {f["parcel_no"]: f for f in layer.GetLayerByName("parcels")}
    workbook = ogr.Open(str(tmp_path / "list.xlsx"))
    table = workbook.GetLayerByName("清单")
    rows = [[f.GetField(i) for i in range(f.GetFieldCount())] for f in table]
    listed = {r[1]: r for r in rows[3:-1]}
    told = {p.number: p for p in read_coordinates(files["coordinates.txt"]).document.parcels}
    assert list(features) == list(listed) == list(told) == [p.parcel_no for p in batch.parcels]
    for parcel in batch.parcels:
        feature, row, txt = features[parcel.parcel_no], listed[parcel.parcel_no], told[parcel.parcel_no]
        shape = shapely.from_wkb(bytes(feature.GetGeometryRef().ExportToWkb()))
        assert geometry_hash(shape) == parcel.geometry_hash
        txt_shape = txt.geometry if txt.geometry.geom_type == "MultiPolygon" else shapely.MultiPolygon([txt.geometry])
        assert geometry_hash(txt_shape) == parcel.geometry_hash
        assert feature["area_dm2"] == parcel.area_dm2 == round(float(row[10]) * 100)
        assert txt.stated_area_ha == Decimal(str(row[12])).quantize(Decimal("0.0001"))
        assert feature["DLBM"] == row[8] == parcel.survey["DLBM"]
    manifest = json.loads(files["manifest.json"])
    assert manifest["area_dm2"] == sum(p.area_dm2 for p in batch.parcels) == round(float(rows[-1][10]) * 100)
    assert manifest["rule_set_sha256"] == RULES.sha256 and files["rule_set.yaml"] == RULES.content


def test_columns_of_list_summary_and_coordinates_add_up_to_the_same_totals(package: Path) -> None:
    files = unpacked(package)
    listed, summary = read_workbook(files["list.xlsx"], source="list.xlsx")
    for column in (10, 11, 12):
        assert sum(row[column] for row in listed.rows) == listed.totals[column]  # type: ignore[misc, index]
    for column, of_list in ((5, 10), (6, 11), (7, 12)):
        assert sum(row[column] for row in summary.rows) == summary.totals[column]  # type: ignore[misc, index]
        assert summary.totals[column] == listed.totals[of_list]  # type: ignore[index]
        for row in summary.rows:
            own = [r[of_list] for r in listed.rows if (r[3][:9], r[8]) == (row[1], row[2])]  # type: ignore[index]
            assert sum(own) == row[column]  # type: ignore[arg-type]
    told = read_coordinates(files["coordinates.txt"]).document.parcels
    assert sum(p.stated_area_ha for p in told) == listed.totals[12]  # type: ignore[misc, index]


def test_three_plots_of_333_35_square_metres_print_a_column_that_adds_up(tmp_path: Path) -> None:
    """D14: 0.0333 + 0.0333 + 0.0334 = 0.1000, although three times 0.0333 is 0.0999."""
    plots = []
    for i in range(3):  # on the central meridian the ellipsoid area is that of the plane
        east, north = 39_500_000.0 + 40 * i, 4_200_000.0
        plots.append(checked(i, shapely.box(east, north, east + 33.335, north + 10.0)))
    assert [round(p.area_m2, 2) for p in plots] == [333.35] * 3
    package = built(batch_of(tmp_path, plots), tmp_path / "out").path
    listed, _ = read_workbook(unpacked(package)["list.xlsx"], source="list.xlsx")
    assert sorted(row[12] for row in listed.rows) == [Decimal("0.0333"), Decimal("0.0333"), Decimal("0.0334")]
    assert listed.totals is not None and listed.totals[12] == Decimal("0.1000")
    told = read_coordinates(unpacked(package)["coordinates.txt"]).document.parcels
    assert sum(p.stated_area_ha or 0 for p in told) == Decimal("0.1000")


def test_findings_are_listed_for_people_in_chinese_and_for_programs_in_codes(package: Path) -> None:
    files = unpacked(package)
    (sheet,) = read_workbook(files["findings.xlsx"], source="findings.xlsx")
    due = [check.id for check in RULES.checks_up_to(RULES.first_state())]
    sliver = due.index("CHK-SLIVER")
    told = {row[2]: row[5:7] for row in sheet.rows[: len(due)]}
    assert told["CHK-GEOM"] == ("禁止", "通过")
    assert told["CHK-SLOPE"] == ("须批准", "通过")
    assert told["CHK-SLIVER"] == ("提醒", "不通过")
    assert told["CHK-NARROW"] == ("提醒", "未检查")
    assert sheet.rows[sliver][7] == Decimal("388.25")
    rows = list(csv.DictReader(io.StringIO(files["findings.csv"].decode("utf-8-sig"))))
    assert len(rows) == len(sheet.rows) == 30 * len(due)
    assert rows[sliver] | {"message": ""} == {
        "parcel_no": "00001",
        "parcel_uid": "139901-CROP-000001",
        "check_id": "CHK-SLIVER",
        "clause": "HB-18",
        "severity": "WARN",
        "outcome": "FAIL",
        "measured": "388.25",
        "threshold": "400.0",
        "unit": "m2",
        "source": "DLTB",
        "message": "",
    }


def test_sentences_are_said_in_the_language_of_the_paper(batch: PoolBatch, tmp_path: Path) -> None:
    words = {"{area} m² are less than {limit} m².": "{area}平方米小于{limit}平方米。"}
    package = built(batch, tmp_path, say=lambda text: words.get(text, text)).path
    (sheet,) = read_workbook(unpacked(package)["findings.xlsx"], source="findings.xlsx")
    assert next(row for row in sheet.rows if row[2] == "CHK-SLIVER")[11] == "388.25平方米小于400.0平方米。"
    assert verify_submission(package).valid


def test_no_cell_of_a_csv_begins_like_a_formula(package: Path) -> None:
    files = unpacked(package)
    for name in ("findings.csv", "events.csv"):
        for row in csv.reader(io.StringIO(files[name].decode("utf-8-sig"))):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("template", ["standard9", "supplement12", "graded13"])
@pytest.mark.parametrize("encoding", ["GBK", "UTF-8-SIG"])
def test_every_coordinate_template_makes_a_package_that_verifies(
    batch: PoolBatch, tmp_path: Path, template: str, encoding: str
) -> None:
    report = verify_submission(built(batch, tmp_path, txt_template=template, encoding=encoding).path)
    assert report.valid, [str(p.wording) for p in report.problems]


def test_a_pool_without_zone_prefix_writes_coordinates_with_it(tmp_path: Path) -> None:
    """EPSG:4548 is zone 39 without its prefix; the TXT's eastings have eight digits."""
    batch = batch_of(tmp_path, [checked(i) for i in range(8)], epsg=4548)
    assert batch.parcels[0].geometry.bounds[0] < 1_000_000
    package = built(batch, tmp_path / "out").path
    assert verify_submission(package).valid
    told = read_coordinates(unpacked(package)["coordinates.txt"]).document
    assert told.zone == 39
    assert min(p.geometry.bounds[0] for p in told.parcels) > 39_000_000


def refusal(batch: PoolBatch, folder: Path, **options: object) -> SubmissionRefused:
    with pytest.raises(SubmissionRefused) as refused:
        built(batch, folder / "out", **options)
    assert not (folder / "out").exists() or not list((folder / "out").iterdir())
    assert BATCH in str(refused.value)
    return refused.value


def codes(refused: SubmissionRefused) -> set[tuple[str, str]]:
    return {(reason.code, reason.parcel) for reason in refused.reasons}


def test_a_parcel_with_a_failed_blocking_check_stops_the_package(batch: PoolBatch, tmp_path: Path) -> None:
    first = batch.parcels[2].findings[0]
    failed = (replace(first, outcome=Outcome.FAIL), *batch.parcels[2].findings[1:])
    refused = refusal(altered(batch, 2, findings=failed, verdict="INELIGIBLE"), tmp_path)
    assert ("NOT_ELIGIBLE", "00003") in codes(refused)
    assert "00003" in str(refused) and "CHK-CRS" in str(refused)
    assert ("VERDICT", "00003") in codes(refusal(altered(batch, 2, findings=failed), tmp_path))


@pytest.mark.parametrize("severity", [Severity.OVERRIDE, Severity.BLOCK])
def test_a_check_that_was_not_carried_out_stops_the_package(
    batch: PoolBatch, tmp_path: Path, severity: Severity
) -> None:
    first = batch.parcels[2].findings[0]
    unchecked = (replace(first, outcome=Outcome.NOT_CHECKED, severity=severity), *batch.parcels[2].findings[1:])
    refused = refusal(altered(batch, 2, findings=unchecked, verdict="INCOMPLETE"), tmp_path)
    assert ("NOT_ELIGIBLE", "00003") in codes(refused)


def test_every_reason_is_told_at_once(batch: PoolBatch, tmp_path: Path) -> None:
    moved = shapely.affinity.translate(batch.parcels[4].geometry, 3.0, 0.0)
    wrong = altered(altered(batch, 1, area_dm2=batch.parcels[1].area_dm2 + 1), 4, geometry=moved)
    assert {("AREA", "00002"), ("SHAPE", "00005"), ("EVENT", "00002")} <= codes(refusal(wrong, tmp_path))


def test_what_the_history_does_not_testify_to_stops_the_package(batch: PoolBatch, tmp_path: Path) -> None:
    survey = {**batch.parcels[0].survey, "DLBM": "0101"}
    assert ("EVENT", "00001") in codes(refusal(altered(batch, 0, survey=survey), tmp_path))
    broken = replace(batch, events=(replace(batch.events[0], role="COUNTY_GOV"), *batch.events[1:]))
    assert ("EVENT", "00001") in codes(refusal(broken, tmp_path))
    missing = replace(batch, events=batch.events[1:])
    assert ("EVENT", "00001") in codes(refusal(missing, tmp_path))


def test_parcels_on_the_same_ground_stop_the_package(batch: PoolBatch, tmp_path: Path) -> None:
    twice = altered(batch, 3, geometry=batch.parcels[5].geometry)
    assert ("OVERLAP", "00004") in codes(refusal(twice, tmp_path))


def test_an_empty_batch_is_refused(batch: PoolBatch, tmp_path: Path) -> None:
    assert codes(refusal(replace(batch, parcels=(), events=(), runs={}), tmp_path)) == {("EMPTY", "")}


def test_rules_that_are_not_those_of_the_check_are_refused(batch: PoolBatch, tmp_path: Path) -> None:
    other = RULES.content + b"# another version\n"
    assert ("RULE_SET", "") in codes(refusal(replace(batch, rule_sets={RULES.sha256: other}), tmp_path))


@pytest.mark.parametrize("kept", [{}, {"a": RULES.content, "b": RULES.content}], ids=["none", "two"])
def test_a_batch_without_one_rule_set_is_refused(batch: PoolBatch, tmp_path: Path, kept: dict[str, bytes]) -> None:
    assert codes(refusal(replace(batch, rule_sets=kept), tmp_path)) == {("RULE_SET", "")}


def test_a_batch_that_was_pooled_before_the_plugins_rules_were_edited_can_still_be_submitted(
    batch: PoolBatch, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The update changes comments of the rule set's file: other bytes, the same rules."""
    edited = tmp_path / "edited.yaml"
    edited.write_bytes(RULES.content + "# 2027年修订说明\n".encode())
    monkeypatch.setattr(choosing, "rule_sets", lambda: {RULES.id: read_rule_set(edited)})
    again = built(batch, tmp_path / "out").path
    assert again.read_bytes() == package.read_bytes()
    assert verify_submission(again).valid


def test_rules_that_are_no_longer_in_force_are_refused(batch: PoolBatch, tmp_path: Path) -> None:
    """冀自然资规〔2025〕2号: three years from 2025-05-01, last day 2028-04-30."""
    assert built(batch, tmp_path / "last", as_of=date(2028, 4, 30)).parcels == 30
    assert ("RULE_SET", "") in codes(refusal(batch, tmp_path, as_of=date(2028, 5, 1)))


def test_a_package_can_not_be_dated_before_what_it_holds(batch: PoolBatch, tmp_path: Path) -> None:
    assert {code for code, _ in codes(refusal(batch, tmp_path, as_of=date(2026, 9, 30)))} == {"EVENT", "RUN"}


def test_a_folder_that_can_not_be_written_is_named(batch: PoolBatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InputProblem, match="139901_CROP_2026_1_v1"):
        built(batch, tmp_path / "file")


@pytest.mark.parametrize("room", [1_000, 60_000, 105_000])
def test_a_full_disk_is_told_and_leaves_nothing_behind(batch: PoolBatch, tmp_path: Path, room: int) -> None:
    """A limit on the size of files stands in for the disk: layer and package each need about 100 kB and 40 kB."""
    resource = pytest.importorskip("resource")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    (tmp_path / "out").mkdir()
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, usual[1]))
    try:
        with pytest.raises(InputProblem, match="room"):
            built(batch, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert list((tmp_path / "out").iterdir()) == []


def test_stopping_leaves_nothing_behind(batch: PoolBatch, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        built(batch, tmp_path / "out", progress=lambda done: done < 0.5)
    assert not (tmp_path / "out").exists()


def test_the_layer_opens_in_gdal_with_its_coordinate_system(package: Path, tmp_path: Path) -> None:
    (tmp_path / "parcels.gpkg").write_bytes(unpacked(package)["parcels.gpkg"])
    source = ogr.Open(str(tmp_path / "parcels.gpkg"))
    layer = source.GetLayer(0)
    assert layer.GetFeatureCount() == 30
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "4527"
    fields = [layer.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(layer.GetLayerDefn().GetFieldCount())]
    assert {"BSM", "TBBH", "DLBM", "ZLDWDM", "SJNF", "TBMJ"} <= set(fields)


def test_file_times_and_the_machine_leave_no_trace(package: Path) -> None:
    infos = zipfile.ZipFile(package).infolist()
    assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
    content = b"".join(unpacked(package).values())
    assert str(package.parent).encode() not in content
    assert PACKED_ON.isoformat().encode() in content


def test_the_layer_does_not_tell_in_how_many_transactions_it_was_written(package: Path, tmp_path: Path) -> None:
    """GDAL stamps the layer in a transaction of its own or not, as the clock has it."""
    layer = unpacked(package)["parcels.gpkg"]
    assert layer[24:28] == layer[92:96] == bytes([0, 0, 0, 1])
    (tmp_path / "parcels.gpkg").write_bytes(layer)
    with closing(sqlite3.connect(tmp_path / "parcels.gpkg")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
