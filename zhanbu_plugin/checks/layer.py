"""A vector layer as arrays: what every measure works on, whatever file or provider it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, Optional, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from ..survey.cancel import Cancelled
from ..survey.crs import Crs
from ..survey.wording import Wording

Objects = NDArray[np.object_]
Made = TypeVar("Made")
FieldType = Literal["text", "integer", "real", "date", "other"]

Progress = Optional[Callable[[float], Any]]
"""Called with the share done (0–1). An answer of ``False`` stops the work; any other answer goes on."""

METRES_PER_DEGREE = 111_320.0
"""Metres in a degree of latitude, for tolerances of geographic layers only (never for an area)."""


def objects(values: Iterable[object]) -> Objects:
    """Values (n,) as an array of objects, each as it is: NumPy itself would take sequences for rows."""
    items = list(values)
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def metres_per_unit(crs: Crs) -> float:
    """Length of a coordinate unit in metres, for tolerances; of a degree that of latitude."""
    return METRES_PER_DEGREE if crs.is_geographic else crs.metres_per_unit


def report(progress: Progress, done: float) -> None:
    """Tell ``progress`` the share done. Raises ``Cancelled`` when it answers ``False``."""
    if progress is not None and progress(done) is False:
        raise Cancelled


@dataclass(frozen=True)
class FieldDefinition:
    """A field as the file declares it; width and precision 0 mean unlimited or unstated."""

    name: str
    type: FieldType
    width: int = 0
    precision: int = 0


@dataclass(frozen=True)
class VectorLayer:
    """Features of one layer, in the order of their ids.

    ``name`` is what messages call it; ``path`` is empty when it isn't a file. ``geometries`` are 2D polygons or
    multipolygons in ``crs`` as the file has them (not repaired), or ``None`` where there is nothing polygonal.
    ``remarks`` hold, per feature, what was done on reading; ``warnings`` the same for the layer. ``fields`` are
    the attribute values by field name as the file spells it: ``str``, ``int``, ``float``, ``date`` (with a time of day
    ``datetime``) or ``None``.

    ``sha256`` covers what was read (CRS, ids, geometries, field definitions and values), not the bytes of the file:
    a GeoPackage changes its bytes whenever somebody merely opens it, and a layer without a file has none. The same
    content gives the same hash from any path, format or provider.
    """

    name: str
    path: str
    crs: Crs
    fids: NDArray[np.int64]
    geometries: Objects
    remarks: Objects
    fields: Mapping[str, Objects]
    definitions: Mapping[str, FieldDefinition]
    sha256: str
    warnings: tuple[Wording, ...] = ()

    def __len__(self) -> int:
        return len(self.fids)

    @property
    def metres_per_unit(self) -> float:
        """As the function of that name, of the layer's own system."""
        return metres_per_unit(self.crs)

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """What ``make`` makes of this layer alone. A ``HeldLayer`` remembers it."""
        return make()

    def taking(self, mask: NDArray[np.bool_]) -> VectorLayer:
        """The features that ``mask`` (n,) chooses. The hash stays that of the layer they were read from."""
        return replace(
            self,
            fids=self.fids[mask],
            geometries=self.geometries[mask],
            remarks=self.remarks[mask],
            fields={name: values[mask] for name, values in self.fields.items()},
        )


