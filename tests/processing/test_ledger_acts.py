"""``takeover``, ``freeze``, ``endfreeze``, ``deduct``, ``transfer``, ``setcap``, ``closeyear`` and ``splitquota``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import toolbox
from toolbox import Log, refused, run

from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "regimes"))  # jiangxi_office.py

pytestmark = pytest.mark.usefixtures("zhanbu")

RECORDED = "2030-01-01T08:00:00+08:00"
HA = 10_000.0
DOCUMENT = "冀自然资〔2026〕7号"


def book(algorithm: str, pool: Path, log: Log | None = None, **given: object) -> dict[str, Any]:
    terms = {"POOL": str(pool), "DATE": "2026-03-01", "DOC_NO": DOCUMENT, "RECORDED": RECORDED}
    return run(algorithm, log, **{**terms, **given})


def with_lots(pool: Path, *hectares: float, on: str = "2026-01-05") -> Path:
    for area in hectares:
        book("takeover", pool, SYSTEM="CROP", AREA_M2=area * HA, DATE=on)
    return pool


@pytest.fixture
def sichuan(tmp_path: Path) -> Path:
    """A pool of Sichuan with 32 ha."""
    path = tmp_path / "双流.gpkg"
    run("createpool", POOL=str(path), COUNTY="510182", CRS="EPSG:4523")
    return with_lots(path, 20, 12, on="2023-01-05")


@pytest.mark.parametrize(
    ("area", "cap", "county", "province"),
    [
        (300_000.0, 500, 300_000.0, 0.0),
        (333_333.33, 500, 333_333.33, 0.0),
        (333_333.34, 500, 333_333.33, 0.01),
        (400_000.0, 500, 333_333.33, 66_666.67),
        (400_000.0, 0, 0.0, 400_000.0),
        (1_000.0, 1.5, 1_000.0, 0.0),
        (1_000.01, 1.5, 1_000.0, 0.01),
    ],
)
def test_JX_3_3_3a_500_mu_for_the_county(area: float, cap: float, county: float, province: float) -> None:
    """JX-3.3.3a: 450, 500 and 600 亩, to the hundredth of a square metre (D2)."""
    result = run("splitquota", AREA_M2=area, CAP_MU=cap)
    assert (result["COUNTY_M2"], result["PROVINCE_M2"]) == (county, province)


def test_the_cap_is_500_mu_unless_told_otherwise_and_parts_are_told_in_mu() -> None:
    log = Log()
    result = run("splitquota", log, AREA_M2=333_333.34)
    assert (result["COUNTY_M2"], result["PROVINCE_M2"]) == (333_333.33, 0.01)
    assert "500.00000" in log and "0.00001" in log


@pytest.mark.parametrize(("city", "expected"), [(40, (32, 18, 0)), (10, (32, 10, 8))])
def test_SC_4_13a_a_freeze_takes_the_county_then_the_city(
    sichuan: Path, city: float, expected: tuple[int, int, int]
) -> None:
    """SC-4(十三)a: 50 ha with 32 at the county (D6)."""
    log = Log()
    result = book(
        "freeze", sichuan, log, SYSTEM="CROP", REASON="ILLEGAL", AREA_M2=50 * HA, CITY_AVAILABLE_M2=city * HA,
        DATE="2023-02-01",
    )  # fmt: skip
    assert tuple(result[name] / HA for name in ("COUNTY_M2", "CITY_M2", "UNCOVERED_M2")) == expected
    assert (result["FREEZE_NO"], result["AVAILABLE"]) == ("510182-CROP-F000001", 0.0)
    assert ("80000.00" in log) == bool(expected[2])
    assert verify_pool(sichuan) == ()


def test_SC_4_13b_a_shortfall_is_lifted_in_part_and_deducted(sichuan: Path) -> None:
    """SC-4(十三)b: 8 ha until 2023-06-30, 3 put right."""
    given = {"SYSTEM": "CROP", "REASON": "INOUT_SHORTFALL", "AREA_M2": 8 * HA, "DUE": "2023-06-30"}
    number = book("freeze", sichuan, DATE="2023-02-01", **given)["FREEZE_NO"]
    lifted = book("endfreeze", sichuan, FREEZE_NO=number, MODE="LIFT", AREA_M2=3 * HA, DATE="2023-06-30")
    assert (lifted["REMAINING_M2"], lifted["AVAILABLE"]) == (5 * HA, 27 * HA)
    early = {"POOL": str(sichuan), "DOC_NO": DOCUMENT, "RECORDED": RECORDED, "DATE": "2023-06-29"}
    refused("endfreeze", "before 2023-06-30", FREEZE_NO=number, MODE="DEDUCT", **early)
    ended = book("endfreeze", sichuan, FREEZE_NO=number, MODE="DEDUCT", DATE="2023-06-30")
    assert (ended["REMAINING_M2"], ended["AVAILABLE"], ended["LIABILITY"]) == (0.0, 27 * HA, 0.0)
    with pool_for_reading(sichuan) as pool:
        clauses = {txn.clause for txn in pool.txns("CROP", number)}
    assert clauses == {"SC-4(十三)b"}
    assert verify_pool(sichuan) == ()


def test_SC_4_13a_the_frozen_amount_is_used_directly(sichuan: Path) -> None:
    """SC-4(十三)a: the procedure was completed."""
    number = book("freeze", sichuan, REASON="ILLEGAL", AREA_M2=25 * HA, DATE="2023-02-01")["FREEZE_NO"]
    result = book("endfreeze", sichuan, FREEZE_NO=number, MODE="CONVERT", DATE="2023-03-01")
    assert (result["REMAINING_M2"], result["AVAILABLE"]) == (0.0, 7 * HA)


def test_HB_22_in_hebei_the_county_answers_alone(pool: Path) -> None:
    """HB-22: 65 ha available and 10 frozen leave 55."""
    with_lots(pool, 15, 50)
    result = book("freeze", pool, REASON="ILLEGAL", AREA_M2=10 * HA, CITY_AVAILABLE_M2=40 * HA)
    assert (result["COUNTY_M2"], result["CITY_M2"], result["AVAILABLE"]) == (10 * HA, 0.0, 55 * HA)
    result = book("freeze", pool, REASON="ILLEGAL", AREA_M2=60 * HA, CITY_AVAILABLE_M2=40 * HA)
    assert (result["COUNTY_M2"], result["CITY_M2"], result["UNCOVERED_M2"]) == (55 * HA, 0.0, 5 * HA)


def test_a_trial_tells_the_same_and_changes_nothing(pool: Path) -> None:
    with_lots(pool, 10)
    before = toolbox.sha256(pool)
    for algorithm, given in (
        ("freeze", {"REASON": "ILLEGAL", "AREA_M2": 4 * HA}),
        ("deduct", {"REASON": "UNRESOLVED", "AREA_M2": 4 * HA}),
        ("transfer", {"FROM": "139901", "TO": "139902", "AREA_M2": 4 * HA}),
        ("takeover", {"OWED_M2": 4 * HA}),
    ):
        assert book(algorithm, pool, SIMULATE=True, **given)["AVAILABLE"] == 6 * HA
        assert toolbox.sha256(pool) == before


def test_what_is_not_there_is_owed_and_settled_first(pool: Path) -> None:
    with_lots(pool, 10)
    log = Log()
    result = book("deduct", pool, log, AREA_M2=18 * HA, REASON="UNRESOLVED")
    assert (result["DEDUCTED"], result["LIABILITY"], result["AVAILABLE"]) == (10 * HA, 8 * HA, 0.0)
    assert "80000.00 m² weren't available" in log
    assert book("takeover", pool, AREA_M2=20 * HA)["AVAILABLE"] == 12 * HA
    assert verify_pool(pool) == ()


def test_HB_20b_a_negative_former_pool_is_offset(pool: Path) -> None:
    """HB-20b: −4, then 10 come in and 6 remain."""
    assert book("takeover", pool, OWED_M2=4 * HA)["LIABILITY"] == 4 * HA
    result = book("takeover", pool, AREA_M2=10 * HA, TITLE="原库剩余", GRADE=5, GRADE_SCHEME="GBT33469_10")
    assert (result["AVAILABLE"], result["LIABILITY"]) == (6 * HA, 0.0)


def test_HB_23_24_who_may_transfer_what_for(pool: Path) -> None:
    """HB-23, HB-24: within the city, between cities, and never to a company."""
    with_lots(pool, 50)
    given = {"FROM": "139901", "TO": "130102", "AREA_M2": 5 * HA, "PARTY_TYPE": "COUNTY_GOV"}
    terms = {"POOL": str(pool), "DATE": "2026-03-01", "DOC_NO": DOCUMENT, "RECORDED": RECORDED, **given}
    refused("transfer", "HB-23", "evidence", **{**terms, "PURPOSE_LEVEL": "COUNTY"})
    refused("transfer", "HB-24", "城投公司", **{**terms, "PURPOSE_LEVEL": "PROVINCE", "PARTY_TYPE": "城投公司"})
    assert book("transfer", pool, **given, PURPOSE_LEVEL="PROVINCE")["AVAILABLE"] == 45 * HA
    back = {"FROM": "130102", "TO": "139901", "AREA_M2": 2 * HA, "GRADE": 4, "GRADE_SCHEME": "GBT33469_10"}
    log = Log()
    assert book("transfer", pool, log, **back, PARTY_TYPE="CITY_GOV", PURPOSE_LEVEL="NATIONAL")["AVAILABLE"] == 47 * HA
    assert "450000.00" in log and "HB-3" in log
    assert verify_pool(pool) == ()


def test_HB_12b_HB_14_scales_of_city_and_counties(pool: Path) -> None:
    """HB-12b, HB-14: 1 200 less 500 for the gap are 700, of which counties get no more."""
    scale = {"YEAR": 2026, "SYSTEM": "CROP"}
    city = book("setcap", pool, **scale, HOLDER="139900", NET_M2=1200 * HA, GAP_M2=800 * HA, GAP_FILL_M2=500 * HA)
    assert city["CAP_NO"] == "139901-CROP-C000001"
    book("setcap", pool, **scale, PARENT="139900", CAP_M2=400 * HA)
    over = {"POOL": str(pool), "DATE": "2026-03-01", "DOC_NO": DOCUMENT, "RECORDED": RECORDED, **scale}
    refused("setcap", "7500000.00", "139900 has 7000000.00", HOLDER="139902", PARENT="139900", CAP_M2=350 * HA, **over)
    refused("setcap", "GAP_FILL_M2", HOLDER="139900", NET_M2=12 * HA, GAP_M2=8 * HA, GAP_FILL_M2=9 * HA, **over)
    refused("setcap", "CAP_M2", HOLDER="139900", **over)


def test_HB_28_a_year_carries_over_once(pool: Path) -> None:
    """HB-28: what isn't used carries over, and a year is closed once."""
    with_lots(pool, 11)
    given = {"POOL": str(pool), "SYSTEM": "CROP", "YEAR": 2026, "RECORDED": RECORDED}
    refused("closeyear", "isn't over on 2026-12-31", AS_OF="2026-12-31", **given)
    result = run("closeyear", AS_OF="2027-01-01", **given)
    assert (result["VOIDED"], result["CARRIED"], result["AVAILABLE"]) == (0.0, 11 * HA, 11 * HA)
    refused("closeyear", "closed on 2027-01-01", "139901-CROP-T000002", AS_OF="2027-02-01", **given)
    assert verify_pool(pool) == ()


