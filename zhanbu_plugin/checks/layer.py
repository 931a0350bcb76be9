"""A vector layer as arrays: what every measure works on, whatever file or provider it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Optional

import numpy as np
import shapely
from numpy.typing import NDArray

from ..survey.cancel import Cancelled
from ..survey.crs import Crs
from ..survey.wording import Wording

Objects = NDArray[np.object_]
FieldType = Literal["text", "integer", "real", "date", "other"]

Progress = Optional[Callable[[float], Any]]
"""Called with the share done (0–1). An answer of ``False`` stops the work; any other answer goes on."""

METRES_PER_DEGREE = 111_320.0
"""Metres in a degree of latitude, for tolerances of geographic layers only (never for an area)."""


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
        """Length of a coordinate unit in metres, for tolerances; of a degree that of latitude."""
        return METRES_PER_DEGREE if self.crs.is_geographic else self.crs.metres_per_unit

    def taking(self, mask: NDArray[np.bool_]) -> VectorLayer:
        """The features that ``mask`` (n,) chooses. The hash stays that of the layer they were read from."""
        return replace(
            self,
            fids=self.fids[mask],
            geometries=self.geometries[mask],
            remarks=self.remarks[mask],
            fields={name: values[mask] for name, values in self.fields.items()},
        )


def content_hash(
    crs: Crs,
    fids: NDArray[np.int64],
    geometries: Objects,
    fields: Mapping[str, Objects],
    definitions: Mapping[str, FieldDefinition],
) -> str:
    """SHA-256 (hex) of a layer's content. The definition of the CRS counts by EPSG code where it has one."""
    digest = hashlib.sha256()
    digest.update(f"EPSG:{crs.epsg}".encode() if crs.epsg else crs.wkt.encode())
    digest.update(np.ascontiguousarray(fids, dtype="<i8").tobytes())
    for wkb in shapely.to_wkb(geometries, output_dimension=2, byte_order=1):
        digest.update(wkb if wkb is not None else b"\0")
    for name in sorted(fields):
        digest.update(f"\n{name}\t{definitions[name].type}\n".encode())
        digest.update(repr(fields[name].tolist()).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
