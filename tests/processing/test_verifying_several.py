"""The city opens several packages at once: one page each, and the ground that two of them claim."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from toolbox import AS_OF, BATCH, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


@pytest.fixture(scope="module")
def packages(filled_pool: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same parcels under two numbers of the year: all of their ground is claimed twice."""
    folder = tmp_path_factory.mktemp("packages")
    made = []
    for number in (1, 2):
        path = folder / f"报件{number}.zip"
        terms = {"SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF, "SEQUENCE": number}
        run("exportsubmission", POOL=str(filled_pool), PACKAGE=str(path), **terms)
        made.append(path)
    return made[0], made[1]


def test_each_package_has_its_page_and_ground_claimed_twice_is_listed(
    packages: tuple[Path, Path], tmp_path: Path
) -> None:
    one, other = packages
    told = run(
        "verifysubmission",
        PACKAGE=str(one),
        OTHERS=[str(other)],
        PROBLEMS="memory:",
        OVERLAPS="memory:",
        REPORTS=str(tmp_path / "pages"),
    )
    assert told["VALID"] and told["PROBLEM_COUNT"] == 0
    twice = rows(told["OVERLAPS"])
    assert told["OVERLAP_COUNT"] == len(twice) == told["PARCELS"] // 2 > 0
    assert sum(row["area_m2"] for row in twice) == pytest.approx(told["AREA_M2"] / 2, abs=0.01)
    pages = sorted((tmp_path / "pages").glob("*.html"))
    assert [page.stem for page in pages] == [one.stem, other.stem]


def test_one_bad_package_among_several_is_told_by_its_name(packages: tuple[Path, Path], tmp_path: Path) -> None:
    good, _ = packages
    bad = tmp_path / "坏包.zip"
    content = bytearray(good.read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(content)
    told = run("verifysubmission", PACKAGE=str(good), OTHERS=[str(bad)], PROBLEMS="memory:")
    assert not told["VALID"]
    assert {row["package"] for row in rows(told["PROBLEMS"])} == {bad.name}


def test_copies_of_one_package_claim_nothing_twice(packages: tuple[Path, Path], tmp_path: Path) -> None:
    copy = shutil.copy(packages[0], tmp_path / packages[0].name)
    pages = tmp_path / "pages"
    told = run("verifysubmission", PACKAGE=str(packages[0]), OTHERS=[str(copy)], PROBLEMS="memory:", REPORTS=str(pages))
    assert told["VALID"] and told["OVERLAP_COUNT"] == 0
    assert len(list(pages.glob("*.html"))) == 2
