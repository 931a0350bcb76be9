"""Cutting big polygons into pieces that are quick to intersect."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..layer import Objects

Indices = NDArray[np.intp]

MOST_VERTICES = 256
_DEEPEST = 40
"""Halvings after which a piece is left as it is: its vertices then lie on (nearly) one spot."""


def subdivided(geometries: Objects, most: int = MOST_VERTICES) -> tuple[Objects, Indices]:
    """Polygons of at most ``most`` vertices that together are the valid ``geometries`` (n,), and which each is from.

    Pieces are halves of halves of a shape's own box, so they depend on nothing but the shape. ``None`` gives no piece.
    """
    parts, owner = polygons_of(geometries)
    done: list[Objects] = []
    owners: list[Indices] = []
    for _ in range(_DEEPEST):
        small = shapely.get_num_coordinates(parts) <= most
        done.append(parts[small])
        owners.append(owner[small])
        parts, owner = parts[~small], owner[~small]
        if not len(parts):
            break
        parts, owner = _halves(parts, owner)
    pieces, origin = np.concatenate([*done, parts]), np.concatenate([*owners, owner])
    order = np.argsort(origin, kind="stable")
    return pieces[order], origin[order]


def polygons_of(geometries: Objects) -> tuple[Objects, Indices]:
    """All polygons with an area in geometries (n,) of any kind, collections too, and which each is from."""
    parts, outer = shapely.get_parts(geometries, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # a collection may hold multipolygons
    flat = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
    return parts[flat], outer[inner[flat]]


def _halves(parts: Objects, owner: Indices) -> tuple[Objects, Indices]:
    """Each polygon cut across the longer side of its box, in the middle."""
    low_x, low_y, high_x, high_y = shapely.bounds(parts).T
    wide = high_x - low_x >= high_y - low_y
    middle_x, middle_y = (low_x + high_x) / 2, (low_y + high_y) / 2
    first = shapely.box(low_x, low_y, np.where(wide, middle_x, high_x), np.where(wide, high_y, middle_y))
    second = shapely.box(np.where(wide, middle_x, low_x), np.where(wide, low_y, middle_y), high_x, high_y)
    pieces, of = polygons_of(shapely.intersection(np.concatenate([parts, parts]), np.concatenate([first, second])))
    return pieces, np.concatenate([owner, owner])[of]
