"""The folder of what is kept: bounded, shared by two processes, on disks that are full or locked, never in the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from disk_room import files_of_at_most
from ordinary_rights import ordinary_rights
from survey_parcels import check, square, survey

from zhanbu_plugin.checks.checked_layer import checked_rows
from zhanbu_plugin.checks.engine import CheckResult
from zhanbu_plugin.checks.kept import folder as kept_folder
from zhanbu_plugin.checks.kept.file_format import Arrays
from zhanbu_plugin.checks.kept.folder import Kept, Key
from zhanbu_plugin.checks.kept.parcel_keys import found_at, parcel_keys
from zhanbu_plugin.checks.measuring import Surroundings

SECRET = b"of this user"
PARCELS = survey([square(column) for column in range(30)])
AROUND = Surroundings(roles={"redline": survey([shapely.box(*square(3).bounds).buffer(30)])})


def _rows(result: CheckResult) -> list[list[object]]:
    return list(checked_rows(result, str))


@pytest.fixture(scope="module")
def expected() -> list[list[object]]:
    return _rows(check(PARCELS, AROUND))


def _array(values: int) -> dict[str, np.ndarray]:
    return {"values": np.arange(values, dtype="<i8")}


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "示例县.kept", SECRET)
    arrays = {"a": np.array([[0.1, np.nan], [-0.0, 1e300]]), "b": np.array([True, False]), "c": np.empty((0, 4))}
    kept.keep("kind", "来源", {"sha": "ab", "n": 1}, {"told": "说明"}, arrays)
    found = Kept(kept.folder, SECRET).find("kind", "来源", {"sha": "ab", "n": 1})
    assert found is not None
    assert found.facts == {"told": "说明"}
    again = found.arrays()
    assert again is not None
    assert {n: (v.shape, v.tobytes()) for n, v in again.items()} == {
        n: (v.shape, v.tobytes()) for n, v in arrays.items()
    }
    assert kept.find("kind", "来源", {"sha": "ab", "n": 2}) is None


def test_the_folder_says_what_it_is_for(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "pool.kept", SECRET)
    kept.keep("kind", "source", {}, {}, _array(1))
    text = (kept.folder / "README.txt").read_text(encoding="utf-8-sig")
    assert "可随时删除" in text
    assert "may be deleted at any time" in text


def test_of_one_source_the_two_latest_forms_stay(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "pool.kept", SECRET)
    for version in range(5):
        kept.keep("layer", "redline", {"sha": version}, {}, _array(10))
        _grow_older(kept.folder)
    kept.keep("layer", "reserve", {"sha": 0}, {}, _array(10))
    found = [version for version in range(5) if kept.find("layer", "redline", {"sha": version})]
    assert found == [3, 4]
    assert kept.find("layer", "reserve", {"sha": 0})


def test_the_folder_stays_below_its_size_and_what_is_used_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_folder, "MOST_BYTES", 40_000)
    kept = Kept(tmp_path / "pool.kept", SECRET)
    for number in range(8):
        kept.keep("layer", str(number), {}, {}, _array(1000))
        _grow_older(kept.folder)
        assert kept.find("layer", "0", {}), "it was asked for each time"
    assert sum(file.stat().st_size for file in kept.folder.glob("*.kept")) <= 40_000
    assert kept.find("layer", "7", {})
    assert not kept.find("layer", "1", {})


def _grow_older(folder: Path) -> None:
    """A minute passes."""
    for file in folder.iterdir():
        stat = file.stat()
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns - 60 * 10**9))


def test_a_damaged_file_of_measures_is_never_believed(tmp_path: Path, expected: list[list[object]]) -> None:
    kept = Kept(tmp_path / "pool.kept", SECRET)
    check(PARCELS, AROUND, kept=kept)
    whole = {file: file.read_bytes() for file in sorted(kept.folder.glob("*.kept"))}
    assert len(whole) >= 4
    rng = np.random.default_rng(5)
    for _ in range(6):
        for file, content in whole.items():
            at = int(rng.integers(len(content)))
            file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert _rows(check(PARCELS, AROUND, kept=kept)) == expected
    for file, content in whole.items():
        file.write_bytes(content[: len(content) // 2])
    assert _rows(check(PARCELS, AROUND, kept=kept)) == expected
    assert not kept.notes


class _Liar(Kept):
    """Leaves files in which no parcel overlaps anything."""

    def keep(self, kind: str, source: str, key: Key, facts: Mapping[str, Any], arrays: Arrays) -> None:
        arrays = {
            name: values * 0 if kind == "overlap" and name != "keys" else values for name, values in arrays.items()
        }
        super().keep(kind, source, key, facts, arrays)


def test_measures_that_another_user_left_are_not_believed(tmp_path: Path, expected: list[list[object]]) -> None:
    folder = tmp_path / "pool.kept"
    check(PARCELS, AROUND, kept=_Liar(folder, b"of somebody else"))
    assert _rows(check(PARCELS, AROUND, kept=Kept(folder, b"of somebody else"))) != expected  # who trusts it is misled
    assert _rows(check(PARCELS, AROUND, kept=Kept(folder, SECRET))) == expected


def test_a_folder_that_cant_be_written_changes_nothing_and_is_told_once(
    tmp_path: Path, expected: list[list[object]]
) -> None:
    folder = tmp_path / "储备库.kept"
    folder.mkdir()
    folder.chmod(0o555)
    kept = Kept(folder, SECRET)
    with ordinary_rights():
        assert _rows(check(PARCELS, AROUND, kept=kept)) == expected
        assert _rows(check(PARCELS, AROUND, kept=kept)) == expected
    assert [str(note).partition(" (")[0] for note in kept.notes] == [
        f"Nothing could be kept for the next check in {folder}"
    ]
    assert list(folder.iterdir()) == []


def test_a_kept_folder_that_can_only_be_read_is_read(tmp_path: Path, expected: list[list[object]]) -> None:
    folder = tmp_path / "pool.kept"
    check(PARCELS, AROUND, kept=Kept(folder, SECRET))
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    kept = Kept(folder, SECRET)
    with ordinary_rights():
        assert _rows(check(PARCELS, AROUND, kept=kept)) == expected
    assert not kept.notes


def test_a_full_disk_changes_nothing_and_leaves_nothing_half_written(
    tmp_path: Path, expected: list[list[object]]
) -> None:
    kept = Kept(tmp_path / "pool.kept", SECRET)
    with files_of_at_most(1500):
        assert _rows(check(PARCELS, AROUND, kept=kept)) == expected
    assert len(kept.notes) == 1
    assert [file.name for file in kept.folder.iterdir()] == ["README.txt"]


def test_the_folder_may_be_deleted_between_two_checks(tmp_path: Path, expected: list[list[object]]) -> None:
    kept = Kept(tmp_path / "pool.kept", SECRET)
    for _ in range(2):
        assert _rows(check(PARCELS, AROUND, kept=kept)) == expected
        shutil.rmtree(kept.folder)


def _checked_many_times(folder: Path) -> list[list[object]]:
    for part in range(4):
        some = survey([square(column) for column in range(part * 3, 30)])
        check(some, AROUND, kept=Kept(folder, SECRET))
    return _rows(check(PARCELS, AROUND, kept=Kept(folder, SECRET)))


def test_two_processes_at_once_dont_disturb_each_other(tmp_path: Path, expected: list[list[object]]) -> None:
    folder = tmp_path / "pool.kept"
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_checked_many_times, [folder] * 2))
    assert found == [expected, expected]
    assert not list(folder.glob("*.part"))


def test_a_key_is_that_of_the_shape_as_it_was_read() -> None:
    box = shapely.box(0, 0, 2, 2)
    turned = shapely.Polygon([*box.exterior.coords[1:], box.exterior.coords[1]])
    hole = shapely.Polygon(box.exterior.coords, [shapely.box(0.5, 0.5, 1, 1).exterior.coords])
    shapes = [box, turned, box.reverse(), hole, shapely.multipolygons([box]), None, shapely.Polygon()]
    shapes += [shapely.Polygon([(0, 0), (2, 0), (2, 2), (0, np.nextafter(2, 3))])]
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    keys = parcel_keys(array)
    assert len({key.tobytes() for key in keys}) == len(shapes)
    assert np.array_equal(parcel_keys(array[::-1]), keys[::-1])
    known = keys[np.argsort(keys[:, 0])]
    assert np.array_equal(known[found_at(known, keys)], keys)
    assert found_at(known[:3], known).tolist() == [0, 1, 2, *[-1] * (len(known) - 3)]


def test_a_key_that_shares_only_its_first_word_is_another_one() -> None:
    key = parcel_keys(PARCELS.geometries[:1])
    other = key.copy()
    other[0, 3] ^= np.uint64(1)
    assert found_at(key, other).tolist() == [-1]


def test_threads_that_keep_at_once_are_not_in_each_others_way(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "储备库.kept", SECRET)

    def keep(number: int) -> None:
        kept.keep("layer", f"source {number}", {"form": 1}, {}, {"numbers": np.arange(number, dtype="<i8")})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, range(300)))
    assert not kept.notes
    assert all(kept.find("layer", f"source {number}", {"form": 1}) for number in range(300))
