"""Reconciling the pool with a newer survey: HB-28 and D10, SC-2(七)c; by ground, not by ids."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from engines import ENGINES, Pool, contents, new_file, new_on_server
from filed_parcels import ONE, TWO, filled
from ground import HEBEI, SICHUAN, layer
from ledger_books import book, entry, new_lot
from pool_parcels import COUNTY, EAST, NORTH, PUSH_TERMS, checked, square
from sichuan_office import credit, inout_pool

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.ledger.reconciling import ReconcileOrder, ReconcileReport, reconcile
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE, DEDUCTED, LIABILITY, PADDY
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.units import to_dm2

HA = 1_000_000
ORDER = ReconcileOrder("CROP")
PROVINCE = Act("PROV_NR", date(2028, 4, 1), "冀自然资〔2028〕11号", "2028-04-02T08:00:00Z")
WEST = 500.0
"""Metres of the parcel of 15 ha from west to east."""


def field(first: float = 0.0, last: float = 15.0) -> shapely.Polygon:
    """Ground of the parcel of 15 ha between two numbers of hectares from the south."""
    return shapely.box(EAST, NORTH + first * 20, EAST + WEST, NORTH + last * 20)


def survey(*ground: tuple[shapely.Polygon, str], year: int | None = 2027) -> VectorLayer:
    years = {} if year is None else {"SJNF": [year] * len(ground)}
    return layer([shape for shape, _ in ground], "变更调查", DLBM=[code for _, code in ground], **years)


def area_of(shape: shapely.Geometry) -> int:
    return to_dm2(float(ellipsoid_areas(np.array([shape, None], dtype=object)[:1], Crs.of(4527))[0]))


@pytest.fixture(params=ENGINES)
def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Pool:
    """An empty pool of the sample county, of each engine in turn."""
    if request.param == ENGINES[0]:
        return new_file(tmp_path)
    return new_on_server(request.getfixturevalue("database_socket"), tmp_path)


@pytest.fixture
def with_lot(pool: Pool) -> Pool:
    """A pool with a parcel of 15 ha whose lot of 2027 is unspent."""
    push_parcels(pool, [checked("P", field())], **PUSH_TERMS)
    with book(pool) as b:
        b.post("ADMIT", opens=(new_lot(15 * HA, parcel_uid=ONE),))
    return pool


def faults(path: Pool) -> list[str]:
    """What is wrong with a pool, but that its lot was opened without the parcel's long way to an indicator."""
    return [str(fault) for fault in verify_pool(path) if "in which the rules open none" not in str(fault)]


def balances(path: Pool) -> dict[str, int]:
    with pool_for_reading(path) as pool:
        return {row.bucket: row.balance_dm2 for row in pool.accounts("CROP") if row.indicator == AREA}


def years(path: Pool, indicator: str = AREA) -> dict[int, int]:
    with pool_for_reading(path) as pool:
        return {lot.year: lot.available_dm2 for lot in pool.lot_balances("CROP", COUNTY, indicator)}


def run(path: Pool, of: VectorLayer, order: ReconcileOrder = ORDER, act: Act = PROVINCE) -> ReconcileReport:
    return reconcile(path, of, order, act, HEBEI)


LOST = survey((field(0, 4), "0201"), (field(4, 15), "0103"))
"""4 of 15 ha became orchard."""


def test_HB_28_D10_lost_ground_is_cut_and_the_rest_goes_into_the_next_year(with_lot: Pool) -> None:
    report = run(with_lot, LOST)
    share = area_of(field(0, 4)) / area_of(field())
    assert report.deducted_dm2 == pytest.approx(15 * HA * share, abs=1)
    assert report.deducted_dm2 == pytest.approx(4 * HA, abs=200)
    assert report.deducted_dm2 + report.carried_dm2 == 15 * HA
    (change,) = report.changes
    assert change.ground.classes.startswith("0201 ")
    assert (report.year, report.survey_year, len(report.txn_uids)) == (2027, 2027, 2)
    assert balances(with_lot)[AVAILABLE] == report.carried_dm2
    assert balances(with_lot)[DEDUCTED] == report.deducted_dm2
    assert years(with_lot) == {2028: report.carried_dm2}
    assert faults(with_lot) == []


def test_to_reconcile_again_with_the_same_survey_changes_nothing(with_lot: Pool) -> None:
    first = run(with_lot, LOST)
    again = run(with_lot, LOST)
    assert (again.deducted_dm2, again.txn_uids, again.carried_dm2) == (0, (), first.carried_dm2)
    worse = run(with_lot, survey((field(0, 5), "0201"), (field(5, 15), "0103"), year=2028))
    assert worse.deducted_dm2 == pytest.approx(HA, abs=100)
    assert years(with_lot) == {2029: worse.carried_dm2}


