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
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ..checks.layer import VectorLayer
from ..reports.language import tr
from .algorithm import stop_if_cancelled
from .outputs import Outputs
from .sources import UnreadLayer
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
    outputs: Outputs,
    output: str,
    fields: QgsFields,
    kind: QgsWkbTypes.Type = QgsWkbTypes.Type.NoGeometry,
    crs: QgsCoordinateReferenceSystem | None = None,
) -> Iterator[Writer]:
    """An output to write features to. Whole when the block ends; a file that can't be made whole is removed.

    Raises ``QgsProcessingException``.
    """
    sink, sink_id = outputs.sink(output, fields, kind, crs or QgsCoordinateReferenceSystem())
    writer = Writer(sink, sink_id, output, fields)
    del sink  # the writer's is then the only one, and closes the file
    try:
        yield writer
        writer.close()
        require_whole(sink_id, writer.count, outputs.context, output)
    except BaseException:
        writer.close()
        if not outputs.appends(output):
            discard(sink_id, outputs.context)
        raise


def write_with_columns(
    outputs: Outputs,
    source: UnreadLayer,
    layer: VectorLayer,
    columns: Sequence[tuple[str, str]],
    rows: Mapping[int, Sequence[object]],
    feedback: QgsProcessingFeedback,
    *,
    output: str = "OUTPUT",
    replaced: Callable[[str], bool] = lambda _: False,
) -> str:
    """Copy a layer into a sink with more columns; ``rows`` holds their values by feature id.

    A feature without a row is left out. A column that the input has already is replaced, and so is one whose name (in
    small letters) ``replaced`` knows. Text is taken from ``layer``, which is ``source`` read in the right encoding.
    Returns the sink's id. Raises ``QgsProcessingException``, ``Cancelled``.
    """
    stop_if_cancelled(feedback)
    added = {name.lower() for name, _ in columns}
    names = _names_as_read(source.fields, layer)
    kept = [i for i, name in enumerate(names) if name.lower() not in added and not replaced(name.lower())]
    fields = QgsFields()
    for i in kept:
        field = QgsField(source.fields[i])
        field.setName(names[i])
        fields.append(field)
    for field in fields_of(columns):
        fields.append(field)
    row_of = {fid: i for i, fid in enumerate(layer.fids.tolist())}
    with writing(outputs, output, fields, source.kind, source.crs) as writer:
        for feature in source.features(QgsFeatureRequest()):
            if feature.id() not in rows:
                continue
            own, i = feature.attributes(), row_of[feature.id()]
            values = [_recovered(own[k], layer, names[k], i) for k in kept]
            writer.add([*values, *rows[feature.id()]], feature.geometry() if feature.hasGeometry() else None)
            _report(writer, len(rows), feedback)
        _require_all(writer.count, len(rows), layer)
    return writer.sink_id


@contextmanager
def optional_table(outputs: Outputs, output: str, columns: Sequence[tuple[str, str]]) -> Iterator[Writer | None]:
    """A table without geometry to write rows to; ``None`` when nobody asked for it. As ``writing``."""
    if not outputs.wanted(output):
        yield None
        return
    with writing(outputs, output, fields_of(columns)) as writer:
        yield writer


def write_table(
    outputs: Outputs,
    output: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[object]],
    feedback: QgsProcessingFeedback,
) -> str | None:
    """Write rows of a table; ``None`` when nobody asked for it. Raises ``QgsProcessingException``, ``Cancelled``."""
    stop_if_cancelled(feedback)
    with optional_table(outputs, output, columns) as writer:
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
