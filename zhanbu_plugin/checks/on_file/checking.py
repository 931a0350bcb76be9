"""The check of what is on file: guards of a step, and matters such as plans and occupations (办理检查)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ...regimes.rule_set import CheckRule, RuleSet
from ...regimes.stage import stage_of
from ...regimes.workflow import PARCEL
from ...survey.wording import translate
from ..column import FAIL, NOT_CHECKED, CheckColumn, not_checked
from ..dossier import Dossier
from ..findings import Finding
from . import KINDS
from .case import DossierCase
from .reads import reads_of
from .rounds import dossier_case

_MEASURED = translate("zhanbu", "This is measured on the ground: check the parcels for this state.")
_NOT_TOLD = translate("zhanbu", "This is about papers, other forms or earlier steps, which the table doesn't hold.")


@dataclass(frozen=True)
class Told:
    """What the dossiers can tell at all, when they don't come from a pool: records of ``forms``, and ``evidence``."""

    forms: frozenset[str]
    evidence: bool = False


def check_dossiers(
    rule_set: RuleSet,
    dossiers: Sequence[Dossier],
    *,
    stage: str,
    subject: str = PARCEL,
    as_of: date,
    told: Told | None = None,
) -> tuple[tuple[Finding, ...], ...]:
    """Findings per dossier, in the rule set's order, of every check that guards the way into a state.

    ``stage`` is ``STATE`` or ``SUBJECT.STATE``; a state without checks gives no findings. A check over measurements
    stays open here: ``check_parcels`` answers it. With ``told``, what the dossiers can't tell stays open too.
    Raises ``InputProblem`` for a subject or state that the rule set hasn't got.
    """
    named, state = _stage(rule_set, stage, subject)
    case = dossier_case(rule_set, as_of, dossiers)
    columns = [_column(rule, case, told) for rule in rule_set.guards_of(state, named)]
    return tuple(tuple(column.finding(i, dossier.uid, "") for column in columns) for i, dossier in enumerate(dossiers))


def _stage(rule_set: RuleSet, stage: str, subject: str) -> tuple[str, str]:
    before, dot, after = stage.partition(".")
    named, state = (before, after) if dot else (subject, before)
    workflow = rule_set.workflows.get(named)
    return (named, state) if workflow and state in workflow.states else stage_of(rule_set, stage, subject=subject)


def _column(rule: CheckRule, case: DossierCase, told: Told | None) -> CheckColumn:
    if rule.kind not in KINDS:
        return not_checked(rule, len(case), _MEASURED)
    if told is None:
        return KINDS[rule.kind](rule, case)
    reads = reads_of(rule, case.rule_set)
    if reads.history or not reads.forms <= told.forms:
        return not_checked(rule, len(case), _NOT_TOLD)
    if not reads.evidence or told.evidence:
        return KINDS[rule.kind](rule, case)
    # Where no form is read, an empty file says nothing; else what an answer asks for may be at hand after all.
    return _open_where_failed(KINDS[rule.kind](rule, case)) if reads.forms else not_checked(rule, len(case), _NOT_TOLD)


def _open_where_failed(column: CheckColumn) -> CheckColumn:
    """The same column where a failure can only mean that nobody knows."""
    failed = column.outcome == FAIL
    outcome = np.where(failed, np.int8(NOT_CHECKED), column.outcome)
    return replace(column, outcome=outcome, measured=np.where(failed, np.nan, column.measured))
