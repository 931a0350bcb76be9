"""Parcels of a pool as a layer, so that they are measured by the same code as survey polygons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..checks.layer import FieldDefinition, FieldType, Objects, VectorLayer, content_hash
from ..checks.parcels import ParcelBatch
from ..survey.crs import Crs
from .records import PoolParcel

_CATEGORY = "category"


def parcels_as_layer(parcels: Sequence[PoolParcel], epsg: int) -> ParcelBatch:
    """The parcels with their survey attributes and category, called by their uid."""
    crs = Crs.of(epsg)
    names = sorted({name for parcel in parcels for name in parcel.survey})
    fields = {name: _objects([parcel.survey.get(name) for parcel in parcels]) for name in names}
    fields[_CATEGORY] = _objects([parcel.category for parcel in parcels])
    definitions = {name: FieldDefinition(name, _type(values)) for name, values in fields.items()}
    shapes = _objects([parcel.geometry for parcel in parcels])
    fids = np.arange(len(parcels), dtype=np.int64)
    layer = VectorLayer(
        name="parcel",
        path="",
        crs=crs,
        fids=fids,
        geometries=shapes,
        remarks=_objects([() for _ in parcels]),
        fields=fields,
        definitions=definitions,
        sha256=content_hash(crs, fids, shapes, fields, definitions),
    )
    return ParcelBatch(layer, _objects([parcel.parcel_uid for parcel in parcels]))


def _objects(values: Sequence[object]) -> Objects:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _type(values: Objects) -> FieldType:
    """As the values are; a field of whole numbers and nothing else is one of whole numbers."""
    kinds = {type(value) for value in values.tolist() if value is not None}
    if kinds <= {int} and kinds:
        return "integer"
    return "real" if kinds and kinds <= {int, float} else "text"
