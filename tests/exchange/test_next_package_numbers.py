"""The numbers that a county's next package takes, after those that were made before."""

from __future__ import annotations

import zipfile
from pathlib import Path

import submission_example as example

from zhanbu_plugin.exchange.submission.made_before import MadePackage, next_numbers, packages_in


def made(sequence: int, version_no: int, batch: str, *, year: int = 2026, system: str = "CROP") -> MadePackage:
    return MadePackage("139901", system, year, sequence, version_no, batch)


def test_a_batch_that_was_packed_takes_the_next_version_of_its_own_number() -> None:
    before = [made(1, 1, "a"), made(1, 2, "a"), made(2, 1, "b"), made(3, 9, "a", year=2025)]
    assert next_numbers(before, "CROP", "a", 2026) == (1, 3)
    assert next_numbers(before, "CROP", "b", 2026) == (2, 2)


def test_another_batch_takes_the_next_number_of_its_system_and_year() -> None:
    before = [made(1, 1, "a"), made(4, 2, ""), made(9, 1, "x", system="FOREST")]
    assert next_numbers(before, "CROP", "new", 2026) == (5, 1)
    assert next_numbers(before, "CROP", "new", 2027) == (1, 1)
    assert next_numbers((), "CROP", "new", 2026) == (1, 1)


def test_packages_of_a_folder_tell_their_batch_and_strange_files_are_passed_over(tmp_path: Path) -> None:
    batch = example.batch_of(tmp_path, [example.checked(i) for i in range(2)])
    folder = tmp_path / "packed"
    report = example.built(batch, folder, sequence=3, version_no=2)
    (folder / "139901_CROP_2026_4_v1.zip").write_bytes(b"PK\x03\x04 damaged")
    (folder / "360122_CROP_2026_9_v1.zip").write_bytes(report.path.read_bytes())
    (folder / "139901_CROP_2026_9_v1 (copy).zip").write_bytes(report.path.read_bytes())
    assert packages_in(folder, "139901") == [made(3, 2, example.BATCH), made(4, 1, "")]
    assert packages_in(tmp_path / "not there", "139901") == []


def test_a_manifest_that_zhanbu_would_not_pack_like_that_tells_no_batch(tmp_path: Path) -> None:
    path = tmp_path / "139901_CROP_2026_4_v1.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("manifest.json", bytes(range(256)) * 40)
    content = bytearray(path.read_bytes())
    for i in range(60, 120):
        content[i] ^= 0xFF
    path.write_bytes(content)
    assert packages_in(tmp_path, "139901") == [made(4, 1, "")]


def test_of_very_many_packages_all_are_numbered_and_the_newest_tell_their_batch(tmp_path: Path) -> None:
    batch = example.batch_of(tmp_path, [example.checked(0)])
    folder = tmp_path / "packed"
    example.built(batch, folder, sequence=210, version_no=1)
    for sequence in range(1, 210):
        (folder / f"139901_CROP_2026_{sequence}_v1.zip").write_bytes(b"")
    found = packages_in(folder, "139901")
    assert [one.sequence for one in found] == list(range(1, 211))
    assert found[-1] == made(210, 1, example.BATCH)
