"""A county that sets one parameter stricter changes the findings of the checks that read it, and no others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from county_files import county_rules

from zhanbu_plugin.checks.checked import findings_to_json
from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import layers_of, read_layer
from zhanbu_plugin.pool.claims import claims_layer
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.vocabulary.kinds import KINDS

AS_OF = date(2026, 9, 1)
COUNTY = "139901"
TIGHTENED = {
    "slope.limit_deg": 10.0,
    "slope.min_patch_m2": 50.0,
    "slope.coarse_cell_m": 1.0,
    "overlap.tolerance_m2": 0.0,
    "overlap.tolerance_width_m": 0.0,
    "sliver.min_patch_m2": 9_000.0,
    "sliver.min_width_m": 70.0,
    "area.tolerance_m2": 0.0,
    "area.tolerance_share": 0.0,
    "geometry.spike_deg": 89.0,
    "geometry.near_vertex_m": 90.0,
    "pool.max_check_age_days": 10,
    "contig.min_mu": 100.0,
}


@pytest.fixture(scope="module")
def around(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    pool = tmp_path_factory.mktemp("pool") / "pool.gpkg"
    create_pool(pool, county=COUNTY, epsg=4527, created_on=AS_OF)
    survey = sample / "sample.gpkg"
    roles = {name: read_layer(survey, name) for name in layers_of(survey) if name not in ("dltb", "candidates")}
    return Surroundings(dem=sample / "dem.tif", roles=roles, claims=claims_layer(pool))


@pytest.fixture(scope="module")
def parcels(sample: Path) -> ParcelBatch:
    return ParcelBatch.of(read_layer(sample / "sample.gpkg", "candidates"))


def checked(parcels: ParcelBatch, rules: RuleSet, around: Surroundings) -> CheckResult:
    return check_parcels(parcels, rules, around, as_of=AS_OF, county=COUNTY)


@pytest.fixture(scope="module")
def before(parcels: ParcelBatch, around: Surroundings) -> CheckResult:
    return checked(parcels, choose_rule_set("auto", as_of=AS_OF, county=COUNTY), around)


def readers(rules: RuleSet, name: str) -> set[str]:
    """The checks of the candidates' stage whose kind reads a parameter."""
    return {c.id for c in rules.checks_up_to(rules.first_state()) if name in KINDS[c.kind].parameters}


@pytest.mark.parametrize("name", TIGHTENED)
def test_only_the_checks_that_read_a_parameter_change_with_it(
    name: str, before: CheckResult, parcels: ParcelBatch, around: Surroundings, tmp_path: Path
) -> None:
    rules = choose_rule_set(str(county_rules(tmp_path, {name: TIGHTENED[name]})), as_of=AS_OF, county=COUNTY)
    after = checked(parcels, rules, around)
    concerned = readers(rules, name)
    for i in range(len(parcels)):
        was, now = before.findings_of(i), after.findings_of(i)
        kept = [[f for f in findings if f.check_id not in concerned] for findings in (was, now)]
        assert findings_to_json(kept[0]) == findings_to_json(kept[1]), parcels.ids[i]
        for one, other in zip(was, now):
            assert not (one.outcome is Outcome.FAIL and other.outcome is Outcome.PASS), (parcels.ids[i], one)
        if [f.outcome for f in was] == [f.outcome for f in now]:
            assert before.verdicts[i] is after.verdicts[i]
    assert (after.run.rule_set, before.run.rule_set) == ("shili-cropland-2026", "hebei-cropland-2025")
    assert after.run.rule_set_sha256 == rules.sha256 != before.run.rule_set_sha256


@pytest.mark.parametrize(
    ("name", "check_id"),
    [
        ("slope.limit_deg", "CHK-SLOPE"),
        ("overlap.tolerance_m2", "CHK-BAN-redline"),
        ("sliver.min_patch_m2", "CHK-SLIVER"),
        ("sliver.min_width_m", "CHK-NARROW"),
        ("slope.coarse_cell_m", "CHK-DEM"),
        ("geometry.spike_deg", "CHK-GEOM"),
    ],
)
def test_a_stricter_parameter_fails_more_parcels_of_the_sample_county(
    name: str, check_id: str, before: CheckResult, parcels: ParcelBatch, around: Surroundings, tmp_path: Path
) -> None:
    """It would prove nothing that no other check changes if the parameter changed none at all."""
    values = {name: TIGHTENED[name]}
    if name == "overlap.tolerance_m2":  # area and width have to exceed theirs both
        values["overlap.tolerance_width_m"] = 0.0
    rules = choose_rule_set(str(county_rules(tmp_path, values)), as_of=AS_OF, county=COUNTY)
    failed = checked(parcels, rules, around).failures()[check_id][0]
    assert failed > before.failures()[check_id][0]
