"""A county's own rules (县级细则) over those of its province: they may only tighten (domain A-26).

They set parameters stricter, add clauses and checks, and make failures weigh more. Whatever is looser needs the number
of the document that allows it, and stands in every report from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import yaml

from ..survey.wording import translate
from .reading.heard import Heard
from .reading.yaml_entry import Entry, RuleSetProblem
from .rule_set import Change, CheckRule, Parameter, RuleSet
from .severity import Severity
from .vocabulary.parameters import PARAMETERS, Stricter

_SCOPE = ("parent", "id", "title", "document", "region", "region_excluded", "valid_from", "valid_to")
_ADDED = ("clauses", "checks")
KEYS = (*_SCOPE, "parameters", "severities", *_ADDED)
"""The keys of a county's own rules."""
_SET_ANEW = ("value", "reason", "document")
_WEIGHTS = (Severity.INFO, Severity.WARN, Severity.OVERRIDE, Severity.BLOCK)


def scope_problems(child: Entry, above: RuleSet) -> Iterator[RuleSetProblem]:
    """What of a county's own rules lies outside the region or the dates of those above."""
    yield from child.unread(*KEYS)
    if child["parent"].text() != above.id:
        yield child["parent"].refuse(
            translate("zhanbu", "There is no rule set “{id}” to tighten.", id=child["parent"].text())
        )
    if child["id"].text() == above.id:
        yield child["id"].refuse(translate("zhanbu", "A county's own rules need an id of their own."))
    for entry in child["region"].elements():
        code = entry.text()
        if not (code.isascii() and code.isdigit()) or not above.covers(code):
            yield entry.refuse(
                translate("zhanbu", "{code} lies outside the region of {parent}.", code=code, parent=above.id)
            )
    for key in ("valid_from", "valid_to"):
        day = child[key].day()
        if not above.in_force(day):
            yield child[key].refuse(
                translate("zhanbu", "{day} lies outside the dates of {parent}.", day=day.isoformat(), parent=above.id)
            )


def merged(child: Entry, base: Entry) -> Entry:
    """The YAML of the rule set that holds in the county; each node still knows its own file and line.

    Raises ``RuleSetProblem``.
    """
    own, rest = dict(child.items()), dict(base.items())
    nodes = {key: entry.node for key, entry in rest.items()}
    nodes |= {key: own[key].node for key in _SCOPE if key in own and key != "parent"}
    nodes["region_excluded"] = _sequence(rest["region_excluded"], own.get("region_excluded"))
    nodes["parameters"] = _parameters(rest["parameters"], own.get("parameters"))
    if "clauses" in own:
        nodes["clauses"] = _mapping(own["clauses"], [*_pairs(rest["clauses"]), *_pairs(own["clauses"])])
    nodes["checks"] = _sequence(rest["checks"], own.get("checks"))
    return Entry("", _mapping(child, [(_name(key), node) for key, node in nodes.items()]))


def _parameters(base: Entry, own: Entry | None) -> yaml.Node:
    found = {name: entry.node for name, entry in base.items()}
    for name, entry in own.items() if own else ():
        found[name] = _parameter(entry, base.get(name))
    return _mapping(own or base, [(_name(name), node) for name, node in found.items()])


def _parameter(own: Entry, base: Entry | None) -> yaml.Node:
    """A new parameter as it stands; one that is set anew keeps its unit and its number in the register."""
    if base is None:
        return own.node
    own.only(*_SET_ANEW)
    kept = {key: entry.node for key, entry in base.items() if key not in _SET_ANEW}
    anew = {key: entry.node for key, entry in own.items()}
    return _mapping(own, [(_name(key), node) for key, node in (kept | anew).items()])


def _pairs(entry: Entry) -> list[tuple[yaml.Node, yaml.Node]]:
    return [(_name(name), found.node) for name, found in entry.items()]


def _name(text: str) -> yaml.Node:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text)


def _mapping(at: Entry, pairs: list[tuple[yaml.Node, yaml.Node]]) -> yaml.Node:
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, at.node.start_mark, at.node.end_mark)


def _sequence(base: Entry, own: Entry | None) -> yaml.Node:
    elements = [entry.node for entry in (*base.elements(), *(own.elements() if own else ()))]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", elements, base.node.start_mark, base.node.end_mark)


def stricter(rule_set: RuleSet, child: Entry, above: RuleSet, heard: Heard) -> RuleSet:
    """The merged rule set with its parent, its changes and the severities that it raises; a loosening is heard of."""
    parameters = [c for name in _own_names(child) for c in heard.one(_change, rule_set.parameters[name], child, above)]
    raised = dict(_raised(child, above, heard))
    checks = tuple(_weighing(check, raised[check.id]) if check.id in raised else check for check in rule_set.checks)
    severities = [
        Change(check.id, check.severity.value, raised[check.id].value) for check in above.checks if check.id in raised
    ]
    changes = (*filter(None, parameters), *severities)
    return replace(rule_set, checks=checks, parent=above.id, changes=changes)


def _own_names(child: Entry) -> tuple[str, ...]:
    own = child.get("parameters")
    return tuple(name for name, _ in own.items()) if own else ()


def _change(own: Parameter, child: Entry, above: RuleSet) -> Change | None:
    base = above.parameters.get(own.name)
    if base is None or (base.value == own.value and isinstance(base.value, bool) is isinstance(own.value, bool)):
        return None
    looser = _is_looser(own, base)
    if looser and not own.document.strip():
        raise child["parameters"][own.name]["value"].refuse(
            translate(
                "zhanbu",
                "{name} = {after} is looser than {before} of {parent}: name the document that allows it (“document”).",
                name=own.name,
                after=own.value,
                before=base.value,
                parent=above.id,
            )
        )
    return Change(own.name, base.value, own.value, own.reason, own.document, looser)


def _is_looser(own: Parameter, base: Parameter) -> bool:
    """Whether a new value isn't stricter; of values that are no numbers nobody knows."""
    word = PARAMETERS.get(own.name)
    direction = Stricter.NEITHER if word is None else word.stricter
    if direction is Stricter.FREE:
        return False
    if direction is Stricter.NEITHER or not (_is_number(own.value) and _is_number(base.value)):
        return True
    after, before = float(own.value), float(base.value)  # type: ignore[arg-type]
    return after > before if direction is Stricter.LESS else after < before


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _raised(child: Entry, above: RuleSet, heard: Heard) -> Iterator[tuple[str, Severity]]:
    known = {check.id: check for check in above.checks}
    own = child.get("severities")
    for name, entry in own.items() if own else ():
        for weight in heard.one(_raised_severity, known.get(name), entry):
            yield name, weight


def _raised_severity(check: CheckRule | None, entry: Entry) -> Severity:
    weight = entry.one_of(Severity)
    if check is None:
        raise entry.refuse(translate("zhanbu", "The rule set above has no such check."))
    if _WEIGHTS.index(weight) < _WEIGHTS.index(check.severity):
        raise entry.refuse(
            translate(
                "zhanbu",
                "The check {check} is {before}; a county may only make it heavier, not {after}.",
                check=check.id,
                before=check.severity.value,
                after=weight.value,
            )
        )
    return weight


def _weighing(check: CheckRule, weight: Severity) -> CheckRule:
    """A check that weighs at least this much in every category."""
    by_category = {c: max(s, weight, key=_WEIGHTS.index) for c, s in check.severity_by_category.items()}
    return replace(check, severity=weight, severity_by_category=by_category)
