"""Reading a rule set from its YAML file; everything that doesn't hold is refused with file and line."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..survey.wording import translate
from .loading_checks import checks_of
from .loading_workflows import deadline_of, workflow_of
from .rule_set import Category, Clause, Parameter, ParameterValue, RuleSet, SourceRule, Treatment
from .words import refuse_loose_ends, refuse_unknown_words
from .yaml_entry import Entry, read_entry, text_of

_SYSTEMS = ("FOREST", "INOUT", "CROP")
_TOP = (
    *("id", "system", "title", "document", "region", "region_excluded", "valid_from", "valid_to"),
    *("parameters", "clauses", "categories", "sources", "workflows", "checks", "deadlines"),
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
        title=text_of(root["title"]),
        document=root["document"].text(),
        region=root["region"].texts(),
        region_excluded=root["region_excluded"].texts(),
        valid_from=root["valid_from"].day(),
        valid_to=root["valid_to"].day(),
        parameters={name: _parameter(name, entry) for name, entry in root["parameters"].items()},
        clauses={number: _clause(number, entry) for number, entry in root["clauses"].items()},
        categories={name: _category(name, entry) for name, entry in root["categories"].items()},
        sources=tuple(_source(entry) for entry in root["sources"].elements()),
        workflows={name: workflow_of(name, entry) for name, entry in root["workflows"].items()},
        checks=tuple(check for entry in root["checks"].elements() for check in checks_of(entry)),
        deadlines=tuple(deadline_of(entry) for entry in root["deadlines"].elements()),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    refuse_loose_ends(rule_set, root)
    if applied:
        refuse_unknown_words(rule_set, root)
    return rule_set


def _parameter(name: str, entry: Entry) -> Parameter:
    entry.only("value", "unit", "register", "reason")
    value = entry["value"].scalar()
    if not isinstance(value, (bool, int, float, str)):
        raise entry["value"].refuse(translate("zhanbu", "A number, a text or yes/no is expected here."))
    typed: ParameterValue = value
    return Parameter(name, typed, entry["unit"].text(), entry["register"].text(), text_of(entry["reason"]))


def _clause(number: str, entry: Entry) -> Clause:
    entry.only("title", "text", "treatment", "example")
    treatment, example = entry.get("treatment"), entry.get("example")
    return Clause(
        number,
        text_of(entry["title"]),
        text_of(entry["text"]),
        treatment.one_of(Treatment) if treatment else Treatment.COMPUTED,
        text_of(example) if example else None,
    )


def _category(name: str, entry: Entry) -> Category:
    entry.only("title", "groups", "classes")
    return Category(name, text_of(entry["title"]), entry["groups"].texts(), entry["classes"].texts())


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
