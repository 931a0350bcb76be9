"""Sentences that a lower floor says and a face translates.

Services have no Qt, so they speak English templates with their values apart. ``translate`` carries the name that Qt's
``pylupdate5`` looks for, so every template reaches ``i18n/zhanbu_zh_CN.ts`` without a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

CONTEXT = "zhanbu"

_SLOT = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)(?::(\.[0-6][f%]|\.0)|!(r))?\}", re.ASCII)
"""All that a template may ask for: a value as it is or in quotes, a number with up to six decimals, or (``.0``) a value
of which this language shows nothing, such as a name in the other one.
"""
_NOTHING = ".0"
_LONGEST_TEMPLATE = 1_000
_MOST_SLOTS = 20
_LONGEST_VALUE = 10_000
_LARGEST_NUMBER = 10**18


@dataclass(frozen=True)
class Wording:
    """An English template (``"Field {field} is missing"``) and the values that go into it.

    A value may itself be a ``Wording``; it is then said in the same language.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, in_language: Callable[[str], str] = str) -> str:
        """The sentence, with the template passed through ``in_language`` (a translator).

        Raises ``ValueError`` for a template with anything but plain slots, ``KeyError`` where a value is missing.
        """
        said, slots = _taken_apart(in_language(self.template))
        for name, form, quoted, text in slots:
            value = self.values[name]
            if quoted:
                said += repr(value)
            elif form != _NOTHING:
                said += value.said(in_language) if isinstance(value, Wording) else format(value, form)
            said += text
        return said

    def __str__(self) -> str:
        return self.said()


@lru_cache(maxsize=1_000)
def _taken_apart(template: str) -> tuple[str, tuple[tuple[str, str, str, str], ...]]:
    """The text before the first slot; of each slot its name, its form, whether in quotes, and the text behind it.

    Kept, because a county says the same few templates a million times.
    """
    _require_plain_slots(template)
    first, *rest = (part or "" for part in _SLOT.split(template))
    return first, tuple(zip(rest[0::4], rest[1::4], rest[2::4], rest[3::4]))


def _require_plain_slots(template: str) -> None:
    """Python's own formatter would follow attributes and pad to any width."""
    rest = _SLOT.sub("", template)
    if "{" in rest or "}" in rest:
        raise ValueError(f"a slot of a sentence can't be read: {template[:80]}")


def outside_wording(template: object, values: object) -> Wording:
    """A sentence that came from a file. Raises ``ValueError`` unless it is one that can be said, and short."""
    if not isinstance(template, str) or len(template) > _LONGEST_TEMPLATE:
        raise ValueError("a sentence is no text or too long")
    _require_plain_slots(template)
    slots = _SLOT.findall(template)
    if not isinstance(values, Mapping) or len(slots) > _MOST_SLOTS or len(values) > _MOST_SLOTS:
        raise ValueError(f"the values of a sentence can't be read: {template[:80]}")
    read = {name: _outside_value(value) for name, value in values.items()}
    for name, decimals, quoted in slots:
        if quoted or name not in read or (decimals not in ("", _NOTHING) and not isinstance(read[name], (int, float))):
            raise ValueError(f"a sentence lacks its {name}: {template[:80]}")
    return Wording(template, read)


def _outside_value(value: object) -> object:
    """A value as it may stand in a sentence; a sentence within one has plain values only."""
    if isinstance(value, Mapping) and value.keys() == {"template", "values"}:
        inner = value["values"]
        if isinstance(inner, Mapping) and not any(isinstance(v, Mapping) for v in inner.values()):
            return outside_wording(value["template"], inner)
    _require_plain_value(value)
    return value


def _require_plain_value(value: object) -> None:
    if isinstance(value, str) and len(value) <= _LONGEST_VALUE:
        return
    if value is None or isinstance(value, float) or (isinstance(value, int) and abs(value) < _LARGEST_NUMBER):
        return
    raise ValueError(f"a value of a sentence is too long or no text or number: {type(value).__name__}")


def translate(context: str, template: str, /, **values: object) -> Wording:
    """A sentence to be said later, in the user's language. ``context`` is always the literal ``"zhanbu"``."""
    if context != CONTEXT:
        raise ValueError(f"the context of a wording is {CONTEXT!r}, not {context!r}")
    return Wording(template, values)
