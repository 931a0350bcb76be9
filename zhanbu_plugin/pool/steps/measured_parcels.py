"""Parcels and places of a pool as a layer, so that they are measured by the same code as survey polygons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from ...checks.dossier import Dossier
from ...checks.layer import FieldDefinition, FieldType, Objects, VectorLayer, content_hash
from ...checks.parcels import ParcelBatch
from ...survey.crs import Crs, same_system, transform_geometries
from ..records import PoolParcel

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


def places_as_layer(dossiers: Sequence[Dossier], epsg: int) -> ParcelBatch:
    """The places of matters, called by their uid; one without a place has no shape."""
    crs = Crs.of(epsg)
    fids = np.arange(len(dossiers), dtype=np.int64)
    shapes = _objects([_place(dossier, crs) for dossier in dossiers])
    layer = VectorLayer(
        name="matter",
        path="",
        crs=crs,
        fids=fids,
        geometries=shapes,
        remarks=_objects([() for _ in dossiers]),
        fields={},
        definitions={},
        sha256=content_hash(crs, fids, shapes, {}, {}),
    )
    return ParcelBatch(layer, _objects([dossier.uid for dossier in dossiers]))


def _place(dossier: Dossier, crs: Crs) -> shapely.Geometry | None:
    """The place of a matter in the pool's own system."""
    if not dossier.geometry_wkb:
        return None
    shape = _objects([shapely.from_wkb(dossier.geometry_wkb)])
    own = Crs.of(dossier.crs)
    return shape[0] if same_system(own, crs) else transform_geometries(shape, own, crs)[0]


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
