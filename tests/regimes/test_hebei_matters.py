"""Hebei, matters beside the plots: occupations, transfers, problem plots, control scales, accounts, dates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from county_files import county_rules
from hebei_parcels import (
    COUNTY,
    DAY,
    RULES,
    check,
    failures,
    finding,
    findings,
    ground,
    layer,
    matter,
    record,
    refused_by,
    survey,
)
from test_hebei_source import occupation

from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.checks.grand_account import GradedArea, average_grade, grand_account
from zhanbu_plugin.checks.on_file.net_increase import net_increase_m2, stable_m2
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.survey.divisions import city_of
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.units import rounded

HA = 1_000_000
"""Square decimetres (0.01 m²) of a hectare."""


def test_HB_2_trees_on_cropland_are_a_debt_unless_the_state_retired_it() -> None:
    """HB-2: FOREST 3 ha no supplement / T shown as debt 3; with ECO_RETIRE doc / T 0."""
    forest = {"kind": "FOREST", "area_m2": 30_000}
    dossier = matter("OCCUPATION", "PROJECT_DATA", records=[("OCCUPATION", forest)])
    debt = findings(dossier, "DRAFT")["CHK-DUTY"]
    assert (debt.outcome, debt.severity, debt.measured, debt.clause) == (Outcome.FAIL, Severity.INFO, 30_000.0, "HB-2")
    assert "3.0000 ha" in str(debt.message)
    assert refused_by(dossier, "DRAFT") == {}
    retired = [("OCCUPATION", forest | {"exempt_code": "ECO_RETIRE"})]
    exempt = matter("OCCUPATION", "PROJECT_DATA", "ECO_RETIRE_PLAN", records=retired)
    assert findings(exempt, "DRAFT")["CHK-DUTY"].measured == 0.0
    assert failures(exempt, "DRAFT") == {}
    claimed = matter("OCCUPATION", "PROJECT_DATA", records=retired)
    assert refused_by(claimed, "DRAFT") == {"CHK-EXEMPT-ECO-RETIRE": "HB-2"}
    assert findings(claimed, "DRAFT")["CHK-DUTY"].measured == 30_000.0


def test_HB_2_an_occupation_is_told_with_its_kind_and_its_project() -> None:
    """HB-2: kind and area of each use are on file."""
    assert refused_by(matter("OCCUPATION"), "DRAFT") == {"CHK-OCC": "HB-2", "CHK-OCC-DATA": "HB-2"}


def test_HB_6_a_year_with_less_paddy_than_was_used_is_told_and_blocks_nothing() -> None:
    """HB-6: used 25 ha (5 paddy), suppl 27 (4 paddy) / T area +2, paddy −1 red."""
    account = grand_account([GradedArea(25 * HA, 5 * HA)], [GradedArea(27 * HA, 4 * HA)])
    assert (account.area_dm2, account.paddy_dm2) == (2 * HA, -1 * HA)
    assert account.gaps == ("PADDY",)
    even = grand_account([GradedArea(25 * HA, 5 * HA)], [GradedArea(25 * HA, 5 * HA)])
    assert even.gaps == ()


def items(*told: tuple[str, float, float, float]) -> list[tuple[str, dict[str, object]]]:
    """Records of side, area and paddy in ha, and grade."""
    return [
        (
            "ACCOUNT_ITEM",
            {"side": side, "area_m2": ha * 1e4, "paddy_m2": paddy * 1e4, "grade": grade, "scheme": "GBT33469_10"},
        )
        for side, ha, paddy, grade in told
    ]


def test_HB_6_the_account_of_a_year_is_told_item_by_item() -> None:
    """HB-6: used 25 ha (5 paddy), suppl 27 (4 paddy) / T area +2, paddy −1 red; not blocking."""
    year = matter("GRAND_ACCOUNT", records=items(("USED", 20, 5, 4), ("USED", 5, 0, 4), ("SUPPLIED", 27, 4, 4)))
    found = findings(year, "CLOSED")
    assert (found["CHK-ACCOUNT-AREA"].outcome, found["CHK-ACCOUNT-AREA"].measured) == (Outcome.PASS, 20_000.0)
    paddy = found["CHK-ACCOUNT-PADDY"]
    assert (paddy.outcome, paddy.severity, paddy.measured) == (Outcome.FAIL, Severity.WARN, -10_000.0)
    assert "1.0000 ha less paddy" in str(paddy.message)
    assert found["CHK-ACCOUNT-QUALITY"].outcome is Outcome.PASS
    assert refused_by(year, "CLOSED") == {}
    worse = matter("GRAND_ACCOUNT", records=items(("USED", 1, 0, 4), ("SUPPLIED", 1, 0, 5)))
    assert set(failures(worse, "CLOSED")) == {"CHK-ACCOUNT-QUALITY"}
    assert {f.outcome for f in findings(matter("GRAND_ACCOUNT"), "CLOSED").values()} == {Outcome.NOT_CHECKED}


def test_HB_6_quality_is_compared_by_one_scheme_only() -> None:
    """HB-6: total, quality and paddy."""
    used = [GradedArea(10 * HA, grade=Fraction(4), scheme="GBT33469_10")]
    worse = [GradedArea(10 * HA, grade=Fraction(5), scheme="GBT33469_10")]
    other = [GradedArea(10 * HA, grade=Fraction(12), scheme="DB15")]
    assert grand_account(used, worse).gaps == ("QUALITY",)
    assert grand_account(used, other).gaps == ()
    assert grand_account(used, other).grade_used is None


def test_HB_7a_permanent_basic_farmland_costs_twice_the_highest_standard(tmp_path: Path) -> None:
    """HB-7a: 1 ha PBF, max 60 元/m² / T 1 200 000 元. The county's own rules tell its standards."""
    path = county_rules(tmp_path, {"fee.highest_yuan_m2": 60.0, "fee.rate_yuan_m2": 30.0})
    rules = choose_rule_set(str(path), as_of=DAY, county=COUNTY)
    site = survey([occupation()], DLBM=["0103"])
    pbf = layer([ground(-50, 300, -50, 300)], "pbf.gpkg")
    fee = finding(check(site, rules=rules, stage="OCCUPATION.DRAFT", pbf=pbf), "CHK-FEE")
    assert (fee.outcome, fee.severity, fee.clause) == (Outcome.FAIL, Severity.INFO, "HB-7a")
    assert (fee.measured, fee.unit) == (1_200_000.0, "CNY")
    other = finding(check(site, rules=rules, stage="OCCUPATION.DRAFT"), "CHK-FEE")
    assert other.measured == 300_000.0
    unknown = finding(check(site, stage="OCCUPATION.DRAFT", pbf=pbf), "CHK-FEE")
    assert unknown.outcome is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("kind", "of_the_county"), [("RURAL_HOUSE", 5_000.0), ("ORCHARD_TEA", 5_000.0), ("CONSTRUCTION", 0.0)]
)
def test_HB_7b_what_isnt_construction_is_the_countys_duty(kind: str, of_the_county: float) -> None:
    """HB-7b: RURAL_HOUSE 0.5 / T county duty +0.5."""
    dossier = matter("OCCUPATION", "PROJECT_DATA", records=[("OCCUPATION", {"kind": kind, "area_m2": 5_000})])
    found = findings(dossier, "DRAFT")
    assert (found["CHK-DUTY-COUNTY"].measured, found["CHK-DUTY-COUNTY"].clause) == (of_the_county, "HB-7b")
    assert found["CHK-DUTY"].measured == 5_000.0
    assert ("the county government" in str(found["CHK-DUTY"].message)) == bool(of_the_county)


