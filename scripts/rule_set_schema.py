"""The JSON schema of rule-set files, made from the vocabulary, so that an editor completes and underlines (规则集架构).

Run it after a change of kinds, options, parameters, roles, actors or forms:
    .venv/bin/python scripts/rule_set_schema.py
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from zhanbu_plugin.regimes.actors import actors  # noqa: E402 - found through the path above
from zhanbu_plugin.regimes.forms.evidence_kinds import evidence_kinds  # noqa: E402
from zhanbu_plugin.regimes.forms.form import forms  # noqa: E402
from zhanbu_plugin.regimes.reading.parts import SYSTEMS  # noqa: E402
from zhanbu_plugin.regimes.roles import roles  # noqa: E402
from zhanbu_plugin.regimes.rule_set import Treatment  # noqa: E402
from zhanbu_plugin.regimes.severity import Severity  # noqa: E402
from zhanbu_plugin.regimes.vocabulary.kind import Kind, Option  # noqa: E402
from zhanbu_plugin.regimes.vocabulary.kinds import KINDS, PARAMETERS  # noqa: E402
from zhanbu_plugin.regimes.vocabulary.on_file import PARAMETER_PREFIX  # noqa: E402
from zhanbu_plugin.regimes.vocabulary.parameters import SAMPLE_BASES, SLOPE_RULES, SLOPE_SOURCES  # noqa: E402

FILE = ROOT / "resources" / "regimes" / "rule-set.schema.json"
Schema = dict[str, Any]

ANY_TEXT = "any text at all"
"""What an option that admits it admits everything."""
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def schema() -> Schema:
    """The schema of both kinds of files: a regulation's rule set, and a county's own rules over it."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Zhanbu rule set",
        "description": "A regulation as data, or (with “parent”) a county's own rules, which may only tighten it.",
        "type": "object",
        "if": {"required": ["parent"]},
        "then": _county(),
        "else": _regulation(),
        "definitions": {
            "text": _object({"zh": _TEXT, "en": _TEXT}),
            "severity": {"enum": [severity.value for severity in Severity]},
            "check": _check(),
            "clause": _clause(),
            "parameter": {"enum": sorted(PARAMETERS)},
            **{name: {"enum": words} for name, words in _words().items()},
        },
    }


def _object(properties: Mapping[str, Schema], *, optional: Iterable[str] = ()) -> Schema:
    left_out = set(optional)
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in left_out],
        "additionalProperties": False,
    }


def _named(entry: Schema) -> Schema:
    return {"type": "object", "additionalProperties": entry}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _identity() -> Schema:
    return {
        **{"id": _TEXT, "title": _ref("text"), "document": _TEXT, "region": _TEXTS, "region_excluded": _TEXTS},
        **{"valid_from": _DAY, "valid_to": _DAY},
    }


def _regulation() -> Schema:
    groups: Schema = {"groups": _TEXTS, "classes": _TEXTS}
    source = {"clause": _TEXT, "category": _TEXT, "priority": {"type": "integer"}, **groups, "planting": _TEXTS}
    return _object(
        {
            **_identity(),
            "system": {"enum": list(SYSTEMS)},
            "parameters": _parameters(("value", "unit", "register", "reason")),
            "clauses": _named(_ref("clause")),
            "categories": _named(_object({"title": _ref("text"), **groups})),
            "sources": {"type": "array", "items": _object(source)},
            "workflows": _named(_workflow()),
            "checks": {"type": "array", "items": _ref("check")},
            "deadlines": {"type": "array", "items": _deadline()},
        }
    )


def _county() -> Schema:
    own: Schema = {
        "parent": _TEXT,
        **_identity(),
        "parameters": _parameters(("value", "reason")),
        "severities": _named(_ref("severity")),
        "clauses": _named(_ref("clause")),
        "checks": {"type": "array", "items": _ref("check")},
    }
    return _object(own, optional=("region_excluded", "parameters", "severities", "clauses", "checks"))


def _parameters(required: Iterable[str]) -> Schema:
    about: Schema = {"unit": _TEXT, "register": {"type": "string", "pattern": r"^(A-\d{2})?$"}}
    about |= {"reason": _ref("text"), "document": _TEXT}
    return {
        "type": "object",
        "properties": {
            name: {
                "type": "object",
                "description": f"Stricter: {word.stricter.value}.",
                "properties": {"value": _value(word.admits), **about},
                "required": list(required),
                "additionalProperties": False,
            }
            for name, word in sorted(PARAMETERS.items())
        },
        "additionalProperties": False,
    }


