"""Folders that can't be written and disks that are full: an error that says so, and nothing half done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toolbox
from disk_room import files_of_at_most
from ordinary_rights import ordinary_rights
from qgis.core import QgsProcessingException
from toolbox import AS_OF, BATCH, COUNTY, CRS, box, parcels, push, refused, rows, run, sha256

from zhanbu_plugin.pool.integrity import verify_pool

pytestmark = pytest.mark.usefixtures("zhanbu")


@pytest.fixture
def locked(new_pool: Path, filled_pool: Path, checked: dict[str, Any]) -> Iterator[Path]:
    """A folder that may be read and not written, with a pool, a checked layer and the sample county in it."""
    folder = Path(tempfile.mkdtemp(prefix="zhanbu-"))
    for source, name in (
        (filled_pool, "pool.gpkg"),
        (new_pool, "empty.gpkg"),
        (Path(checked["OUTPUT"]), "checked.gpkg"),
        (toolbox.SURVEY, "sample.gpkg"),
        (toolbox.DEM, "dem.tif"),
    ):
        shutil.copy(source, folder / name)
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def package(filled_pool: Path, tmp_path: Path) -> Path:
    path = tmp_path / "package.zip"
    terms = {"POOL": str(filled_pool), "SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF}
    run("exportsubmission", **terms, PACKAGE=str(path))
    return path


def inputs(folder: Path, name: str) -> dict[str, Any]:
    """Parameters of an algorithm but for its outputs."""
    layer = parcels(box(0, 0))
    pool = {"POOL": str(folder / "pool.gpkg"), "SYSTEM": "CROP", "AS_OF": AS_OF}
    return {
        "ellipsoidalarea": {"INPUT": layer},
        "slopegrades": {"INPUT": layer, "DEM": str(folder / "dem.tif")},
        "constraintoverlaps": {"INPUT": layer, "REDLINE": f"{folder / 'sample.gpkg'}|layername=redline"},
        "selectcandidates": {"INPUT": layer, "COUNTY": COUNTY, "AS_OF": AS_OF},
        "checkparcels": {"INPUT": layer, "COUNTY": COUNTY, "AS_OF": AS_OF, "OUTPUT": "memory:"},
        "poolbalance": pool,
        "exportsubmission": {**pool, "BATCH": BATCH},
        "exportcoordinates": {"INPUT": layer},
        "pushtopool": {**pool, "INPUT": str(folder / "checked.gpkg"), "BATCH": BATCH},
    }[name]


OUTPUTS = [
    ("ellipsoidalarea", "OUTPUT", "out.gpkg"),
    ("slopegrades", "OUTPUT", "out.shp"),
    ("constraintoverlaps", "OUTPUT", "out.geojson"),
    ("selectcandidates", "OUTPUT", "out.gpkg"),
    ("checkparcels", "OUTPUT", "out.gpkg"),
    ("checkparcels", "FINDINGS", "findings.csv"),
    ("checkparcels", "REPORT", "report.html"),
    ("poolbalance", "OUTPUT", "out.csv"),
    ("exportsubmission", "PACKAGE", "package.zip"),
    ("exportcoordinates", "OUTPUT", "out.txt"),
    ("pushtopool", "REFUSALS", "refusals.gpkg"),
]


@pytest.mark.parametrize(("name", "output", "file"), OUTPUTS)
def test_an_output_in_a_folder_that_may_not_be_written_is_an_error_that_names_it(
    locked: Path, name: str, output: str, file: str
) -> None:
    before = {path.name: sha256(path) for path in locked.iterdir()}
    given = {**inputs(locked, name), output: str(locked / file)}
    with ordinary_rights():
        message = refused(name, **given)
    assert file in message or str(locked) in message, message
    assert {path.name: sha256(path) for path in locked.iterdir()} == before


@pytest.mark.parametrize(("name", "output", "file"), OUTPUTS)
def test_an_output_in_a_folder_that_is_not_there_is_an_error_that_names_it(
    locked: Path, tmp_path: Path, name: str, output: str, file: str
) -> None:
    """Processing itself makes missing folders, so one is put where a file stands."""
    (tmp_path / "file").write_text("a file")
    given = {**inputs(locked, name), output: str(tmp_path / "file" / file)}
    message = refused(name, **given)
    assert file in message, message


def test_a_pool_that_may_not_be_written_takes_nothing_and_says_what_to_do(locked: Path) -> None:
    pool = locked / "empty.gpkg"
    before = sha256(pool)
    given = {**inputs(locked, "pushtopool"), "POOL": str(pool)}
    with ordinary_rights():
        refused("pushtopool", "empty.gpkg", "read-only", "Copy the pool", **given)
        refused("createpool", "new.gpkg", "where you may write", POOL=str(locked / "new.gpkg"), COUNTY=COUNTY, CRS=CRS)
    assert sha256(pool) == before
    assert not (locked / "new.gpkg").exists()


def test_what_may_only_be_read_can_be_checked_and_balanced(locked: Path, checked: dict[str, Any]) -> None:
    names = ("redline", "reserve", "desert", "filed", "backup")
    layers = {name.upper(): f"{locked / 'sample.gpkg'}|layername={name}" for name in names}
    with ordinary_rights():
        result = run(
            "checkparcels",
            **layers,
            INPUT=f"{locked / 'sample.gpkg'}|layername=candidates",
            POOL=str(locked / "pool.gpkg"),
            DEM=str(locked / "dem.tif"),
            AS_OF=AS_OF,
            OUTPUT="memory:",
        )
        balanced = run("poolbalance", OUTPUT="memory:", **inputs(locked, "poolbalance"))
    known = {row["parcel_id"]: row for row in rows(checked["OUTPUT"])}
    for row in rows(result["OUTPUT"]):
        for name in ("area_m2", "slope_deg", "ov_redline", "ov_desert"):
            assert row[name] == known[row["parcel_id"]][name]
    assert rows(balanced["OUTPUT"])[0]["area_m2"] > 0


@pytest.mark.parametrize(
    ("name", "output", "file"),
    [
        ("ellipsoidalarea", "OUTPUT", "out.gpkg"),
        ("ellipsoidalarea", "OUTPUT", "out.shp"),
        ("ellipsoidalarea", "OUTPUT", "out.geojson"),
        ("ellipsoidalarea", "OUTPUT", "out.fgb"),
        ("checkparcels", "FINDINGS", "findings.csv"),
        ("checkparcels", "FINDINGS", "findings.gpkg"),
        ("checkparcels", "REPORT", "report.html"),
        ("exportcoordinates", "OUTPUT", "out.txt"),
        ("exportsubmission", "PACKAGE", "package.zip"),
    ],
)
def test_a_full_disk_is_an_error_and_leaves_no_half_file(
    locked: Path, tmp_path: Path, name: str, output: str, file: str
) -> None:
    given = {**inputs(locked, name), output: str(tmp_path / file)}
    if name == "exportcoordinates":
        given["INPUT"] = parcels(*(box(200 * i, 0) for i in range(100)))
    elif "INPUT" in given:
        given["INPUT"] = toolbox.CANDIDATES
    with files_of_at_most(10_000):
        message = refused(name, **given)
    assert any(part in message for part in (output, file, "temporary folder")), message
    assert "disk" in message or "File too large" in message, message
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.parametrize("file", ["out.gpkg", "out.shp", "out.geojson"])
def test_however_much_room_there_is_an_output_is_whole_or_an_error(tmp_path: Path, file: str) -> None:
    """The last bytes are written when a file is closed, which nobody asks about."""
    out = tmp_path / file
    run("ellipsoidalarea", INPUT=toolbox.CANDIDATES, OUTPUT=str(out))
    size, whole = max(path.stat().st_size for path in tmp_path.iterdir()), rows(str(out))
    errors = 0
    for room in [*range(4_096, size, size // 12), size - 300, size - 20, size + 200_000]:
        for path in tmp_path.iterdir():
            path.unlink()
        try:
            with files_of_at_most(room):
                run("ellipsoidalarea", INPUT=toolbox.CANDIDATES, OUTPUT=str(out))
        except QgsProcessingException as error:
            assert "OUTPUT" in str(error)
            assert list(tmp_path.iterdir()) == []
            errors += 1
        else:
            assert rows(str(out)) == whole, room
    assert errors > 6
    assert rows(str(out)) == whole


def test_a_disk_that_fills_during_a_push_leaves_the_pool_as_it_was(
    new_pool: Path, checked: dict[str, Any], tmp_path: Path
) -> None:
    empty = new_pool.stat().st_size
    ends = []
    for room in (empty, empty + 4_096, empty + 20_000, empty + 60_000, 4_000_000):
        folder = tmp_path / str(room)
        folder.mkdir()
        pool = toolbox.pool_copy(new_pool, folder)
        before = sha256(pool)
        try:
            with files_of_at_most(room):
                push(pool, checked["OUTPUT"])
        except QgsProcessingException as error:
            assert pool.name in str(error)
            assert "disk is full" in str(error) and "Make room" in str(error)
            assert sha256(pool) == before
            assert [path.name for path in folder.iterdir()] == [pool.name]
            ends.append("error")
        else:
            ends.append("whole")
        assert verify_pool(pool) == ()
    assert ends[-1] == "whole" and ends.count("error") >= 3


def test_a_disk_without_room_for_a_pool_leaves_none(tmp_path: Path) -> None:
    with files_of_at_most(20_000):
        refused("createpool", "pool.gpkg", "disk", POOL=str(tmp_path / "pool.gpkg"), COUNTY=COUNTY, CRS=CRS)
    assert list(tmp_path.iterdir()) == []