def test_a_year_of_jiangxi_is_closed_when_the_pilot_is_over(tmp_path: Path) -> None:
    """The rules are not in force any more, and they are the ones to apply."""
    pool = tmp_path / "新建.gpkg"
    run("createpool", POOL=str(pool), COUNTY="360122", CRS="EPSG:4527")
    given = {"POOL": str(pool), "SYSTEM": "FOREST", "YEAR": 2024, "AS_OF": "2025-01-01", "RECORDED": RECORDED}
    result = run("closeyear", **given)
    assert (result["VOIDED"], result["CARRIED"], result["OVERDUE"]) == (0.0, 0.0, 0)


def test_a_freeze_that_has_to_be_rectified_stands_in_the_due_list(sichuan: Path) -> None:
    given = {"REASON": "INOUT_SHORTFALL", "AREA_M2": 8 * HA, "DUE": "2023-06-30"}
    number = book("freeze", sichuan, DATE="2023-02-01", **given)["FREEZE_NO"]
    asked = {"POOL": str(sichuan), "SYSTEM": "CROP", "OUTPUT": "memory:"}
    result = run("duelist", AS_OF="2023-07-02", **asked)
    (row,) = toolbox.rows(result["OUTPUT"])
    assert (row["uid"], row["due"], row["days_left"], row["late"], row["met_on"]) == (number, "2023-06-30", -2, 1, None)
    assert (row["clause"], row["rule_set"]) == ("SC-4(十三)b", "sichuan-inout-2022")
    assert (result["OPEN"], result["LATE"]) == (1, 1)
    book("endfreeze", sichuan, FREEZE_NO=number, MODE="DEDUCT", DATE="2023-07-03")
    result = run("duelist", AS_OF="2023-07-03", **asked)
    assert (result["OPEN"], result["LATE"]) == (0, 0)


