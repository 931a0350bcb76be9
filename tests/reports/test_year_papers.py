"""Papers of a year: what people sign says what was added up, in Chinese, and never varies."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from printed import printed

from zhanbu_plugin.checks.grand_account import GradedArea
from zhanbu_plugin.checks.on_file.accounts import SUPPLIED, USED
from zhanbu_plugin.ledger.grand_account import AccountItem, year_account
from zhanbu_plugin.ledger.in_out.item import InOutItem
from zhanbu_plugin.ledger.in_out_statement import in_out_statement
from zhanbu_plugin.reports.year_papers import PaperHead, grand_account_paper, in_out_paper

pytestmark = pytest.mark.usefixtures("chinese_papers")
HEAD = PaperHead("510182 彭州市", date(2024, 3, 1), "四川省耕地年度进出平衡（川自然资发〔2022〕35号）")
HA = 1_000_000
GRADED = {"grade": Fraction(5), "scheme": "GBT33469_10"}


def test_D9_the_paper_tells_that_8_ha_are_short_and_why(tmp_path: Path) -> None:
    items = [
        InOutItem("东村转进", "IN", 110 * HA, date(2023, 3, 1), **GRADED),  # type: ignore[arg-type]
        InOutItem("西村转出", "OUT", 118 * HA, date(2023, 11, 1), **GRADED),  # type: ignore[arg-type]
    ]
    paper = in_out_paper(in_out_statement(items, 2023), HEAD)
    text = printed(paper, tmp_path)
    for part in ("2023", "510182 彭州市", "东村转进", "1100000.00", "1180000.00", "-80000.00", "-120.00", "SC-2(五)d"):
        assert part in text, part
    assert paper == in_out_paper(in_out_statement(items, 2023), HEAD)


def test_HB_6_the_account_prints_both_sides_and_the_balance(tmp_path: Path) -> None:
    items = [
        AccountItem(USED, "公路", "TABLE", GradedArea(25 * HA, 5 * HA, Fraction(4), "GBT33469_10")),
        AccountItem(SUPPLIED, "整治", "TABLE", GradedArea(27 * HA, 4 * HA)),
    ]
    text = printed(grand_account_paper(year_account(items, 2026), HEAD), tmp_path)
    for part in ("公路", "250000.00", "270000.00", "20000.00", "-10000.00", "4.00", "整治"):
        assert part in text, part


def test_a_plan_before_any_day_has_its_paper_too(tmp_path: Path) -> None:
    items = [InOutItem("甲", "IN", HA), InOutItem("乙", "OUT", HA)]
    text = printed(in_out_paper(in_out_statement(items, 2023), HEAD), tmp_path)
    assert "甲" in text
    assert "10000.00" in text
