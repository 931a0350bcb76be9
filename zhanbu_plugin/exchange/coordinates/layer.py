"""A polygon layer as parcels of a coordinate TXT: zone, areas, numbers, names and items from its fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray

from ...checks.layer import VectorLayer
from ...survey.crs import CGCS2000, Crs, transform_coordinates, transform_geometries
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ...survey.units import ha_of, to_dm2
from ...survey.wording import Wording, translate
from ...survey.zones import GaussZone, epsg_of_zone, sheet_number, zone_of_epsg, zone_of_longitude
from .document import CoordinateParcel
from .header import width_of_zone, zone_remedy
from .templates import head_template, survey_fields

Geometries = NDArray[np.object_]
_MILLION = 1_000_000.0


@dataclass(frozen=True)
class LayerParcels:
    """Parcels with eastings that carry the zone prefix, the EPSG code of that zone, and what a user should know."""

    parcels: tuple[CoordinateParcel, ...]
    epsg: int
    notes: tuple[Wording, ...]


def parcels_of_layer(
    layer: VectorLayer,
    *,
    template: str,
    number_field: str = "",
    name_field: str = "",
    use: str = "",
    zone: int | None = None,
) -> LayerParcels:
    """Parcels of a layer in any CRS, in the order of its features.

    Items of the template come from fields of the same name, else from the survey's fields; the map sheet is computed
    where no field holds it. A CGCS2000 zone keeps its coordinates; anything else is projected to ``zone``, by default
    to the 3° zone of the layer's middle. Areas are ellipsoid areas. Raises ``InputProblem`` naming the feature.
    """
    _check_geometries(layer)
    notes: list[Wording] = []
    geometries, epsg = _in_zone(layer, zone, notes)
    areas = ellipsoid_areas(layer.geometries, layer.crs)
    _check_placed(layer, geometries, areas)
    numbers = _texts(layer, number_field or _field_of(layer, "number"))
    if numbers is None:
        numbers = [str(i) for i in range(1, len(layer) + 1)]
        notes.append(translate("zhanbu", "No field holds parcel numbers; the parcels were numbered from 1."))
    names = _texts(layer, name_field or _field_of(layer, "name")) or [""] * len(layer)
    items = {
        item: texts
        for item in head_template(template).attributes
        if item != "shape" and (texts := _texts(layer, _field_of(layer, item))) is not None
    }
    if use:
        items["use"] = [use] * len(layer)
    items.setdefault("sheet", _sheets(geometries, epsg))
    parcels = tuple(
        CoordinateParcel(
            numbers[i],
            names[i],
            geometries[i],
            ha_of(to_dm2(float(areas[i])), 4),
            {item: texts[i] for item, texts in items.items()},
        )
        for i in range(len(layer))
    )
    return LayerParcels(parcels, epsg, tuple(notes))


def _check_geometries(layer: VectorLayer) -> None:
    for fid, geometry in zip(layer.fids.tolist(), layer.geometries):
        if geometry is None or shapely.is_empty(geometry):
            what = translate("zhanbu", "The feature has no polygon.")
            remedy = translate("zhanbu", "Remove the feature or draw its polygon.")
            raise InputProblem(what, remedy=remedy, source=layer.name, parcel=f"#{fid}")


def _check_placed(layer: VectorLayer, geometries: Geometries, areas: NDArray[np.float64]) -> None:
    for fid, bounds, area in zip(layer.fids.tolist(), shapely.bounds(geometries), areas):
        if not (np.isfinite(bounds).all() and np.isfinite(area)):
            raise _misplaced(layer, f"#{fid}")


def _misplaced(layer: VectorLayer, parcel: str = "") -> InputProblem:
    what = translate("zhanbu", "The coordinates can't be placed on the ground.")
    remedy = translate("zhanbu", "Check the layer's coordinate reference system.")
    return InputProblem(what, remedy=remedy, source=layer.name, parcel=parcel)


def _in_zone(layer: VectorLayer, zone: int | None, notes: list[Wording]) -> tuple[Geometries, int]:
    own = zone_of_epsg(layer.crs.epsg)
    if own is not None and zone in (None, own.number):
        return _with_prefix(layer.geometries, own), epsg_of_zone(own.width, own.number)
    number = _middle_zone(layer) if zone is None else zone
    width = width_of_zone(number)
    if width is None:
        what = translate("zhanbu", "{zone} isn't a zone of CGCS2000.", zone=number)
        raise InputProblem(what, remedy=zone_remedy(), source=layer.name)
    epsg = epsg_of_zone(width, number)
    moved = transform_geometries(layer.geometries, layer.crs, Crs.of(epsg))
    notes.append(
        translate(
            "zhanbu",
            "The coordinates were projected from {crs} to zone {zone} (EPSG:{epsg}).",
            crs=layer.crs.name,
            zone=number,
            epsg=epsg,
        )
    )
    return moved, epsg


def _with_prefix(geometries: Geometries, zone: GaussZone) -> Geometries:
    if zone.prefixed:
        return geometries
    shift = np.array([zone.number * _MILLION, 0.0])
    return np.asarray(shapely.transform(geometries, partial(_shifted, shift=shift)), dtype=object)


def _shifted(xy: NDArray[np.float64], shift: NDArray[np.float64]) -> NDArray[np.float64]:
    # Rounded, so that the sum is the double nearest to the printed number.
    return np.asarray(np.round(xy + shift, 4))


def _middle_zone(layer: VectorLayer) -> int:
    low_x, low_y, high_x, high_y = shapely.total_bounds(layer.geometries)
    middle = np.array([[(low_x + high_x) / 2, (low_y + high_y) / 2]])
    longitude = float(transform_coordinates(middle, layer.crs, Crs.of(CGCS2000))[0, 0])
    if not np.isfinite(longitude):
        raise _misplaced(layer)
    return zone_of_longitude(longitude)


def _field_of(layer: VectorLayer, item: str) -> str:
    """The layer's field for an item: of the item's name, else the survey's; empty when it has neither."""
    for wanted in (item, survey_fields().get(item)):
        for name in layer.fields:
            if wanted is not None and name.casefold() == wanted.casefold():
                return name
    return ""


def _texts(layer: VectorLayer, name: str) -> list[str] | None:
    if not name:
        return None
    if name not in layer.fields:
        raise InputProblem(
            translate("zhanbu", "The layer has no such field."),
            remedy=translate("zhanbu", "Choose one of: {fields}.", fields=", ".join(layer.fields)),
            source=layer.name,
            field=name,
        )
    return [_text(value) for value in layer.fields[name]]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _sheets(geometries: Geometries, epsg: int) -> list[str]:
    """图幅号 (1:10000) of a point inside each parcel; empty where there is none."""
    sound = geometries.copy()
    sound[~shapely.is_valid(geometries)] = None
    inside = shapely.point_on_surface(sound)
    xy = np.column_stack([shapely.get_x(inside), shapely.get_y(inside)])
    places = transform_coordinates(xy, Crs.of(epsg), Crs.of(CGCS2000))
    return [sheet_number(lon, lat) if np.isfinite(lon + lat) else "" for lon, lat in places.tolist()]
