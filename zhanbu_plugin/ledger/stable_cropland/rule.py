"""What the rules call unstable (难以或不宜稳定利用), and how ridges count. HB-13a; A-20."""

from __future__ import annotations

from dataclasses import dataclass

from ...regimes.rule_set import RuleSet
from ...survey.problem import InputProblem
from ...survey.wording import translate

PARAMETERS = ("stable.refinements", "stable.slope_grade", "stable.base_year")


@dataclass(frozen=True)
class StableRule:
    """Cropland with one of ``refinements`` (TBXHDM), or of ``slope_grade`` (GDPDJB) or steeper, is unstable.

    ``base_year`` is the survey that the increase is measured against. With ``without_ridges`` a polygon counts by its
    net share (TBDLMJ / TBMJ), else whole.
    """

    refinements: frozenset[str]
    slope_grade: int
    base_year: int
    without_ridges: bool

    @classmethod
    def of(cls, rule_set: RuleSet) -> StableRule:
        """What a rule set says. Raises ``InputProblem`` for one that knows no stable cropland."""
        if not all(name in rule_set.parameters for name in (*PARAMETERS, "area.credited")):
            raise InputProblem(
                translate("zhanbu", "The rules “{rules}” know no net increase of stable cropland.", rules=rule_set.id),
                remedy=translate("zhanbu", "Choose rules that do, such as {other}.", other="hebei-cropland-2025"),
            )
        return cls(
            frozenset(rule_set.text("stable.refinements").split()),
            int(rule_set.number("stable.slope_grade")),
            int(rule_set.number("stable.base_year")),
            rule_set.text("area.credited") == "net",
        )
