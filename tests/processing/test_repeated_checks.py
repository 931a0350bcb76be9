"""The city repeats a county's checks with its own layers: the same data agree, other data contradict with the check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import toolbox
from toolbox import AS_OF, BATCH, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


@pytest.fixture(scope="module")
def package(filled_pool: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "报件.zip"
    run("exportsubmission", POOL=str(filled_pool), SYSTEM="CROP", BATCH=BATCH, AS_OF=AS_OF, PACKAGE=str(path))
    return path


def verify(package: Path, **given: object) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    result = run("verifysubmission", PACKAGE=str(package), PROBLEMS="memory:", **given)
    return result, rows(result["PROBLEMS"])


def test_with_the_countys_own_layers_every_check_comes_out_the_same(package: Path) -> None:
    result, problems = verify(package, **toolbox.roles(), DEM=str(toolbox.DEM))
    assert problems == []
    assert result["VALID"]
    assert result["REPEATED"] > 10 * result["PARCELS"]


def test_a_red_line_that_only_the_city_knows_contradicts_with_check_clause_and_area(
    package: Path, filled: Path
) -> None:
    held = rows(f"{filled}|layername=parcel")
    line = toolbox.memory_copy(toolbox.opened(f"{filled}|layername=parcel|subset=parcel_no = '{held[0]['parcel_no']}'"))
    result, problems = verify(package, REDLINE=line)
    assert not result["VALID"]
    assert [(p["code"], p["parcel"]) for p in problems] == [("REPEATED", held[0]["parcel_no"])]
    assert "CHK-BAN-redline" in problems[0]["message"]
    assert f"{held[0]['area_dm2'] / 100:.2f} m² (100.0% of the parcel)" in problems[0]["message"]


def test_within_the_reviewers_tolerance_a_contradiction_is_told_and_is_no_problem(
    package: Path, filled: Path, tmp_path: Path
) -> None:
    held = rows(f"{filled}|layername=parcel")[0]
    line = toolbox.memory_copy(toolbox.opened(f"{filled}|layername=parcel|subset=parcel_no = '{held['parcel_no']}'"))
    area, page = held["area_dm2"] / 100, tmp_path / "核验.html"
    for tolerance, valid in ((area - 1, False), (area + 1, True)):
        result, problems = verify(package, REDLINE=line, AREA_TOLERANCE=tolerance, REPORT=str(page))
        assert (result["VALID"], len(problems)) == (valid, 0 if valid else 1)
        assert "CHK-BAN-redline" in page.read_text(encoding="utf-8")


def test_a_package_that_contradicts_itself_is_not_measured_again(package: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(content)
    result, problems = verify(bad, **toolbox.roles())
    assert not result["VALID"] and problems
    assert result["REPEATED"] == 0
