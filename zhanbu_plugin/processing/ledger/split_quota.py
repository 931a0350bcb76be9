"""``zhanbu:splitquota``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterNumber,
)

from ...ledger.quota import CAP_MU, split_quota
from ...reports.language import tr
from ...survey.units import largest_remainder, m2_of, to_dm2
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.ledger_acts import REAL, add_amount
from ..outputs.outputs import Outputs


@dataclass(frozen=True)
class _Inputs:
    area_dm2: int
    cap_mu: Fraction


class SplitQuota(ZhanbuAlgorithm[_Inputs]):
    """500 亩 for the county, the rest for the province."""

    NAME = "splitquota"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Split the quota of a round")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Splits the area that a round of Jiangxi admits: up to 500 mu go to the county, the rest is held by the "
            "province (JX-3.3.3a). It counts in whole hundredths of a square metre: of 333 333.34 m² the county gets "
            "333 333.33 m², and both parts always add up to the area. Nothing is booked."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        area = tr("Area newly admitted in the round, in square metres.")
        add_amount(self, "AREA_M2", tr("Area (m²)"), area, optional=False)
        self.add(
            QgsProcessingParameterNumber("CAP_MU", tr("Cap (mu)"), REAL, defaultValue=CAP_MU, minValue=0),
            tr("How much of it goes to the county, in mu (亩)."),
        )
        self.addOutput(QgsProcessingOutputNumber("COUNTY_M2", tr("For the county (m²)")))
        self.addOutput(QgsProcessingOutputNumber("PROVINCE_M2", tr("Held by the province (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Area and cap."""
        return _Inputs(
            to_dm2(self.parameterAsDouble(parameters, "AREA_M2", context)),
            Fraction(repr(self.parameterAsDouble(parameters, "CAP_MU", context))),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Split it."""
        split = split_quota(inputs.area_dm2, inputs.cap_mu)
        county, province = largest_remainder([split.county_dm2, split.province_dm2], "mu", 5)
        feedback.pushInfo(
            tr("{county} mu for the county, {province} mu for the province.").format(county=county, province=province)
        )
        return {"COUNTY_M2": m2_of(split.county_dm2), "PROVINCE_M2": m2_of(split.province_dm2)}
