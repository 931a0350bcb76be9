"""What still counts of a file after a step back (退回后重新办理): states entered again ask for everything anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ...regimes.rule_set import RuleSet
from ...regimes.workflow import Workflow
from ..dossier import Dossier, EvidenceItem, FormRecord, Step
from .case import DossierCase
from .reads import evidence_read, reads_of

Owners = Mapping[str, frozenset[str]]
"""The states to which forms and kinds of papers belong: those whose checks ask for them."""


def dossier_case(rule_set: RuleSet, as_of: date, dossiers: Sequence[Dossier | None]) -> DossierCase:
    """What checks over the file look at: of each dossier what counts, see ``what_counts``."""
    owners = cache(lambda subject: _owners(rule_set, subject))
    returned = [None if d is None else _last(_returns(d, rule_set.workflows.get(d.subject))) for d in dossiers]
    counting = [
        d if d is None or back is None else what_counts(d, rule_set, owners) for d, back in zip(dossiers, returned)
    ]
    return DossierCase(rule_set, as_of, counting, [None if back is None else back.occurred_on for back in returned])


def what_counts(dossier: Dossier, rule_set: RuleSet, owners_of: Callable[[str], Owners] | None = None) -> Dossier:
    """The dossier without what was filed before a step back (``Workflow.leads_back``) for states entered again since.

    A form or kind of paper belongs to the states whose checks ask for it. What belongs to a state that was passed
    before the step back and wasn't entered again since stays good, as do papers and answers of the whole county and
    those of which nobody knows when they were filed. JX-3.2.2(6), JX-3.3.2b; A-08.
    """
    backs = _returns(dossier, rule_set.workflows.get(dossier.subject))
    if not backs:
        return dossier
    owners = _owners(rule_set, dossier.subject) if owners_of is None else owners_of(dossier.subject)
    walked = dossier.steps if dossier.next_step is None else (*dossier.steps, dossier.next_step)
    still_passed = [_still_passed(walked, back) for back in backs]

    def counts(item: FormRecord | EvidenceItem, name: str) -> bool:
        states = owners.get(name, frozenset())
        return not any(_filed_before(item, back) and not states & passed for back, passed in zip(backs, still_passed))

    return replace(
        dossier,
        records=tuple(record for record in dossier.records if counts(record, record.form)),
        evidence=tuple(item for item in dossier.evidence if counts(item, _EVIDENCE + item.kind)),
    )


def _returns(dossier: Dossier, workflow: Workflow | None) -> list[Step]:
    """The steps back, in order."""
    if workflow is None:
        return []
    return [step for step in dossier.steps if workflow.leads_back(step.from_state, step.to_state)]


def _last(steps: Sequence[Step]) -> Step | None:
    return steps[-1] if steps else None


def _still_passed(walked: Sequence[Step], back: Step) -> frozenset[str]:
    """States passed before a step back and not entered again since."""
    at = walked.index(back)
    return frozenset(s.to_state for s in walked[:at]) - {s.to_state for s in walked[at:]}


def _filed_before(item: FormRecord | EvidenceItem, step: Step) -> bool:
    """By the history; an answer of an earlier day that was only recorded later was given before, too."""
    if not item.filed_as or not step.filed_as:
        return False
    return item.filed_as < step.filed_as or (isinstance(item, FormRecord) and item.answered_on < step.occurred_on)


_EVIDENCE = "evidence."
"""Stands before kinds of papers, which may have the name of a form."""


def _owners(rule_set: RuleSet, subject: str) -> Owners:
    found: dict[str, set[str]] = {}
    for rule in rule_set.checks:
        if rule.subject == subject:
            papers = (_EVIDENCE + kind for kind in evidence_read(rule))
            for name in (*reads_of(rule, rule_set).forms, *papers):
                found.setdefault(name, set()).add(rule.stage)
    return {name: frozenset(states) for name, states in found.items()}
