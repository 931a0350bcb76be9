"""Parcels and layers that are hard to lay over one another, and their areas on the ellipsoid by another way.

A scene has a place in zone 39 and a size, from centimetres to 100 km. Most corners lie on a grid, so that shapes touch,
share edges and lie on one another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from osgeo import osr
from shapely import affinity

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
Random = np.random.Generator

ZONE_39 = "EPSG:4527"
_EQUAL_AREA = "+proj=cea +lon_0=117 +ellps=GRS80 +units=m"
"""Lambert's cylindrical projection: an area in its plane is that on CGCS2000's ellipsoid, by a closed formula."""


def array(shapes: list[shapely.Geometry | None]) -> Objects:
    """Shapes as an array of objects."""
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def true_areas(shapes: Objects, step: float = 400.0) -> Floats:
    """Ellipsoid areas (n,) in m² of what is polygonal in shapes (n,) with straight edges in EPSG:4527's plane.

    PROJ moves points along every edge, ``step`` metres apart and half of that; from the two areas follows that of ever
    closer points (Richardson).
    """
    deep, outer = shapely.get_parts(shapes, return_index=True)
    deep, inner = shapely.get_parts(deep, return_index=True)
    flat = shapely.get_type_id(deep) == shapely.GeometryType.POLYGON
    polygons, owner = deep[flat], outer[inner[flat]]
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    if not len(rings):
        return np.zeros(len(shapes))
    shell = np.r_[True, polygon[1:] != polygon[:-1]]
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    coarse, fine = (_ring_areas(xy, ring, step, k) for k in (1, 2))
    area = np.where(shell, 1.0, -1.0) * np.abs((4.0 * fine - coarse) / 3.0)
    return np.bincount(owner[polygon], weights=area, minlength=len(shapes))


def _ring_areas(xy: Floats, ring: NDArray[np.intp], step: float, times: int) -> Floats:
    """Signed areas of closed rings in the equal-area plane, with ``times`` as many pieces as the step asks for."""
    edge = np.flatnonzero(ring[1:] == ring[:-1])
    pieces = np.maximum(np.ceil(np.hypot(*(xy[edge + 1] - xy[edge]).T) / step).astype(int), 1) * times
    of = np.repeat(np.arange(len(edge)), pieces)
    share = (np.arange(len(of)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / pieces[of]
    start, end = xy[edge][of], xy[edge + 1][of]
    points = moved(start + (end - start) * share[:, None], ZONE_39, _EQUAL_AREA)
    at = ring[edge][of]
    first = np.flatnonzero(np.r_[True, at[1:] != at[:-1]])
    local = points - points[first][at]
    after = np.arange(1, len(at) + 1)
    after[np.r_[first[1:], len(at)] - 1] = first
    cross = local[:, 0] * local[after, 1] - local[after, 0] * local[:, 1]
    return np.asarray(np.add.reduceat(cross, first) / 2.0)


def moved(xy: Floats, source: str, target: str) -> Floats:
    """Coordinates (n, 2), east before north, brought into another system by PROJ."""
    ends = osr.SpatialReference(), osr.SpatialReference()
    for end, definition in zip(ends, (source, target)):
        end.SetFromUserInput(definition)
        end.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return np.array(osr.CoordinateTransformation(*ends).TransformPoints(xy))[:, :2]


@dataclass(frozen=True)
class Scene:
    """Valid parcels, features of a layer, some of them invalid, and the union of the ground that these cover."""

    parcels: Objects
    features: Objects
    covered: shapely.Geometry


SIZES = (0.05, 3.0, 120.0, 900.0, 100_000.0)
"""Metres across a parcel: a few centimetres, a bed, a field, a square kilometre, a prefecture."""


def scene_of(seed: int, size: float, parcels: int = 12, features: int = 9) -> Scene:
    """A random scene; the same for the same seed."""
    random = np.random.default_rng(seed)
    middle = np.array([39_500_000.0 + random.uniform(-120_000, 120_000), random.uniform(2.2e6, 5.9e6)])
    if size > 10_000:
        middle[0] = 39_500_000.0 + random.uniform(-40_000, 40_000)
    if random.random() < 0.5:
        middle = np.round(middle)
    tiles = _tiles(random, size)
    own = [_placed(_parcel(random, size, tiles), middle) for _ in range(parcels)]
    own = [shape for shape in own if shape.is_valid and shape.area > 0 and _in_zone(shape)]
    layer = [_placed(_feature(random, size, tiles), middle) for _ in range(features)]
    layer += [own[k] for k in random.integers(0, len(own), random.integers(0, 4))] if own else []
    layer += [_placed(shape, middle) for shape in _halves_of_a_square(random, size)]
    if random.random() < 0.3:
        layer.append(_placed(_red_line(random, size), middle))
    mended = shapely.get_parts(shapely.get_parts(shapely.make_valid(array(layer))))
    return Scene(array(own), array(layer), shapely.union_all(mended[shapely.area(mended) > 0]))


def _in_zone(shape: shapely.Geometry) -> bool:
    """Not farther from the meridian than a zone of 3° reaches at 18° N."""
    return bool(np.abs(np.array(shape.bounds)[[0, 2]] - 39_500_000.0).max() <= 160_000.0)


def _placed(shape: shapely.Geometry, middle: Floats) -> shapely.Geometry:
    return affinity.translate(shape, *middle)


def _spot(random: Random, size: float) -> Floats:
    """A place on a grid of a tenth of the size, mostly."""
    spot = random.uniform(-1.5, 1.5, 2) * size
    return spot if random.random() < 0.3 else np.round(spot / size * 10) * size / 10


def _tiles(random: Random, size: float) -> list[shapely.Polygon]:
    """Neighbours that share their corners, or have one where the other has a straight edge."""
    at = np.stack(np.meshgrid(*[np.arange(-1.0, 2.0)] * 2, indexing="ij"), axis=-1) * size
    at += random.uniform(-0.3, 0.3, at.shape) * size
    tiles = []
    for i, j in np.ndindex(2, 2):
        corners = [at[i, j], at[i + 1, j], at[i + 1, j + 1], at[i, j + 1]]
        if random.random() < 0.5:
            corners.insert(2, (at[i + 1, j] + at[i + 1, j + 1]) / 2)
        tiles.append(shapely.Polygon(corners))
    return tiles


def _star(random: Random, size: float, most: int = 40) -> shapely.Polygon:
    corners = int(random.integers(3, most))
    radius = size / 2 * random.uniform(0.2, 1.0, corners)
    turn = np.linspace(0.0, 2 * np.pi, corners, endpoint=False)
    xy = np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])
    return shapely.Polygon(
        (np.round(xy / size * 50) * size / 50 if random.random() < 0.5 else xy) + _spot(random, size)
    )


def _box(random: Random, size: float) -> shapely.Polygon:
    low = _spot(random, size)
    return shapely.box(*low, *(low + random.integers(1, 12, 2) * size / 10))


def _sliver(random: Random, size: float) -> shapely.Polygon:
    low = _spot(random, size)
    along = random.uniform(-1.0, 1.0, 2) * size if random.random() < 0.5 else np.array([size, 0.0])
    across = np.array([-along[1], along[0]]) * 10.0 ** random.uniform(-5, -1)
    return shapely.Polygon([low, low + along, low + along + across, low + across * random.integers(0, 2)])


def _with_holes(random: Random, size: float) -> shapely.Geometry:
    """Holes of any number: some touch the shell in a corner."""
    shape = _box(random, size) if random.random() < 0.5 else _star(random, size)
    holes = [affinity.scale(shape, s, s) for s in random.uniform(0.2, 0.8, 1)]
    holes.append(affinity.scale(shape, 0.3, 0.3, origin=shapely.get_point(shape.exterior, 0)))
    return shapely.difference(shape, holes[int(random.integers(0, 2))])


def _several(random: Random, size: float) -> shapely.Geometry:
    return shapely.union(_star(random, size), affinity.translate(_star(random, size), 0.7 * size, 0.2 * size))


def _comb(random: Random, size: float) -> shapely.Polygon:
    """Hundreds of corners: it is cut up before it is measured."""
    teeth = int(random.integers(120, 135))
    x = np.repeat(np.linspace(0, size, teeth), 2)
    y = np.tile([0.1, 1.0, 1.0, 0.1], teeth)[: 2 * teeth] * size
    corners = np.r_[np.column_stack([x, y]), [[size, 0.0], [0.0, 0.0]]]
    return shapely.Polygon(affinity.rotate(shapely.Polygon(corners), random.integers(0, 4) * 15).exterior)


def _bow_tie(random: Random, size: float) -> shapely.Polygon:
    low = _spot(random, size)
    side = random.uniform(0.2, 1.0, 2) * size
    return shapely.Polygon(low + side * np.array([[0, 0], [1, 1], [1, 0], [0, 1]]))


def _shape(random: Random, size: float, tiles: list[shapely.Polygon]) -> shapely.Geometry:
    kind = int(random.integers(0, 6))
    if kind == 0:
        return tiles[int(random.integers(0, len(tiles)))]
    return (_star, _box, _sliver, _with_holes, _several)[kind - 1](random, size)


def _parcel(random: Random, size: float, tiles: list[shapely.Polygon]) -> shapely.Geometry:
    return _comb(random, size) if random.random() < 0.06 else _shape(random, size, tiles)


def _feature(random: Random, size: float, tiles: list[shapely.Polygon]) -> shapely.Geometry:
    return _bow_tie(random, size) if random.random() < 0.25 else _shape(random, size, tiles)


def _halves_of_a_square(random: Random, size: float) -> list[shapely.Polygon]:
    """Triangles with the same box and the same area."""
    corners = shapely.get_coordinates(shapely.box(*(low := _spot(random, size)), *(low + size)))[:4]
    return [shapely.Polygon(np.delete(corners, k, axis=0)) for k in range(random.integers(0, 5))]


def _red_line(random: Random, size: float) -> shapely.Polygon:
    """A red line of thousands of corners that holds most of the scene, or nearly."""
    turn = np.linspace(0, 2 * np.pi, 1_500, endpoint=False)
    radius = size * random.uniform(0.5, 3.0) * (1 + 0.1 * np.sin(40 * turn + random.uniform(0, 6)))
    return shapely.Polygon(np.column_stack([radius * np.cos(turn), radius * np.sin(turn)]) + _spot(random, size))
