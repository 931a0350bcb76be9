"""Checks of a rule set, read from its YAML file."""

from __future__ import annotations

from ...survey.wording import translate
from ..roles import roles
from ..rule_set import CheckRule, ParameterValue
from ..severity import Severity
from ..text import Text
from ..workflow import PARCEL
from .yaml_entry import Entry, text_of

_KEYS = (
    *("id", "kind", "clause", "subject", "stage", "severity", "severity_by_category"),
    *("role", "roles", "with", "title", "remedy"),
)


def checks_of(entry: Entry) -> list[CheckRule]:
    """The check of an entry; one that lists several roles stands for a check each."""
    entry.only(*_KEYS)
    by_category = entry.get("severity_by_category")
    listed, role, subject, options = (entry.get(key) for key in ("roles", "role", "subject", "with"))
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
            severity=entry["severity"].one_of(Severity),
            severity_by_category={k: v.one_of(Severity) for k, v in by_category.items()} if by_category else {},
            role=name,
            title=Text(roles()[name].name_zh, roles()[name].name_en) if listed else text_of(entry["title"]),
            remedy=text_of(entry["remedy"]),
            subject=subject.text() if subject else PARCEL,
            options={key: _option(value) for key, value in options.items()} if options else {},
        )
        for name in chosen
    ]


def _option(entry: Entry) -> ParameterValue:
    if entry.is_list():
        return entry.texts()
    value = entry.scalar()
    if not isinstance(value, (bool, int, float, str)):
        raise entry.refuse(translate("zhanbu", "A number, a text or yes/no is expected here."))
    typed: ParameterValue = value
    return typed
