"""Cutting big polygons into pieces that are quick to intersect (细分), as PostGIS's ``ST_Subdivide`` does.

A polygon of more than 256 vertices is cut across the longer side of its box into two halves, and these again, until no
piece has more: O(v log v) for v vertices. What meets a piece then costs the piece's vertices, not the polygon's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.runs import runs
from ...layer import Objects, objects
from ...turns import parts_of

Indices = NDArray[np.intp]
Floats = NDArray[np.float64]

MOST_VERTICES = 256
_AT_ONCE = 1 << 18
"""Vertices of polygons that are cut up at a time."""
_DEEPEST = 40
"""Halvings after which a piece is left as it is: its vertices then lie on (nearly) one spot."""
_SAME_AREA = 1e-10
"""Share by which the pieces' areas may miss the whole's: more would be ground lost or won, not rounding."""

Cut = Callable[[Objects, Floats], Objects]


def subdivided(geometries: Objects, most: int = MOST_VERTICES) -> tuple[Objects, Indices]:
    """Valid polygons of at most ``most`` vertices that together are the valid ``geometries`` (n,), and whose each is.

    Pieces are halves of halves of a shape's own box, so they depend on nothing but the shape. ``None`` gives no piece.
    """
    whole, owner = polygons_of(geometries)
    large = np.flatnonzero(shapely.get_num_coordinates(whole) > most)
    if not len(large):
        return whole, owner
    small = np.ones(len(whole), dtype=bool)
    small[large] = False
    found, owners = [whole[small]], [owner[small]]
    for rows in _some_owners(whole[large], owner[large]):
        pieces, of = _cut_exactly(whole[large[rows]], most)
        found.append(pieces)
        owners.append(owner[large[rows][of]])
    pieces, owner = np.concatenate(found), np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    return pieces[order], owner[order]


def sparing_pieces(geometries: Objects) -> tuple[Objects, Indices]:
    """Pieces as ``subdivided`` makes them, and whose each is; but a small polygon stays in a multipolygon that has no
    other: taken out, such polygons would be the whole layer once more in memory.
    """
    alone = shapely.get_type_id(geometries) == shapely.GeometryType.MULTIPOLYGON
    alone &= (shapely.get_num_geometries(geometries) == 1) & (shapely.get_num_coordinates(geometries) <= MOST_VERTICES)
    alone &= shapely.area(geometries) > 0
    pieces, owner = subdivided(geometries[~alone])
    pieces = np.concatenate([pieces, geometries[alone]])
    owner = np.concatenate([np.flatnonzero(~alone)[owner], np.flatnonzero(alone)])
    order = np.argsort(owner, kind="stable")
    return pieces[order], owner[order]


def _some_owners(polygons: Objects, owner: Indices) -> Iterator[slice]:
    """Polygons (n,) of ascending owners in runs that end with an owner: while halves of halves are made of all of them,
    all have to be held several times.
    """
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    vertices = np.add.reduceat(shapely.get_num_coordinates(polygons), first)
    borders = np.append(first, len(polygons))
    return (slice(borders[rows.start], borders[rows.stop]) for rows in runs(vertices, _AT_ONCE))


def _cut_exactly(polygons: Objects, most: int) -> tuple[Objects, Indices]:
    """Pieces of polygons (n,), and whose each is.

    Clipping is fast but promises neither validity nor that no ground is lost; what fails is cut the careful way.
    """
    own = np.arange(len(polygons))
    pieces, of = _cut_up(polygons, own, most, _clipped)
    total = np.bincount(of, weights=shapely.area(pieces), minlength=len(polygons))
    whole = shapely.area(polygons)
    failed = np.abs(total - whole) > _SAME_AREA * whole
    failed[of[~shapely.is_valid(pieces)]] = True
    if failed.any():
        kept = ~failed[of]
        again, again_of = _cut_up(polygons[failed], own[failed], most, _intersected)
        pieces, of = np.concatenate([pieces[kept], again]), np.concatenate([of[kept], again_of])
    return pieces, of


def polygons_of(geometries: Objects) -> tuple[Objects, Indices]:
    """All polygons with an area in geometries (n,) of any kind, collections too, and which each is from."""
    kind = shapely.get_type_id(geometries)
    single = kind == shapely.GeometryType.POLYGON
    rows, others = np.flatnonzero(single), np.flatnonzero(~single & (kind >= 0))
    parts, owner = geometries[rows], rows
    if len(others):
        deep, outer = parts_of(geometries[others])
        flat = shapely.get_type_id(deep) == shapely.GeometryType.POLYGON
        parts = np.concatenate([parts, deep[flat]])
        owner = np.concatenate([owner, others[outer[flat]]])
        order = np.argsort(owner, kind="stable")
        parts, owner = parts[order], owner[order]
    ground = shapely.area(parts) > 0
    return parts[ground], owner[ground]


def _cut_up(parts: Objects, owner: Indices, most: int, cut: Cut) -> tuple[Objects, Indices]:
    done: list[Objects] = []
    owners: list[Indices] = []
    for _ in range(_DEEPEST):
        small = shapely.get_num_coordinates(parts) <= most
        done.append(parts[small])
        owners.append(owner[small])
        parts, owner = parts[~small], owner[~small]
        if not len(parts):
            break
        halves, of = polygons_of(cut(np.concatenate([parts, parts]), _half_boxes(parts)))
        parts, owner = halves, np.concatenate([owner, owner])[of]
    return np.concatenate([*done, parts]), np.concatenate([*owners, owner])


def _half_boxes(parts: Objects) -> Floats:
    """Boxes (2n, 4) of the first and then of the second halves of parts (n,), cut across the longer side."""
    low_x, low_y, high_x, high_y = shapely.bounds(parts).T
    wide = high_x - low_x >= high_y - low_y
    middle_x, middle_y = (low_x + high_x) / 2, (low_y + high_y) / 2
    first = (low_x, low_y, np.where(wide, middle_x, high_x), np.where(wide, high_y, middle_y))
    second = (np.where(wide, middle_x, low_x), np.where(wide, low_y, middle_y), high_x, high_y)
    return np.concatenate([np.column_stack(first), np.column_stack(second)])


def _clipped(parts: Objects, boxes: Floats) -> Objects:
    return objects(_clipped_to(part, box) for part, box in zip(parts, boxes.tolist()))


def _clipped_to(part: shapely.Polygon, box: list[float]) -> shapely.Geometry:
    """Clipping stumbles over a ring of which two corners are left."""
    try:
        return shapely.clip_by_rect(part, *box)
    except shapely.GEOSException:
        return shapely.intersection(part, shapely.box(*box))


def _intersected(parts: Objects, boxes: Floats) -> Objects:
    return np.asarray(shapely.intersection(parts, shapely.box(*boxes.T)), dtype=object)
