"""Parcels as a coordinate TXT can carry them: rounded, turned, with text that neither breaks a line nor an item."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.problem import InputProblem
from ...survey.units import largest_remainder, rounded
from ...survey.wording import Wording, translate
from .areas import plane_areas
from .document import CoordinateParcel, PointNames, parts_of, rings_of
from .templates import HeadTemplate
from .turning import turned_shapes

_BREAKING = ("Cc", "Zl", "Zp")
_DM2_PER_HA = 1_000_000
_SHAPE = "面"


@dataclass(frozen=True)
class PreparedParcel:
    """A parcel whose text and geometry are exactly those that will be read back, and whether its text was changed."""

    parcel: CoordinateParcel
    changed: bool


def all_prepared(parcels: Sequence[CoordinateParcel], template: HeadTemplate, decimals: int) -> list[PreparedParcel]:
    """``prepared`` of each parcel; most shapes need only one look at all of them together."""
    shapes = turned_shapes([p.geometry for p in parcels], decimals)
    return [
        prepared(parcel, ordinal, template, decimals, None if parcel.point_names else shape)
        for ordinal, (parcel, shape) in enumerate(zip(parcels, shapes), start=1)
    ]


def prepared(
    parcel: CoordinateParcel,
    ordinal: int,
    template: HeadTemplate,
    decimals: int,
    turned: shapely.Geometry | None = None,
) -> PreparedParcel:
    """The parcel on the grid of the file's precision, shells clockwise on the map, holes the other way.

    Commas become full-width ones and line breaks full-width blanks. Raises ``InputProblem`` for a geometry that isn't
    a valid polygon, before or after rounding. ``turned`` is its geometry on that grid where it is known already.
    """
    label = parcel.number or parcel.name or f"#{ordinal}"
    geometry, names = _on_grid(parcel, label, decimals) if turned is None else (turned, ())
    wanted = {key: parcel.attributes.get(key, "") for key in template.attributes}
    attributes = {key: carried(value) for key, value in wanted.items()} | {"shape": _SHAPE}
    number, name = carried(parcel.number), carried(parcel.name)
    if not number and len(parts_of(geometry)) > 1:
        what = translate("zhanbu", "A parcel of several parts has no number, so its parts couldn't be joined again.")
        raise InputProblem(what, remedy=translate("zhanbu", "Give it a number."), parcel=label)
    area = None if parcel.stated_area_ha is None else rounded(parcel.stated_area_ha, 4)
    clean = CoordinateParcel(number, name, geometry, area, attributes, names)
    changed = (number, name) != (parcel.number, parcel.name) or any(wanted[k] != attributes[k] for k in _free(wanted))
    return PreparedParcel(clean, changed)


def carried(text: str) -> str:
    """Text as an item can carry it: no plain comma, no line break or other control character, no blanks around it."""
    if text.isprintable():
        return text.replace(",", "，").strip()
    plain = "".join("\u3000" if unicodedata.category(c) in _BREAKING else c for c in text)
    return plain.replace(",", "，").replace("\ufeff", "").strip()


def lost_items(parcels: Sequence[CoordinateParcel], template: HeadTemplate) -> list[str]:
    """Attributes with a value for which a template has no place, sorted."""
    return sorted({k for p in parcels for k, v in p.attributes.items() if v and k not in template.attributes})


def single_parts(parcel: CoordinateParcel) -> list[CoordinateParcel]:
    """One parcel for each part, with the stated area dealt out so that the printed areas add up to it (最大余数法)."""
    if shapely.get_num_geometries(parcel.geometry) == 1:
        return [parcel]
    parts = parts_of(parcel.geometry)
    areas = _dealt_out(parcel.stated_area_ha, plane_areas(parts))
    names, start = list(parcel.point_names), 0
    single = []
    for part, area in zip(parts, areas):
        count = len(rings_of(part))
        own = tuple(names[start : start + count])
        start += count
        single.append(replace(parcel, geometry=part, stated_area_ha=area, point_names=own))
    return single


def _free(wanted: Mapping[str, str]) -> list[str]:
    return [key for key in wanted if key != "shape"]


def _dealt_out(area: Decimal | None, weights: NDArray[np.float64]) -> Sequence[Decimal | None]:
    if area is None:
        return [None] * len(weights)
    ends = np.round(np.cumsum(weights) / weights.sum() * int(area * _DM2_PER_HA))
    return largest_remainder([int(d) for d in np.diff(ends, prepend=0.0)], "ha", 4)


def _on_grid(parcel: CoordinateParcel, label: str, decimals: int) -> tuple[shapely.Geometry, PointNames]:
    shape = parcel.geometry
    if shape is None or shapely.is_empty(shape) or shapely.get_type_id(shape) not in (3, 6):
        raise _unwritable(label, translate("zhanbu", "The geometry isn't a polygon."))
    if not shapely.is_valid(shape):
        raise _unwritable(
            label, translate("zhanbu", "The geometry isn't valid ({reason}).", reason=shapely.is_valid_reason(shape))
        )
    parts: list[shapely.Polygon] = []
    names: list[tuple[str, ...]] = []
    given = _names_of(parcel)
    for part in parts_of(shapely.force_2d(shape)):
        turned = []
        for i, ring in enumerate(rings_of(part)):
            vertices, ring_names = _ring_on_grid(ring, given, len(names), label, decimals, clockwise=i == 0)
            turned.append(vertices)
            names.append(ring_names)
        parts.append(shapely.Polygon(turned[0], turned[1:]))
    result = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not shapely.is_valid(result):
        raise _collapsed(label, decimals)
    return result, tuple(names) if given else ()


def _names_of(parcel: CoordinateParcel) -> PointNames:
    """The parcel's own point names, or J1, J2 … through each part."""
    lengths = [[len(r.coords) - 1 for r in rings_of(part)] for part in parts_of(parcel.geometry)]
    if [len(n) for n in parcel.point_names] == [n for part in lengths for n in part]:
        return tuple(tuple(carried(name) for name in ring) for ring in parcel.point_names)
    return ()


def _ring_on_grid(
    ring: shapely.LinearRing, given: PointNames, index: int, label: str, decimals: int, *, clockwise: bool
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    vertices = np.round(shapely.get_coordinates(ring), decimals)
    kept = np.r_[True, np.any(vertices[1:] != vertices[:-1], axis=1)]
    vertices = vertices[kept]
    if len(vertices) < 4 or not np.array_equal(vertices[0], vertices[-1]):
        raise _collapsed(label, decimals)
    names = [n for n, k in zip(given[index], kept[:-1]) if k] if given else []
    if shapely.is_ccw(shapely.linearrings(vertices)) == clockwise:
        vertices, names = vertices[::-1], [*names[:1], *names[:0:-1]]
    return vertices, tuple(names)


def _unwritable(label: str, what: Wording) -> InputProblem:
    remedy = translate("zhanbu", "Repair or remove the parcel; coordinate TXT carries valid polygons only.")
    return InputProblem(what, remedy=remedy, parcel=label)


def _collapsed(label: str, decimals: int) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "Rounded to {decimals} decimals the parcel is no valid polygon.", decimals=decimals),
        remedy=translate("zhanbu", "Remove points that lie closer together than that, or write more decimals."),
        parcel=label,
    )
