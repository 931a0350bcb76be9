"""``zhanbu:verifysubmission``."""

from __future__ import annotations

from collections.abc import Sequence
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
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ...exchange.comparing.several import LookedAt, gathered, look_at
from ...exchange.verification.page import verification_page
from ...exchange.verification.report import Problem
from ...reports.language import said, tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of, stop_if_cancelled
from ..inputs.elevation_model import elevation_model
from ..inputs.reviewers_data import ReviewersData, tolerances
from ..inputs.roles import add_county_layer, add_roles, unread_roles
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table
from ..outputs.twice_claimed import add_twice_output, twice_told, write_twice

_COLUMNS = [("code", "text"), ("file", "text"), ("parcel", "text"), ("message", "text"), ("package", "text")]


@dataclass(frozen=True)
class _Inputs:
    packages: tuple[Path, ...]
    page: str
    pages: str
    own: ReviewersData


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
            "package with a problem isn't an error of the run: VALID is false and PROBLEMS lists what was found. "
            "Several packages may be given at once: each is verified by itself, VALID says whether all are valid, and "
            "ground that two of them claim is listed."
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
        self._add_others()
        self.addOutput(QgsProcessingOutputBoolean("VALID", tr("Package is valid")))
        self.addOutput(QgsProcessingOutputNumber("PROBLEM_COUNT", tr("Number of problems")))
        self.addOutput(QgsProcessingOutputNumber("OVERLAP_COUNT", tr("Pairs that overlap")))
        self.addOutput(QgsProcessingOutputNumber("REPEATED", tr("Checks repeated")))
        self.addOutput(QgsProcessingOutputNumber("PARCELS", tr("Parcels")))
        self.addOutput(QgsProcessingOutputNumber("AREA_M2", tr("Area (m²)")))

    def _add_others(self) -> None:
        """Declare more packages, and what comes of several."""
        self.add(
            QgsProcessingParameterMultipleLayers(
                "OTHERS", tr("Other packages"), QgsProcessing.SourceType.TypeFile, optional=True
            ),
            tr("ZIP files of other counties and of earlier submissions, verified as well and held against each other."),
        )
        self.add(
            QgsProcessingParameterFolderDestination(
                "REPORTS", tr("Folder of reports"), optional=True, createByDefault=False
            ),
            tr("Folder that gets a page for each package, named after it."),
        )
        add_twice_output(self, "OVERLAPS", by_default=False)

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The packages, the reviewer's own data, and where the pages go."""
        others = self.parameterAsFileList(parameters, "OTHERS", context) if parameters.get("OTHERS") else []
        names = ("AREA_TOLERANCE", "SLOPE_TOLERANCE", "SHARE_TOLERANCE")
        own = ReviewersData(
            elevation_model(self, parameters, context) if parameters.get("DEM") else None,
            unread_roles(self, parameters, context),
            tolerances(*(self.parameterAsDouble(parameters, name, context) for name in names)),
        )
        first = self.path(parameters, "PACKAGE", context)
        return _Inputs(
            tuple(dict.fromkeys([first, *(Path(file) for file in others if file.strip())])),
            self.parameterAsFileOutput(parameters, "REPORT", context),
            self.parameterAsString(parameters, "REPORTS", context).strip() if parameters.get("REPORTS") else "",
            own,
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Verify and report."""
        found = _looked_at(inputs, feedback)
        for one in found:
            for problem in one.report.problems:
                feedback.pushWarning(f"{problem.code}: {problem.file} {problem.parcel}: {said(problem.wording)}")
        together = gathered(found)
        twice = () if together is None else together.twice
        for claim in twice:
            feedback.pushWarning(twice_told(claim))
        _save_pages(inputs, found, outputs)
        rows = (_row(one, problem) for one in found for problem in one.report.problems)
        return {
            "VALID": all(one.report.valid for one in found),
            "PROBLEMS": write_table(outputs, "PROBLEMS", _COLUMNS, rows, feedback),
            "REPORT": inputs.page,
            "REPORTS": inputs.pages,
            "OVERLAPS": write_twice(outputs, "OVERLAPS", twice, 0 if together is None else together.epsg),
            "PROBLEM_COUNT": sum(len(one.report.problems) for one in found),
            "OVERLAP_COUNT": len(twice),
            "REPEATED": sum(one.repeated for one in found),
            "PARCELS": sum(one.report.parcels for one in found),
            "AREA_M2": m2_of(sum(one.report.total_dm2 for one in found)),
        }


def _looked_at(inputs: _Inputs, feedback: QgsProcessingFeedback) -> list[LookedAt]:
    around = inputs.own.surroundings(feedback)
    share = 95.0 / len(inputs.packages)
    found = []
    for number, path in enumerate(inputs.packages):
        stop_if_cancelled(feedback)
        progress = progress_of(feedback, share * (number + 0.4), share * (number + 1))
        found.append(look_at(path, around, inputs.own.allowed, progress))
        feedback.setProgress(share * (number + 1))
    return found


def _save_pages(inputs: _Inputs, found: Sequence[LookedAt], outputs: Outputs) -> None:
    if inputs.page:
        outputs.save(Path(inputs.page), verification_page(found[0].report, say=tr).encode(), "REPORT")
    if inputs.pages:
        stems = [one.path.stem for one in found]
        for number, (one, stem) in enumerate(zip(found, stems)):
            again = stems[:number].count(stem)  # two folders may hold files of one name
            target = Path(inputs.pages) / (f"{stem}-{again + 1}.html" if again else f"{stem}.html")
            outputs.save(target, verification_page(one.report, say=tr).encode(), "REPORTS")


def _row(one: LookedAt, problem: Problem) -> list[object]:
    return [problem.code, problem.file, problem.parcel, said(problem.wording), one.path.name]
