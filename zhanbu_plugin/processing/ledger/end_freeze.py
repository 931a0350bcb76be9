"""``zhanbu:endfreeze``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ...ledger.ending_freezes import ExitOrder, end_freeze_in, known_freeze
from ...ledger.freeze_plans import ExitMode
from ...pool.database import pool_for_reading
from ...pool.steps.acts import Act
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.ledger_acts import add_amount, add_some_day, amount_dm2, rules_even_after, some_day
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from .booking import add_trial, booked, only_try


@dataclass(frozen=True)
class _Inputs:
    pool: str
    order: ExitOrder
    act: Act
    rule_set: str
    county: str
    only_try: bool


class EndFreeze(ZhanbuAlgorithm[_Inputs]):
    """A freeze is lifted, used or deducted."""

    NAME = "endfreeze"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("End a freeze")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Ends a freeze, or a part of it, by a document: lifted once it is rectified, used directly where the "
            "procedure was completed and the rules allow it, or deducted once the due day is over. A lift frees what "
            "nobody covered, then the city's part, then the county's; a deduction takes the county's first, then the "
            "city's, and what nobody covered becomes a debt. The parts that end never exceed the freeze."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        self.add(
            QgsProcessingParameterString("FREEZE_NO", tr("Number of the freeze")),
            tr("Number that “Freeze an amount” gave, for example 130681-CROP-F000001."),
        )
        modes = [mode.value for mode in ExitMode]
        self.add(
            QgsProcessingParameterEnum(
                "MODE", tr("How it ends"), options=modes, defaultValue=modes[0], usesStaticStrings=True
            ),
            tr("LIFT: free again. CONVERT: used for the project itself. DEDUCT: taken away."),
        )
        area = tr("How much of it ends, in square metres. Empty: all that is left.")
        add_amount(self, "AREA_M2", tr("Area (m²)"), area, optional=True)
        rectified = tr("Day on which it was put right, where it is known; after the due day nothing is lifted for it.")
        add_some_day(self, "RECTIFIED", tr("Rectified on (ISO date)"), rectified)
        add_act(self, "PROV_NR")
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputNumber("REMAINING_M2", tr("Still frozen (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))
        self.addOutput(QgsProcessingOutputNumber("LIABILITY", tr("Owed afterwards (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Which freeze ends how."""
        order = ExitOrder(
            self.parameterAsString(parameters, "FREEZE_NO", context).strip(),
            ExitMode(self.parameterAsEnumString(parameters, "MODE", context)),
            amount_dm2(self, parameters, "AREA_M2", context),
            some_day(self, parameters, "RECTIFIED", context),
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
        """End it."""
        order, act = inputs.order, inputs.act
        with pool_for_reading(inputs.pool) as pool, pool.reading():
            system = known_freeze(pool, order.freeze_uid).system
        rules = rules_even_after(inputs.pool, inputs.rule_set, inputs.county, system, act.on)
        report = booked(
            inputs.pool,
            lambda pool, journal: end_freeze_in(pool, journal, order, act, rules),
            only_try=inputs.only_try,
        )
        if report.ended.city_dm2:
            feedback.pushInfo(
                tr("{area:.2f} m² of it are the city's and booked in its own ledger.").format(
                    area=m2_of(report.ended.city_dm2)
                )
            )
        return {
            "REMAINING_M2": m2_of(report.remaining.total_dm2),
            "AVAILABLE": m2_of(report.available_dm2),
            "LIABILITY": m2_of(report.liability_dm2),
        }
