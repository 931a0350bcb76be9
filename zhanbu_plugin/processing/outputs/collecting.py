"""Features of any provider of QGIS, with the edits of its layer, as the reader of files gives those of a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from qgis.core import NULL, QgsFeature, QgsField
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QMetaType, QTime, QVariant

from ...checks.layer import FieldDefinition, FieldType
from ...checks.reading.features import FeatureBlock

_BLOCK = 4096
"""Features at a time; a progress bar and a cancel wait for no longer."""
_SHARED = 4096
"""Most texts of a field that are kept to find equal ones, which then become one object."""

_TYPES: dict[int, FieldType] = {
    QMetaType.Type.QString: "text",
    QMetaType.Type.Bool: "integer",
    QMetaType.Type.Int: "integer",
    QMetaType.Type.LongLong: "integer",
    QMetaType.Type.Double: "real",
    QMetaType.Type.QDate: "date",
    QMetaType.Type.QDateTime: "date",
    QMetaType.Type.QVariantMap: "text",  # JSON, which a file keeps as text
}


def definition_of(field: QgsField) -> FieldDefinition:
    """A field as a file would declare it."""
    return FieldDefinition(field.name(), _TYPES.get(field.type(), "other"), field.length(), field.precision())


def collected_blocks(features: Iterable[QgsFeature], fields: Sequence[int]) -> Iterator[FeatureBlock]:
    """Features block by block, with the values of those fields (by number)."""
    columns = [_Column() for _ in fields]
    iterator = iter(features)
    while block := list(islice(iterator, _BLOCK)):
        rows = [feature.attributes() for feature in block]
        shapes = [feature.geometry().asWkb().data() if feature.hasGeometry() else None for feature in block]
        values = [column.plain([row[i] for row in rows]) for column, i in zip(columns, fields)]
        yield FeatureBlock([feature.id() for feature in block], shapes, values)


class _Column:
    """Values of one field, block by block."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def plain(self, values: list[Any]) -> list[object]:
        """The same values as ``str``, ``int``, ``float``, ``date``, ``datetime`` or ``None``."""
        kinds = set(map(type, values))
        if kinds <= {str, type(None)}:
            if len(self._texts) > _SHARED:
                return values
            known = self._texts
            return [None if value is None else known.setdefault(value, value) for value in values]
        return values if kinds <= {int, float, type(None)} else [_plain(value) for value in values]


def _plain(value: Any) -> object:  # noqa: ANN401
    if value is None or value == NULL:
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float, str)):
        return value
    convert = next((how for kind, how in _CONVERTED.items() if isinstance(value, kind)), str)
    return convert(value)


def _moment(value: QDateTime) -> date:
    """As written, in no zone; at midnight it is a date, as in a file that knows no other."""
    moment: datetime = value.toPyDateTime().replace(tzinfo=None)
    return moment if moment.time() != datetime.min.time() else moment.date()


def _time(value: QTime) -> str:
    return str(value.toString("HH:mm:ss.zzz" if value.msec() else "HH:mm:ss"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


_CONVERTED: dict[type, Callable[[Any], object]] = {
    QDateTime: _moment,
    QDate: lambda value: value.toPyDate(),
    QTime: _time,
    QByteArray: lambda value: None if value.isNull() else value.data().hex().upper(),
    dict: _json,
    list: _json,
    QVariant: lambda value: None if value.isNull() else str(value.value()),
}
