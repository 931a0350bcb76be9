"""Organic lines and outlines, and the recursive cutting of a block of land into parcels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

GRID = 1e-4
"""Metres; the resolution at which the survey's own area rule reads vertices."""

Rng = np.random.Generator
Array = NDArray[Any]


def fractal(rng: Rng, levels: int, roughness: float = 0.55) -> Array:
    """Midpoint displacement: ``2**levels + 1`` samples that begin and end at 0."""
    count = 1 << levels
    profile = np.zeros(count + 1)
    amplitude, step = 1.0, count
    while step > 1:
        half = step // 2
        middle = (profile[0:count:step] + profile[step::step]) / 2
        profile[half::step] = middle + rng.uniform(-amplitude, amplitude, len(middle))
        amplitude *= roughness
        step = half
    return profile


def rough_line(rng: Rng, start: Array, end: Array, amplitude: float, spacing: float) -> Array:
    """A line from start to end that strays up to about ``amplitude`` (share of its length) to either side."""
    length = float(np.hypot(*(end - start)))
    levels = int(np.clip(np.round(np.log2(max(length / spacing, 1.0))), 0, 9))
    profile = fractal(rng, levels) * amplitude * length
    along = np.linspace(0.0, 1.0, len(profile))[:, None]
    normal = np.array([start[1] - end[1], end[0] - start[0]]) / max(length, 1e-9)
    return start + along * (end - start) + profile[:, None] * normal


def smooth_line(points: list[tuple[float, float]], spacing: float) -> Array:
    """Catmull-Rom curve through the points, sampled about every ``spacing`` metres."""
    given = np.array(points, float)
    padded = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    pieces = []
    for i in range(len(given) - 1):
        a, b, c, d = padded[i : i + 4]
        t = np.linspace(0, 1, max(2, int(np.hypot(*(c - b)) / spacing)), endpoint=False)[:, None]
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*pieces, given[-1:]])


def wander(rng: Rng, line: Array, amplitude: float) -> Array:
    """The same line with a smooth sideways wander of up to ``amplitude`` metres; its ends stay."""
    levels = int(np.ceil(np.log2(len(line))))
    profile = fractal(rng, levels, 0.45)
    at = np.linspace(0, len(profile) - 1, len(line))
    stray = np.interp(at, np.arange(len(profile)), profile) * amplitude
    tangent = np.gradient(line, axis=0)
    tangent /= np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)[:, None]
    return line + stray[:, None] * np.column_stack([-tangent[:, 1], tangent[:, 0]])


def blob(rng: Rng, x: float, y: float, radius: float, levels: int, unrest: float = 1.0) -> shapely.Polygon:
    """An organic outline of ``2**levels`` vertices around a centre: a few broad lobes with a frayed edge.

    ``unrest`` 0 gives a circle; every outline is star-shaped around its centre and covers about the circle's area.
    """
    count = 1 << levels
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    lobes = np.ones(count)
    for k in (2, 3, 4, 5, 7):
        lobes += unrest * 0.2 * k**-0.6 * rng.normal() * np.cos(k * angle + rng.uniform(0, 2 * np.pi))
    lobes += unrest * 0.05 * np.clip(fractal(rng, levels), -1.5, 1.5)[:-1]
    reach = radius * np.clip(lobes / lobes.mean(), 0.5, 1.6)
    ring = np.column_stack([x + reach * np.cos(angle), y + reach * np.sin(angle)])
    return shapely.Polygon(np.round(ring, 4))


def polygons_of(geometry: shapely.Geometry) -> list[shapely.Polygon]:
    """The polygons in a geometry, without lines, points and empty parts."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [p for p in parts if p.geom_type == "Polygon" and not p.is_empty]


def cut(polygon: shapely.Polygon, line: Array) -> list[shapely.Polygon]:
    """The pieces of a polygon on both sides of a line."""
    work = shapely.union_all([polygon.boundary, shapely.LineString(line)], grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(work)))
    inside = shapely.contains(polygon.buffer(1e-3), shapely.point_on_surface(faces))
    return list(faces[inside])


def carve(polygon: shapely.Polygon, line: Array, width: float) -> tuple[list[shapely.Polygon], list[shapely.Polygon]]:
    """What is left of a polygon on both sides of a strip along a line, and the strip's own pieces."""
    strip = shapely.LineString(line).buffer(width / 2, cap_style="flat", join_style="mitre", mitre_limit=2.0)
    rest = polygons_of(shapely.difference(polygon, strip, grid_size=GRID))
    return rest, polygons_of(shapely.intersection(polygon, strip, grid_size=GRID))


@dataclass(frozen=True)
class CutStyle:
    """How land of one kind is parcelled: size of a parcel (m²), roughness of edges, strips along the main cuts."""

    target: float
    amplitude: float
    spacing: float
    strip_above: float = np.inf
    strip_width: float = 0.0
    rows_below: float = 0.0


def _frame(polygon: shapely.Polygon, angle: float) -> tuple[Array, Array, Array]:
    """Axes rotated by ``angle`` and the polygon's extent along them: long axis first, (2, 2) of low and high."""
    axes = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    spread = shapely.get_coordinates(polygon) @ axes.T
    low, high = spread.min(0), spread.max(0)
    if high[1] - low[1] > high[0] - low[0]:
        axes, low, high = axes[::-1], low[::-1], high[::-1]
    return axes, low, high


def cut_line(rng: Rng, polygon: shapely.Polygon, angle: float, share: float, style: CutStyle) -> Array:
    """A line across the polygon's long side at ``share`` of it, overshooting at both ends."""
    axes, low, high = _frame(polygon, angle)
    at = low[0] + share * (high[0] - low[0])
    start = at * axes[0] + (low[1] - 5) * axes[1]
    end = at * axes[0] + (high[1] + 5) * axes[1]
    return rough_line(rng, start, end, style.amplitude, style.spacing)
