"""Who may take a step (状态推进条件): what speaks against it, and what its guards find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...checks.checked import CheckRun
from ...checks.dossier import Step
from ...checks.findings import Finding
from ...checks.layer import Progress
from ...checks.measuring import Surroundings
from ...checks.on_file.later_days import later_day
from ...checks.waivers.waiver import Waiver
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL, Transition
from ...survey.wording import Wording, translate
from ..claims import ground_claimed
from ..filing.dossiers import StoredFiles, read_dossiers
from ..filing.filed import PoolMatter
from ..records import PoolParcel
from ..store import PoolReader, PoolWriter
from .acts import Act
from .guards import Guarded, GuardResult, evaluate, guards_of, needs_measuring
from .lifted_before import with_documents_kept
from .transitions import (
    DATE,
    ENDED,
    GUARD,
    UNKNOWN,
    WRONG_RULES,
    Obstacle,
    date_obstacle,
    rule_obstacle,
    transition_obstacle,
    way_obstacle,
)


@dataclass(frozen=True)
class StepRefusal:
    """Why a subject may not take a step; of a guard that failed also the check and its clause."""

    uid: str
    code: str
    reason: Wording
    check_id: str = ""
    clause: str = ""


@dataclass(frozen=True)
class StepTerms:
    """The step that is asked for: where to, by which act and rules, measured against what, with which documents."""

    to_state: str
    act: Act
    rule_set: RuleSet
    around: Surroundings = field(default_factory=Surroundings)
    waivers: tuple[Waiver, ...] = ()
    version: str = ""


@dataclass(frozen=True)
class Ready:
    """A subject that takes the step, with what its guards found."""

    uid: str
    from_state: str
    step: Transition
    ends: bool
    run: CheckRun
    result: GuardResult


def weigh(
    pool: PoolWriter, uids: Sequence[str], terms: StepTerms, stored: StoredFiles, progress: Progress
) -> tuple[list[Ready], list[StepRefusal]]:
    """Who may take the step, and of the others why not, each in the order of uids.

    What was on file is still so when the step is written if no entry was appended to the history meanwhile.
    """
    parcels = {p.parcel_uid: p for p in pool.parcels_of(uids)}
    matters = {m.matter_uid: m for m in pool.matters_of([uid for uid in uids if uid not in parcels])}
    own_rules = _own_rules(pool, parcels, matters)
    refusals: dict[str, list[StepRefusal]] = {}
    free: dict[tuple[str, str], list[str]] = {}
    for uid in uids:
        about = parcels.get(uid) or matters.get(uid)
        obstacle = _unknown(uid) if about is None else _obstacle(pool, uid, about, own_rules[uid], terms)
        if obstacle is not None or about is None:
            refusals[uid] = [StepRefusal(uid, obstacle.code, obstacle.wording())] if obstacle else []
        else:
            free.setdefault((_subject_of(about), about.state), []).append(uid)
    ready: dict[str, Ready] = {}
    for number, ((subject, state), group) in enumerate(sorted(free.items())):
        share = None if progress is None else _share(progress, number / len(free), (number + 1) / len(free))
        rules = guards_of(terms.rule_set, subject, state, terms.to_state)
        intact = stored if any(rule.kind == "evidence_intact" for rule in rules) else None
        guarded = [Guarded(d, parcels.get(d.uid)) for d in read_dossiers(pool, group, intact=intact)]
        for one, asked in zip(_asked(pool, guarded, (subject, state), terms, stored, share), guarded):
            later = later_day(rules, terms.rule_set, asked.dossier, terms.act.on)
            against = [_guard_refusal(one.uid, finding) for finding in one.result.against()]
            against += [] if later is None else [StepRefusal(one.uid, DATE, later, clause=one.step.clause)]
            if against:
                refusals[one.uid] = against
            else:
                ready[one.uid] = one
    return [ready[uid] for uid in sorted(ready)], [r for uid in sorted(refusals) for r in refusals[uid]]


def _share(progress: Progress, start: float, end: float) -> Progress:
    return None if progress is None else lambda done: progress(0.9 * (start + (end - start) * done))


def _own_rules(
    pool: PoolReader, parcels: Mapping[str, PoolParcel], matters: Mapping[str, PoolMatter]
) -> dict[str, str]:
    """Id of the rule set by which each subject entered the pool."""
    runs = pool.runs(sorted({p.run_id for p in parcels.values()}))
    of_parcels = {uid: runs[p.run_id].rule_set for uid, p in parcels.items() if p.run_id in runs}
    return {**of_parcels, **{uid: matter.rule_set for uid, matter in matters.items()}}


def _subject_of(about: PoolParcel | PoolMatter) -> str:
    return about.subject if isinstance(about, PoolMatter) else PARCEL


def _obstacle(
    pool: PoolReader, uid: str, about: PoolParcel | PoolMatter, own_rules: str, terms: StepTerms
) -> Obstacle | None:
    """What speaks against the step before its guards are asked."""
    rule_set, workflow = terms.rule_set, terms.rule_set.workflows.get(_subject_of(about))
    if workflow is None or own_rules not in (rule_set.id, rule_set.parent):
        return _wrong_rules(own_rules, rule_set)
    events = pool.events_of(uid)
    if events[-1].ends_claim:
        return _ended(about.state)
    found = rule_obstacle(rule_set, terms.act.on) or way_obstacle(workflow, about.state, terms.to_state)
    step = workflow.between(about.state, terms.to_state)
    if found is not None or step is None:
        return found
    last = max(event.occurred_on for event in events)
    return transition_obstacle(step, rule_set, terms.act) or date_obstacle(last, terms.act.on)


def _unknown(uid: str) -> Obstacle:
    return Obstacle(
        UNKNOWN,
        translate("zhanbu", "The pool holds no parcel and no matter “{uid}”.", uid=uid),
        translate("zhanbu", "Give an id from the column parcel_uid, or one that a matter got when opened."),
    )


def _ended(state: str) -> Obstacle:
    return Obstacle(
        ENDED,
        translate("zhanbu", "It has come to its end ({state}).", state=state),
        translate("zhanbu", "Check the parcel again and push it anew, or open a new matter."),
    )


def _wrong_rules(own: str, rule_set: RuleSet) -> Obstacle:
    return Obstacle(
        WRONG_RULES,
        translate("zhanbu", "It entered the pool by {own}, not by {id}.", own=own, id=rule_set.id),
        translate("zhanbu", "Choose {own}, or a county's own rules over it.", own=own),
    )


def _asked(
    pool: PoolWriter,
    guarded: Sequence[Guarded],
    group: tuple[str, str],
    terms: StepTerms,
    stored: StoredFiles,
    progress: Progress,
) -> list[Ready]:
    """Each subject of a group (one kind in one state) with what its guards found."""
    subject, state = group
    workflow = terms.rule_set.workflows[subject]
    step = workflow.between(state, terms.to_state)
    if step is None:
        return []
    rules = guards_of(terms.rule_set, subject, state, terms.to_state)
    identity, (_, head) = pool.identity, pool.head()
    around = terms.around
    if needs_measuring(rules):
        around = replace(around, claims=ground_claimed(pool, but=[g.dossier.uid for g in guarded]))
    run, results = evaluate(
        rules,
        terms.rule_set,
        guarded,
        Step(state, terms.to_state, terms.act.on, terms.act.role, terms.act.doc_no),
        around,
        county=identity.county,
        epsg=identity.epsg,
        head=head,
        version=terms.version,
        waivers=terms.waivers,
        progress=progress,
    )
    if subject == PARCEL:
        results = [
            with_documents_kept(pool, g.dossier.uid, terms.to_state, result, terms.rule_set, stored)
            for g, result in zip(guarded, results)
        ]
    ends = workflow.states[terms.to_state].ends
    return [Ready(g.dossier.uid, state, step, ends, run, result) for g, result in zip(guarded, results)]


def _guard_refusal(uid: str, finding: Finding) -> StepRefusal:
    reason = translate(
        "zhanbu", "{check} ({clause}): {what}", check=finding.check_id, clause=finding.clause, what=finding.message
    )
    return StepRefusal(uid, GUARD, reason, finding.check_id, finding.clause)
