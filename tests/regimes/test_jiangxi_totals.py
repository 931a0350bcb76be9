"""Jiangxi, totals of a year: the holding line, the forecast, and what the province makes of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from jiangxi_parcels import DAY, RULES, paper, record
from real_pool import agrees_with_a_pool

from zhanbu_plugin.checks.dossier import Dossier
from zhanbu_plugin.checks.findings import Finding, Outcome
from zhanbu_plugin.checks.on_file.checking import check_dossiers
from zhanbu_plugin.regimes.severity import Severity

HA = 10_000


def year(*records: tuple[str, Mapping[str, object]], papers: tuple[str, ...] = ()) -> Dossier:
    told = tuple(record(form, values) for form, values in records)
    return Dossier("YEAR-1", "YEAR", "PLANNED", evidence=tuple(map(paper, papers)), records=told)


def found(dossier: Dossier, state: str) -> dict[str, Finding]:
    (findings,) = check_dossiers(RULES, [dossier], stage=f"YEAR.{state}", as_of=DAY)
    agrees_with_a_pool(RULES, [dossier], [findings], f"YEAR.{state}", DAY)
    return {finding.check_id: finding for finding in findings}


@pytest.mark.parametrize(("used", "net", "red"), [(55, -15, True), (40, 0, False), (30, 10, False)])
def test_JX_2_2a_less_forest_land_than_at_the_beginning_is_red(used: int, net: int, red: bool) -> None:
    """JX-2.2a: opening 100 000 ha, +40, −55 → −15 ha, red; it blocks nothing."""
    held = {"year": 2023, "opening_m2": 100_000 * HA, "added_m2": 40 * HA, "used_m2": used * HA}
    line = found(year(("HOLDING", held)), "REPORTED")["CHK-HOLDING"]
    assert (line.measured, line.severity, line.clause) == (net * HA, Severity.INFO, "JX-2.2a")
    assert (line.outcome is Outcome.FAIL) == red
    assert not red or "15.0000 ha less" in str(line.message)


def test_JX_3_1_the_pools_of_all_counties_are_told_as_a_share_of_the_forecast() -> None:
    """JX-3.1: Σ county pools 3 870 ha → 96.75 % of 4 000 ha, no block."""
    pools = [("360122", 1_870), ("360123", 1_500), ("360124", 500)]
    told = [("POOL_TOTAL", {"county": county, "area_m2": ha * HA}) for county, ha in pools]
    share = found(year(*told), "CITY_REPORTED")["CHK-FORECAST-SUPPLY"]
    assert (share.measured, share.severity, share.clause) == (0.9675, Severity.INFO, "JX-3.1")
    assert "3870.0000 ha are 96.75% of 4000 ha" in str(share.message)


def test_JX_3_1_a_county_that_reports_again_counts_once() -> None:
    """JX-3.1: the use of a year is held against 14 667 ha."""
    told = [("POOL_TOTAL", {"county": "360122", "area_m2": ha * HA}) for ha in (500, 2_000)]
    assert found(year(*told), "CITY_REPORTED")["CHK-FORECAST-SUPPLY"].measured == 0.5
    held = {"year": 2023, "opening_m2": 0, "added_m2": 0, "used_m2": 14_667 * HA}
    assert found(year(("HOLDING", held)), "CITY_REPORTED")["CHK-FORECAST-USE"].outcome is Outcome.PASS
    assert found(year(), "CITY_REPORTED")["CHK-FORECAST-USE"].outcome is Outcome.NOT_CHECKED


def test_JX_4_3b_the_provinces_evaluation_is_on_file_with_its_paper() -> None:
    """JX-4.3b: the province evaluates; its document is recorded."""
    step = RULES.workflows["YEAR"].between("CITY_REPORTED", "EVALUATED")
    assert step is not None
    assert step.external
    assert found(year(), "EVALUATED")["CHK-EVALUATION"].outcome is Outcome.FAIL
    assert found(year(papers=("PROV_REVIEW",)), "EVALUATED")["CHK-EVALUATION"].outcome is Outcome.PASS
