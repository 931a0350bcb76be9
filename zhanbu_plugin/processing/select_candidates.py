"""``zhanbu:selectcandidates``."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ..reports.language import tr
from .algorithm import Parameters, ZhanbuAlgorithm
from .check_inputs import possible_sources
from .rules import add_rule_set, wanted_rule_set
from .sinks import write_with_columns
from .sources import unread_input

_COLUMNS = [("clause", "text"), ("category", "text"), ("priority", "integer")]


class SelectCandidates(ZhanbuAlgorithm):
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

    def work(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Select and write."""
        as_of = self.day(parameters, context)
        survey, source = unread_input(self, parameters, "INPUT", context)
        layer, found = possible_sources(
            survey,
            rule_set=wanted_rule_set(self, parameters, context),
            as_of=as_of,
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            feedback=feedback,
        )
        rows = {
            fid: [rule.clause, rule.category, rule.priority]
            for fid, rule in zip(layer.fids.tolist(), found.rules)
            if rule is not None
        }
        output = write_with_columns(self, parameters, context, source, layer, _COLUMNS, rows, feedback)
        return {"OUTPUT": output, "SELECTED": len(rows)}
