"""Sentences that a lower floor says and a face translates.

Services have no Qt, so they speak English templates with their values apart. ``translate`` carries the name that Qt's
``pylupdate5`` looks for, so every template reaches ``i18n/zhanbu_zh_CN.ts`` without a list of its own.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

CONTEXT = "zhanbu"


@dataclass(frozen=True)
class Wording:
    """An English template (``"Field {field} is missing"``) and the values that go into it.

    A value may itself be a ``Wording``; it is then said in the same language.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, in_language: Callable[[str], str] = str) -> str:
        """The sentence, with the template passed through ``in_language`` (a translator)."""
        values = {k: v.said(in_language) if isinstance(v, Wording) else v for k, v in self.values.items()}
        return string.Formatter().vformat(in_language(self.template), (), values)

    def __str__(self) -> str:
        return self.said()


def translate(context: str, template: str, /, **values: object) -> Wording:
    """A sentence to be said later, in the user's language. ``context`` is always the literal ``"zhanbu"``."""
    if context != CONTEXT:
        raise ValueError(f"the context of a wording is {CONTEXT!r}, not {context!r}")
    return Wording(template, values)
