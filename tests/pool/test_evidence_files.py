"""Files beside the pool: kept once under their hash, whole, and taken back when an action fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from waived_parcels import SCAN, SHA256, document

from zhanbu_plugin.pool.filing.evidence_files import evidence_folder, keep_file, keeping_files, stored_name
from zhanbu_plugin.survey.problem import InputProblem


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The document's file."""
    return document(tmp_path)


def kept_files(pool: Path) -> list[str]:
    folder = evidence_folder(pool)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_file_is_kept_once_under_its_hash(pool: Path, scan: Path) -> None:
    kept = keep_file(pool, scan)
    assert (kept.name, kept.sha256) == (f"{SHA256}.pdf", SHA256)
    assert keep_file(pool, scan) == kept
    assert kept_files(pool) == [kept.name]


def test_a_damaged_copy_is_mended_by_keeping_the_file_again(pool: Path, scan: Path) -> None:
    kept = keep_file(pool, scan)
    (evidence_folder(pool) / kept.name).write_bytes(b"")
    keep_file(pool, scan)
    assert (evidence_folder(pool) / kept.name).read_bytes() == SCAN


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", ".pdf"), ("a.tar.gz", ".gz"), ("a", ""), ("a.扫描", ""), ("a.p/df", ""), ("a.", "")]
)
def test_only_a_plain_ending_of_a_name_is_kept(name: str, ending: str) -> None:
    assert stored_name(SHA256, name) == SHA256 + ending


def test_a_file_that_is_not_there_is_named_and_leaves_nothing(pool: Path, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"gone\.pdf"):
        keep_file(pool, tmp_path / "gone.pdf")
    assert not evidence_folder(pool).exists()


def test_files_of_an_action_that_fails_go_again_and_older_ones_stay(pool: Path, scan: Path, tmp_path: Path) -> None:
    keep_file(pool, scan)
    new = document(tmp_path, "new.pdf", b"new")
    sha256 = keep_file(tmp_path / "other.gpkg", new).sha256
    sources = [(str(scan), scan.name, SHA256), (str(new), new.name, sha256)]
    with pytest.raises(RuntimeError), keeping_files(pool, sources) as files:
        files.keep(sources)
        assert len(kept_files(pool)) == 2
        raise RuntimeError
    assert kept_files(pool) == [f"{SHA256}.pdf"]


def test_a_file_in_the_place_of_the_folder_is_told_not_raised_over(pool: Path, scan: Path) -> None:
    evidence_folder(pool).write_bytes(b"no folder")
    files = keeping_files(pool, [(str(scan), scan.name, SHA256)])
    with pytest.raises(InputProblem, match="can't be kept beside the pool"), files:
        pytest.fail("nothing can be kept there")
    assert evidence_folder(pool).read_bytes() == b"no folder"


def test_a_link_in_the_folder_is_not_the_file_itself(pool: Path, scan: Path, tmp_path: Path) -> None:
    kept = evidence_folder(pool) / f"{SHA256}.pdf"
    kept.parent.mkdir()
    kept.symlink_to(scan)
    assert keep_file(pool, scan, sha256=SHA256).name == kept.name
    assert not kept.is_symlink()
    kept.unlink()
    kept.symlink_to(scan)
    with keeping_files(pool, [(str(scan), scan.name, SHA256)]) as files:
        files.keep([(str(scan), scan.name, SHA256)])
    scan.unlink()
    assert kept.read_bytes() == SCAN


def test_drafts_of_a_program_that_died_go_with_the_next_file_and_younger_ones_stay(pool: Path, scan: Path) -> None:
    folder = evidence_folder(pool)
    folder.mkdir()
    dead, alive, foreign = (folder / name for name in (f".{'0' * 16}.part", f".{'1' * 16}.part", ".film.part"))
    for file in (dead, alive, foreign):
        file.write_bytes(b"half")
    for file in (dead, foreign):
        os.utime(file, (0, file.stat().st_mtime - 2 * 86_400))
    kept = keep_file(pool, scan)
    assert kept_files(pool) == sorted([alive.name, foreign.name, kept.name])