def test_HB_7b_an_enterprise_that_leases_cropland_is_reviewed() -> None:
    """HB-7b: enterprises leasing land: strict review."""
    told = {"kind": "ORCHARD_TEA", "area_m2": 5_000, "leased_by_company": True}
    leased = matter("OCCUPATION", "PROJECT_DATA", records=[("OCCUPATION", told)])
    assert refused_by(leased, "DRAFT") == {"CHK-LEASED": "HB-7b"}
    reviewed = matter("OCCUPATION", "PROJECT_DATA", "COUNTY_REVIEW", records=[("OCCUPATION", told)])
    assert refused_by(reviewed, "DRAFT") == {}


def graded(hectares: int, grade: int, scheme: str = "GBT33469_10") -> GradedArea:
    return GradedArea(hectares * HA, grade=Fraction(grade), scheme=scheme)


def test_HB_10_the_average_grade_is_weighted_by_area_and_exact() -> None:
    """HB-10: used 12 ha g4 + 8 ha g5 + 5 ha g3 / T avg 4.12."""
    average = average_grade([graded(12, 4), graded(8, 5), graded(5, 3)])
    assert average == Fraction(103, 25)
    assert str(rounded(average, 2)) == "4.12"
    assert average_grade([graded(1, 4), graded(2, 5)]) == Fraction(14, 3)


