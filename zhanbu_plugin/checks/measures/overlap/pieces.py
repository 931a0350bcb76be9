"""Pieces of a layer as well-known binary (分块存储): whoever measures on some of them gets polygons of its own.

GEOS takes a third more for each vertex than the binary, some hundred bytes for each polygon, and remembers things
inside its geometries, so that two threads must not look at the same one. A layer is far larger than what a tile meets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.runs import runs
from ...layer import Objects, objects
from ...turns import from_wkb, plain_wkb_of

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_BYTES = 1 << 22
"""Written or read at a time: some ten milliseconds, in which no other thread of Python runs."""
_VERTEX = 16
"""Bytes of a vertex."""
_BEFORE_PART = 9
"""Bytes of a multipolygon before its first part: byte order, type and number of parts."""


@dataclass(frozen=True)
class Pieces:
    """Valid polygons (m,): the row of the layer each came from, its bounds (m, 4), area and size in bytes, and the
    binaries (little-endian, two dimensions) one after another.
    """

    feature: Indices
    bounds: Floats
    area: Floats
    size: NDArray[np.int64]
    wkb: NDArray[np.uint8]

    @classmethod
    def of(cls, polygons: Objects, feature: Indices) -> Pieces:
        """Polygons, or multipolygons of one part, (m,) of ``feature`` (m,)."""
        size = np.empty(len(polygons), dtype=np.int64)
        written = bytearray()
        for rows in runs(shapely.get_num_coordinates(polygons) * _VERTEX, _BYTES):
            alone = (shapely.get_type_id(polygons[rows]) == shapely.GeometryType.MULTIPOLYGON).tolist()
            texts = zip(plain_wkb_of(polygons[rows]), alone)
            parts = [text[_BEFORE_PART:] if multi else text for text, multi in texts]
            size[rows] = [len(part) for part in parts]
            written += b"".join(parts)
        bounds = shapely.bounds(polygons).reshape(-1, 4)
        return cls(feature, bounds, shapely.area(polygons), size, np.frombuffer(written, dtype=np.uint8))

    def __len__(self) -> int:
        return len(self.feature)

    @property
    def rectangle(self) -> NDArray[np.bool_]:
        """Whether each piece (m,) fills its own box, as those from the middle of a big polygon do."""
        west, south, east, north = self.bounds.T
        return np.asarray(self.area == (east - west) * (north - south))

    def polygons(self, number: Indices) -> Objects:
        """New polygons (k,) of the pieces with these numbers (k,)."""
        return from_wkb(objects(self._texts(number)))

    def taking(self, number: Indices) -> Pieces:
        """The pieces with these numbers (k,) alone."""
        wkb = np.frombuffer(b"".join(self._texts(number)), dtype=np.uint8)
        return Pieces(self.feature[number], self.bounds[number], self.area[number], self.size[number], wkb)

    def are_as_told(self) -> bool:
        """Whether the polygons have the bounds and the areas that are told of them."""
        for rows in runs(self.size, _BYTES):
            polygons = self.polygons(np.arange(rows.start, rows.stop))
            fits = np.array_equal(shapely.bounds(polygons).reshape(-1, 4), self.bounds[rows])
            if not fits or not np.array_equal(shapely.area(polygons), self.area[rows]):
                return False
        return True

    def _texts(self, number: Indices) -> list[bytes]:
        after = self._after[number]
        text = self.wkb.data
        return [bytes(text[first:last]) for first, last in zip((after - self.size[number]).tolist(), after.tolist())]

    @cached_property
    def _after(self) -> NDArray[np.int64]:
        return np.cumsum(self.size)
