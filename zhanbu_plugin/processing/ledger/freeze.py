"""``zhanbu:freeze``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ...ledger.clauses import ILLEGAL, INOUT_SHORTFALL, knows
from ...ledger.freezing import FreezeOrder, freeze_in
from ...pool.accounts.records import AREA, AVAILABLE, FREEZE, Freeze
from ...pool.reading import pool_identity
from ...pool.steps.acts import Act, Journal
from ...pool.store import PoolWriter
from ...regimes.choosing import rule_sets
from ...regimes.rule_set import RuleSet
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.ledger_acts import REAL, add_amount, add_some_day, amount_dm2, some_day
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from .booking import add_trial, booked, only_try, rules_of

_REASONS = (ILLEGAL, INOUT_SHORTFALL)


@dataclass(frozen=True)
class _Inputs:
    pool: str
    order: FreezeOrder
    act: Act
    rule_set: str
    county: str
    only_try: bool


class FreezeAmount(ZhanbuAlgorithm[_Inputs]):
    """An amount can't be linked for a while."""

    NAME = "freeze"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Freeze an amount")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Records that city or province freezes an amount: for illegal occupation (HB-22, SC-4(13)a), or because a "
            "year's cropland in and out didn't balance (SC-4(13)b). The county's available amount is frozen first, "
            "then the city's where the rules say so; what neither has stays uncovered. No parcel is marked and no lot "
            "loses its place: the account has that much less to link."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add(
            QgsProcessingParameterEnum(
                "REASON", tr("Reason"), options=list(_REASONS), defaultValue=ILLEGAL, usesStaticStrings=True
            ),
            tr("ILLEGAL: illegal occupation. INOUT_SHORTFALL: the year's balance of cropland in and out was missed."),
        )
        add_amount(self, "AREA_M2", tr("Area (m²)"), tr("Area to be frozen in all, in square metres."), optional=False)
        self.add(
            QgsProcessingParameterNumber(
                "CITY_AVAILABLE_M2", tr("Available at the city (m²)"), REAL, defaultValue=0, minValue=0
            ),
            tr("What the city says it has. It counts only where the rules let the city answer for its counties."),
        )
        due = tr("Day by which it is to be rectified, for example 2026-06-30. A shortfall needs one.")
        add_some_day(self, "DUE", tr("Due (ISO date)"), due)
        add_act(self, "PROV_NR")
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputString("FREEZE_NO", tr("Number of the freeze")))
        self.addOutput(QgsProcessingOutputNumber("COUNTY_M2", tr("Frozen at the county (m²)")))
        self.addOutput(QgsProcessingOutputNumber("CITY_M2", tr("Frozen at the city (m²)")))
        self.addOutput(QgsProcessingOutputNumber("UNCOVERED_M2", tr("Uncovered (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """What is frozen, by whose act."""
        order = FreezeOrder(
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.parameterAsEnumString(parameters, "REASON", context),
            amount_dm2(self, parameters, "AREA_M2", context) or 0,
            amount_dm2(self, parameters, "CITY_AVAILABLE_M2", context) or 0,
            some_day(self, parameters, "DUE", context),
        )
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            order=order,
            act=act_of(self, parameters, context),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Freeze it."""
        order, act = inputs.order, inputs.act
        rules = rules_of(inputs.pool, inputs.rule_set, inputs.county, order.system, act)
        ordering = ordering_rules(inputs.pool, rules, order.reason, act)

        def frozen(pool: PoolWriter, journal: Journal) -> tuple[Freeze, int]:
            done = freeze_in(pool, journal, order, act, rules, ordering)
            return done, pool.account_dm2(order.system, done.holder, AREA, AVAILABLE)

        done, available = booked(inputs.pool, frozen, only_try=inputs.only_try)
        if done.uncovered_dm2:
            feedback.pushWarning(tr("{area:.2f} m² are covered by nobody.").format(area=m2_of(done.uncovered_dm2)))
        return {
            "FREEZE_NO": "" if inputs.only_try else done.freeze_uid,
            "COUNTY_M2": m2_of(done.county_dm2),
            "CITY_M2": m2_of(done.city_dm2),
            "UNCOVERED_M2": m2_of(done.uncovered_dm2),
            "AVAILABLE": m2_of(available),
        }


def ordering_rules(pool: str, rules: RuleSet, reason: str, act: Act) -> RuleSet:
    """The rules by which a freeze is ordered: the pool's own, or others of the county that know the reason."""
    if knows(rules, FREEZE, reason):
        return rules
    county = pool_identity(pool).county
    others = [r for _, r in sorted(rule_sets().items()) if r.covers(county) and r.in_force(act.on)]
    return next((r for r in others if knows(r, FREEZE, reason)), rules)
