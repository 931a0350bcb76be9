"""Papers and photos on file go with the submission, and the history testifies to each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from package_mutations import repacked, unpacked
from submission_example import BATCH, COUNTY, batch_of, built, checked

from zhanbu_plugin.exchange.archive import read_archive
from zhanbu_plugin.exchange.submission.building import SubmissionRefused
from zhanbu_plugin.exchange.submission.format import MATERIALS, MATERIALS_TABLE
from zhanbu_plugin.exchange.submission.materials import read_materials
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.exchange.workbook.reading import read_workbook
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.reading import pool_batch

UID = f"{COUNTY}-CROP-000001"
RECORDED = "2026-11-10T09:00:00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with three parcels, a report on all of them, and an appraisal of the first."""
    folder = tmp_path_factory.mktemp("materials")
    batch_of(folder, [checked(i) for i in range(3)])
    for name, kind, concern in (
        ("检查报告.pdf", "CHECK_REPORT", Concern((), "CROP", BATCH)),
        ("初鉴.pdf", "QUALITY_APPRAISAL", Concern((UID,))),
    ):
        (folder / name).write_bytes(f"%PDF-1.4 {name}".encode())
        paper = Paper(kind, "示例县〔2026〕5号", date(2026, 11, 5), "示例县农业农村局", name)
        attach_evidence(folder / "pool.gpkg", folder / name, paper, concern, role="COUNTY_NR", recorded_at=RECORDED)
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> Path:
    return built(pool_batch(folder / "pool.gpkg", "CROP", BATCH), folder).path


def test_both_papers_are_in_the_package_with_whom_they_concern(package: Path) -> None:
    assert verify_submission(package).problems == ()
    files = read_archive(package, source=package.name)
    materials = read_materials(files[MATERIALS], MATERIALS)
    assert [(m.evidence.kind, m.concerns) for m in materials] == [
        ("CHECK_REPORT", (f"CROP/{BATCH}",)),
        ("QUALITY_APPRAISAL", (UID,)),
    ]
    contents = {content for name, content in files.items() if name.startswith("evidence/")}
    assert contents == {"%PDF-1.4 检查报告.pdf".encode(), "%PDF-1.4 初鉴.pdf".encode()}


def test_the_list_of_materials_is_in_chinese_with_the_numbers_of_the_parcels(package: Path) -> None:
    files = read_archive(package, source=package.name)
    (sheet,) = read_workbook(files[MATERIALS_TABLE], source=MATERIALS_TABLE)
    assert [row[1:3] for row in sheet.rows] == [("整批", "检查报告"), ("00001", "县级质量初鉴报告")]


def swapped(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.startswith("evidence/"))
    files[name] = b"%PDF-1.4 another report"


def dropped(files: dict[str, bytes]) -> None:
    del files[next(name for name in files if name.startswith("evidence/"))]


def moved_to_another_parcel(files: dict[str, bytes]) -> None:
    files[MATERIALS] = files[MATERIALS].replace(UID.encode(), f"{COUNTY}-CROP-000002".encode())


def with_another_number(files: dict[str, bytes]) -> None:
    files[MATERIALS] = files[MATERIALS].replace("5号".encode(), "6号".encode())


@pytest.mark.parametrize("change", [swapped, dropped, moved_to_another_parcel, with_another_number])
def test_a_forged_material_is_found_out_though_every_hash_was_put_right(
    package: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    files = unpacked(package)
    change(files)
    report = verify_submission(repacked(files, tmp_path, package.name))
    assert "MATERIAL" in {problem.code for problem in report.problems}


def test_a_paper_whose_file_was_taken_away_holds_the_submission_up(folder: Path, package: Path, tmp_path: Path) -> None:
    batch = pool_batch(folder / "pool.gpkg", "CROP", BATCH)
    stored = next(iter(batch.evidence.values()))
    content = stored.read_bytes()
    stored.unlink()
    try:
        with pytest.raises(SubmissionRefused) as refusal:
            built(batch, tmp_path)
        assert [reason.code for reason in refusal.value.reasons] == ["MATERIAL"]
        assert "is missing" in str(refusal.value)
    finally:
        stored.write_bytes(content)
    assert not list(tmp_path.iterdir())
