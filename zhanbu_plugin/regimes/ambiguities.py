"""The register of ambiguities (歧义登记): questions that the regulations leave open, and how they are read here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..paths import resource
from .reading.yaml_entry import read_entry, text_of
from .rule_set import RuleSet
from .text import Text


@dataclass(frozen=True)
class Ambiguity:
    """An open question by its number (A-…), with the reading that holds unless a parameter says otherwise."""

    number: str
    systems: tuple[str, ...]
    question: Text
    reading: Text


@lru_cache(maxsize=1)
def ambiguities() -> dict[str, Ambiguity]:
    """Every open question by its number."""
    path = resource("codes", "ambiguities.yaml")
    root = read_entry(path.name, path.read_bytes())
    return {
        number: Ambiguity(number, entry["systems"].texts(), text_of(entry["question"]), text_of(entry["reading"]))
        for number, entry in root.items()
    }


def ambiguities_of(rule_set: RuleSet) -> tuple[Ambiguity, ...]:
    """The open questions that concern a rule set's system, in the register's order."""
    return tuple(found for found in ambiguities().values() if rule_set.system in found.systems)
