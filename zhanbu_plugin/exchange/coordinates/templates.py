"""Templates of the head line of a parcel-coordinate TXT, read from ``resources/codes/txt_templates.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from ...paths import resource
from ...survey.problem import InputProblem
from ...survey.wording import translate

CORE_ITEMS = ("points", "area_ha", "number", "name")
"""Items that every template begins with and that a parcel keeps outside ``attributes``."""
END_MARK = "@"


@dataclass(frozen=True)
class HeadTemplate:
    """A template: its public id, its Chinese title, and its items (name → Chinese title) without the end mark."""

    template_id: str
    title: str
    items: Mapping[str, str]

    @property
    def length(self) -> int:
        """Items of a head line, the end mark included."""
        return len(self.items) + 1

    @property
    def attributes(self) -> tuple[str, ...]:
        """Items that a parcel keeps in ``attributes``."""
        return tuple(name for name in self.items if name not in CORE_ITEMS)


@lru_cache(maxsize=1)
def head_templates() -> Mapping[str, HeadTemplate]:
    """All templates by id: ``standard9``, ``supplement12``, ``graded13``."""
    templates = _content()["templates"]
    return {key: HeadTemplate(key, value["title"], dict(value["items"])) for key, value in templates.items()}


def survey_fields() -> Mapping[str, str]:
    """Survey field that holds an item when a layer has no field of the item's own name."""
    return dict(_content()["survey_fields"])


@lru_cache(maxsize=1)
def _content() -> Mapping[str, Any]:
    return dict(yaml.safe_load(resource("codes", "txt_templates.yaml").read_text(encoding="utf-8")))


def head_template(template_id: str) -> HeadTemplate:
    """The template with this id. Raises ``InputProblem`` for an unknown one."""
    found = head_templates().get(template_id)
    if found is None:
        raise InputProblem(
            translate("zhanbu", "There is no coordinate template {template!r}.", template=template_id),
            remedy=translate("zhanbu", "Choose one of: {templates}.", templates=", ".join(head_templates())),
        )
    return found


@lru_cache(maxsize=64)
def template_of_length(length: int) -> HeadTemplate | None:
    """The template whose head line has this many items, the end mark included."""
    return next((t for t in head_templates().values() if t.length == length), None)


def head_lengths() -> str:
    """The accepted numbers of items, for messages."""
    return ", ".join(str(t.length) for t in head_templates().values())


def number_titles() -> frozenset[str]:
    """Chinese titles of the first item: a line that begins with one lists field names, not a parcel."""
    return frozenset(next(iter(t.items.values())) for t in head_templates().values())
