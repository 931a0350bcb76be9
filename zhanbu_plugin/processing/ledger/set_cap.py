"""``zhanbu:setcap``."""

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

from ...ledger.caps import CapOrder, cap_after_gap, set_cap_in
from ...pool.reading import pool_identity
from ...pool.steps.acts import Act
from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.units import m2_of
from ...survey.wording import translate
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.ledger_acts import add_amount, amount_dm2
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from .booking import add_trial, booked, only_try, rules_of


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    holder: str
    parent: str
    year: int
    cap_dm2: int
    act: Act
    rule_set: str
    county: str
    only_try: bool


class SetCap(ZhanbuAlgorithm[_Inputs]):
    """How much may be used in a year."""

    NAME = "setcap"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Record a control scale")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Records the control scale of a city for a year, or the share that it gives a county; the shares are no "
            "more than the city's own (HB-12b). Of a net increase, what fills the gap to the protection target is left "
            "out (HB-14). Lots of the year that stand above the scale are cut, the newest first, as far as they are "
            "still available (HB-19)."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add(
            QgsProcessingParameterString("HOLDER", tr("Holder"), optional=True),
            tr("Six digits of the city (…00) or county whose scale it is. Empty means the pool's county."),
        )
        self.add(
            QgsProcessingParameterString("PARENT", tr("Out of the scale of"), optional=True),
            tr("Six digits of the city whose scale is split. Empty for a scale that the province gave."),
        )
        self.add(
            QgsProcessingParameterNumber("YEAR", tr("Year"), minValue=1950, maxValue=2100), tr("Year that it is for.")
        )
        scale = tr("The scale, in square metres. Empty: net increase less what fills the gap.")
        add_amount(self, "CAP_M2", tr("Control scale (m²)"), scale, optional=True)
        net = tr("Net increase of stable cropland, as the province issued it, in square metres.")
        add_amount(self, "NET_M2", tr("Net increase (m²)"), net, optional=True)
        add_amount(
            self, "GAP_M2", tr("Gap (m²)"), tr("Gap to the former protection target, in square metres."), optional=True
        )
        fill = tr("How much of the net increase fills the gap, in square metres.")
        add_amount(self, "GAP_FILL_M2", tr("Fills the gap (m²)"), fill, optional=True)
        add_act(self, "CITY_NR")
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputString("CAP_NO", tr("Number of the record")))
        self.addOutput(QgsProcessingOutputNumber("EXCESS_M2", tr("Above the scale (m²)")))
        self.addOutput(QgsProcessingOutputNumber("CUT_M2", tr("Cut (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Whose scale, and how much. Raises ``InputProblem`` where neither scale nor net increase is given."""
        cap = amount_dm2(self, parameters, "CAP_M2", context)
        net = amount_dm2(self, parameters, "NET_M2", context)
        if (cap is None) == (net is None):
            raise InputProblem(
                translate("zhanbu", "Either the scale is given, or the net increase that it follows from."),
                remedy=translate("zhanbu", "Give CAP_M2, or NET_M2 with what fills the gap."),
                field="CAP_M2",
            )
        if cap is None:
            gap = amount_dm2(self, parameters, "GAP_M2", context) or 0
            cap = cap_after_gap(net or 0, gap, amount_dm2(self, parameters, "GAP_FILL_M2", context) or 0)
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            holder=self.parameterAsString(parameters, "HOLDER", context).strip(),
            parent=self.parameterAsString(parameters, "PARENT", context).strip(),
            year=self.parameterAsInt(parameters, "YEAR", context),
            cap_dm2=cap,
            act=act_of(self, parameters, context),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Record it and cut."""
        rules = rules_of(inputs.pool, inputs.rule_set, inputs.county, inputs.system, inputs.act)
        holder = inputs.holder or pool_identity(inputs.pool).county
        order = CapOrder(inputs.system, holder, inputs.year, inputs.cap_dm2, inputs.parent)
        report = booked(
            inputs.pool,
            lambda pool, journal: set_cap_in(pool, journal, order, inputs.act, rules),
            only_try=inputs.only_try,
        )
        if report.excess_dm2 > report.cut_dm2:
            feedback.pushWarning(
                tr("{area:.2f} m² above the scale are linked, used or frozen and were not cut.").format(
                    area=m2_of(report.excess_dm2 - report.cut_dm2)
                )
            )
        return {
            "CAP_NO": "" if inputs.only_try else report.cap.cap_uid,
            "EXCESS_M2": m2_of(report.excess_dm2),
            "CUT_M2": m2_of(report.cut_dm2),
            "AVAILABLE": m2_of(report.available_dm2),
        }
