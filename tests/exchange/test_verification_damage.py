"""Damage and malice at random: always reported, never a crash, never slow. Seeds are fixed."""

from __future__ import annotations

import random
import tempfile
import time
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import shapely
from package_mutations import repacked, unpacked, with_part, with_sql
from submission_example import batch_of, built, checked

from zhanbu_plugin.exchange.archive import write_archive
from zhanbu_plugin.exchange.scratch import NoRoom
from zhanbu_plugin.exchange.submission import reading
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.pool.geopackage.blob import encode


def seeded(seed: int | str) -> random.Random:
    """The same chances in every run."""
    return random.Random(seed)  # noqa: S311


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    batch = batch_of(tmp_path_factory.mktemp("pool"), [checked(i) for i in range(8)])
    return built(batch, tmp_path_factory.mktemp("out")).path


@pytest.fixture(scope="module")
def files(package: Path) -> Mapping[str, bytes]:
    return unpacked(package)


def test_one_flipped_byte_anywhere_is_reported(package: Path, tmp_path: Path) -> None:
    content = package.read_bytes()
    chance = seeded(20261121)
    target = tmp_path / package.name
    for _ in range(300):
        at, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        target.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
        assert not verify_submission(target).valid, at


def test_a_package_cut_off_anywhere_is_reported(package: Path, tmp_path: Path) -> None:
    content = package.read_bytes()
    chance = seeded(7)
    target = tmp_path / package.name
    for _ in range(60):
        target.write_bytes(content[: chance.randrange(len(content))])
        assert not verify_submission(target).valid


