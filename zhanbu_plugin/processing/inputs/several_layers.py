"""Parameters that take several layers at once."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsVectorLayer

from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from .sources import UnreadLayer, unread_layer, without_guessed_crs


def unread_several(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, name: str, context: QgsProcessingContext
) -> list[UnreadLayer]:
    """The vector layers given for a parameter, still to be read.

    Raises ``QgsProcessingException`` when there are none, or one can't be opened.
    """
    given = parameters.get(name)
    values = list(given) if isinstance(given, (list, tuple)) else [given]
    layers = algorithm.parameterAsLayerList(parameters, name, context)
    vectors = [layer for layer in layers if isinstance(layer, QgsVectorLayer)]
    if not vectors or len(vectors) < len(values):
        raise QgsProcessingException(
            tr("{name}: {count} of {whole} layers can be opened as vector layers. Check the others' paths.").format(
                name=name, count=len(vectors), whole=len(values)
            )
        )
    return [
        without_guessed_crs(unread_layer(layer), layer, next((v for v in values if v is layer), None), context)
        for layer in vectors
    ]
