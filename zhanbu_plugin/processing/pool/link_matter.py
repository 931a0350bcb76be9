"""``zhanbu:linkmatter``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
)

from ...pool.filing.matters import link_matter
from ...pool.steps.acts import Act
from ...regimes.choosing import AUTO, choose_rule_set
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act, uids_in
from ..inputs.rules import add_own_rule_set, wanted_rule_set
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs


@dataclass(frozen=True)
class _Inputs:
    pool: str
    matter: str
    links: tuple[str, ...]
    act: Act
    rule_set: str


class LinkMatter(ZhanbuAlgorithm[_Inputs]):
    """Parcels and matters that belong to a matter."""

    NAME = "linkmatter"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Link with a matter")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Notes that parcels or matters belong to an open matter: items to their plan, the land that makes up for "
            "an item to that item. Checks that ask for the state of a plan look at these links. A link is never taken"
            " away."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        self.add(QgsProcessingParameterString("MATTER", tr("Matter")), tr("Id that the matter got when it was opened."))
        self.add(
            QgsProcessingParameterString("LINKS", tr("Belongs with")),
            tr("Ids of parcels or matters that belong to it, separated by commas."),
        )
        add_act(self)
        add_own_rule_set(self)
        self.addOutput(QgsProcessingOutputNumber("LINKED", tr("New links")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """What belongs to what, and who says so."""
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsString(parameters, "MATTER", context).strip(),
            uids_in(self.parameterAsString(parameters, "LINKS", context)),
            act_of(self, parameters, context),
            wanted_rule_set(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Note the links."""
        rules = None if inputs.rule_set == AUTO else choose_rule_set(inputs.rule_set, as_of=inputs.act.on)
        new = link_matter(inputs.pool, inputs.matter, inputs.links, inputs.act, rule_set=rules)
        feedback.pushInfo(", ".join(new))
        return {"LINKED": len(new)}
