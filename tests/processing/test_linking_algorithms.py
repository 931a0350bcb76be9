"""``linkoccupation``, ``writeoff``, ``releaselink``, ``linksheet``: from the application of a project to its end."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_pool import F1, LOTS, Book, new_lot, with_lots
from toolbox import Log, refused, rows, run, sha256

from zhanbu_plugin.pool.database import pool_for_writing
from zhanbu_plugin.pool.steps.acts import Act

pytestmark = pytest.mark.usefixtures("zhanbu")
L1, L2, L3 = LOTS
PROJECT = "2026-JS-017"
TERMS: dict[str, object] = {
    **{"SYSTEM": "CROP", "PROJECT_NO": PROJECT, "PROJECT_NAME": "示例县人民医院迁建项目", "AREA_M2": 350_000},
    **{"LEVEL": "COUNTY", "DATE": "2026-11-25", "DOC_NO": "示政土〔2026〕15号", "RECORDED": "2026-11-25T10:00:00Z"},
}
LATER = {"DATE": "2026-12-20", "DOC_NO": "冀政转〔2026〕88号", "RECORDED": "2026-12-20T10:00:00Z"}


@pytest.fixture
def pool(filled: Path) -> Path:
    """Lots of 30, 20 and 50 ha; the first has 5 ha of paddy, the last 10 ha."""
    return with_lots(filled)


def link(pool: Path, log: Log | None = None, **given: object) -> dict[str, Any]:
    return run("linkoccupation", log, **{"POOL": str(pool), "ALLOCATION": "memory:", **TERMS, **given})


def not_linked(pool: Path, *parts: str, **given: object) -> str:
    before = sha256(pool)
    message = refused("linkoccupation", *parts, **{"POOL": str(pool), "ALLOCATION": "memory:", **TERMS, **given})
    assert sha256(pool) == before, "a refusal must change nothing"
    return message


def frozen(pool: Path, area_m2: int) -> None:
    with pool_for_writing(pool) as opened, opened.writing():
        book = Book(opened, Act("COUNTY_NR", date(2026, 11, 22), "示自然资〔2026〕9号", "2026-11-22T09:00:00Z"))
        book.freeze(area_m2 * 100, area_m2 * 100)
        book.move("FREEZE", F1, ("AVAILABLE", "", "", -area_m2 * 100), ("FROZEN", "", F1, area_m2 * 100))


def taken(result: dict[str, Any]) -> list[tuple[str, float, float]]:
    return [(row["lot"], row["area_m2"], row["paddy_m2"]) for row in rows(result["ALLOCATION"])]


def balance(pool: Path, bucket: str, indicator: str = "AREA") -> float:
    terms = {"SYSTEM": "CROP", "AS_OF": "2026-12-31", "BUCKET": bucket, "INDICATOR": indicator, "OUTPUT": "memory:"}
    return float(run("ledgerstatement", POOL=str(pool), **terms)["CLOSING_M2"])


def test_hb_21_lots_of_30_20_50_ha_give_30_and_5_to_a_project_of_35(pool: Path) -> None:
    result = link(pool)
    assert taken(result) == [(L1, 300_000, 0), (L2, 50_000, 0)]
    assert result["AVAILABLE"] == 650_000
    assert result["SHEET_NO"] == "139901-CROP-T000002"
    assert balance(pool, "LINKED") == 350_000


def test_paddy_is_made_up_by_paddy_from_the_lots_that_have_it(pool: Path) -> None:
    assert taken(link(pool, PADDY_M2=60_000)) == [(L1, 300_000, 50_000), (L2, 50_000, 0), (L3, 0, 10_000)]
    assert balance(pool, "AVAILABLE", "PADDY") == 90_000


def test_hb_22_what_is_frozen_cannot_be_linked(pool: Path) -> None:
    """65 ha available of which 10 are frozen: 60 are refused, 55 are not."""
    link(pool)
    terms = {"PROJECT_NO": "2026-JS-018", "DATE": "2026-11-26", "RECORDED": "2026-11-26T10:00:00Z"}
    with pool_for_writing(pool) as opened, opened.writing():
        book = Book(opened, Act("COUNTY_NR", date(2026, 11, 25), "示自然资〔2026〕9号", "2026-11-25T11:00:00Z"))
        book.freeze(10_000_000, 10_000_000)
        book.move("FREEZE", F1, ("AVAILABLE", "", "", -10_000_000), ("FROZEN", "", F1, 10_000_000))
    message = not_linked(pool, "INSUFFICIENT", "2026-JS-018", "600000.00", "550000.00", AREA_M2=600_000, **terms)
    assert "frozen: 100000.00 m²" in message and "linked to projects: 350000.00 m²" in message
    assert link(pool, AREA_M2=550_000, **terms)["AVAILABLE"] == 0


def test_what_stands_in_the_way_is_told_in_the_log(pool: Path) -> None:
    frozen(pool, 700_000)
    log = Log()
    refused("linkoccupation", "INSUFFICIENT", log=log, **{"POOL": str(pool), **TERMS})
    assert "300000.00 m² may be used on 2026-11-25; 300000.00 m² are available in all" in log
    assert "frozen: 700000.00 m²" in log


def test_jx_2_2c_what_is_for_next_year_is_not_usable_this_year(filled: Path) -> None:
    pool = with_lots(filled)
    with pool_for_writing(pool) as opened, opened.writing():
        book = Book(opened, Act("COUNTY_NR", date(2026, 11, 22), "示自然资〔2026〕9号", "2026-11-22T09:00:00Z"))
        terms = {"admitted_on": date(2026, 11, 22), "usable_from": date(2027, 1, 1), "year": 2027}
        book.post("OPENING", opens=(new_lot(10_000_000, **terms),))
    not_linked(pool, "1000000.01", "100000.00 m² until 2027-01-01 (139901-CROP-L000004)", AREA_M2=1_000_000.01)
    assert link(pool, AREA_M2=1_000_000.01, DATE="2027-01-01", RECORDED="2027-01-01T10:00:00Z")["LOTS"] == 4


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ({"AREA_M2": 1_000_000.01}, ("INSUFFICIENT", PROJECT, "1000000.00")),
        ({"PADDY_M2": 150_000.01}, ("INSUFFICIENT", PROJECT, "paddy", "150000.00")),
        ({"PADDY_M2": 400_000}, ("PADDY_M2", "350000.00")),
        ({"AREA_M2": 0}, ("AREA_M2",)),
        ({"PROJECT_NO": ""}, ("PROJECT_NO",)),
        ({"GRADE": 3}, (PROJECT, "3")),
        ({"GRADE": 5, "GRADE_SCHEME": "DB15"}, (PROJECT, "DB15", L1)),
        ({"DATE": "2026-11-01"}, ("2026-11-01",)),
        ({"ROLE": "NOBODY"}, ("NOBODY",)),
        ({"RULE_SET": "jiangxi-forest-2022"}, ("jiangxi-forest-2022",)),
    ],
)
def test_what_is_not_allowed_is_refused_by_name_and_leaves_no_file(
    pool: Path, tmp_path: Path, given: dict[str, object], parts: tuple[str, ...]
) -> None:
    sheet, table = tmp_path / "out" / "单.pdf", tmp_path / "out" / "lots.gpkg"
    sheet.parent.mkdir()
    not_linked(pool, *parts, SHEET=str(sheet), ALLOCATION=str(table), **given)
    assert list(sheet.parent.iterdir()) == []


def test_a_project_is_linked_once(pool: Path) -> None:
    link(pool)
    not_linked(pool, PROJECT, "350000.00", DATE="2026-11-26", RECORDED="2026-11-26T10:00:00Z")


def test_a_trial_tells_all_and_changes_nothing(pool: Path, tmp_path: Path) -> None:
    before, log, sheet = sha256(pool), Log(), tmp_path / "trial.pdf"
    result = link(pool, log, SIMULATE=True, SHEET=str(sheet))
    assert taken(result) == [(L1, 300_000, 0), (L2, 50_000, 0)]
    assert result["AVAILABLE"] == 650_000
    assert sha256(pool) == before
    assert "trial" in log
    assert sheet.read_bytes().startswith(b"%PDF")


def test_the_sheet_can_be_printed_again_to_the_byte_whatever_came_later(pool: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    number = link(pool, SHEET=str(first))["SHEET_NO"]
    run("writeoff", POOL=str(pool), PROJECT_NO=PROJECT, AREA_M2=300_000, **LATER)
    result = run("linksheet", POOL=str(pool), PROJECT_NO=PROJECT, SHEET=str(again))
    assert result["SHEET_NO"] == number
    assert again.read_bytes() == first.read_bytes()
    assert run("verifypool", POOL=str(pool), PRINTED_HASH=result["HEAD_HASH"])["VALID"] is True


def test_a_project_that_came_up_again_has_a_sheet_for_each_time(pool: Path, tmp_path: Path) -> None:
    sheets = [tmp_path / name for name in ("first.pdf", "second.pdf")]
    numbers = [link(pool, SHEET=str(sheets[0]))["SHEET_NO"]]
    run("releaselink", POOL=str(pool), PROJECT_NO=PROJECT, **LATER)
    numbers.append(link(pool, SHEET=str(sheets[1]), PROJECT_NAME="改名后的项目", AREA_M2=400_000, **LATER)["SHEET_NO"])
    for number, sheet in zip(numbers, sheets):
        again = tmp_path / "again.pdf"
        run("linksheet", POOL=str(pool), PROJECT_NO=PROJECT, SHEET_NO=number, SHEET=str(again))
        assert again.read_bytes() == sheet.read_bytes()


def test_a_sheet_that_cannot_be_written_is_an_error_and_nothing_is_linked(pool: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    not_linked(pool, "SHEET", SHEET=str(blocked / "单.pdf"))


def test_a_cancelled_link_is_none(pool: Path) -> None:
    before = sha256(pool)
    refused("linkoccupation", "cancelled", log=Log(cancelled=True), **{"POOL": str(pool), **TERMS})
    assert sha256(pool) == before


def test_after_the_approval_the_rest_goes_back_to_its_lot_and_keeps_its_place(pool: Path) -> None:
    link(pool)
    done = run("writeoff", POOL=str(pool), PROJECT_NO=PROJECT, AREA_M2=320_000, **LATER)
    assert (done["USED"], done["RELEASED"], done["AVAILABLE"]) == (320_000, 30_000, 680_000)
    assert done["POSTINGS"] == "139901-CROP-T000003,139901-CROP-T000004"
    terms = {**LATER, "PROJECT_NO": "2026-JS-018", "AREA_M2": 200_000}
    assert taken(link(pool, **terms)) == [(L2, 180_000, 0), (L3, 20_000, 0)]


def test_a_project_that_is_withdrawn_gives_everything_back(pool: Path) -> None:
    link(pool, PADDY_M2=60_000)
    done = run("releaselink", POOL=str(pool), PROJECT_NO=PROJECT, **LATER)
    assert (done["RELEASED"], done["AVAILABLE"]) == (350_000, 1_000_000)
    assert balance(pool, "AVAILABLE", "PADDY") == 150_000
    assert taken(link(pool, PADDY_M2=60_000, **LATER))[0] == (L1, 300_000, 50_000)


@pytest.mark.parametrize("algorithm", ["writeoff", "releaselink"])
def test_what_is_only_tried_changes_nothing(pool: Path, algorithm: str) -> None:
    link(pool)
    before = sha256(pool)
    area = {"AREA_M2": 350_000} if algorithm == "writeoff" else {}
    result = run(algorithm, POOL=str(pool), PROJECT_NO=PROJECT, SIMULATE=True, **area, **LATER)
    assert result["AVAILABLE"] == (650_000 if algorithm == "writeoff" else 1_000_000)
    assert sha256(pool) == before


def test_nothing_is_written_off_twice_without_a_link_or_without_a_document(pool: Path) -> None:
    terms = {"POOL": str(pool), "PROJECT_NO": PROJECT, **LATER}
    refused("writeoff", "X-404", "–", **{**terms, "PROJECT_NO": "X-404"}, AREA_M2=1)
    link(pool)
    refused("writeoff", PROJECT, "350000.00", "350000.01", **terms, AREA_M2=350_000.01)
    refused("writeoff", "DOC_NO", **{**terms, "DOC_NO": ""}, AREA_M2=1)
    run("writeoff", AREA_M2=350_000, **terms)
    refused("writeoff", PROJECT, "nothing linked", **terms, AREA_M2=1)
    refused("releaselink", PROJECT, "nothing linked", **terms)
