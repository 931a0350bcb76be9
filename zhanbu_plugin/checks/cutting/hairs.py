"""Hairs that are left along a cut (毛边): strips as thin as drawing where a layer's outline follows the parcel's.

They hang on a piece, so they are no pieces of their own; nobody can till them, and they would spoil its shape.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..layer import objects
from ..measures.overlap.subdividing import polygons_of
from ..measures.validity import mended
from ..overlay import Overlay

_BESIDE_M = 1e-3
"""Metres within which an outline follows another."""
_BEYOND_M = 1e-5
"""Metres by which the opened shape reaches beyond its own outline, so that rounding leaves nothing along it."""
_ALONG = 0.25
"""Share of a hair's outline, at least, along which it lies beside the ground that was cut out."""


def without_hairs(
    left: shapely.Geometry, grounds: list[shapely.Geometry], width_m: float, overlay: Overlay
) -> tuple[shapely.Geometry | None, list[tuple[shapely.Geometry, int]]]:
    """What is left of a parcel without its hairs, up to ``width_m`` wide, and these, each with the number of the ground
    cut out beside which it lies.

    A hair is what no disc of that width covers without leaving the shape. The parcel's own narrow corners are none.
    """
    unit = overlay.metres_per_unit
    depth, beyond = width_m / 2 / unit, _BEYOND_M / unit
    opened = _valid(shapely.buffer(shapely.buffer(left, -depth), depth + beyond, join_style="mitre"))
    narrow = shapely.difference(left, opened)  # on a grid, the thinnest would be gone before left is
    thin, _ = polygons_of(objects([narrow]))
    thin = thin[shapely.length(thin) > 4 * _BESIDE_M / unit]
    if not len(thin):
        return left, []
    near = shapely.buffer(objects(grounds), _BESIDE_M / unit)
    with np.errstate(invalid="ignore"):
        along = shapely.length(shapely.intersection(shapely.boundary(thin)[:, None], near[None, :]))
    hair = along.max(axis=1) >= _ALONG * shapely.length(thin)
    if not hair.any():
        return left, []
    corners = shapely.buffer(thin[~hair], beyond, join_style="mitre")
    kept = overlay.common(objects([left]), objects([shapely.union_all([opened, *corners])]))[0]
    return kept, list(zip(thin[hair].tolist(), along[hair].argmax(axis=1).tolist()))


def _valid(shape: shapely.Geometry) -> shapely.Geometry:
    """GEOS may draw a buffer whose outline crosses itself by a last bit, and then refuses to overlay it."""
    return shape if shapely.is_valid(shape) else mended(shape) or shapely.Polygon()
