"""What a rule set leaves to parameters in the ledger: the quota of a round, freezes, cuts (台账参数)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.wording import translate


@dataclass(frozen=True)
class QuotaRule:
    """Quota of Jiangxi: ``cap_mu`` of a round go to the county; a lot is usable ``lag_years`` after the year in which
    the province admitted it, until ``last_day``. With ``void_linked`` a linked amount counts as used only when its use
    was approved by that day (JX-2.2c, JX-3.3.3a, JX-3.3.3c).
    """

    cap_mu: Fraction
    lag_years: int
    last_day: date
    void_linked: bool

    @classmethod
    def of(cls, rule_set: RuleSet) -> QuotaRule:
        """What a rule set says. Raises ``InputProblem`` for one that issues no quota."""
        if "jx.cap_mu" not in rule_set.parameters:
            raise InputProblem(
                translate("zhanbu", "The rules {rules} issue no quota.", rules=rule_set.id),
                remedy=translate("zhanbu", "Choose the system FOREST."),
            )
        return cls(
            Fraction(str(rule_set.number("jx.cap_mu"))),
            int(rule_set.number("jx.quota_lag_years")),
            date.fromisoformat(rule_set.text("pilot.end")),
            rule_set.flag("jx.void_linked"),
        )

    def usable_from(self, admitted_on: date) -> date:
        """First day on which a lot may be used: the first of the year that its quota is for (JX-2.2c)."""
        return date(admitted_on.year + self.lag_years, 1, 1)


@dataclass(frozen=True)
class FreezeRule:
    """Whether the city answers for what the county lacks, and whether a frozen amount may be used for the project."""

    city_covers: bool
    converts: bool

    @classmethod
    def of(cls, rule_set: RuleSet) -> FreezeRule:
        """What the rules of the pool that is frozen say (HB-22; SC-4(十三)a). Raises ``InputProblem`` for others."""
        if "freeze.city_covers" not in rule_set.parameters:
            raise InputProblem(
                translate("zhanbu", "Under the rules {rules} there is no pool to freeze.", rules=rule_set.id),
                remedy=translate("zhanbu", "Choose the system CROP: its indicators are what is frozen."),
                field="SYSTEM",
            )
        return cls(rule_set.flag("freeze.city_covers"), rule_set.flag("freeze.converts"))


def deduction_dm2(affected_dm2: int, rule_set: RuleSet) -> int:
    """What an affected area costs: one to one, unless the rules name another ratio; half up (A-10)."""
    if "jx.deduct_ratio" not in rule_set.parameters:
        return affected_dm2
    exact = affected_dm2 * Fraction(str(rule_set.number("jx.deduct_ratio")))
    return int(exact + Fraction(1, 2))


def cuts_newest_first(rule_set: RuleSet) -> bool:
    """Whether what exceeds a cap is cut from the newest lots (A-22)."""
    return rule_set.text("cut.order") == "newest"
