"""``exportsubmission`` and ``verifysubmission``: the package that the city gets, good and damaged."""

from __future__ import annotations

import json
import resource
import zipfile
from pathlib import Path
from typing import Any

import pytest
import toolbox
from toolbox import AS_OF, BATCH, Log, rows, run, sha256

pytestmark = pytest.mark.usefixtures("zhanbu")


def export(pool: Path, package: Path, **given: object) -> dict[str, Any]:
    terms = {"POOL": str(pool), "SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF, "PACKAGE": str(package)}
    return run("exportsubmission", **{**terms, **given})


def verify(package: Path, log: Log | None = None) -> tuple[bool, list[dict[str, Any]]]:
    result = run("verifysubmission", log, PACKAGE=str(package), PROBLEMS="memory:")
    found = rows(result["PROBLEMS"])
    assert result["PROBLEM_COUNT"] == len(found)
    assert result["VALID"] == (not found)
    return result["VALID"], found


@pytest.fixture(scope="module")
def package(filled_pool: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "报件.zip"
    export(filled_pool, path)
    return path


def test_a_batch_packed_twice_is_the_same_to_the_byte(filled: Path, package: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    result = export(filled, again)
    assert sha256(again) == sha256(package) == result["SHA256"]


def test_into_a_folder_it_gets_its_official_name(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    result = export(filled, folder)
    (made,) = folder.iterdir()
    assert Path(result["PACKAGE"]) == made
    assert verify(made) == (True, [])


def test_packing_reads_the_pool_and_changes_nothing(pool_stays: Path, tmp_path: Path) -> None:
    export(pool_stays, tmp_path / "p.zip")


def test_counts_and_area_are_those_of_the_pool(package: Path, filled: Path, tmp_path: Path) -> None:
    result = export(filled, tmp_path / "p.zip")
    held = rows(f"{filled}|layername=parcel")
    assert result["PARCELS"] == len(held)
    assert round(result["AREA_M2"] * 100) == sum(row["area_dm2"] for row in held)


def test_the_same_batch_again_over_the_same_package_is_welcome_and_another_is_not(
    filled: Path, package: Path, tmp_path: Path
) -> None:
    target = tmp_path / "p.zip"
    target.write_bytes(package.read_bytes())
    export(filled, target)
    before = sha256(target)
    toolbox.refused(
        "exportsubmission", "p.zip", "is there already and differs", "another name",
        POOL=str(filled), SYSTEM="CROP", BATCH=BATCH, AS_OF=AS_OF, SEQUENCE=2, PACKAGE=str(target),
    )  # fmt: skip
    assert sha256(target) == before
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".gpkg"] == ["p.zip"]


def test_a_batch_that_is_not_there_is_refused_with_those_that_are(filled: Path, tmp_path: Path) -> None:
    toolbox.refused(
        "exportsubmission", filled.name, "no batch “2026-9” of CROP", BATCH,
        POOL=str(filled), SYSTEM="CROP", BATCH="2026-9", AS_OF=AS_OF, PACKAGE=str(tmp_path / "p.zip"),
    )  # fmt: skip
    assert not (tmp_path / "p.zip").exists()


def test_a_good_package_verifies_and_the_page_says_so(package: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("verifysubmission", PACKAGE=str(package), PROBLEMS="memory:", REPORT=str(page))
    assert result["VALID"] is True
    assert result["PARCELS"] > 10 and result["AREA_M2"] > 100_000
    assert "<html" in page.read_text(encoding="utf-8")


def test_verifying_leaves_nothing_beside_the_package(package: Path) -> None:
    verify(package)
    assert [p.name for p in package.parent.iterdir()] == [package.name]


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85, 0.995])
def test_a_package_with_one_byte_changed_is_not_valid(package: Path, tmp_path: Path, share: float) -> None:
    content = bytearray(package.read_bytes())
    content[int(len(content) * share)] ^= 0x41
    damaged = tmp_path / package.name
    damaged.write_bytes(content)
    log = Log()
    valid, found = verify(damaged, log)
    assert not valid
    assert all(problem["code"] and problem["message"] for problem in found)
    assert all(problem["code"] in log for problem in found), "the log tells what the table tells"


def rewritten(package: Path, target: Path, name: str, content: bytes | None) -> Path:
    """The package with one entry replaced, added, or taken away."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        if content is not None:
            new.writestr(name, content)
    return target


def test_a_changed_entry_in_a_sound_zip_is_found_and_named(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".txt"))
        text = archive.read(name).decode("gbk")
    changed = rewritten(package, tmp_path / "p.zip", name, text.replace("J1,1,43", "J1,1,44", 1).encode("gbk"))
    valid, found = verify(changed)
    assert not valid
    assert any(name in problem["file"] for problem in found)


def test_a_missing_entry_is_found_and_named(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
    for name in names:
        valid, found = verify(rewritten(package, tmp_path / "p.zip", name, None))
        assert not valid, name
        assert any(name in f"{problem['file']} {problem['message']}" for problem in found), (name, found)


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt"])
def test_a_path_that_leaves_the_package_is_refused_and_written_nowhere(
    package: Path, tmp_path: Path, name: str
) -> None:
    inner = tmp_path / "in" / "side"
    inner.mkdir(parents=True)
    target = inner / "p.zip"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        new.writestr(zipfile.ZipInfo(name), b"evil")
    valid, found = verify(target)
    assert not valid
    assert any("evil" in f"{p['file']} {p['message']}" for p in found)
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["p.zip"]
    assert not Path("/etc/evil.txt").exists()


@pytest.mark.parametrize("name", ["manifest.json", "parcels.gpkg", "more.txt"])
def test_a_bomb_is_refused_without_being_unpacked(package: Path, tmp_path: Path, name: str) -> None:
    bomb = rewritten(package, tmp_path / "bomb.zip", name, None)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as file:
        for _ in range(300):
            file.write(bytes(1_000_000))
    assert bomb.stat().st_size < 2_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    valid, found = verify(bomb)
    assert not valid
    assert any(name in f"{problem['file']} {problem['message']}" for problem in found)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "KiB"


@pytest.mark.parametrize(
    "content", [b"", b"PK\x05\x06" + bytes(18), b"no zip at all"], ids=["empty", "no entries", "text"]
)
def test_what_is_no_package_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(content)
    valid, found = verify(path)
    assert not valid
    assert any("p.zip" in f"{problem['file']} {problem['message']}" for problem in found), found


def test_a_package_that_is_not_there_is_named(tmp_path: Path) -> None:
    toolbox.refused("verifysubmission", "gone.zip", PACKAGE=str(tmp_path / "gone.zip"))


def test_the_manifest_names_rules_and_hashes(package: Path) -> None:
    import hashlib

    with zipfile.ZipFile(package) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        text = json.dumps(manifest)
        for name in archive.namelist():
            if name != "manifest.json":
                assert hashlib.sha256(archive.read(name)).hexdigest() in text, name
    assert "hebei-cropland-2025" in text
