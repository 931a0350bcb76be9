"""``zhanbu:writereview``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ...exchange.comparing.opened import open_package
from ...exchange.returns.reasons import return_reasons
from ...exchange.returns.results import results_of
from ...exchange.returns.review import Review, review
from ...exchange.returns.writing import write_slip
from ...reports.language import interface_is_chinese, tr
from ...reports.review_opinion import OpinionHead, review_opinion
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, iso_day, stop_if_cancelled
from ..inputs.draw_options import DrawOptions, add_draw_options, draw_options
from ..inputs.roles import unread_optional
from ..inputs.sources import UnreadLayer
from ..outputs.drawn_parcels import draw_from, drawable_of
from ..outputs.outputs import Outputs
from ..outputs.table_rows import table_rows


@dataclass(frozen=True)
class _Inputs:
    package: Path
    results: UnreadLayer | None
    options: DrawOptions
    others: tuple[Path, ...]
    return_overlaps: bool
    head: OpinionHead
    slip: str
    opinion: str


class WriteReview(ZhanbuAlgorithm[_Inputs]):
    """What the city answers to a submission."""

    NAME = "writereview"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Write the review of a submission")

    def help(self) -> str:
        """What it does."""
        return tr(
            "For the city: makes the opinion (核查意见, PDF) and the return slip (退回单, XLSX) of a package from what "
            "was found on site and at the desk. The package is verified first and the spot check drawn again, so that "
            "no drawn parcel goes without a result. Held against packages of other counties or earlier years, ground "
            "that is claimed twice is listed and returned with R04. A parcel goes back with the reason codes R01 to "
            "R16; when none does, no slip is written. The county takes the slip in with “Import a return”."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFile("PACKAGE", tr("Package"), Qgis.ProcessingFileParameterBehavior.File, "zip"),
            tr("ZIP file that a county has submitted."),
        )
        self.add(
            QgsProcessingParameterVectorLayer(
                "RESULTS", tr("Results"), [int(Qgis.ProcessingSourceType.Vector.value)], optional=True
            ),
            tr(
                "Layer or table of the parcels that were looked at: the output of “Draw a spot check” with result "
                "(合格 or 不合格), code and reason filled in; rows for parcels that weren't drawn may stand in it too."
            ),
        )
        add_draw_options(self, seed_optional=True)
        self._add_others()
        self._add_papers()

    def _add_others(self) -> None:
        """Declare the packages to compare with."""
        self.add(
            QgsProcessingParameterMultipleLayers(
                "OTHERS", tr("Other packages"), QgsProcessing.SourceType.TypeFile, optional=True
            ),
            tr("ZIP files of other counties and of earlier submissions, to find ground that is claimed twice."),
        )
        self.add(
            QgsProcessingParameterBoolean("RETURN_OVERLAPS", tr("Return what others claim"), defaultValue=True),
            tr("Parcels on ground that another package claims go back with R04. Without it they are only listed."),
            advanced=True,
        )

    def _add_papers(self) -> None:
        """Declare who writes, and the papers."""
        for name, title, told, optional in (
            ("DATE", tr("Date"), tr("Day of the opinion, for example 2026-11-24."), False),
            ("DOC_NO", tr("Document no."), tr("Number of the city's document."), True),
            ("ISSUER", tr("Issued by"), tr("Office that gives the opinion, as it stands on the paper."), True),
        ):
            self.add(QgsProcessingParameterString(name, title, optional=optional), told)
        for name, title, filter_, told in (
            ("SLIP", tr("Return slip"), "XLSX (*.xlsx)", tr("Workbook for the county, when a parcel goes back.")),
            ("OPINION", tr("Opinion"), "PDF (*.pdf)", tr("Paper to sign and send to the county.")),
        ):
            self.add(
                QgsProcessingParameterFileDestination(name, title, filter_, optional=True, createByDefault=False), told
            )
        self.addOutput(QgsProcessingOutputBoolean("PASSED", tr("The submission passes")))
        for name, title in (
            ("LOOKED_AT", tr("Parcels looked at")),
            ("RETURNED", tr("Parcels returned")),
            ("OVERLAP_COUNT", tr("Pairs that overlap")),
            ("DRAWN_AREA", tr("Area drawn (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        for code, reason in return_reasons().items():
            self.addOutput(QgsProcessingOutputNumber(code, reason.name.in_language(interface_is_chinese())))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Package, results, draw and papers."""
        files = self.parameterAsFileList(parameters, "OTHERS", context) if parameters.get("OTHERS") else []
        head = OpinionHead(
            self.parameterAsString(parameters, "ISSUER", context).strip(),
            self.parameterAsString(parameters, "DOC_NO", context).strip(),
            iso_day(self.parameterAsString(parameters, "DATE", context).strip(), "DATE"),
        )
        return _Inputs(
            self.path(parameters, "PACKAGE", context),
            unread_optional(self, parameters, "RESULTS", context),
            draw_options(self, parameters, context),
            tuple(Path(file) for file in dict.fromkeys(files) if file.strip()),
            self.parameterAsBoolean(parameters, "RETURN_OVERLAPS", context),
            head,
            self.parameterAsFileOutput(parameters, "SLIP", context),
            self.parameterAsFileOutput(parameters, "OPINION", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Verify, draw again, put together and write."""
        found = _reviewed(inputs, feedback)
        stop_if_cancelled(feedback)
        if inputs.opinion:
            outputs.save(Path(inputs.opinion), review_opinion(found, inputs.head), "OPINION")
        written = inputs.slip if found.items else ""
        if written:
            stated, head = found.package.manifest, inputs.head
            slip = write_slip(found.items, batch=stated.batch, day=head.day, doc_no=head.doc_no)
            outputs.save(Path(written), slip, "SLIP")
        elif inputs.slip:
            feedback.pushInfo(tr("No parcel goes back, so no return slip is written."))
        return {
            "SLIP": written,
            "OPINION": inputs.opinion,
            "PASSED": found.passed,
            "LOOKED_AT": len(found.results),
            "RETURNED": len(found.returned),
            "OVERLAP_COUNT": len(found.claims),
            "DRAWN_AREA": m2_of(found.draw.drawn_dm2) if found.draw else 0.0,
            **found.by_code,
        }


def _reviewed(inputs: _Inputs, feedback: QgsProcessingFeedback) -> Review:
    package = open_package(inputs.package)
    others = []
    for number, path in enumerate(inputs.others):
        feedback.setProgress(20 + 60 * number / len(inputs.others))
        stop_if_cancelled(feedback)
        others.append(open_package(path))
    seed = inputs.options.seed.strip()
    drawn = draw_from(drawable_of(package), inputs.options) if seed else None
    if not seed and inputs.results is None and not others:
        raise QgsProcessingException(
            tr("RESULTS, SEED, OTHERS: give what was found, what was drawn, or packages to compare with.")
        )
    name = "" if inputs.results is None else inputs.results.name
    rows = [] if inputs.results is None else table_rows(inputs.results, feedback)
    results = results_of(rows, package.parcels, source=name)
    return review(package, drawn, results, others, return_overlaps=inputs.return_overlaps)
