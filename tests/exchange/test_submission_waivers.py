"""Waivers leave the county with their documents, and the city repeats what follows from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from package_mutations import repacked, unpacked, with_part, with_sql
from submission_example import CHECKED_ON, PACKED_ON, batch_of, built, checked

from zhanbu_plugin.checks.checked import CheckedParcel, seal_of
from zhanbu_plugin.checks.findings import Outcome, Verdict
from zhanbu_plugin.checks.waivers.waiver import Waiver
from zhanbu_plugin.exchange.submission.building import SubmissionRefused
from zhanbu_plugin.exchange.verification.page import verification_page
from zhanbu_plugin.exchange.verification.report import VerificationReport
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.exchange.workbook.reading import read_workbook
from zhanbu_plugin.pool.records import PoolBatch

Files = Mapping[str, bytes]
SCAN, OTHER = b"%PDF-1.4 the province allows it", b"%PDF-1.4 another"
SHA256 = hashlib.sha256(SCAN).hexdigest()
ENTRY = f"evidence/{SHA256}.pdf"


def waived(index: int, scan: Path, doc_no: str = "冀自然资函〔2026〕12号") -> CheckedParcel:
    """A parcel too steep, eligible by its document."""
    parcel = checked(index)
    steep = tuple(replace(f, outcome=Outcome.FAIL) if f.check_id == "CHK-SLOPE" else f for f in parcel.findings)
    sha256 = hashlib.sha256(scan.read_bytes()).hexdigest()
    document = Waiver(
        *(parcel.parcel_id, "CHK-SLOPE", doc_no, date(2026, 5, 31), "=河北省自然资源厅", scan.name),
        *(sha256, "王工", CHECKED_ON, str(scan)),
    )
    changed = replace(parcel, findings=steep, verdict=Verdict.ELIGIBLE, waivers=(document,))
    return replace(changed, seal=seal_of(changed))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pool, scans and package."""
    return tmp_path_factory.mktemp("waived")


@pytest.fixture(scope="module")
def batch(folder: Path) -> PoolBatch:
    """Six parcels, of which two are eligible by the same document."""
    scan = folder / "批复.PDF"
    scan.write_bytes(SCAN)
    return batch_of(folder, [waived(0, scan), *(checked(i) for i in range(1, 5)), waived(5, scan)])


@pytest.fixture(scope="module")
def package(batch: PoolBatch, folder: Path) -> Path:
    return built(batch, folder / "out").path


@pytest.fixture(scope="module")
def files(package: Path) -> Files:
    return unpacked(package)


def found(report: VerificationReport) -> set[tuple[str, str, str]]:
    return {(problem.code, problem.file, problem.parcel) for problem in report.problems}


def said(report: VerificationReport) -> str:
    return " ".join(str(problem.wording) for problem in report.problems)


def test_a_batch_with_waivers_is_packed_with_their_documents_and_verified(package: Path, files: Files) -> None:
    report = verify_submission(package)
    assert report.valid, said(report)
    assert files[ENTRY] == SCAN
    assert [number for number, _ in report.waivers] == ["00001", "00006"]
    (sheet,) = read_workbook(files["waivers.xlsx"], source="waivers.xlsx")
    assert sheet.name == "批准文件"
    heads = dict(zip(sheet.heads, sheet.rows[1]))
    assert (heads["地块编号"], heads["检查代码"], heads["包内文件"]) == ("00006", "CHK-SLOPE", ENTRY)
    assert heads["批准机关"] == "=河北省自然资源厅", "a text, no formula"
    listed = read_workbook(files["list.xlsx"], source="list.xlsx")[0]
    verdicts = [row[listed.heads.index("检查结论")] for row in listed.rows]
    assert verdicts == ["经批准符合", "符合", "符合", "符合", "符合", "经批准符合"]


def test_the_page_of_a_verification_says_the_verdict_and_lists_every_waiver_before_anything_else(package: Path) -> None:
    page = verification_page(verify_submission(package))
    first = page.split("</table>", 1)[0]
    verdict = first.split("<h2>", 1)[0]
    assert "Everything in the package agrees. 2 checks were waived on paper." in verdict
    assert first.count(SHA256) == 2
    assert "冀自然资函〔2026〕12号" in first and "王工" in first and "2026-05-31" in first


def test_a_batch_without_waivers_says_so(tmp_path: Path) -> None:
    plain = built(batch_of(tmp_path, [checked(i) for i in range(3)]), tmp_path / "out").path
    assert not [name for name in unpacked(plain) if name.startswith("evidence/")]
    assert read_workbook(unpacked(plain)["waivers.xlsx"], source="waivers.xlsx")[0].rows == ()
    assert "No check was waived." in verification_page(verify_submission(plain))


def test_the_same_batch_gives_the_same_bytes(batch: PoolBatch, package: Path, tmp_path: Path) -> None:
    again = built(replace(batch, evidence=dict(reversed(batch.evidence.items()))), tmp_path).path
    assert again.read_bytes() == package.read_bytes()


@pytest.mark.parametrize("content", [None, OTHER], ids=["gone", "changed"])
def test_a_document_changed_or_gone_since_the_push_stops_the_export_naming_parcel_and_check(
    tmp_path: Path, content: bytes | None
) -> None:
    scan = tmp_path / "批复.PDF"
    scan.write_bytes(SCAN)
    batch = batch_of(tmp_path, [waived(0, scan), checked(1)])
    (kept,) = batch.evidence.values()
    kept.unlink() if content is None else kept.write_bytes(content)
    with pytest.raises(SubmissionRefused) as caught:
        built(batch, tmp_path / "out")
    (reason,) = caught.value.reasons
    assert (reason.code, reason.parcel) == ("WAIVER", "00001")
    assert "CHK-SLOPE" in str(caught.value) and "批复.PDF" in str(caught.value)
    assert not list((tmp_path / "out").glob("*"))