def _value(admits: Callable[[object], bool]) -> Schema:
    """What a parameter may be, as far as a schema can say it."""
    if admits(True):
        return {"type": "boolean"}
    if admits(0.5) or admits(1):
        return {"type": "number", "minimum": 0, **({} if admits(1.5) else {"maximum": 1})}
    named = [name for name in (*SAMPLE_BASES, *SLOPE_RULES, *SLOPE_SOURCES) if admits(name)]
    closed = named and not admits(" ".join(SLOPE_SOURCES)) and not admits("share:8%")
    return {"enum": named} if closed else _TEXT


def _clause() -> Schema:
    treatment: Schema = {"enum": [treatment.value for treatment in Treatment]}
    own: Schema = {"title": _ref("text"), "text": _ref("text"), "treatment": treatment, "example": _ref("text")}
    return _object(own, optional=("treatment", "example"))


def _check() -> Schema:
    role: Schema = {"enum": sorted(roles())}
    own: Schema = {
        **{"id": _TEXT, "kind": {"enum": sorted(KINDS)}, "clause": _TEXT, "subject": _TEXT, "stage": _TEXT},
        **{"severity": _ref("severity"), "severity_by_category": _named(_ref("severity"))},
        **{"role": role, "roles": {"type": "array", "items": role}, "with": {"type": "object"}},
        **{"title": _ref("text"), "remedy": _ref("text")},
    }
    found = _object(own, optional=("subject", "severity_by_category", "role", "roles", "with", "title"))
    found["allOf"] = [
        {"if": {"properties": {"kind": {"const": name}}}, "then": _of_kind(kind)}
        for name, kind in sorted(KINDS.items())
    ]
    return found


def _of_kind(kind: Kind) -> Schema:
    options = {name: _option(option) for name, option in sorted(kind.options.items())}
    needed = [name for name, option in sorted(kind.options.items()) if option.needed]
    wanted = _object(options, optional=options.keys() - set(needed))
    found: Schema = {"properties": {"with": wanted}, "required": ["with"] if needed else []}
    if kind.role:
        found["anyOf"] = [{"required": ["role"]}, {"required": ["roles"]}]
    return found


def _option(option: Option) -> Schema:
    if option.names_parameter and not option.prefix:
        return _ref("parameter")
    plain: dict[object, Schema] = {
        True: {"type": "boolean"},
        2: {"type": "integer", "minimum": 1},
        (ANY_TEXT,): _TEXTS,
        ANY_TEXT: _TEXT,
    }
    return next((found for value, found in plain.items() if option.admits(value)), None) or _worded(option)


def _worded(option: Option) -> Schema:
    """An option that is a form, an answer, a kind of evidence, a list of these, or one of a few words."""
    for name, words in _words().items():
        if option.admits((words[0],)):
            return {"type": "array", "items": _ref(name)}
        if option.admits(words[0]) and not option.prefix:
            return _ref(name)
    loose = [
        "area",
        "count",
        "both",
        "USER",
        "COUNTY",
        "paddy",
        "quality",
        "USED",
        "SUPPLIED",
        *(PARAMETER_PREFIX + name for name in sorted(PARAMETERS)),
    ]
    listed: Schema = {"enum": [word for word in loose if option.admits(word)]}
    return {"anyOf": [listed, _ref("answer")]} if option.admits(_words()["answer"][0]) else listed


def _words() -> Mapping[str, list[str]]:
    """Words that options are made of: forms, their answers, kinds of evidence."""
    answers = [f"{form.id}.{name}" for form in forms().values() for name in form.fields]
    return {"form": list(forms()), "answer": answers, "evidence": list(evidence_kinds())}


def _workflow() -> Schema:
    flag: Schema = {"type": "boolean"}
    state = _object(
        {"zh": _TEXT, "en": _TEXT, "pooled": flag, "locked": flag, "ends": flag, "opens_lot": flag, "repeat": _TEXTS},
        optional=("pooled", "locked", "ends", "opens_lot", "repeat"),
    )
    roles_of: Schema = {"type": "array", "items": {"enum": sorted(actors())}}
    step: Schema = {"from": _TEXTS, "to": _TEXT, "roles": roles_of, "external": flag, "clause": _TEXT}
    step |= {"only_in_force": flag}
    transitions = {"type": "array", "items": _object(step, optional=("external", "only_in_force"))}
    return _object({"title": _ref("text"), "states": _named(state), "transitions": transitions})


def _deadline() -> Schema:
    parameter = _ref("parameter")
    own: Schema = {
        **{"id": _TEXT, "clause": _TEXT, "subject": _TEXT, "title": _ref("text"), "from_state": _TEXT},
        **{"from_form": _ref("form"), "field": _TEXT, "met_by_form": _ref("form")},
        **{"years": parameter, "months": parameter, "days": parameter, "day": parameter, "yearly": {"type": "boolean"}},
        **{"met_by_state": _TEXT, "late": _ref("severity")},
    }
    return _object(own, optional=own.keys() - {"id", "clause", "title"})


def text() -> str:
    """The file as it is kept."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    print(FILE.relative_to(ROOT))
