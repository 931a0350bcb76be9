"""Whether coordinates fit the CRS that a layer states (坐标系与带号; CHK-CRS).

A CGCS2000 zone says what eastings may be: with a prefix N·10⁶ + 500 000 m about the meridian of zone N (3·N° in 3°
zones, 6·N° − 3° in 6° zones), without one 500 000 m. The middle of each feature's box is held against that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import CGCS2000, Crs, transform_coordinates
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ...survey.zones import GaussZone, epsg_of_zone, zone_of_easting, zone_of_epsg, zone_of_longitude
from ..layer import Objects, VectorLayer

Floats = NDArray[np.float64]

FAR_FROM_MERIDIAN = "FAR_FROM_MERIDIAN"
BLOCKING = frozenset(
    {
        "DEGREES_UNDER_PROJECTED",
        "METRES_UNDER_GEOGRAPHIC",
        "AXES_SWAPPED",
        "PREFIX_MISSING",
        "PREFIX_UNEXPECTED",
        "ZONE_DISAGREES",
        FAR_FROM_MERIDIAN,
        "NOWHERE",
    }
)

_CHINA_LONGITUDE, _CHINA_LATITUDE = (73.0, 136.0), (3.0, 54.5)
_NORTHING = (300_000.0, 6_100_000.0)
"""Metres: from the South China Sea islands to the Amur."""


@dataclass(frozen=True)
class CrsRemark:
    """Something about a layer's CRS. ``fids`` are the features concerned; ``blocking`` means no area can be trusted.

    ``code`` is one of ``BLOCKING``, or ``OUTSIDE_ZONE`` (in the neighbouring zone; the area stays right, A-36) or
    ``NOT_CGCS2000``.
    """

    code: str
    wording: Wording
    blocking: bool
    fids: tuple[int, ...] = ()


def crs_findings(layer: VectorLayer) -> tuple[CrsRemark, ...]:
    """All remarks on a layer's CRS, the blocking ones first; empty when everything fits."""
    codes = placement_codes(layer.geometries, layer.crs)
    bounds = shapely.bounds(layer.geometries)
    remarks = [_remark(str(code), codes == code, bounds, layer) for code in np.unique(codes[codes != ""])]
    if layer.crs.datum_epsg != CGCS2000:
        wording = translate(
            "zhanbu",
            "The layer is in {crs}, not in CGCS2000; its coordinates are brought into CGCS2000 for the area.",
            crs=layer.crs.name,
        )
        remarks.append(CrsRemark("NOT_CGCS2000", wording, False))
    return tuple(sorted(remarks, key=lambda r: (not r.blocking, r.code)))


def require_same_ground(crs: Crs, name: str) -> None:
    """Raises ``InputProblem`` for a source ``name`` whose datum isn't that of the survey.

    PROJ would leave its coordinates as they are, without a word, and it would lie 100 m and more beside the parcels.
    """
    if not crs.agrees_with_cgcs2000:
        raise InputProblem(
            translate("zhanbu", "{name} can't be compared with CGCS2000 without local parameters.", name=crs.name),
            remedy=translate("zhanbu", "Transform it into CGCS2000 with the local parameters first."),
            source=name,
        )


def misplaced(layer: VectorLayer, remarks: Iterable[CrsRemark]) -> NDArray[np.bool_]:
    """Which features (n,) lie where no measure of them can be trusted, by the blocking remarks on their layer."""
    blocked = [np.asarray(remark.fids, dtype=np.int64) for remark in remarks if remark.blocking]
    return np.isin(layer.fids, np.concatenate(blocked)) if blocked else np.zeros(len(layer), dtype=bool)


def placement_codes(geometries: Objects, crs: Crs) -> Objects:
    """For each geometry (n,) what is wrong with where it lies (a code of ``CrsRemark``), or ``""``.

    Geometries without ground have no place and no code.
    """
    bounds = shapely.bounds(geometries)
    codes = np.full(len(geometries), "", dtype=object)
    placed = np.isfinite(bounds).all(axis=1)
    if placed.any():
        test = _geographic_codes if crs.is_geographic else _projected_codes
        codes[placed] = test(bounds[placed], crs)
    return codes


