"""``zhanbu:neighbours``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ...checks.layer import Objects
from ...checks.measures.adjacency.neighbours import Neighbours, neighbours
from ...checks.parcels import ParcelBatch
from ...reports.language import tr
from ...survey.crs import Crs
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.measurable import measurable
from ..inputs.parcel_ids import add_id_field, id_field_of
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_COLUMNS = [("parcel_id", "text"), ("other_id", "text"), ("length_m", "real")]
_STEP_M = 0.01
"""Metres to which lengths are told: they are right to some millimetres at each end."""


@dataclass(frozen=True)
class NeighbourInputs:
    """What the parameters say."""

    parcels: UnreadLayer
    least_m: float
    id_field: str


class NeighbouringParcels(ZhanbuAlgorithm[NeighbourInputs]):
    """Pairs of parcels with a common boundary (毗邻图斑)."""

    NAME = "neighbours"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Neighbouring parcels")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Lists the pairs of polygons whose outlines run together, and for how long: parcel_id, other_id and "
            "length_m (metres, right to about 0.01 m). Each pair stands once, in the order of the layer, with all the "
            "stretches that the two share. It doesn't matter whether both have the same vertices: outlines up to 1 mm "
            "apart run together. Polygons that touch in a corner are no pair. Lengths are of the survey's Gauss plane: "
            "the layer's own, or for a layer in degrees or another system that of the 3° zone in its middle. Plots "
            "that belong together are filed together (HB-16a); those across a road or ditch are found by “contiguity”. "
            "Invalid polygons are measured as repaired and named in the log; one without a shape has no neighbours. "
            "Where polygons overlap, a pair may be missing: mend that first."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Polygons"), [QgsProcessing.SourceType.TypeVectorPolygon]),
            tr("Polygons among which neighbours are looked for, in any coordinate reference system."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "MIN_LENGTH",
                tr("Least shared boundary (metres)"),
                QgsProcessingParameterNumber.Type.Double,
                defaultValue=_STEP_M,
                minValue=_STEP_M,
                maxValue=1_000_000.0,
            ),
            tr("Pairs that share less, in sum, are left out. Lengths are rounded to 0.01 m before they are compared."),
        )
        add_id_field(self)
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Pairs of neighbours"), QgsProcessing.SourceType.TypeVector),
            tr("Table with a row for each pair: parcel_id, other_id and length_m in metres."),
        )
        self.addOutput(QgsProcessingOutputNumber("PAIRS", tr("Pairs")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> NeighbourInputs:
        """The layer and the least length."""
        return NeighbourInputs(
            unread_input(self, parameters, "INPUT", context),
            self.parameterAsDouble(parameters, "MIN_LENGTH", context),
            id_field_of(self, parameters, context),
        )

    def work(self, inputs: NeighbourInputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Measure and write."""
        layer = read_told(inputs.parcels, feedback)
        ids = ParcelBatch.of(layer, inputs.id_field).ids
        shapes = measurable(layer, feedback)
        feedback.setProgress(20)
        found, count = _found(shapes, layer.crs, inputs.least_m, feedback)
        alone = len(layer) - len(np.unique(np.concatenate([found.one, found.other])))
        feedback.pushInfo(
            tr("{layer}: {pairs} pairs of neighbours; {alone} of {count} polygons have none.").format(
                layer=layer.name, pairs=count, alone=alone, count=len(layer)
            )
        )
        written = write_table(
            outputs,
            "OUTPUT",
            _COLUMNS,
            _rows(found, ids),
            feedback,
            count=count,
            progress=progress_of(feedback, 90, 99),
        )
        return {"OUTPUT": written, "PAIRS": count}


def _found(shapes: Objects, crs: Crs, least_m: float, feedback: QgsProcessingFeedback) -> tuple[Neighbours, int]:
    """Pairs whose rounded length is at least ``least_m``, with this length, and how many they are."""
    measured = neighbours(shapes, crs, least_m - _STEP_M / 2, progress=progress_of(feedback, 20, 90))
    length = np.round(measured.length_m, 2)
    kept = length >= least_m
    return Neighbours(measured.one[kept], measured.other[kept], length[kept]), int(kept.sum())


def _rows(found: Neighbours, ids: Objects) -> Iterator[list[object]]:
    for one, other, length in zip(found.one.tolist(), found.other.tolist(), found.length_m.tolist()):
        yield [ids[one], ids[other], length]
