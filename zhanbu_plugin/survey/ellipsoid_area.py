"""The survey's own ellipsoid area (图斑椭球面积), for a whole batch at once.

Source: 国土调查办发〔2008〕32号《图幅理论面积与图斑椭球面积计算公式及要求》, with the constants of CGCS2000. The rule
works in the Gauss–Krüger plane: vertices are read to 0.1 mm, edges longer than 70 m get points in between, every point
is taken back to latitude B and longitude L in arc-seconds with six decimals, and each edge adds a trapezoid between
itself and a meridian L₀,

    S = Σ 2 b² ΔL [A sin(ΔB/2) cos Bm − B sin(3ΔB/2) cos 3Bm + C sin(5ΔB/2) cos 5Bm − D sin(7ΔB/2) cos 7Bm
                   + E sin(9ΔB/2) cos 9Bm],

with ΔB the difference and Bm the mean of the latitudes of an edge's ends, ΔL the mean of their longitudes less L₀, and
b the semi-minor axis. The amounts of the sums of holes are taken from those of shells.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from .crs import CGCS2000, Crs, transform_coordinates
from .ranges import ranks
from .rings import Rings
from .runs import runs
from .zones import zone_of_longitude

Floats = NDArray[np.float64]

_B_AXIS = 6356752.31414036
_C = 6399593.62586
_EP2 = 0.00673949677548
_K0, _K1, _K2, _K3, _K4 = (
    1.57048761144159e-7,
    5.05250178820567e-3,
    2.98472900956587e-5,
    2.41626669230084e-7,
    2.22241238938534e-9,
)
_SERIES = (
    1.0033640898341922,
    -0.0011241893819269912,
    1.6994594735185034e-6,
    -2.7178578455765922e-9,
    4.358419004832465e-12,
)
"""A, −B, C, −D, E: coefficients of sin(k ΔB/2) cos(k Bm) for k = 1, 3, 5, 7, 9."""
_SECOND = np.pi / 648_000
"""Radians per arc-second."""
_LONGEST_EDGE = 70.0
_WIDEST_EASTING = 350_000.0
_BLOCK = 32_000
"""Vertices at a time: bounds memory and keeps temporaries in the processor's cache."""


def ellipsoid_areas(geometries: NDArray[np.object_], crs: Crs) -> Floats:
    """Ellipsoid areas (n,) in m² of polygons and multipolygons (n,), not rounded.

    ``None`` and empty geometries give NaN, geometries that can't be placed on the ellipsoid too. Rounding to 0.01 m²
    happens once, at the end, by the caller (``units.to_dm2``).
    """
    areas = np.full(len(geometries), np.nan)
    for block in runs(shapely.get_num_coordinates(geometries), _BLOCK):
        areas[block] = _areas_of_block(geometries[block], crs)
    return areas


def gauss_coordinates(geometries: NDArray[np.object_], crs: Crs) -> tuple[Floats, NDArray[np.intp]]:
    """Vertices (m, 2) in the plane of a Gauss–Krüger zone without false easting, and the geometry of each (m,).

    A CGCS2000 zone system is its own plane; anything else goes to the 3° zone of each parcel's middle, and so does a
    parcel too far from its zone's meridian. Each geometry is placed by itself, whatever stands beside it.
    """
    xy, index = shapely.get_coordinates(geometries, return_index=True)
    return on_gauss_plane(xy, index, len(geometries), crs), index


def on_gauss_plane(xy: Floats, index: NDArray[np.intp], count: int, crs: Crs) -> Floats:
    """Coordinates (m, 2) as ``gauss_coordinates``; ``index`` (m,), ascending, is the shape of each, of ``count``."""
    if not crs.is_gauss_plane:
        return _to_middle_zones(transform_coordinates(xy, crs, Crs.of(CGCS2000)), index, count)
    plane = xy - np.array([crs.false_easting or 0.0, 0.0])
    distant = index[np.abs(plane[:, 0]) >= _WIDEST_EASTING]
    if len(distant):
        concerned = np.isin(index, distant)
        geographic = transform_coordinates(xy[concerned], crs, Crs.of(CGCS2000))
        plane[concerned] = _to_middle_zones(geographic, index[concerned], count)
    return plane