@dataclass(frozen=True)
class HeldLayer(VectorLayer):
    """A layer that somebody holds for the checks to come, and with it all that was made of it."""

    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, layer: VectorLayer) -> HeldLayer:
        """The same layer, held."""
        return cls(**{part.name: getattr(layer, part.name) for part in fields(VectorLayer)})

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """What ``make`` made of this layer when it was first asked to."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made


@dataclass(frozen=True)
class PassingLayer(HeldLayer):
    """A layer that is there for one thing to be made of it, and whose shapes nobody needs afterwards: they leave the
    memory then. ``once`` raises ``RuntimeError`` when something else is to be made of it.
    """

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """What ``make`` made of this layer. It must not hold on to the layer itself, but to what it has now."""
        if self._made and key not in self._made:
            raise RuntimeError(f"the shapes of {self.name} are gone")
        made = super().once(key, make)
        object.__setattr__(self, "geometries", None)
        return made


def content_hash(
    crs: Crs,
    fids: NDArray[np.int64],
    geometries: Objects,
    fields: Mapping[str, Objects],
    definitions: Mapping[str, FieldDefinition],
    *,
    wkb: Objects | None = None,
    progress: Progress = None,
) -> str:
    """SHA-256 (hex) of a layer's content. The definition of the CRS counts by EPSG code where it has one, and a
    multipolygon of one part as the polygon that a shapefile, say, doesn't tell it from.

    ``wkb`` is what ``plain_wkb`` gives for the geometries, where that is known already.
    """
    digest = hashlib.sha256()
    digest.update(f"EPSG:{crs.epsg}".encode() if crs.epsg else crs.wkt.encode())
    digest.update(np.ascontiguousarray(fids, dtype="<i8").tobytes())
    steps = len(fields) + 1
    for part in _parts(len(fids)):
        known = plain_wkb(geometries[part]) if wkb is None else wkb[part]
        digest.update(b"".join([b"\0" if w is None else w[9:] if w.startswith(_ONE_PART) else w for w in known]))
        report(progress, part.stop / len(fids) / steps)
    for step, name in enumerate(sorted(fields), start=1):
        digest.update(f"\n{name}\t{definitions[name].type}\n".encode())
        for text in _spelled(fields[name]):
            digest.update(text.encode("utf-8", "surrogatepass"))
        report(progress, (step + 1) / steps)
    return digest.hexdigest()


def plain_wkb(geometries: Objects, given: Objects | None = None) -> Objects:
    """2D little-endian WKB (n,) of polygons and multipolygons, ``None`` for a missing one.

    ``given`` is the WKB they were read from. It is taken as it is where it can only be the same: a type of two
    dimensions in little-endian order, one part at most, and just as long as the coordinates and rings need.
    """
    if given is None:
        return np.asarray(shapely.to_wkb(geometries, output_dimension=2, byte_order=1), dtype=object)
    wkb = given.copy()
    filled = [w or b"" for w in given]
    heads = np.array([w[:18] for w in filled], dtype="S18").view("u1").reshape(-1, 18)
    one_part = (heads[:, :14] == _numbers(_ONE_PART, "u1")).all(axis=1)
    plain = one_part | (heads[:, :5] == _numbers(_POLYGON, "u1")).all(axis=1)
    stated = np.where(one_part, _numbers(heads[:, 14:].tobytes(), "<u4"), _numbers(heads[:, 5:9].tobytes(), "<u4"))
    rings = np.ones(len(wkb), dtype=np.int64)
    holed = np.flatnonzero(plain & (stated != 1))
    rings[holed] += shapely.get_num_interior_rings(shapely.get_geometry(geometries[holed], 0))
    needed = 9 + 9 * one_part + 4 * rings + 16 * shapely.get_num_coordinates(geometries)
    other = ~plain | (rings != stated) | (np.array([*map(len, filled)]) != needed)
    wkb[other] = shapely.to_wkb(geometries[other], output_dimension=2, byte_order=1)
    return wkb


def _numbers(raw: bytes, kind: str) -> NDArray[Any]:
    return np.frombuffer(raw, dtype=kind)


_POLYGON = b"\1\3\0\0\0"
_ONE_PART = b"\1\6\0\0\0\1\0\0\0" + _POLYGON

_TOGETHER = 8192
"""Features that are hashed in one go: some milliseconds, in which no other thread of Python runs."""


def _parts(count: int) -> Iterator[slice]:
    return (slice(start, min(start + _TOGETHER, count)) for start in range(0, count, _TOGETHER))


def _spelled(values: Objects) -> Iterator[str]:
    """What ``repr`` of the list of values would be, in pieces."""
    yield "["
    for part in _parts(len(values)):
        yield (", " if part.start else "") + repr(values[part].tolist())[1:-1]
    yield "]"
