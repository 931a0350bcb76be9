"""Whether the rules in a submission are rules that this installation knows (规则集核对).

What decides is what the rules say, not the bytes of their file: an update may edit comments and explanations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...regimes.choosing import known_versions
from ...regimes.reading.rule_set_file import packed_parent
from ...regimes.rule_set import Change, RuleSet
from ...regimes.text import Text
from ...regimes.workflow import Workflow
from ...survey.wording import translate
from ..submission.format import RULE_SET
from .report import Problem

_TOLD_DIFFERENCES = 10
_UNTITLED = Text("", "")


def rule_set_problems(packed: RuleSet) -> Iterator[Problem]:
    """A package whose rules are unknown here, or say something else than here, can't be relied on.

    A county's own rules are sound when those above them are: reading them has shown that they only tighten, or name
    the document that allows more.
    """
    for part in _parts(packed):
        known = known_versions(part.id)
        if not known:
            said = translate(
                "zhanbu",
                "This installation has no rule set {id}, so the package can't be judged: bring the plugin up to date.",
                id=part.id,
            )
            yield Problem("RULE_SET", RULE_SET, "", said)
        elif not any(_said_alike(part, version) for version in known):
            said = translate(
                "zhanbu",
                "The rule set {id} in the package isn't that of this installation; it differs in: {items}.",
                id=part.id,
                items=", ".join(_differences(part, known[0])[:_TOLD_DIFFERENCES]),
            )
            yield Problem("RULE_SET", RULE_SET, "", said)


def rule_set_notes(packed: RuleSet) -> Iterator[Problem]:
    """What a reviewer should know: a county's own rules, and rules that say the same in another edition."""
    if packed.parent:
        said = translate(
            "zhanbu",
            "The county's own rules {id} ({document}) apply; they set otherwise: {changes}.",
            id=packed.id,
            document=packed.document,
            changes="; ".join(map(_told, packed.changes)) or "–",
        )
        yield Problem("RULE_SET", RULE_SET, "", said)
    for part in _parts(packed):
        alike = [version for version in known_versions(part.id) if _said_alike(part, version)]
        if alike and all(version.sha256 != part.sha256 for version in alike):
            said = translate(
                "zhanbu", "The rule set {id} in the package says the same as here, in another edition.", id=part.id
            )
            yield Problem("RULE_SET", RULE_SET, "", said)


def _parts(packed: RuleSet) -> tuple[RuleSet, ...]:
    """The rule sets that have to be known here: that which a county tightens, in place of its own."""
    return (packed,) if not packed.parent else (packed_parent(packed),)


def _told(change: Change) -> str:
    document = f" ({change.document})" if change.looser else ""
    return f"{change.name}: {change.before} → {change.after}{document}"


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
            *(check.kind, check.clause, check.subject, check.stage, check.severity.value, check.role),
            sorted(check.options.items()),
            sorted((category, severity.value) for category, severity in check.severity_by_category.items()),
        )
        for check in rule_set.checks
    }
    return {
        **{name: getattr(rule_set, name) for name in ("system", "document", "region", "region_excluded")},
        **{name: getattr(rule_set, name) for name in ("valid_from", "valid_to", "sources")},
        "clauses": sorted(rule_set.clauses),
        **{subject: _path(workflow) for subject, workflow in rule_set.workflows.items()},
        "deadlines": [replace(deadline, title=_UNTITLED) for deadline in rule_set.deadlines],
        "checks": list(checks),
        **{name: (_number(p.value), p.unit) for name, p in rule_set.parameters.items()},
        **{name: (category.groups, category.classes) for name, category in rule_set.categories.items()},
        **checks,
    }


def _path(workflow: Workflow) -> object:
    states = [(state.id, state.pooled, state.locked, state.ends) for state in workflow.states.values()]
    return states, workflow.transitions


def _number(value: object) -> object:
    """25 is 25.0, but a yes is no 1."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
