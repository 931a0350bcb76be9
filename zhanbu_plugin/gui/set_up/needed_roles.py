"""Which layers the rules look at, so that their rows are shown (规则所用图层)."""

from __future__ import annotations

from ...checks.measures.steep_ground import SLOPE_MAP
from ...regimes.rule_set import RuleSet

SURVEY2, APPROVED = "survey2", "approved"


def needed_roles(rules: RuleSet) -> frozenset[str]:
    """Roles that its checks name, and those that answer for them: what was approved since the second survey, and the
    slope map where it is a source of slope.
    """
    named = {check.role for check in rules.checks if check.role}
    if SURVEY2 in named:
        named.add(APPROVED)
    if SLOPE_MAP in rules.text("slope.source").split():
        named.add(SLOPE_MAP)
    return frozenset(named)
