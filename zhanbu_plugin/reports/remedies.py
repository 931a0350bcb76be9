"""What to do about a finding (处理办法)."""

from __future__ import annotations

from ..checks.findings import Outcome
from ..regimes.rule_set import CheckRule
from .language import interface_is_chinese, tr


def remedy_of(rule: CheckRule, outcome: Outcome) -> str:
    """What the rules advise after a failure; after a check that stayed open, to supply what it lacked."""
    if outcome is Outcome.FAIL:
        return rule.remedy.in_language(interface_is_chinese())
    return tr("Supply what is missing, then check again.") if outcome is Outcome.NOT_CHECKED else ""
