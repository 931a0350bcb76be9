"""The ledger through ``qgis_process``: linked overnight, printed again in the window, to the same byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_pool import LOTS, with_lots
from test_qgis_process import QgisProcess, qgis
from toolbox import rows, run, sha256

__all__ = ["qgis"]
pytestmark = pytest.mark.usefixtures("zhanbu")
TERMS = {
    **{"SYSTEM": "CROP", "PROJECT_NO": "2026-JS-017", "PROJECT_NAME": "示例县人民医院迁建项目", "LEVEL": "PROVINCE"},
    **{"DATE": "2026-11-25", "DOC_NO": "示政土〔2026〕15号", "RECORDED": "2026-11-25T10:00:00Z"},
}


def test_a_link_made_in_a_batch_has_the_sheet_that_the_window_prints(
    qgis: QgisProcess, filled: Path, tmp_path: Path
) -> None:
    pool, sheet, table, again = with_lots(filled), tmp_path / "单.pdf", tmp_path / "lots.csv", tmp_path / "again.pdf"
    ended = qgis.run(
        "linkoccupation", POOL=str(pool), AREA_M2=350_000, SHEET=str(sheet), ALLOCATION=str(table), **TERMS
    )
    assert ended.code == 0, ended.error
    assert (ended.results["SHEET_NO"], ended.results["AVAILABLE"]) == ("139901-CROP-T000002", 650_000)
    assert [(row["lot"], float(row["area_m2"])) for row in rows(str(table))] == [(LOTS[0], 300_000), (LOTS[1], 50_000)]
    run("linksheet", POOL=str(pool), PROJECT_NO="2026-JS-017", SHEET=str(again))
    assert again.read_bytes() == sheet.read_bytes()
    audited = qgis.run("verifypool", POOL=str(pool), REPORT=str(tmp_path / "audit.html"))
    assert (audited.code, audited.results["VALID"]) == (0, True)


def test_what_is_refused_ends_with_an_error_and_leaves_pool_and_folder_alone(
    qgis: QgisProcess, filled: Path, tmp_path: Path
) -> None:
    pool, sheet = with_lots(filled), tmp_path / "out" / "单.pdf"
    sheet.parent.mkdir()
    before = sha256(pool)
    ended = qgis.run("linkoccupation", POOL=str(pool), AREA_M2=2_000_000, SHEET=str(sheet), **TERMS)
    assert ended.code != 0
    assert "INSUFFICIENT" in ended.error and "1000000.00" in ended.error
    assert list(sheet.parent.iterdir()) == []
    assert sha256(pool) == before
