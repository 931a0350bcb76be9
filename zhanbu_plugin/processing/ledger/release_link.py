"""``zhanbu:releaselink``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber, QgsProcessingOutputString

from ...ledger.project_systems import system_of_project
from ...ledger.unlinking import release_in
from ...pool.steps.acts import Act
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.ledger_acts import rules_even_after
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from .booking import add_project_no, add_system_of_project, add_trial, booked, only_try


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    project_no: str
    rule_set: str
    county: str
    act: Act
    only_try: bool


class ReleaseLink(ZhanbuAlgorithm[_Inputs]):
    """A project that was withdrawn or refused gives its lots back."""

    NAME = "releaselink"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Release a link")

    def help(self) -> str:
        """What it does."""
        return tr(
            "When a project is withdrawn or refused, gives all that is still linked to it back to the lots that it "
            "came from. They keep their places in the queue, so the next project takes them as if nothing had "
            "happened. What was written off stays so."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_project_no(self)
        add_act(self)
        add_system_of_project(self)
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputNumber("RELEASED", tr("Released (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))
        self.addOutput(QgsProcessingOutputString("POSTINGS", tr("Numbers of the postings")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Project, act and rules."""
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            project_no=self.parameterAsString(parameters, "PROJECT_NO", context).strip(),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            act=act_of(self, parameters, context),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Release."""
        system = inputs.system or system_of_project(inputs.pool, inputs.project_no)
        rules = rules_even_after(inputs.pool, inputs.rule_set, inputs.county, system, inputs.act.on)
        done = booked(
            inputs.pool,
            lambda pool, journal: release_in(pool, journal, inputs.project_no, inputs.act, rules),
            feedback,
            only_try=inputs.only_try,
        )
        if inputs.only_try:
            feedback.pushWarning(tr("This was a trial: nothing was released."))
        return {
            "RELEASED": m2_of(done.released_dm2),
            "AVAILABLE": m2_of(done.available_dm2),
            "POSTINGS": done.release_uid,
        }