def test_HB_10_the_average_of_a_year_is_measured_from_its_records() -> None:
    """HB-10: used 12 ha g4 + 8 ha g5 + 5 ha g3 / T avg 4.12."""
    year = matter("GRAND_ACCOUNT", records=items(("USED", 12, 0, 4), ("USED", 8, 0, 5), ("USED", 5, 0, 3)))
    found = findings(year, "CLOSED")
    assert (found["CHK-AVERAGE-USED"].measured, found["CHK-AVERAGE-USED"].clause) == (4.12, "HB-10")
    assert found["CHK-AVERAGE-SUPPLIED"].outcome is Outcome.NOT_CHECKED


def test_HB_10_ground_without_a_grade_or_of_another_scheme_gives_no_average() -> None:
    """HB-10: no average hides what nobody has appraised (A-19)."""
    assert average_grade([graded(12, 4), GradedArea(HA, scheme="GBT33469_10")]) is None
    assert average_grade([graded(12, 4), graded(1, 12, "DB15")]) is None
    assert average_grade([]) is None


def scale(*shares: float, **changes: object) -> list[tuple[str, dict[str, object]]]:
    """A city's control scale with the shares of its counties, in mu."""
    mu = 2000 / 3
    plain = {"year": 2027, "net_m2": 1200 * mu, "gap_m2": 800 * mu, "gap_fill_m2": 500 * mu, "cap_m2": 700 * mu}
    counties = [("COUNTY_SHARE", {"county": f"13990{i}", "cap_m2": share * mu}) for i, share in enumerate(shares)]
    quality = ("QUALITY_REQUIREMENT", {"year": 2027, "grade": 4.12, "scheme": "GBT33469_10"})
    told = {name: value * mu if isinstance(value, (int, float)) else value for name, value in changes.items()}
    return [("CONTROL_SCALE", {**plain, "status": "ISSUED", **told}), *counties, quality]


@pytest.mark.parametrize(("shares", "refused"), [((400, 300), {}), ((400, 350), {"CHK-SPLIT": "HB-12b"})])
def test_HB_12b_the_counties_shares_add_up_to_no_more_than_the_citys(
    shares: tuple[float, float], refused: dict[str, str]
) -> None:
    """HB-12b: city 700; 400+300 OK; 400+350 BLOCK."""
    dossier = matter("CONTROL_SCALE", "SPLIT_DOC", records=scale(*shares), state="ISSUED")
    assert refused_by(dossier, "SPLIT") == refused


def test_HB_12b_the_city_names_the_quality_that_it_requires() -> None:
    """HB-12b: quality requirement per county."""
    without = [told for told in scale(400, 300) if told[0] != "QUALITY_REQUIREMENT"]
    assert refused_by(matter("CONTROL_SCALE", "SPLIT_DOC", records=without), "SPLIT") == {"CHK-SPLIT-QUALITY": "HB-12b"}


def net(**told: float) -> tuple[str, dict[str, object]]:
    """What a net increase is made of, in mu: the row's numbers."""
    plain = {"surveyed": 521_300, "left_out": 4_200, "unfit": 8_600, "base": 505_000, "adjusted": 900, "filed": 1_400}
    mu = 2000 / 3
    return "NET_INCREASE", {"year": 2026, **{f"{k}_m2": v * mu for k, v in {**plain, "both": 0, **told}.items()}}


