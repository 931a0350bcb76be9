"""A rule set (规则集): what one regulation says, as data that checks and faces read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Union

from .severity import Severity

ParameterValue = Union[bool, int, float, str, tuple[str, ...]]


@dataclass(frozen=True)
class Text:
    """The same text in the languages of the interface."""

    zh: str
    en: str

    def in_language(self, chinese: bool) -> str:
        """Chinese or English."""
        return self.zh if chinese else self.en


@dataclass(frozen=True)
class Parameter:
    """A value that the regulation leaves open or sets, with the reason for our default.

    ``register`` is the number in the register of ambiguities (A-…) or empty.
    """

    name: str
    value: ParameterValue
    unit: str
    register: str
    reason: Text


@dataclass(frozen=True)
class Clause:
    """A clause in our own words."""

    number: str
    title: Text
    text: Text


@dataclass(frozen=True)
class CheckRule:
    """A check that the regulation asks for.

    ``kind`` names the predicate in ``checks/rules``; ``stage`` the state whose parcels it examines; ``severity`` the
    weight of a failure, ``severity_by_category`` where a category weighs differently; ``role`` the layer it reads.
    """

    id: str
    kind: str
    clause: str
    stage: str
    severity: Severity
    severity_by_category: Mapping[str, Severity]
    role: str
    title: Text
    remedy: Text

    def severity_for(self, category: str) -> Severity:
        """Weight of a failure for a parcel of this category."""
        return self.severity_by_category.get(category, self.severity)


@dataclass(frozen=True)
class Category:
    """A way in which land becomes a supplement; ``groups`` and ``classes`` say which land may claim it."""

    id: str
    title: Text
    groups: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True)
class SourceRule:
    """Which survey polygons are a possible source; the first rule that fits gives clause, category and priority."""

    clause: str
    category: str
    priority: int
    groups: tuple[str, ...]
    classes: tuple[str, ...]
    planting: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """A state on the regulation's own path, in order."""

    id: str
    title: Text


@dataclass(frozen=True)
class RuleSet:
    """One regulation: identity, region and dates in force, parameters, clauses, checks, sources and states."""

    id: str
    system: str
    title: Text
    document: str
    region: tuple[str, ...]
    region_excluded: tuple[str, ...]
    valid_from: date
    valid_to: date
    parameters: Mapping[str, Parameter]
    clauses: Mapping[str, Clause]
    categories: Mapping[str, Category]
    sources: tuple[SourceRule, ...]
    states: Mapping[str, State]
    checks: tuple[CheckRule, ...]
    sha256: str
    content: bytes

    def number(self, name: str) -> float:
        """Value of a numeric parameter."""
        value = self.parameters[name].value
        if isinstance(value, (bool, str, tuple)):
            raise TypeError(f"parameter {name} of {self.id} is not a number")
        return float(value)

    def flag(self, name: str) -> bool:
        """Value of a yes/no parameter."""
        return self.parameters[name].value is True

    def text(self, name: str) -> str:
        """Value of a text parameter."""
        return str(self.parameters[name].value)

    def first_state(self) -> str:
        """The state in which a parcel enters the pool."""
        return next(iter(self.states))

    def stages(self) -> tuple[str, ...]:
        """The states whose parcels have checks of their own, in order."""
        return tuple(state for state in self.states if any(check.stage == state for check in self.checks))

    def checks_up_to(self, stage: str) -> tuple[CheckRule, ...]:
        """Checks of a stage and of those before it. Raises ``KeyError`` for an unknown stage."""
        order = list(self.states)
        if stage not in self.states:
            raise KeyError(stage)
        last = order.index(stage)
        return tuple(check for check in self.checks if order.index(check.stage) <= last)

    def in_force(self, as_of: date) -> bool:
        """Whether the regulation was in force on a day, both ends included."""
        return self.valid_from <= as_of <= self.valid_to

    def covers(self, county: str) -> bool:
        """Whether a county lies in the regulation's region."""
        return county.startswith(self.region) and not county.startswith(self.region_excluded or ("-",))
