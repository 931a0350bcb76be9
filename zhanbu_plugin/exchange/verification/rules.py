"""Whether the rules in a submission are rules that this installation knows (规则集核对).

What decides is what the rules say, not the bytes of their file: an update may edit comments and explanations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...regimes.choosing import known_versions
from ...regimes.rule_set import RuleSet
from ...survey.wording import translate
from ..submission.format import RULE_SET
from .report import Problem

_TOLD_DIFFERENCES = 10


def rule_set_problems(packed: RuleSet) -> Iterator[Problem]:
    """A package whose rules are unknown here, or say something else than here, can't be relied on."""
    known = known_versions(packed.id)
    if not known:
        said = translate(
            "zhanbu",
            "This installation has no rule set {id}, so the package can't be judged: bring the plugin up to date.",
            id=packed.id,
        )
        yield Problem("RULE_SET", RULE_SET, "", said)
    elif not any(_said_alike(packed, version) for version in known):
        said = translate(
            "zhanbu",
            "The rule set {id} in the package isn't that of this installation; it differs in: {items}.",
            id=packed.id,
            items=", ".join(_differences(packed, known[0])[:_TOLD_DIFFERENCES]),
        )
        yield Problem("RULE_SET", RULE_SET, "", said)


def rule_set_notes(packed: RuleSet) -> Iterator[Problem]:
    """The same rules in another edition: explanations or comments were edited."""
    known = known_versions(packed.id)
    alike = [version for version in known if _said_alike(packed, version)]
    if alike and all(version.sha256 != packed.sha256 for version in alike):
        said = translate(
            "zhanbu", "The rule set {id} in the package says the same as here, in another edition.", id=packed.id
        )
        yield Problem("RULE_SET", RULE_SET, "", said)


def _said_alike(one: RuleSet, other: RuleSet) -> bool:
    return one.sha256 == other.sha256 or not _differences(one, other)


def _differences(one: RuleSet, other: RuleSet) -> list[str]:
    """Names of what two rule sets state differently, sorted."""
    mine, theirs = _stated(one), _stated(other)
    missing = object()
    return sorted(
        key for key in mine.keys() | theirs.keys() if repr(mine.get(key, missing)) != repr(theirs.get(key, missing))
    )


def _stated(rule_set: RuleSet) -> Mapping[str, Any]:
    """Everything that decides something, by name; titles, reasons and remedies are explanations."""
    checks = {
        check.id: (
            *(check.kind, check.clause, check.stage, check.severity.value, check.role),
            sorted((category, severity.value) for category, severity in check.severity_by_category.items()),
        )
        for check in rule_set.checks
    }
    return {
        **{name: getattr(rule_set, name) for name in ("system", "document", "region", "region_excluded")},
        **{name: getattr(rule_set, name) for name in ("valid_from", "valid_to", "sources")},
        "clauses": sorted(rule_set.clauses),
        "states": list(rule_set.states),
        "checks": list(checks),
        **{name: (_number(p.value), p.unit) for name, p in rule_set.parameters.items()},
        **{name: (category.groups, category.classes) for name, category in rule_set.categories.items()},
        **checks,
    }


def _number(value: object) -> object:
    """25 is 25.0, but a yes is no 1."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
