"""``zhanbu:deduct``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterString,
)

from ...ledger.clauses import reasons_of_deductions
from ...ledger.deducting import DeductOrder, deduct_in
from ...pool.steps.acts import Act
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.ledger_acts import add_amount, add_some_paddy, amount_dm2, rules_even_after
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from .booking import add_trial, booked, only_try


@dataclass(frozen=True)
class _Inputs:
    pool: str
    order: DeductOrder
    act: Act
    rule_set: str
    county: str
    only_try: bool


class Deduct(ZhanbuAlgorithm[_Inputs]):
    """An amount is cut."""

    NAME = "deduct"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Deduct an amount")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Cuts an amount by a document: what a review found lost or degraded (JX-3.3.4), what stayed unresolved "
            "(HB-27), a promise that wasn't kept (SC-3(10)a). Of a parcel, its own lots are cut first, and never more "
            "than it was credited with. What isn't available is owed and settled first from whatever comes in next; "
            "the account never falls below nothing, and what is linked or frozen stays."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        area = tr("Area affected, in square metres. Empty with a parcel: all that it was credited with.")
        add_amount(self, "AREA_M2", tr("Area (m²)"), area, optional=True)
        self.add(
            QgsProcessingParameterString("PARCEL", tr("Parcel"), optional=True),
            tr("Id from the column parcel_uid, where a parcel is the cause, for example 139901-CROP-000001."),
        )
        reason = QgsProcessingParameterString("REASON", tr("Reason"))
        reason.setMetadata({"widget_wrapper": {"value_hints": list(reasons_of_deductions())}})
        self.add(
            reason,
            tr("Why, in a word of the rules or in your own: {names}.").format(names=", ".join(reasons_of_deductions())),
        )
        add_some_paddy(self)
        add_act(self, "PROV_NR")
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputNumber("DEDUCTED", tr("Deducted (m²)")))
        self.addOutput(QgsProcessingOutputNumber("LIABILITY", tr("Owed afterwards (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))
        self.addOutput(QgsProcessingOutputString("TXN", tr("Number of the posting")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """What is cut, by whose act."""
        order = DeductOrder(
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.parameterAsString(parameters, "REASON", context).strip(),
            amount_dm2(self, parameters, "AREA_M2", context),
            self.parameterAsString(parameters, "PARCEL", context).strip(),
            amount_dm2(self, parameters, "PADDY_M2", context) or 0,
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
        """Cut it."""
        order, act = inputs.order, inputs.act
        rules = rules_even_after(inputs.pool, inputs.rule_set, inputs.county, order.system, act.on)
        report = booked(
            inputs.pool,
            lambda pool, journal: deduct_in(pool, journal, order, act, rules),
            only_try=inputs.only_try,
        )
        if report.newly_owed_dm2:
            feedback.pushWarning(
                tr("{area:.2f} m² weren't available and are owed; whatever comes in next settles them first.").format(
                    area=m2_of(report.newly_owed_dm2)
                )
            )
        return {
            "DEDUCTED": m2_of(report.deducted_dm2 - report.newly_owed_dm2),
            "LIABILITY": m2_of(report.liability_dm2),
            "AVAILABLE": m2_of(report.available_dm2),
            "TXN": "" if inputs.only_try else report.txn_uid,
        }
