"""Lots follow the steps of their parcels, in the same transaction (状态联动记账)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pool_parcels import COUNTY, EPSG, PUSH_TERMS, RULES, checked, square

from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.opening import OldPool, take_over
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.ledger.registering import register_cap
from zhanbu_plugin.ledger.stepping import advance_and_book
from zhanbu_plugin.pool.accounts.records import (
    ADMIT,
    AREA,
    AVAILABLE,
    DEDUCTED,
    LIABILITY,
    PADDY,
    Cap,
    Lot,
    NewLot,
    Posting,
)
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.workflow import PARCEL, Transition
from zhanbu_plugin.survey.problem import InputProblem

RECORDED = "2030-01-01T08:00:00Z"
WORKFLOW = RULES.workflows[PARCEL]
BARE = replace(RULES, checks=())
"""The Hebei rules without guards: what is asked before a step is not the ledger's business."""


def act(on: str, doc_no: str = "冀自然资〔2026〕7号", role: str = "PROV_NR") -> Act:
    return Act(role, date.fromisoformat(on), doc_no, RECORDED)


def pool_of(folder: Path, *sizes: float) -> tuple[Path, list[str]]:
    """A pool with squares of these sides (m), verified in quantity by the city; their uids."""
    path = folder / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=EPSG, created_on=date(2026, 1, 1))
    plots = [checked(f"P{i}", square(i, 0, size=side, pitch=2000)) for i, side in enumerate(sizes)]
    report = push_parcels(path, plots, **PUSH_TERMS)
    assert not report.refused
    uids = sorted(report.admitted.values())
    way = ("CHECKED", "COMPLETED", "SURVEY_CROP", "COUNTY_QUALITY", "CITY_QUALITY", "FILED", "CITY_QUANTITY")
    for state in way:
        step = next(t for t in WORKFLOW.transitions if t.to == state)
        done = advance_and_book(path, uids, state, act("2026-11-03", role=step.roles[0]), BARE)
        assert len(done.advanced) == len(uids), done.refused
    return path, uids


def answer(path: Path, form: str, values: Mapping[str, object], *uids: str) -> None:
    record_form(
        *(path, form, [values], Concern(uids)),
        answered_by="经办人甲",
        answered_on=date(2026, 11, 3),
        role="COUNTY_NR",
        recorded_at="2026-11-03T08:00:00Z",
    )


def lots(path: Path) -> list[Lot]:
    with pool_for_reading(path) as pool:
        return pool.lots("CROP")


def held(path: Path, bucket: str = AVAILABLE, indicator: str = AREA) -> int:
    with pool_for_reading(path) as pool:
        return pool.account_dm2("CROP", COUNTY, indicator, bucket)


def indicator(path: Path, uids: list[str], on: str = "2026-12-01", rules: RuleSet = BARE) -> None:
    done = advance_and_book(path, uids, "INDICATOR", act(on), rules)
    assert list(done.advanced) == uids, done.refused


def test_HB_18_a_plot_opens_its_lot_when_it_becomes_an_indicator_and_not_before(tmp_path: Path) -> None:
    path, uids = pool_of(tmp_path, 100, 50)
    assert lots(path) == []
    indicator(path, uids)
    first, second = lots(path)
    assert (first.parcel_uid, first.amount_dm2, first.fifo_seq) == (uids[0], 1_000_000, 1)
    assert (second.parcel_uid, second.amount_dm2, second.fifo_seq) == (uids[1], 250_000, 2)
    assert (first.admitted_on, first.usable_from) == (date(2026, 12, 1), date(2026, 12, 1))
    assert held(path) == 1_250_000
    advance_and_book(path, uids, "SPOT_QUALITY", act("2026-12-09", role="PROV_AGRI"), BARE)
    assert held(path) == 1_250_000
    assert verify_pool(path) == ()


def test_A_20_cropland_is_credited_without_ridges_and_never_more_than_the_shape(tmp_path: Path) -> None:
    path, uids = pool_of(tmp_path, 100, 100, 100)
    told = {"office": "市局", "result": "PASS", "date": "2026-11-03"}
    answer(path, "QUANTITY_OPINION", {**told, "area_m2": 9_800, "ridges_m2": 300.5}, uids[0])
    answer(path, "QUANTITY_OPINION", {**told, "area_m2": 12_000, "ridges_m2": 0}, uids[1])
    answer(path, "ACCEPTANCE", {"office": "NR", "result": "PASS", "date": "2026-11-03", "area_m2": 8_900}, uids[2])
    indicator(path, uids)
    assert [lot.amount_dm2 for lot in lots(path)] == [949_950, 1_000_000, 890_000]


def test_A_20_by_rules_that_say_gross_the_ridges_count(tmp_path: Path) -> None:
    path, uids = pool_of(tmp_path, 100)
    told = {"office": "市局", "result": "PASS", "date": "2026-11-03", "area_m2": 9_800, "ridges_m2": 300}
    answer(path, "QUANTITY_OPINION", told, *uids)
    gross = replace(BARE.parameters["area.credited"], value="gross")
    indicator(path, uids, rules=replace(BARE, parameters={**BARE.parameters, "area.credited": gross}))
    assert lots(path)[0].amount_dm2 == 980_000


