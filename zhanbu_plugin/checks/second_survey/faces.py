"""A parcel cut along the lines of other layers into faces that cover it exactly (地块切面).

Faces are made from one noded set of lines, so neighbours share every vertex, nothing lies between them and nothing is
covered twice; to intersect the parcel with each polygon would leave gaps as wide as rounding.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from ..layer import Objects


def faces_of(parcel: shapely.Geometry, polygons: Objects) -> Objects:
    """Polygons (k,) that cover a valid parcel once, cut along the outlines of valid ``polygons`` (m,), in normal form.

    They don't depend on the order of the polygons.
    """
    shapely.prepare(polygons)
    if shapely.contains_properly(polygons, parcel).all():  # no line of theirs touches it, or there are none
        return _ordered(shapely.get_parts(shapely.normalize(parcel)))
    outlines = shapely.normalize(shapely.boundary(np.r_[_array([parcel]), polygons]))
    lines = outlines[np.argsort(shapely.to_wkb(outlines), kind="stable")]
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines))))
    shapely.prepare(parcel)
    inside = faces[shapely.intersects(parcel, shapely.point_on_surface(faces))]
    return _ordered(shapely.normalize(inside))


def inside_of(faces: Objects, polygons: Objects) -> NDArray[np.bool_]:
    """Whether each face (k,) lies in each valid polygon (m,) along whose outline it was cut: (k, m)."""
    points = shapely.point_on_surface(faces)
    return np.asarray(shapely.intersects(points[:, None], polygons[None, :]), dtype=bool).reshape(
        len(faces), len(polygons)
    )


def joined(faces: Objects, label: NDArray[np.intp]) -> tuple[Objects, NDArray[np.intp]]:
    """Single polygons (p,) of touching faces (k,) with one ``label`` (k,), and the label of each (p,)."""
    parts: list[shapely.Geometry] = []
    labels: list[int] = []
    for value in np.unique(label).tolist():
        found = shapely.get_parts(shapely.coverage_union_all(faces[label == value]))
        parts.extend(_ordered(shapely.normalize(found)))
        labels.extend([value] * len(found))
    return _array(parts), np.array(labels, dtype=np.intp)


def _ordered(shapes: Objects) -> Objects:
    return shapes[np.argsort(shapely.to_wkb(shapes), kind="stable")]


def _array(shapes: Sequence[shapely.Geometry]) -> Objects:
    array = np.empty(len(shapes), dtype=object)
    array[:] = list(shapes)
    return array