def plane_perimeters(geometries: NDArray[np.object_], crs: Crs) -> Floats:
    """Length (n,) of the outlines of polygons (n,), holes included, in metres of the Gauss–Krüger plane.

    In a zone's own plane that is their length as it is; only what has to be placed in another is looked at by vertex.
    """
    perimeters = np.nan_to_num(shapely.length(geometries))
    moved = np.flatnonzero(_lie_elsewhere(geometries, crs))
    for block in runs(shapely.get_num_coordinates(geometries[moved]), _BLOCK):
        perimeters[moved[block]] = _perimeters_of_block(geometries[moved[block]], crs)
    return perimeters


def _lie_elsewhere(geometries: NDArray[np.object_], crs: Crs) -> NDArray[np.bool_]:
    """Which geometries (n,) have vertices that ``on_gauss_plane`` moves, but for the false easting."""
    if not crs.is_gauss_plane:
        return np.ones(len(geometries), dtype=bool)
    west, _, east, _ = shapely.bounds(geometries).reshape(-1, 4).T - (crs.false_easting or 0.0)
    return np.asarray(np.maximum(-west, east) >= _WIDEST_EASTING)


def _perimeters_of_block(geometries: NDArray[np.object_], crs: Crs) -> Floats:
    rings = Rings.of(geometries)
    plane = on_gauss_plane(rings.xy, rings.ring, len(rings.first), crs)
    lengths = np.hypot(np.diff(plane[:, 0]), np.diff(plane[:, 1]))
    owner = rings.owner[rings.ring][:-1]
    return np.bincount(owner, weights=np.where(rings.is_edge, lengths, 0.0), minlength=rings.count).astype(np.float64)


def _to_middle_zones(geographic: Floats, index: NDArray[np.intp], count: int) -> Floats:
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, index, geographic[:, 0])
    np.maximum.at(high, index, geographic[:, 0])
    with np.errstate(invalid="ignore"):  # a geometry without vertices has no middle
        middle = (low + high) / 2
    zones = np.zeros(count, dtype=np.int64)
    for i in np.flatnonzero(np.isfinite(middle)):
        zones[i] = zone_of_longitude(float(middle[i]))
    plane = np.full_like(geographic, np.nan)
    for zone in np.unique(zones[index]):
        chosen = zones[index] == zone
        target = Crs.of(f"+proj=tmerc +lat_0=0 +lon_0={3 * zone} +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs")
        plane[chosen] = transform_coordinates(geographic[chosen], Crs.of(CGCS2000), target)
    return plane


def _areas_of_block(geometries: NDArray[np.object_], crs: Crs) -> Floats:
    rings = Rings.of(geometries)
    areas = np.full(rings.count, np.nan)
    if not len(rings.first):
        return areas
    # A parcel's rings share one plane, so the zone is chosen by parcel, not by ring.
    plane = on_gauss_plane(rings.xy, rings.owner[rings.ring], rings.count, crs)
    ring_areas = _ring_areas(plane, rings)
    signed = np.where(rings.shell, ring_areas, -ring_areas)
    total = np.bincount(rings.owner, weights=signed, minlength=rings.count)
    has_rings = np.bincount(rings.owner, minlength=rings.count) > 0
    areas[has_rings] = total[has_rings]
    return areas


