"""Pieces without vertices that all but coincide (界址点归整): where a cut meets an outline close to a vertex of it.

The parcel's own vertices stay; of the cut's, those go that lie closer to a neighbour than the rules let vertices be.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..overlay import Overlay

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_SURELY = 1.5
"""A distance that only just reaches the limit may miss it after the next rounding."""


def tidied(piece: shapely.Polygon, parcel: shapely.Geometry, near_m: float, overlay: Overlay) -> shapely.Polygon:
    """A piece of a parcel without the cut's vertices that are nearer than ``near_m`` to the one before or after."""
    near = _SURELY * near_m / overlay.metres_per_unit
    if not _has_short_edge(piece, near):
        return piece
    own = {tuple(place) for place in overlay.numbers(shapely.get_coordinates(parcel)).tolist()}

    def kept(ring: shapely.Geometry) -> Floats:
        xy = shapely.get_coordinates(ring)[:-1]
        fixed = np.array([tuple(place) in own for place in overlay.numbers(xy).tolist()], dtype=bool)
        return xy[_to_keep(xy, fixed, near)]

    shell, *holes = (kept(ring) for ring in shapely.get_rings(piece))
    if len(shell) < 3:
        return piece
    made = shapely.Polygon(shell, [hole for hole in holes if len(hole) >= 3])
    return shapely.normalize(made) if shapely.is_valid(made) and made.area > 0 else piece


def _has_short_edge(piece: shapely.Polygon, near: float) -> bool:
    xy, ring = shapely.get_coordinates(shapely.get_rings(piece), return_index=True)
    step = np.hypot(*np.diff(xy, axis=0).T)
    return bool((step[ring[1:] == ring[:-1]] < near).any())


def _to_keep(xy: Floats, fixed: Flags, near: float) -> Flags:
    """Which vertices (n,) of a ring stay: of two that are near one another the fixed one, else the first."""
    keep = np.ones(len(xy), dtype=bool)
    while True:
        gone = next((i for i in np.flatnonzero(keep & ~fixed).tolist() if _is_close(i, xy, fixed, keep, near)), None)
        if gone is None:
            return keep
        keep[gone] = False


def _is_close(i: int, xy: Floats, fixed: Flags, keep: Flags, near: float) -> bool:
    """Whether a vertex is near a fixed neighbour, or near the one before it."""
    before, after = _neighbour(keep, i, -1), _neighbour(keep, i, 1)
    beside = [other for other in (before, after) if other != i and (fixed[other] or other == before)]
    return any(float(np.hypot(*(xy[i] - xy[other]))) < near for other in beside)


def _neighbour(keep: Flags, i: int, step: int) -> int:
    """The next vertex that stays, before or after one."""
    other = (i + step) % len(keep)
    while not keep[other] and other != i:
        other = (other + step) % len(keep)
    return other
