"""``zhanbu:ellipsoidalarea``."""

from __future__ import annotations

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ...reports.language import tr
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.units import ha_of, m2_of, mu_of, to_dm2
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.measurable import measurable
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_with_columns

_COLUMNS = [("area_m2", "real"), ("area_mu", "real"), ("area_ha", "real")]


class EllipsoidalArea(ZhanbuAlgorithm[UnreadLayer]):
    """Area by the survey's own formula (图斑椭球面积)."""

    NAME = "ellipsoidalarea"
    GROUP = "survey"

    def title(self) -> str:
        """Displayed name."""
        return tr("Ellipsoidal area by the survey's formula")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Adds the area of each polygon on the CGCS2000 ellipsoid, computed as the land survey computes it: "
            "area_m2 (0.01 m²), area_mu and area_ha. Works in any coordinate reference system. A polygon that isn't "
            "valid is measured as repaired, and named in the log; one without a shape gets no area."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Polygons"), [QgsProcessing.SourceType.TypeVectorPolygon]),
            tr("Polygon layer to measure."),
        )
        self.add(QgsProcessingParameterFeatureSink("OUTPUT", tr("Measured polygons")), tr("The input with its areas."))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> UnreadLayer:
        """The layer."""
        return unread_input(self, parameters, "INPUT", context)

    def work(self, inputs: UnreadLayer, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Measure and write."""
        layer = read_told(inputs, feedback)
        shapes = measurable(layer, feedback)
        feedback.setProgress(30)
        areas = ellipsoid_areas(shapes, layer.crs)
        rows = (_row(area) for area in areas.tolist())
        return {"OUTPUT": write_with_columns(outputs, inputs, layer, _COLUMNS, rows, feedback)}


def _row(area_m2: float) -> list[float | None]:
    """The area in square metres, mu and hectares; unknown without a shape."""
    if np.isnan(area_m2):
        return [None, None, None]
    dm2 = to_dm2(area_m2)
    return [m2_of(dm2), float(mu_of(dm2, 4)), float(ha_of(dm2, 6))]
