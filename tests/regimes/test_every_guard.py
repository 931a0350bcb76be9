"""Each guard on the way from candidate to pooled, broken in turn: the step is refused by it, with its own clause."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from broken_guards import broken
from complete_file import filed, path_to_pool
from real_pool import agrees_with_a_pool

from zhanbu_plugin.checks.dossier import Dossier
from zhanbu_plugin.checks.findings import Finding, Outcome, Severity
from zhanbu_plugin.checks.on_file import KINDS as ON_FILE
from zhanbu_plugin.checks.on_file.checking import check_dossiers
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.rule_set import CheckRule, RuleSet

BINDING = (Severity.BLOCK, Severity.OVERRIDE)


def walked(rule_set: RuleSet) -> list[tuple[str, Dossier]]:
    """The file of a parcel at each step of the way, one a week, complete each time."""
    first = max(rule_set.valid_from + timedelta(days=30), date(2022, 3, 1))
    walk: list[tuple[str, Dossier]] = []
    for week, state in enumerate(path_to_pool(rule_set)):
        before = walk[-1][1] if walk else None
        walk.append((state, filed(rule_set, state, day=first + timedelta(weeks=week), before=before)))
    return walk


def findings_of(rule_set: RuleSet, state: str, dossier: Dossier) -> dict[str, Finding]:
    """What the guards of a state find, by check."""
    step = dossier.next_step
    assert step is not None
    (findings,) = check_dossiers(rule_set, [dossier], stage=state, as_of=step.occurred_on)
    if all(before.occurred_on <= step.occurred_on for before in dossier.steps):  # else no step is taken on that day
        agrees_with_a_pool(rule_set, [dossier], [findings], state, step.occurred_on)
    return {finding.check_id: finding for finding in findings}


def guards() -> list[tuple[str, str, str]]:
    """Rule set, state and check of every guard over the file on the way to the pool."""
    return [
        (rule_set.id, state, check.id)
        for rule_set in rule_sets().values()
        for state in path_to_pool(rule_set)
        for check in rule_set.guards_of(state)
        if check.kind in ON_FILE
    ]


def on_file(rule_set: RuleSet, state: str) -> list[CheckRule]:
    return [check for check in rule_set.guards_of(state) if check.kind in ON_FILE]


@pytest.mark.parametrize("rule_set_id", rule_sets())
def test_a_complete_file_passes_every_guard_on_the_way_to_the_pool(rule_set_id: str) -> None:
    rule_set = rule_sets()[rule_set_id]
    for state, dossier in walked(rule_set):
        found = findings_of(rule_set, state, dossier)
        for check in on_file(rule_set, state):
            assert found[check.id].outcome is Outcome.PASS, (state, check.id, found[check.id].message)


@pytest.mark.parametrize(("rule_set_id", "state", "check_id"), guards())
def test_a_step_with_one_guard_broken_is_refused_by_that_guard_and_its_clause(
    rule_set_id: str, state: str, check_id: str
) -> None:
    rule_set = rule_sets()[rule_set_id]
    check = next(c for c in rule_set.checks if c.id == check_id)
    dossier = dict(walked(rule_set))[state]
    damaged = broken(check, dossier)
    if damaged is None:
        pytest.skip(f"{check.kind} has a test of its own in tests/checks/on_file")
    finding = findings_of(rule_set, state, damaged)[check_id]
    assert finding.outcome is not Outcome.PASS
    assert finding.clause == check.clause
    assert finding.message.template
    # Whatever else the same paper serves is about that paper; no other guard falls.
    others = findings_of(rule_set, state, damaged).items()
    fallen = {other for other, f in others if f.outcome is Outcome.FAIL and other != check_id}
    assert all(_same_paper(rule_set, check, other) for other in fallen), fallen


def _same_paper(rule_set: RuleSet, check: CheckRule, other_id: str) -> bool:
    """Whether two checks read a paper in common."""
    other = next(c for c in rule_set.checks if c.id == other_id)
    return bool(_papers(check) & _papers(other)) or "evidence_intact" in (check.kind, other.kind)


_PAPER_OF_KIND = {
    **{
        "publicity": "NOTICE",
        "consents_complete": "CONSENT",
        "quality_opinion": "QUALITY",
        "required_grade": "QUALITY",
        "in_order": "STEP",
        "survey_since": "SURVEY_CHANGE",
    },
    **{
        "area_agrees": "AREA",
        "objections_closed": "OBJECTION",
        "accepted_by_mode": "ACCEPTANCE",
        "on_time": "STEP",
        "sample_passed": "SAMPLE",
    },
}


def _papers(check: CheckRule) -> set[str]:
    """Forms and kinds of evidence that a check reads."""
    named = [check.option_text(name).split(".")[0] for name in ("form", "value", "limit") if check.option_text(name)]
    dates = [name.split(".")[0] for name in check.option_texts("dates") if "." in name]
    return {*named, *dates, *check.option_texts("kinds"), _PAPER_OF_KIND.get(check.kind, check.id)}
