"""The parts of one parcel after ground was taken out of it (地块拆分): pieces that are left, and what is excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ..layer import Objects
from ..measures.overlap.subdividing import polygons_of
from .removal import Taken
from .slivers import Sizes, SliverRule, longest_border, sizes_of

_NOTHING_M2 = 0.005
"""Ground that rounds to no area at all."""


@dataclass(frozen=True)
class Leftover:
    """Ground that is excluded, and the check that took it; ``None`` for a piece too small or too narrow, of which
    ``area_m2`` and ``width_m`` are told, and whether it is too ``small`` or only too narrow.
    """

    shape: shapely.Geometry
    taken: Taken | None
    area_m2: float = 0.0
    width_m: float = 0.0
    small: bool = False


@dataclass(frozen=True)
class Parts:
    """Pieces that are left, from north-west to south-east, and what is excluded, in the order in which it was taken."""

    pieces: tuple[shapely.Geometry, ...]
    excluded: tuple[Leftover, ...]


def parts_of(left: shapely.Geometry | None, taken: Sequence[Taken], crs: Crs, rule: SliverRule) -> Parts:
    """Parts of a parcel of which ``left`` is left and ``taken`` was taken.

    Line noise among the pieces goes to the ground that was cut out beside it, other slivers as the rule says.
    """
    pieces, _ = polygons_of(np.array([left, None], dtype=object)[:1])
    pieces = pieces[_from_north_west(pieces)]
    sizes = sizes_of(pieces, crs, rule)
    grounds = [[part.shape] for part in taken]
    outlines = np.array([*(part.shape for part in taken), None], dtype=object)[:-1]
    kept, slivers = [], []
    for k, piece in enumerate(pieces):
        if not sizes.sliver[k]:
            kept.append(piece)
            continue
        beside = longest_border(piece, outlines) if sizes.noise[k] or rule.merge else None
        if beside is None and sizes.noise[k] and taken:
            beside = 0
        if beside is None:
            slivers.append(_sliver(piece, sizes, k))
        else:
            grounds[beside].append(piece)
    cut = [Leftover(_joined(ground), part) for part, ground in zip(taken, grounds)]
    return Parts(tuple(kept), (*_with_area(cut, crs), *slivers))


def _sliver(piece: shapely.Geometry, sizes: Sizes, k: int) -> Leftover:
    small = bool(sizes.small[k] or not sizes.narrow[k])
    return Leftover(piece, None, float(sizes.area_m2[k]), float(sizes.width_m[k]), small)


def _with_area(cut: list[Leftover], crs: Crs) -> list[Leftover]:
    """What rounds to nothing goes to the largest, so that no part is told that isn't there."""
    shapes = np.array([*(part.shape for part in cut), None], dtype=object)[:-1]
    areas = ellipsoid_areas(shapes, crs)
    if len(cut) < 2 or (areas >= _NOTHING_M2).all():
        return cut
    largest = int(np.argmax(areas))
    nothing = [part.shape for part, area in zip(cut, areas) if area < _NOTHING_M2]
    whole = Leftover(_joined([cut[largest].shape, *nothing]), cut[largest].taken)
    return [whole if k == largest else part for k, part in enumerate(cut) if k == largest or areas[k] >= _NOTHING_M2]


def _joined(shapes: Sequence[shapely.Geometry]) -> shapely.Geometry:
    return shapes[0] if len(shapes) == 1 else shapely.normalize(shapely.union_all(shapes))


def _from_north_west(pieces: Objects) -> list[int]:
    """Order in which pieces are numbered: as maps are, from the top down and from left to right."""
    bounds = shapely.bounds(pieces).reshape(-1, 4).tolist()
    texts = shapely.to_wkb(pieces, byte_order=1).tolist()
    return sorted(range(len(pieces)), key=lambda k: (-bounds[k][3], bounds[k][0], texts[k]))
