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

from ..checks.candidates import Candidates, select_candidates
from ..checks.parcels import ParcelBatch
from ..reports.language import tr
from .algorithm import Parameters, ZhanbuAlgorithm
from .rules import add_rule_set, chosen_rule_set
from .sinks import write_with_columns
from .sources import input_layer

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
        county = self.parameterAsString(parameters, "COUNTY", context).strip()
        rule_set = chosen_rule_set(self, parameters, context, as_of, county)
        layer, source = input_layer(self, parameters, "INPUT", context, feedback)
        found = select_candidates(ParcelBatch.of(layer), rule_set, as_of)
        self._tell(found, feedback)
        rows = {
            fid: [rule.clause, rule.category, rule.priority]
            for fid, rule in zip(layer.fids.tolist(), found.rules)
            if rule is not None
        }
        output = write_with_columns(self, parameters, context, source, layer, _COLUMNS, rows)
        return {"OUTPUT": output, "SELECTED": len(rows)}

    @staticmethod
    def _tell(found: Candidates, feedback: QgsProcessingFeedback) -> None:
        if found.unknown_classes:
            feedback.pushWarning(
                tr("Class codes that the survey's table doesn't know: {codes}. They were left out.").format(
                    codes=", ".join(found.unknown_classes)
                )
            )
        if found.of_older_surveys:
            feedback.pushWarning(
                tr("{count} possible sources are of surveys older than {year} and were left out.").format(
                    count=found.of_older_surveys, year=found.latest_year
                )
            )