def _first(count: int, *cases: tuple[str, NDArray[np.bool_]]) -> Objects:
    """The name of the first case that holds for each."""
    codes = np.full(count, "", dtype=object)
    for name, held in reversed(cases):
        codes[held] = name
    return codes


def _between(values: Floats, limits: tuple[float, float]) -> NDArray[np.bool_]:
    return np.asarray((values >= limits[0]) & (values <= limits[1]))


def _geographic_codes(bounds: Floats, _crs: Crs) -> Objects:
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    swapped = _between(middle[:, 0], _CHINA_LATITUDE) & _between(middle[:, 1], _CHINA_LONGITUDE)
    reach = np.abs(bounds)
    metres = (reach[:, 0] > 180) | (reach[:, 2] > 180) | (reach[:, 1] > 90) | (reach[:, 3] > 90)
    return _first(len(bounds), ("AXES_SWAPPED", swapped), ("METRES_UNDER_GEOGRAPHIC", metres))


def _projected_codes(bounds: Floats, crs: Crs) -> Objects:
    reach = np.abs(bounds)
    degrees = (reach[:, [0, 2]] <= 180).all(axis=1) & (reach[:, [1, 3]] <= 90).all(axis=1)
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    geographic = transform_coordinates(middle, crs, Crs.of(CGCS2000))
    nowhere = ~np.isfinite(geographic).all(axis=1)
    zone = zone_of_epsg(crs.epsg)
    if zone is None:
        return _first(len(bounds), ("DEGREES_UNDER_PROJECTED", degrees), ("NOWHERE", nowhere))
    x, y = middle.T
    swapped = (np.abs(y - zone.false_easting) < 500_000) & _between(x, _NORTHING) & ~_between(y, _NORTHING)
    off = np.abs(np.where(nowhere, 180.0, geographic[:, 0]) - zone.central_meridian)
    return _first(
        len(bounds),
        ("DEGREES_UNDER_PROJECTED", degrees),
        ("AXES_SWAPPED", swapped),
        ("PREFIX_MISSING", (x < 1_000_000) & zone.prefixed),
        ("PREFIX_UNEXPECTED", (x >= 1_000_000) & (not zone.prefixed)),
        ("ZONE_DISAGREES", _states_another_zone(x, zone)),
        (FAR_FROM_MERIDIAN, off > zone.width),  # twice as far as the zone: no survey, of a border county neither
        ("NOWHERE", nowhere),
        ("OUTSIDE_ZONE", off > zone.width / 2 + 1e-6),
    )