def test_a_dry_run_tells_the_same_and_writes_nothing(with_lot: Pool) -> None:
    before = contents(with_lot)
    dry = run(with_lot, LOST, ReconcileOrder("CROP", dry_run=True), Act("PROV_NR", date(2028, 4, 1)))
    assert contents(with_lot) == before
    wet = run(with_lot, LOST)
    assert (dry.deducted_dm2, dry.carried_dm2, dry.changes) == (wet.deducted_dm2, wet.carried_dm2, wet.changes)
    assert dry.txn_uids == ()


def test_it_is_the_ground_that_counts_and_not_the_ids_nor_the_outlines(with_lot: Pool) -> None:
    """New polygons that cross the parcel's boundary, of any number, one of them in two pieces."""
    west, east = shapely.box(EAST - 900, NORTH - 900, EAST + 250, NORTH + 900), None
    east = shapely.box(EAST + 250, NORTH - 900, EAST + 900, NORTH + 900)
    report = run(with_lot, survey((west, "0102"), (east, "0301")))
    assert report.deducted_dm2 == pytest.approx(7.5 * HA, abs=400)


def test_a_line_drawn_anew_costs_nothing(with_lot: Pool) -> None:
    """A-34: a strip of 0.4 m beside the boundary is drawing."""
    strip = shapely.box(EAST, NORTH, EAST + 0.4, NORTH + 300)
    rest = shapely.box(EAST + 0.4, NORTH, EAST + 500, NORTH + 300)
    report = run(with_lot, survey((strip, "1006"), (rest, "0103")))
    assert (report.deducted_dm2, report.carried_dm2) == (0, 15 * HA)


def test_ground_that_the_survey_doesnt_tell_leaves_the_parcel_as_it_is(with_lot: Pool) -> None:
    """Neither cut nor carried: a hole in the survey, or a code that nobody knows."""
    for half in (survey((field(0, 4), "0201")), survey((field(0, 4), "0201"), (field(4, 15), "9999"))):
        report = run(with_lot, half)
        assert (report.deducted_dm2, report.carried_dm2, report.txn_uids) == (0, 0, ())
        assert not report.changes[0].is_told
        assert any(ONE in str(remark) for remark in report.remarks)
    assert years(with_lot) == {2027: 15 * HA}


def test_what_is_linked_isnt_cut_but_told(with_lot: Pool) -> None:
    lot = f"{COUNTY}-CROP-L000001"
    with book(with_lot) as b:
        b.project("P1", 12 * HA)
        b.move("LINK", "P1", ("AVAILABLE", lot, "", -12 * HA), ("LINKED", lot, "P1", 12 * HA))
    report = run(with_lot, LOST)
    assert report.deducted_dm2 == 3 * HA
    assert report.changes[0].beyond_dm2 == pytest.approx(HA, abs=200)
    assert (report.carried_dm2, balances(with_lot)[AVAILABLE]) == (0, 0)
    assert any("linked or used" in str(remark) for remark in report.remarks)


def test_what_a_freeze_holds_back_is_owed(with_lot: Pool) -> None:
    with book(with_lot) as b:
        b.freeze(13 * HA, 13 * HA)
        uid = f"{COUNTY}-CROP-F000001"
        b.move("FREEZE", uid, ("AVAILABLE", "", "", -13 * HA), ("FROZEN", "", uid, 13 * HA))
    report = run(with_lot, LOST)
    assert report.deducted_dm2 == pytest.approx(4 * HA, abs=200)
    found = balances(with_lot)
    assert (found[AVAILABLE], found[DEDUCTED]) == (0, report.deducted_dm2)
    assert found[LIABILITY] == 2 * HA - report.deducted_dm2
    assert run(with_lot, LOST).deducted_dm2 == 0
    assert faults(with_lot) == []


def test_ground_that_was_cut_before_for_something_else_isnt_cut_twice(with_lot: Pool) -> None:
    """3 ha were cut for a problem (HB-27): with 2 ha lost nothing more is cut, with 4 ha 1."""
    lot = f"{COUNTY}-CROP-L000001"
    with book(with_lot) as b:
        b.post("DEDUCT", entry(AVAILABLE, lot, "", -3 * HA), entry(DEDUCTED, lot, "", 3 * HA), ref=ONE, clause="HB-27")
    two = survey((field(0, 2), "0201"), (field(2, 15), "0103"))
    assert run(with_lot, two).deducted_dm2 == 0
    report = run(with_lot, LOST)
    assert report.deducted_dm2 == pytest.approx(HA, abs=200)
    assert report.carried_dm2 == pytest.approx(11 * HA, abs=200)


