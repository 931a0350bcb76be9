"""``zhanbu:comparesubmissions``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ...exchange.comparing.opened import OpenedPackage, open_package
from ...exchange.comparing.versions import Comparison, Kind, ParcelChange, compare
from ...exchange.returns.matching import ReturnedParcel, matched
from ...exchange.returns.reading import read_slip
from ...reports.comparison_page import comparison_page
from ...reports.language import tr
from ...reports.reply_letter import Reply, beside, reply_letter, unanswered
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..outputs.outputs import Outputs
from ..outputs.shapes import qgis_shape
from ..outputs.sinks import fields_of, write_table, writing

_COLUMNS = [
    *[("parcel_uid", "text"), ("parcel_no", "text"), ("change", "text"), ("items", "text")],
    *[("old_m2", "real"), ("new_m2", "real"), ("gained_m2", "real")],
]
_VALUE_COLUMNS = [("parcel_uid", "text"), ("parcel_no", "text"), ("item", "text"), ("old", "text"), ("new", "text")]


@dataclass(frozen=True)
class _Inputs:
    old: Path
    new: Path
    page: str
    slip: str
    letter: str
    office: str
    doc_no: str
    day: date


class CompareSubmissions(ZhanbuAlgorithm[_Inputs]):
    """Two versions of a submission."""

    NAME = "comparesubmissions"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Compare submissions")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Holds a new version of a submission against an earlier one: parcels that were added, removed or changed, "
            "with old and new values. Both packages are verified first; one that contradicts itself is refused. With "
            "the return slip, the reply letter (答复函) says reason by reason what was mended."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        for name, title, told in (
            ("OLD", tr("Earlier package"), tr("ZIP file that was submitted before.")),
            ("NEW", tr("New package"), tr("ZIP file of the new version.")),
        ):
            self.add(QgsProcessingParameterFile(name, title, Qgis.ProcessingFileParameterBehavior.File, "zip"), told)
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Changes"), QgsProcessing.SourceType.TypeVectorPolygon),
            tr("Layer with a polygon for each parcel that isn't the same: the new shape, of a removed one the old."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "VALUES",
                tr("Changed values"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                createByDefault=False,
            ),
            tr("Table with a row for every value that differs, old and new."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), "HTML (*.html)", optional=True, createByDefault=False
            ),
            tr("Page to read, print and send with the reply."),
        )
        self._add_reply()
        for name, title in (("ADDED", tr("Added")), ("REMOVED", tr("Removed")), ("CHANGED", tr("Changed"))):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputNumber("GAINED_M2", tr("Area gained (m²)")))
        self.addOutput(QgsProcessingOutputNumber("UNANSWERED", tr("Returned parcels that didn't change")))
        self.addOutput(QgsProcessingOutputBoolean("SAME", tr("No parcel differs")))

    def _add_reply(self) -> None:
        """Declare the slip that is replied to, and the letter."""
        self.add(
            QgsProcessingParameterFile(
                "RETURN", tr("Return slip"), optional=True, fileFilter=tr("Return slips (*.xlsx *.csv *.txt *.zip)")
            ),
            tr("What the city had sent back; what stands in its column 整改情况 goes into the reply."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "LETTER", tr("Reply letter"), "PDF (*.pdf)", optional=True, createByDefault=False
            ),
            tr("Paper to sign and send with the new version; it needs the return slip."),
        )
        for name, title, told in (
            ("ISSUER", tr("Issued by"), tr("Office that replies, as it stands on the paper.")),
            ("DOC_NO", tr("Document no."), tr("Number of the reply.")),
        ):
            self.add(QgsProcessingParameterString(name, title, optional=True), told)
        self.add_day()

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The packages, what came back, and where the papers go."""
        if parameters.get("LETTER") and not self.parameterAsString(parameters, "RETURN", context).strip():
            raise QgsProcessingException(tr("RETURN: a reply letter needs the return slip."))
        return _Inputs(
            self.path(parameters, "OLD", context),
            self.path(parameters, "NEW", context),
            self.parameterAsFileOutput(parameters, "REPORT", context),
            self.parameterAsString(parameters, "RETURN", context).strip(),
            self.parameterAsFileOutput(parameters, "LETTER", context),
            self.parameterAsString(parameters, "ISSUER", context).strip(),
            self.parameterAsString(parameters, "DOC_NO", context).strip(),
            self.day(parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Verify, compare and report."""
        old = open_package(inputs.old)
        feedback.setProgress(40)
        stop_if_cancelled(feedback)
        new = open_package(inputs.new)
        feedback.setProgress(80)
        stop_if_cancelled(feedback)
        found = compare(old, new)
        if inputs.page:
            outputs.save(Path(inputs.page), comparison_page(found, old, new).encode(), "REPORT")
        came_back = _came_back(inputs, old)
        left = _tell_of_reply(found, came_back, feedback)
        if inputs.letter:
            reply = Reply(inputs.office, inputs.doc_no, inputs.day, came_back)
            outputs.save(Path(inputs.letter), reply_letter(found, old, new, reply), "LETTER")
        return {
            "OUTPUT": _write(outputs, found, new.manifest.epsg),
            "VALUES": write_table(outputs, "VALUES", _VALUE_COLUMNS, _values(found), feedback),
            "REPORT": inputs.page,
            "LETTER": inputs.letter,
            "UNANSWERED": left,
            **{kind.value: len(found.of_kind(kind)) for kind in Kind},
            "GAINED_M2": m2_of(sum(change.gained_dm2 for change in found.changes)),
            "SAME": not found.changes,
        }


def _came_back(inputs: _Inputs, old: OpenedPackage) -> tuple[ReturnedParcel, ...]:
    """What the slip sent back of the earlier package."""
    if not inputs.slip:
        return ()
    slip = Path(inputs.slip)
    return matched(read_slip(slip), old.parcels, batch=old.manifest.batch, source=slip.name)


def _tell_of_reply(found: Comparison, came_back: tuple[ReturnedParcel, ...], feedback: QgsProcessingFeedback) -> int:
    """Warn of returned parcels that are as they were, and how many these are."""
    left = unanswered(found, came_back)
    for one in left:
        feedback.pushWarning(tr("{uid} was returned and is as before.").format(uid=one.parcel.parcel_uid))
    if came_back:
        for change in beside(found, came_back):
            feedback.pushWarning(tr("{uid} differs and wasn't returned.").format(uid=change.parcel.parcel_uid))
    return len(left)


def _write(outputs: Outputs, found: Comparison, epsg: int) -> str:
    crs = QgsCoordinateReferenceSystem.fromEpsgId(epsg)
    with writing(outputs, "OUTPUT", fields_of(_COLUMNS), QgsWkbTypes.Type.MultiPolygon, crs) as writer:
        for change in found.changes:
            writer.add(_row(change), qgis_shape(change.parcel.geometry))
    return writer.name


def _row(change: ParcelChange) -> list[object]:
    old, new = (None if one is None else m2_of(one.area_dm2) for one in (change.old, change.new))
    items = " ".join(difference.item for difference in change.differences)
    own = change.parcel
    return [own.parcel_uid, own.parcel_no, change.kind.value, items, old, new, m2_of(change.gained_dm2)]


def _values(found: Comparison) -> Iterator[list[object]]:
    for difference in found.about:
        yield ["", "", difference.item, difference.old, difference.new]
    for change in found.changes:
        for one in change.differences:
            yield [change.parcel.parcel_uid, change.parcel.parcel_no, one.item, one.old, one.new]
