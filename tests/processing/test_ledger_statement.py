"""``ledgerstatement``: an account read like a bank statement, in the table and on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_pool import LOTS, with_lots
from toolbox import refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


@pytest.fixture
def pool(filled: Path) -> Path:
    return with_lots(filled)


def statement(pool: Path, **given: object) -> dict[str, object]:
    terms = {"POOL": str(pool), "SYSTEM": "CROP", "AS_OF": "2026-12-31", "OUTPUT": "memory:"}
    return run("ledgerstatement", **{**terms, **given})


def test_the_table_adds_up_from_the_first_balance_to_the_last(pool: Path) -> None:
    result = statement(pool)
    (line,) = rows(result["OUTPUT"])
    assert (line["kind"], line["in_m2"], line["out_m2"], line["balance_m2"]) == ("OPENING", 1_000_000, 0, 1_000_000)
    assert line["lots"] == " ".join(LOTS)
    assert (result["OPENING_M2"], result["IN_M2"], result["OUT_M2"], result["CLOSING_M2"]) == (0, 1e6, 0, 1e6)


def test_the_page_shows_posting_document_and_balance_in_all_units(pool: Path, tmp_path: Path) -> None:
    page = tmp_path / "对账单.html"
    statement(pool, REPORT=str(page))
    text = page.read_text(encoding="utf-8")
    for part in ("冀储〔2026〕1号", "139901-CROP-T000001", "1000000.00", "1500.00", "100.0000", "Available"):
        assert part in text


def test_before_the_first_posting_there_is_nothing(pool: Path) -> None:
    result = statement(pool, AS_OF="2026-11-20")
    assert rows(result["OUTPUT"]) == []
    assert result["CLOSING_M2"] == 0


def test_paddy_has_a_statement_of_its_own(pool: Path) -> None:
    assert statement(pool, INDICATOR="PADDY")["CLOSING_M2"] == 150_000


def test_what_cannot_be_told_is_refused_by_name(pool: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    terms = {"POOL": str(pool), "SYSTEM": "CROP", "OUTPUT": "memory:", "REPORT": str(page)}
    refused("ledgerstatement", "2026-12-01 lies after 2026-11-01", SINCE="2026-12-01", AS_OF="2026-11-01", **terms)
    refused("ledgerstatement", "SINCE", "1.12.2026", SINCE="1.12.2026", **terms)
    refused("ledgerstatement", "13-99", "county code", HOLDER="13-99", **terms)
    assert not page.exists()
