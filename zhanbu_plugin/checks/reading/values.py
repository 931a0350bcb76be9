"""Attribute values of an OGR layer as columns of plain Python values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import numpy as np
from osgeo import ogr

from ..layer import FieldDefinition, FieldType, Objects
from .text import TextEncoding

_TYPES: dict[int, FieldType] = {
    ogr.OFTString: "text",
    ogr.OFTInteger: "integer",
    ogr.OFTInteger64: "integer",
    ogr.OFTReal: "real",
    ogr.OFTDate: "date",
    ogr.OFTDateTime: "date",
}


class Column:
    """One field while its layer is read, feature by feature."""

    def __init__(self, definition: FieldDefinition, value_of: Callable[[Any], object]) -> None:
        self.definition = definition
        self._value_of = value_of
        self._values: list[object] = []

    def take(self, feature: Any) -> None:  # noqa: ANN401
        """Append the value of a feature."""
        self._values.append(self._value_of(feature))

    def array(self) -> Objects:
        """Values so far (n,)."""
        values = np.empty(len(self._values), dtype=object)
        values[:] = self._values
        return values


def columns_of(table: Any, text: TextEncoding | None) -> list[Column]:  # noqa: ANN401
    """Empty columns for all fields; ``text`` decodes where the layer gives bytes."""
    return [_column(i, field, text) for i, field in enumerate(table.schema)]


def _column(index: int, field: Any, text: TextEncoding | None) -> Column:  # noqa: ANN401
    kind = _TYPES.get(field.GetType(), "other")
    name = _decoded(field.GetName(), text)
    definition = FieldDefinition(name, kind, field.GetWidth(), field.GetPrecision())
    return Column(definition, _reader(index, kind, text))


def _reader(index: int, kind: FieldType, text: TextEncoding | None) -> Callable[[Any], object]:
    def value(feature: Any) -> object:  # noqa: ANN401
        if not feature.IsFieldSetAndNotNull(index):
            return None
        if kind == "integer":
            return int(feature.GetFieldAsInteger64(index))
        if kind == "real":
            return float(feature.GetFieldAsDouble(index))
        if kind == "date":
            return _moment(feature.GetFieldAsDateTime(index)) or feature.GetFieldAsString(index)
        return _decoded(feature.GetFieldAsString(index), text)

    return value


def _moment(parts: list[Any]) -> date | None:
    """A date, or a time of day on one (as written, in no zone); ``None`` when it is no date at all."""
    year, month, day, hour, minute, second = parts[:6]
    try:
        if hour or minute or second:
            whole = int(second)
            return datetime(year, month, day, hour, minute, whole, round((second - whole) * 1e6))  # noqa: DTZ001
        return date(year, month, day)
    except ValueError:
        return None


def _decoded(value: str | bytes, text: TextEncoding | None) -> str:
    """Text that a binding passed through as it was in the file: bytes that aren't UTF-8 come escaped."""
    if isinstance(value, str) and (text is None or value.isascii()):
        return value
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    return text.decoded(raw) if text is not None else raw.decode("utf-8", "replace")
