"""When a regulation holds (施行日期), and what may be done with it outside these dates."""

from __future__ import annotations

from datetime import date

from ..survey.wording import Wording, translate
from .rule_set import RuleSet

IN_FORCE = "in_force"
"""Kind of the check that tells of every parcel whether the regulation holds on the day of the check."""
_PILOT_END = "pilot.end"


def why_not_in_force(rule_set: RuleSet, day: date) -> Wording:
    """What to say of a day outside the dates of a regulation."""
    return translate(
        "zhanbu",
        "{document} was in force from {first} to {last}, not on {day}.",
        document=rule_set.document,
        first=rule_set.valid_from.isoformat(),
        last=rule_set.valid_to.isoformat(),
        day=day.isoformat(),
    )


def creates_quota(rule_set: RuleSet, day: date) -> bool:
    """Whether steps that create quota may be taken on a day: from the first day on, to the end of the pilot, which a
    document of the province may put off (A-13).
    """
    if _PILOT_END not in rule_set.parameters:
        return rule_set.in_force(day)
    return rule_set.valid_from <= day <= date.fromisoformat(rule_set.text("pilot.end"))


def may_be_applied(rule_set: RuleSet, day: date) -> bool:
    """Whether parcels may be checked by a rule set on a day: in its dates, or when its own findings tell that it is
    outside of them, as those of a pilot do whose parcels are looked after when it has ended.
    """
    return rule_set.in_force(day) or any(check.kind == IN_FORCE for check in rule_set.checks)
