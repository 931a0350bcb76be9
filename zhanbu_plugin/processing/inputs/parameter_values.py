"""Values of parameters as Processing hands them over: plain, or wrapped with what else the dialog asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProperty,
    QgsVectorLayer,
)


def stated(value: Any, context: QgsProcessingContext) -> str:  # noqa: ANN401
    """The text of a parameter's value: of what wraps it, the static part."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext())[0]
    return value if isinstance(value, str) else str(value) if isinstance(value, Path) else ""


def unknown_names(algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any]) -> list[str]:
    """Names among the parameters that the algorithm doesn't have; Processing itself leaves them unheard."""
    return sorted(name for name in parameters if algorithm.parameterDefinition(name) is None)


def vector_layer(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> QgsVectorLayer | None:
    """The layer of a parameter, also where only a part of its features is asked for; ``None`` if it can't be opened."""
    value = parameters.get(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):  # of which Processing itself gives no layer
        layer = QgsProcessingUtils.mapLayerFromString(stated(value, context), context)
        return layer if isinstance(layer, QgsVectorLayer) else None
    return algorithm.parameterAsVectorLayer(parameters, name, context)