# What somebody may do to a package, with hashes that were put right.


def in_layer(*statements: str) -> Callable[[Files, Path], Files]:
    return lambda files, folder: {**files, "parcels.gpkg": with_sql(files["parcels.gpkg"], folder, *statements)}


def without(name: str) -> Callable[[Files, Path], Files]:
    return lambda files, _: {n: c for n, c in files.items() if n != name}


def in_json(old: str, new: str) -> Callable[[Files, Path], Files]:
    return in_layer(f"UPDATE parcels SET waivers = replace(waivers, '{old}', '{new}') WHERE fid = 6")


LIES: list[tuple[str, Callable[[Files, Path], Files], tuple[str, str, str], str]] = [
    ("the document left out", without(ENTRY), ("WAIVER", ENTRY, "00006"), "CHK-SLOPE is missing"),
    (
        "another document under its name",
        lambda files, _: {**files, ENTRY: OTHER},
        ("WAIVER", ENTRY, "00001"),
        "isn't the file that was recorded",
    ),
    (
        "a document that nobody needs",
        lambda files, _: {**files, f"evidence/{'0' * 64}.pdf": OTHER},
        ("EXTRA", f"evidence/{'0' * 64}.pdf", ""),
        "No waiver",
    ),
    (
        "a file of another name beside the documents",
        lambda files, _: {**files, "evidence/macro.xlsm": OTHER},
        ("EXTRA", "evidence/macro.xlsm", ""),
        "doesn't belong",
    ),
    (
        "the waivers left out",
        in_layer("UPDATE parcels SET waivers = '[]' WHERE fid = 6"),
        ("NOT_ELIGIBLE", "parcels.gpkg", "00006"),
        "CHK-SLOPE FAIL",
    ),
    (
        "a waiver for a check that blocks",
        in_json("CHK-SLOPE", "CHK-SRC"),
        ("WAIVER", "parcels.gpkg", "00006"),
        "CHK-SRC",
    ),
    (
        "a waiver given to a sound parcel",
        in_layer("UPDATE parcels SET waivers = (SELECT waivers FROM parcels WHERE fid = 6) WHERE fid = 2"),
        ("WAIVER", "parcels.gpkg", "00002"),
        "CHK-SLOPE",
    ),
    (
        "a document of a later day",
        in_json("2026-05-31", "2026-10-02"),
        ("WAIVER", "parcels.gpkg", "00006"),
        "after the day of the check",
    ),
    (
        "recorded after the check",
        in_json("2026-10-01", "2026-10-02"),
        ("WAIVER", "parcels.gpkg", "00006"),
        "recorded",
    ),
    ("no number", in_json("冀自然资函〔2026〕12号", ""), ("WAIVER", "parcels.gpkg", "00006"), "doc_no"),
    ("nobody entered it", in_json("王工", ""), ("WAIVER", "parcels.gpkg", "00006"), "entered_by"),
    ("another number", in_json("12号", "13号"), ("EVENT", "events.csv", "00006"), "testify"),
    ("no JSON", in_layer("UPDATE parcels SET waivers = 'x' WHERE fid = 6"), ("PARCELS", "parcels.gpkg", "00006"), ""),
    (
        "JSON that was written otherwise",
        in_layer("UPDATE parcels SET waivers = ' ' || waivers WHERE fid = 6"),
        ("PARCELS", "parcels.gpkg", "00006"),
        "waivers",
    ),
    (
        "another number in the table",
        lambda files, _: {
            **files,
            "waivers.xlsx": with_part(
                files["waivers.xlsx"], "xl/sharedStrings.xml", lambda text: text.replace("12号", "13号", 1)
            ),
        },
        ("TABLE", "waivers.xlsx", "00001"),
        "differs from the layer",
    ),
    (
        "passed off as plainly eligible",
        lambda files, _: {
            **files,
            "list.xlsx": with_part(
                files["list.xlsx"], "xl/sharedStrings.xml", lambda text: text.replace("经批准符合", "符合", 1)
            ),
        },
        ("TABLE", "list.xlsx", "00001"),
        "differs from the layer",
    ),
]


@pytest.mark.parametrize(("lie", "problem", "says"), [case[1:] for case in LIES], ids=[case[0] for case in LIES])
def test_every_lie_about_a_waiver_is_found(
    package: Path,
    files: Files,
    tmp_path: Path,
    lie: Callable[[Files, Path], Files],
    problem: tuple[str, str, str],
    says: str,
) -> None:
    report = verify_submission(repacked(lie(files, tmp_path), tmp_path / "again", package.name))
    assert problem in found(report), found(report)
    assert says in said(report)


def test_a_package_whose_table_of_waivers_is_missing_is_refused(package: Path, files: Files, tmp_path: Path) -> None:
    report = verify_submission(repacked(without("waivers.xlsx")(files, tmp_path), tmp_path, package.name))
    assert ("MISSING", "waivers.xlsx", "") in found(report)


def test_the_manifest_lists_the_documents(files: Files, package: Path, tmp_path: Path) -> None:
    manifest = json.loads(files["manifest.json"])
    assert manifest["files"][ENTRY] == {"sha256": SHA256, "size": len(SCAN)}
    del manifest["files"][ENTRY]
    report = verify_submission(repacked(files, tmp_path, package.name, hashes=False, files=manifest["files"]))
    assert ("MANIFEST", "manifest.json", "") in found(report)


def test_a_package_is_made_as_of_a_later_day_than_its_documents(batch: PoolBatch) -> None:
    assert all(waiver.recorded_on <= PACKED_ON for parcel in batch.parcels for waiver in parcel.waivers)
