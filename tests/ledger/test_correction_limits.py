"""What a correction may not bring back, on both engines: refused by the service in plain words, and by the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from engines import ENGINES, Pool, new_file, new_on_server
from ledger_books import book
from model.driver import SYSTEM, Driver
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.ledger.correcting import correct
from zhanbu_plugin.pool.accounts.records import AREA, LINKED, USED
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.survey.problem import InputProblem

DAY = date(2026, 11, 3)
COUNTY, PROJECT = "139901", "冀征〔2026〕1号"
PARCEL = f"{COUNTY}-CROP-000001"


@pytest.fixture(params=ENGINES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    """A pool of each engine in turn, with parcels and no lots."""
    pool: Pool = (
        new_file(tmp_path)
        if request.param == ENGINES[0]
        else new_on_server(request.getfixturevalue("database_socket"), tmp_path)
    )
    push_parcels(pool, grid_of_parcels(3), **PUSH_TERMS)
    with pool_for_reading(pool) as reader:
        yield Driver(pool, reader)


def uid(number: int) -> str:
    return f"{COUNTY}-CROP-T{number:06d}"


def mirrored(office: Driver, number: int) -> None:
    """The correction as somebody would book it who goes past the service."""
    entries = [replace(entry, amount_dm2=-entry.amount_dm2) for entry in office.reader.entries_of(uid(number))]
    wrong = office.reader.txn(uid(number))
    with book(office.pool, DAY) as b:
        b.post("CORRECT", *entries, ref=wrong.ref if wrong else "", reverses=uid(number))


def project_dm2(office: Driver) -> int:
    held = [h for bucket in (LINKED, USED) for h in office.reader.holdings(SYSTEM, bucket=bucket, ref=PROJECT)]
    return sum(h.balance_dm2 for h in held if h.indicator == AREA)


def test_a_release_is_not_reversed_once_the_project_was_linked_again(office: Driver) -> None:
    office.take_over([(20_000, 0)], 0, 0, DAY)
    office.link(PROJECT, 6_000, 0, DAY, document=False)
    office.release(PROJECT, DAY)
    office.link(PROJECT, 5_000, 0, DAY, document=False)
    with pytest.raises(InputProblem, match=rf"{PROJECT} with 110\.00 m²; it takes 50\.00 m²"):
        correct(office.pool, uid(3), office.act(DAY))
    with pytest.raises(InputProblem, match="OVER_PROJECT: more than the project takes / 挂钩面积超过"):
        mirrored(office, 3)
    assert project_dm2(office) == 5_000
    office.release(PROJECT, DAY)
    with pytest.raises(InputProblem, match="it takes 50"):  # for 60 m² it would have to be registered anew
        correct(office.pool, uid(3), office.act(DAY))
    assert verify_pool(office.pool) == ()


def test_a_project_linked_anew_may_hold_a_square_metre_more_and_no_more(office: Driver) -> None:
    office.take_over([(4_000, 0), (10_000, 0)], 0, 0, DAY)
    office.link(PROJECT, 4_000, 0, DAY, document=False)
    office.relink(PROJECT, 1, 1_000, 1_100, DAY)
    assert project_dm2(office) == 4_100
    assert verify_pool(office.pool) == ()
    with pytest.raises(InputProblem, match="OVER_PROJECT"):
        office.relink(PROJECT, 1, 1_000, 1_001, DAY)
    office.relink(PROJECT, 1, 1_000, 1_000, DAY)
    correct(office.pool, uid(3), office.act(DAY))
    assert project_dm2(office) == 4_000
    assert verify_pool(office.pool) == ()


def test_a_cut_is_not_reversed_once_its_parcel_was_admitted_anew(office: Driver) -> None:
    shares = [(COUNTY, 5_000, 0, DAY, None)]
    office.open_lots("ADMIT", PARCEL, shares, DAY)
    office.deduct(5_000, 0, DAY)
    office.open_lots("ADMIT", PARCEL, shares, DAY)
    told = rf"give 50\.00 m² back to lot {COUNTY}-CROP-L000001; its parcel has the lot {COUNTY}-CROP-L000002 by now"
    with pytest.raises(InputProblem, match=told):
        correct(office.pool, uid(2), office.act(DAY))
    with pytest.raises(InputProblem, match=r"RESTORED_TWICE: .* / 该图斑其后已重新入账"):
        mirrored(office, 2)
    correct(office.pool, uid(3), office.act(DAY))
    correct(office.pool, uid(2), office.act(DAY))
    assert [office.reader.standing_dm2(lot.lot_uid) for lot in office.reader.lots(SYSTEM)] == [5_000, 0]


def test_a_cut_is_not_reversed_where_the_scale_of_the_year_is_taken_up_by_now(office: Driver) -> None:
    office.cap("139900", "", DAY.year, 15_000, DAY)
    office.cap(COUNTY, "139900", DAY.year, 15_000, DAY)
    office.open_lots("ADMIT", PARCEL, [(COUNTY, 10_000, 0, DAY, None)], DAY)
    office.deduct(6_000, 0, DAY)
    office.open_lots("ADMIT", f"{COUNTY}-CROP-000002", [(COUNTY, 10_000, 0, DAY, None)], DAY)
    with pytest.raises(InputProblem, match="OVER_CAP: more than the control scale of the year / 超过当年"):
        correct(office.pool, uid(2), office.act(DAY))
    correct(office.pool, uid(3), office.act(DAY))
    correct(office.pool, uid(2), office.act(DAY))
    assert office.reader.admitted_dm2(SYSTEM, COUNTY, DAY.year) == 10_000
