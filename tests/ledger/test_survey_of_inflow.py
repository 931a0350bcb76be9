"""What the yearly survey makes of inflow that was credited provisionally (SC-2(七)c): confirmed, in part, or denied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from office import INOUT, act, balance_dm2, new_pool
from pool_parcels import PUSH_TERMS, RUN, checked, finding

from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.stepping import advance_and_book
from zhanbu_plugin.pool.accounts.records import AVAILABLE, DEDUCTED, LIABILITY, PADDY
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.regimes.workflow import PARCEL

COUNTY, EPSG = "519901", 4523
UNGUARDED = replace(INOUT, checks=tuple(check for check in INOUT.checks if check.id == "CHK-SURVEY-AREA"))
"""The rules with the one check that asks for the survey's area, which only warns."""
_WAY = ("CANDIDATE", "IN_PLAN", "CONSENTED", "UNDER_WORKS", "ACCEPTED")


def in_pool(folder: Path, *sides: int) -> tuple[Path, list[str]]:
    """A pool with squares of these sides (m) that are credited on 2023-03-20, paddy by what was appraised."""
    path = new_pool(folder, COUNTY, EPSG)
    run = replace(RUN, rule_set=INOUT.id, rule_set_sha256=INOUT.sha256, system="INOUT", county=COUNTY)
    run = replace(run, stage=INOUT.first_state(), as_of=date(2023, 1, 10))
    parcels = []
    for number, side in enumerate(sides):
        east, north = 35_500_000 + 1000 * number, 3_400_000
        made = [
            replace(finding(f"P{number}", check.id, check.severity, Outcome.PASS, 1.0), clause=check.clause)
            for check in INOUT.checks_up_to(INOUT.first_state())
        ]
        place = {"ZLDWDM": "5199011002030000000", "QSDWDM": "5199011002030000000", "DLBM": "0201"}
        shape = shapely.box(east, north, east + side, north + side)
        parcels.append(checked(f"P{number}", shape, findings=made, run=run, year=2022, epsg=EPSG, **place))
    terms = {**PUSH_TERMS, "system": "INOUT", "as_of": date(2023, 1, 11), "role": "TECHNICIAN"}
    report = push_parcels(path, parcels, **{**terms, "recorded_at": "2023-01-11T08:00:00Z"})
    assert not report.refused, [str(r.reason) for r in report.refused]
    uids = sorted(report.admitted.values())
    for state in _WAY:
        step(path, uids, state, "2023-03-01")
    answer(
        path, "QUALITY", {"stage": "COUNTY", "conformity": "PASS", "grade": 5, "scheme": "GBT33469_10", "paddy": True}
    )
    step(path, uids, "CREDITED", "2023-03-20")
    return path, uids


def step(path: Path, uids: list[str], state: str, on: str) -> None:
    transition = next(t for t in INOUT.workflows[PARCEL].transitions if t.to == state)
    done = advance_and_book(path, uids, state, act(on, role=transition.roles[0]), UNGUARDED)
    assert list(done.advanced) == uids, [str(r.reason) for r in done.refused]


def answer(path: Path, form: str, values: dict[str, object], *uids: str) -> None:
    with pool_for_reading(path) as pool:
        concerned = uids or tuple(p.parcel_uid for p in pool.parcels("INOUT"))
    day = date(2023, 3, 1)
    if form == "QUALITY":
        values = {**values, "date": day.isoformat()}
    record_form(
        *(path, form, [values], Concern(concerned)),
        answered_by="经办人乙",
        answered_on=day,
        role="COUNTY_NR",
        recorded_at="2024-05-01T08:00:00Z",
    )


def held(path: Path) -> tuple[int, int, int]:
    """Available, cut and owed."""
    available, cut, owed = (balance_dm2(path, bucket, system="INOUT") for bucket in (AVAILABLE, DEDUCTED, LIABILITY))
    return available, cut, owed


def surveyed(path: Path, uid: str, area_m2: float) -> None:
    answer(path, "SURVEY_CHANGE", {"year": 2023, "class": "0101", "area_m2": area_m2, "stable": True}, uid)


def test_SC_2_5c_what_is_accepted_is_credited(tmp_path: Path) -> None:
    path, _ = in_pool(tmp_path, 100)
    assert held(path) == (1_000_000, 0, 0)
    assert balance_dm2(path, indicator=PADDY, system="INOUT") == 1_000_000
    assert verify_pool(path) == ()


def test_SC_2_7c_what_the_survey_confirms_less_is_cut_from_that_very_lot(tmp_path: Path) -> None:
    """1 ha credited, 0.88 ha confirmed: 0.12 ha are cut, and of the paddy as much."""
    path, uids = in_pool(tmp_path, 100, 100)
    surveyed(path, uids[0], 8_800)
    surveyed(path, uids[1], 10_500)
    step(path, uids, "SURVEY_CONFIRMED", "2024-05-10")
    assert held(path) == (1_880_000, 120_000, 0)
    assert balance_dm2(path, indicator=PADDY, system="INOUT") == 1_880_000
    with pool_for_reading(path) as pool:
        assert [pool.standing_dm2(lot.lot_uid) for lot in pool.lots("INOUT")] == [880_000, 1_000_000]
    assert verify_pool(path) == ()


def test_SC_2_7c_what_the_survey_denies_is_taken_back_whole(tmp_path: Path) -> None:
    path, uids = in_pool(tmp_path, 100, 100)
    step(path, uids[:1], "SURVEY_DENIED", "2024-05-10")
    assert held(path) == (1_000_000, 0, 0)
    with pool_for_reading(path) as pool:
        assert [txn.kind for txn in pool.txns("INOUT")] == ["ADMIT", "ADMIT", "CORRECT"]
    assert verify_pool(path) == ()


@pytest.mark.parametrize(("linked", "expected"), [(5_000, (500_000, 1_000_000, 0)), (15_000, (0, 1_000_000, -500_000))])
def test_SC_2_7c_denied_after_it_was_matched_others_stand_in_and_the_rest_is_owed(
    tmp_path: Path, linked: int, expected: tuple[int, int, int]
) -> None:
    """Two of 1 ha, 0.5 or 1.5 ha matched: denied, the first is cut whole, the second stands in as far as it goes."""
    path, uids = in_pool(tmp_path, 100, 100)
    link(path, Project("OUT-1", "转出", linked * 100), act("2023-04-01"), INOUT)
    step(path, uids[:1], "SURVEY_DENIED", "2024-05-10")
    assert held(path) == expected
    assert verify_pool(path) == ()


def test_a_denied_parcel_that_is_put_right_is_credited_anew(tmp_path: Path) -> None:
    path, uids = in_pool(tmp_path, 100)
    link(path, Project("OUT-1", "转出", 400_000), act("2023-04-01"), INOUT)
    step(path, uids, "SURVEY_DENIED", "2024-05-10")
    assert held(path) == (0, 1_000_000, -400_000)
    for state in ("UNDER_WORKS", "ACCEPTED", "CREDITED"):
        step(path, uids, state, "2024-06-01")
    assert held(path) == (600_000, 1_000_000, 0)
    assert verify_pool(path) == ()
