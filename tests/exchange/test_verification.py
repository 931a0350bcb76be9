"""Verification believes nothing: every lie in a package is found, also with hashes that were put right."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely
from package_mutations import repacked, unpacked, with_part, with_sql
from submission_example import batch_of, built, checked

from zhanbu_plugin.exchange.archive import write_archive
from zhanbu_plugin.exchange.submission.format import CHECK_REPORT, MAP_SHEET
from zhanbu_plugin.exchange.verification.page import verification_page
from zhanbu_plugin.exchange.verification.report import VerificationReport
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.exchange.workbook.reading import read_workbook
from zhanbu_plugin.pool.geopackage.blob import decode, encode
from zhanbu_plugin.survey.problem import InputProblem

Files = Mapping[str, bytes]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    batch = batch_of(tmp_path_factory.mktemp("pool"), [checked(i) for i in range(12)])
    return built(batch, tmp_path_factory.mktemp("out")).path


@pytest.fixture(scope="module")
def files(package: Path) -> Files:
    return unpacked(package)


def found(report: VerificationReport) -> set[tuple[str, str]]:
    return {(problem.code, problem.file) for problem in report.problems}


def parcels_named(report: VerificationReport) -> set[str]:
    return {problem.parcel for problem in report.problems if problem.parcel}


def test_a_package_packed_again_with_the_same_files_is_still_in_order(
    package: Path, files: Files, tmp_path: Path
) -> None:
    """So that what the lies below are found by is the lie, not the packing."""
    again = repacked(files, tmp_path, package.name)
    assert again.read_bytes() == package.read_bytes()
    assert verify_submission(again).valid


@pytest.mark.parametrize("name", ["coordinates.txt", "events.csv", "findings.csv", "list.xlsx", "parcels.gpkg"])
def test_a_missing_file_is_named(package: Path, files: Files, tmp_path: Path, name: str) -> None:
    fewer = {n: c for n, c in files.items() if n != name}
    report = verify_submission(repacked(fewer, tmp_path / "a", package.name))
    assert ("MISSING", name) in found(report) and ("MANIFEST", "manifest.json") in found(report)
    assert ("MISSING", name) in found(verify_submission(repacked(fewer, tmp_path / "b", package.name, hashes=False)))


@pytest.mark.parametrize("gone", [(CHECK_REPORT,), (MAP_SHEET,), (CHECK_REPORT, MAP_SHEET)])
def test_a_package_stripped_of_its_papers_is_not_whole_though_its_manifest_was_put_right(
    package: Path, files: Files, tmp_path: Path, gone: tuple[str, ...]
) -> None:
    fewer = {n: c for n, c in files.items() if n not in gone}
    report = verify_submission(repacked(fewer, tmp_path, package.name))
    assert found(report) == {("MANIFEST", "manifest.json"), *(("MISSING", name) for name in gone)}
    assert report.parcels == 12


def test_a_package_without_manifest_is_not_one(package: Path, files: Files, tmp_path: Path) -> None:
    path = tmp_path / package.name
    path.write_bytes(write_archive({n: c for n, c in files.items() if n != "manifest.json"}, sealed=True))
    report = verify_submission(path)
    assert {("MISSING", "manifest.json"), ("MANIFEST", "manifest.json")} <= found(report)


def test_a_file_too_many_is_named(package: Path, files: Files, tmp_path: Path) -> None:
    report = verify_submission(repacked({**files, "macro.xlsm": b"x"}, tmp_path, package.name))
    assert ("EXTRA", "macro.xlsm") in found(report)


def test_swapped_files_are_found(package: Path, files: Files, tmp_path: Path) -> None:
    swapped = {**files, "list.xlsx": files["findings.xlsx"], "findings.xlsx": files["list.xlsx"]}
    report = verify_submission(repacked(swapped, tmp_path, package.name))
    assert {("TABLE", "list.xlsx"), ("TABLE", "findings.xlsx")} <= found(report)


def test_a_changed_file_is_found_by_its_hash(package: Path, files: Files, tmp_path: Path) -> None:
    changed = {**files, "rule_set.yaml": files["rule_set.yaml"] + b"\n"}
    report = verify_submission(repacked(changed, tmp_path, package.name, hashes=False))
    assert ("HASH", "rule_set.yaml") in found(report)


def test_a_package_under_another_name_is_in_order_and_says_its_own(package: Path, files: Files, tmp_path: Path) -> None:
    report = verify_submission(repacked(files, tmp_path, "139901_CROP_2026_1_v1 (2).zip"))
    assert report.valid
    assert [(note.code, str(note.wording)) for note in report.notes] == [
        ("NAME", "The package calls itself 139901_CROP_2026_1_v1.zip.")
    ]


@pytest.mark.parametrize("stated", [{"version_no": 2}, {"sequence": 2}, {"as_of": "2027-11-20"}])
def test_a_package_that_calls_itself_otherwise_is_noted(
    package: Path, files: Files, tmp_path: Path, stated: dict[str, object]
) -> None:
    report = verify_submission(repacked(files, tmp_path, package.name, **stated))
    assert "NAME" in {note.code for note in report.notes}


def test_a_package_zipped_again_by_another_program_is_told_apart(package: Path, files: Files, tmp_path: Path) -> None:
    path = tmp_path / package.name
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    assert found(verify_submission(path)) == {("SEAL", package.name)}


def in_list(old: str, new: str, part: str = "sharedStrings.xml") -> Callable[[Files, Path], Files]:
    part = f"xl/{part}"
    return lambda files, _: {
        **files,
        "list.xlsx": with_part(files["list.xlsx"], part, lambda x: x.replace(old, new, 1)),
    }


def first_area(files: Files, folder: Path) -> Files:
    """One square decimetre more for the first parcel, in the list only."""
    area = read_workbook(files["list.xlsx"], source="")[0].rows[0][10]
    more = Decimal(str(area)) + Decimal("0.01")
    return in_list(f"<v>{area}</v>", f"<v>{more}</v>", "worksheets/sheet1.xml")(files, folder)


def in_layer(*statements: str) -> Callable[[Files, Path], Files]:
    return lambda files, folder: {
        **files,
        "parcels.gpkg": with_sql(files["parcels.gpkg"], folder, *statements),
    }


def moved_shape(files: Files, folder: Path) -> Files:
    """The third parcel a millimetre further east: the same area, another place."""
    path = folder / "moved.gpkg"
    path.write_bytes(files["parcels.gpkg"])
    connection = sqlite3.connect(path)
    (blob,) = connection.execute("SELECT geom FROM parcels WHERE fid = 3").fetchone()
    shape = shapely.transform(decode([blob])[0], lambda c: np.round(c + np.array([0.001, 0]), 4))
    shapes = np.empty(1, dtype=object)
    shapes[0] = shape
    connection.execute("UPDATE parcels SET geom = ? WHERE fid = 3", (encode(shapes, 4527)[0],))
    connection.commit()
    connection.close()
    return {**files, "parcels.gpkg": path.read_bytes()}


def in_text(name: str, old: str, new: str, encoding: str = "utf-8-sig") -> Callable[[Files, Path], Files]:
    def change(files: Files, _: Path) -> Files:
        text = files[name].decode(encoding)
        assert old in text
        return {**files, name: text.replace(old, new, 1).encode(encoding)}

    return change


def area_in_txt(files: Files, _: Path) -> Files:
    text = files["coordinates.txt"].decode("gbk")
    changed = re.sub(r"(?m)^(\d+),0\.(\d{4}),00002,", r"\1,0.9999,00002,", text)
    return {**files, "coordinates.txt": changed.encode("gbk")}


LIES: dict[str, tuple[Callable[[Files, Path], Files], str, str]] = {
    "an area in the list": (first_area, "TABLE", "list.xlsx"),
    "a parcel number in the list": (in_list(">00003<", ">00033<"), "TABLE", "list.xlsx"),
    "a class in the list": (in_list(">其他草地<", ">旱地<"), "TABLE", "list.xlsx"),
    "a state in the list": (in_list(">候选<", ">形成指标<"), "TABLE", "list.xlsx"),
    "the head of a column": (in_list(">面积（亩）<", ">面积（公顷）<"), "TABLE", "list.xlsx"),
    "the note above the list": (in_list("139901", "139902"), "TABLE", "list.xlsx"),
    "a row of another height": (
        in_list('<row r="5" ht="', '<row r="5" ht="1', "worksheets/sheet1.xml"),
        "TABLE",
        "list.xlsx",
    ),
    "a column too narrow for its digits": (
        in_list('width="15"', 'width="1"', "worksheets/sheet1.xml"),
        "TABLE",
        "list.xlsx",
    ),
    "a count in the summary": (
        in_list('s="6"><v>1</v>', 's="6"><v>2</v>', "worksheets/sheet2.xml"),
        "TABLE",
        "list.xlsx",
    ),
    "an outcome in the table of findings": (
        lambda f, _: {
            **f,
            "findings.xlsx": with_part(
                f["findings.xlsx"], "xl/sharedStrings.xml", lambda x: x.replace(">不通过<", ">合格<", 1)
            ),
        },
        "TABLE",
        "findings.xlsx",
    ),
    "a sentence in the table of findings": (
        in_text("findings.csv", "388.25 m² are less", "488.25 m² are more"),
        "FINDINGS",
        "findings.csv",
    ),
    "an outcome in findings.csv": (in_text("findings.csv", "WARN,FAIL", "WARN,PASS"), "FINDINGS", "findings.csv"),
    "a measure in findings.csv": (in_text("findings.csv", "0.0125", "0.0025"), "FINDINGS", "findings.csv"),
    "a role in the history": (in_text("events.csv", "COUNTY_NR", "COUNTY_GOV"), "EVENT", "events.csv"),
    "quotes in the history": (in_text("events.csv", ",CANDIDATE,", ',"CANDIDATE",'), "EVENT", "events.csv"),
    "a day in the history": (in_text("events.csv", "2026-11-02", "2026-11-01"), "EVENT", "events.csv"),
    "a coordinate in the TXT": (
        in_text("coordinates.txt", "39412071.1111", "39412071.1112", "gbk"),
        "COORDINATES",
        "coordinates.txt",
    ),
    "an area in the TXT": (area_in_txt, "COORDINATES", "coordinates.txt"),
    "the datum in the TXT": (
        in_text("coordinates.txt", "2000国家大地坐标系", "1980西安坐标系", "gbk"),
        "COORDINATES",
        "coordinates.txt",
    ),
    "the name of a point in the TXT": (
        in_text("coordinates.txt", "J3,1,", "J9,1,", "gbk"),
        "COORDINATES",
        "coordinates.txt",
    ),
    "the producer's own words in the TXT": (
        in_text("coordinates.txt", "[地块坐标]", "[说明]\r\n已核实\r\n[地块坐标]", "gbk"),
        "COORDINATES",
        "coordinates.txt",
    ),
    "a class in the TXT": (in_text("coordinates.txt", ",0201,@", ",0101,@", "gbk"), "COORDINATES", "coordinates.txt"),
    "a shape in the layer": (moved_shape, "SHAPE", "parcels.gpkg"),
    "an area in the layer": (
        in_layer("UPDATE parcels SET area_dm2 = area_dm2 + 100, area_m2 = (area_dm2 + 100) / 100.0 WHERE fid = 2"),
        "AREA",
        "parcels.gpkg",
    ),
    "an area that only people see": (
        in_layer("UPDATE parcels SET area_m2 = 9 WHERE fid = 2"),
        "PARCELS",
        "parcels.gpkg",
    ),
    "a class that only people see": (
        in_layer("UPDATE parcels SET DLBM = '0101' WHERE fid = 2"),
        "PARCELS",
        "parcels.gpkg",
    ),
    "a verdict in the layer": (
        in_layer("UPDATE parcels SET verdict = 'WAIVABLE' WHERE fid = 2"),
        "VERDICT",
        "parcels.gpkg",
    ),
    "a finding in the layer": (
        in_layer('UPDATE parcels SET findings = replace(findings, \'"BLOCK","PASS"\', \'"BLOCK","FAIL"\')'),
        "PARCELS",
        "parcels.gpkg",
    ),
    "a batch in the layer": (in_layer("UPDATE parcels SET batch = '2025-09' WHERE fid = 2"), "BATCH", "parcels.gpkg"),
    "a number twice": (in_layer("UPDATE parcels SET parcel_no = '00001' WHERE fid = 2"), "DUPLICATE", "parcels.gpkg"),
    "a parcel left out of the layer": (in_layer("DELETE FROM parcels WHERE fid = 4"), "TOTAL", "manifest.json"),
    "two parcels on the same ground": (
        in_layer("UPDATE parcels SET geom = (SELECT geom FROM parcels WHERE fid = 2) WHERE fid = 3"),
        "OVERLAP",
        "parcels.gpkg",
    ),
    "another coordinate system": (
        in_layer(
            "UPDATE gpkg_spatial_ref_sys SET definition = replace(definition, '39500000', '40500000')",
        ),
        "PARCELS",
        "parcels.gpkg",
    ),
    "a looser rule set": (
        in_text("rule_set.yaml", "value: 25.0", "value: 45.0", "utf-8"),
        "RULE_SET",
        "manifest.json",
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_with_hashes_put_right_is_found(package: Path, files: Files, tmp_path: Path, lie: str) -> None:
    change, code, file = LIES[lie]
    changed = change(files, tmp_path)
    assert changed != files, "the lie changed nothing"
    report = verify_submission(repacked(changed, tmp_path / "out", package.name))
    assert (code, file) in found(report), [f"{p.code} {p.file}: {p.wording}" for p in report.problems]


def test_a_moved_shape_contradicts_coordinates_and_history_too(package: Path, files: Files, tmp_path: Path) -> None:
    report = verify_submission(repacked(moved_shape(files, tmp_path), tmp_path / "out", package.name))
    assert ("COORDINATES", "coordinates.txt") in found(report)
    assert parcels_named(report) == {"00003"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("parcels", 13, "TOTAL"),
        ("area_dm2", 1, "TOTAL"),
        ("epsg", 4526, "TOTAL"),
        ("batch", "2026-02", "BATCH"),
        ("county", "139902", "RUN"),
        ("as_of", "2026-10-15", "EVENT"),
        ("event_head", "0" * 64, "EVENT"),
        ("rule_set", "jiangxi-forest-2022", "RULE_SET"),
        ("rule_set_sha256", "0" * 64, "RULE_SET"),
        ("txt_template", "nothing", "COORDINATES"),
        ("txt_template", "supplement12", "COORDINATES"),
        ("txt_encoding", "UTF-8", "COORDINATES"),
        ("txt_encoding", "hex", "MANIFEST"),
        ("runs", {}, "RUN"),
        ("format_version", 2, "MANIFEST"),
        ("parcels", "12", "MANIFEST"),
        ("parcels", True, "MANIFEST"),
        ("parcels", -12, "MANIFEST"),
        ("as_of", "yesterday", "MANIFEST"),
        ("county", "１３９９０１", "MANIFEST"),
        ("files", {}, "MANIFEST"),
        ("files", [], "MANIFEST"),
        ("unknown", 1, "MANIFEST"),
    ],
)
def test_a_manifest_that_lies_is_found(
    package: Path, files: Files, tmp_path: Path, key: str, value: object, code: str
) -> None:
    report = verify_submission(repacked(files, tmp_path, package.name, **{key: value}))
    assert code in {c for c, _ in found(report)}, found(report)


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}', b'{"a": 1, "a": 2}', b"9" * 5000],
    ids=["empty", "null", "list", "cut", "bytes", "deep", "nan", "twice", "digits"],
)
def test_a_manifest_that_is_no_manifest_is_a_problem(
    package: Path, files: Files, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / package.name
    path.write_bytes(write_archive({**files, "manifest.json": content}, sealed=True))
    assert ("MANIFEST", "manifest.json") in found(verify_submission(path))


@pytest.mark.parametrize(
    "name",
    ["coordinates.txt", "events.csv", "findings.csv", "findings.xlsx", "list.xlsx", "parcels.gpkg", "rule_set.yaml"],
)
@pytest.mark.parametrize("content", [b"", b"nonsense\r\n", b"\x00\xff" * 500], ids=["empty", "text", "binary"])
def test_any_file_may_hold_nonsense(package: Path, files: Files, tmp_path: Path, name: str, content: bytes) -> None:
    report = verify_submission(repacked({**files, name: content}, tmp_path, package.name))
    assert name in {file for _, file in found(report)}


def test_a_file_that_is_not_there_is_an_error_not_a_report(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="absent"):
        verify_submission(tmp_path / "absent.zip")


def test_the_page_shows_the_result_and_escapes_what_the_package_says(
    package: Path, files: Files, tmp_path: Path
) -> None:
    good = verification_page(verify_submission(package), say=lambda t: {"Number of parcels": "地块数"}.get(t, t))
    assert "地块数" in good and "Everything in the package agrees." in good
    evil = {**files, "<script>alert(1)</script>.txt": b""}
    bad = verification_page(verify_submission(repacked(evil, tmp_path, package.name)))
    assert "<script>" not in bad and "&lt;script&gt;" in bad


def test_the_report_is_the_same_each_time(package: Path, files: Files, tmp_path: Path) -> None:
    wrong = repacked(moved_shape(files, tmp_path), tmp_path / "out", package.name)
    assert verify_submission(wrong) == verify_submission(wrong)


@pytest.mark.parametrize("change", [("version", "9.9.9"), ("as_of", "2026-09-01"), ("stage", "CHECKED")])
def test_a_check_that_is_told_otherwise_is_found(
    package: Path, files: Files, tmp_path: Path, change: tuple[str, str]
) -> None:
    runs = json.loads(files["manifest.json"])["runs"]
    for run in runs.values():
        run[change[0]] = change[1]
    report = verify_submission(repacked(files, tmp_path, package.name, runs=runs))
    assert ("RUN", "manifest.json") in found(report)


def test_the_manifest_tells_which_layers_the_checks_read(files: Files) -> None:
    (run,) = json.loads(files["manifest.json"])["runs"].values()
    assert run["snapshots"][0]["role"] == "redline" and len(run["snapshots"][0]["sha256"]) == 64
