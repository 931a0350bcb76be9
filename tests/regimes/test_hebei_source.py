"""Hebei, sources of supplement: which land may become cropland, and what is measured of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import shapely
from hebei_parcels import DAY, RULES, X, area_m2, check, dem, finding, ground, layer, survey

from zhanbu_plugin.checks.candidates import select_candidates
from zhanbu_plugin.checks.findings import Outcome, Verdict
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.regimes.severity import Severity


def outcome(check_id: str, **given: object) -> tuple[Outcome, Severity]:
    found = finding(check(**given), check_id)  # type: ignore[arg-type]
    return found.outcome, found.severity


def test_HB_8a_restoring_comes_before_reclaiming() -> None:
    """HB-8a: an orchard marked as restorable is RESTORE and comes first, an unmarked one and grassland RECLAIM."""
    parcels = survey(
        [ground(200 * i, 200 * i + 100) for i in range(4)],
        DLBM=["0404", "0201", "0201", "0103"],
        ZZSXDM=["", "JKHF", "", ""],
    )
    found = select_candidates(ParcelBatch.of(parcels), RULES, as_of=DAY).rules
    told = [(rule.category, rule.priority, rule.clause) if rule else None for rule in found]
    assert told[0] == ("RECLAIM", 4, "HB-8b")
    assert told[1] == ("RESTORE", 1, "HB-8a")
    assert told[2] == ("RECLAIM", 5, "HB-8a")
    assert told[3] is None


def test_HB_8a_cropland_is_no_source_of_cropland() -> None:
    """HB-8a: any non-cropland of the survey."""
    orchard, field = survey([ground(0, 100)]), survey([ground(0, 100)], DLBM=["0103"])
    assert outcome("CHK-SRC", parcels=orchard)[0] is Outcome.PASS
    assert outcome("CHK-SRC", parcels=field) == (Outcome.FAIL, Severity.BLOCK)


def test_HB_8b_unused_land_outside_the_reserve_resources_needs_a_document() -> None:
    """HB-8b: outside 100 % / T OVERRIDE."""
    grass = survey([ground(0, 100)], DLBM=["0404"], ZZSXDM=[""])
    result = check(grass)
    found = finding(result, "CHK-BACKUP")
    assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, Severity.OVERRIDE, "HB-8b")
    assert found.measured == pytest.approx(area_m2(ground(0, 100)), abs=0.01)
    inside = layer([ground(-50, 150, -50, 150)], "backup.gpkg")
    assert outcome("CHK-BACKUP", parcels=grass, backup=inside)[0] is Outcome.PASS
    assert outcome("CHK-BACKUP", parcels=survey([ground(0, 100)]))[0] is Outcome.PASS


@pytest.mark.parametrize("role", ["redline", "reserve"])
@pytest.mark.parametrize(
    ("category", "severity", "verdict"),
    [("RECLAIM", Severity.BLOCK, Verdict.INELIGIBLE), ("RESTORE", Severity.OVERRIDE, None)],
)
def test_HB_8c_no_new_reclamation_in_reserves_or_inside_the_red_line(
    role: str, category: str, severity: Severity, verdict: Verdict | None
) -> None:
    """HB-8c: RECLAIM 50 m² over tol / T BLOCK & cut; restoring needs a document (A-24)."""
    ban = layer([ground(99.5, 200)], f"{role}.gpkg")  # 0.5 m by 100 m of the plot
    wide = layer([ground(99, 200, 0, 51)], f"{role}.gpkg")  # 1 m by 51 m
    result = check(survey([ground(0, 100)]), category=category, **{role: wide})
    found = finding(result, f"CHK-BAN-{role}")
    assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, severity, "HB-8c")
    assert found.measured == pytest.approx(51.0, abs=0.01)
    assert verdict is None or result.verdicts[0] is verdict
    narrow = finding(check(survey([ground(0, 100)]), category=category, **{role: ban}), f"CHK-BAN-{role}")
    assert narrow.outcome is Outcome.PASS


HB_8D = ("desert", "karst", "sandsrc", "dustway", "river", "keyforest", "sfarm")


@pytest.mark.parametrize("role", HB_8D)
def test_HB_8d_areas_that_are_no_source_in_principle_need_a_document(role: str) -> None:
    """HB-8d: seven layers beside the steep slope, each with its own document."""
    given = {role: layer([ground(92, 300)], f"{role}.gpkg")}
    found = finding(check(survey([ground(0, 100)]), **given), f"CHK-BAN-{role}")
    assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, Severity.OVERRIDE, "HB-8d")
    assert found.measured == pytest.approx(area_m2(ground(92, 100)), abs=0.01)
    beside = {role: layer([ground(100, 300)], f"{role}.gpkg")}
    assert finding(check(survey([ground(0, 100)]), **beside), f"CHK-BAN-{role}").outcome is Outcome.PASS


def test_HB_8d_the_steep_part_of_a_plot_is_cut_out_or_needs_a_document(tmp_path: Path) -> None:
    """HB-8d: slope part 8 % / T OVERRIDE or cut: 8 m of 100 m rise by 45°, 800 m² and more than the smallest patch."""
    found = finding(check(survey([ground(0, 100)]), dem=dem(tmp_path, 92.0)), "CHK-SLOPE")
    assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, Severity.OVERRIDE, "HB-8d")
    # The slope of a cell is taken over its neighbours, so the edge lies within a cell of the drawn one.
    assert found.measured == pytest.approx(800.0, abs=200.0)
    flat = finding(check(survey([ground(0, 100)]), dem=dem(tmp_path, 150.0)), "CHK-SLOPE")
    assert flat.outcome is Outcome.PASS
    assert outcome("CHK-SLOPE", parcels=survey([ground(0, 100)]))[0] is Outcome.NOT_CHECKED


def test_HB_13b_what_is_filed_already_or_in_the_pool_cant_be_claimed_again() -> None:
    """HB-13b: supplements filed in the balance or link systems don't count again; nor does the pool's ground."""
    plot = survey([ground(0, 100)])
    taken = layer([ground(60, 160)], "bbxm.gpkg")
    found = finding(check(plot, filed=taken), "CHK-FILED")
    assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, Severity.BLOCK, "HB-13b")
    assert found.measured == pytest.approx(area_m2(ground(60, 100)), abs=0.01)
    assert finding(check(plot, claims=taken), "CHK-POOL").outcome is Outcome.FAIL
    twice = survey([ground(0, 100), ground(50, 150)])
    assert finding(check(twice), "CHK-DUP").outcome is Outcome.FAIL
    for check_id in ("CHK-FILED", "CHK-POOL", "CHK-DUP"):
        assert finding(check(plot), check_id).outcome is Outcome.PASS


@pytest.mark.parametrize(("gap", "mu", "outcome"), [(20.0, 10.8, Outcome.PASS), (20.2, 5.4, Outcome.FAIL)])
def test_HB_16a_plots_within_20_m_are_one_cluster_of_at_least_10_mu(gap: float, mu: float, outcome: Outcome) -> None:
    """HB-16a: gap ≤ 20 m and cluster ≥ 10 mu → WARN: two plots of 5.4 mu each, 20 m and 20.2 m apart."""
    pair = survey([ground(0, 60, 0, 60), ground(60 + gap, 120 + gap, 0, 60)])
    result = check(pair, stage="FILED")
    for parcel in (0, 1):
        found = finding(result, "CHK-CONTIG", parcel)
        assert (found.outcome, found.severity, found.clause) == (outcome, Severity.WARN, "HB-16a")
        assert found.measured is not None
        assert found.measured * 3 / 2000 == pytest.approx(mu, abs=0.001)
    assert found.threshold == pytest.approx(10 * 2000 / 3)


def test_HB_16a_clusters_are_measured_only_where_a_stage_asks_for_them() -> None:
    """HB-16a: nothing of it concerns a candidate."""
    assert "CHK-CONTIG" not in {f.check_id for f in check(survey([ground(0, 60)])).findings_of(0)}


@pytest.mark.parametrize(("year", "outcome"), [(2023, Outcome.FAIL), (2024, Outcome.PASS)])
def test_HB_16b_polygons_of_an_older_survey_are_refused(year: int, outcome: Outcome) -> None:
    """HB-16b: survey 2023 used when 2024 exists / T BLOCK STALE_SURVEY."""
    found = finding(check(survey([ground(0, 100)], SJNF=[year]), as_of=date(2025, 7, 1)), "CHK-LATEST")
    assert (found.outcome, found.severity, found.clause) == (outcome, Severity.BLOCK, "HB-16b")


def occupation() -> shapely.Polygon:
    """Ground of one hectare on the ellipsoid, to the survey's 0.01 m²."""
    shape = ground(0, 100)
    for _ in range(3):
        side = (10_000.0 / area_m2(shape)) * (shapely.bounds(shape)[2] - X)
        shape = ground(0, side)
    return shape


def test_HB_5_high_standard_farmland_isnt_used_without_an_approval() -> None:
    """HB-5: overlap 0.4 ha / T OVERRIDE."""
    site = survey([occupation()], DLBM=["0103"])
    farmland = layer([ground(60, 300)], "hsf.gpkg")
    found = finding(check(site, stage="OCCUPATION.DRAFT", hsf=farmland), "CHK-HSF")
    assert (found.outcome, found.severity, found.clause) == (Outcome.FAIL, Severity.OVERRIDE, "HB-5")
    assert found.measured == pytest.approx(4_000.0, abs=0.1)
    assert finding(check(site, stage="OCCUPATION.DRAFT"), "CHK-HSF").outcome is Outcome.PASS
