"""Documents of the session, each with the ground it was recorded for: they count there, whatever layer has it
(登记的批准文件随地块走).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...checks.checked import geometry_hash
from ...checks.engine import CheckResult
from ...checks.waivers.waiver import ALL_PARCELS, Waiver
from ...reports.language import tr


@dataclass(frozen=True)
class Document:
    """A waiver, the layer it was recorded in, and the shapes (hash by parcel id) that it was recorded for."""

    waiver: Waiver
    layer_id: str
    shapes: Mapping[str, str]


@dataclass(frozen=True)
class Lifted:
    """A check with the documents that are for its parcels; ``left`` are those for parcels that have another shape."""

    result: CheckResult
    left: tuple[Document, ...] = ()

    def told(self) -> str:
        """A sentence about recorded documents that don't count in this check; empty where all do."""
        idle, parts = len(self.result.applied.idle), []
        if self.left:
            numbers = sorted({document.waiver.doc_no for document in self.left})
            parts.append(
                tr(
                    "{count} recorded documents don't count here, for their parcels have another shape in this layer: "
                    "{numbers}. Record them again where they still hold."
                ).format(count=len(self.left), numbers=tr(", ").join(numbers))
            )
        if idle:
            parts.append(
                tr("{count} recorded documents count for nothing in this check; its report says why.").format(
                    count=idle
                )
            )
        return " ".join(parts)


Lift = Callable[[CheckResult], Lifted]


def document_of(waiver: Waiver, result: CheckResult, layer_id: str) -> Document:
    """A document that was just recorded for a parcel of a check, or for all that fail."""
    return Document(waiver, layer_id, _shapes(result, _meant(result, waiver)))


def lifted(result: CheckResult, documents: Sequence[Document], layer_id: str) -> Lifted:
    """Lay the documents of the session over a check of a layer.

    A parcel of that name and another shape is another ground, a piece for example: the document isn't for it. A
    document for all parcels counts in another layer where each parcel that it lifts there was lifted by it before.
    """
    here: list[Waiver] = []
    left: list[Document] = []
    for document in documents:
        if document.waiver.parcel_id == ALL_PARCELS and document.layer_id == layer_id:
            here.append(document.waiver)
            continue
        now = _shapes(result, _meant(result, document.waiver))
        same = all(document.shapes.get(parcel) == shape for parcel, shape in now.items())
        if same:
            here.append(document.waiver)
        else:
            left.append(document)
    return Lifted(result.with_waivers(here), tuple(left))


def _meant(result: CheckResult, waiver: Waiver) -> list[int]:
    """Rows of the parcel, or of all that the waiver lifts."""
    if waiver.parcel_id != ALL_PARCELS:
        return np.flatnonzero(result.parcels.ids == waiver.parcel_id).tolist()
    return np.flatnonzero(result.with_waivers((waiver,)).applied.lifted.any(axis=1)).tolist()


def _shapes(result: CheckResult, rows: Sequence[int]) -> dict[str, str]:
    return {str(result.parcels.ids[i]): _shape(result.parcels.geometry(i)) for i in rows}


def _shape(geometry: shapely.Geometry | None) -> str:
    """Hash of a shape, the same for a polygon and the multipolygon of it alone, as which a copy keeps it."""
    parts = [] if geometry is None else shapely.get_parts(geometry)
    if len(parts) and all(part.geom_type == "Polygon" for part in parts):
        geometry = shapely.multipolygons(parts)
    return geometry_hash(geometry)
