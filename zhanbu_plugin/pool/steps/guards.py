"""The guards of a step (转换条件): checks of the rule set whose stage is the state that the step leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ...checks.checked import CheckRun, Snapshot
from ...checks.column import CheckColumn
from ...checks.dossier import Dossier, Step
from ...checks.engine import check_parcels
from ...checks.findings import Finding, Outcome, Severity
from ...checks.layer import Progress
from ...checks.measuring import Surroundings
from ...checks.on_file import KINDS as ON_FILE
from ...checks.on_file.rounds import dossier_case
from ...checks.waivers.applying import apply_waivers, require_waivable
from ...checks.waivers.waiver import Waiver, in_order
from ...checks.weighing import outcome_table, severity_table
from ...regimes.rule_set import CheckRule, RuleSet
from ...regimes.workflow import PARCEL
from ..records import PoolParcel
from .measured_parcels import parcels_as_layer, places_as_layer

HISTORY = "history"
"""Role of the pool's own history among what a check read: its head stands for all that was on file."""


@dataclass(frozen=True)
class Guarded:
    """A subject before its guards: what is on file of it, and the parcel if it is one."""

    dossier: Dossier
    parcel: PoolParcel | None = None

    @property
    def category(self) -> str:
        """Category of a parcel, by which checks may weigh differently."""
        return self.parcel.category if self.parcel else ""


@dataclass(frozen=True)
class GuardResult:
    """What the guards found on one subject, and the documents that lift what failed."""

    findings: tuple[Finding, ...]
    waivers: tuple[Waiver, ...]

    def against(self) -> list[Finding]:
        """Findings that keep the step from being taken: BLOCK failed, BLOCK or OVERRIDE not carried out, OVERRIDE
        failed without a document.
        """
        lifted = {waiver.check_id for waiver in self.waivers}
        return [
            f
            for f in self.findings
            if f.severity in (Severity.BLOCK, Severity.OVERRIDE)
            and f.outcome is not Outcome.PASS
            and not (f.severity is Severity.OVERRIDE and f.outcome is Outcome.FAIL and f.check_id in lifted)
        ]


def guards_of(rule_set: RuleSet, subject: str, from_state: str, to_state: str) -> tuple[CheckRule, ...]:
    """The checks that guard a step. Those of a matter's first state are asked when it leaves that state, because
    nothing can be on file of it before it is opened; but not when that ends it, so that a wrong draft can be given up,
    unless to end it is all that can be done with it.
    """
    guards = rule_set.guards_of(to_state, subject)
    workflow = rule_set.workflows[subject]
    first = workflow.first_state()
    if subject == PARCEL or from_state != first or to_state == first:
        return guards
    goes_on = any(not workflow.states[state].ends for state in workflow.ways_from(first))
    if goes_on and workflow.states[to_state].ends:
        return guards
    return (*rule_set.guards_of(first, subject), *guards)


def possible_guards(rule_set: RuleSet, to_state: str) -> tuple[CheckRule, ...]:
    """Every check that may guard a way into a state, of whatever subject and from wherever it leads."""
    ways = (
        guards_of(rule_set, subject, source, to_state)
        for subject, workflow in rule_set.workflows.items()
        for step in workflow.transitions
        if step.to == to_state
        for source in step.sources
    )
    return tuple({check.id: check for guards in ways for check in guards}.values())


def needs_measuring(rules: Iterable[CheckRule]) -> bool:
    """Whether some guard is a check over what parcels measure."""
    return any(rule.kind not in ON_FILE for rule in rules)


def evaluate(
    rules: Sequence[CheckRule],
    rule_set: RuleSet,
    guarded: Sequence[Guarded],
    step: Step,
    around: Surroundings,
    *,
    county: str,
    epsg: int,
    head: str,
    version: str = "",
    waivers: Iterable[Waiver] = (),
    progress: Progress = None,
) -> tuple[CheckRun, list[GuardResult]]:
    """Ask the guards of a step about n subjects; ``head`` is the hash of the pool's last entry.

    Raises ``InputProblem`` for layers that can't be used or a waiver of a check that no document lifts, ``Cancelled``.
    """
    documents = in_order(waivers)
    require_waivable(documents, rule_set)
    dossiers = [replace(g.dossier, next_step=replace(step, from_state=g.dossier.state)) for g in guarded]
    case = dossier_case(rule_set, step.occurred_on, dossiers)
    measured, snapshots = _measured(rules, rule_set, guarded, dossiers, step, around, county, epsg, progress)
    columns = [measured[r.id] if r.kind not in ON_FILE else ON_FILE[r.kind](r, case) for r in rules]
    subject = guarded[0].dossier.subject if guarded else PARCEL
    run = CheckRun(
        rule_set=rule_set.id,
        rule_set_sha256=rule_set.sha256,
        system=rule_set.system,
        as_of=step.occurred_on,
        stage=step.to_state if subject == PARCEL else f"{subject}.{step.to_state}",
        county=county,
        version=version,
        snapshots=tuple(sorted([*snapshots, Snapshot(HISTORY, "", "", head)], key=lambda s: s.role)),
    )
    return run, _results(columns, guarded, documents, rule_set, step.occurred_on)


def _measured(
    rules: Sequence[CheckRule],
    rule_set: RuleSet,
    guarded: Sequence[Guarded],
    dossiers: Sequence[Dossier],
    step: Step,
    around: Surroundings,
    county: str,
    epsg: int,
    progress: Progress,
) -> tuple[Mapping[str, CheckColumn], tuple[Snapshot, ...]]:
    """Columns of the guards that need measuring, by check; nothing is measured where there are none."""
    wanted = {rule.id for rule in rules if rule.kind not in ON_FILE}
    parcels = [g.parcel for g in guarded if g.parcel is not None]
    if not wanted or not guarded:
        return {}, ()
    subject = dossiers[0].subject
    state = step.to_state if rule_set.guards_of(step.to_state, subject) else rule_set.workflows[subject].first_state()
    result = check_parcels(
        parcels_as_layer(parcels, epsg) if subject == PARCEL else places_as_layer(dossiers, epsg),
        rule_set,
        around,
        as_of=step.occurred_on,
        stage=state if subject == PARCEL else f"{subject}.{state}",
        county=county,
        progress=progress,
        dossiers=list(dossiers),
    )
    return {c.rule.id: c for c in result.columns if c.rule.id in wanted}, result.run.snapshots


def _results(
    columns: Sequence[CheckColumn],
    guarded: Sequence[Guarded],
    documents: Sequence[Waiver],
    rule_set: RuleSet,
    day: date,
) -> list[GuardResult]:
    ids = np.empty(len(guarded), dtype=object)
    ids[:] = [g.dossier.uid for g in guarded]
    categories = np.empty(len(guarded), dtype=object)
    categories[:] = [g.category for g in guarded]
    applied = apply_waivers(
        documents,
        ids,
        [column.rule for column in columns],
        outcome_table(columns, len(guarded)),
        severity_table(columns, categories),
        as_of=day,
        known={rule.id for rule in rule_set.checks},
    )
    return [
        GuardResult(tuple(c.finding(i, ids[i], categories[i]) for c in columns), applied.of(i))
        for i in range(len(guarded))
    ]
