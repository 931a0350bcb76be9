"""``zhanbu:selectcandidates``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.check_inputs import possible_sources
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.sources import UnreadLayer, unread_input
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_with_columns

_COLUMNS = [("clause", "text"), ("category", "text"), ("priority", "integer")]


@dataclass(frozen=True)
class _Inputs:
    survey: UnreadLayer
    rule_set: str
    as_of: date
    county: str


class SelectCandidates(ZhanbuAlgorithm[_Inputs]):
    """Possible sources by the rules."""

    NAME = "selectcandidates"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Select possible sources")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Keeps the survey polygons whose class, planting code and survey year make them a possible source under "
            "the rule set, with the clause, the category that it suggests and a priority (1 comes first). Nothing is "
            "measured here; check what you select."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Survey polygons (DLTB)"), [QgsProcessing.SourceType.TypeVectorPolygon]
            ),
            tr("Layer of land polygons with the survey's fields."),
        )
        add_rule_set(self)
        self.add_day()
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Possible sources")),
            tr("Selected polygons with clause, category and priority."),
        )
        self.addOutput(QgsProcessingOutputNumber("SELECTED", tr("Number of possible sources")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Layer, rules and day."""
        as_of = self.day(parameters, context)
        return _Inputs(
            unread_input(self, parameters, "INPUT", context),
            rule_set=wanted_rule_set(self, parameters, context),
            as_of=as_of,
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Select and write."""
        layer, found = possible_sources(
            inputs.survey, rule_set=inputs.rule_set, as_of=inputs.as_of, county=inputs.county, feedback=feedback
        )
        selected = layer.taking(np.array([rule is not None for rule in found.rules], dtype=bool))
        rows = ([rule.clause, rule.category, rule.priority] for rule in found.rules if rule is not None)
        output = write_with_columns(outputs, inputs.survey, selected, _COLUMNS, rows, feedback)
        return {"OUTPUT": output, "SELECTED": len(selected)}
