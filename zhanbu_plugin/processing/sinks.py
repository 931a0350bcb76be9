"""Results as layers of QGIS: the input's own fields, followed by those that an algorithm adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ..checks.layer import VectorLayer
from ..reports.language import tr
from .algorithm import Parameters
from .sources import UNCHECKED

_TYPES = {"text": QMetaType.Type.QString, "integer": QMetaType.Type.Int, "real": QMetaType.Type.Double}
FAST = QgsFeatureSink.Flag.FastInsert


def fields_of(columns: Iterable[tuple[str, str]]) -> QgsFields:
    """Fields from names and types (``text``, ``integer``, ``real``)."""
    fields = QgsFields()
    for name, kind in columns:
        fields.append(QgsField(name, _TYPES[kind]))
    return fields


def write_with_columns(
    algorithm: QgsProcessingAlgorithm,
    parameters: Parameters,
    context: QgsProcessingContext,
    source: QgsProcessingFeatureSource,
    layer: VectorLayer,
    columns: Sequence[tuple[str, str]],
    rows: Mapping[int, Sequence[object]],
    output: str = "OUTPUT",
) -> str:
    """Copy a source into a sink with more columns; ``rows`` holds their values by feature id.

    A feature without a row is left out. A column that the input has already is replaced. Text is taken from
    ``layer``, which has read it in the right encoding. Returns the sink's id.
    """
    added = {name.lower() for name, _ in columns}
    kept = [i for i, field in enumerate(source.fields()) if field.name().lower() not in added]
    fields = QgsFields()
    for i in kept:
        fields.append(source.fields()[i])
    for field in fields_of(columns):
        fields.append(field)
    sink, sink_id = algorithm.parameterAsSink(parameters, output, context, fields, source.wkbType(), source.sourceCrs())
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, output))
    names = [field.name() for field in source.fields()]
    row_of = {fid: i for i, fid in enumerate(layer.fids.tolist())}
    for feature in source.getFeatures(QgsFeatureRequest(), UNCHECKED):
        if feature.id() in rows:
            own = feature.attributes()
            i = row_of[feature.id()]
            values = [_recovered(own[k], layer, names[k], i) for k in kept]
            _add(sink, feature, fields, [*values, *rows[feature.id()]], output)
    return str(sink_id)


def write_table(
    algorithm: QgsProcessingAlgorithm,
    parameters: Parameters,
    context: QgsProcessingContext,
    output: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[object]],
) -> str | None:
    """Write a table without geometry; ``None`` when nobody asked for it."""
    if parameters.get(output) is None:
        return None
    fields = fields_of(columns)
    sink, sink_id = algorithm.parameterAsSink(
        parameters, output, context, fields, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
    )
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, output))
    for row in rows:
        _add(sink, QgsFeature(), fields, list(row), output)
    return str(sink_id)


def _recovered(value: Any, layer: VectorLayer, name: str, i: int) -> Any:  # noqa: ANN401
    read = layer.fields[name][i] if name in layer.fields else None
    return read if isinstance(read, str) else value


def _add(sink: QgsFeatureSink, feature: QgsFeature, fields: QgsFields, values: list[object], output: str) -> None:
    written = QgsFeature(fields)
    if feature.hasGeometry():
        written.setGeometry(feature.geometry())
    written.setAttributes(values)
    if not sink.addFeature(written, FAST):
        raise QgsProcessingException(
            tr("{output} can't be written: {reason}. Check the disk and the folder's permissions.").format(
                output=output, reason=sink.lastError()
            )
        )
