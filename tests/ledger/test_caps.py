"""Control scales: the whole and its parts, the gap that is filled first, and what is cut above."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import HA, HEBEI, HEBEI_COUNTY, act, admit, balance_dm2, hebei, lots_left, new_pool, with_parcel_lots
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.ledger.caps import CapOrder, cap_after_gap, set_cap
from zhanbu_plugin.ledger.deducting import DeductOrder, deduct
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.pool.accounts.records import PADDY
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.survey.problem import InputProblem

CITY, OTHER = "130600", "130684"
PARCEL = 250_000
"""dm² of a parcel of the sample county, and of its lot."""


def test_HB_14_the_gap_is_filled_first_and_the_rest_is_the_scale() -> None:
    """HB-14: net increase 1 200, gap 800, 500 fill it: the scale is 700; 900 can't fill it."""
    assert cap_after_gap(1200, 800, 500) == 700
    for net, gap, fill in [(1200, 800, 900), (400, 800, 500), (1200, 800, -1), (-5, 800, 1)]:
        with pytest.raises(InputProblem, match="GAP_FILL_M2"):
            cap_after_gap(net, gap, fill)
    assert cap_after_gap(-5, 800, 0) == 0


def test_HB_12b_the_counties_have_no_more_than_the_city(tmp_path: Path) -> None:
    """HB-12b: a city with 700 may give 400 and 300, not 400 and 350 (D7)."""
    pool = hebei(tmp_path)
    set_cap(pool, CapOrder("CROP", CITY, 2026, 700 * HA), act(), HEBEI)
    set_cap(pool, CapOrder("CROP", HEBEI_COUNTY, 2026, 400 * HA, CITY), act(), HEBEI)
    with pytest.raises(InputProblem, match=r"add up to 7500000\.00 m², and 130600 has 7000000\.00"):
        set_cap(pool, CapOrder("CROP", OTHER, 2026, 350 * HA, CITY), act(), HEBEI)
    assert set_cap(pool, CapOrder("CROP", OTHER, 2026, 300 * HA, CITY), act(), HEBEI).cap.cap_dm2 == 300 * HA
    with pytest.raises(InputProblem, match=r"130600 has 6900000\.00"):
        set_cap(pool, CapOrder("CROP", CITY, 2026, 690 * HA), act(), HEBEI)
    with pool_for_reading(pool) as reader:
        clauses = {event.clause for cap in reader.caps() for event in reader.events_of(cap.cap_uid)}
    assert clauses == {"HB-12b"}


def test_a_scale_may_be_given_anew(tmp_path: Path) -> None:
    pool = hebei(tmp_path)
    set_cap(pool, CapOrder("CROP", CITY, 2026, 700 * HA), act(), HEBEI)
    set_cap(pool, CapOrder("CROP", HEBEI_COUNTY, 2026, 700 * HA, CITY), act(), HEBEI)
    set_cap(pool, CapOrder("CROP", HEBEI_COUNTY, 2026, 100 * HA, CITY), act(), HEBEI)
    set_cap(pool, CapOrder("CROP", OTHER, 2026, 600 * HA, CITY), act(), HEBEI)


@pytest.mark.parametrize(
    ("order", "part"),
    [
        (CapOrder("CROP", HEBEI_COUNTY, 2026, HA, CITY), "isn't on file"),
        (CapOrder("CROP", HEBEI_COUNTY, 2026, -1), "CAP_M2"),
        (CapOrder("CROP", CITY, 2026, HA, CITY), "CAP_M2"),
        (CapOrder("CROP", "保定", 2026, HA), "HOLDER"),
        (CapOrder("CROP", HEBEI_COUNTY, 2026, HA, "保定"), "PARENT"),
        (CapOrder("FOREST", HEBEI_COUNTY, 2026, HA), "is for CROP"),
    ],
)
def test_what_cannot_be_a_scale_is_refused(tmp_path: Path, order: CapOrder, part: str) -> None:
    pool = hebei(tmp_path)
    before = pool.read_bytes()
    with pytest.raises(InputProblem, match=part):
        set_cap(pool, order, act(), HEBEI)
    assert pool.read_bytes() == before


def test_HB_19_what_exceeds_the_scale_is_cut_from_the_newest(tmp_path: Path) -> None:
    """HB-19: of three lots the newest is cut, and the next in part."""
    pool = with_parcel_lots(tmp_path, 3)
    order = CapOrder("CROP", "139901", 2026, PARCEL + 100_000)
    report = set_cap(pool, order, act("2026-11-20"), HEBEI)
    assert (report.excess_dm2, report.cut_dm2) == (2 * PARCEL - 100_000, 2 * PARCEL - 100_000)
    assert (report.available_dm2, lots_left(pool)) == (PARCEL + 100_000, [PARCEL, 100_000])
    with pool_for_reading(pool) as reader:
        assert (reader.txns("CROP")[-1].kind, reader.txns("CROP")[-1].clause) == ("DEDUCT", "HB-19")


