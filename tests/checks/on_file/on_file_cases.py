"""Dossiers and checks to try the predicates on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, Step
from zhanbu_plugin.checks.findings import Finding
from zhanbu_plugin.checks.on_file import KINDS
from zhanbu_plugin.checks.on_file.case import DossierCase
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.forms.answers import checked_answers
from zhanbu_plugin.regimes.rule_set import CheckRule, Parameter, RuleSet
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.regimes.text import Text
from zhanbu_plugin.regimes.workflow import PARCEL

AS_OF = date(2026, 7, 1)
SOME_TEXT = Text("文字", "text")


def rule_set(**parameters: float | str) -> RuleSet:
    """The Hebei rules with parameters of the checks over the file, unless given 50 m and 7 days."""
    values = {"evidence.max_distance_m": 50, "publicity.min_days": 7} | {
        name.replace("__", "."): value for name, value in parameters.items()
    }
    more = {name: Parameter(name, value, "", "", SOME_TEXT) for name, value in values.items()}
    rules = rule_sets()["hebei-cropland-2025"]
    return replace(rules, parameters={**rules.parameters, **more})


def rule(kind: str, **options: object) -> CheckRule:
    """A check that blocks."""
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in options.items()}
    return CheckRule(*("CHK-X", kind, "HB-4", "CANDIDATE", Severity.BLOCK, {}, "", SOME_TEXT, SOME_TEXT), options=given)


def record(form: str, *, on: date = AS_OF, **values: object) -> FormRecord:
    """A record whose answers are those that a user could give."""
    return FormRecord(form, checked_answers(form, values), "王工", on)


def paper(kind: str, **more: object) -> EvidenceItem:
    """A file of a kind."""
    return replace(EvidenceItem(kind, "title", "文号1", None, f"{kind.lower()}.jpg", "ab" * 32), **more)


def dossier(*contents: FormRecord | EvidenceItem | Step | Dossier, subject: str = PARCEL, **more: object) -> Dossier:
    """A subject with what is on file of it."""
    return Dossier(
        "P1",
        subject,
        "CANDIDATE",
        evidence=tuple(c for c in contents if isinstance(c, EvidenceItem)),
        records=tuple(c for c in contents if isinstance(c, FormRecord)),
        steps=tuple(c for c in contents if isinstance(c, Step)),
        linked=tuple(c for c in contents if isinstance(c, Dossier)),
        **more,
    )


def step(to: str, on: date) -> Step:
    return Step("", to, on, "COUNTY_NR")


def finding(
    check: CheckRule,
    subject: Dossier | None,
    *,
    rules: RuleSet | None = None,
    as_of: date = AS_OF,
    parameters: Mapping[str, float] | None = None,
) -> Finding:
    """What a check finds on one dossier, by the function that its kind names."""
    rules = rules or rule_set(**(parameters or {}))
    return KINDS[check.kind](check, DossierCase(rules, as_of, (subject,))).finding(0, "P1", "")
