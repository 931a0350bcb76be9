"""What follows from what is on file: one family of checks per file, each a predicate over dossiers (卷宗).

A rule set names a predicate by its ``kind``; ``KINDS`` is the only place where kinds and predicates meet.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from ...regimes.rule_set import CheckRule
from ..column import CheckColumn
from .amounts import at_most, shares_sum
from .answers import answered, needs_when, not_answered
from .case import DossierCase
from .consents import consents_complete
from .dates import in_order, on_time
from .evidence import evidence, evidence_intact, evidence_located
from .linked import linked_in_state
from .notices import objections_closed, publicity
from .quality import grade_at_most, quality_opinion
from .samples import sample_passed

Predicate = Callable[[CheckRule, DossierCase], CheckColumn]

KINDS: MappingProxyType[str, Predicate] = MappingProxyType(
    {
        "answered": answered,
        "at_most": at_most,
        "consents_complete": consents_complete,
        "evidence": evidence,
        "evidence_intact": evidence_intact,
        "evidence_located": evidence_located,
        "grade_at_most": grade_at_most,
        "in_order": in_order,
        "linked_in_state": linked_in_state,
        "needs_when": needs_when,
        "not_answered": not_answered,
        "objections_closed": objections_closed,
        "on_time": on_time,
        "publicity": publicity,
        "quality_opinion": quality_opinion,
        "sample_passed": sample_passed,
        "shares_sum": shares_sum,
    }
)
