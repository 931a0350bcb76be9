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
    QgsProcessingParameterFileDestination,
)

from ...checks.checked_layer import checked_columns, checked_rows, is_result
from ...checks.column import FAIL, NOT_CHECKED
from ...checks.engine import CheckResult
from ...checks.finding_texts import finding_rows
from ...checks.findings import Outcome, Verdict
from ...reports.check_page import check_page
from ...reports.language import interface_is_chinese, said, tr
from ...reports.remedies import remedy_of
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of, stop_if_cancelled
from ..inputs.check_inputs import CheckInputs, run_check
from ..inputs.check_parameters import add_check_parameters, check_inputs_of
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table, write_with_columns

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
        add_check_parameters(self)
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
        check = check_inputs_of(self, parameters, context)
        return _Inputs(check, self.parameterAsFileOutput(parameters, "REPORT", context))

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Check and write."""
        result = run_check(inputs.check, feedback)
        layer = result.parcels.layer
        self._tell(result, feedback)
        self._warn_of_short_texts(outputs.target("OUTPUT"), feedback)
        rows = checked_rows(result, said, chinese=interface_is_chinese(), layer_paths=inputs.check.layer_paths())
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
