"""Jiangxi, the due list of a pool: submissions, yearly reviews, reports and idle land, on any day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from jiangxi_office import DOCUMENT, RECORDED_AT, answer, attach, make_office, uids, walk
from jiangxi_parcels import RULES

from zhanbu_plugin.checks.due_items import DueItem
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.pool.steps.due_list import due_list


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with twenty mines that are in the county pool since 2023-07-20; copy it before writing to it."""
    path = make_office(tmp_path_factory.mktemp("office"), 20, without=["ANNUAL_REVIEW"])
    walk(path, "COUNTY_POOL")
    return path.parent


@pytest.fixture
def pool(office: Path, tmp_path: Path) -> Path:
    """The pool, for a test of its own."""
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office" / "pool.gpkg"


def due(pool: Path, deadline: str, as_of: date) -> list[DueItem]:
    """What the due list says of one deadline."""
    return [item for item in due_list(pool, RULES, as_of) if item.deadline.id == deadline]


def test_JX_3_3_4_of_twenty_parcels_in_the_pool_the_two_that_werent_reviewed_are_overdue(pool: Path) -> None:
    """JX-3.3.4: pool 20 parcels, 18 reviewed, year close → 2 overdue."""
    mines = uids(pool)
    for uid in mines[:18]:
        answer(pool, "ANNUAL_REVIEW", {"year": 2023, "result": "OK", "date": "2023-10-01"}, Concern((uid,)))
    of_2023 = [item for item in due(pool, "ANNUAL-REVIEW", date(2024, 1, 1)) if item.year == 2023]
    assert len(of_2023) == 20
    assert {item.uid for item in of_2023 if item.late} == set(mines[18:])
    assert {item.due for item in of_2023} == {date(2023, 12, 31)}
    on_the_day = [item for item in due(pool, "ANNUAL-REVIEW", date(2023, 12, 31)) if item.year == 2023]
    assert not [item for item in on_the_day if item.late]
    assert sorted(item.days_left for item in on_the_day if item.met_on is None) == [0, 0]


def test_JX_3_3_4_the_next_year_asks_for_a_review_of_its_own(pool: Path) -> None:
    """JX-3.3.4: once a year; the review of 2023 doesn't count for 2024."""
    answer(pool, "ANNUAL_REVIEW", {"year": 2023, "result": "OK", "date": "2023-10-01"}, Concern((uids(pool)[0],)))
    of_one = [item for item in due(pool, "ANNUAL-REVIEW", date(2025, 1, 5)) if item.uid == uids(pool)[0]]
    assert {item.year: item.late for item in of_one if item.year < 2025} == {2023: False, 2024: True}


@pytest.mark.parametrize(
    ("day", "days_left"), [(date(2023, 9, 1), 14), (date(2023, 9, 15), 0), (date(2023, 9, 16), -1)]
)
def test_JX_3_3_2a_the_due_list_counts_down_to_15_september_and_tells_what_is_late(
    pool: Path, day: date, days_left: int
) -> None:
    """JX-3.3.2a: accepted 2022-08 → due 2023-09-15, late from 2023-09-16 on."""
    items = due(pool, "SUBMISSION", day)
    assert len(items) == 20
    assert {(item.due, item.days_left, item.late) for item in items} == {(date(2023, 9, 15), days_left, days_left < 0)}


def test_JX_3_3_5a_on_11_january_a_report_that_nobody_filed_is_a_day_late(pool: Path) -> None:
    """JX-3.3.5a: as_of Jan 11, none filed → overdue 1 day."""

    def of_2023(day: date) -> DueItem:
        return next(item for item in due(pool, "COUNTY-REPORT", day) if item.due == date(2024, 1, 10))

    assert (of_2023(date(2024, 1, 10)).late, of_2023(date(2024, 1, 10)).days_left) == (False, 0)
    assert (of_2023(date(2024, 1, 11)).late, of_2023(date(2024, 1, 11)).days_left) == (True, -1)
    answer(pool, "REPORT", {"year": 2023, "filed_on": "2024-01-09"}, Concern())
    assert (of_2023(date(2024, 1, 11)).late, of_2023(date(2024, 1, 11)).met_on) == (False, date(2024, 1, 9))


def test_JX_3_3_5a_the_city_reports_until_10_february(pool: Path) -> None:
    """JX-3.3.5a: early February city→province, the first ten days (A-27)."""
    opened = Act("COUNTY_FORESTRY", date(2023, 1, 3), "", RECORDED_AT)
    open_matter(pool, RULES, MatterTerms("YEAR", 2023, "2023年度"), opened)
    (item,) = due(pool, "CITY-REPORT", date(2024, 2, 11))
    assert (item.due, item.days_left, item.late) == (date(2024, 2, 10), -1, True)


def test_JX_4_3a_forest_land_approved_on_1_may_2022_and_not_begun_is_listed_on_1_may_2024(pool: Path) -> None:
    """JX-4.3a: approved 2022-05-01, no start, 2024-05-01 → listed; begun before, it isn't."""
    planned = Act("COUNTY_FORESTRY", date(2022, 3, 1), "", RECORDED_AT)
    roads = [open_matter(pool, RULES, MatterTerms("OCCUPATION", 2022, f"公路{i}"), planned) for i in (1, 2)]
    attach(pool, "USE_APPROVAL", Concern(tuple(roads)))
    approved = Act("COUNTY_FORESTRY", date(2022, 5, 1), DOCUMENT, RECORDED_AT)
    assert advance(pool, roads, "APPROVED", approved, RULES).advanced == tuple(sorted(roads))
    begun = Act("APPLICANT", date(2024, 4, 30), "", RECORDED_AT)
    assert advance(pool, roads[:1], "STARTED", begun, RULES).advanced
    listed = {item.uid: item for item in due(pool, "IDLE", date(2024, 5, 1))}
    assert (listed[roads[1]].due, listed[roads[1]].days_left) == (date(2024, 5, 1), 0)
    assert listed[roads[0]].met_on == date(2024, 4, 30)
    later = {item.uid: item for item in due(pool, "IDLE", date(2024, 5, 2))}
    assert (later[roads[1]].late, later[roads[0]].late) == (True, False)