def _states_another_zone(x: Floats, zone: GaussZone) -> NDArray[np.bool_]:
    """Whether an easting's prefix names another zone and lies well inside that one.

    An easting that overflows its own zone names the next one too, but lies far off that zone's middle.
    """
    if not zone.prefixed:
        return np.zeros(len(x), dtype=bool)
    prefixes, of = np.unique(x // 1_000_000, return_inverse=True)
    known = np.array([zone_of_easting(1_000_000 * prefix) is not None for prefix in prefixes.tolist()], dtype=bool)
    within = np.abs(x % 1_000_000 - 500_000) < 350_000
    return known[of] & within & (x // 1_000_000 != zone.number)


def _remark(code: str, chosen: NDArray[np.bool_], bounds: Floats, layer: VectorLayer) -> CrsRemark:
    place = (bounds[chosen][0, :2] + bounds[chosen][0, 2:]) / 2
    fids = tuple(layer.fids[chosen].tolist())
    what = _WORDINGS[code](float(place[0]), float(place[1]), layer.crs)
    wording = translate(
        "zhanbu", "{count} features, the first is {first}: {what}", count=len(fids), first=fids[0], what=what
    )
    return CrsRemark(code, wording, code in BLOCKING, fids)


def _degrees(_x: float, _y: float, crs: Crs) -> Wording:
    return translate(
        "zhanbu",
        "The numbers are degrees, but {crs} has metres. Set the layer's CRS to EPSG:4490 (CGCS2000 geographic).",
        crs=crs.name,
    )


def _metres(x: float, _y: float, crs: Crs) -> Wording:
    stated = zone_of_easting(x)
    if stated is None:
        return translate(
            "zhanbu",
            "The numbers are metres, but {crs} has degrees. Set the layer's CRS to the zone of the survey.",
            crs=crs.name,
        )
    return translate(
        "zhanbu",
        "The numbers are metres of zone {zone}, but {crs} has degrees. Set the layer's CRS to EPSG:{epsg}.",
        zone=stated[1],
        crs=crs.name,
        epsg=epsg_of_zone(*stated),
    )


def _swapped(_x: float, _y: float, _crs: Crs) -> Wording:
    return translate("zhanbu", "North and east are swapped. Export the layer again with east (longitude) first.")


def _no_prefix(_x: float, _y: float, crs: Crs) -> Wording:
    zone = zone_of_epsg(crs.epsg)
    return translate(
        "zhanbu",
        "The eastings carry no zone prefix, but {crs} has one. Set the layer's CRS to EPSG:{epsg}.",
        crs=crs.name,
        epsg=epsg_of_zone(zone.width, zone.number, False) if zone else "",
    )


def _prefix(x: float, _y: float, crs: Crs) -> Wording:
    stated = zone_of_easting(x)
    return translate(
        "zhanbu",
        "The eastings carry a zone prefix ({easting}), but {crs} has none. Set the layer's CRS to {proper}.",
        easting=round(x),
        crs=crs.name,
        proper=f"EPSG:{epsg_of_zone(*stated)}" if stated else "EPSG:4513–4533",
    )


def _other_zone(x: float, _y: float, crs: Crs) -> Wording:
    stated = zone_of_easting(x)
    return translate(
        "zhanbu",
        "The eastings are of zone {zone} ({easting}), but the layer says {crs}. Set its CRS to EPSG:{epsg}.",
        zone=stated[1] if stated else "",
        easting=round(x),
        crs=crs.name,
        epsg=epsg_of_zone(*stated) if stated else "",
    )


def _far(x: float, y: float, crs: Crs) -> Wording:
    longitude = float(transform_coordinates(np.array([[x, y]]), crs, Crs.of(CGCS2000))[0, 0])
    zone = zone_of_epsg(crs.epsg)
    return translate(
        "zhanbu",
        "The place is at {longitude}° east, {distance}° from the central meridian of {crs}; "
        "its zone would be {zone}. Check the CRS, or reproject the layer.",
        longitude=round(longitude, 3),
        distance=round(abs(longitude - (zone.central_meridian if zone else 0)), 3),
        crs=crs.name,
        zone=zone_of_longitude(longitude, zone.width if zone else 3) if np.isfinite(longitude) else "",
    )


def _nowhere(_x: float, _y: float, crs: Crs) -> Wording:
    return translate("zhanbu", "The coordinates lie nowhere on earth in {crs}. Check the layer's CRS.", crs=crs.name)


_WORDINGS: dict[str, Callable[[float, float, Crs], Wording]] = {
    "DEGREES_UNDER_PROJECTED": _degrees,
    "METRES_UNDER_GEOGRAPHIC": _metres,
    "AXES_SWAPPED": _swapped,
    "PREFIX_MISSING": _no_prefix,
    "PREFIX_UNEXPECTED": _prefix,
    "ZONE_DISAGREES": _other_zone,
    FAR_FROM_MERIDIAN: _far,
    "OUTSIDE_ZONE": _far,
    "NOWHERE": _nowhere,
}