def test_grade_and_paddy_come_from_the_highest_office_that_found_the_land_fit(tmp_path: Path) -> None:
    path, uids = pool_of(tmp_path, 100, 100)
    told = {"conformity": "PASS", "scheme": "GBT33469_10", "date": "2026-11-03"}
    answer(path, "QUALITY", {**told, "stage": "COUNTY", "grade": 3, "paddy": False}, uids[0])
    answer(path, "QUALITY", {**told, "stage": "CITY", "grade": 4, "paddy": True}, uids[0])
    answer(path, "QUALITY", {**told, "stage": "CITY", "grade": 2, "conformity": "FAIL"}, uids[1])
    indicator(path, uids)
    first, second = lots(path)
    assert (first.grade, first.grade_scheme, first.paddy_dm2) == (4.0, "GBT33469_10", 1_000_000)
    assert (second.grade, second.grade_scheme, second.paddy_dm2) == (None, "", 0)
    assert held(path, indicator=PADDY) == 1_000_000


def test_D17_what_exceeds_the_control_scale_is_cut_from_the_newest(tmp_path: Path) -> None:
    """HB-19: 650 pooled and 100 more, the cap is 700: 50 are cut from the newest (here in 1 000 m²)."""
    path, uids = pool_of(tmp_path, 650**0.5 * 1000**0.5, 100_000**0.5)
    with pool_for_writing(path) as pool, pool.writing():
        cap = Cap("", "CROP", COUNTY, "", 2026, 70_000_000, "")
        register_cap(pool, Journal(pool), cap, act("2026-11-04"))
    indicator(path, uids)
    first, second = (lot.amount_dm2 for lot in lots(path))
    assert held(path) == 70_000_000
    assert held(path, DEDUCTED) == first + second - 70_000_000
    with pool_for_reading(path) as reader:
        assert [b.available_dm2 for b in reader.lot_balances("CROP", COUNTY, AREA)] == [first, 70_000_000 - first]
    assert verify_pool(path) == ()


def test_HB_20b_a_debt_is_settled_by_what_comes_in(tmp_path: Path) -> None:
    """HB-20b: 4 owed, 10 admitted: 4 are offset and 6 are left (here in 1 000 m²)."""
    path, uids = pool_of(tmp_path, 100)
    take_over(path, OldPool("CROP", owed_dm2=400_000), act("2026-11-04"), RULES)
    assert held(path, LIABILITY) == -400_000
    indicator(path, uids)
    assert (held(path), held(path, LIABILITY)) == (600_000, 0)
    assert verify_pool(path) == ()


def back(path: Path, uids: list[str], to: str) -> None:
    """A step out of the pool, as other rule sets know it."""
    out = Transition(("INDICATOR",), to, ("PROV_NR",), True, "HB-18")
    workflow = replace(WORKFLOW, transitions=(*WORKFLOW.transitions, out))
    rules = replace(BARE, workflows={**BARE.workflows, PARCEL: workflow})
    assert list(advance_and_book(path, uids, to, act("2027-01-10"), rules).advanced) == uids


def test_a_plot_that_leaves_the_pool_untouched_is_reversed_and_may_come_in_again(tmp_path: Path) -> None:
    path, uids = pool_of(tmp_path, 100)
    indicator(path, uids)
    back(path, uids, "CITY_QUANTITY")
    assert (held(path), held(path, DEDUCTED), held(path, LIABILITY)) == (0, 0, 0)
    indicator(path, uids, on="2027-02-01")
    assert held(path) == 1_000_000
    assert verify_pool(path) == ()


def test_a_plot_that_leaves_the_pool_after_it_was_used_is_cut_and_the_rest_is_owed(tmp_path: Path) -> None:
    """1 ha and 0.25 ha; 0.9 ha of the first are linked when it turns out wrong: 0.35 are there, 0.65 are owed."""
    path, uids = pool_of(tmp_path, 100, 50)
    indicator(path, uids)
    link(path, Project("XM-1", "示例", 900_000), act("2026-12-05"), RULES)
    back(path, uids[:1], "CITY_QUANTITY")
    assert (held(path), held(path, DEDUCTED), held(path, LIABILITY)) == (0, 1_000_000, -650_000)
    indicator(path, uids[:1], on="2027-02-01")
    assert (held(path), held(path, LIABILITY)) == (350_000, 0)
    assert verify_pool(path) == ()


def test_a_step_whose_booking_is_refused_is_not_taken(tmp_path: Path) -> None:
    path, uids = pool_of(tmp_path, 100)
    told = {"office": "市局", "result": "PASS", "date": "2026-11-03", "area_m2": 300, "ridges_m2": 300}
    answer(path, "QUANTITY_OPINION", told, *uids)
    before = path.read_bytes()
    with pytest.raises(InputProblem, match=f"{uids[0]}.*Nothing of the parcel is credited"):
        indicator(path, uids)
    assert path.read_bytes() == before


def test_a_lot_that_the_rules_never_opened_is_found_when_the_pool_is_verified(tmp_path: Path) -> None:
    """Booked by hand for a plot that the city has only verified."""
    path, uids = pool_of(tmp_path, 100)
    day = date(2026, 12, 1)
    lot = NewLot(COUNTY, 1_000_000, 0, day, day, 2026, parcel_uid=uids[0])
    with pool_for_writing(path) as pool, pool.writing():
        posting = Posting(ADMIT, "CROP", opens=(lot,), rule_set=RULES.id, rule_set_sha256=RULES.sha256)
        post(pool, Journal(pool), posting, act("2026-12-01"))
    (fault,) = verify_pool(path)
    assert "opened for 139901-CROP-000001 in the state CITY_QUANTITY" in str(fault)
