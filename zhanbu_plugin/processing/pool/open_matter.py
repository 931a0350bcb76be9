"""``zhanbu:openmatter``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...checks.layer import VectorLayer
from ...checks.measures.validity import validity
from ...pool.filing.matters import MatterTerms, open_matter
from ...pool.reading import pool_identity
from ...pool.steps.acts import Act
from ...regimes.choosing import choose_rule_set, rule_sets
from ...regimes.workflow import PARCEL
from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act, uids_in
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs


@dataclass(frozen=True)
class _Inputs:
    pool: str
    subject: str
    system: str
    year: int
    title: str
    place: UnreadLayer | None
    links: tuple[str, ...]
    rule_set: str
    county: str
    act: Act


class OpenMatter(ZhanbuAlgorithm[_Inputs]):
    """A plan, an occupation, a case."""

    NAME = "openmatter"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Open a matter")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Opens a matter of the regulation, such as a yearly plan, an item that leaves cropland, an occupation or a "
            "case, with states of its own; evidence and forms are then put on file of it. It may have a place, and "
            "parcels or other matters that belong to it."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        names = sorted({name for rules in rule_sets().values() for name in rules.workflows if name != PARCEL})
        subject = QgsProcessingParameterString("SUBJECT", tr("Kind of matter"))
        subject.setMetadata({"widget_wrapper": {"value_hints": names}})
        self.add(subject, tr("What it is, as the rule set calls it: {names}.").format(names=", ".join(names)))
        add_system(self)
        self.add(
            QgsProcessingParameterNumber("YEAR", tr("Year"), minValue=1950, maxValue=2100),
            tr("Year that it is for."),
        )
        self.add(QgsProcessingParameterString("TITLE", tr("Title")), tr("What people call it."))
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Place"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
            ),
            tr("Polygons of its place, taken as one. Without it the matter has none."),
        )
        self.add(
            QgsProcessingParameterString("LINKS", tr("Belongs with"), optional=True),
            tr("Ids of parcels or matters that belong to it, separated by commas."),
        )
        add_rule_set(self)
        add_act(self)
        self.addOutput(QgsProcessingOutputString("MATTER", tr("Id of the matter")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """What it is to be, and who opens it."""
        links = self.parameterAsString(parameters, "LINKS", context)
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            subject=self.parameterAsString(parameters, "SUBJECT", context).strip().upper(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            year=self.parameterAsInt(parameters, "YEAR", context),
            title=self.parameterAsString(parameters, "TITLE", context).strip(),
            place=unread_input(self, parameters, "INPUT", context) if parameters.get("INPUT") else None,
            links=uids_in(links),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            act=act_of(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Open it."""
        county = inputs.county or pool_identity(inputs.pool).county
        rules = choose_rule_set(inputs.rule_set, as_of=inputs.act.on, county=county, system=inputs.system)
        if rules.system != inputs.system:
            raise InputProblem(
                translate("zhanbu", "The rule set {id} is for {system}.", id=rules.id, system=rules.system),
                remedy=translate("zhanbu", "Choose that system, or another rule set."),
            )
        terms = MatterTerms(inputs.subject, inputs.year, inputs.title)
        if inputs.place is not None:
            layer = read_told(inputs.place, feedback)
            terms = MatterTerms(inputs.subject, inputs.year, inputs.title, place_of(layer), layer.crs)
        uid = open_matter(inputs.pool, rules, terms, inputs.act, links=inputs.links)
        feedback.pushInfo(f"{rules.id}: {uid}")
        return {"MATTER": uid}


def place_of(layer: VectorLayer) -> shapely.Geometry:
    """The polygons of a layer as one. Raises ``InputProblem`` that names the first one that is no valid polygon."""
    found = validity(layer.geometries, crs=layer.crs)
    for i in np.flatnonzero(~found.valid & ~shapely.is_missing(layer.geometries)):
        raise InputProblem(
            found.reason[i],
            remedy=translate("zhanbu", "Mend the shape, or open the matter without a place."),
            source=layer.name,
            parcel=str(layer.fids[i]),
        )
    return shapely.union_all(layer.geometries[~shapely.is_missing(layer.geometries)])
