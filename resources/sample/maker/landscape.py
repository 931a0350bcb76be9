"""The ground plan: county outline, roads and waters, built-up places, and the blocks of land between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import box

from .gazetteer import OUTLINE, RESERVOIR, RIVER, STREAMS, VILLAGES, WAYS
from .shapes import GRID, Array, Rng, blob, fractal, polygons_of, rough_line, smooth_line, wander


@dataclass
class Face:
    """A piece of the county: its polygon, what it is, and which village or designed parcel it belongs to."""

    polygon: shapely.Polygon
    kind: str
    tag: str = ""


@dataclass
class Ground:
    """The plan before land is parcelled: county, linear faces, built-up places and open blocks."""

    county: shapely.Polygon
    linear: list[Face]
    built: list[Face]
    blocks: list[shapely.Polygon]
    river: shapely.Geometry
    areas: Array
    """Voronoi areas of the villages (n,), in their order."""


def outline(rng: Rng) -> shapely.Polygon:
    """The county: one organic polygon."""
    corners = [np.array(c, float) for c in OUTLINE]
    sides = [rough_line(rng, a, b, 0.075, 14.0)[:-1] for a, b in zip(corners, [*corners[1:], corners[0]])]
    county = shapely.make_valid(shapely.Polygon(np.round(np.vstack(sides), 4)))
    return max(polygons_of(county), key=shapely.area)


def _bank(rng: Rng, line: Array, width: float, vary: float) -> shapely.Polygon:
    """A water's polygon: both banks stray on their own around half the width."""
    tangent = np.gradient(line, axis=0)
    tangent /= np.hypot(tangent[:, 0], tangent[:, 1])[:, None]
    normal = np.column_stack([-tangent[:, 1], tangent[:, 0]])
    levels = int(np.ceil(np.log2(len(line))))
    at = np.linspace(0, 1 << levels, len(line))
    sides = []
    for sign in (1, -1):
        stray = np.interp(at, np.arange((1 << levels) + 1), fractal(rng, levels, 0.7))
        reach = np.maximum(width / 2 * (1 + vary * stray), width * 0.2)
        sides.append(line + sign * reach[:, None] * normal)
    return shapely.make_valid(shapely.Polygon(np.vstack([sides[0], sides[1][::-1]])))


def waters(rng: Rng) -> tuple[shapely.Geometry, shapely.Geometry, shapely.Geometry]:
    """River, streams and reservoir."""
    river = _bank(rng, wander(rng, smooth_line(list(RIVER), 14.0), 60.0), 52.0, 0.55)
    streams = shapely.union_all([_bank(rng, wander(rng, smooth_line(list(s), 14.0), 40.0), 9.0, 0.4) for s in STREAMS])
    return river, streams, blob(rng, *RESERVOIR, 8, 0.9)


def _claim(free: shapely.Geometry, wanted: shapely.Geometry) -> tuple[list[shapely.Polygon], shapely.Geometry]:
    """The part of ``wanted`` that is still free, and what stays free."""
    taken = shapely.intersection(free, wanted, grid_size=GRID)
    return polygons_of(taken), shapely.difference(free, wanted, grid_size=GRID)


def _linear(rng: Rng, free: shapely.Geometry) -> tuple[list[Face], shapely.Geometry, shapely.Geometry]:
    """Faces of roads and waters, what stays free, and the river with its reservoir."""
    river, streams, reservoir = waters(rng)
    ways = [(w.kind, _road(rng, w.points, w.width, w.wander)) for w in WAYS]
    roads = [w for w in ways if w[0] in ("1001", "1003")]
    lanes = [w for w in ways if w[0] == "1006"]
    ditches = [w for w in ways if w[0].startswith("1107")]
    wet = [("1103", reservoir), ("1101", river), ("1101", streams)]
    faces = []
    for kind, wanted in [*roads, *wet[:1], *lanes, *wet[1:], *ditches]:
        parts, free = _claim(free, wanted)
        faces += [Face(p, kind) for p in parts]
    return faces, free, shapely.union_all([river, reservoir])


def _road(rng: Rng, points: tuple[tuple[float, float], ...], width: float, stray: float) -> shapely.Geometry:
    line = smooth_line(list(points), 36.0)
    if stray:
        line = wander(rng, line, stray)
    return shapely.LineString(line).buffer(width / 2, cap_style="flat", join_style="mitre", mitre_limit=2.0)


def lay_out(rng: Rng) -> Ground:
    """The ground plan."""
    county = outline(rng)
    linear, free, river = _linear(rng, county)
    built = []
    for village in VILLAGES:
        wanted = blob(rng, village.x, village.y, village.radius, 7, 0.8)
        parts, free = _claim(free, wanted)
        built += [Face(p, "built", village.code) for p in parts]
    areas = _village_areas()
    linear = [Face(p, f.kind, v.code) for f in linear for v, a in zip(VILLAGES, areas) for p in _clip(f.polygon, a)]
    return Ground(county, linear, built, polygons_of(free), river, areas)


def _village_areas() -> Array:
    """Voronoi areas of the villages (n,), in their order."""
    centres = shapely.points([(v.x, v.y) for v in VILLAGES])
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.union_all(centres), extend_to=box(-500, -500, 7500, 7500))
    )
    centre, cell = shapely.STRtree(cells).query(centres, predicate="within")
    return cells[cell[np.argsort(centre)]]


def _clip(polygon: shapely.Polygon, area: shapely.Polygon) -> list[shapely.Polygon]:
    if not polygon.intersects(area):
        return []
    return polygons_of(shapely.intersection(polygon, area, grid_size=GRID))