@pytest.mark.parametrize(
    ("algorithm", "given", "parts"),
    [
        ("freeze", {"AREA_M2": 0}, ["AREA_M2"]),
        ("freeze", {"AREA_M2": 5.0, "DOC_NO": ""}, ["DOC_NO"]),
        ("freeze", {"AREA_M2": 5.0, "REASON": "INOUT_SHORTFALL", "DUE": "2026-06-30"}, ["ILLEGAL"]),
        ("freeze", {"AREA_M2": 5.0, "DUE": "soon"}, ["DUE", "soon"]),
        ("freeze", {"AREA_M2": 5.0, "SYSTEM": "FOREST"}, ["139901"]),
        ("freeze", {"AREA_M2": 5.0, "DATE": "2025-01-01"}, ["in force"]),
        ("freeze", {"AREA_M2": 5.0, "POOL": "missing.gpkg"}, ["missing.gpkg"]),
        ("endfreeze", {"FREEZE_NO": "139901-CROP-F000009"}, ["139901-CROP-F000009", "FREEZE_NO"]),
        ("deduct", {"REASON": "UNRESOLVED"}, ["AREA_M2"]),
        ("deduct", {"REASON": "UNRESOLVED", "PARCEL": "139901-CROP-000001"}, ["139901-CROP-000001", "no lot"]),
        ("transfer", {"FROM": "139901", "TO": "139902", "AREA_M2": 5.0}, ["139901 has 0.00 m² available"]),
        ("takeover", {}, ["0.00"]),
        ("closeyear", {"YEAR": 2026, "AS_OF": "2026-12-31"}, ["2026"]),
    ],
)
def test_what_is_wrong_is_told_and_the_pool_stays(
    pool_stays: Path, algorithm: str, given: dict[str, object], parts: list[str]
) -> None:
    terms = {"POOL": str(pool_stays), "DATE": "2026-11-30", "DOC_NO": DOCUMENT, "RECORDED": RECORDED, **given}
    if algorithm == "closeyear":
        terms.pop("DATE")
    refused(algorithm, *parts, **terms)


