"""``zhanbu:transfer``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...ledger.transfer_rules import GOVERNMENTS, LEVELS
from ...ledger.transferring import TransferOrder, transfer_in
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
    order: TransferOrder
    act: Act
    rule_set: str
    county: str
    only_try: bool


class Transfer(ZhanbuAlgorithm[_Inputs]):
    """An amount changes hands."""

    NAME = "transfer"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Transfer an amount")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Records a transfer that city or province decided: out of this pool, into it, or from the province's part "
            "to the county. Only governments take part (HB-24). Between cities it is for major projects of the "
            "province and above; for any other give the approval that is on file (HB-23). The oldest lots go first, "
            "and what comes in stands last in the queue, with its own days and grade."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add(
            QgsProcessingParameterString("FROM", tr("From")),
            tr("Six digits of the county, city (…00) or province (…0000) that hands over."),
        )
        self.add(QgsProcessingParameterString("TO", tr("To")), tr("Six digits of the one that receives."))
        party = QgsProcessingParameterString("PARTY_TYPE", tr("Party"), defaultValue=GOVERNMENTS[0])
        party.setMetadata({"widget_wrapper": {"value_hints": list(GOVERNMENTS)}})
        self.add(party, tr("Who takes part; one of {names}.").format(names=", ".join(GOVERNMENTS)))
        level = QgsProcessingParameterString("PURPOSE_LEVEL", tr("Level of the project"), defaultValue=LEVELS[0])
        level.setMetadata({"widget_wrapper": {"value_hints": list(LEVELS)}})
        self.add(level, tr("What it is for: a project of the level {names}.").format(names=", ".join(LEVELS)))
        add_amount(self, "AREA_M2", tr("Area (m²)"), tr("Area handed over, in square metres."), optional=False)
        add_some_paddy(self)
        self.add(
            QgsProcessingParameterString("APPROVAL", tr("Approval"), optional=True),
            tr("Id of the evidence on file that admits a project of a lower level."),
        )
        self._add_grade()
        add_act(self, "PROV_NR")
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))
        self.addOutput(QgsProcessingOutputNumber("LIABILITY", tr("Owed afterwards (m²)")))
        self.addOutput(QgsProcessingOutputString("TXN", tr("Number of the posting")))

    def _add_grade(self) -> None:
        self.add(
            QgsProcessingParameterNumber("GRADE", tr("Grade"), REAL, optional=True, minValue=1, maxValue=15),
            tr("Grade of what comes in from another pool, as its papers say; 1 is the best."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("GRADE_SCHEME", tr("Scheme of the grade"), optional=True),
            tr("By which scheme the grade counts: GBT33469_10 or DB15."),
            advanced=True,
        )

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Who hands over what to whom."""
        graded = parameters.get("GRADE") not in (None, "")
        order = TransferOrder(
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            giver=self.parameterAsString(parameters, "FROM", context).strip(),
            taker=self.parameterAsString(parameters, "TO", context).strip(),
            party_type=self.parameterAsString(parameters, "PARTY_TYPE", context),
            purpose_level=self.parameterAsString(parameters, "PURPOSE_LEVEL", context),
            amount_dm2=amount_dm2(self, parameters, "AREA_M2", context) or 0,
            paddy_dm2=amount_dm2(self, parameters, "PADDY_M2", context) or 0,
            approval=self.parameterAsString(parameters, "APPROVAL", context).strip(),
            grade=self.parameterAsDouble(parameters, "GRADE", context) if graded else None,
            grade_scheme=self.parameterAsString(parameters, "GRADE_SCHEME", context).strip() if graded else "",
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
        """Book it."""
        order, act = inputs.order, inputs.act
        rules = rules_of(inputs.pool, inputs.rule_set, inputs.county, order.system, act)
        report = booked(
            inputs.pool,
            lambda pool, journal: transfer_in(pool, journal, order, act, rules),
            only_try=inputs.only_try,
        )
        if report.before_dm2 > 0 and report.available_dm2 > report.before_dm2 and order.system == "CROP":
            feedback.pushWarning(
                tr("The county had {area:.2f} m² of its own: the county comes first, then the city (HB-3).").format(
                    area=m2_of(report.before_dm2)
                )
            )
        return {
            "AVAILABLE": m2_of(report.available_dm2),
            "LIABILITY": m2_of(report.liability_dm2),
            "TXN": "" if inputs.only_try else report.txn_uid,
        }
