"""Attribute values of an OGR layer as plain Python values, of one feature or of a whole batch at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from osgeo import ogr

from ..layer import FieldDefinition, FieldType
from .arrow import ArrowColumn, Inexact
from .text import TextEncoding

_TYPES: dict[int, FieldType] = {
    ogr.OFTString: "text",
    ogr.OFTInteger: "integer",
    ogr.OFTInteger64: "integer",
    ogr.OFTReal: "real",
    ogr.OFTDate: "date",
    ogr.OFTDateTime: "date",
}
_FORMATS: dict[FieldType, tuple[str, ...]] = {
    "text": ("u", "U"),
    "integer": ("b", "s", "i", "l"),
    "real": ("g",),
    "date": ("tdD",),
}
_GEODATABASE = "OpenFileGDB"
_EPOCH, _DAY = datetime(1970, 1, 1), 86_400_000  # noqa: DTZ001


class Field:
    """One field of a layer. ``value_of`` gives the value of a feature (``None`` for a null), ``values_of`` of many."""

    def __init__(self, definition: FieldDefinition, value_of: Callable[[Any], object], texts: _Texts) -> None:
        self.definition = definition
        self.value_of = value_of
        self._texts = texts

    def values_of(self, column: ArrowColumn, driver: str) -> list[object]:
        """The same values (n,) from a batch. Raises ``Inexact`` where the batch may not say the same as a feature.

        A single-precision field is only that in a geodatabase; a GeoPackage may keep more digits in it. A time may be
        in a zone of its own everywhere else, and those before 1970 GDAL rounds to the wrong side.
        """
        kind, format_ = self.definition.type, column.format
        if format_ not in _FORMATS.get(kind, ()) and not (driver == _GEODATABASE and format_ in ("f", "tsm:")):
            raise Inexact
        if kind == "text":
            values = self._texts.of(column)
        elif kind == "date":
            values = _moments(column)
        else:
            values = (column.numbers.astype(np.int64) if kind == "integer" else column.numbers.astype(float)).tolist()
        for i in np.flatnonzero(column.missing) if column.missing is not None else ():
            values[i] = None
        return values


def fields_of(table: Any, text: TextEncoding | None) -> list[Field]:  # noqa: ANN401
    """All fields of a layer; ``text`` decodes where the layer gives bytes."""
    return [_field(i, field, text) for i, field in enumerate(table.schema)]


def _field(index: int, field: Any, text: TextEncoding | None) -> Field:  # noqa: ANN401
    kind = _TYPES.get(field.GetType(), "other")
    name = _decoded(field.GetName(), text)
    definition = FieldDefinition(name, kind, field.GetWidth(), field.GetPrecision())
    return Field(definition, _reader(index, kind, text), _Texts(text))


def _reader(index: int, kind: FieldType, text: TextEncoding | None) -> Callable[[Any], object]:
    """How to take the value of a feature. A null comes as zero or empty text, so only these are asked about."""

    def integer(feature: Any) -> object:  # noqa: ANN401
        return int(feature.GetFieldAsInteger64(index)) or (0 if feature.IsFieldSetAndNotNull(index) else None)

    def real(feature: Any) -> object:  # noqa: ANN401
        value = float(feature.GetFieldAsDouble(index))
        return value if value or feature.IsFieldSetAndNotNull(index) else None

    def moment(feature: Any) -> object:  # noqa: ANN401
        if not feature.IsFieldSetAndNotNull(index):
            return None
        return _moment(feature.GetFieldAsDateTime(index)) or feature.GetFieldAsString(index)

    def words(feature: Any) -> object:  # noqa: ANN401
        value = feature.GetFieldAsString(index)
        return _decoded(value, text) if value or feature.IsFieldSetAndNotNull(index) else None

    others: dict[FieldType, Callable[[Any], object]] = {"integer": integer, "real": real, "date": moment}
    return others.get(kind, words)


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


def _moments(column: ArrowColumn) -> list[object]:
    """Dates from days, or times of whole seconds from milliseconds, since 1970."""
    times = column.numbers.astype(np.int64) * (_DAY if column.format == "tdD" else 1)
    if column.missing is not None:
        times[column.missing] = 0
    if ((times < 0) | (times % 1000 != 0) | (times // _DAY > 2_900_000)).any():
        raise Inexact
    known: dict[int, object] = {}
    for time in np.unique(times).tolist():
        moment = _EPOCH + timedelta(milliseconds=time)
        known[time] = moment if time % _DAY else moment.date()
    return [known[time] for time in times.tolist()]


class _Texts:
    """Text of one field, batch by batch. Where values repeat, equal ones become one object."""

    def __init__(self, text: TextEncoding | None) -> None:
        self._text = text
        self._known: _Known | None = _Known(text)

    def of(self, column: ArrowColumn) -> list[object]:
        """Values (n,) of a batch."""
        if b"\0" in column.raw:  # where a feature's text ends
            raise Inexact
        if self._known is None and column.raw.isascii():
            whole, ends = column.raw.decode("ascii"), column.numbers.tolist()
            return [whole[start:end] for start, end in zip(ends, ends[1:])]
        pieces = column.pieces()
        if self._known is None:
            return [_decoded_exactly(piece, self._text) for piece in pieces]
        values: list[object] = list(map(self._known.__getitem__, pieces))
        if len(self._known) > len(pieces) / 2:
            self._known = None
        return values


class _Known(dict[bytes, str]):
    """Text by its bytes, decoded when first asked for."""

    def __init__(self, text: TextEncoding | None) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, raw: bytes) -> str:
        value = self[raw] = _decoded_exactly(raw, self._text)
        return value


def _decoded_exactly(raw: bytes, text: TextEncoding | None) -> str:
    """Text of a batch. Raises ``Inexact`` for bytes that aren't UTF-8 where nothing says what they are."""
    if raw.isascii():
        return raw.decode("ascii")
    if text is not None:
        return text.decoded(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Inexact from error


def _decoded(value: str | bytes, text: TextEncoding | None) -> str:
    """Text that a binding passed through as it was in the file: bytes that aren't UTF-8 come escaped."""
    if isinstance(value, str) and (text is None or value.isascii()):
        return value
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    return text.decoded(raw) if text is not None else raw.decode("utf-8", "replace")