def requests(folder: Path, text: str) -> str:
    path = folder / "申请.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_JX_3_3_3b_the_county_of_origin_is_served_first(tmp_path: Path) -> None:
    """JX-3.3.3b: of 100 亩 from a, b of the same city asks first for 50, c elsewhere for 80, a for 30 (D3)."""
    table = requests(
        tmp_path,
        "county,area_m2,date\n360123,33333.33,2023-03-01\n360203,53333.33,2023-02-01\n360122,20000,2023-03-05\n",
    )
    result = run("servequota", INPUT=table, ORIGIN="360122", HELD_M2=66_666.67, OUTPUT="memory:")
    told = [(r["place"], r["county"], r["nearness"], r["served_m2"]) for r in toolbox.rows(result["OUTPUT"])]
    assert told == [
        (1, "360122", "SAME_COUNTY", 20_000.0),
        (2, "360123", "SAME_CITY", 33_333.33),
        (3, "360203", "OTHER", 13_333.34),
    ]
    assert (result["SERVED_M2"], result["LEFT_M2"]) == (66_666.67, 0.0)


@pytest.mark.parametrize(
    ("text", "given", "parts"),
    [
        ("county,area_m2\n360123,5\n", {}, ["no column “date”", "申请日期"]),
        ("county,area_m2,date\n360123,many,2023-01-01\n", {}, ["Row 1", "area_m2", "many"]),
        ("county,area_m2,date\n南昌,5,2023-01-01\n", {}, ["Row 1", "南昌", "county"]),
        ("county,area_m2,date\n360123,0,2023-01-01\n", {}, ["Row 1", "Nothing is asked for"]),
        ("county,area_m2,date\n360123,5,soon\n", {}, ["Row 1", "soon"]),
        ("county,area_m2,date\n360123,,2023-01-01\n", {}, ["Row 1", "empty"]),
        ("county,area_m2,date\n360123,5,2023-01-01\n", {"HELD_M2": None}, ["HELD_M2"]),
        ("county,area_m2,date\n360123,5,2023-01-01\n", {"ORIGIN": "南昌"}, ["南昌"]),
    ],
)
def test_requests_that_are_none_are_told_with_row_and_column(
    tmp_path: Path, text: str, given: dict[str, object], parts: list[str]
) -> None:
    terms = {"INPUT": requests(tmp_path, text), "ORIGIN": "360122", "HELD_M2": 100.0, "OUTPUT": "memory:", **given}
    refused("servequota", *parts, **{name: value for name, value in terms.items() if value is not None})


