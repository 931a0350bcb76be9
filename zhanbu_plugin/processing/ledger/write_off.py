"""``zhanbu:writeoff``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber, QgsProcessingOutputString

from ...ledger.project_systems import system_of_project
from ...ledger.unlinking import write_off_in
from ...pool.steps.acts import Act
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.ledger_acts import rules_even_after
from ..inputs.occupations import add_area, add_paddy_approved, area_dm2, paddy_approved
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from .booking import add_project_no, add_system_of_project, add_trial, booked, only_try


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    project_no: str
    area_dm2: int
    paddy_dm2: int | None
    rule_set: str
    county: str
    act: Act
    only_try: bool


class WriteOff(ZhanbuAlgorithm[_Inputs]):
    """What was approved is used, the rest goes back."""

    NAME = "writeoff"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Write off a link")

    def help(self) -> str:
        """What it does."""
        return tr(
            "After the approval of a project, writes off what was approved of the lots linked to it, oldest lots "
            "first, and releases the rest to the lots that it came from, where it keeps its place in the queue. More "
            "than is linked, or without a link, is refused."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_project_no(self)
        add_area(self, tr("Area that was approved, in square metres; what is linked beyond it is released."))
        add_paddy_approved(self)
        add_act(self)
        add_system_of_project(self)
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputNumber("USED", tr("Written off (m²)")))
        self.addOutput(QgsProcessingOutputNumber("RELEASED", tr("Released (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))
        self.addOutput(QgsProcessingOutputString("POSTINGS", tr("Numbers of the postings")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Project, act and rules."""
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            project_no=self.parameterAsString(parameters, "PROJECT_NO", context).strip(),
            area_dm2=area_dm2(self, parameters, "AREA_M2", context),
            paddy_dm2=paddy_approved(self, parameters, context),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            act=act_of(self, parameters, context),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Write off and release."""
        system = inputs.system or system_of_project(inputs.pool, inputs.project_no)
        rules = rules_even_after(inputs.pool, inputs.rule_set, inputs.county, system, inputs.act.on)
        done = booked(
            inputs.pool,
            lambda pool, journal: write_off_in(
                pool, journal, inputs.project_no, inputs.area_dm2, inputs.act, rules, paddy_dm2=inputs.paddy_dm2
            ),
            feedback,
            only_try=inputs.only_try,
        )
        if inputs.only_try:
            feedback.pushWarning(tr("This was a trial: nothing was written off."))
        return {
            "USED": m2_of(done.used_dm2),
            "RELEASED": m2_of(done.released_dm2),
            "AVAILABLE": m2_of(done.available_dm2),
            "POSTINGS": ",".join(uid for uid in (done.writeoff_uid, done.release_uid) if uid),
        }
