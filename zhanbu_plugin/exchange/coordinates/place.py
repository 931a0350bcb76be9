"""Columns X and Y of a coordinate TXT to eastings with zone prefix and northings: axes and zone, without guessing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .header import StatedPlace, width_of_zone, zone_remedy
from .raw import RawParcel, RawPoint
from .remarks import Remarks, problem_at

Swap = Literal["refuse", "accept"]

_MILLION = 1_000_000
_LOWEST_NORTHING, _HIGHEST_NORTHING = 300_000, 6_200_000
"""Metres: from the southernmost islands (3° N) to the northern border (53.6° N), with room."""
_NEAREST_EDGE, _FARTHEST_EDGE = 100_000, 900_000
"""Eastings without prefix: within 400 km of the central meridian, more than a county next to the zone needs."""


class _Axes(Enum):
    PREFIXED = "northing, easting with prefix"
    BARE = "northing, easting without prefix"
    SWAPPED = "easting with prefix, northing"
    SWAPPED_BARE = "easting without prefix, northing"
    UNDECIDED = "two numbers of seven digits"
    ABSURD = "neither"


_POWERS = 10.0 ** np.arange(15)
_AXES_OF_DIGITS = {
    (7, 8): _Axes.PREFIXED,
    (6, 8): _Axes.PREFIXED,
    (8, 7): _Axes.SWAPPED,
    (8, 6): _Axes.SWAPPED,
    (7, 6): _Axes.BARE,
    (6, 7): _Axes.SWAPPED_BARE,
    (7, 7): _Axes.UNDECIDED,
}
"""Axes by the whole digits of X and Y; northings of six digits are those of the southern islands."""


@dataclass(frozen=True)
class PlacedPoints:
    """Zone and width of a file, and per parcel its vertices (n, 2) as easting with prefix, northing."""

    zone: int
    width: int
    vertices: tuple[NDArray[np.float64], ...]


def placed_points(
    parcels: Sequence[RawParcel],
    stated: StatedPlace,
    *,
    crs_zone: int | None,
    swap: Swap,
    source: str,
    remarks: Remarks,
) -> PlacedPoints:
    """Vertices of every parcel in one zone.

    ``crs_zone`` is the zone that the user gives; it wins over the header, never over the prefix of the eastings.
    Raises ``InputProblem`` when axes or zone aren't certain.
    """
    labelled = [(parcel.label, point) for parcel in parcels for point in parcel.points]
    axes = _common_axes(labelled, source)
    if axes in (_Axes.SWAPPED, _Axes.SWAPPED_BARE):
        _accept_swap(labelled[0], swap, source, remarks)
        labelled = [(label, p._replace(x=p.y, y=p.x)) for label, p in labelled]
    prefixed = axes in (_Axes.PREFIXED, _Axes.SWAPPED)
    offset = Decimal(0)
    if prefixed:
        zone = _zone_of_prefixes(labelled, stated, crs_zone, source, remarks)
    else:
        zone = _zone_of_words(labelled[0], stated, crs_zone, source, remarks)
        offset = Decimal(zone * _MILLION)
    width = _width(zone, stated, source)
    flat = np.array([(float(p.y + offset), float(p.x)) for _, p in labelled], dtype=np.float64).reshape(-1, 2)
    _check_range(labelled, flat, zone, source)
    ends = np.cumsum([len(parcel.points) for parcel in parcels])[:-1]
    return PlacedPoints(zone, width, tuple(np.split(flat, ends)))


def _axes_by_point(labelled: Sequence[tuple[str, RawPoint]]) -> NDArray[np.object_]:
    """Axes (n,) that the whole digits of each point show."""
    columns = np.array([(float(p.x), float(p.y)) for _, p in labelled], dtype=np.float64)
    digits = np.searchsorted(_POWERS, columns, side="right")
    pairs = digits[:, 0] * 100 + digits[:, 1]
    known, index = np.unique(pairs, return_inverse=True)
    kinds = np.array([_AXES_OF_DIGITS.get(divmod(int(k), 100), _Axes.ABSURD) for k in known], dtype=object)
    return kinds[index]


def _common_axes(labelled: Sequence[tuple[str, RawPoint]], source: str) -> _Axes:
    found = _axes_by_point(labelled)
    common: _Axes = found[0]
    for i in np.flatnonzero((found != common) | (found == _Axes.UNDECIDED) | (found == _Axes.ABSURD)):
        (label, point), axes = labelled[i], found[i]
        if axes in (_Axes.UNDECIDED, _Axes.ABSURD):
            raise _unplaceable(label, point, axes, source)
        if axes is not common:
            raise problem_at(
                point.line,
                translate(
                    "zhanbu",
                    "X = {x} and Y = {y} don't follow the order of the first point (X = {x0}, Y = {y0}).",
                    x=point.x,
                    y=point.y,
                    x0=labelled[0][1].x,
                    y0=labelled[0][1].y,
                ),
                translate("zhanbu", "Write every point as X (north, 7 digits) and Y (east with zone, 8 digits)."),
                source=source,
                parcel=label,
            )
    return common


def _unplaceable(label: str, point: RawPoint, axes: _Axes, source: str) -> InputProblem:
    values = {"x": point.x, "y": point.y}
    said: Wording
    if axes is _Axes.UNDECIDED:
        said = translate(
            "zhanbu", "X = {x} and Y = {y} both have seven digits, so east can't be told from north.", **values
        )
    else:
        said = translate("zhanbu", "X = {x} and Y = {y} aren't Gauss-Krüger coordinates in China.", **values)
    remedy = translate(
        "zhanbu", "X is north with 7 whole digits; Y is east with 8, of which the first two are the zone."
    )
    return problem_at(point.line, said, remedy, source=source, parcel=label)


def _accept_swap(first: tuple[str, RawPoint], swap: Swap, source: str, remarks: Remarks) -> None:
    label, point = first
    said = translate(
        "zhanbu", "X = {x} is an easting and Y = {y} a northing: the axes are swapped.", x=point.x, y=point.y
    )
    if swap != "accept":
        remedy = translate("zhanbu", "X must be north. Correct the file, or allow swapped axes to be turned round.")
        raise problem_at(point.line, said, remedy, source=source, parcel=label)
    remarks.warn(point.line, translate("zhanbu", "{what} They were turned round.", what=said))


def _zone_of_prefixes(
    labelled: Sequence[tuple[str, RawPoint]], stated: StatedPlace, crs_zone: int | None, source: str, remarks: Remarks
) -> int:
    expected = crs_zone if crs_zone is not None else stated.zone
    zone = expected if expected is not None else int(labelled[0][1].y) // _MILLION
    for label, point in labelled:
        prefix = int(point.y) // _MILLION
        if prefix == zone:
            continue
        values = {"y": point.y, "prefix": prefix, "zone": zone}
        if expected is None:
            said = translate("zhanbu", "Y = {y} lies in zone {prefix}, the first point in zone {zone}.", **values)
            remedy = translate("zhanbu", "Write one file for each zone.")
        else:
            said = translate("zhanbu", "Y = {y} begins with {prefix}, but the zone (带号) is {zone}.", **values)
            remedy = translate(
                "zhanbu", "Correct 带号 or the eastings; coordinates that overflow a zone must be projected again."
            )
        raise problem_at(point.line, said, remedy, source=source, parcel=label)
    _tell_override(stated, crs_zone, remarks)
    return zone


def _zone_of_words(
    first: tuple[str, RawPoint], stated: StatedPlace, crs_zone: int | None, source: str, remarks: Remarks
) -> int:
    label, point = first
    zone = crs_zone if crs_zone is not None else stated.zone
    if zone is None:
        raise problem_at(
            point.line,
            translate("zhanbu", "The easting {y} has six digits and the file states no zone (带号).", y=point.y),
            translate("zhanbu", "Give the zone number, or write 带号 in the file. It can't be guessed."),
            source=source,
            parcel=label,
        )
    _tell_override(stated, crs_zone, remarks)
    remarks.note(
        point.line, translate("zhanbu", "The eastings have no prefix; zone {zone} was put before them.", zone=zone)
    )
    return zone


def _tell_override(stated: StatedPlace, crs_zone: int | None, remarks: Remarks) -> None:
    if crs_zone is not None and stated.zone not in (None, crs_zone):
        remarks.warn(
            stated.zone_line,
            translate(
                "zhanbu",
                "The file states zone {stated}; the zone given, {zone}, was used.",
                stated=stated.zone,
                zone=crs_zone,
            ),
        )


def _width(zone: int, stated: StatedPlace, source: str) -> int:
    width = width_of_zone(zone)
    if width is None:
        said = translate("zhanbu", "{zone} isn't a zone of CGCS2000.", zone=zone)
        raise InputProblem(said, remedy=zone_remedy(), source=source)
    if stated.width not in (None, width):
        raise problem_at(
            stated.width_line,
            translate(
                "zhanbu",
                "几度分带 is {stated}, but zone {zone} is {width} degrees wide.",
                stated=stated.width,
                zone=zone,
                width=width,
            ),
            translate("zhanbu", "Correct 几度分带 or 带号."),
            source=source,
        )
    return width


def _check_range(
    labelled: Sequence[tuple[str, RawPoint]], vertices: NDArray[np.float64], zone: int, source: str
) -> None:
    within, north = vertices[:, 0] - zone * _MILLION, vertices[:, 1]
    in_china = (north >= _LOWEST_NORTHING) & (north <= _HIGHEST_NORTHING)
    wrong = np.flatnonzero(~in_china | (within < _NEAREST_EDGE) | (within > _FARTHEST_EDGE))
    if not len(wrong):
        return
    label, point = labelled[wrong[0]]
    said = translate("zhanbu", "Y = {y} lies more than 400 km from the middle of zone {zone}.", y=point.y, zone=zone)
    if not in_china[wrong[0]]:
        said = translate("zhanbu", "X = {x} lies north or south of China.", x=point.x)
    remedy = translate("zhanbu", "Check the point, and that the coordinates were projected in the zone that is stated.")
    raise problem_at(point.line, said, remedy, source=source, parcel=label)