def test_a_scale_of_another_year_cuts_nothing(tmp_path: Path) -> None:
    pool = with_parcel_lots(tmp_path, 2)
    report = set_cap(pool, CapOrder("CROP", "139901", 2027, 0), act("2026-11-20"), HEBEI)
    assert (report.excess_dm2, report.cut_dm2, len(lots_left(pool))) == (0, 0, 2)


def test_paddy_that_a_cut_lot_has_no_room_for_goes_with_it(tmp_path: Path) -> None:
    pool = with_parcel_lots(tmp_path, 2, paddy_dm2=200_000)
    set_cap(pool, CapOrder("CROP", "139901", 2026, PARCEL + 100_000), act("2026-11-20"), HEBEI)
    assert balance_dm2(pool, indicator=PADDY) == 200_000 + 100_000


def test_HB_27_a_parcel_that_was_never_put_right_is_cut_once(tmp_path: Path) -> None:
    """HB-27: all that the parcel was credited with, from its own lot; a second time there is nothing left to cut."""
    pool = with_parcel_lots(tmp_path, 3, paddy_dm2=10_000)
    second = DeductOrder("CROP", "UNRESOLVED", parcel_uid="139901-CROP-000002")
    report = deduct(pool, second, act("2026-11-20"), HEBEI)
    assert (report.deducted_dm2, lots_left(pool)) == (PARCEL, [PARCEL, PARCEL])
    assert balance_dm2(pool, indicator=PADDY) == 20_000
    with pytest.raises(InputProblem, match="has been cut already"):
        deduct(pool, second, act("2026-11-20"), HEBEI)


def test_a_part_of_a_parcel_is_cut_and_never_more_than_the_whole(tmp_path: Path) -> None:
    pool = with_parcel_lots(tmp_path, 2)
    part = DeductOrder("CROP", "UNRESOLVED", 200_000, "139901-CROP-000002")
    deduct(pool, part, act("2026-11-20"), HEBEI)
    assert lots_left(pool) == [PARCEL, 50_000]
    with pytest.raises(InputProblem, match=r"500\.00 m² of what the parcel was credited with are left"):
        deduct(pool, part, act("2026-11-20"), HEBEI)


def test_what_is_owed_for_a_parcel_names_its_lot(tmp_path: Path) -> None:
    """Everything is frozen, so the parcel's amount is owed; its lot stands for nothing from then on."""
    pool = with_parcel_lots(tmp_path, 1)
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", PARCEL), act("2026-11-19"), HEBEI)
    one = DeductOrder("CROP", "UNRESOLVED", parcel_uid="139901-CROP-000001")
    report = deduct(pool, one, act("2026-11-20"), HEBEI)
    assert (report.newly_owed_dm2, report.liability_dm2, report.available_dm2) == (PARCEL, PARCEL, 0)
    with pool_for_reading(pool) as reader:
        (lot,) = reader.lots("CROP")
        held = {h.bucket: h.balance_dm2 for h in reader.holdings_of_lot(lot.lot_uid)}
    assert held == {"AVAILABLE": PARCEL, "DEDUCTED": PARCEL}
    with pytest.raises(InputProblem, match="has been cut already"):
        deduct(pool, one, act("2026-11-20"), HEBEI)


def test_HB_12a_nothing_comes_in_above_the_scale_of_the_year(tmp_path: Path) -> None:
    """HB-12a: with 4 000 m² for the year, the first plot of 2 500 m² enters and the second is refused."""
    pool = new_pool(tmp_path, "139901")
    push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS)
    set_cap(pool, CapOrder("CROP", "139901", 2026, 400_000), act("2026-11-02"), HEBEI)
    admit(pool, "139901-CROP-000001")
    with pytest.raises(InputProblem, match="OVER_CAP"):
        admit(pool, "139901-CROP-000002")
    assert lots_left(pool) == [PARCEL]


def test_the_checks_of_a_parcel_read_the_scale_out_of_the_ledger(tmp_path: Path) -> None:
    """The latest word on the pool's county; that of another county doesn't count."""
    pool = new_pool(tmp_path, "139901")
    push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS)
    set_cap(pool, CapOrder("CROP", "139900", 2026, 700 * HA), act("2026-11-02"), HEBEI)
    for holder, scale in (("139901", 400), ("139902", 100), ("139901", 300)):
        set_cap(pool, CapOrder("CROP", holder, 2026, scale * HA, "139900"), act("2026-11-02"), HEBEI)
    (dossier,) = dossiers_of(pool, ["139901-CROP-000001"])
    assert dossier.sums is not None and dossier.sums.caps == ((2026, 300 * HA),)
