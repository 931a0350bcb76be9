"""Why Processing refuses a parameter: of a file that QGIS can't open, what is wrong with it and the way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingUtils,
    QgsProviderRegistry,
)

from ...checks.measures.terrain.elevation import dem_facts
from ...checks.reading.layers import read_layer
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from ..outputs.destinations import is_file
from .parameter_values import stated, vector_layer

_VECTORS = ("source", "vector")


def why_refused(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """A sentence on the first parameter that can't be used; empty where QGIS's own says it all."""
    for definition in algorithm.parameterDefinitions():
        name, text = definition.name(), stated(parameters.get(definition.name()), context)
        if isinstance(definition, QgsProcessingParameterMultipleLayers):
            reason = _reason_in_list(definition, parameters.get(name), context)
        else:
            reason = _reason(algorithm, definition, parameters, context, text) if text else ""
        if reason:
            return f"{name}: {reason}"
    return ""


def _reason(
    algorithm: QgsProcessingAlgorithm,
    definition: QgsProcessingParameterDefinition,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    text: str,
) -> str:
    name = definition.name()
    if definition.type() in _VECTORS and vector_layer(algorithm, parameters, name, context) is None:
        return why_unopened(text)
    if definition.type() == "raster" and algorithm.parameterAsRasterLayer(parameters, name, context) is None:
        return _why_no_raster(text)
    if isinstance(definition, QgsProcessingParameterEnum) and not definition.checkValueIsAcceptable(text, context):
        return str(
            tr("“{value}” is not one of: {options}.").format(value=text, options=", ".join(definition.options()))
        )
    return ""


def _reason_in_list(
    definition: QgsProcessingParameterMultipleLayers,
    given: Any,  # noqa: ANN401
    context: QgsProcessingContext,
) -> str:
    """On the first of several layers that can't be opened; files that aren't layers are opened by the run itself."""
    if definition.layerType() == QgsProcessing.SourceType.TypeFile or not isinstance(given, (list, tuple)):
        return ""
    for text in filter(None, (stated(value, context) for value in given)):
        if QgsProcessingUtils.mapLayerFromString(text, context) is None:
            return why_unopened(text)
    return ""


def why_unopened(text: str) -> str:
    """Why QGIS can't open a vector layer by this name, with the file and the way out."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", text)
    path = f"{parts.get('vsiPrefix') or ''}{parts.get('path') or ''}{parts.get('vsiSuffix') or ''}"
    if path.lower().endswith(".shp") and is_file(path) and not _beside(Path(path), ".shx"):
        return str(
            tr(
                "File {file}: The .shx file is missing, and QGIS opens no shapefile without it. Copy all its files "
                "together, or have it made again by “Repair Shapefile” of the toolbox."
            ).format(file=Path(path).name)
        )
    try:
        read_layer(path, str(parts.get("layerName") or "") or None, attributes=False)
    except InputProblem as problem:
        return said(problem.wording())
    return str(tr("File {file}: QGIS can't open the layer. Open it in QGIS to see why.").format(file=text))


def _beside(file: Path, ending: str) -> bool:
    return file.with_suffix(ending).exists() or file.with_suffix(ending.upper()).exists()


def _why_no_raster(text: str) -> str:
    try:
        dem_facts(text)
    except InputProblem as problem:
        return said(problem.wording())
    return str(tr("File {file}: QGIS can't open the raster. Open it in QGIS to see why.").format(file=text))
