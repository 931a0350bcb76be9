"""Parcels that a spot check may draw, from a layer or a pool, and those drawn as a layer of QGIS (抽查地块)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ...checks.layer import VectorLayer
from ...checks.parcels import ParcelBatch
from ...exchange.comparing.opened import OpenedPackage, open_package
from ...exchange.sampling.draw import Draw, draw, frame_of
from ...pool.reading import batches, pool_batch
from ...pool.records import PoolParcel
from ...reports.language import tr
from ...survey.divisions import parse_division
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.units import m2_of, to_dm2
from ..algorithm import stop_if_cancelled
from ..inputs.draw_options import DrawOptions
from ..inputs.measurable import measurable
from ..inputs.sources import UnreadLayer
from .outputs import Outputs
from .shapes import qgis_shape
from .sinks import fields_of, names_as_read, writing

_COLUMNS = (
    *(("draw_no", "integer"), ("parcel_id", "text"), ("draw_m2", "real"), ("sum_m2", "real")),
    *(("drawn_as", "text"), ("stratum", "text"), ("result", "text"), ("code", "text"), ("reason", "text")),
)
"""The last three are for whoever looks at the parcel on site; ``writereview`` reads them."""
_ADDED = {name for name, _ in _COLUMNS}
_OF_POOL = (("parcel_no", "text"), ("system", "text"), ("batch", "text"), ("category", "text"), ("state", "text"))
_EVERY = 200


@dataclass(frozen=True)
class Drawable:
    """A frame: areas in 0.01 m² by parcel number, the township of each (its code, or empty), those with waivers, and
    how its parcels are written.
    """

    areas_dm2: Mapping[str, int]
    fields: QgsFields
    kind: QgsWkbTypes.Type
    crs: QgsCoordinateReferenceSystem
    parcel: Callable[[str], tuple[Sequence[object], QgsGeometry | None]]
    townships: Mapping[str, str]
    waived: frozenset[str] = frozenset()


def draw_from(frame: Drawable, options: DrawOptions) -> Draw:
    """The draw. Raises ``InputProblem``."""
    return draw(
        frame.areas_dm2,
        ratio=options.ratio,
        seed=options.seed,
        forced=[*options.forced, *(frame.waived if options.force_waived else ())],
        strata=frame.townships if options.by_township else None,
        trim=options.trim,
    )


def drawable_layer(
    source: UnreadLayer, layer: VectorLayer, id_field: str, area_field: str, feedback: QgsProcessingFeedback
) -> Drawable:
    """Parcels of ``layer``, which was read from ``source``. Raises ``InputProblem``, ``QgsProcessingException``."""
    ids = _ids(layer, id_field)
    places = ParcelBatch.of(layer, id_field).texts("ZLDWDM")
    townships = {} if places is None else {name: _township_of(place) for name, place in zip(ids, places)}
    areas = _stated(layer, area_field) if area_field else _measured(layer, feedback)
    names = names_as_read(source.fields, layer)
    kept = [i for i, name in enumerate(names) if name.lower() not in _ADDED and i != source.id_field]
    fields = QgsFields()
    for i in kept:
        field = QgsField(source.fields[i])
        field.setName(names[i])
        fields.append(field)
    frame = frame_of(zip(ids, areas))
    row = {name: i for i, name in enumerate(ids)}
    features: dict[int, QgsFeature] = {}

    def parcel(name: str) -> tuple[Sequence[object], QgsGeometry | None]:
        if not features:
            features.update({f.id(): QgsFeature(f) for f in source.features(QgsFeatureRequest())})
        i = row[name]
        feature = features[int(layer.fids[i])]
        own = feature.attributes()
        read = [layer.fields.get(names[k]) for k in kept]
        values = [own[k] if r is None or not isinstance(r[i], str) else r[i] for k, r in zip(kept, read)]
        return values, feature.geometry() if feature.hasGeometry() else None

    return Drawable(frame, fields, source.kind, source.crs, parcel, townships)


def _ids(layer: VectorLayer, id_field: str) -> list[str]:
    batch = ParcelBatch.of(layer, id_field)
    found = batch.free_texts(id_field) if id_field else batch.texts("BSM")
    if found is None:
        raise QgsProcessingException(
            tr("ID_FIELD: {layer} has no survey number (BSM). Choose the field with the parcels' numbers.").format(
                layer=layer.name
            )
        )
    return [str(name) for name in found]


def _stated(layer: VectorLayer, area_field: str) -> list[int]:
    own = next((name for name in layer.fields if name.lower() == area_field.lower()), None)
    if own is None:
        raise QgsProcessingException(
            tr("AREA_FIELD: {layer} has no field {field}.").format(layer=layer.name, field=area_field)
        )
    return [to_dm2(v) if isinstance(v, (int, float)) and v > 0 else 0 for v in layer.fields[own]]


def _measured(layer: VectorLayer, feedback: QgsProcessingFeedback) -> list[int]:
    areas = ellipsoid_areas(measurable(layer, feedback), layer.crs)
    return [to_dm2(area) if area > 0 else 0 for area in areas.tolist()]


def drawable_batch(pool: str, system: str, batch: str) -> Drawable:
    """Active parcels of a batch. ``system`` may be empty where one system alone has it. Raises ``InputProblem``."""
    known = batches(pool)
    systems = sorted({found.system for found in known if found.batch == batch})
    if not system and len(systems) > 1:
        raise QgsProcessingException(
            tr("SYSTEM: batch {batch} is there in several systems. Choose one of: {systems}.").format(
                batch=batch, systems=", ".join(systems)
            )
        )
    if not systems:
        names = ", ".join(dict.fromkeys(found.batch for found in known)) or "–"
        raise QgsProcessingException(
            tr("BATCH: the pool has no batch “{batch}”. Choose one of: {names}.").format(batch=batch, names=names)
        )
    held = pool_batch(pool, system or systems[0], batch)
    return _drawable(held.parcels, held.identity.epsg)


def drawable_package(path: Path) -> Drawable:
    """Parcels of a submission, which is verified first. Raises ``InputProblem``."""
    return drawable_of(open_package(path))


def drawable_of(package: OpenedPackage) -> Drawable:
    """Parcels of a submission."""
    return _drawable(package.parcels, package.manifest.epsg)


def _drawable(held: Sequence[PoolParcel], epsg: int) -> Drawable:
    parcels = {parcel.parcel_uid: parcel for parcel in held}
    return Drawable(
        areas_dm2=frame_of((uid, parcel.area_dm2) for uid, parcel in parcels.items()),
        fields=fields_of(_OF_POOL),
        kind=QgsWkbTypes.Type.MultiPolygon,
        crs=QgsCoordinateReferenceSystem.fromEpsgId(epsg),
        parcel=lambda uid: _of_pool(parcels[uid]),
        townships={uid: _township_of(parcel.survey.get("ZLDWDM")) for uid, parcel in parcels.items()},
        waived=frozenset(uid for uid, parcel in parcels.items() if parcel.waivers),
    )


def _township_of(place: object) -> str:
    """Code of the township in a village's code (ZLDWDM); empty where there is none."""
    division = parse_division(place)
    return division.township if division else ""


