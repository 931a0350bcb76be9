"""A rule set (规则集): what one regulation says, as data that checks and faces read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Union

from .deadline import Deadline
from .severity import Severity
from .text import Text
from .workflow import PARCEL, State, Workflow

__all__ = [
    "Category",
    "Change",
    "CheckRule",
    "Clause",
    "Parameter",
    "RuleSet",
    "SourceRule",
    "State",
    "Text",
    "Treatment",
]

ParameterValue = Union[bool, int, float, str, tuple[str, ...]]


class Treatment(str, Enum):
    """What the software does with a clause: computes it, records what people decide, or posts it in the ledger."""

    COMPUTED = "computed"
    RECORDED = "recorded"
    LEDGER = "ledger"


@dataclass(frozen=True)
class Parameter:
    """A value that the regulation leaves open or sets, with the reason for our default.

    ``register`` is the number in the register of ambiguities (A-…) or empty; ``document`` the number of the document by
    which a county may be less strict.
    """

    name: str
    value: ParameterValue
    unit: str
    register: str
    reason: Text
    document: str = ""


@dataclass(frozen=True)
class Change:
    """What a county's own rules set otherwise: a parameter, or the severity of a check by its id.

    ``looser`` is a change that only ``document`` allows; every report names it.
    """

    name: str
    before: ParameterValue
    after: ParameterValue
    reason: Text | None = None
    document: str = ""
    looser: bool = False


@dataclass(frozen=True)
class Clause:
    """A clause in our own words; ``example`` is a case with numbers, given, when and then."""

    number: str
    title: Text
    text: Text
    treatment: Treatment = Treatment.COMPUTED
    example: Text | None = None


@dataclass(frozen=True)
class CheckRule:
    """A check that the regulation asks for.

    ``kind`` names the predicate in ``checks/rules`` or ``checks/on_file``; ``subject`` and ``stage`` the state that it
    guards; ``severity`` the weight of a failure, ``severity_by_category`` where a category weighs differently; ``role``
    the layer it reads; ``options`` what else its kind wants to know (``vocabulary.KINDS``).
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
    subject: str = PARCEL
    options: Mapping[str, ParameterValue] = field(default_factory=dict)

    def option_text(self, name: str) -> str:
        """An option that is a text, empty where the rule set leaves it out."""
        return str(self.options.get(name, ""))

    def option_texts(self, name: str) -> tuple[str, ...]:
        """An option that is a list of texts."""
        value = self.options.get(name, ())
        return value if isinstance(value, tuple) else (str(value),)

    def option_number(self, name: str, otherwise: float) -> float:
        """An option that is a number."""
        value = self.options.get(name, otherwise)
        if isinstance(value, (bool, str, tuple)):
            raise TypeError(f"option {name} of {self.id} is not a number")
        return float(value)

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
class RuleSet:
    """One regulation: identity, region and dates in force, parameters, clauses, checks, sources, workflows, deadlines.

    ``parent`` is the id of the rule set that a county's own one tightens, empty for a province's; ``changes`` are what
    it sets otherwise, and its ``content`` is both texts.
    """

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
    workflows: Mapping[str, Workflow]
    checks: tuple[CheckRule, ...]
    deadlines: tuple[Deadline, ...]
    sha256: str
    content: bytes
    parent: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def states(self) -> Mapping[str, State]:
        """States of a parcel on the regulation's own path, in order."""
        return self.workflows[PARCEL].states

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
        return self.workflows[PARCEL].first_state()

    def stages(self, subject: str = PARCEL) -> tuple[str, ...]:
        """The states of a subject that checks guard, in order."""
        return tuple(state for state in self.workflows[subject].states if self.guards_of(state, subject))

    def guards_of(self, stage: str, subject: str = PARCEL) -> tuple[CheckRule, ...]:
        """The checks that guard the way into a state: its own, and those of earlier states that it repeats."""
        workflow = self.workflows.get(subject)
        repeats = workflow.states[stage].repeats if workflow and stage in workflow.states else ()
        return tuple(c for c in self.checks if c.subject == subject and (c.stage == stage or c.id in repeats))

    def checks_up_to(self, stage: str, subject: str = PARCEL) -> tuple[CheckRule, ...]:
        """Checks of a stage and of those before it. Raises ``KeyError`` for an unknown stage."""
        order = list(self.workflows[subject].states)
        if stage not in order:
            raise KeyError(stage)
        before = set(order[: order.index(stage) + 1])
        return tuple(check for check in self.checks if check.subject == subject and check.stage in before)

    def in_force(self, as_of: date) -> bool:
        """Whether the regulation was in force on a day, both ends included."""
        return self.valid_from <= as_of <= self.valid_to

    def covers(self, county: str) -> bool:
        """Whether a county lies in the regulation's region."""
        return county.startswith(self.region) and not county.startswith(self.region_excluded or ("-",))
