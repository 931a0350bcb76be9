"""Closing a year: what carries over, what is void, what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jiangxi_quota import COUNTY, MINE, PROVINCE, RULES, answer, available, capped, issue, mines, three_mines, uids
from office import HA, HEBEI, RECORDED, act, balance_dm2, hebei, lots_left

from zhanbu_plugin.ledger.closing import close_year
from zhanbu_plugin.ledger.deducting import DeductOrder, deduct
from zhanbu_plugin.ledger.fifo import moves, take
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.ledger.registering import register_occupation
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE, LINK, LINKED, VOID, Occupation, Posting
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.survey.problem import InputProblem

__all__ = ["mines", "three_mines"]
ON = Act("COUNTY_NR", date(2027, 1, 1), "", RECORDED)
PILOT_OVER = Act("COUNTY_FORESTRY", date(2025, 1, 1), "", RECORDED)


def years(pool: Path, system: str = "CROP") -> dict[int, int]:
    """What is available of lots, by year."""
    with pool_for_reading(pool) as reader:
        held = [h for h in reader.holdings(system, bucket=AVAILABLE) if h.lot_uid and h.indicator == AREA]
    return {year: sum(h.balance_dm2 for h in held if h.year == year) for year in sorted({h.year for h in held})}


def test_HB_28_what_is_not_used_carries_over(tmp_path: Path) -> None:
    """HB-28: 15 left, 4 of them cut by the survey check, 11 carry over (D10)."""
    pool = hebei(tmp_path, 15)
    deduct(pool, DeductOrder("CROP", "NOT_CROPLAND", 4 * HA), act("2026-12-31"), HEBEI)
    report = close_year(pool, "CROP", 2026, ON, HEBEI)
    assert (report.voided_dm2, report.carried_dm2, report.available_dm2) == (0, 11 * HA, 11 * HA)
    assert years(pool) == {2027: 11 * HA}
    with pool_for_reading(pool) as reader:
        last = reader.txns("CROP")[-1]
    assert (last.kind, last.clause, last.ref, last.doc_no) == ("CARRY", "HB-28", "YEAR-2026", "")


def test_a_frozen_amount_stays_frozen_when_its_lots_carry_over(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 10, 5)
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", 8 * HA), act(), HEBEI)
    report = close_year(pool, "CROP", 2026, ON, HEBEI)
    assert (report.carried_dm2, report.available_dm2) == (15 * HA, 7 * HA)
    assert lots_left(pool) == [10 * HA, 5 * HA]


def test_a_year_is_closed_once(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 10)
    close_year(pool, "CROP", 2026, ON, HEBEI)
    before = pool.read_bytes()
    with pytest.raises(InputProblem, match=r"2026 of CROP was closed on 2027-01-01 \(posting 130681-CROP-T000002\)"):
        close_year(pool, "CROP", 2026, replace(ON, on=date(2027, 2, 1)), HEBEI)
    assert pool.read_bytes() == before


def test_what_comes_in_after_the_close_goes_along_with_the_next_year(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 10)
    close_year(pool, "CROP", 2026, ON, HEBEI)
    take_over(pool, OldPool("CROP", (LegacyLot(2 * HA),)), act("2026-12-01"), HEBEI)
    assert years(pool) == {2026: 2 * HA, 2027: 10 * HA}
    report = close_year(pool, "CROP", 2027, replace(ON, on=date(2028, 1, 1)), HEBEI)
    assert report.carried_dm2 == 12 * HA
    assert years(pool) == {2028: 12 * HA}


@pytest.mark.parametrize("on", [date(2026, 6, 1), date(2026, 12, 31)])
def test_a_year_that_is_not_over_stays_open(tmp_path: Path, on: date) -> None:
    pool = hebei(tmp_path, 10)
    with pytest.raises(InputProblem, match="isn't over"):
        close_year(pool, "CROP", 2026, replace(ON, on=on), HEBEI)


def test_an_empty_year_closes_with_nothing(tmp_path: Path) -> None:
    pool = hebei(tmp_path)
    report = close_year(pool, "CROP", 2026, ON, HEBEI)
    assert (report.voided_dm2, report.carried_dm2, report.available_dm2) == (0, 0, 0)


@pytest.fixture
def issued(mines: Path) -> Path:
    """A round of 27 600 m² that went to the county whole, admitted in 2023."""
    issue(mines, uids(mines), RULES, act("2023-12-20"))
    return mines


def test_JX_3_3_3c_what_is_not_used_when_the_pilot_ends_is_void(issued: Path) -> None:
    """JX-3.3.3c: available on 2024-12-31, void at the close of 2025-01-01 (D16)."""
    assert available(issued, COUNTY) == 3 * MINE
    report = close_year(issued, "FOREST", 2024, PILOT_OVER, RULES)
    assert (report.voided_dm2, report.carried_dm2, report.available_dm2) == (3 * MINE, 0, 0)
    assert balance_dm2(issued, VOID, system="FOREST") == 3 * MINE
    with pool_for_reading(issued) as reader:
        last = reader.txns("FOREST")[-1]
        assert {parcel.state for parcel in reader.parcels("FOREST")} == {"PROV_POOL"}
    assert (last.kind, last.clause) == ("VOID", "JX-3.3.3c")
    with pytest.raises(InputProblem, match="2024 of FOREST was closed"):
        close_year(issued, "FOREST", 2024, PILOT_OVER, RULES)


def test_JX_3_3_3c_what_the_province_holds_is_void_too(mines: Path) -> None:
    """JX-3.3.3c: the remainder above the cap as well."""
    issue(mines, uids(mines), capped(20), act("2023-12-20"))
    report = close_year(mines, "FOREST", 2024, PILOT_OVER, RULES)
    assert report.voided_dm2 == 3 * MINE
    assert (available(mines, COUNTY), available(mines, PROVINCE)) == (0, 0)


def test_within_the_pilot_a_year_carries_over(issued: Path) -> None:
    report = close_year(issued, "FOREST", 2023, replace(PILOT_OVER, on=date(2024, 1, 2)), RULES)
    assert (report.voided_dm2, report.carried_dm2) == (0, 0)  # it is quota of 2024 already
    assert years(issued, "FOREST") == {2024: 3 * MINE}


def project(pool: Path, number: str, approved: date | None) -> None:
    """A project on file with its matter, approved on a day or not, to which 5 000 m² are linked."""
    opened = Act("COUNTY_FORESTRY", date(2024, 3, 1), "", RECORDED)
    matter = open_matter(pool, RULES, MatterTerms("OCCUPATION", 2024, number), opened)
    free = replace(RULES, checks=tuple(check for check in RULES.checks if check.subject != "OCCUPATION"))
    if approved is not None:
        done = Act("PROV_FORESTRY", approved, "赣林许准〔2024〕5号", RECORDED)
        assert advance(pool, [matter], "APPROVED", done, free).advanced == (matter,)
    with pool_for_writing(pool) as writer, writer.writing():
        journal, on = Journal(writer), act("2024-03-01")
        wanted = Occupation("", "FOREST", COUNTY, number, 0, number, "COUNTY", 500_000, 0, None, "", matter)
        register_occupation(writer, journal, wanted, on)
        shares = take(writer.lot_balances("FOREST", COUNTY, AREA), 500_000, on.on)
        entries = tuple(moves(shares, COUNTY, AREA, LINKED, number))
        post(writer, journal, Posting(LINK, "FOREST", entries, ref=number), on)


def test_JX_3_3_3c_a_linked_amount_counts_as_used_when_approved_in_time(issued: Path) -> None:
    """JX-3.3.3c: approved by the last day of the pilot it stays, else it is void (jx.void_linked)."""
    project(issued, "P-IN-TIME", date(2024, 12, 31))
    project(issued, "P-NEVER", None)
    report = close_year(issued, "FOREST", 2024, PILOT_OVER, RULES)
    assert report.voided_dm2 == 3 * MINE - 500_000
    assert balance_dm2(issued, LINKED, system="FOREST") == 500_000
    with pool_for_reading(issued) as reader:
        assert {held.ref for held in reader.holdings("FOREST", bucket=LINKED)} == {"P-IN-TIME"}


def test_a_county_that_has_a_document_keeps_what_is_linked(issued: Path) -> None:
    kept = replace(RULES.parameters["jx.void_linked"], value=False)
    project(issued, "P-NEVER", None)
    rules = replace(RULES, parameters={**RULES.parameters, "jx.void_linked": kept})
    assert close_year(issued, "FOREST", 2024, PILOT_OVER, rules).voided_dm2 == 3 * MINE - 500_000


def test_JX_3_3_4_reviews_of_the_year_that_are_missing_are_told(issued: Path) -> None:
    """JX-3.3.4: one of three parcels was reviewed in 2024, so 2 are overdue."""
    first, *others = uids(issued)
    reviewed = {"year": 2024, "result": "OK", "date": date(2024, 10, 1)}
    answer(issued, "ANNUAL_REVIEW", reviewed, Concern((first,)))
    report = close_year(issued, "FOREST", 2024, PILOT_OVER, RULES)
    assert [(item.uid, item.deadline.clause) for item in report.overdue] == [(u, "JX-3.3.4") for u in others]
    assert report.unchecked == ()
