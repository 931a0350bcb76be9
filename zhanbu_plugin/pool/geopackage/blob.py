"""Geometry as GeoPackage stores it: a header with reference system and envelope, then WKB (OGC 12-128, 2.1.3)."""

from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

_MAGIC = b"GP"
_LITTLE_ENDIAN_XY = 0b00000011
"""Flags: envelope (min x, max x, min y, max y) and little endian."""
_EMPTY = 0b00010000
_ENVELOPE_DOUBLES = {0: 0, 1: 4, 2: 6, 3: 6, 4: 8}


def encode(geometries: NDArray[np.object_], srs_id: int) -> list[bytes]:
    """Blobs of two-dimensional, non-empty geometries (n,)."""
    bounds = shapely.bounds(geometries).tolist()
    bodies = shapely.to_wkb(geometries, byte_order=1, output_dimension=2, flavor="iso")
    return [
        struct.pack("<2sBBi4d", _MAGIC, 0, _LITTLE_ENDIAN_XY, srs_id, box[0], box[2], box[1], box[3]) + body
        for box, body in zip(bounds, bodies)
    ]


def decode(blobs: Sequence[Any]) -> NDArray[np.object_]:
    """Geometries (n,) of blobs. Raises ``ValueError`` when one of them isn't a GeoPackage geometry."""
    try:
        return np.asarray(shapely.from_wkb([blob[_body_offset(blob) :] for blob in blobs]), dtype=object)
    except (shapely.errors.ShapelyError, struct.error, TypeError, IndexError) as error:
        raise ValueError(str(error)) from error


def envelope(blob: bytes) -> tuple[float, float, float, float] | None:
    """Min x, max x, min y, max y; from the header where it has them; ``None`` for an empty geometry."""
    flags, order = blob[3], "<" if blob[3] & 1 else ">"
    if flags & _EMPTY:
        return None
    if (flags >> 1) & 7:
        low_x, high_x, low_y, high_y = struct.unpack_from(order + "4d", blob, 8)
    else:
        low_x, low_y, high_x, high_y = shapely.bounds(shapely.from_wkb(blob[_body_offset(blob) :])).tolist()
    return None if math.isnan(low_x) else (low_x, high_x, low_y, high_y)


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the five functions that the R-tree triggers of a GeoPackage call."""
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    for name, side in (("ST_MinX", 0), ("ST_MaxX", 1), ("ST_MinY", 2), ("ST_MaxY", 3)):
        connection.create_function(name, 1, _Side(side), deterministic=True)


class _Side:
    """One number of an envelope, as an SQL function."""

    def __init__(self, side: int) -> None:
        self._side = side

    def __call__(self, blob: Any) -> float | None:  # noqa: ANN401 - SQLite passes any type
        box = envelope(blob) if _is_geometry(blob) else None
        return None if box is None else box[self._side]


def _is_empty(blob: Any) -> int | None:  # noqa: ANN401
    return int(envelope(blob) is None) if _is_geometry(blob) else None


def _is_geometry(blob: Any) -> bool:  # noqa: ANN401
    return isinstance(blob, bytes) and len(blob) > 8 and blob[:2] == _MAGIC


def _body_offset(blob: bytes) -> int:
    if not _is_geometry(blob):
        raise ValueError("not a GeoPackage geometry")
    return 8 + 8 * _ENVELOPE_DOUBLES.get((blob[3] >> 1) & 7, 0)