def _of_pool(parcel: PoolParcel) -> tuple[Sequence[object], QgsGeometry]:
    values = [parcel.parcel_no, parcel.system, parcel.batch, parcel.category, parcel.state]
    return values, qgis_shape(parcel.geometry)


def write_drawn(outputs: Outputs, frame: Drawable, drawn: Draw, feedback: QgsProcessingFeedback) -> str:
    """Write what was drawn, in the order of drawing. Returns the output's name.

    Raises ``QgsProcessingException``, ``Cancelled``.
    """
    fields = QgsFields(frame.fields)
    for field in fields_of(_COLUMNS):
        fields.append(field)
    outputs.make_room("OUTPUT", len(drawn.ids), feedback)
    with writing(outputs, "OUTPUT", fields, frame.kind, frame.crs) as writer:
        for number, (name, area, total) in enumerate(zip(drawn.ids, drawn.areas_dm2, drawn.sums_dm2()), start=1):
            values, shape = frame.parcel(name)
            told = [_drawn_as(drawn, name), drawn.strata.get(name), None, None, None]
            writer.add([*values, number, name, m2_of(area), m2_of(total), *told], shape)
            if number % _EVERY == 0:
                stop_if_cancelled(feedback)
    return writer.name


def _drawn_as(drawn: Draw, name: str) -> str:
    if name in drawn.forced:
        return "FORCED"
    return "TRIMMED" if name in drawn.trimmed else "DRAWN"
