"""``zhanbu:grandaccount``: what a year used and made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from toolbox import Log, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")
HA = 10_000.0


def table(folder: Path, *lines: str) -> str:
    path = folder / "items.csv"
    path.write_text("\n".join(["item,side,area_m2,paddy_m2,grade,scheme", *lines]) + "\n", encoding="utf-8")
    return str(path)


def test_HB_6_comes_out_of_the_toolbox_and_blocks_nothing(tmp_path: Path) -> None:
    source = table(tmp_path, f"公路,USED,{25 * HA},{5 * HA},,", f"整治,SUPPLIED,{27 * HA},{4 * HA},,")
    log = Log()
    result = run("grandaccount", log, INPUT=source, YEAR=2026, OUTPUT="memory:")
    assert (result["AREA_M2"], result["PADDY_M2"], result["GAPS"]) == (2 * HA, -1 * HA, "PADDY")
    assert "Less paddy" in log
    assert [row["side"] for row in rows(result["OUTPUT"])] == ["USED", "SUPPLIED", "USED", "SUPPLIED", "BALANCE"]


def test_D8_the_average_grade_of_what_was_used_is_4_12(tmp_path: Path) -> None:
    lines = [f"{g},USED,{area * HA},,{g},GBT33469_10" for area, g in ((12, 4), (8, 5), (5, 3))]
    result = run("grandaccount", INPUT=table(tmp_path, *lines), YEAR=2026, OUTPUT="memory:")
    assert result["GRADE_USED"] == pytest.approx(4.12, abs=1e-12)
    assert result["GRADE_SUPPLIED"] is None


def test_an_empty_year_of_a_pool_is_told(filled: Path) -> None:
    log = Log()
    result = run("grandaccount", log, POOL=str(filled), YEAR=2026, OUTPUT="memory:")
    assert (result["USED_M2"], result["SUPPLIED_M2"], result["GAPS"]) == (0.0, 0.0, "")
    assert "Nothing was used or made up in 2026" in log
    refused("grandaccount", "POOL", YEAR=2026, OUTPUT="memory:")


def test_the_paper_of_a_pool_names_its_county(filled: Path, tmp_path: Path) -> None:
    paper = tmp_path / "大账.pdf"
    result = run("grandaccount", POOL=str(filled), YEAR=2026, AS_OF="2026-11-21", OUTPUT="memory:", PAPER=str(paper))
    assert result["PAPER"] == str(paper)
    assert paper.read_bytes().startswith(b"%PDF-")
