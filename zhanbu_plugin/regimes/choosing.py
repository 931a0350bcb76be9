"""Which rule set applies: by id, or by county, system and day (domain A-26)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ..paths import resource
from ..survey.divisions import county_code
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .in_force import may_be_applied, why_not_in_force
from .loading import read_rule_set
from .rule_set import RuleSet

AUTO = "auto"


@lru_cache(maxsize=1)
def rule_sets() -> dict[str, RuleSet]:
    """Every rule set that the plugin carries, by id."""
    found = (read_rule_set(path) for path in sorted(resource("regimes").glob("*.yaml")))
    return {rule_set.id: rule_set for rule_set in found}


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
    present = rule_sets().get(rule_set_id)
    return (
        *(() if present is None else (present,)),
        *(version for version in earlier_versions() if version.id == rule_set_id),
    )


def choose_rule_set(wanted: str, *, as_of: date, county: str = "", system: str = "") -> RuleSet:
    """The rule set to apply on a day, by id or ``auto``.

    Raises ``InputProblem`` that says why there is none: unknown id, not in force, another province, an area with
    rules of its own.
    """
    if wanted != AUTO:
        return _by_id(wanted, as_of, county)
    if not county:
        raise InputProblem(
            translate("zhanbu", "Without a county code no rule set can be chosen."),
            remedy=translate("zhanbu", "Give the county code, or name the rule set."),
        )
    code = county_code(county)
    regional = [r for r in rule_sets().values() if r.covers(code) and system in ("", r.system)]
    in_force = [r for r in regional if r.in_force(as_of)]
    if len(in_force) == 1:
        return in_force[0]
    raise _none_applies(code, as_of, regional, in_force)


def _by_id(wanted: str, as_of: date, county: str) -> RuleSet:
    rule_set = rule_sets().get(wanted)
    if rule_set is None:
        raise InputProblem(
            translate("zhanbu", "There is no rule set “{id}”.", id=wanted),
            remedy=translate("zhanbu", "Choose one of: {ids}.", ids=", ".join([AUTO, *sorted(rule_sets())])),
        )
    if not may_be_applied(rule_set, as_of):
        raise _not_in_force(rule_set, as_of)
    if county and not rule_set.covers(county_code(county)):
        raise InputProblem(
            translate("zhanbu", "The rule set {id} doesn't apply in county {county}.", id=wanted, county=county),
            remedy=translate("zhanbu", "Check the county code, or choose the rule set of its province."),
        )
    return rule_set


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
    """A rule set as it is now, or ``None`` when it isn't in force on that day (or not known at all)."""
    rule_set = rule_sets().get(rule_set_id)
    return rule_set if rule_set is not None and rule_set.in_force(as_of) else None
