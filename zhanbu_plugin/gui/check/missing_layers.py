"""Layers that a check asked for and nobody gave, in one sentence (未提供的图层)."""

from __future__ import annotations

from ...checks.engine import CheckResult
from ...processing.inputs.remembered_layers import measures_slope
from ...processing.inputs.roles import role_name
from ...regimes.roles import roles
from ...reports.language import tr

_NAMED = 4
"""So many fit into two lines of the page; the rest is counted."""


def missing_layers(result: CheckResult) -> list[str]:
    """Names of the roles whose checks couldn't be carried out because no layer plays them."""
    rules = [column.rule for column in result.columns]
    given = {snapshot.role for snapshot in result.run.snapshots}
    names = {
        rule.role: role_name(roles()[rule.role]) for rule in rules if rule.role in roles() and rule.role not in given
    }
    if result.case.measured.steep is None and measures_slope(rules):
        names["dem"] = tr("Elevation model")
    return list(names.values())


def missing_layers_line(missing: list[str]) -> str:
    """What to say of them; empty when nothing is missing."""
    if not missing:
        return ""
    named = tr(", ").join(missing[:_NAMED])
    if len(missing) > _NAMED:
        named = tr("{named} and {count} more").format(named=named, count=len(missing) - _NAMED)
    return tr("Not given in “Set-up”: {layers}. What needs them stays unchecked.").format(layers=named)
