"""``zhanbu:verifysubmission``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ..exchange.verification.page import verification_page
from ..exchange.verification.report import Problem
from ..exchange.verification.verifying import verify_submission
from ..reports.language import said, tr
from ..survey.units import m2_of
from .algorithm import Parameters, ZhanbuAlgorithm
from .outputs.outputs import Outputs
from .outputs.sinks import write_table

_COLUMNS = [("code", "text"), ("file", "text"), ("parcel", "text"), ("message", "text")]


@dataclass(frozen=True)
class _Inputs:
    package: Path
    page: str


class VerifySubmission(ZhanbuAlgorithm[_Inputs]):
    """Everything in a package read again and compared."""

    NAME = "verifysubmission"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Verify a submission")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Reads a package again and compares everything in it: hashes, counts, areas computed afresh from the "
            "shapes, tables, coordinates, findings and verdicts, history. A package with a problem isn't an error of "
            "the run: VALID is false and PROBLEMS lists what was found."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFile("PACKAGE", tr("Package"), Qgis.ProcessingFileParameterBehavior.File, "zip"),
            tr("ZIP file that a county has submitted."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "PROBLEMS", tr("Problems"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
            ),
            tr("One row for every problem found."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), "HTML (*.html)", optional=True, createByDefault=False
            ),
            tr("Page to read and print."),
        )
        self.addOutput(QgsProcessingOutputBoolean("VALID", tr("Package is valid")))
        self.addOutput(QgsProcessingOutputNumber("PROBLEM_COUNT", tr("Number of problems")))
        self.addOutput(QgsProcessingOutputNumber("PARCELS", tr("Parcels")))
        self.addOutput(QgsProcessingOutputNumber("AREA_M2", tr("Area (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The package, and where the page goes."""
        return _Inputs(
            self.path(parameters, "PACKAGE", context), self.parameterAsFileOutput(parameters, "REPORT", context)
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Verify and report."""
        report = verify_submission(inputs.package)
        for problem in report.problems:
            feedback.pushWarning(f"{problem.code}: {problem.file} {problem.parcel}: {said(problem.wording)}")
        if inputs.page:
            outputs.save(Path(inputs.page), verification_page(report, say=tr).encode(), "REPORT")
        return {
            "VALID": report.valid,
            "PROBLEMS": write_table(outputs, "PROBLEMS", _COLUMNS, map(_row, report.problems), feedback),
            "REPORT": inputs.page,
            "PROBLEM_COUNT": len(report.problems),
            "PARCELS": report.parcels,
            "AREA_M2": m2_of(report.total_dm2),
        }


def _row(problem: Problem) -> list[object]:
    return [problem.code, problem.file, problem.parcel, said(problem.wording)]
