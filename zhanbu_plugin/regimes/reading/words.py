"""Every name that a rule set uses has to stand for something: in the rule set itself, or in the code that reads it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ...survey.wording import translate
from ..actors import actors
from ..deadline import Deadline
from ..rule_set import CheckRule, RuleSet
from ..vocabulary.kind import Kind
from ..vocabulary.kinds import ALWAYS_READ, KINDS, PARAMETERS
from ..vocabulary.parameters import READ_BY_LEDGER
from ..workflow import PARCEL, Workflow
from .checks import checks_of
from .yaml_entry import Entry, RuleSetProblem


def loose_ends(rule_set: RuleSet, root: Entry) -> Iterator[RuleSetProblem]:
    """Every name that one part uses must stand in the part that defines it; what doesn't is yielded."""
    if rule_set.valid_to < rule_set.valid_from:
        yield root["valid_to"].refuse(translate("zhanbu", "The last day lies before the first."))
    if PARCEL not in rule_set.workflows:
        yield _undefined(root["workflows"], "workflows", PARCEL)
    for workflow in rule_set.workflows.values():
        yield from _loose_steps(workflow, rule_set, root["workflows"][workflow.subject])
        yield from _loose_repeats(workflow, rule_set, root["workflows"][workflow.subject])
    yield from _loose_checks(rule_set, root["checks"])
    for place, source in zip(root["sources"].elements(), rule_set.sources):
        yield from _known(place, "sources", source.clause, rule_set.clauses)
        yield from _known(place, "sources", source.category, rule_set.categories)
    for place, deadline in zip(root["deadlines"].elements(), rule_set.deadlines):
        yield from _loose_deadline(deadline, rule_set, place)


def _loose_steps(workflow: Workflow, rule_set: RuleSet, entry: Entry) -> Iterator[RuleSetProblem]:
    for place, step in zip(entry["transitions"].elements(), workflow.transitions):
        user = f"{workflow.subject} → {step.to}"
        for state in (step.to, *filter(None, step.sources)):
            yield from _known(place, user, state, workflow.states)
        yield from _known(place, user, step.clause, rule_set.clauses)
        for role in step.roles:
            yield from _known(place, user, role, actors())


def _loose_repeats(workflow: Workflow, rule_set: RuleSet, entry: Entry) -> Iterator[RuleSetProblem]:
    """A state repeats checks of states that come before it."""
    before: set[str] = set()
    for name, state in workflow.states.items():
        for check in state.repeats:
            yield from _known(entry["states"][name], f"{workflow.subject} → {name}", check, before)
        before |= {c.id for c in rule_set.checks if c.subject == workflow.subject and c.stage == name}


def _loose_checks(rule_set: RuleSet, entry: Entry) -> Iterator[RuleSetProblem]:
    seen: set[str] = set()
    placed = ((place, check) for place in entry.elements() for check in checks_of(place))
    for place, check in placed:
        if check.id in seen:
            yield place.refuse(translate("zhanbu", "The check {check} occurs twice.", check=check.id))
        seen.add(check.id)
        yield from _known(place, check.id, check.clause, rule_set.clauses)
        for category in check.severity_by_category:
            yield from _known(place, check.id, category, rule_set.categories)
        if check.subject in rule_set.workflows:
            yield from _known(place, check.id, check.stage, rule_set.workflows[check.subject].states)
        else:
            yield _undefined(place, check.id, check.subject)


def _loose_deadline(deadline: Deadline, rule_set: RuleSet, place: Entry) -> Iterator[RuleSetProblem]:
    yield from _known(place, deadline.id, deadline.clause, rule_set.clauses)
    for name in deadline.parameters:
        yield from _known(place, deadline.id, name, rule_set.parameters)
    if deadline.subject not in rule_set.workflows:
        yield _undefined(place, deadline.id, deadline.subject)
        return
    for name in filter(None, (deadline.from_state, deadline.met_by_state)):
        yield from _known(place, deadline.id, name, rule_set.workflows[deadline.subject].states)


def _known(place: Entry, user: str, name: str, defined: Container[str]) -> Iterator[RuleSetProblem]:
    if name not in defined:
        yield _undefined(place, user, name)


def _undefined(place: Entry, user: str, name: str) -> RuleSetProblem:
    return place.refuse(translate("zhanbu", "{user} names {name}, which isn't defined.", user=user, name=name))


def unknown_kinds(root: Entry) -> Iterator[RuleSetProblem]:
    """Kinds of checks and options that the code doesn't know, and what a kind needs and isn't given."""
    for entry in root["checks"].elements():
        kind = entry["kind"]
        if kind.text() not in KINDS:
            yield kind.refuse(translate("zhanbu", "There is no kind of check “{kind}”.", kind=kind.text()))
            continue
        if KINDS[kind.text()].role and not (entry.get("role") or entry.get("roles")):
            yield entry.refuse(translate("zhanbu", "A check of kind “{kind}” needs a role.", kind=kind.text()))
        yield from _unknown_options(kind.text(), entry)


def _unknown_options(kind: str, entry: Entry) -> Iterator[RuleSetProblem]:
    known = KINDS[kind].options
    given = dict(options.items()) if (options := entry.get("with")) else {}
    for name, value in given.items():
        if name not in known:
            yield value.refuse(
                translate("zhanbu", "A check of kind “{kind}” has no option “{name}”.", kind=kind, name=name)
            )
        elif not known[name].admits(value.texts() if value.is_list() else value.scalar()):
            yield value.refuse(translate("zhanbu", "The option {name} can't be this.", name=name))
    for name, option in known.items():
        if option.needed and name not in given:
            yield entry.refuse(
                translate("zhanbu", "A check of kind “{kind}” needs the option “{name}”.", kind=kind, name=name)
            )


def unknown_parameters(rule_set: RuleSet, place: Entry) -> Iterator[RuleSetProblem]:
    """Parameters that nothing reads, that are missing, or that can't be what they are."""
    read = parameters_read(rule_set)
    for name, entry in place.items():
        if name not in PARAMETERS:
            yield entry.refuse(translate("zhanbu", "No check reads a parameter “{name}”.", name=name))
        elif not PARAMETERS[name].admits(value := rule_set.parameters[name].value):
            yield entry["value"].refuse(
                translate("zhanbu", "The parameter {name} can't be {value}.", name=name, value=value)
            )
    for name in sorted(read - rule_set.parameters.keys()):
        yield place.refuse(translate("zhanbu", "The parameter “{name}” is missing.", name=name))
    for name in sorted((rule_set.parameters.keys() - read) & PARAMETERS.keys()):
        yield place[name].refuse(translate("zhanbu", "No check reads a parameter “{name}”.", name=name))


def parameters_read(rule_set: RuleSet) -> set[str]:
    """Names of the parameters that a rule set's checks, deadlines and postings read, and of those always read."""
    by_checks = (name for check in rule_set.checks for name in _parameters_of(check))
    by_deadlines = (name for deadline in rule_set.deadlines for name in deadline.parameters)
    return {*ALWAYS_READ, *READ_BY_LEDGER.get(rule_set.system, ()), *by_checks, *by_deadlines}


def _parameters_of(check: CheckRule) -> tuple[str, ...]:
    kind = KINDS.get(check.kind, Kind())
    named = (option.parameter_in(check.option_text(name)) for name, option in kind.options.items())
    return (*kind.parameters, *filter(None, named))
