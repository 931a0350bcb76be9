"""Where parcels of a tile and pieces of a layer meet, and how much they share (相交关系).

Most pairs need no look at their outlines: those that only touch don't meet once the parcel is drawn in by a hair, and a
parcel that lies inside one piece, or whose box is filled by a feature's rectangles, is covered whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.crs import same_system
from ....survey.rings import Rings
from ....survey.scaled_areas import curvature, scaled_areas
from ..sums import summed
from .breadth import cores, least_core
from .constraint import PreparedConstraint
from .edge_pairs import CommonGround, common_ground_of
from .edge_table import EdgeTable
from .piece_index import Encounters, PieceIndex
from .subdividing import polygons_of
from .tile import Tile

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_FILLED = 1e-12
"""Share of a box that rectangles may miss and still fill it: rounding of their areas. A long river's box is large."""


@dataclass(frozen=True)
class Meetings:
    """Parts that a layer covers whole, ``inside`` (k,), and where others share ground with its pieces."""

    inside: NDArray[np.bool_]
    rest: Encounters


@dataclass(frozen=True)
class Shared:
    """What parts and pieces (p,) share: ``weight``, its area by the plane's scale, and ``core``, at least so much of it
    that is broader than a tolerance.
    """

    weight: Floats
    core: Floats


def meetings(tile: Tile, prepared: PreparedConstraint) -> Meetings:
    """Meetings of a tile with a layer. Raises ``ValueError`` when that was prepared for another CRS."""
    near = encounters(tile, prepared)
    inside = _in_filled_boxes(tile, near, prepared.index)
    inside[near.shape[near.equal(tile.parts, tile.box)]] = True
    near = near.where(~inside[near.shape])
    inside[near.shape[near.within(tile.drawn)]] = True
    return Meetings(inside, near.where(~inside[near.shape]).that_meet(tile.drawn))


def encounters(tile: Tile, prepared: PreparedConstraint) -> Encounters:
    """Parts and pieces whose boxes meet. Raises as ``meetings``."""
    if not same_system(prepared.crs, tile.crs):
        raise ValueError("the constraint layer was prepared for another CRS")
    return prepared.index.near(tile.drawn)


def _in_filled_boxes(tile: Tile, near: Encounters, index: PieceIndex) -> NDArray[np.bool_]:
    """Which parts (k,) lie in a box that rectangles of one feature, which never overlap one another, fill."""
    filled = np.zeros(len(tile.parts), dtype=bool)
    flat = near.where(index.rectangle[near.piece])
    if not len(flat.shape):
        return filled
    box, rectangle = tile.box[flat.shape], shapely.bounds(flat.pieces)[flat.at]
    low, high = np.maximum(box[:, :2], rectangle[:, :2]), np.minimum(box[:, 2:], rectangle[:, 2:])
    common = np.prod(np.maximum(high - low, 0.0), axis=1) / np.prod(box[:, 2:] - box[:, :2], axis=1)
    key = np.column_stack([flat.shape, index.feature[flat.piece]])
    pair, of = np.unique(key, axis=0, return_inverse=True)
    share = summed(of.ravel(), common, len(pair))
    filled[pair[share >= 1.0 - _FILLED, 0]] = True
    return filled


def shared_ground(tile: Tile, met: Encounters) -> Shared:
    """What parts and pieces that meet share."""
    if tile.crs.is_gauss_plane:
        common = _common(tile, met)
        return Shared(common.area, least_core(common.area, common.border, common.corners, tile.tolerance))
    ground = shapely.intersection(tile.parts[met.shape], met.pieces[met.at])
    polygons, of = polygons_of(ground)
    return Shared(scaled_areas(ground, tile.crs), summed(of, cores(polygons, tile.crs, tile.tolerance), len(ground)))


def _common(tile: Tile, met: Encounters) -> CommonGround:
    used, at = np.unique(met.at, return_inverse=True)
    middle = (tile.box[met.shape, 1] + tile.box[met.shape, 3]) / 2
    meridian = tile.crs.false_easting or 0.0
    pieces = met.pieces[used]
    edges = EdgeTable.of(Rings.of(pieces), shapely.bounds(pieces).reshape(-1, 4))
    return common_ground_of(tile.edges, edges, met.shape, at, meridian, curvature(middle))