def test_HB_13a_stable_cropland_is_the_surveys_less_what_is_left_out_and_unfit() -> None:
    """HB-13a: 521 300 − 4 200 − 8 600 = 508 500 亩."""
    stable = stable_m2(record(*net()))
    assert stable is not None
    assert round(float(stable) * 3 / 2000, 6) == 508_500
    unknown = matter("CONTROL_SCALE", "CONTROL_SCALE_DOC", records=scale(), state="ESTIMATED")
    assert findings(unknown, "ISSUED")["CHK-STABLE-AREA"].outcome is Outcome.NOT_CHECKED
    assert refused_by(unknown, "ISSUED") == {}


@pytest.mark.parametrize(("both", "mu"), [(0, 1_200), (300, 1_500)])
def test_HB_13b_what_was_adjusted_and_filed_is_taken_off_once(both: float, mu: float) -> None:
    """HB-13b: raw 3 500; adjusted 900, filed 1 400 disjoint → 1 200; overlap 300 → 1 500."""
    found = net_increase_m2(record(*net(both=both)))
    assert found is not None
    assert round(float(found) * 3 / 2000, 6) == mu


@pytest.mark.parametrize(("issued", "fits"), [(1_199.9, True), (1_200.1, False)])
def test_HB_13b_a_scale_above_the_net_increase_is_told(issued: float, fits: bool) -> None:
    """HB-13b: net = Stable(y) − Stable(2020) − area(adjusted ∪ filed)."""
    records = [*scale(400, 300, net_m2=issued), net()]
    dossier = matter("CONTROL_SCALE", "SPLIT_DOC", records=records, state="ISSUED")
    assert ("CHK-NET-INCREASE" in failures(dossier, "SPLIT")) == (not fits)


def cover(*levels: tuple[str, float, float]) -> list[tuple[str, dict[str, object]]]:
    """Level, available and taken, in ha."""
    return [("COVER", {"level": n, "available_m2": a * 1e4, "taken_m2": t * 1e4}) for n, a, t in levels]


@pytest.mark.parametrize(
    ("levels", "in_order"),
    [
        ([("COUNTY", 30, 20)], True),
        ([("COUNTY", 30, 30), ("CITY", 10, 5)], True),
        ([("COUNTY", 30, 20), ("CITY", 10, 5)], False),
        ([("COUNTY", 30, 30), ("CITY", 10, 5), ("PROV", 50, 1)], False),
        ([("CITY", 10, 10), ("PROV", 50, 1), ("COUNTY", 0, 0)], True),
    ],
)
def test_HB_3_the_county_covers_first_then_the_city_then_the_province(
    levels: list[tuple[str, float, float]], in_order: bool
) -> None:
    """HB-3: order of cover: county → city → province."""
    dossier = matter("OCCUPATION", "LINK_SHEET", records=cover(*levels), state="DRAFT")
    found = failures(dossier, "SHEET_ISSUED")
    assert {name: f.severity for name, f in found.items()} == ({} if in_order else {"CHK-COVER-ORDER": Severity.WARN})


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, set()),
        ({"gap_fill_m2": 900, "cap_m2": 300}, {"CHK-GAP"}),
        ({"gap_fill_m2": 600}, {"CHK-NET"}),
    ],
)
def test_HB_14_no_more_than_the_gap_is_filled(changes: dict[str, object], refused: set[str]) -> None:
    """HB-14: net 1 200, gap 800, fill 500 → cap 700; fill 900 BLOCK."""
    dossier = matter("CONTROL_SCALE", "SPLIT_DOC", records=scale(100, 200, **changes), state="ISSUED")
    found = refused_by(dossier, "SPLIT")
    assert set(found) == refused
    assert set(found.values()) <= {"HB-14"}


def transfer(**changes: object) -> dict[str, str]:
    """What keeps a transfer from being requested."""
    plain = {"from_county": "130400", "to_county": "130100", "from_party": "CITY_GOV", "to_party": "CITY_GOV"}
    told = {**plain, "purpose_level": "PROVINCE", "area_m2": 10_000, **changes}
    return refused_by(matter("TRANSFER", records=[("TRANSFER", told)]), "REQUESTED")


