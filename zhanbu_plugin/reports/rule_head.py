"""The head of every report: its rules, parameters and readings of what the text leaves open (规则、参数、歧义登记)."""

from __future__ import annotations

from ..regimes.ambiguities import ambiguities_of
from ..regimes.rule_set import Parameter, RuleSet
from .html_page import section, table
from .language import tr


def rule_rows(rules: RuleSet, *, chinese: bool) -> list[list[str]]:
    """Which rule set, in which version, in force from when to when."""
    days = f"{rules.valid_from.isoformat()} – {rules.valid_to.isoformat()}"
    return [
        [tr("Rule set"), f"{rules.title.in_language(chinese)} {rules.document} ({rules.id})"],
        [tr("In force"), days],
        [tr("Version (SHA-256)"), rules.sha256],
    ]


def rule_head(rules: RuleSet, *, chinese: bool) -> list[str]:
    """Parameters with value and reason, and how what the text leaves open is read (domain 1.5)."""
    heads = [tr("Parameter"), tr("Value"), tr("Unit"), tr("Register"), tr("Reason")]
    parameters = (
        [p.name, _value(p), _unit(p.unit), p.register, p.reason.in_language(chinese)] for p in rules.parameters.values()
    )
    open_questions = (
        [a.number, a.question.in_language(chinese), a.reading.in_language(chinese)] for a in ambiguities_of(rules)
    )
    questions = [tr("Register"), tr("Question"), tr("How it is read")]
    return [
        section(tr("Parameters"), table(heads, parameters)),
        section(tr("What the text leaves open"), table(questions, open_questions)),
    ]


def _value(parameter: Parameter) -> str:
    value = parameter.value
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _unit(unit: str) -> str:
    return {"m2": tr("m²"), "m": tr("m"), "deg": tr("degrees"), "d": tr("days"), "1": tr("share")}.get(unit, unit)
