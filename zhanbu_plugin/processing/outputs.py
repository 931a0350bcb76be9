"""All that the work of a run has of Processing: the outputs that it is to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsWkbTypes,
)

from .parameter_values import stated
from .qgis_crs import whole


@dataclass(frozen=True)
class Outputs:
    """The layers that a run is to write, by the names of their parameters.

    Making a sink asks nothing of the project, so it may happen on any thread; looking a layer up may not.
    """

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, Any]
    context: QgsProcessingContext

    def wanted(self, name: str) -> bool:
        """Whether somebody asked for it."""
        return self.parameters.get(name) is not None

    def target(self, name: str) -> str:
        """The text that says where it goes; empty when there is none."""
        return stated(self.parameters.get(name), self.context)

    def appends(self, name: str) -> bool:
        """Whether it adds to a layer that was there before."""
        given = self.parameters[name]
        return isinstance(given, QgsProcessingOutputLayerDefinition) and given.useRemapping()

    def sink(
        self, name: str, fields: QgsFields, kind: QgsWkbTypes.Type, crs: QgsCoordinateReferenceSystem
    ) -> tuple[QgsFeatureSink, str]:
        """Something to write features to, and its id. Raises ``QgsProcessingException`` when it can't be made."""
        sink, sink_id = self.algorithm.parameterAsSink(self.parameters, name, self.context, fields, kind, whole(crs))
        if sink is None:
            raise QgsProcessingException(self.algorithm.invalidSinkError(self.parameters, name))
        return sink, sink_id
