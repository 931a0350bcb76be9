"""Results as layers of QGIS: the input's own fields, followed by those that an algorithm adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ..checks.layer import VectorLayer
from ..reports.language import tr
from .algorithm import Parameters, stop_if_cancelled
from .qgis_crs import whole
from .sources import UNCHECKED
from .written import discard, require_whole

_TYPES = {"text": QMetaType.Type.QString, "integer": QMetaType.Type.Int, "real": QMetaType.Type.Double}
_FAST = QgsFeatureSink.Flag.FastInsert
_EVERY = 500
"""Features between two looks at the cancel button."""


def fields_of(columns: Iterable[tuple[str, str]]) -> QgsFields:
    """Fields from names and types (``text``, ``integer``, ``real``)."""
    fields = QgsFields()
    for name, kind in columns:
        fields.append(QgsField(name, _TYPES[kind]))
    return fields


class Writer:
    """An output while it is written; make it with ``writing``."""

    def __init__(self, sink: QgsFeatureSink, sink_id: str, output: str, fields: QgsFields) -> None:
        self._sink: QgsFeatureSink | None = sink
        self.sink_id = sink_id
        self.output = output
        self.count = 0
        self._fields = fields

    def add(self, values: list[Any], shape: QgsGeometry | None = None) -> None:
        """Write a feature. Raises ``QgsProcessingException`` when it can't be."""
        feature = QgsFeature(self._fields)
        if shape is not None:
            feature.setGeometry(shape)
        feature.setAttributes(values)
        if self._sink is None or not self._sink.addFeature(feature, _FAST):
            raise QgsProcessingException(
                tr("{output} can't be written: {reason}. Check the disk and the folder's permissions.").format(
                    output=self.output, reason=self._sink.lastError() if self._sink is not None else ""
                )
            )
        self.count += 1

    def close(self) -> None:
        """Let go of the output, so that everything is on the disk."""
        self._sink = None


@contextmanager
def writing(
    algorithm: QgsProcessingAlgorithm,
    parameters: Parameters,
    context: QgsProcessingContext,
    output: str,
    fields: QgsFields,
    kind: QgsWkbTypes.Type = QgsWkbTypes.Type.NoGeometry,
    crs: QgsCoordinateReferenceSystem | None = None,
) -> Iterator[Writer]:
    """An output to write features to. Whole when the block ends; a file that can't be made whole is removed.

    Raises ``QgsProcessingException``.
    """
    sink, sink_id = algorithm.parameterAsSink(
        parameters, output, context, fields, kind, whole(crs or QgsCoordinateReferenceSystem())
    )
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, output))
    writer = Writer(sink, sink_id, output, fields)
    del sink  # the writer's is then the only one, and closes the file
    try:
        yield writer
        writer.close()
        require_whole(sink_id, writer.count, context, output)
    except BaseException:
        writer.close()
        if not _appends(parameters[output]):
            discard(sink_id, context)
        raise


def _appends(destination: Any) -> bool:  # noqa: ANN401
    """Whether an output adds to a layer that was there before."""
    return isinstance(destination, QgsProcessingOutputLayerDefinition) and destination.useRemapping()


def write_with_columns(
    algorithm: QgsProcessingAlgorithm,
    parameters: Parameters,
    context: QgsProcessingContext,
    source: QgsProcessingFeatureSource,
    layer: VectorLayer,
    columns: Sequence[tuple[str, str]],
    rows: Mapping[int, Sequence[object]],
    feedback: QgsProcessingFeedback,
    *,
    output: str = "OUTPUT",
    replaced: Callable[[str], bool] = lambda _: False,
) -> str:
    """Copy a source into a sink with more columns; ``rows`` holds their values by feature id.

    A feature without a row is left out. A column that the input has already is replaced, and so is one whose name (in
    small letters) ``replaced`` knows. Text is taken from ``layer``, which has read it in the right encoding. Returns
    the sink's id. Raises ``QgsProcessingException``, ``Cancelled``.
    """
    stop_if_cancelled(feedback)
    added = {name.lower() for name, _ in columns}
    names = _names_as_read(source.fields(), layer)
    kept = [i for i, name in enumerate(names) if name.lower() not in added and not replaced(name.lower())]
    fields = QgsFields()
    for i in kept:
        field = QgsField(source.fields()[i])
        field.setName(names[i])
        fields.append(field)
    for field in fields_of(columns):
        fields.append(field)
    row_of = {fid: i for i, fid in enumerate(layer.fids.tolist())}
    with writing(algorithm, parameters, context, output, fields, source.wkbType(), source.sourceCrs()) as writer:
        for feature in source.getFeatures(QgsFeatureRequest(), UNCHECKED):
            if feature.id() not in rows:
                continue
            own, i = feature.attributes(), row_of[feature.id()]
            values = [_recovered(own[k], layer, names[k], i) for k in kept]
            writer.add([*values, *rows[feature.id()]], feature.geometry() if feature.hasGeometry() else None)
            _report(writer, len(rows), feedback)
        _require_all(writer.count, len(rows), layer)
    return writer.sink_id


@contextmanager
def optional_table(
    algorithm: QgsProcessingAlgorithm,
    parameters: Parameters,
    context: QgsProcessingContext,
    output: str,
    columns: Sequence[tuple[str, str]],
) -> Iterator[Writer | None]:
    """A table without geometry to write rows to; ``None`` when nobody asked for it. As ``writing``."""
    if parameters.get(output) is None:
        yield None
        return
    with writing(algorithm, parameters, context, output, fields_of(columns)) as writer:
        yield writer


def write_table(
    algorithm: QgsProcessingAlgorithm,
    parameters: Parameters,
    context: QgsProcessingContext,
    output: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[object]],
    feedback: QgsProcessingFeedback,
) -> str | None:
    """Write rows of a table; ``None`` when nobody asked for it. Raises ``QgsProcessingException``, ``Cancelled``."""
    stop_if_cancelled(feedback)
    with optional_table(algorithm, parameters, context, output, columns) as writer:
        if writer is None:
            return None
        for row in rows:
            writer.add(list(row))
            if writer.count % _EVERY == 0:
                stop_if_cancelled(feedback)
    return writer.sink_id


def _report(writer: Writer, wanted: int, feedback: QgsProcessingFeedback) -> None:
    if writer.count % _EVERY == 0:
        stop_if_cancelled(feedback)
        feedback.setProgress(90 + 9 * writer.count / wanted)


def _require_all(written: int, wanted: int, layer: VectorLayer) -> None:
    if written != wanted:
        raise QgsProcessingException(
            tr("{layer}: only {count} of {whole} features could be read again. Was it changed meanwhile?").format(
                layer=layer.name, count=written, whole=wanted
            )
        )


def _names_as_read(fields: QgsFields, layer: VectorLayer) -> list[str]:
    """Names of a source's fields. QGIS garbles Chinese ones of a shapefile without ``.cpg``; the layer didn't."""
    names = [field.name() for field in fields]
    own = list(layer.fields)
    if len(own) != len(names):
        return names
    return [name if name in layer.fields else own[i] for i, name in enumerate(names)]


def _recovered(value: Any, layer: VectorLayer, name: str, i: int) -> Any:  # noqa: ANN401
    read = layer.fields[name][i] if name in layer.fields else None
    return read if isinstance(read, str) else value