@pytest.mark.parametrize("name", ["coordinates.txt", "events.csv", "findings.csv", "parcels.gpkg", "rule_set.yaml"])
def test_damage_inside_a_file_never_crashes_even_with_hashes_put_right(
    package: Path, files: Mapping[str, bytes], tmp_path: Path, name: str
) -> None:
    """Spare bytes of a SQLite page mean nothing, so only text must always be reported."""
    chance = seeded(name)
    for _ in range(40):
        content = bytearray(files[name])
        for _ in range(chance.choice((1, 1, 4, 40))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if bytes(content) == files[name]:
            continue
        began = time.perf_counter()
        report = verify_submission(repacked({**files, name: bytes(content)}, tmp_path, package.name))
        assert time.perf_counter() - began < 10
        assert not report.valid or name == "parcels.gpkg"


def test_a_rule_set_of_three_dots_is_a_problem(package: Path, files: Mapping[str, bytes], tmp_path: Path) -> None:
    """A YAML scalar that ends the document."""
    rules = files["rule_set.yaml"].replace("zh: 各类占用均须补充".encode(), b"zh: '...'", 1)
    assert rules != files["rule_set.yaml"]
    report = verify_submission(repacked({**files, "rule_set.yaml": rules}, tmp_path, package.name))
    assert "RULE_SET" in {p.code for p in report.problems}


def test_a_vertex_beyond_the_earth_takes_neither_memory_nor_time(
    package: Path, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    """The area's rule puts a point on every 70 m: a vertex a million kilometres away would fill the memory."""
    shapes = np.empty(1, dtype=object)
    shapes[0] = shapely.MultiPolygon([shapely.box(39_400_000, 4_200_000, 1e9, 4_200_100)])
    blob = encode(shapes, 4527)[0].hex()
    layer = with_sql(files["parcels.gpkg"], tmp_path, f"UPDATE parcels SET geom = x'{blob}' WHERE fid = 3")
    tracemalloc.start()
    report = verify_submission(repacked({**files, "parcels.gpkg": layer}, tmp_path / "out", package.name))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ("PARCELS", "00003") in {(p.code, p.parcel) for p in report.problems}
    assert peak < 50 << 20


def test_a_parcel_with_a_hundred_thousand_findings_isnt_read(
    package: Path, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    """Of a ZIP of a hundred kilobytes every finding would take ten times the memory of its text."""
    one = '["C","1","INFO","PASS",null,null,"",""]'
    text = f"'[' || replace(hex(zeroblob(119999)), '00', '{one},') || '{one}]'"
    layer = with_sql(files["parcels.gpkg"], tmp_path, f"UPDATE parcels SET findings = {text} WHERE fid = 3")
    changed = repacked({**files, "parcels.gpkg": layer}, tmp_path / "out", package.name)
    tracemalloc.start()
    report = verify_submission(changed)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ("PARCELS", "00003") in {(p.code, p.parcel) for p in report.problems}
    assert peak < 30 << 20


def test_more_findings_than_a_sheet_has_rows_are_a_problem(
    package: Path, files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    of_one = len(checked(0).findings)
    monkeypatch.setattr(reading, "_MOST_FINDINGS", 2 * of_one)
    report = verify_submission(package)
    assert {(p.code, p.parcel) for p in report.problems} == {("PARCELS", "00003")}


def test_a_layer_without_a_column_is_a_problem(package: Path, files: Mapping[str, bytes], tmp_path: Path) -> None:
    layer = with_sql(files["parcels.gpkg"], tmp_path, "ALTER TABLE parcels DROP COLUMN verdict")
    report = verify_submission(repacked({**files, "parcels.gpkg": layer}, tmp_path / "out", package.name))
    assert ("PARCELS", "parcels.gpkg") in {(p.code, p.file) for p in report.problems}


@pytest.mark.parametrize("name", ["list.xlsx", "findings.xlsx"])
def test_every_edited_character_of_a_table_is_reported(
    package: Path, files: Mapping[str, bytes], tmp_path: Path, name: str
) -> None:
    chance = seeded(name)

    def edited(xml: str) -> str:
        at = chance.randrange(len(xml))
        return xml[:at] + chance.choice([c for c in "0123456789ABx<" if c != xml[at]]) + xml[at + 1 :]

    for _ in range(60):
        part = chance.choice(("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"))
        changed = {**files, name: with_part(files[name], part, edited)}
        assert not verify_submission(repacked(changed, tmp_path, package.name)).valid


def test_removed_added_renamed_and_exchanged_files_are_reported(
    package: Path, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    chance = seeded(5)
    names = [n for n in files if n != "manifest.json"]
    for round_ in range(60):
        one, other = chance.sample(names, 2)
        changed = dict(files)
        if round_ % 4 == 0:
            del changed[one]
        elif round_ % 4 == 1:
            changed[one + ".bak"] = changed[one]
        elif round_ % 4 == 2:
            changed[one.upper()] = changed.pop(one)
        else:
            changed[one], changed[other] = changed[other], changed[one]
        right = chance.random() < 0.5
        assert not verify_submission(repacked(changed, tmp_path, package.name, hashes=right)).valid, (round_, one)


def test_a_bomb_in_a_package_takes_neither_memory_nor_time(
    package: Path, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    path = repacked({**files, "coordinates.txt": b"\0" * (120 << 20)}, tmp_path, package.name)
    tracemalloc.start()
    began = time.perf_counter()
    report = verify_submission(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [p.code for p in report.problems] == ["ARCHIVE"]
    assert time.perf_counter() - began < 2 and peak < 20 << 20


def test_a_bomb_inside_a_workbook_takes_neither(package: Path, files: Mapping[str, bytes], tmp_path: Path) -> None:
    bomb = write_archive({"xl/workbook.xml": b" " * (90 << 20)})
    began = time.perf_counter()
    report = verify_submission(repacked({**files, "list.xlsx": bomb}, tmp_path, package.name))
    assert ("TABLE", "list.xlsx") in {(p.code, p.file) for p in report.problems}
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW evil AS SELECT * FROM parcels",
        "CREATE TRIGGER evil AFTER UPDATE ON parcels BEGIN DELETE FROM parcels; END",
        "CREATE TABLE more (a)",
        "CREATE VIRTUAL TABLE evil USING rtree(id, a, b)",
        "ALTER TABLE parcels ADD COLUMN evil AS (hex(zeroblob(100000000)))",
        "ALTER TABLE parcels ADD COLUMN more TEXT",
        "CREATE INDEX evil ON parcels (length(parcel_no))",
    ],
)
def test_a_layer_that_carries_more_than_parcels_is_refused(
    package: Path, files: Mapping[str, bytes], tmp_path: Path, statement: str
) -> None:
    layer = with_sql(files["parcels.gpkg"], tmp_path, statement)
    report = verify_submission(repacked({**files, "parcels.gpkg": layer}, tmp_path / "out", package.name))
    assert ("PARCELS", "parcels.gpkg") in {(p.code, p.file) for p in report.problems}


def test_a_layer_that_is_a_view_which_never_ends_is_refused_in_time(
    package: Path, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    layer = with_sql(
        files["parcels.gpkg"],
        tmp_path,
        "ALTER TABLE parcels RENAME TO hidden",
        "CREATE VIEW parcels AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) SELECT * FROM n",
    )
    began = time.perf_counter()
    report = verify_submission(repacked({**files, "parcels.gpkg": layer}, tmp_path / "out", package.name))
    assert ("PARCELS", "parcels.gpkg") in {(p.code, p.file) for p in report.problems}
    assert time.perf_counter() - began < 10


def test_nothing_is_left_in_the_temporary_folder(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert verify_submission(package).valid
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_not_blamed_on_the_package(package: Path) -> None:
    resource = pytest.importorskip("resource")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, usual[1]))
    try:
        with pytest.raises(NoRoom, match="room"):
            verify_submission(package)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.mark.parametrize("template", ["{area:>2000000000}", "{area.__class__.__mro__}", "{area:.999999f}"])
def test_a_sentence_that_is_a_program_makes_the_layer_unreadable(
    package: Path, files: Mapping[str, bytes], tmp_path: Path, template: str
) -> None:
    statement = f"UPDATE parcels SET findings = replace(findings, '{{area}}', '{template}')"
    layer = with_sql(files["parcels.gpkg"], tmp_path, statement)
    assert layer != files["parcels.gpkg"]
    tracemalloc.start()
    report = verify_submission(repacked({**files, "parcels.gpkg": layer}, tmp_path / "out", package.name))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ("PARCELS", "00001") in {(p.code, p.parcel) for p in report.problems}
    assert peak < 50 << 20
