"""Which rule set applies: by id, or by county, system and day (domain A-26)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from ..paths import resource
from ..survey.divisions import county_code
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .county_rules import county_folder, county_rule_set, is_file_name, readable_rule_sets
from .in_force import may_be_applied, why_not_in_force
from .reading.rule_set_file import read_rule_set
from .rule_set import RuleSet

AUTO = "auto"


@lru_cache(maxsize=1)
def rule_sets() -> dict[str, RuleSet]:
    """Every rule set that the plugin carries, by id."""
    found = (read_rule_set(path) for path in sorted(resource("regimes").glob("*.yaml")))
    return {rule_set.id: rule_set for rule_set in found}


def carried(rule_set_id: str) -> RuleSet | None:
    """The plugin's own rule set of an id, which a county may tighten."""
    return rule_sets().get(rule_set_id)


def choices() -> tuple[RuleSet, ...]:
    """Rule sets to choose among: the plugin's, and a county's own that can be read, each by id."""
    own = {rule_set.id: rule_set for rule_set in readable_rule_sets(carried)}
    return (*sorted(rule_sets().values(), key=lambda r: r.id), *(own[i] for i in sorted(own.keys() - rule_sets())))


def own_rule_sets() -> dict[str, RuleSet]:
    """A county's own rules in the profile's folder, by id. Raises ``InputProblem`` for a file that can't be used."""
    found: dict[str, RuleSet] = {}
    for file in county_folder.files():
        rule_set = county_rule_set(file, carried)
        if rule_set.id in found or rule_set.id in rule_sets():
            raise InputProblem(
                translate("zhanbu", "There is another rule set with the id “{id}”.", id=rule_set.id),
                remedy=translate("zhanbu", "Give it another id, or take one of the files out of the folder."),
                source=file.name,
            )
        found[rule_set.id] = rule_set
    return found


@lru_cache(maxsize=1)
def earlier_versions() -> tuple[RuleSet, ...]:
    """Rule sets that earlier releases of the plugin applied, latest first (``resources/regimes/earlier``).

    Parcels that were pooled by them are still submitted by them. A release that changes what a rule set says keeps the
    former file there, under a name that sorts by date.
    """
    files = sorted(resource("regimes").glob("earlier/*.yaml"), reverse=True)
    return tuple(read_rule_set(path, applied=False) for path in files)


def known_versions(rule_set_id: str) -> tuple[RuleSet, ...]:
    """Every version of a rule set that this installation knows, the present one first; none for an unknown id."""
    present = rule_sets().get(rule_set_id) or next((r for r in choices() if r.id == rule_set_id), None)
    return (
        *(() if present is None else (present,)),
        *(version for version in earlier_versions() if version.id == rule_set_id),
    )


def choose_rule_set(wanted: str, *, as_of: date, county: str = "", system: str = "") -> RuleSet:
    """The rule set to apply on a day: by id, by the file of a county's own rules, or ``auto``.

    ``auto`` prefers a county's own rules, which are those of its province made stricter. Raises ``InputProblem`` that
    says why there is none: unknown id, not in force, another province, an area with rules of its own.
    """
    if wanted != AUTO:
        return _by_id(wanted, as_of, county)
    if not county:
        raise InputProblem(
            translate("zhanbu", "Without a county code no rule set can be chosen."),
            remedy=translate("zhanbu", "Give the county code, or name the rule set."),
        )
    code = county_code(county)
    everything = (*rule_sets().values(), *own_rule_sets().values())
    regional = [r for r in everything if r.covers(code) and system in ("", r.system)]
    tightened = {r.parent for r in regional if r.in_force(as_of)}
    in_force = [r for r in regional if r.in_force(as_of) and r.id not in tightened]
    if len(in_force) == 1:
        return in_force[0]
    raise _none_applies(code, as_of, regional, in_force)


def _by_id(wanted: str, as_of: date, county: str) -> RuleSet:
    rule_set = _named(wanted)
    if not may_be_applied(rule_set, as_of):
        raise _not_in_force(rule_set, as_of)
    if county and not rule_set.covers(county_code(county)):
        raise InputProblem(
            translate("zhanbu", "The rule set {id} doesn't apply in county {county}.", id=rule_set.id, county=county),
            remedy=translate("zhanbu", "Check the county code, or choose the rule set of its province."),
        )
    return rule_set


def _named(wanted: str) -> RuleSet:
    if is_file_name(wanted):
        return county_rule_set(Path(wanted.strip()), carried)
    found = rule_sets().get(wanted) or own_rule_sets().get(wanted)
    if found is None:
        raise InputProblem(
            translate("zhanbu", "There is no rule set “{id}”.", id=wanted),
            remedy=translate("zhanbu", "Choose one of: {ids}.", ids=", ".join([AUTO, *(r.id for r in choices())])),
        )
    return found


def _not_in_force(rule_set: RuleSet, as_of: date) -> InputProblem:
    return InputProblem(
        why_not_in_force(rule_set, as_of),
        remedy=translate("zhanbu", "Choose a date inside these dates, or the rule set that follows."),
    )


def _none_applies(county: str, as_of: date, regional: list[RuleSet], in_force: list[RuleSet]) -> InputProblem:
    if len(in_force) > 1:
        return InputProblem(
            translate("zhanbu", "Several rule sets apply in county {county}.", county=county),
            remedy=translate("zhanbu", "Choose one of: {ids}.", ids=", ".join(r.id for r in in_force)),
        )
    if regional:
        return _not_in_force(max(regional, key=lambda r: r.valid_to), as_of)
    excluded = [r for r in rule_sets().values() if county.startswith(r.region) and not r.covers(county)]
    if excluded:
        return InputProblem(
            translate(
                "zhanbu",
                "County {county} is outside {document}: it follows national rules, which this version doesn't carry.",
                county=county,
                document=excluded[0].document,
            ),
            remedy=translate("zhanbu", "Ask the province which rules apply there."),
        )
    return InputProblem(
        translate("zhanbu", "This version has no rule set for county {county}.", county=county),
        remedy=translate("zhanbu", "Check the county code; choose one of: {ids}.", ids=", ".join(sorted(rule_sets()))),
    )


def rule_set_in_force(rule_set_id: str, as_of: date) -> RuleSet | None:
    """A rule set as it is now, or ``None`` when it isn't in force on that day (or not known at all).

    Raises ``InputProblem`` for a file of a county's own rules that can't be used.
    """
    rule_set = rule_sets().get(rule_set_id) or own_rule_sets().get(rule_set_id)
    return rule_set if rule_set is not None and rule_set.in_force(as_of) else None
