"""``zhanbu:takeover``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...ledger.opening import LegacyLot, OldPool, take_over_in
from ...pool.steps.acts import Act
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.ledger_acts import REAL, add_amount, add_some_paddy, amount_dm2
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from .booking import add_trial, booked, only_try, rules_of


@dataclass(frozen=True)
class _Inputs:
    pool: str
    old: OldPool
    act: Act
    rule_set: str
    county: str
    only_try: bool


class TakeOver(ZhanbuAlgorithm[_Inputs]):
    """What the former pool left or owed."""

    NAME = "takeover"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Take over the former pool")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Records by a document what the former pool left, as a lot that is used before all others (HB-20a), or "
            "what it owed, which is settled first from whatever comes in (HB-20b). Run it once for each lot, in the "
            "order in which they are to be used."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        left = tr("What is left, in square metres. Empty where the former pool left nothing.")
        add_amount(self, "AREA_M2", tr("Left (m²)"), left, optional=True)
        add_some_paddy(self)
        self.add(
            QgsProcessingParameterNumber("GRADE", tr("Grade"), REAL, optional=True, minValue=1, maxValue=15),
            tr("Mean grade of what is left, if it is known; 1 is the best."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("GRADE_SCHEME", tr("Scheme of the grade"), optional=True),
            tr("By which scheme the grade counts: GBT33469_10 or DB15."),
            advanced=True,
        )
        self.add(QgsProcessingParameterString("TITLE", tr("Title"), optional=True), tr("What people call the lot."))
        owed = tr("What the former pool owed, in square metres, as a positive number.")
        add_amount(self, "OWED_M2", tr("Owed (m²)"), owed, optional=True)
        add_act(self, "PROV_NR")
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))
        self.addOutput(QgsProcessingOutputNumber("LIABILITY", tr("Owed afterwards (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """What was left, and what was owed."""
        graded = parameters.get("GRADE") not in (None, "")
        lot = LegacyLot(
            amount_dm2(self, parameters, "AREA_M2", context) or 0,
            amount_dm2(self, parameters, "PADDY_M2", context) or 0,
            self.parameterAsDouble(parameters, "GRADE", context) if graded else None,
            self.parameterAsString(parameters, "GRADE_SCHEME", context).strip() if graded else "",
            self.parameterAsString(parameters, "TITLE", context).strip(),
        )
        old = OldPool(
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            (lot,) if lot.amount_dm2 or lot.paddy_dm2 else (),
            amount_dm2(self, parameters, "OWED_M2", context) or 0,
        )
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            old=old,
            act=act_of(self, parameters, context),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Book it."""
        rules = rules_of(inputs.pool, inputs.rule_set, inputs.county, inputs.old.system, inputs.act)
        report = booked(
            inputs.pool,
            lambda pool, journal: take_over_in(pool, journal, inputs.old, inputs.act, rules),
            only_try=inputs.only_try,
        )
        return {"AVAILABLE": m2_of(report.available_dm2), "LIABILITY": m2_of(report.liability_dm2)}
