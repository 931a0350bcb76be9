"""The quota of a round in a pool of Jiangxi: the county's lots, the province's, and what becomes of them."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "regimes"))

from jiangxi_office import make_office, uids, walk
from jiangxi_parcels import RULES
from office import act

from zhanbu_plugin.ledger.issuing import issue_posting
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE, Lot
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.regimes.rule_set import RuleSet

COUNTY, PROVINCE = "360122", "360000"
MINE = 920_000
"""dm² of each mine of the office: 92 m by 100 m on the central meridian."""


def capped(mu: int) -> RuleSet:
    """The rules with another cap, so that a few mines make a round."""
    cap = replace(RULES.parameters["jx.cap_mu"], value=mu)
    return replace(RULES, parameters={**RULES.parameters, "jx.cap_mu": cap})


@pytest.fixture(scope="module")
def three_mines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three mines that the province has admitted."""
    pool = make_office(tmp_path_factory.mktemp("office"), 3)
    walk(pool, "PROV_POOL")
    return pool


@pytest.fixture
def pool(three_mines: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "pool.gpkg"
    copy.write_bytes(three_mines.read_bytes())
    return copy


def issue(pool: Path, which: list[str], rules: RuleSet, on: Act) -> list[Lot]:
    """Issue the quota of some mines; the lots that it opens."""
    with pool_for_writing(pool) as writer, writer.writing():
        txn = post(writer, Journal(writer), issue_posting(writer, writer.parcels_of(which), rules, on), on)
        return writer.lots_of_txn(txn)


def available(pool: Path, holder: str) -> int:
    with pool_for_reading(pool) as reader:
        return reader.account_dm2("FOREST", holder, AREA, AVAILABLE)


def test_JX_3_3_2d_a_round_below_the_cap_goes_to_the_county(pool: Path) -> None:
    """JX-3.3.2d: quota is issued by the area in the province's pool."""
    lots = issue(pool, uids(pool), RULES, act("2023-12-20"))
    assert [(lot.holder, lot.amount_dm2) for lot in lots] == [(COUNTY, MINE)] * 3
    assert (available(pool, COUNTY), available(pool, PROVINCE)) == (3 * MINE, 0)


def test_JX_3_3_3a_above_the_cap_the_province_holds_the_rest(pool: Path) -> None:
    """JX-3.3.3a: of 27 600 m² with a cap of 20 亩 the county gets 13 333.33 m²; the second mine is cut in two."""
    first, second, third = uids(pool)
    lots = issue(pool, [third, first, second], capped(20), act("2023-12-20"))
    assert [(lot.parcel_uid, lot.holder, lot.amount_dm2) for lot in lots] == [
        (first, COUNTY, MINE),
        (second, COUNTY, 413_333),
        (second, PROVINCE, 506_667),
        (third, PROVINCE, MINE),
    ]
    assert available(pool, COUNTY) == 1_333_333
    assert available(pool, PROVINCE) == 3 * MINE - 1_333_333


def test_JX_2_2c_quota_is_usable_from_the_next_year_until_the_pilot_ends(pool: Path) -> None:
    """JX-2.2c: admitted in 2023, usable from 2024."""
    lots = issue(pool, uids(pool), RULES, act("2023-12-20"))
    admitted = {lot.admitted_on.year for lot in lots}
    assert admitted == {2023}
    assert {(lot.usable_from, lot.expires_on) for lot in lots} == {(date(2024, 1, 1), date(2024, 12, 31))}


def test_A_02_one_document_is_one_round(pool: Path) -> None:
    """The same document twice shares one cap; another document is another round."""
    first, second, third = uids(pool)
    rules = capped(20)
    issue(pool, [first], rules, act("2023-12-20"))
    again = issue(pool, [second], rules, act("2023-12-20"))
    assert [(lot.holder, lot.amount_dm2) for lot in again] == [(COUNTY, 413_333), (PROVINCE, 506_667)]
    other = issue(pool, [third], rules, act("2023-12-21", doc_no="赣林〔2023〕99号"))
    assert [(lot.holder, lot.amount_dm2) for lot in other] == [(COUNTY, MINE)]
