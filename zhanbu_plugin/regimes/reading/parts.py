"""The parts of a rule set's YAML, one after the other, each read although another is at fault."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from ...survey.wording import translate
from ..rule_set import Category, Clause, Parameter, ParameterValue, RuleSet, SourceRule, Treatment
from .checks import checks_of
from .heard import Heard
from .workflows import deadline_of, workflow_of
from .yaml_entry import Entry, text_of

SYSTEMS = ("FOREST", "INOUT", "CROP")


def rule_set_of(root: Entry, content: bytes, heard: Heard) -> RuleSet | None:
    """The rule set that a root describes, ``None`` where something of it can't be read."""
    here = Heard()
    here.all_of(root.unread(*KEYS))
    parts: dict[str, Any] = {key: value for key in _PLAIN for value in here.one(_plain, root, key)}
    parts |= {key: _named(root, key, here) for key in _NAMED}
    parts |= {key: _listed(root, key, here) for key in _LISTED}
    heard.all_of(here.problems)
    if here.problems:
        return None
    return RuleSet(**parts, sha256=hashlib.sha256(content).hexdigest(), content=content)


def _plain(root: Entry, key: str) -> object:
    return _PLAIN[key](root[key])


def _named(root: Entry, key: str, heard: Heard) -> dict[str, object]:
    entries = (pair for pairs in heard.one(_pairs, root, key) for pair in pairs)
    return {name: value for name, entry in entries for value in heard.one(_NAMED[key], name, entry)}


def _pairs(root: Entry, key: str) -> tuple[tuple[str, Entry], ...]:
    return tuple(root[key].items())


def _listed(root: Entry, key: str, heard: Heard) -> tuple[object, ...]:
    entries = (entry for found in heard.one(_elements, root, key) for entry in found)
    return tuple(one for entry in entries for read in heard.one(_LISTED[key], entry) for one in read)


def _elements(root: Entry, key: str) -> tuple[Entry, ...]:
    return root[key].elements()


def _system(entry: Entry) -> str:
    if entry.text() not in SYSTEMS:
        raise entry.refuse(translate("zhanbu", "The system must be FOREST, INOUT or CROP."))
    return entry.text()


def parameter_of(name: str, entry: Entry) -> Parameter:
    """A parameter with its value, unit, number in the register, reason, and the document that allows to loosen it."""
    entry.only("value", "unit", "register", "reason", "document")
    value, document = entry["value"].scalar(), entry.get("document")
    if not isinstance(value, (bool, int, float, str)):
        raise entry["value"].refuse(translate("zhanbu", "A number, a text or yes/no is expected here."))
    typed: ParameterValue = value
    unit, register, reason = entry["unit"].text(), entry["register"].text(), text_of(entry["reason"])
    return Parameter(name, typed, unit, register, reason, document.text() if document else "")


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


def _source(entry: Entry) -> list[SourceRule]:
    entry.only("clause", "category", "priority", "groups", "classes", "planting")
    return [
        SourceRule(
            entry["clause"].text(),
            entry["category"].text(),
            entry["priority"].whole(),
            entry["groups"].texts(),
            entry["classes"].texts(),
            entry["planting"].texts(),
        )
    ]


_PLAIN: Mapping[str, Callable[[Entry], object]] = {
    "id": Entry.text,
    "system": _system,
    "title": text_of,
    "document": Entry.text,
    "region": Entry.texts,
    "region_excluded": Entry.texts,
    "valid_from": Entry.day,
    "valid_to": Entry.day,
}
_NAMED: Mapping[str, Callable[[str, Entry], object]] = {
    "parameters": parameter_of,
    "clauses": _clause,
    "categories": _category,
    "workflows": workflow_of,
}
_LISTED: Mapping[str, Callable[[Entry], list[Any]]] = {
    "sources": _source,
    "checks": checks_of,
    "deadlines": lambda entry: [deadline_of(entry)],
}
KEYS = (*_PLAIN, *_NAMED, *_LISTED)
"""The keys of a rule set."""
