"""The ledger of a pool on a server is the ledger of a pool in a file: same answers, same refusals, same paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_pool import LOTS, with_lots
from test_server_pool import POOL, keep_word, made, office
from toolbox import refused, rows, run

__all__ = ["keep_word", "office"]
pytestmark = pytest.mark.usefixtures("zhanbu")
TERMS = {
    **{"SYSTEM": "CROP", "PROJECT_NO": "2026-JS-017", "PROJECT_NAME": "示例县人民医院迁建项目", "PADDY_M2": 60_000},
    **{"DATE": "2026-11-25", "DOC_NO": "示政土〔2026〕15号", "RECORDED": "2026-11-25T10:00:00Z"},
}


def test_the_same_link_has_the_same_sheet_on_either(office: Path, pool: Path, tmp_path: Path) -> None:
    made(tmp_path / "evidence")
    sheets = {}
    for address in (str(pool), POOL):
        with_lots(address)
        sheet = tmp_path / f"{len(sheets)}.pdf"
        done = run("linkoccupation", POOL=address, AREA_M2=350_000, SHEET=str(sheet), ALLOCATION="memory:", **TERMS)
        sheets[address] = (
            done["SHEET_NO"],
            done["AVAILABLE"],
            [(row["lot"], row["area_m2"], row["paddy_m2"]) for row in rows(done["ALLOCATION"])],
            sheet.read_bytes(),
        )
    assert sheets[str(pool)] == sheets[POOL]
    assert sheets[POOL][2] == [(LOTS[0], 300_000, 50_000), (LOTS[1], 50_000, 0), (LOTS[2], 0, 10_000)]


def test_what_is_refused_is_refused_there_too_and_an_audit_finds_it_sound(office: Path, tmp_path: Path) -> None:
    made(tmp_path / "evidence")
    with_lots(POOL)
    given = {**TERMS, "POOL": POOL}
    refused("linkoccupation", "INSUFFICIENT", "1000000.00", AREA_M2=2_000_000, **given)
    assert run("linkoccupation", AREA_M2=350_000, SIMULATE=True, **given)["AVAILABLE"] == 650_000
    refused("writeoff", "2026-JS-017", POOL=POOL, PROJECT_NO="2026-JS-017", AREA_M2=1, DOC_NO="x")
    run("linkoccupation", AREA_M2=350_000, **given)
    act = {"DATE": "2026-12-01", "DOC_NO": "冀政转〔2026〕88号", "RECORDED": "2026-12-01T10:00:00Z"}
    done = run("writeoff", POOL=POOL, PROJECT_NO="2026-JS-017", AREA_M2=320_000, **act)
    assert (done["USED"], done["RELEASED"], done["AVAILABLE"]) == (320_000, 30_000, 680_000)
    statement = run("ledgerstatement", POOL=POOL, SYSTEM="CROP", AS_OF="2026-12-31", OUTPUT="memory:")
    assert [row["balance_m2"] for row in rows(statement["OUTPUT"])] == [1_000_000, 650_000, 680_000]
    assert run("verifypool", POOL=POOL)["VALID"] is True
