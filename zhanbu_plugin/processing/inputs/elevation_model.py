"""A DEM given to an algorithm, as a file that the floors below can read."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...checks.measures.terrain.elevation import DemFacts, dem_facts
from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..algorithm import Parameters, ZhanbuAlgorithm

COARSE_CELL_M = 12.5
"""Above this the slope of a parcel is a rough guide only (domain A-30)."""


def elevation_model(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> str:
    """Path, or GDAL's name, of the raster in ``DEM``. Raises ``InputProblem``."""
    layer = algorithm.parameterAsRasterLayer(parameters, "DEM", context)
    if layer is None:
        raise InputProblem(
            translate("zhanbu", "The elevation model can't be opened."),
            remedy=translate("zhanbu", "Check the path and the format of the DEM."),
            source=str(parameters.get("DEM") or "DEM"),
        )
    if layer.providerType() != "gdal":
        raise InputProblem(
            translate("zhanbu", "The elevation model comes from a service, not from a file."),
            remedy=translate("zhanbu", "Export it to a GeoTIFF first (Layer ▸ Save As)."),
            source=layer.name(),
        )
    return str(layer.source())


def tell_about(dem: str, feedback: QgsProcessingFeedback) -> DemFacts:
    """Facts of a DEM, with a word on what makes its slopes doubtful. Raises ``InputProblem``."""
    facts = dem_facts(dem)
    feedback.pushInfo(
        tr("{name}: {width} × {height} cells of {cell:.1f} m, {crs}").format(
            name=facts.name, width=facts.width, height=facts.height, cell=facts.cell_m, crs=facts.crs.name
        )
    )
    if facts.nodata is None and not facts.masked:
        feedback.pushWarning(
            tr("{name} marks no missing data: every cell counts as measured ground.").format(name=facts.name)
        )
    if facts.cell_m > COARSE_CELL_M:
        feedback.pushWarning(
            tr("{name} has cells of {cell:.1f} m; above {limit} m slopes come out too gentle.").format(
                name=facts.name, cell=facts.cell_m, limit=COARSE_CELL_M
            )
        )
    return facts