def test_paddy_goes_with_its_ground_and_never_exceeds_the_area(pool: Pool) -> None:
    push_parcels(pool, [checked("P", field())], **PUSH_TERMS)
    with book(pool) as b:
        b.post("ADMIT", opens=(new_lot(15 * HA, 12 * HA, parcel_uid=ONE),))
    run(pool, LOST)
    left, paddy = years(pool)[2028], years(pool, PADDY)[2028]
    assert paddy == pytest.approx(12 * HA * 11 / 15, abs=200)
    assert paddy <= left


def test_each_parcel_is_measured_for_itself(pool: Pool) -> None:
    filled(pool, 3)
    with book(pool) as b:
        b.post("ADMIT", opens=(new_lot(2_000_00, parcel_uid=ONE),))
        b.post("ADMIT", opens=(new_lot(2_500_00, parcel_uid=TWO),))
    report = run(pool, survey((square(0, 0), "0601"), (square(1, 0), "0101"), (square(2, 0), "0601")))
    assert [(c.parcel.parcel_uid, c.cut_dm2, c.going_on_dm2) for c in report.changes] == [
        (ONE, 200_000, 0),
        (TWO, 0, 250_000),
    ]
    assert report.carried_dm2 == 250_000


def test_amounts_of_several_years_end_in_the_year_after_the_survey(with_lot: Pool) -> None:
    with book(with_lot, date(2027, 2, 1)) as b:
        lot = f"{COUNTY}-CROP-L000001"
        b.post("CARRY", entry(AVAILABLE, lot, "", -5 * HA), entry(AVAILABLE, lot, "", 5 * HA, year=2028))
    report = run(with_lot, survey((field(), "0103"), year=2028))
    assert years(with_lot) == {2029: 15 * HA}
    assert report.year == 2028
    old = run(with_lot, survey((field(), "0103"), year=2026))
    assert (old.txn_uids, old.carried_dm2) == ((), 15 * HA)


def test_a_survey_without_a_year_closes_the_latest_year_of_what_is_unspent(with_lot: Pool) -> None:
    report = run(with_lot, survey((field(), "0103"), year=None))
    assert (report.year, years(with_lot)) == (2027, {2028: 15 * HA})
    assert any("SJNF" in str(remark) for remark in report.remarks)


def test_what_isnt_allowed_is_refused_and_leaves_the_pool_as_it_was(with_lot: Pool) -> None:
    before = contents(with_lot)
    with pytest.raises(InputProblem, match="DOC_NO"):
        run(with_lot, LOST, act=Act("PROV_NR", date(2028, 4, 1), "", "2028-04-02T08:00:00Z"))
    with pytest.raises(InputProblem, match="FOREST"):
        run(with_lot, LOST, ReconcileOrder("FOREST"))
    with pytest.raises(InputProblem, match="field DLBM"):
        run(with_lot, layer([field()], DLBM=[103]))
    with pytest.raises(Cancelled):
        reconcile(with_lot, LOST, ORDER, PROVINCE, HEBEI, progress=lambda share: share < 0.85)
    assert contents(with_lot) == before


def test_SC_2_7_c_accepted_10_ha_of_which_the_survey_shows_8_7_differ_by_1_3(tmp_path: Path) -> None:
    """The yearly balance knows no next year: the difference is cut, and nothing is carried."""
    path = inout_pool(tmp_path)
    credit(path)
    shown = layer([field(0, 8.7), field(8.7, 10)], "变更调查", DLBM=["0103", "0201"], SJNF=[2023, 2023])
    act = Act("PROV_NR", date(2024, 6, 1), "川自然资〔2024〕5号", "2024-06-02T08:00:00Z")
    report = reconcile(path, shown, ReconcileOrder("INOUT"), act, SICHUAN)
    (change,) = report.changes
    assert change.credited_dm2 == 10 * HA
    assert change.confirmed_dm2 == pytest.approx(8.7 * HA, abs=200)
    assert change.difference_dm2 == -report.deducted_dm2 == pytest.approx(-1.3 * HA, abs=200)
    assert (report.carried_dm2, report.year, len(report.txn_uids)) == (0, None, 1)
