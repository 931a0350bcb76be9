"""Results as layers of QGIS: the input's own fields, followed by those that an algorithm adds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

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

from ...checks.layer import Progress, VectorLayer, report
from ...reports.language import tr
from ..algorithm import progress_of, stop_if_cancelled
from ..inputs.sources import UnreadLayer
from .outputs import Outputs
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
    """An output while it is written; make it with ``writing``. ``name`` is what it is called when the run has ended."""

    def __init__(self, sink: QgsFeatureSink, name: str, output: str, fields: QgsFields) -> None:
        self._sink: QgsFeatureSink | None = sink
        self.name = name
        self.output = output
        self.count = 0
        self._feature = QgsFeature(fields)  # one for all: to make another takes longer than to fill it

    def add(self, values: Sequence[object], shape: QgsGeometry | None = None) -> None:
        """Write a feature. Raises ``QgsProcessingException`` when it can't be."""
        if shape is None:
            self._feature.clearGeometry()
        else:
            self._feature.setGeometry(shape)
        self._feature.setAttributes(list(values))
        if self._sink is None or not self._sink.addFeature(self._feature, _FAST):
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
    writer = Writer(sink, outputs.drafts.published(sink_id), output, fields)
    del sink  # the writer's is then the only one, and closes the file
    try:
        yield writer
        writer.close()
        require_whole(sink_id, writer.count, outputs, output)
    except BaseException:
        writer.close()
        if not outputs.appends(output):
            discard(sink_id, outputs.context)
        raise


class _RowsByFeature:
    """Rows that come in the order of a layer's features, handed out in whatever order these are asked for.

    A layer that is being edited gives changed features first; only rows that were passed over wait in memory.
    """

    def __init__(self, layer: VectorLayer, rows: Iterable[Sequence[object]]) -> None:
        self._fids = layer.fids.tolist()
        self._rows = enumerate(rows)
        self._passed: dict[int, Sequence[object]] = {}
        self._next = 0

    def place(self, fid: int) -> int | None:
        """Row of a feature in the layer, ``None`` when that hasn't got it."""
        i = self._next
        if i == len(self._fids) or self._fids[i] != fid:
            i = bisect_left(self._fids, fid)
        if i == len(self._fids) or self._fids[i] != fid:
            return None
        self._next = i + 1
        return i

    def take(self, i: int) -> Sequence[object]:
        """Values for the feature in row ``i``."""
        if i in self._passed:
            return self._passed.pop(i)
        for k, row in self._rows:
            if k == i:
                return row
            self._passed[k] = row
        raise IndexError(f"no row {i}")


def write_with_columns(
    outputs: Outputs,
    source: UnreadLayer,
    layer: VectorLayer,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[object]],
    feedback: QgsProcessingFeedback,
    *,
    output: str = "OUTPUT",
    replaced: Callable[[str], bool] = lambda _: False,
    progress: Progress = None,
) -> str:
    """Copy the features of ``layer``, from ``source`` that it was read from, into a sink with more columns.

    ``rows`` holds the values of these columns, in the order of ``layer``; they are taken one by one. A column that the
    input has already is replaced, and so is one whose name (in small letters) ``replaced`` knows. Text is taken from
    ``layer``, which is read in the right encoding. Returns the output's name. Raises ``QgsProcessingException``,
    ``Cancelled``.
    """
    progress = progress or progress_of(feedback, 90, 99)
    report(progress, 0.0)
    added = {name.lower() for name, _ in columns}
    names = names_as_read(source.fields, layer)
    kept = [i for i, name in enumerate(names) if name.lower() not in added and not replaced(name.lower())]
    fields = QgsFields()
    for i in kept:
        field = QgsField(source.fields[i])
        field.setName(names[i])
        fields.append(field)
    for field in fields_of(columns):
        fields.append(field)
    texts = [(i, layer.fields.get(names[i])) for i in kept]
    by_feature = _RowsByFeature(layer, rows)
    outputs.make_room(output, len(layer), feedback)
    with writing(outputs, output, fields, source.kind, source.crs) as writer:
        for feature in source.features(QgsFeatureRequest()):
            place = by_feature.place(feature.id())
            if place is None:
                continue
            own = feature.attributes()
            values = [own[k] if text is None or not isinstance(text[place], str) else text[place] for k, text in texts]
            writer.add([*values, *by_feature.take(place)], feature.geometry() if feature.hasGeometry() else None)
            if writer.count % _EVERY == 0:
                report(progress, writer.count / len(layer))
        _require_all(writer.count, len(layer), layer)
    return writer.name


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
    *,
    count: int = 0,
    progress: Progress = None,
) -> str | None:
    """Write rows of a table; ``None`` when nobody asked for it. ``count`` is how many there will be, for ``progress``.

    Raises ``QgsProcessingException``, ``Cancelled``.
    """
    stop_if_cancelled(feedback)
    outputs.make_room(output, count, feedback)
    with optional_table(outputs, output, columns) as writer:
        if writer is None:
            return None
        for row in rows:
            writer.add(row)
            if writer.count % _EVERY == 0:
                stop_if_cancelled(feedback)
                report(progress, writer.count / max(count, writer.count))
    return writer.name


def _require_all(written: int, wanted: int, layer: VectorLayer) -> None:
    if written != wanted:
        raise QgsProcessingException(
            tr("{layer}: only {count} of {whole} features could be read again. Was it changed meanwhile?").format(
                layer=layer.name, count=written, whole=wanted
            )
        )


def names_as_read(fields: QgsFields, layer: VectorLayer) -> list[str]:
    """Names of a source's fields. QGIS garbles Chinese ones of a shapefile without ``.cpg``; the layer didn't."""
    names = [field.name() for field in fields]
    own = list(layer.fields)
    if len(own) != len(names):
        return names
    return [name if name in layer.fields else own[i] for i, name in enumerate(names)]
