"""The quota of a round in a pool of Jiangxi: the county's lots, the province's, and what becomes of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jiangxi_quota import COUNTY, MINE, PROVINCE, RULES, available, capped, issue, mines, three_mines, uids
from office import act, balance_dm2

from zhanbu_plugin.ledger.deducting import DeductOrder, deduct
from zhanbu_plugin.pool.accounts.records import LIABILITY

__all__ = ["mines", "three_mines"]


def test_JX_3_3_2d_a_round_below_the_cap_goes_to_the_county(mines: Path) -> None:
    """JX-3.3.2d: quota is issued by the area in the province's pool."""
    lots = issue(mines, uids(mines), RULES, act("2023-12-20"))
    assert [(lot.holder, lot.amount_dm2) for lot in lots] == [(COUNTY, MINE)] * 3
    assert (available(mines, COUNTY), available(mines, PROVINCE)) == (3 * MINE, 0)


def test_JX_3_3_3a_above_the_cap_the_province_holds_the_rest(mines: Path) -> None:
    """JX-3.3.3a: of 27 600 m² with a cap of 20 亩 the county gets 13 333.33 m²; the second mine is cut in two."""
    first, second, third = uids(mines)
    lots = issue(mines, [third, first, second], capped(20), act("2023-12-20"))
    assert [(lot.parcel_uid, lot.holder, lot.amount_dm2) for lot in lots] == [
        (first, COUNTY, MINE),
        (second, COUNTY, 413_333),
        (second, PROVINCE, 506_667),
        (third, PROVINCE, MINE),
    ]
    assert available(mines, COUNTY) == 1_333_333
    assert available(mines, PROVINCE) == 3 * MINE - 1_333_333


def test_JX_2_2c_quota_is_usable_from_the_next_year_until_the_pilot_ends(mines: Path) -> None:
    """JX-2.2c: admitted in 2023, usable from 2024."""
    lots = issue(mines, uids(mines), RULES, act("2023-12-20"))
    admitted = {lot.admitted_on.year for lot in lots}
    assert admitted == {2023}
    assert {(lot.usable_from, lot.expires_on) for lot in lots} == {(date(2024, 1, 1), date(2024, 12, 31))}


def test_A_02_one_document_is_one_round(mines: Path) -> None:
    """The same document twice shares one cap; another document is another round."""
    first, second, third = uids(mines)
    rules = capped(20)
    issue(mines, [first], rules, act("2023-12-20"))
    again = issue(mines, [second], rules, act("2023-12-20"))
    assert [(lot.holder, lot.amount_dm2) for lot in again] == [(COUNTY, 413_333), (PROVINCE, 506_667)]
    other = issue(mines, [third], rules, act("2023-12-21", doc_no="赣林〔2023〕99号"))
    assert [(lot.holder, lot.amount_dm2) for lot in other] == [(COUNTY, MINE)]


def test_JX_3_3_4_what_is_owed_is_taken_from_the_next_issue(mines: Path) -> None:
    """JX-3.3.4: one mine is issued, an area of one and a half is lost, and the next issue brings half a mine."""
    first, second, _ = uids(mines)
    issue(mines, [first], RULES, act("2023-12-20"))
    lost = DeductOrder("FOREST", "LOST", MINE + MINE // 2)
    report = deduct(mines, lost, act("2024-03-01"), RULES)
    assert (report.available_dm2, report.liability_dm2) == (0, MINE // 2)
    issue(mines, [second], RULES, act("2024-04-01", doc_no="赣林〔2024〕3号"))
    assert available(mines, COUNTY) == MINE // 2
    assert balance_dm2(mines, LIABILITY, system="FOREST") == 0
