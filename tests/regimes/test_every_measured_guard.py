"""Each guard over measurements on the sample batches' way from candidate to pooled, broken in turn by real ground."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from broken_ground import BREAKS
from complete_file import path_to_pool
from sample_batches import BATCH, RECORDED_AT, WALKS, Sample, at_state, pooled, sample, uids

from zhanbu_plugin.checks.findings import Finding, Outcome, Severity
from zhanbu_plugin.checks.on_file import KINDS as ON_FILE
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.admission import NOT_ELIGIBLE
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import AdvanceReport, advance
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.rule_set import CheckRule, RuleSet

BINDING = (Severity.BLOCK, Severity.OVERRIDE)


def measured_guards(rule_set: RuleSet, state: str) -> list[CheckRule]:
    return [check for check in rule_set.guards_of(state) if check.kind not in ON_FILE]


def guards(*, first: bool, binding: bool) -> list[tuple[str, str, str]]:
    """Rule set, state and check of every guard over measurements: of candidates or later, refusing or only telling."""
    return [
        (rule_set.id, state, check.id)
        for rule_set in rule_sets().values()
        for number, state in enumerate(path_to_pool(rule_set))
        for check in measured_guards(rule_set, state)
        if (number == 0) is first and (check.severity in BINDING) is binding
    ]


def rule_of(rule_set_id: str, check_id: str) -> CheckRule:
    return next(check for check in rule_sets()[rule_set_id].checks if check.id == check_id)


@cache
def sound(rule_set_id: str) -> Sample:
    return sample(rule_set_id)


def told(sample_: Sample, stage: str = "") -> dict[str, Finding]:
    """What the check finds on the last of the parcels."""
    result = sample_.checked(stage)
    return {finding.check_id: finding for finding in result.findings_of(len(result.parcels) - 1)}


def test_every_kind_of_measured_guard_on_the_way_can_be_broken() -> None:
    """A guard of a new kind needs its own way of being broken."""
    on_the_way = {
        check.kind
        for rule_set in rule_sets().values()
        for state in path_to_pool(rule_set)
        for check in measured_guards(rule_set, state)
    }
    assert on_the_way <= BREAKS.keys()
    assert rule_sets().keys() == WALKS.keys()


@pytest.mark.parametrize("rule_set_id", WALKS)
def test_the_sample_parcel_passes_every_measured_guard_of_a_candidate(rule_set_id: str) -> None:
    found = told(sound(rule_set_id))
    for check in measured_guards(rule_sets()[rule_set_id], path_to_pool(rule_sets()[rule_set_id])[0]):
        assert found[check.id].outcome is Outcome.PASS, (check.id, str(found[check.id].message))


@pytest.mark.parametrize(("rule_set_id", "_", "check_id"), guards(first=True, binding=True))
def test_a_candidate_with_one_guard_broken_is_refused_by_it_and_never_gets_into_the_pool(
    rule_set_id: str, _: str, check_id: str, tmp_path: Path
) -> None:
    check = rule_of(rule_set_id, check_id)
    bad = BREAKS[check.kind].sample(check, sound(rule_set_id), tmp_path)
    result = bad.checked()
    finding = told(bad)[check_id]
    assert finding.outcome is Outcome.FAIL, str(finding.message)
    assert (finding.clause, finding.severity) == (check.clause, check.severity_for(result.case.categories[-1]))
    pool = tmp_path / "pool.gpkg"
    create_pool(pool, county=bad.county, epsg=sound(rule_set_id).parcels.crs.epsg or 0, created_on=bad.day)
    report = push_parcels(
        pool,
        [result.checked_parcel(len(result.parcels) - 1)],
        system=bad.rules.system,
        batch=BATCH,
        as_of=bad.day,
        rule_set_in_force=lambda _, __: bad.rules,
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )
    (refusal,) = report.refused
    assert refusal.code == NOT_ELIGIBLE
    if finding.severity is Severity.BLOCK:
        assert check_id in str(refusal.reason)


@pytest.mark.parametrize(
    ("rule_set_id", "state", "check_id"), guards(first=True, binding=False) + guards(first=False, binding=False)
)
def test_a_guard_that_only_tells_says_so_with_its_clause(
    rule_set_id: str, state: str, check_id: str, tmp_path: Path
) -> None:
    check = rule_of(rule_set_id, check_id)
    here = at_state(sound(rule_set_id), state)
    assert told(here, state)[check_id].outcome is Outcome.PASS
    finding = told(BREAKS[check.kind].sample(check, here, tmp_path), state)[check_id]
    assert (finding.outcome, finding.clause, finding.severity) == (Outcome.FAIL, check.clause, check.severity)


def step(pool: Path, here: Sample, state: str, subjects: list[str]) -> AdvanceReport:
    """The step, by an office that may take it; no papers are on file."""
    steps = path_to_pool(here.rules)
    transition = here.rules.workflows["PARCEL"].between(steps[steps.index(state) - 1], state)
    assert transition is not None
    act = Act(transition.roles[0], here.day, "文", RECORDED_AT)
    return advance(pool, subjects, state, act, here.rules, replace(here.around, claims=None))


def refused_by(report: AdvanceReport, rules: RuleSet, state: str) -> dict[str, str]:
    """Measured guards that refused the step, with their clauses."""
    measured = {check.id for check in measured_guards(rules, state)}
    return {refusal.check_id: refusal.clause for refusal in report.refused if refusal.check_id in measured}


@pytest.fixture(scope="module")
def pools(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Pools of the sound parcel before a step; a step that is refused leaves them as they are."""
    made = {}
    for rule_set_id, state, _ in guards(first=False, binding=True):
        if (rule_set_id, state) not in made:
            made[rule_set_id, state] = pooled(tmp_path_factory.mktemp("sound"), sound(rule_set_id), state)
    return made


