"""Sentences in a kept file (留存的说明文字)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...survey.wording import Wording


def as_plain(wording: Wording) -> dict[str, Any]:
    """A sentence as JSON has it."""
    values = {n: as_plain(v) if isinstance(v, Wording) else v for n, v in wording.values.items()}
    return {"template": wording.template, "values": values}


def from_plain(plain: Mapping[str, Any]) -> Wording:
    """The sentence again, equal to what it was."""
    values = {n: from_plain(v) if isinstance(v, dict) else v for n, v in plain["values"].items()}
    return Wording(plain["template"], values)
