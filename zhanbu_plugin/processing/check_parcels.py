"""``zhanbu:checkparcels``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..checks.checked_layer import checked_columns, checked_rows, is_result
from ..checks.column import FAIL, NOT_CHECKED
from ..checks.engine import CheckResult
from ..checks.finding_texts import finding_rows
from ..checks.findings import Outcome, Verdict
from ..reports.check_page import check_page
from ..reports.language import interface_is_chinese, said, tr
from ..reports.remedies import remedy_of
from .algorithm import Parameters, ZhanbuAlgorithm, progress_of, stop_if_cancelled
from .check_inputs import CheckInputs, run_check
from .elevation_model import elevation_model
from .outputs import Outputs
from .roles import add_county_layer, add_roles, unread_optional, unread_roles
from .rules import add_rule_set, add_stage_and_category, wanted_rule_set
from .sinks import write_table, write_with_columns
from .sources import UnreadLayer, unread_input
from .waiver_rows import add_waivers, unread_waivers

_FINDING_COLUMNS = [
    ("parcel_id", "text"),
    ("check_id", "text"),
    ("clause", "text"),
    ("severity", "text"),
    ("outcome", "text"),
    ("measured", "real"),
    ("threshold", "real"),
    ("unit", "text"),
    ("source", "text"),
    ("message", "text"),
    ("remedy", "text"),
    ("waived", "text"),
]

_PARCELS_WRITTEN = 94
"""Percent of a run that are done when its parcels are written and their findings are not."""


@dataclass(frozen=True)
class _Inputs:
    check: CheckInputs
    page: str


class CheckParcels(ZhanbuAlgorithm[_Inputs]):
    """The check of the dock, for whole counties."""

    NAME = "checkparcels"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Check parcels")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Measures parcels (validity, ellipsoid area, slope, overlap with every role's layer, source class, "
            "duplicates, county) and applies the rule set. The output has a verdict and the reasons for every parcel; "
            "FINDINGS lists every check with clause, measured value and threshold. A check whose layer or field is "
            "missing stays open (NOT_CHECKED), so the parcel is INCOMPLETE, never eligible by silence. WAIVERS lists "
            "the documents that lift failures where the rules allow it."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Parcels"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]
            ),
            tr("Polygons to check, with the survey's fields. Only the selected ones, if you say so."),
        )
        add_rule_set(self)
        self.add_day()
        add_stage_and_category(self)
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("DEM"), optional=True),
            tr("Elevation model in any coordinate reference system, with cells of 5 m or so."),
        )
        self.add(
            QgsProcessingParameterString("POOL", tr("Reserve pool"), optional=True),
            tr("GeoPackage of the county's pool, to find ground that is claimed already."),
        )
        add_roles(self, left_out=["county"])
        add_county_layer(self)
        add_waivers(self)
        self.add(
            QgsProcessingParameterField("ID_FIELD", tr("Parcel id"), parentLayerParameterName="INPUT", optional=True),
            tr("Field that names the parcels in findings. Empty means BSM, else the feature id."),
            advanced=True,
        )
        self._add_outputs()

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Checked parcels")),
            tr("The input with measures, verdict and reasons; push it to the pool. Save it as GeoPackage."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "FINDINGS", tr("Findings"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
            ),
            tr("One row for every parcel and check."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), "HTML (*.html)", optional=True, createByDefault=False
            ),
            tr("Page to read and print: rules, parameters, counts, reasons."),
        )
        for name, text in (
            ("CHECKED", tr("Parcels checked")),
            ("ELIGIBLE", tr("Eligible")),
            ("WAIVABLE", tr("Eligible with a waiver")),
            ("INELIGIBLE", tr("Not eligible")),
            ("INCOMPLETE", tr("Not completely checked")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Layers, rules, and where the page goes."""
        check = CheckInputs(
            unread_input(self, parameters, "INPUT", context),
            as_of=self.day(parameters, context),
            roles=self._roles(parameters, context),
            dem=self._dem(parameters, context),
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self._county(parameters, context),
            stage=self.parameterAsString(parameters, "STAGE", context).strip(),
            category=self.parameterAsEnumString(parameters, "CATEGORY", context),
            id_field=self.parameterAsString(parameters, "ID_FIELD", context),
            waivers=unread_waivers(self, parameters, context),
        )
        return _Inputs(check, self.parameterAsFileOutput(parameters, "REPORT", context))

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Check and write."""
        result = run_check(inputs.check, feedback)
        layer = result.parcels.layer
        self._tell(result, feedback)
        self._warn_of_short_texts(outputs.target("OUTPUT"), feedback)
        rows = checked_rows(result, said, chinese=interface_is_chinese())
        columns = [(column.name, column.type) for column in checked_columns(result)]
        counts = result.counts()
        return {
            "OUTPUT": write_with_columns(
                outputs,
                inputs.check.parcels,
                layer,
                columns,
                rows,
                feedback,
                replaced=is_result,
                progress=progress_of(feedback, 90, _PARCELS_WRITTEN),
            ),
            "FINDINGS": self._findings(result, outputs, feedback),
            "REPORT": self._report(inputs.page, result, outputs, feedback),
            "CHECKED": len(result.parcels),
            **{verdict.value: counts[verdict] for verdict in Verdict},
        }

    def _dem(self, parameters: Parameters, context: QgsProcessingContext) -> str | None:
        return elevation_model(self, parameters, context) if parameters.get("DEM") else None

    def _roles(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, UnreadLayer]:
        roles = unread_roles(self, parameters, context)
        if "county" not in roles and not self._is_code(parameters, context):
            boundary = unread_optional(self, parameters, "COUNTY", context)
            roles |= {"county": boundary} if boundary is not None else {}
        return roles

    def _is_code(self, parameters: Parameters, context: QgsProcessingContext) -> bool:
        """``COUNTY`` is also the role's name in capitals, so a layer given there is understood."""
        text = self.parameterAsString(parameters, "COUNTY", context).strip()
        return text.isdigit() or self.parameterAsVectorLayer(parameters, "COUNTY", context) is None

    def _county(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        given = self.parameterAsString(parameters, "COUNTY", context).strip()
        return str(given) if given and self._is_code(parameters, context) else ""

    @staticmethod
    def _findings(result: CheckResult, outputs: Outputs, feedback: QgsProcessingFeedback) -> str | None:
        if not outputs.wanted("FINDINGS"):
            return None
        count = len(result.parcels) * len(result.columns)
        feedback.pushInfo(
            tr("FINDINGS gets {count} rows: {checks} checks of each of {parcels} parcels.").format(
                count=count, checks=len(result.columns), parcels=len(result.parcels)
            )
        )
        rows = finding_rows(result, said, remedy_of)
        span = progress_of(feedback, _PARCELS_WRITTEN, 99)
        return write_table(outputs, "FINDINGS", _FINDING_COLUMNS, rows, feedback, count=count, progress=span)

    @staticmethod
    def _report(target: str, result: CheckResult, outputs: Outputs, feedback: QgsProcessingFeedback) -> str:
        stop_if_cancelled(feedback)
        if target:
            outputs.save(Path(target), check_page(result, said, chinese=interface_is_chinese()).encode(), "REPORT")
        stop_if_cancelled(feedback)
        return target

    @staticmethod
    def _warn_of_short_texts(target: str, feedback: QgsProcessingFeedback) -> None:
        if target.lower().endswith((".shp", ".dbf")):
            feedback.pushWarning(
                tr(
                    "{file}: a shapefile cuts texts at 254 bytes, so the pool will not take its parcels. "
                    "Save the result as GeoPackage."
                ).format(file=target)
            )

    @staticmethod
    def _tell(result: CheckResult, feedback: QgsProcessingFeedback) -> None:
        """Counts, and of every check that didn't pass everywhere the first parcel with the way out."""
        for verdict, count in result.counts().items():
            feedback.pushInfo(f"{verdict.value}: {count}")
        failures = result.failures()
        for column in result.columns:
            failed, unknown = failures[column.rule.id]
            if not failed and not unknown:
                continue
            feedback.pushInfo(
                tr("{check}: {failed} failed, {unknown} not checked").format(
                    check=column.rule.id, failed=failed, unknown=unknown
                )
            )
            for code, outcome in ((FAIL, Outcome.FAIL), (NOT_CHECKED, Outcome.NOT_CHECKED)):
                for i in np.flatnonzero(column.outcome == code)[:1].tolist():
                    feedback.pushInfo(
                        tr("    for example {layer}, parcel {parcel}: {message} {remedy}").format(
                            layer=result.parcels.layer.name,
                            parcel=result.parcels.ids[i],
                            message=said(column.say(i)),
                            remedy=remedy_of(column.rule, outcome),
                        )
                    )
