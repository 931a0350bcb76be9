"""``poolbalance`` with a ledger: the accounts of any past day, what may be spent of it, and the years as a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_pool import F1, Book, with_lots
from qgis.PyQt.QtGui import QImage
from toolbox import Log, refused, rows, run

from zhanbu_plugin.pool.database import pool_for_writing
from zhanbu_plugin.pool.steps.acts import Act

pytestmark = pytest.mark.usefixtures("zhanbu")


@pytest.fixture
def pool(filled: Path) -> Path:
    """100 ha of the former pool; 35 linked on 2026-11-25 (6 of it paddy), 10 frozen on 2026-12-01."""
    with_lots(filled)
    project = {"PROJECT_NO": "P1", "AREA_M2": 350_000, "PADDY_M2": 60_000, "DATE": "2026-11-25"}
    run("linkoccupation", POOL=str(filled), SYSTEM="CROP", RECORDED="2026-11-25T10:00:00Z", **project)
    with pool_for_writing(filled) as opened, opened.writing():
        book = Book(opened, Act("COUNTY_NR", date(2026, 12, 1), "示自然资〔2026〕9号", "2026-12-01T09:00:00Z"))
        book.freeze(10_000_000, 10_000_000)
        lines = (("AVAILABLE", "", "", -10_000_000), ("FROZEN", "", F1, 10_000_000))
        book.move("FREEZE", F1, *lines)
    return filled


def balance(pool: Path, day: str, **given: object) -> tuple[dict[tuple[str, str], float], dict[str, Any]]:
    result = run("poolbalance", POOL=str(pool), SYSTEM="CROP", AS_OF=day, OUTPUT="memory:", **given)
    return {(row["account"], row["bucket"]): row["area_m2"] for row in rows(result["OUTPUT"])}, result


def test_every_day_has_the_accounts_that_it_had(pool: Path) -> None:
    told = {day: balance(pool, day) for day in ("2026-11-20", "2026-11-24", "2026-11-25", "2026-12-31")}
    areas = {
        day: {bucket: area for (account, bucket), area in found.items() if account == "AREA"}
        for day, (found, _) in told.items()
    }
    assert areas == {
        "2026-11-20": {},
        "2026-11-24": {"AVAILABLE": 1_000_000},
        "2026-11-25": {"AVAILABLE": 650_000, "LINKED": 350_000},
        "2026-12-31": {"AVAILABLE": 550_000, "LINKED": 350_000, "FROZEN": 100_000},
    }
    assert [result["AVAILABLE"] for _, result in told.values()] == [0, 1_000_000, 650_000, 550_000]
    assert told["2026-12-31"][1]["FROZEN"] == 100_000


def test_paddy_is_an_account_of_its_own(pool: Path) -> None:
    found, result = balance(pool, "2026-12-31")
    assert (found["PADDY", "AVAILABLE"], found["PADDY", "LINKED"]) == (90_000, 60_000)
    assert result["PADDY"] == 90_000


def test_the_stock_of_parcels_on_their_way_stands_beside(pool: Path) -> None:
    assert balance(pool, "2026-12-31")[0]["STOCK", "CANDIDATE"] > 0


@pytest.mark.parametrize("name", ["图.svg", "图.png"])
def test_the_chart_is_a_picture_of_the_years_up_to_the_day(pool: Path, tmp_path: Path, name: str) -> None:
    chart = tmp_path / name
    _, result = balance(pool, "2026-12-31", CHART=str(chart))
    assert result["CHART"] == str(chart)
    assert not QImage(str(chart)).isNull()
    if name.endswith("svg"):
        text = chart.read_text(encoding="utf-8")
        for amount in ("1,500.00", "525.00", "150.00", "825.00"):
            assert f">{amount}</text>" in text, "in, out, frozen and available in mu"


def test_before_anything_was_booked_the_chart_is_empty_but_there(pool: Path, tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    balance(pool, "2026-11-20", CHART=str(chart))
    assert ">2026</text>" in chart.read_text(encoding="utf-8")


def test_a_cancelled_balance_leaves_no_picture(pool: Path, tmp_path: Path) -> None:
    terms = {"POOL": str(pool), "SYSTEM": "CROP", "OUTPUT": "memory:", "CHART": str(tmp_path / "chart.png")}
    refused("poolbalance", "cancelled", log=Log(cancel_at=0.0), **terms)
    assert not (tmp_path / "chart.png").exists()