def test_quota_of_jiangxi_from_the_provinces_pool_to_the_end_of_the_pilot(tmp_path: Path) -> None:
    """JX-3.3.2d, JX-3.3.4, JX-3.3.3c: issued by the step, cut for a lost parcel, void when the pilot is over."""
    from jiangxi_office import make_office, uids, walk

    office = make_office(tmp_path, 2)
    walk(office, "PROV_POOL")
    first, second = uids(office)
    given = {"POOL": str(office), "SYSTEM": "FOREST", "DOC_NO": "赣林〔2023〕88号", "RECORDED": RECORDED}
    step = {"TO_STATE": "ISSUED", "ROLE": "PROV_FORESTRY", "DATE": "2023-12-20", "REFUSALS": "memory:"}
    issued = run("advancestate", PARCELS=f"{first},{second}", **given, **step)
    assert (issued["ADVANCED"], toolbox.rows(issued["REFUSALS"])) == (2, [])
    cut = run("deduct", PARCEL=first, REASON="LOST", DATE="2024-05-01", **given)
    assert (cut["DEDUCTED"], cut["LIABILITY"], cut["AVAILABLE"]) == (9_200.0, 0.0, 9_200.0)
    cut = run("deduct", PARCEL=second, REASON="POOR_CARE", AREA_M2=200, DATE="2024-05-02", **given)
    assert cut["AVAILABLE"] == 9_000.0
    log = Log()
    closed = run("closeyear", log, YEAR=2024, AS_OF="2025-01-01", **given)
    assert (closed["VOIDED"], closed["CARRIED"], closed["AVAILABLE"]) == (9_000.0, 0.0, 0.0)
    assert closed["OVERDUE"] == 2
    assert "2 reviews of 2024 are missing (JX-3.3.4)" in log
    refused("closeyear", "2024 of FOREST was closed on 2025-01-01", YEAR=2024, AS_OF="2025-02-01", **given)
    assert verify_pool(office) == ()
