"""The head of every report: its rules, parameters and readings of what the text leaves open (规则、参数、歧义登记)."""

from __future__ import annotations

from ..regimes.ambiguities import ambiguities_of
from ..regimes.rule_set import Change, ParameterValue, RuleSet
from .html_page import section, table
from .language import tr


def rule_rows(rules: RuleSet, *, chinese: bool) -> list[list[str]]:
    """Which rule set, in which version, in force from when to when."""
    days = f"{rules.valid_from.isoformat()} – {rules.valid_to.isoformat()}"
    above = [[tr("Tightens"), rules.parent]] if rules.parent else []
    return [
        [tr("Rule set"), f"{rules.title.in_language(chinese)} {rules.document} ({rules.id})"],
        *above,
        [tr("In force"), days],
        [tr("Version (SHA-256)"), rules.sha256],
    ]


def rule_head(rules: RuleSet, *, chinese: bool) -> list[str]:
    """Parameters with value and reason, and how what the text leaves open is read (domain 1.5)."""
    heads = [tr("Parameter"), tr("Value"), tr("Unit"), tr("Register"), tr("Reason")]
    parameters = (
        [p.name, _value(p.value), _unit(p.unit), p.register, p.reason.in_language(chinese)]
        for p in rules.parameters.values()
    )
    open_questions = (
        [a.number, a.question.in_language(chinese), a.reading.in_language(chinese)] for a in ambiguities_of(rules)
    )
    questions = [tr("Register"), tr("Question"), tr("How it is read")]
    return [
        *_own_rules(rules, chinese),
        section(tr("Parameters"), table(heads, parameters)),
        section(tr("What the text leaves open"), table(questions, open_questions)),
    ]


def _own_rules(rules: RuleSet, chinese: bool) -> list[str]:
    """What a county sets otherwise than its province; whatever is looser stands first, with its document (A-26)."""
    if not rules.parent:
        return []
    heads = [tr("What"), tr("Above"), tr("In the county"), tr("Looser, by document"), tr("Reason")]
    rows = (
        [c.name, _value(c.before), _value(c.after), c.document if c.looser else "", _reason(c, chinese)]
        for c in sorted(rules.changes, key=lambda change: not change.looser)
    )
    return [section(tr("The county's own rules"), table(heads, rows))]


def _reason(change: Change, chinese: bool) -> str:
    return "" if change.reason is None else change.reason.in_language(chinese)


def _value(value: ParameterValue) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _unit(unit: str) -> str:
    return {"m2": tr("m²"), "m": tr("m"), "deg": tr("degrees"), "d": tr("days"), "1": tr("share")}.get(unit, unit)
