"""Documents on which a parcel passed a check before (既有批准文件) count again where a step repeats that very check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isclose

from ...checks.findings import Finding, Outcome, Severity
from ...checks.waivers.waiver import Waiver, in_order
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL, Workflow
from ..filing.dossiers import StoredFiles
from ..filing.filed import VERSION
from ..records import PoolEvent
from ..store import PoolReader
from .guards import GuardResult

_GRID_M2 = 0.01
"""Shapes are kept on a grid of 0.1 mm, which may move an area that much."""


def with_documents_kept(
    pool: PoolReader, uid: str, to_state: str, result: GuardResult, rule_set: RuleSet, stored: StoredFiles
) -> GuardResult:
    """The result with the documents that lifted the same failures of a parcel before.

    One counts for a check of an earlier state that the step to ``to_state`` asks once more, by the same rules, if what
    was found is no worse now than it was then, against the same source; if that state wasn't entered again since after
    a step back; and if the file still lies beside the pool as it was recorded. Else the document is asked for again.
    """
    given = {waiver.check_id for waiver in result.waivers}
    stages = {rule.id: rule.stage for rule in rule_set.checks}
    again = [
        finding
        for finding in result.findings
        if finding.severity is Severity.OVERRIDE
        and finding.outcome is Outcome.FAIL
        and finding.check_id not in given
        and stages.get(finding.check_id, to_state) != to_state
    ]
    if not again:
        return result
    history = _since_its_shape(pool.events_of(uid))
    kept: list[Waiver] = []
    for finding in again:
        entries = _still_standing(history, stages[finding.check_id], rule_set.workflows[PARCEL])
        kept += _documents(pool, uid, finding, entries, rule_set, stored)
    return replace(result, waivers=in_order([*result.waivers, *kept])) if kept else result


def _since_its_shape(events: Sequence[PoolEvent]) -> list[PoolEvent]:
    """From the entry on that brought the parcel its present shape."""
    changed = [n for n, event in enumerate(events) if not event.from_state or event.action == VERSION]
    return list(events[changed[-1] :])


def _still_standing(history: Sequence[PoolEvent], stage: str, workflow: Workflow) -> Iterator[PoolEvent]:
    """Entries, the last first, whose findings for a check of a stage weren't made void by a step back."""
    entered, void = False, False
    for event in reversed(history):
        if event.run_id and not void:
            yield event
        entered = entered or event.to_state == stage
        void = void or (entered and workflow.leads_back(event.from_state, event.to_state))


def _documents(
    pool: PoolReader,
    uid: str,
    now: Finding,
    entries: Iterator[PoolEvent],
    rule_set: RuleSet,
    stored: StoredFiles,
) -> tuple[Waiver, ...]:
    """The documents of the last check that asked the same, if they hold."""
    for event in entries:
        findings, waivers = pool.found_by(uid, event.run_id)
        then = next((finding for finding in findings if finding.check_id == now.check_id), None)
        if then is None:
            continue
        by = pool.runs([event.run_id]).get(event.run_id)
        if by is None or by.rule_set_sha256 != rule_set.sha256 or not _no_worse(now, then):
            return ()
        own = [waiver for waiver in waivers if waiver.check_id == now.check_id]
        return tuple(waiver for waiver in own if stored.holds(waiver.file_sha256, waiver.file_name))
    return ()


def _no_worse(now: Finding, then: Finding) -> bool:
    """Whether a failure is the one of then, or less of it; without numbers, whether it is told in the same words."""
    if (now.clause, now.severity, now.unit, now.source) != (then.clause, then.severity, then.unit, then.source):
        return False
    if then.outcome is not Outcome.FAIL:
        return False
    slack = _GRID_M2 if now.unit == "m2" else 1e-9
    if now.measured is None or then.measured is None:
        return now.measured is then.measured and str(now.message) == str(then.message)
    if now.threshold is None or then.threshold is None:
        return now.threshold is then.threshold and isclose(now.measured, then.measured, rel_tol=1e-9, abs_tol=slack)
    beyond = abs(now.measured - now.threshold) - abs(then.measured - then.threshold)
    same_side = (now.measured > now.threshold) == (then.measured > then.threshold)
    return same_side and isclose(now.threshold, then.threshold, rel_tol=1e-9, abs_tol=slack) and beyond <= slack
