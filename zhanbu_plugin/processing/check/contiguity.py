"""``zhanbu:contiguity``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ...checks.layer import VectorLayer
from ...checks.measures.adjacency.contiguity import ContiguityMeasure, contiguity
from ...reports.language import tr
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.units import m2_of, to_dm2
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.measurable import measurable
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_with_columns

_COLUMNS = [("cluster_id", "integer"), ("cluster_m2", "real")]


@dataclass(frozen=True)
class ContiguityInputs:
    """What the parameters say."""

    parcels: UnreadLayer
    gap_m: float


class Contiguity(ZhanbuAlgorithm[ContiguityInputs]):
    """Clusters of parcels that lie close together (集中连片)."""

    NAME = "contiguity"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Contiguous parcels")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Puts polygons that lie no farther apart than the gap, one from the next, into one cluster, and adds "
            "cluster_id (numbered from north to south, of equals from west to east) and cluster_m2 (the sum of the "
            "ellipsoid areas of the cluster's polygons, 0.01 m²). Distances are metres in the survey's Gauss plane: "
            "the layer's own, or for a layer in degrees or another system that of the 3° zone in its middle. Only the "
            "chosen features count: what isn't selected ties nothing together. Invalid polygons are measured as "
            "repaired and named in the log; one without a shape gets no cluster."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Polygons"), [QgsProcessing.SourceType.TypeVectorPolygon]),
            tr("Polygons to group, in any coordinate reference system."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "GAP",
                tr("Gap (metres)"),
                QgsProcessingParameterNumber.Type.Double,
                defaultValue=20.0,
                minValue=0.0,
                maxValue=100_000.0,
            ),
            tr(
                "Polygons belong together up to this distance between their edges, read to 0.1 mm. 0 means that they "
                "touch. A road or ditch between two fields is bridged when it is no wider."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Polygons with clusters")),
            tr("The input with the number and the area of each polygon's cluster."),
        )

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> ContiguityInputs:
        """The layer and the gap."""
        return ContiguityInputs(
            unread_input(self, parameters, "INPUT", context), self.parameterAsDouble(parameters, "GAP", context)
        )

    def work(self, inputs: ContiguityInputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Measure and write."""
        layer = read_told(inputs.parcels, feedback)
        shapes = measurable(layer, feedback)
        feedback.setProgress(20)
        areas = ellipsoid_areas(shapes, layer.crs)
        measure = contiguity(shapes, areas, layer.crs, inputs.gap_m, progress=progress_of(feedback, 40, 90))
        _tell_count(layer, measure, feedback)
        rows = (row_of(measure, i) for i in range(len(layer)))
        return {"OUTPUT": write_with_columns(outputs, inputs.parcels, layer, _COLUMNS, rows, feedback)}


def row_of(measure: ContiguityMeasure, i: int) -> list[object]:
    """Values of the added columns for parcel ``i``."""
    if not measure.cluster[i]:
        return [None, None]
    return [int(measure.cluster[i]), m2_of(to_dm2(float(measure.area_m2[i])))]


def _tell_count(layer: VectorLayer, measure: ContiguityMeasure, feedback: QgsProcessingFeedback) -> None:
    feedback.pushInfo(
        tr("{layer}: {count} polygons in {clusters} clusters; the largest has {most}.").format(
            layer=layer.name,
            count=int((measure.cluster > 0).sum()),
            clusters=int(measure.cluster.max(initial=0)),
            most=int(measure.parcels.max(initial=0)),
        )
    )
