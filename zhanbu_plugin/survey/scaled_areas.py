"""Areas on the ellipsoid by the plane's own scale (按投影变形改正的面积): additive, so parts of a parcel add up to it.

The survey's area rule (``ellipsoid_area``) rounds every vertex, so the areas of two halves needn't add up to the
whole. Shares of a parcel are therefore taken from the integral of the areal scale of the Gauss–Krüger plane,

    A = ∬ k⁻² dE dN,    k⁻² = 1 − e + ⅔ e²,    e = E² / R²,    R² = M·N,

with E the easting from the meridian, M and N the radii of curvature at the latitude of the northing (transverse
Mercator: k = cosh(E/R) on a sphere, Snyder 1987, section 8; the ellipsoid's terms of E⁴ are below 10⁻⁹ within a zone).
By Green's theorem that is ∮ W dN with W = ∫₀ᴱ k⁻² dE = E (1 − e/3 + 2e²/15), taken along each edge by Simpson's rule,
which is exact for the cubic that it nearly is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .crs import Crs
from .ellipsoid_area import on_gauss_plane
from .rings import Rings

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
    return scaled_areas_within(Rings.of(geometries), crs)


def scaled_areas_within(rings: Rings, crs: Crs) -> Floats:
    """Areas (n,) in m² of the polygons that rings in ``crs`` bound."""
    if not len(rings.first):
        return np.zeros(rings.count)
    plane = on_gauss_plane(rings.xy, rings.owner[rings.ring], rings.count, crs)
    along = np.zeros(len(plane))
    for start in range(0, len(plane) - 1, _BLOCK):
        ends = plane[start : start + _BLOCK + 1]
        along[start : start + len(ends) - 1] = _along_edges(ends)
    along[rings.last] = 0.0  # from one ring to the next there is no edge
    enclosed = np.abs(np.add.reduceat(along, rings.first))
    signed = np.where(rings.shell, enclosed, -enclosed)
    return np.bincount(rings.owner, weights=signed, minlength=rings.count).astype(np.float64, copy=False)


def _along_edges(plane: Floats) -> Floats:
    """∫ W dN (m − 1,) from each vertex (m, 2) to the next."""
    east, north = plane[:, 0], plane[:, 1]
    at_vertex = _integrated(east, north)
    middle = _integrated((east[:-1] + east[1:]) / 2, (north[:-1] + north[1:]) / 2)
    return np.asarray((at_vertex[:-1] + 4.0 * middle + at_vertex[1:]) / 6.0 * np.diff(north))


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
