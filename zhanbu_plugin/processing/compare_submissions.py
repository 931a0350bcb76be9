"""``zhanbu:comparesubmissions``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsWkbTypes,
)

from ..exchange.comparing.opened import open_package
from ..exchange.comparing.versions import Comparison, Kind, ParcelChange, compare
from ..reports.comparison_page import comparison_page
from ..reports.language import tr
from ..survey.units import m2_of
from .algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from .outputs.outputs import Outputs
from .outputs.shapes import qgis_shape
from .outputs.sinks import fields_of, write_table, writing

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
            "with old and new values. Both packages are verified first; one that contradicts itself is refused."
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
        for name, title in (("ADDED", tr("Added")), ("REMOVED", tr("Removed")), ("CHANGED", tr("Changed"))):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputNumber("GAINED_M2", tr("Area gained (m²)")))
        self.addOutput(QgsProcessingOutputBoolean("SAME", tr("No parcel differs")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The packages, and where the page goes."""
        return _Inputs(
            self.path(parameters, "OLD", context),
            self.path(parameters, "NEW", context),
            self.parameterAsFileOutput(parameters, "REPORT", context),
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
        return {
            "OUTPUT": _write(outputs, found, new.manifest.epsg),
            "VALUES": write_table(outputs, "VALUES", _VALUE_COLUMNS, _values(found), feedback),
            "REPORT": inputs.page,
            **{kind.value: len(found.of_kind(kind)) for kind in Kind},
            "GAINED_M2": m2_of(sum(change.gained_dm2 for change in found.changes)),
            "SAME": not found.changes,
        }


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
