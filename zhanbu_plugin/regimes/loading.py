"""Reading a rule set from its YAML file; everything that doesn't hold is refused with file and line."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..survey.wording import translate
from .roles import roles
from .rule_set import (
    Category,
    CheckRule,
    Clause,
    Parameter,
    ParameterValue,
    RuleSet,
    SourceRule,
    State,
    Text,
)
from .severity import Severity
from .vocabulary import KINDS, KINDS_WITH_ROLE, PARAMETERS
from .yaml_entry import Entry, read_entry

_SYSTEMS = ("FOREST", "INOUT", "CROP")
_TOP = (
    *("id", "system", "title", "document", "region", "region_excluded", "valid_from", "valid_to"),
    *("parameters", "clauses", "categories", "sources", "states", "checks"),
)


def read_rule_set(path: Path, *, applied: bool = True) -> RuleSet:
    """The rule set in a file. Raises ``InputProblem`` naming file and line.

    ``applied`` demands every kind of check and every parameter that this version knows, and no other. Without it, a
    rule set of another version can be read, to compare it.
    """
    content = path.read_bytes()
    root = read_entry(path.name, content).only(*_TOP)
    system = root["system"]
    if system.text() not in _SYSTEMS:
        raise system.refuse(translate("zhanbu", "The system must be FOREST, INOUT or CROP."))
    rule_set = RuleSet(
        id=root["id"].text(),
        system=system.text(),
        title=_text(root["title"]),
        document=root["document"].text(),
        region=root["region"].texts(),
        region_excluded=root["region_excluded"].texts(),
        valid_from=root["valid_from"].day(),
        valid_to=root["valid_to"].day(),
        parameters={name: _parameter(name, entry) for name, entry in root["parameters"].items()},
        clauses={number: _clause(number, entry) for number, entry in root["clauses"].items()},
        categories={name: _category(name, entry) for name, entry in root["categories"].items()},
        sources=tuple(_source(entry) for entry in root["sources"].elements()),
        states={name: State(name, _text(entry)) for name, entry in root["states"].items()},
        checks=tuple(check for entry in root["checks"].elements() for check in _checks(entry)),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    _refuse_loose_ends(rule_set, root)
    if applied:
        _refuse_unknown_words(rule_set, root)
    return rule_set


def _text(entry: Entry) -> Text:
    entry.only("zh", "en")
    return Text(entry["zh"].text(), entry["en"].text())


def _parameter(name: str, entry: Entry) -> Parameter:
    entry.only("value", "unit", "register", "reason")
    value = entry["value"].scalar()
    if not isinstance(value, (bool, int, float, str)):
        raise entry["value"].refuse(translate("zhanbu", "A number, a text or yes/no is expected here."))
    typed: ParameterValue = value
    return Parameter(name, typed, entry["unit"].text(), entry["register"].text(), _text(entry["reason"]))


def _clause(number: str, entry: Entry) -> Clause:
    entry.only("title", "text")
    return Clause(number, _text(entry["title"]), _text(entry["text"]))


def _category(name: str, entry: Entry) -> Category:
    entry.only("title", "groups", "classes")
    return Category(name, _text(entry["title"]), entry["groups"].texts(), entry["classes"].texts())


def _source(entry: Entry) -> SourceRule:
    entry.only("clause", "category", "priority", "groups", "classes", "planting")
    return SourceRule(
        entry["clause"].text(),
        entry["category"].text(),
        entry["priority"].whole(),
        entry["groups"].texts(),
        entry["classes"].texts(),
        entry["planting"].texts(),
    )


def _severity(entry: Entry) -> Severity:
    try:
        return Severity(entry.text())
    except ValueError:
        raise entry.refuse(translate("zhanbu", "The severity must be BLOCK, OVERRIDE, WARN or INFO.")) from None


def _checks(entry: Entry) -> list[CheckRule]:
    """The check of an entry; one that lists several roles stands for a check each."""
    entry.only("id", "kind", "clause", "stage", "severity", "severity_by_category", "role", "roles", "title", "remedy")
    by_category = entry.get("severity_by_category")
    listed = entry.get("roles")
    role = entry.get("role")
    chosen = listed.texts() if listed else (role.text() if role else "",)
    for name in chosen:
        if name and name not in roles():
            raise (listed or entry["role"]).refuse(translate("zhanbu", "There is no layer role “{role}”.", role=name))
    return [
        CheckRule(
            id=entry["id"].text().replace("{role}", name),
            kind=entry["kind"].text(),
            clause=entry["clause"].text(),
            stage=entry["stage"].text(),
            severity=_severity(entry["severity"]),
            severity_by_category={k: _severity(v) for k, v in by_category.items()} if by_category else {},
            role=name,
            title=Text(roles()[name].name_zh, roles()[name].name_en) if listed else _text(entry["title"]),
            remedy=_text(entry["remedy"]),
        )
        for name in chosen
    ]


def _refuse_loose_ends(rule_set: RuleSet, root: Entry) -> None:
    """Every name that one part uses must stand in the part that defines it."""
    if rule_set.valid_to < rule_set.valid_from:
        raise root["valid_to"].refuse(translate("zhanbu", "The last day lies before the first."))
    seen: set[str] = set()
    for check in rule_set.checks:
        place = root["checks"]
        if check.id in seen:
            raise place.refuse(translate("zhanbu", "The check {check} occurs twice.", check=check.id))
        seen.add(check.id)
        _known(place, check.id, check.clause, rule_set.clauses)
        _known(place, check.id, check.stage, rule_set.states)
        for category in check.severity_by_category:
            _known(place, check.id, category, rule_set.categories)
    for source in rule_set.sources:
        _known(root["sources"], "sources", source.clause, rule_set.clauses)
        _known(root["sources"], "sources", source.category, rule_set.categories)


def _known(place: Entry, user: str, name: str, defined: object) -> None:
    if isinstance(defined, dict) and name not in defined:
        raise place.refuse(translate("zhanbu", "{user} names {name}, which isn't defined.", user=user, name=name))


def _refuse_unknown_words(rule_set: RuleSet, root: Entry) -> None:
    """Kinds of checks and parameters are those that the code knows."""
    for entry in root["checks"].elements():
        kind = entry["kind"]
        if kind.text() not in KINDS:
            raise kind.refuse(translate("zhanbu", "There is no kind of check “{kind}”.", kind=kind.text()))
        if kind.text() in KINDS_WITH_ROLE and not (entry.get("role") or entry.get("roles")):
            raise entry.refuse(translate("zhanbu", "A check of kind “{kind}” needs a role.", kind=kind.text()))
    place = root["parameters"]
    for name, entry in place.items():
        if name not in PARAMETERS:
            raise entry.refuse(translate("zhanbu", "No check reads a parameter “{name}”.", name=name))
        if not PARAMETERS[name](rule_set.parameters[name].value):
            raise entry["value"].refuse(
                translate(
                    "zhanbu", "The parameter {name} can't be {value}.", name=name, value=rule_set.parameters[name].value
                )
            )
    for name in sorted(PARAMETERS.keys() - rule_set.parameters.keys()):
        raise place.refuse(translate("zhanbu", "The parameter “{name}” is missing.", name=name))
