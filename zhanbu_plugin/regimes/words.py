"""Every name that a rule set uses has to stand for something: in the rule set itself, or in the code that reads it."""

from __future__ import annotations

from collections.abc import Container

from ..survey.wording import translate
from .actors import actors
from .rule_set import CheckRule, RuleSet
from .vocabulary import ALWAYS_READ, KINDS, PARAMETERS
from .workflow import PARCEL, Workflow
from .yaml_entry import Entry


def refuse_loose_ends(rule_set: RuleSet, root: Entry) -> None:
    """Every name that one part uses must stand in the part that defines it. Raises ``InputProblem``."""
    if rule_set.valid_to < rule_set.valid_from:
        raise root["valid_to"].refuse(translate("zhanbu", "The last day lies before the first."))
    _known(root["workflows"], "workflows", PARCEL, rule_set.workflows)
    for workflow in rule_set.workflows.values():
        _refuse_loose_steps(workflow, rule_set, root["workflows"][workflow.subject])
    seen: set[str] = set()
    for check in rule_set.checks:
        place = root["checks"]
        if check.id in seen:
            raise place.refuse(translate("zhanbu", "The check {check} occurs twice.", check=check.id))
        seen.add(check.id)
        _known(place, check.id, check.clause, rule_set.clauses)
        _known(place, check.id, check.subject, rule_set.workflows)
        _known(place, check.id, check.stage, rule_set.workflows[check.subject].states)
        for category in check.severity_by_category:
            _known(place, check.id, category, rule_set.categories)
    for source in rule_set.sources:
        _known(root["sources"], "sources", source.clause, rule_set.clauses)
        _known(root["sources"], "sources", source.category, rule_set.categories)
    for deadline in rule_set.deadlines:
        place = root["deadlines"]
        _known(place, deadline.id, deadline.clause, rule_set.clauses)
        _known(place, deadline.id, deadline.subject, rule_set.workflows)
        states = rule_set.workflows[deadline.subject].states
        for name in filter(None, (deadline.from_state, deadline.met_by_state)):
            _known(place, deadline.id, name, states)
        for name in deadline.parameters:
            _known(place, deadline.id, name, rule_set.parameters)


def _refuse_loose_steps(workflow: Workflow, rule_set: RuleSet, place: Entry) -> None:
    for step in workflow.transitions:
        user = f"{workflow.subject} → {step.to}"
        for state in (step.to, *filter(None, step.sources)):
            _known(place, user, state, workflow.states)
        _known(place, user, step.clause, rule_set.clauses)
        for role in step.roles:
            _known(place, user, role, actors())


def _known(place: Entry, user: str, name: str, defined: Container[str]) -> None:
    if name not in defined:
        raise place.refuse(translate("zhanbu", "{user} names {name}, which isn't defined.", user=user, name=name))


def refuse_unknown_words(rule_set: RuleSet, root: Entry) -> None:
    """Kinds of checks, their options and parameters are those that the code knows. Raises ``InputProblem``."""
    for entry in root["checks"].elements():
        kind = entry["kind"]
        if kind.text() not in KINDS:
            raise kind.refuse(translate("zhanbu", "There is no kind of check “{kind}”.", kind=kind.text()))
        if KINDS[kind.text()].role and not (entry.get("role") or entry.get("roles")):
            raise entry.refuse(translate("zhanbu", "A check of kind “{kind}” needs a role.", kind=kind.text()))
        _refuse_unknown_options(kind.text(), entry)
    _refuse_unknown_parameters(rule_set, root["parameters"])


def _refuse_unknown_options(kind: str, entry: Entry) -> None:
    known = KINDS[kind].options
    given = dict(options.items()) if (options := entry.get("with")) else {}
    for name, value in given.items():
        if name not in known:
            raise value.refuse(
                translate("zhanbu", "A check of kind “{kind}” has no option “{name}”.", kind=kind, name=name)
            )
        if not known[name].admits(value.texts() if value.is_list() else value.scalar()):
            raise value.refuse(translate("zhanbu", "The option {name} can't be this.", name=name))
    for name, option in known.items():
        if option.needed and name not in given:
            raise entry.refuse(
                translate("zhanbu", "A check of kind “{kind}” needs the option “{name}”.", kind=kind, name=name)
            )


def _refuse_unknown_parameters(rule_set: RuleSet, place: Entry) -> None:
    for name, entry in place.items():
        if name not in PARAMETERS:
            raise entry.refuse(translate("zhanbu", "No check reads a parameter “{name}”.", name=name))
        value = rule_set.parameters[name].value
        if not PARAMETERS[name].admits(value):
            raise entry["value"].refuse(
                translate("zhanbu", "The parameter {name} can't be {value}.", name=name, value=value)
            )
    read = parameters_read(rule_set)
    for name in sorted(read - rule_set.parameters.keys()):
        raise place.refuse(translate("zhanbu", "The parameter “{name}” is missing.", name=name))
    for name in sorted(rule_set.parameters.keys() - read):
        raise place[name].refuse(translate("zhanbu", "No check reads a parameter “{name}”.", name=name))


def parameters_read(rule_set: RuleSet) -> set[str]:
    """Names of the parameters that a rule set's checks and deadlines read, and of those that are always read."""
    by_checks = (name for check in rule_set.checks for name in _parameters_of(check))
    by_deadlines = (name for deadline in rule_set.deadlines for name in deadline.parameters)
    return {*ALWAYS_READ, *by_checks, *by_deadlines}


def _parameters_of(check: CheckRule) -> tuple[str, ...]:
    kind = KINDS[check.kind]
    named = (check.option_text(name) for name, option in kind.options.items() if option.names_parameter)
    return (*kind.parameters, *filter(None, named))
