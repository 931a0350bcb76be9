"""``zhanbu:slopegrades``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ...checks.layer import VectorLayer
from ...checks.measures.terrain.slope import SlopeMeasure, measure_slope
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.elevation_model import elevation_model, tell_about
from ..inputs.measurable import measurable
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_with_columns

_GRADES = range(1, 6)
_COLUMNS = [
    ("slope_deg", "real"),
    ("slope_gr", "integer"),
    *((f"slope_g{grade}", "real") for grade in _GRADES),
    ("slope_over", "real"),
    ("slope_na", "real"),
]


@dataclass(frozen=True)
class _Inputs:
    polygons: UnreadLayer
    dem: str
    limit_deg: float


class SlopeGrades(ZhanbuAlgorithm[_Inputs]):
    """Slope and slope grades of parcels from a DEM (坡度级别)."""

    NAME = "slopegrades"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Slope and slope grades")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Adds the slope of each polygon from a DEM by the exact cover of its cells: slope_deg (mean in degrees), "
            "slope_gr (grade 1–5 with the largest share: up to 2°, 6°, 15°, 25° and above), slope_g1 to slope_g5 "
            "(share of the area in each grade), slope_over (share at or above the limit) and slope_na (share without "
            "data: nodata, the DEM's border, ground beyond it). Shares and slope_na make 1; where slope_na is 1, the "
            "mean, the grade and slope_over are NULL. The official grade comes from the survey's slope map; this one "
            "is for reference. Invalid polygons are measured as repaired and named in the log."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Polygons"), [QgsProcessing.SourceType.TypeVectorPolygon]),
            tr("Polygons to measure, in any coordinate reference system."),
        )
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("DEM")),
            tr("Elevation model in any coordinate reference system, with cells of 5 m or so."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "LIMIT",
                tr("Limit (degrees)"),
                QgsProcessingParameterNumber.Type.Double,
                defaultValue=25.0,
                minValue=0.0,
                maxValue=90.0,
            ),
            tr("Ground of this slope or more counts in slope_over."),
        )
        self.add(QgsProcessingParameterFeatureSink("OUTPUT", tr("Polygons with slopes")), tr("The input with slopes."))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Layer, DEM and limit."""
        return _Inputs(
            unread_input(self, parameters, "INPUT", context),
            elevation_model(self, parameters, context),
            self.parameterAsDouble(parameters, "LIMIT", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Measure and write."""
        layer = read_told(inputs.polygons, feedback)
        tell_about(inputs.dem, feedback)
        shapes = measurable(layer, feedback)
        measure = measure_slope(
            shapes, layer.crs, inputs.dem, limit_deg=inputs.limit_deg, progress=progress_of(feedback, 10, 80)
        )
        _tell_unknown(layer, measure, feedback)
        rows = (row_of(measure, i) for i in range(len(layer)))
        return {"OUTPUT": write_with_columns(outputs, inputs.polygons, layer, _COLUMNS, rows, feedback)}


def row_of(measure: SlopeMeasure, i: int) -> list[object]:
    """Values of the added columns for parcel ``i``; what isn't known is ``None``, never a gentle slope."""
    known = bool(measure.grade[i])
    return [
        float(measure.mean_deg[i]) if known else None,
        int(measure.grade[i]) if known else None,
        *measure.shares[i].tolist(),
        float(measure.over[i]) if known else None,
        float(measure.uncovered[i]),
    ]


def _tell_unknown(layer: VectorLayer, measure: SlopeMeasure, feedback: QgsProcessingFeedback) -> None:
    unknown = np.flatnonzero(measure.grade == 0)
    if len(unknown):
        first = ", ".join(f"#{layer.fids[i]}" for i in unknown[:20]) + (" …" if len(unknown) > 20 else "")
        feedback.pushWarning(
            tr("{layer}: {count} polygons have no slope, for the DEM has no data there: {ids}").format(
                layer=layer.name, count=len(unknown), ids=first
            )
        )
