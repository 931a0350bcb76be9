"""The page of a statement adds up in every unit, and names of projects can't break it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from zhanbu_plugin.ledger.account_statement import Account, AccountStatement, StatementLine
from zhanbu_plugin.pool.accounts.records import Txn
from zhanbu_plugin.reports.statement_page import statement_page


def line(number: int, amount_dm2: int, balance_dm2: int, ref: str = "") -> StatementLine:
    uid, day = f"139901-CROP-T{number:06d}", date(2026, 1, number)
    txn = Txn(number, uid, "CROP", "LINK" if amount_dm2 < 0 else "ADMIT", day, "文〔2026〕1号", "", "", ref, "", number)
    return StatementLine(txn, amount_dm2, balance_dm2, ("139901-CROP-L000001",), "ab" * 32)


def statement(*amounts_dm2: int, opening_dm2: int = 0, ref: str = "") -> AccountStatement:
    lines, balance = [], opening_dm2
    for number, amount in enumerate(amounts_dm2, 1):
        balance += amount
        lines.append(line(number, amount, balance, ref))
    account = Account("CROP", "139901")
    return AccountStatement(account, "139901", None, date(2026, 12, 31), opening_dm2, tuple(lines), "cd" * 32)


@pytest.mark.usefixtures("chinese_papers")
@pytest.mark.parametrize(
    "amounts", [(33_335, 33_335, -33_335), (66_666, -33_333), (1, -1), (987_654_321, -123_456_789)]
)
def test_before_and_in_less_out_is_after_in_every_unit(amounts: tuple[int, ...]) -> None:
    page = statement_page(statement(*amounts, opening_dm2=33_335))
    rows = re.findall(r"<tr><td>(?:Balance before|In|Out|Balance after)</td>(.*?)</tr>", page)
    assert len(rows) == 4
    before, came, went, after = ([Decimal(n) for n in re.findall(r">(-?[\d.]+)<", row)] for row in rows)
    assert len(before) == 3
    for unit in range(3):
        assert before[unit] + came[unit] - went[unit] == after[unit]


@pytest.mark.usefixtures("chinese_papers")
def test_what_comes_from_outside_is_escaped() -> None:
    page = statement_page(statement(100, ref="<script>alert(1)</script>"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.usefixtures("chinese_papers")
def test_days_without_a_posting_say_so() -> None:
    assert "Nothing was posted in these days." in statement_page(statement(opening_dm2=5))
