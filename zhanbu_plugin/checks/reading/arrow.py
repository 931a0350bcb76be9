"""Features of an OGR layer in batches of columns, through the Arrow C data interface (列式批量读取).

https://arrow.apache.org/docs/format/CDataInterface.html says where the buffers lie, so neither PyArrow is needed nor
GDAL's own bridge to NumPy, which makes every text of a batch as wide as the longest one.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal

from .gdal_complaints import complaints

Missing = Optional[NDArray[np.bool_]]

_NUMBERS = {"s": "<i2", "i": "<i4", "l": "<i8", "f": "<f4", "g": "<f8", "tdD": "<i4", "tsm:": "<i8"}
_OFFSETS = {"u": "<i4", "z": "<i4", "U": "<i8", "Z": "<i8"}

_PLAIN_STREAMS = ("OGR_GPKG_STREAM_BASE_IMPL", "OGR_FLATGEOBUF_STREAM_BASE_IMPL")
"""Switches to the stream that fetches feature by feature, as a loop in Python would: it reads in one transaction, on
this thread, and complains of each damaged feature. The drivers' own streams do none of these for sure, and that of
GeoPackage crashes at random before GDAL 3.11.4 (its issue 12934)."""
_OWN_STREAMS = ("GPKG", "FlatGeobuf")


class Inexact(Exception):
    """The batches don't hold exactly what a loop over the features would: read the layer by that."""


@dataclass(frozen=True)
class ArrowColumn:
    """Values of one field (n,): ``numbers`` (n,), or bytes, those of ``raw`` from ``numbers[i]`` to ``numbers[i + 1]``.

    ``format`` is Arrow's: ``u`` text, ``z`` bytes, ``b`` boolean, ``s i l`` integers, ``f g`` floats, ``tdD`` days
    and ``tsm:`` milliseconds since 1970. ``missing`` is ``None`` where nothing is.
    """

    format: str
    missing: Missing
    numbers: NDArray[Any]
    raw: bytes = b""

    def pieces(self) -> list[bytes]:
        """Bytes of every value; empty where one is missing."""
        ends, raw = self.numbers.tolist(), self.raw
        return [raw[start:end] for start, end in zip(ends, ends[1:])]


def column_batches(table: Any, driver: str, size: int) -> Iterator[list[ArrowColumn]]:  # noqa: ANN401
    """Batches of ``size`` features: feature ids, then all fields that aren't ignored, then the geometries as ISO WKB.

    Raises ``Inexact`` when GDAL complains, or has no such batches (before 3.6), or another layout than this knows.
    """
    own = driver not in _OWN_STREAMS and table.TestCapability("FastGetArrowStream")
    if own or not hasattr(table, "GetArrowStream") or table.GetLayerDefn().GetGeomFieldCount() != 1:
        raise Inexact
    with _plain_streams():
        try:
            yield from _batches(table, size)
        except RuntimeError as error:  # where OGR's exceptions are switched on
            raise Inexact from error


def _batches(table: Any, size: int) -> Iterator[list[ArrowColumn]]:  # noqa: ANN401
    definition = table.GetLayerDefn()
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    names = [_raw(f.GetName()) for f in fields if not f.IsIgnored()]
    with complaints() as said:
        stream = table.GetArrowStream([f"MAX_FEATURES_IN_BATCH={size}", "INCLUDE_FID=YES"])
        schema = stream.GetSchema() if stream is not None else None
    if schema is None or said:
        raise Inexact
    formats = _formats(_Schema.from_address(schema._getPtr()), names)
    while True:
        with complaints() as said:
            batch = stream.GetNextRecordBatch()
        if said:
            raise Inexact
        if batch is None:
            return
        yield _columns(_Array.from_address(batch._getPtr()), formats)


@contextmanager
def _plain_streams() -> Iterator[None]:
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in _PLAIN_STREAMS}
    for name in _PLAIN_STREAMS:
        gdal.SetThreadLocalConfigOption(name, "YES")
    try:
        yield
    finally:
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)


class _Schema(ctypes.Structure):
    """``struct ArrowSchema``."""


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]


class _Array(ctypes.Structure):
    """``struct ArrowArray``."""


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]


def _formats(schema: _Schema, names: list[bytes]) -> list[str]:
    """Formats of id, fields and geometry. Raises ``Inexact`` unless these are what the layer has, in this order."""
    children = [schema.children[i].contents for i in range(schema.n_children)]
    formats = [child.format.decode("ascii") for child in children]
    known = all(f in _NUMBERS or f in _OFFSETS or f == "b" for f in formats)
    if not known or any(child.dictionary for child in children):
        raise Inexact
    if [child.name for child in children[1:-1]] != names or formats[0] != "l" or formats[-1] not in ("z", "Z"):
        raise Inexact
    return formats


def _columns(batch: _Array, formats: list[str]) -> list[ArrowColumn]:
    """Copies of a batch's columns; its own memory ends with it."""
    if batch.n_children != len(formats):
        raise Inexact
    children = [batch.children[i].contents for i in range(batch.n_children)]
    if any(child.offset or child.length != batch.length for child in (batch, *children)):
        raise Inexact
    return [_column(child, format_) for child, format_ in zip(children, formats)]


def _column(array: _Array, format_: str) -> ArrowColumn:
    count = array.length
    missing = ~_bits(array.buffers[0], count) if array.null_count != 0 and array.buffers[0] else None
    if format_ == "b":
        return ArrowColumn(format_, missing, _bits(array.buffers[1], count))
    if format_ in _NUMBERS:
        return ArrowColumn(format_, missing, _numbers(array.buffers[1], count, _NUMBERS[format_]))
    offsets = _numbers(array.buffers[1], count + 1, _OFFSETS[format_])
    raw = ctypes.string_at(array.buffers[2], int(offsets[-1])) if offsets[-1] else b""
    return ArrowColumn(format_, missing, offsets, raw)


def _numbers(place: int | None, count: int, kind: str) -> NDArray[Any]:
    size = count * np.dtype(kind).itemsize
    return np.frombuffer(ctypes.string_at(place, size) if place is not None else b"", dtype=kind, count=count)


def _bits(place: int | None, count: int) -> NDArray[np.bool_]:
    packed = _numbers(place, (count + 7) // 8, "u1")
    return np.unpackbits(packed, count=count, bitorder="little").astype(bool)


def _raw(name: str | bytes) -> bytes:
    return name if isinstance(name, bytes) else name.encode("utf-8", "surrogateescape")