def _ring_areas(plane: Floats, rings: Rings) -> Floats:
    """Area of each ring, of whose vertices ``plane`` (m, 2) are the places."""
    points, ring = _with_points_between(_half_away(plane, 4), rings)
    latitude, longitude = _to_seconds(points)
    first = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
    following = np.arange(1, len(ring) + 1)
    following[np.r_[first[1:], len(ring)] - 1] = first
    half = (latitude[following] - latitude) * (_SECOND / 2)
    middle = (latitude[following] + latitude) * (_SECOND / 2)
    meridian = longitude[first][ring]
    width = ((longitude + longitude[following]) / 2 - meridian) * _SECOND
    trapezoids = 2 * _B_AXIS**2 * width * _series(half, middle)
    return np.abs(np.bincount(ring, weights=trapezoids, minlength=len(rings.first)))


def _series(half: Floats, middle: Floats) -> Floats:
    """Σ cₖ sin(k·half) cos(k·middle) for odd k, by sin((k + 2) x) = 2 cos(2x) sin(kx) − sin((k − 2) x), cos alike."""
    sine, cosine = np.sin(half), np.cos(middle)
    before_sine, before_cosine = -sine, cosine
    twice_half, twice_middle = 2.0 * np.cos(2.0 * half), 2.0 * np.cos(2.0 * middle)
    total = np.zeros_like(half)
    for coefficient in _SERIES:
        total += coefficient * sine * cosine
        sine, before_sine = twice_half * sine - before_sine, sine
        cosine, before_cosine = twice_middle * cosine - before_cosine, cosine
    return total


def _with_points_between(vertices: Floats, rings: Rings) -> tuple[Floats, NDArray[np.intp]]:
    """Points of rings with these ``vertices`` (m, 2) without the closing ones, and the ring of each.

    Edges longer than 70 m are cut into floor(length / 70) + 1 equal pieces, for the computation only.
    """
    start = np.flatnonzero(rings.is_edge)
    edge = vertices[start + 1] - vertices[start]
    length = np.hypot(edge[:, 0], edge[:, 1])
    is_long = np.flatnonzero((length > _LONGEST_EDGE) & np.isfinite(length))
    pieces = np.ones(len(start), dtype=np.int64)
    pieces[is_long] = np.floor(length[is_long] / _LONGEST_EDGE).astype(np.int64) + 1
    begin = np.cumsum(pieces) - pieces
    points = np.repeat(vertices[start], pieces, axis=0)
    added = pieces[is_long] - 1
    of = np.repeat(is_long, added)
    position = ranks(added) + 1
    points[begin[of] + position] = _half_away(points[begin[of]] + (position / pieces[of])[:, None] * edge[of], 6)
    return points, np.repeat(rings.ring[start], pieces)


def _to_seconds(plane: Floats) -> tuple[Floats, Floats]:
    """Latitude, and longitude from the central meridian, in arc-seconds (the rule's inverse series of the plane)."""
    q = plane[:, 0] / _C
    e0 = _K0 * plane[:, 1]
    sine = np.sin(e0)
    square = sine * sine
    bf = e0 + np.cos(e0) * sine * (_K1 - square * (_K2 - square * (_K3 - square * _K4)))
    cosine = np.cos(bf)
    t = np.tan(bf)
    t2 = t * t
    eta2 = _EP2 * cosine * cosine
    v2 = 1 + eta2
    q = q * np.sqrt(v2)
    q2 = q * q
    latitude = bf - v2 * t * q2 * (
        1 / 2 - q2 * (5 + 3 * t2 + eta2 - 9 * eta2 * t2) / 24 + q2 * q2 * (61 + 90 * t2 + 45 * t2 * t2) / 720
    )
    longitude = (
        q
        * (1 - q2 * (1 + 2 * t2 + eta2) / 6 + q2 * q2 * (5 + 28 * t2 + 24 * t2 * t2 + 6 * eta2 + 8 * eta2 * t2) / 120)
        / cosine
    )
    return _half_away(latitude / _SECOND, 6), _half_away(longitude / _SECOND, 6)


def _half_away(values: Floats, places: int) -> Floats:
    scale = 10.0**places
    return np.copysign(np.floor(np.abs(values) * scale + 0.5) / scale, values)