def test_HB_23_a_transfer_between_cities_is_for_projects_of_the_province() -> None:
    """HB-23: purpose=county road / T OVERRIDE."""
    assert transfer() == {}
    assert transfer(purpose_level="NATIONAL") == {}
    assert transfer(purpose_level="COUNTY") == {"CHK-PURPOSE": "HB-23"}
    assert next(c for c in RULES.checks if c.id == "CHK-PURPOSE").severity is Severity.OVERRIDE


def test_HB_23_it_is_done_on_the_provinces_platform() -> None:
    """HB-23: done on the platform, approved by the province."""
    told = {"from_county": "130400", "to_county": "130100", "from_party": "CITY_GOV", "to_party": "CITY_GOV"}
    dossier = matter("TRANSFER", records=[("TRANSFER", told | {"area_m2": 10_000})], state="PROV_APPROVED")
    assert set(refused_by(dossier, "BOOKED")) == {"CHK-PLATFORM", "CHK-PLATFORM-RECORD"}
    assert set(refused_by(dossier, "PROV_APPROVED")) == {"CHK-TRANSFER-APPROVAL"}
    step = RULES.workflows["TRANSFER"].between("REQUESTED", "PROV_APPROVED")
    assert step is not None
    assert step.external


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"to_party": "COMPANY"}, "CHK-PARTY-TO"),
        ({"from_party": "COLLECTIVE"}, "CHK-PARTY-FROM"),
        ({"income_tied": True}, "CHK-INCOME"),
    ],
)
def test_HB_24_only_governments_may_trade(changes: dict[str, object], by: str) -> None:
    """HB-24: “城投公司” as buyer / T BLOCK."""
    assert transfer(**changes) == {by: "HB-24"}
    assert next(c for c in RULES.checks if c.id == by).severity is Severity.BLOCK


@pytest.mark.parametrize(("filed_on", "legacy"), [("2025-02-27", True), ("2025-02-28", False), ("2026-01-01", False)])
def test_HB_29_link_projects_filed_before_the_issue_may_follow_the_former_rules(filed_on: str, legacy: bool) -> None:
    """HB-29: filed 2025‑02‑27 / T legacy."""
    dossier = matter("LINK_PROJECT", records=[("PROJECT", {"filed_on": filed_on})])
    found = findings(dossier, "FILED")["CHK-LINK-FORMER"]
    assert (found.outcome, found.clause) == (Outcome.FAIL if legacy else Outcome.PASS, "HB-29")
    assert found.severity is Severity.INFO
    assert refused_by(dossier, "FILED") == {}


@pytest.mark.parametrize("county", ["130629", "130632", "130638", "133101"])
def test_HB_30_31_xiongan_isnt_covered(county: str) -> None:
    """HB-30/31: 130629 / T not covered; localities may add detail."""
    with pytest.raises(InputProblem, match="national rules"):
        choose_rule_set("auto", as_of=DAY, county=county)
    assert choose_rule_set("auto", as_of=DAY, county="130630").id == RULES.id


def test_HB_30_31_a_county_may_add_detail_that_is_stricter(tmp_path: Path) -> None:
    """HB-30/31: local details allowed."""
    path = county_rules(tmp_path, {"contig.min_mu": 15.0})
    assert choose_rule_set(str(path), as_of=DAY, county=COUNTY).number("contig.min_mu") == 15.0


def test_HB_32_in_force_for_three_years_from_1_may_2025() -> None:
    """HB-32: as_of 2025‑04‑30 / T no rule set."""
    for day in (date(2025, 4, 30), date(2028, 5, 1)):
        with pytest.raises(InputProblem, match="was in force from 2025-05-01 to 2028-04-30"):
            choose_rule_set("auto", as_of=day, county="130433")
    for day in (date(2025, 5, 1), date(2028, 4, 30)):
        assert choose_rule_set("auto", as_of=day, county="130433").id == RULES.id


def test_HB_32_dingzhou_and_xinji_count_as_cities() -> None:
    """HB-32: 130682 parent = itself."""
    assert city_of("130682") == "130682"
    assert city_of("130181") == "130181"
    assert city_of("130683") == "130600"
    assert choose_rule_set("auto", as_of=DAY, county="130682").id == RULES.id
