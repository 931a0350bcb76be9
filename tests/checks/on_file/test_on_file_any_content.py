"""Whatever a file holds, a check over it passes, fails with a sentence, or stays open with one; it never breaks off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from on_file_cases import dossier, paper, step

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, Step
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.checks.on_file import KINDS
from zhanbu_plugin.checks.on_file.case import DossierCase
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.forms.evidence_kinds import evidence_kinds
from zhanbu_plugin.regimes.forms.form import FieldType, FormField, forms
from zhanbu_plugin.regimes.rule_set import CheckRule, RuleSet

EXAMPLES = 8
"""Files that are tried on each check; more of them take minutes."""
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
ODD_NUMBERS = st.sampled_from([float("nan"), float("inf"), float("-inf"), -1.0, 1e300])
ANYTHING = st.one_of(st.none(), st.text(max_size=3), ODD_NUMBERS, st.booleans(), DAYS)


def _unlike() -> list[tuple[RuleSet, CheckRule]]:
    """A check of every kind for each form that it reads."""
    found = {
        (check.kind, *(str(check.options.get(name)).split(".")[0] for name in ("form", "value", "field"))): (
            rules,
            check,
        )
        for rules in rule_sets().values()
        for check in rules.checks
        if check.kind in KINDS
    }
    return list(found.values())


CHECKS = _unlike()


def answers_to(field: FormField) -> st.SearchStrategy[object]:
    fitting: dict[FieldType, st.SearchStrategy[object]] = {
        FieldType.CODE: st.sampled_from(sorted(field.codes) or [""]),
        FieldType.DATE: DAYS,
        FieldType.FLAG: st.booleans(),
        FieldType.TEXT: st.text(max_size=3),
        FieldType.SHARE: st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    }
    numbers = st.one_of(st.integers(0, 5).map(float), st.floats(0, 1e6))
    return st.one_of(fitting.get(field.type, numbers), ANYTHING)


@st.composite
def records(draw: st.DrawFn, names: list[str]) -> FormRecord:
    form = forms()[draw(st.sampled_from(names))]
    values = {name: draw(answers_to(field)) for name, field in form.fields.items() if draw(st.integers(0, 4))}
    return FormRecord(form.id, values, "甲", draw(DAYS))  # type: ignore[arg-type]


def papers(kinds: list[str]) -> st.SearchStrategy[EvidenceItem]:
    degrees = st.one_of(st.none(), st.floats(-400, 400))
    return st.builds(
        lambda kind, intact, lon, lat: paper(kind, intact=intact, lon=lon, lat=lat),
        *(st.sampled_from(kinds), st.sampled_from([True, False, None]), degrees, degrees),
    )


def steps(states: list[str]) -> st.SearchStrategy[Step]:
    return st.builds(step, st.sampled_from(states), DAYS)


@st.composite
def files(draw: st.DrawFn, rules: RuleSet, check: CheckRule) -> Dossier | None:
    """A dossier with what the check may look at, and other things."""
    named = [name for value in check.options.values() for name in (value if isinstance(value, tuple) else (value,))]
    wanted = sorted({str(name).split(".")[0] for name in named} & forms().keys())
    likely = [*wanted, *sorted(forms())] if draw(st.integers(0, 3)) == 0 else wanted or sorted(forms())
    kinds = sorted({str(name) for name in named} & evidence_kinds().keys()) or sorted(evidence_kinds())
    states = sorted(rules.workflows[check.subject].states)
    others = [
        Dossier("X", subject, draw(st.sampled_from(sorted(workflow.states))))
        for subject, workflow in rules.workflows.items()
        if draw(st.booleans())
    ]
    if draw(st.integers(0, 9)) == 0:
        return None
    return dossier(
        *draw(st.lists(records(likely), max_size=4)),
        *draw(st.lists(papers(kinds), max_size=3)),
        *draw(st.lists(steps(states), max_size=3)),
        *others,
        subject=check.subject,
        area_m2=draw(st.one_of(st.none(), st.floats(0, 1e7))),
    )


@pytest.mark.parametrize("number", range(len(CHECKS)), ids=[f"{r.id}-{c.id}" for r, c in CHECKS])
def test_no_content_breaks_a_check(number: int) -> None:
    rules, check = CHECKS[number]

    @settings(max_examples=EXAMPLES, deadline=timedelta(seconds=5), suppress_health_check=list(HealthCheck))
    @given(subject=files(rules, check), as_of=DAYS)
    def try_it(subject: Dossier | None, as_of: date) -> None:
        column = KINDS[check.kind](check, DossierCase(rules, as_of, [subject, subject]))
        one, other = (column.finding(i, "P1", "") for i in (0, 1))
        assert str(one) == str(other)
        assert (one.outcome is Outcome.PASS) == (str(one.message) == "")
        if subject is None:
            assert one.outcome is Outcome.NOT_CHECKED

    try_it()
