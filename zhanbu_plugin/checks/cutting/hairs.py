"""Hairs that are left along a cut (毛边): strips as thin as drawing where a layer's outline follows the parcel's.

They hang on a piece, so they are no pieces of their own; nobody can till them, and they would spoil its shape.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..measures.overlap.subdividing import polygons_of
from .overlay import Overlay, one

_BESIDE_M = 1e-3
"""Metres within which an outline follows another."""
_BEYOND_M = 1e-5
"""Metres by which the opened shape reaches beyond its own outline, so that rounding leaves nothing along it."""
_ALONG = 0.25
"""Share of a hair's outline, at least, along which it lies beside the ground that was cut out."""


def hairs_of(
    left: shapely.Geometry, grounds: list[shapely.Geometry], width_m: float, overlay: Overlay
) -> list[tuple[shapely.Geometry, int]]:
    """Hairs of what is left of a parcel, up to ``width_m`` wide, and beside which of the grounds cut out each lies.

    A hair is what no disc of that width covers without leaving the shape. The parcel's own narrow corners are none.
    """
    unit = overlay.metres_per_unit
    depth, beside = width_m / 2 / unit, _BESIDE_M / unit
    core = shapely.buffer(left, -depth)
    opened = shapely.buffer(core, depth + _BEYOND_M / unit, join_style="mitre")
    thin, _ = polygons_of(overlay.rest(one(left), one(opened)))
    thin = thin[shapely.length(thin) > 4 * beside]
    if not len(thin):
        return []
    near = shapely.buffer(np.array([*grounds, None], dtype=object)[:-1], beside)
    with np.errstate(invalid="ignore"):
        along = shapely.length(shapely.intersection(shapely.boundary(thin)[:, None], near[None, :]))
    longest = along.argmax(axis=1)
    return [
        (hair, int(k))
        for hair, k, length in zip(thin, longest, along.max(axis=1))
        if length >= _ALONG * shapely.length(hair)
    ]
