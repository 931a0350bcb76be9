"""All that the work of a run has of Processing: the outputs that it is to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProperty,
    QgsWkbTypes,
)

from ...reports.language import tr
from ..inputs.parameter_values import stated
from ..inputs.qgis_crs import whole
from .drafts import Drafts, cannot_be_written

_FORMATS = (
    *(".gpkg", ".shp", ".geojson", ".json", ".fgb", ".csv", ".sqlite"),
    *(".tab", ".mif", ".xlsx", ".ods", ".kml"),
)
"""Endings of formats that are files in one folder, not a folder themselves."""

IN_MEMORY = 100_000
"""Most rows that a temporary output has in memory, where each takes a kilobyte or more."""


@dataclass(frozen=True)
class Outputs:
    """The layers that a run is to write, by the names of their parameters, and what becomes of their files.

    Making a sink asks nothing of the project, so it may happen on any thread; looking a layer up may not. Files stand
    aside until ``publish``: a run that doesn't end well leaves none, and those that it was to replace stay.
    """

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, Any]
    context: QgsProcessingContext
    drafts: Drafts = field(default_factory=Drafts)

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

    def make_room(self, name: str, rows: int, feedback: QgsProcessingFeedback) -> None:
        """Let a temporary output of that many rows be a file, where memory might not do."""
        if rows > IN_MEMORY and self.target(name) == QgsProcessing.TEMPORARY_OUTPUT:
            file = QgsProcessingUtils.generateTempFilename(f"{name.lower()}.gpkg")
            self.parameters[name] = self._directed(name, file)
            feedback.pushInfo(
                tr("{output}: {count} rows are too many for memory; they go to the temporary file {file}.").format(
                    output=name, count=rows, file=file
                )
            )

    def sink(
        self, name: str, fields: QgsFields, kind: QgsWkbTypes.Type, crs: QgsCoordinateReferenceSystem
    ) -> tuple[QgsFeatureSink, str]:
        """Something to write features to, and its id until ``publish``.

        Raises ``QgsProcessingException`` when it can't be made.
        """
        given = {**self.parameters, name: self._draft(name)}
        sink, sink_id = self.algorithm.parameterAsSink(given, name, self.context, fields, kind, whole(crs))
        if sink is None:
            raise QgsProcessingException(self.algorithm.invalidSinkError(self.parameters, name))
        return sink, sink_id

    def save(self, target: Path, content: bytes, name: str) -> None:
        """Make the file of an output. Raises ``QgsProcessingException`` when it can't be made."""
        try:
            self.drafts.of(target, name).write_bytes(content)
        except OSError as error:
            raise cannot_be_written(name, target, error) from error

    def publish(self) -> None:
        """Put all files in their places. Raises ``QgsProcessingException``."""
        loaded = self.context.layersToLoadOnCompletion()
        self.context.setLayersToLoadOnCompletion({self.drafts.published(name): loaded[name] for name in loaded})
        self.drafts.publish()

    def _draft(self, name: str) -> Any:  # noqa: ANN401
        """What is given for an output, with a file that stands aside."""
        target = self.target(name)
        path = Path(target)
        if self.appends(name) or path.suffix.lower() not in _FORMATS or _is_elsewhere(target):
            return self.parameters[name]
        return self._directed(name, str(self.drafts.of(path, name)))

    def _directed(self, name: str, file: str) -> Any:  # noqa: ANN401
        """What is given for an output, but to that file."""
        given = self.parameters[name]
        if not isinstance(given, QgsProcessingOutputLayerDefinition):
            return file
        changed = QgsProcessingOutputLayerDefinition(given)
        changed.sink = QgsProperty.fromValue(file)
        return changed


def _is_elsewhere(target: str) -> bool:
    """Whether a text names a table in a database, a layer in memory or a file that only GDAL finds."""
    provider, colon, _ = target.partition(":")
    return target.startswith("/vsi") or (bool(colon) and len(provider) > 1 and "/" not in provider)
