"""Areas on the ellipsoid by the plane's own scale (按投影变形改正的面积): additive, so parts of a parcel add up to it.

The survey's area rule (``ellipsoid_area``) rounds every vertex, so the areas of two halves needn't add up to the
whole. Shares of a parcel are therefore taken from the integral of the areal scale of the Gauss–Krüger plane,

    A = ∬ k⁻² dE dN,    k⁻² = 1 − e + ⅔ e²,    e = E² / R²,    R² = M·N,

with E the easting from the meridian, M and N the radii of curvature at the latitude of the northing (transverse
Mercator: k = cosh(E/R) on a sphere; the ellipsoid's terms of E⁴ are below 10⁻⁹ within a zone). By Green's theorem that
is ∮ W dN with W = ∫₀ᴱ k⁻² dE = E (1 − e/3 + 2e²/15), taken along each edge by Simpson's rule, which is exact for the
cubic that it nearly is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from .crs import Crs
from .ellipsoid_area import gauss_coordinates

Floats = NDArray[np.float64]

_SEMI_MAJOR = 6_378_137.0
_E2 = 0.006_694_380_022_9
"""First eccentricity of CGCS2000, squared."""
_METRES_PER_RADIAN = 6_367_449.146
"""Mean length of a radian along the meridian."""
_N = 0.001_679_220_394_6
"""Third flattening of CGCS2000, (a − b) / (a + b)."""
_BLOCK = 64_000
"""Vertices at a time: temporaries stay in the processor's cache."""


def scaled_areas(geometries: NDArray[np.object_], crs: Crs) -> Floats:
    """Areas (n,) in m² of valid polygons and multipolygons (n,) in ``crs``; 0 for ``None`` and empty ones."""
    areas = np.zeros(len(geometries))
    for block in _blocks(geometries):
        parts, owner = shapely.get_parts(geometries[block], return_index=True)
        rings, polygon = shapely.get_rings(parts, return_index=True)
        if len(rings):
            shell = np.r_[True, polygon[1:] != polygon[:-1]]
            signed = np.where(shell, 1.0, -1.0) * np.abs(_ring_integrals(rings, crs))
            areas[block] = np.bincount(owner[polygon], weights=signed, minlength=block.stop - block.start)
    return areas


def _ring_integrals(rings: NDArray[np.object_], crs: Crs) -> Floats:
    plane, ring = gauss_coordinates(rings, crs)
    east, north = plane[:, 0], plane[:, 1]
    rise = np.empty(len(ring))
    rise[:-1] = north[1:] - north[:-1]
    first = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
    rise[np.r_[first[1:], len(ring)] - 1] = 0.0  # from one ring to the next there is no edge
    at_vertex = _integrated(east, north)
    middle = _integrated((east[:-1] + east[1:]) / 2, (north[:-1] + north[1:]) / 2)
    along = np.zeros(len(ring))
    along[:-1] = (at_vertex[:-1] + 4.0 * middle + at_vertex[1:]) / 6.0 * rise[:-1]
    return np.asarray(np.add.reduceat(along, first))


def _integrated(east: Floats, north: Floats) -> Floats:
    """W = E (1 − e/3 + 2e²/15)."""
    e = east * east * curvature(north)
    return east * (1.0 - e * (1.0 / 3.0 - e * (2.0 / 15.0)))


def curvature(north: Floats) -> Floats:
    """1 / R² (any shape) at the latitude of northings in metres, R² = M·N = a² (1 − e²) / (1 − e² sin² φ)².

    The latitude is φ = μ + 3n/2 sin 2μ, with μ that of a mean meridian.
    """
    square = np.sin(north / _METRES_PER_RADIAN) ** 2
    square += 6.0 * _N * square * (1.0 - square)
    return np.asarray((1.0 - _E2 * square) ** 2 / (_SEMI_MAJOR**2 * (1.0 - _E2)))


def _blocks(geometries: NDArray[np.object_]) -> Iterator[slice]:
    ends = np.cumsum(shapely.get_num_coordinates(geometries))
    start = 0
    while start < len(geometries):
        done = ends[start - 1] if start else 0
        stop = max(int(np.searchsorted(ends, done + _BLOCK, side="right")), start + 1)
        yield slice(start, stop)
        start = stop
