"""Whether a package that was just made reads back as what went into it (回读核对)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import shapely

from ...pool.records import Material, PoolEvent, PoolParcel
from ..submission.format import EVENTS, MATERIALS
from ..submission.materials import read_materials
from ..submission.reading import PackageParcels
from ..submission.tables import read_events

_RECORD = tuple(f.name for f in fields(PoolParcel) if f.name != "geometry")


@dataclass(frozen=True)
class PackedBatch:
    """What a package was made of: its files by name, and the parcels, history and materials that they tell of.

    Nothing was wrong with these, and every file was made from them.
    """

    files: Mapping[str, bytes]
    layer: PackageParcels
    events: Sequence[PoolEvent]
    materials: Sequence[Material]

    def reads_back(self, files: Mapping[str, bytes], layer: PackageParcels) -> bool:
        """Whether a package's files are these to the byte, and read as what they were made from.

        Then comparing them with each other could only repeat what was done to make them. Raises ``InputProblem``.
        """
        return (
            files == self.files
            and layer.epsg == self.layer.epsg
            and _same_parcels(layer.parcels, self.layer.parcels)
            and list(read_events(files[EVENTS], EVENTS)) == list(self.events)
            and list(read_materials(files[MATERIALS], MATERIALS)) == list(self.materials)
        )


def _same_parcels(some: Sequence[PoolParcel], others: Sequence[PoolParcel]) -> bool:
    """Everything that is recorded of them, and every bit of their shapes."""
    shapes, meant = (shapely.to_wkb([p.geometry for p in parcels], byte_order=1) for parcels in (some, others))
    return list(shapes) == list(meant) and list(map(_record, some)) == list(map(_record, others))


def _record(parcel: PoolParcel) -> list[object]:
    return [getattr(parcel, name) for name in _RECORD]
