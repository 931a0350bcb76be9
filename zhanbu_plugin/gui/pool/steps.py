"""What a step asks for: its guards, which of them are met, and what is missing (办理条件)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ...checks.on_file.reads import evidence_read, reads_of
from ...pool.steps.guards import guards_of
from ...pool.steps.stepping import StepRefusal
from ...regimes.forms.evidence_kinds import evidence_kinds
from ...regimes.forms.form import forms
from ...regimes.rule_set import CheckRule, RuleSet


class Standing(Enum):
    """How a guard stands; nobody asked it yet for ``OPEN``, for ``WAITING`` what it looks at isn't there yet."""

    OPEN, WAITING, MET, MISSING = "OPEN", "WAITING", "MET", "MISSING"


@dataclass(frozen=True)
class GuardItem:
    """One thing that a step asks for: a check, or an obstacle; of which parcels it is missing, in which words.

    ``remedy`` says in the rules' words what puts it right, ``kinds`` are papers and ``forms`` the forms by which it is.
    """

    title: str
    clause: str
    standing: Standing
    remedy: str = ""
    refusals: tuple[StepRefusal, ...] = ()
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


def guard_items(
    rules: RuleSet,
    workflow: str,
    way: tuple[str, str],
    refusals: Sequence[StepRefusal] | None,
    chinese: bool,
) -> tuple[GuardItem, ...]:
    """Obstacles, then what is missing, then the other guards, each in the order of the rules.

    ``way`` are the states before and after. ``refusals`` is ``None`` before anybody asked. Where an obstacle keeps
    subjects from being asked at all, no guard counts as met; nor does the place of photos that aren't on file.
    """
    by_check: dict[str, list[StepRefusal]] = {}
    for refusal in refusals or ():
        by_check.setdefault(refusal.check_id or refusal.code, []).append(refusal)
    guards = {check.id: check for check in guards_of(rules, workflow, *way)}
    known = {check.id: check for check in rules.checks}
    order = {check.id: position for position, check in enumerate(rules.checks, start=1)}
    missing = [
        _missing(name, own, known.get(name), rules, chinese)
        for name, own in sorted(by_check.items(), key=lambda pair: (order.get(pair[0], 0), pair[0]))
    ]
    asked = refusals is not None and all(refusal.check_id for refusal in refusals)
    papers = {kind for name in by_check if name in known for kind in _kinds(known[name], "evidence")}

    def standing(check: CheckRule) -> Standing:
        waits = papers.intersection(_kinds(check, "evidence_located"))
        return Standing.OPEN if not asked else Standing.WAITING if waits else Standing.MET

    rest = [_item(check, standing(check), (), rules, chinese) for name, check in guards.items() if name not in by_check]
    return (*missing, *rest)


def _kinds(check: CheckRule, kind: str) -> tuple[str, ...]:
    """Kinds of papers that a check of some kind looks at."""
    return check.option_texts("kinds") if check.kind == kind else ()


def needs_of(item: GuardItem, chinese: bool) -> tuple[str, str]:
    """Names of the papers, and of the forms with the fields that must be filled in, by which a guard is met."""
    kinds, known = evidence_kinds(), forms()
    papers = "、" if chinese else ", "
    titles = []
    for form_id in item.forms:
        form = known.get(form_id)
        if form is not None:
            fields = papers.join(f.title.in_language(chinese) for f in form.fields.values() if f.required)
            titles.append(form.title.in_language(chinese) + (f" ({fields})" if fields else ""))
    return papers.join(kinds[kind].name.in_language(chinese) for kind in item.kinds if kind in kinds), "; ".join(titles)


def _missing(
    name: str, refusals: Sequence[StepRefusal], check: CheckRule | None, rules: RuleSet, chinese: bool
) -> GuardItem:
    if check is None:
        return GuardItem(name, refusals[0].clause, Standing.MISSING, refusals=tuple(refusals))
    return _item(check, Standing.MISSING, refusals, rules, chinese)


def _item(
    check: CheckRule, standing: Standing, refusals: Sequence[StepRefusal], rules: RuleSet, chinese: bool
) -> GuardItem:
    title = check.title.in_language(chinese)
    return GuardItem(
        title[:1].upper() + title[1:],
        check.clause,
        standing,
        check.remedy.in_language(chinese),
        tuple(refusals),
        tuple(sorted(evidence_read(check))),
        tuple(sorted(reads_of(check, rules).forms - {""})),
    )
