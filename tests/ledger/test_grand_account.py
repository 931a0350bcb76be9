"""The grand account of a year: HB-6, HB-10 and D8 of the domain's vectors."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from engines import ENGINES, Pool, new_file, new_on_server
from filed_parcels import ONE, TWO, act, answer, filled
from ground import HEBEI
from ledger_books import COUNTY, book, entry, new_lot

from zhanbu_plugin.checks.grand_account import GradedArea
from zhanbu_plugin.checks.on_file.accounts import SUPPLIED, USED
from zhanbu_plugin.ledger.grand_account import AccountItem, items_of_pool, items_of_table, year_account
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.survey.problem import InputProblem

HA = 1_000_000
TEN = "GBT33469_10"


@pytest.fixture(params=ENGINES)
def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Pool:
    """A pool with three parcels, of each engine in turn."""
    if request.param == ENGINES[0]:
        return filled(new_file(tmp_path))
    return filled(new_on_server(request.getfixturevalue("database_socket"), tmp_path))


def item(side: str, area: float, paddy: float = 0.0, grade: float | None = None) -> AccountItem:
    entry = GradedArea(
        round(area * HA), round(paddy * HA), None if grade is None else Fraction(repr(grade)), TEN if grade else ""
    )
    return AccountItem(side, f"{area}", "TABLE", entry)


def test_HB_6_25_ha_used_and_27_made_up_are_2_more_and_1_ha_of_paddy_less() -> None:
    found = year_account([item(USED, 20, 5), item(USED, 5), item(SUPPLIED, 27, 4)], 2026)
    assert (found.account.area_dm2, found.account.paddy_dm2) == (2 * HA, -HA)
    assert found.account.gaps == ("PADDY",)


def test_HB_10_D8_the_average_grade_is_weighted_by_area() -> None:
    found = year_account([item(USED, 12, grade=4.0), item(USED, 8, grade=5.0), item(USED, 5, grade=3.0)], 2026)
    average = found.average(USED)
    assert average == Fraction(412, 100)
    assert average is not None and 4 <= average < 5, "a plot of grade 4 reaches it, one of grade 5 doesn't"
    assert found.average(SUPPLIED) is None


def test_the_ledger_says_what_was_written_off_and_admitted_in_the_year(pool: Pool) -> None:
    """Linked isn't used, and what another year brought isn't this year's."""
    with book(pool) as b:
        b.post("ADMIT", opens=(new_lot(240_000, 100_000, parcel_uid=ONE, grade=4.0, grade_scheme=TEN),))
    with book(pool, date(2028, 2, 1)) as b:
        b.post(
            "ADMIT",
            opens=(new_lot(200_000, parcel_uid=TWO, admitted_on=date(2028, 2, 1), usable_from=date(2028, 2, 1)),),
        )
        lot = f"{COUNTY}-CROP-L000001"
        b.project("P1", 250_000, 50_000, grade=5.0, grade_scheme=TEN)
        b.move("LINK", "P1", ("AVAILABLE", lot, "", -200_000), ("LINKED", lot, "P1", 200_000))
        b.move("WRITEOFF", "P1", ("LINKED", lot, "P1", -150_000), ("USED", lot, "P1", 150_000))
    of_2027, of_2028 = (year_account(items_of_pool(pool, "CROP", year), year) for year in (2027, 2028))
    assert [(i.side, i.name, i.entry.area_dm2, i.entry.paddy_dm2) for i in of_2027.items] == [
        (SUPPLIED, ONE, 240_000, 100_000)
    ]
    assert [(i.side, i.entry.area_dm2) for i in of_2028.items] == [(USED, 150_000), (SUPPLIED, 200_000)]
    assert of_2028.items[0].name == "P1 高速公路"
    assert of_2028.account.area_dm2 == 50_000
    assert (of_2028.average(USED), of_2028.average(SUPPLIED)) == (5, None)


def test_what_was_corrected_away_isnt_there(pool: Pool) -> None:
    with book(pool) as b:
        uid = b.post("ADMIT", opens=(new_lot(240_000, parcel_uid=ONE),))
        lot = f"{COUNTY}-CROP-L000001"
        b.post("CORRECT", entry("AVAILABLE", lot, "", -240_000), entry("SOURCE", "", "", 240_000), reverses=uid)
    assert items_of_pool(pool, "CROP", 2027) == ()


def test_items_on_file_of_the_year_count_too(pool: Pool) -> None:
    terms = MatterTerms("GRAND_ACCOUNT", 2027, "2027年大账")
    uid = open_matter(pool, HEBEI, terms, act("COUNTY_NR", date(2027, 1, 20)))
    on = {"answered_on": date(2027, 1, 21)}
    trees = {"item": "造林", "side": "USED", "area_m2": 30_000.0, "paddy_m2": 10_000.0}
    answer(pool, "ACCOUNT_ITEM", trees, Concern((uid,)), **on)
    answer(pool, "ACCOUNT_ITEM", {**trees, "area_m2": 20_000.0}, Concern((uid,)), **on)
    (found,) = items_of_pool(pool, "CROP", 2027)
    assert (found.name, found.source, found.entry.area_dm2, found.entry.paddy_dm2) == (
        *("造林", "ON_FILE"),
        *(2_000_000, 1_000_000),
    )
    assert items_of_pool(pool, "CROP", 2028) == ()


def test_a_table_of_items_is_read() -> None:
    rows = [
        {
            "项目或地块": "公路",
            "占用或补充": "占用",
            "面积": "250000",
            "水田面积": 50_000,
            "质量等级": 4,
            "等级体系": TEN,
        },
        {"项目或地块": "", "占用或补充": "补充", "面积": 270_000.0, "水田面积": None, "质量等级": None, "等级体系": ""},
    ]
    used, supplied = items_of_table(rows, "大账.xlsx", date(2026, 12, 31))
    assert (used.name, used.side, used.entry) == ("公路", USED, GradedArea(25 * HA, 5 * HA, Fraction(4), TEN))
    assert (supplied.name, supplied.entry.area_dm2) == ("2", 27 * HA)
    with pytest.raises(InputProblem, match=r"大账.xlsx.*Row 1"):
        items_of_table([{**rows[0], "面积": "viel"}], "大账.xlsx", date(2026, 12, 31))