@pytest.mark.parametrize(
    ("rule_set_id", "state"), sorted({(name, state) for name, state, _ in guards(first=False, binding=True)})
)
def test_the_sample_parcel_passes_every_measured_guard_of_a_later_step(
    rule_set_id: str, state: str, tmp_path: Path, pools: dict[tuple[str, str], Path]
) -> None:
    here = at_state(sound(rule_set_id), state)
    pool = Path(shutil.copy(pools[rule_set_id, state], tmp_path))  # the step may be taken
    assert refused_by(step(pool, here, state, uids(pool, here.rules)), here.rules, state) == {}


@pytest.mark.parametrize(("rule_set_id", "state", "check_id"), guards(first=False, binding=True))
def test_a_later_step_with_one_guard_broken_is_refused_by_it_and_its_clause(
    rule_set_id: str, state: str, check_id: str, tmp_path: Path, pools: dict[tuple[str, str], Path]
) -> None:
    rules, check = rule_sets()[rule_set_id], rule_of(rule_set_id, check_id)
    broken, here = BREAKS[check.kind], at_state(sound(rule_set_id), state)
    first = broken.before(sound(rule_set_id))
    forge = broken.forge(check, first) if broken.forge else None
    if forge is None and not broken.doubled and first is sound(rule_set_id):
        pool = pools[rule_set_id, state]
    else:
        pool = pooled(tmp_path, first, state, forge=forge, doubled=broken.doubled)
    around = broken.sample(check, here, tmp_path)
    subjects = uids(pool, rules)[:1] if check.kind == "pool_overlap" else uids(pool, rules)
    refused = refused_by(step(pool, replace(here, roles=around.roles, dem=around.dem), state, subjects), rules, state)
    assert refused[check_id] == check.clause
    if check.kind != "coordinate_system":  # in the wrong place nothing can be measured
        fallen = {name: rule_of(rule_set_id, name).kind for name in refused if name != check_id}
        assert set(fallen.values()) <= AT_ONCE.get(check.kind, set()), fallen


AT_ONCE = {
    "source_class": {"category"},
    "ban_overlap": {"category"},
}
"""What is about the same code falls with it."""
