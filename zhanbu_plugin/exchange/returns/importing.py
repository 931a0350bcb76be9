"""Bringing a return slip into the pool (退回导入): the slip on file, each parcel's reasons, and the step back.

What was sent stays as it was. An import that was broken off is simply done again: what is on file already isn't put
there twice, and a parcel that was sent back already isn't sent back again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...checks.waivers.table import document_sha256
from ...ledger.stepping import advance_and_book
from ...pool.database import PoolAddress, pool_for_reading
from ...pool.filing.evidence import Paper, attach_evidence, is_same_paper
from ...pool.filing.forms import record_form
from ...pool.filing.subjects import Concern
from ...pool.steps.acts import Act, require_act
from ...pool.store import PoolReader
from ...regimes.choosing import choose_rule_set
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL
from ...survey.wording import Wording
from .matching import ReturnedParcel, matched
from .reading import read_slip
from .reasons import return_reasons

RETURNED, RETURN_FORM, RETURN_SLIP = "RETURNED", "RETURN", "RETURN_SLIP"
"""State of what came back, form of its reasons, and kind of evidence of the slip."""


@dataclass(frozen=True)
class ReturnTerms:
    """What is known of a return besides its slip: whose batch, who sent it back when by which document.

    An empty role is that of the office which the rules name for the step.
    """

    act: Act
    batch: str = ""
    issuer: str = ""
    version: str = ""


@dataclass(frozen=True)
class ReturnOutcome:
    """What became of one parcel: whether it stands sent back now, and if not, why."""

    returned: ReturnedParcel
    moved: bool
    why_not: Wording | None = None


@dataclass(frozen=True)
class ReturnReport:
    """Parcels with what became of them, by uid, and how many of them each reason code names."""

    outcomes: tuple[ReturnOutcome, ...]
    by_code: Mapping[str, int]


@dataclass(frozen=True)
class _Group:
    """Parcels of one rule set in one state: they go back by the same step and office."""

    rules: RuleSet
    state: str
    role: str
    parcels: tuple[ReturnedParcel, ...]


def import_return(path: PoolAddress, slip: Path, terms: ReturnTerms) -> ReturnReport:
    """Take a slip into the pool.

    Without a document number nothing is sent back, since the city's decision can only be recorded with it; the slip and
    the reasons are on file all the same. Raises ``InputProblem`` for a slip that can't be read or placed, for rules
    that aren't in force and for an act that can't be; the pool is then untouched.
    """
    items = read_slip(slip)
    with pool_for_reading(path) as pool, pool.reading():
        came_back = matched(items, pool.parcels(), batch=terms.batch, source=slip.name)
        groups = _groups(came_back, pool, terms)
        unsaid = {one.parcel.parcel_uid: _unsaid(pool, one, terms.act) for one in came_back}
        paper = Paper(RETURN_SLIP, terms.act.doc_no, terms.act.on, terms.issuer)
        sha256 = document_sha256(slip)
        without = tuple(one.parcel.parcel_uid for one in came_back if not _sent_back_by(pool, one, sha256, paper))
    act = replace(terms.act, role=groups[0].role)
    require_act(act)
    if without:
        attach_evidence(path, slip, paper, Concern(without), role=act.role, recorded_at=act.recorded_at)
    for uid, answers in unsaid.items():
        if answers:
            _record(path, uid, answers, act, terms.issuer)
    outcomes = [outcome for group in groups for outcome in _sent_back(path, group, terms)]
    named = Counter(code for one in came_back for code in {item.code for item in one.items})
    return ReturnReport(
        tuple(sorted(outcomes, key=lambda o: o.returned.parcel.parcel_uid)),
        {code: named[code] for code in return_reasons()},
    )


def _groups(came_back: Sequence[ReturnedParcel], pool: PoolReader, terms: ReturnTerms) -> list[_Group]:
    systems = sorted({one.parcel.system for one in came_back})
    own_rules = {uid: rules for system in systems for uid, rules in pool.rule_sets_of_parcels(system).items()}
    found: dict[tuple[str, str], list[ReturnedParcel]] = {}
    for one in came_back:
        found.setdefault((own_rules[one.parcel.parcel_uid], one.parcel.state), []).append(one)
    groups = []
    for (rule_set, state), parcels in sorted(found.items()):
        rules = choose_rule_set(rule_set, as_of=terms.act.on)
        groups.append(_Group(rules, state, terms.act.role or _office(rules, state), tuple(parcels)))
    return groups


def _office(rules: RuleSet, state: str) -> str:
    """The office that sends back: of the step from this state, else of any step back."""
    workflow = rules.workflows[PARCEL]
    steps = [workflow.between(state, RETURNED), *(t for t in workflow.transitions if t.to == RETURNED)]
    return next(step.roles[0] for step in steps if step is not None)


def _sent_back_by(pool: PoolReader, one: ReturnedParcel, sha256: str, paper: Paper) -> bool:
    """Whether a parcel stands sent back already with this very slip on file."""
    held = pool.evidence_of(one.parcel.parcel_uid) if one.parcel.state == RETURNED else ()
    return any(known.sha256 == sha256 and is_same_paper(known, paper) for known in held)


def _unsaid(pool: PoolReader, one: ReturnedParcel, act: Act) -> list[Mapping[str, object]]:
    """Answers of the form that aren't on file yet by this very document."""
    known = [
        json.loads(form.answers)
        for form in pool.forms_of(one.parcel.parcel_uid)
        if form.form == RETURN_FORM and form.doc_no == act.doc_no and form.answered_on == act.on
    ]
    said = [{"code": item.code, "reason": item.text or return_reasons()[item.code].name.zh} for item in one.items]
    return [answers for answers in said if answers not in known]


def _record(path: PoolAddress, uid: str, answers: list[Mapping[str, object]], act: Act, issuer: str) -> None:
    record_form(
        path,
        RETURN_FORM,
        answers,
        Concern((uid,)),
        answered_by=issuer or act.role,
        answered_on=act.on,
        doc_no=act.doc_no,
        role=act.role,
        recorded_at=act.recorded_at,
    )


def _sent_back(path: PoolAddress, group: _Group, terms: ReturnTerms) -> list[ReturnOutcome]:
    """What becomes of a group; its parcels go back where the rules have such a step from their state."""
    if group.state == RETURNED:
        return [ReturnOutcome(one, True) for one in group.parcels]
    uids = [one.parcel.parcel_uid for one in group.parcels]
    act = replace(terms.act, role=group.role)
    report = advance_and_book(path, uids, RETURNED, act, group.rules, version=terms.version)
    why = {refusal.uid: refusal.reason for refusal in report.refused}
    return [ReturnOutcome(one, uid in report.advanced, why.get(uid)) for uid, one in zip(uids, group.parcels)]
