"""A parcel cut along the lines of other layers into faces that cover it exactly (地块切面).

Faces are made from one set of lines, noded on the grid of the overlay, so neighbours share every vertex, nothing lies
between them and nothing is covered twice; to intersect the parcel with each polygon would leave gaps as wide as
rounding, and to node outlines that nearly coincide without a grid moves them by up to a thousandth of a metre.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..layer import Objects, objects
from ..overlay import Overlay


def faces_of(parcel: shapely.Geometry, polygons: Objects, overlay: Overlay) -> Objects:
    """Polygons (k,) that cover a valid parcel once, cut along the outlines of valid ``polygons`` (m,), in normal form.

    They don't depend on the order of the polygons. ``overlay`` is of the system of all of them.
    """
    shapely.prepare(polygons)
    if shapely.contains_properly(polygons, parcel).all():  # no line of theirs touches it, or there are none
        return _ordered(shapely.get_parts(shapely.normalize(parcel)))
    outlines = shapely.normalize(shapely.boundary(np.r_[objects([parcel]), polygons]))
    lines = outlines[np.argsort(shapely.to_wkb(outlines), kind="stable")]
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(overlay.noded(lines))))
    shapely.prepare(parcel)
    return _ordered(shapely.normalize(faces[inside_of(faces, objects([parcel]), overlay)[:, 0]]))


def inside_of(faces: Objects, polygons: Objects, overlay: Overlay) -> NDArray[np.bool_]:
    """Whether each face (k,) lies in each valid polygon (m,) along whose outline it was cut: (k, m).

    A point in the face tells where to look and its ground decides: polygons may have spikes and slits thinner than
    rounding, which are in no face, and the point may lie just there, or beside an outline that rounding has moved.
    """
    points = shapely.point_on_surface(faces)
    near = shapely.dwithin(polygons[None, :], points[:, None], overlay.moves_by)
    guess = near.reshape(len(faces), len(polygons))
    asked = np.argwhere(guess | (~guess.any(axis=1)[:, None] & _boxes_meet(faces, polygons)))
    face, polygon = asked[:, 0], asked[:, 1]
    shared = overlay.common_areas(faces[face], polygons[polygon])
    inside = np.zeros_like(guess, dtype=bool)
    inside[face, polygon] = 2 * shared > shapely.area(faces[face])
    return inside


def _boxes_meet(faces: Objects, polygons: Objects) -> NDArray[np.bool_]:
    one, other = shapely.bounds(faces).reshape(-1, 1, 4), shapely.bounds(polygons).reshape(1, -1, 4)
    return np.asarray(((one[..., :2] < other[..., 2:]) & (other[..., :2] < one[..., 2:])).all(axis=-1))


def union_of(faces: Objects) -> shapely.Geometry:
    """Faces (k,) of one parcel as one geometry, without their common edges."""
    try:
        return shapely.coverage_union_all(faces)
    except shapely.errors.GEOSException:  # a face that touches itself in a hair isn't taken for part of a coverage
        return shapely.union_all(faces)


def joined(faces: Objects, label: NDArray[np.intp]) -> tuple[Objects, NDArray[np.intp]]:
    """Single polygons (p,) of touching faces (k,) with one ``label`` (k,), and the label of each (p,)."""
    parts: list[shapely.Geometry] = []
    labels: list[int] = []
    for value in np.unique(label).tolist():
        found = shapely.get_parts(union_of(faces[label == value]))
        parts.extend(_ordered(shapely.normalize(found)))
        labels.extend([value] * len(found))
    return objects(parts), np.array(labels, dtype=np.intp)


def _ordered(shapes: Objects) -> Objects:
    return shapes[np.argsort(shapely.to_wkb(shapes), kind="stable")]
