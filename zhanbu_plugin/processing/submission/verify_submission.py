"""``zhanbu:verifysubmission``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ...checks.layer import HeldLayer
from ...checks.measuring import Surroundings
from ...exchange.comparing.opened import read_verified
from ...exchange.comparing.repeated import repeat_checks, repeated_problems
from ...exchange.verification.page import verification_page
from ...exchange.verification.report import Problem, VerificationReport
from ...exchange.verification.verifying import verify_submission
from ...reports.language import said, tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.elevation_model import elevation_model, tell_about
from ..inputs.roles import add_county_layer, add_roles, unread_roles
from ..inputs.sources import UnreadLayer, read_told
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_COLUMNS = [("code", "text"), ("file", "text"), ("parcel", "text"), ("message", "text")]


@dataclass(frozen=True)
class _Inputs:
    package: Path
    page: str
    dem: Path | str | None
    roles: Mapping[str, UnreadLayer]
    allowed: Mapping[str, float]

    @property
    def repeats(self) -> bool:
        """Whether the reviewer gave data of their own."""
        return self.dem is not None or bool(self.roles)


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
            "shapes, tables, coordinates, findings and verdicts, history. With layers and a DEM of the reviewer's own, "
            "the county's checks are done again by the same rules, and what comes out otherwise is a problem too. A "
            "package with a problem isn't an error of the run: VALID is false and PROBLEMS lists what was found."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFile("PACKAGE", tr("Package"), Qgis.ProcessingFileParameterBehavior.File, "zip"),
            tr("ZIP file that a county has submitted."),
        )
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("DEM"), optional=True),
            tr("The reviewer's elevation model: slopes are measured again and compared."),
        )
        add_roles(self, left_out=["county"])
        add_county_layer(self)
        for name, title, told in (
            ("AREA_TOLERANCE", tr("Tolerance of areas (m²)"), tr("For overlaps with the reviewer's layers.")),
            ("SLOPE_TOLERANCE", tr("Tolerance of slopes (°)"), tr("For slopes from the reviewer's elevation model.")),
            (
                "SHARE_TOLERANCE",
                tr("Tolerance of shares (0 to 1)"),
                tr("For shares of a parcel, such as its steep part."),
            ),
        ):
            number = QgsProcessingParameterNumber.Type.Double
            self.add(
                QgsProcessingParameterNumber(name, title, number, defaultValue=0.0, minValue=0.0),
                told
                + " "
                + tr("A check that fails here and passed there is a note if the values lie no further apart."),
                advanced=True,
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
        self.addOutput(QgsProcessingOutputNumber("REPEATED", tr("Checks repeated")))
        self.addOutput(QgsProcessingOutputNumber("PARCELS", tr("Parcels")))
        self.addOutput(QgsProcessingOutputNumber("AREA_M2", tr("Area (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The package, the reviewer's own data, and where the page goes."""
        return _Inputs(
            self.path(parameters, "PACKAGE", context),
            self.parameterAsFileOutput(parameters, "REPORT", context),
            elevation_model(self, parameters, context) if parameters.get("DEM") else None,
            unread_roles(self, parameters, context),
            self._allowed(parameters, context),
        )

    def _allowed(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, float]:
        """Tolerances by unit, those that are above nothing."""
        names = (("m2", "AREA_TOLERANCE"), ("deg", "SLOPE_TOLERANCE"), ("1", "SHARE_TOLERANCE"))
        found = {unit: self.parameterAsDouble(parameters, name, context) for unit, name in names}
        return {unit: value for unit, value in found.items() if value > 0}

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Verify and report."""
        report, repeated = verify_submission(inputs.package), 0
        if inputs.repeats and report.valid:
            report, repeated = _repeated(inputs, report, feedback)
        for problem in report.problems:
            feedback.pushWarning(f"{problem.code}: {problem.file} {problem.parcel}: {said(problem.wording)}")
        if inputs.page:
            outputs.save(Path(inputs.page), verification_page(report, say=tr).encode(), "REPORT")
        return {
            "VALID": report.valid,
            "PROBLEMS": write_table(outputs, "PROBLEMS", _COLUMNS, map(_row, report.problems), feedback),
            "REPORT": inputs.page,
            "PROBLEM_COUNT": len(report.problems),
            "REPEATED": repeated,
            "PARCELS": report.parcels,
            "AREA_M2": m2_of(report.total_dm2),
        }


def _repeated(
    inputs: _Inputs, report: VerificationReport, feedback: QgsProcessingFeedback
) -> tuple[VerificationReport, int]:
    """The report with what the reviewer's own data say, and how many checks were repeated.

    A package that contradicts itself isn't measured: nobody knows which of its numbers would be repeated.
    """
    feedback.setProgress(30)
    if inputs.dem is not None:
        tell_about(str(inputs.dem), feedback)
    layers = {role: HeldLayer.of(read_told(layer, feedback)) for role, layer in inputs.roles.items()}
    package = read_verified(inputs.package, report)
    checks = repeat_checks(package, Surroundings(inputs.dem, layers), progress_of(feedback, 40, 95))
    problems, notes = repeated_problems(checks, inputs.allowed)
    whole = replace(report, problems=(*report.problems, *problems), notes=(*report.notes, *notes))
    return whole, len(checks)


def _row(problem: Problem) -> list[object]:
    return [problem.code, problem.file, problem.parcel, said(problem.wording)]
