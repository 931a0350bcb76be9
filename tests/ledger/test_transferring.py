"""Transfers in a pool: to and from other pools, and from the province to its county."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jiangxi_quota import COUNTY, MINE, PROVINCE, RULES, capped, issue, mines, three_mines, uids
from office import HA, HEBEI, HEBEI_COUNTY, INOUT, RECORDED, act, balance_dm2, hebei, lots_left, sichuan

from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.ledger.transferring import TransferOrder, transfer
from zhanbu_plugin.pool.accounts.records import OUTSIDE, PADDY
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.survey.problem import InputProblem

__all__ = ["mines", "three_mines"]
NEIGHBOUR, FAR = "130684", "130102"
"""A county of the same city, and one of another."""
OUT = TransferOrder("CROP", HEBEI_COUNTY, NEIGHBOUR, "COUNTY_GOV", "COUNTY", 35 * HA)


def test_HB_23_within_the_city_the_oldest_lots_go_out(tmp_path: Path) -> None:
    """HB-23: lots of 30, 20 and 50 ha, 35 handed over: 15 and 50 remain."""
    pool = hebei(tmp_path, 30, 20, 50)
    report = transfer(pool, OUT, act(), HEBEI)
    assert (report.available_dm2, lots_left(pool)) == (65 * HA, [15 * HA, 50 * HA])
    assert balance_dm2(pool, OUTSIDE, holder=NEIGHBOUR) == 35 * HA
    with pool_for_reading(pool) as reader:
        txn = reader.txn(report.txn_uid)
    assert txn is not None and (txn.kind, txn.clause) == ("TRANSFER", "HB-23")


def test_what_comes_in_is_a_new_lot_and_settles_a_debt_first(tmp_path: Path) -> None:
    pool = hebei(tmp_path)
    take_over(pool, OldPool("CROP", owed_dm2=4 * HA), act("2026-01-05"), HEBEI)
    order = replace(OUT, giver=FAR, taker=HEBEI_COUNTY, purpose_level="NATIONAL", amount_dm2=10 * HA, paddy_dm2=2 * HA)
    report = transfer(pool, replace(order, grade=4.0, grade_scheme="GBT33469_10"), act(), HEBEI)
    assert (report.available_dm2, report.liability_dm2) == (6 * HA, 0)
    assert balance_dm2(pool, indicator=PADDY) == 2 * HA
    with pool_for_reading(pool) as reader:
        (lot,) = reader.lots("CROP")
    assert (lot.legacy, lot.title, lot.grade, lot.usable_from) == (False, FAR, 4.0, date(2026, 3, 1))


def test_HB_23_a_county_road_in_another_city_needs_the_approval_on_file(tmp_path: Path) -> None:
    """HB-23: purpose below provincial between cities."""
    pool = hebei(tmp_path, 50)
    order = replace(OUT, taker=FAR)
    with pytest.raises(InputProblem, match="HB-23"):
        transfer(pool, order, act(), HEBEI)
    with pytest.raises(InputProblem, match="130681-EVIDENCE-000001"):
        transfer(pool, replace(order, approval="130681-EVIDENCE-000001"), act(), HEBEI)
    scan = tmp_path / "批复.pdf"
    scan.write_bytes(b"%PDF-1.4")
    paper = Paper("PROV_APPROVAL", "冀自然资函〔2026〕3号", date(2026, 2, 1), "河北省自然资源厅")
    kept = attach_evidence(pool, scan, paper, Concern(), role="COUNTY_NR", recorded_at=RECORDED)
    transfer(pool, replace(order, approval=kept.evidence_uid), act(), HEBEI)
    assert lots_left(pool) == [15 * HA]


def test_paddy_goes_along_with_its_lots(tmp_path: Path) -> None:
    pool = hebei(tmp_path)
    lots = (LegacyLot(10 * HA), LegacyLot(10 * HA, 4 * HA))
    take_over(pool, OldPool("CROP", lots), act("2026-01-05"), HEBEI)
    with pytest.raises(InputProblem, match=r"20000\.00"):
        transfer(pool, replace(OUT, amount_dm2=12 * HA, paddy_dm2=3 * HA), act(), HEBEI)
    transfer(pool, replace(OUT, amount_dm2=12 * HA, paddy_dm2=2 * HA), act(), HEBEI)
    assert (balance_dm2(pool), balance_dm2(pool, indicator=PADDY)) == (8 * HA, 2 * HA)


def test_what_is_frozen_is_not_handed_over(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 40)
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", 10 * HA), act(), HEBEI)
    with pytest.raises(InputProblem, match=r"300000\.00"):
        transfer(pool, OUT, act(), HEBEI)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"party_type": "COMPANY"}, "HB-24"),
        ({"party_type": "城投公司"}, "HB-24"),
        ({"purpose_level": "县道"}, "PURPOSE_LEVEL"),
        ({"amount_dm2": 0}, "AREA_M2"),
        ({"amount_dm2": 51 * HA}, "500000.00"),
        ({"paddy_dm2": 36 * HA}, "PADDY_M2"),
        ({"giver": NEIGHBOUR, "taker": FAR}, "130681"),
        ({"taker": HEBEI_COUNTY}, "nothing moves"),
        ({"taker": "保定"}, "six digits"),
        ({"system": "FOREST"}, "is for CROP"),
    ],
)
def test_what_is_not_lawful_is_refused_and_nothing_is_booked(
    tmp_path: Path, change: dict[str, object], part: str
) -> None:
    pool = hebei(tmp_path, 50)
    before = pool.read_bytes()
    with pytest.raises(InputProblem, match=part):
        transfer(pool, replace(OUT, **change), act(), HEBEI)  # type: ignore[arg-type]
    assert pool.read_bytes() == before


@pytest.fixture
def issued(mines: Path) -> Path:
    """A round of which the province holds 14 266.67 m²."""
    issue(mines, uids(mines), capped(20), act("2023-12-20"))
    return mines


def test_JX_3_3_3b_what_the_province_holds_goes_to_the_county(issued: Path) -> None:
    """JX-3.3.3b: the province serves the county that it came from; the lot keeps its days."""
    order = TransferOrder("FOREST", PROVINCE, COUNTY, "PROV_GOV", "", 600_000)
    report = transfer(issued, order, act("2024-02-01"), RULES)
    assert report.available_dm2 == 1_333_333 + 600_000
    assert balance_dm2(issued, system="FOREST", holder=PROVINCE) == 3 * MINE - 1_333_333 - 600_000
    with pool_for_reading(issued) as reader:
        *_, last = reader.lots("FOREST", COUNTY)
        assert [lot.holder for lot in reader.lots("FOREST") if lot.lot_uid == last.from_lot] == [PROVINCE]
    assert (last.usable_from, last.expires_on) == (date(2024, 2, 1), date(2024, 12, 31))


def test_JX_3_3_3b_another_county_gets_it_out_of_this_pool(issued: Path) -> None:
    """JX-3.3.3b: what goes to another county leaves the pool of the first."""
    order = TransferOrder("FOREST", PROVINCE, "360123", "PROV_GOV", "", 600_000)
    assert transfer(issued, order, act("2024-02-01"), RULES).available_dm2 == 1_333_333
    assert balance_dm2(issued, OUTSIDE, system="FOREST", holder="360123") == 600_000


def test_JX_3_3_3b_counties_do_not_trade_quota(issued: Path) -> None:
    """JX-3.3.3b: only the province deals out."""
    order = TransferOrder("FOREST", COUNTY, "360123", "COUNTY_GOV", "", 600_000)
    with pytest.raises(InputProblem, match=r"JX-3\.3\.3b"):
        transfer(issued, order, act("2024-02-01"), RULES)


def test_SC_2_8_what_the_city_covers_comes_in_by_its_document(tmp_path: Path) -> None:
    """SC-2(八): the county lacks 8 and the city gives 5; from another city it comes by the province's document."""
    pool = sichuan(tmp_path)
    given = TransferOrder("INOUT", "510100", "510182", "CITY_GOV", "", 5 * HA)
    assert transfer(pool, given, act("2023-12-01", doc_no="成府〔2023〕9号"), INOUT).available_dm2 == 5 * HA
    far = replace(given, giver="511300", amount_dm2=3 * HA)
    assert transfer(pool, far, act("2023-12-02", doc_no="川自然资函〔2023〕80号"), INOUT).available_dm2 == 8 * HA
    with pytest.raises(InputProblem, match="PARTY_TYPE"):
        transfer(pool, replace(far, party_type="COMPANY"), act("2023-12-03"), INOUT)
