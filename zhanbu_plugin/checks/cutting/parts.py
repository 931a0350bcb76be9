"""The parts of one parcel after ground was taken out of it (地块拆分): pieces that are left, and what is excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ..layer import Objects, objects
from ..measures.overlap.subdividing import polygons_of
from ..overlay import Overlay
from .hairs import without_hairs
from .removal import Taken
from .slivers import Sizes, SliverRule, longest_border, sizes_of
from .tidy import tidied

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


def parts_of(
    whole: shapely.Geometry, left: shapely.Geometry | None, taken: Sequence[Taken], crs: Crs, rule: SliverRule
) -> Parts:
    """Parts of a ``whole`` parcel of which ``left`` is left and ``taken`` was taken.

    Line noise among the pieces goes to the ground that was cut out beside it, other slivers as the rule says.
    """
    overlay = Overlay(crs)
    grounds = [[part.shape] for part in taken]
    pieces, _ = polygons_of(objects([_without_hairs(left, grounds, rule, overlay)]))
    pieces = pieces[from_north_west(pieces)]
    sizes = sizes_of(pieces, crs, rule)
    outlines = objects(part.shape for part in taken)
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
    kept = _tidied(kept, whole, grounds, rule, overlay)
    joined = [overlay.joined(ground) for ground in grounds]
    cut = [Leftover(shape, part) for part, shape in zip(taken, joined) if shape is not None]
    return Parts(tuple(kept), (*_with_area(cut, crs, overlay), *slivers))


def _without_hairs(
    left: shapely.Geometry | None, grounds: list[list[shapely.Geometry]], rule: SliverRule, overlay: Overlay
) -> shapely.Geometry | None:
    """What is left without its hairs, which are added to the grounds beside which they lie."""
    if left is None or not grounds:
        return left
    kept, hairs = without_hairs(left, [ground[0] for ground in grounds], rule.noise.width_m, overlay)
    for hair, k in hairs:
        grounds[k].append(hair)
    return kept


def _tidied(
    pieces: list[shapely.Polygon],
    whole: shapely.Geometry,
    grounds: list[list[shapely.Geometry]],
    rule: SliverRule,
    overlay: Overlay,
) -> list[shapely.Polygon]:
    """Pieces without vertices too near one another; the grounds cut out take what they lose and give what they win."""
    tidy = [tidied(piece, whole, rule.near_vertex_m, overlay) for piece in pieces]
    changed = [(old, new) for old, new in zip(pieces, tidy) if new is not old]
    for old, new in changed if grounds else ():
        lost = overlay.rest(objects([old]), objects([new]))[0]
        grounds[0] += [] if lost is None else [lost]
        for ground in grounds:
            rest = overlay.rest(objects([overlay.joined(ground)]), objects([new]))[0]
            ground[:] = [] if rest is None else [rest]
    return tidy


def _sliver(piece: shapely.Geometry, sizes: Sizes, k: int) -> Leftover:
    small = bool(sizes.small[k] or not sizes.narrow[k])
    return Leftover(piece, None, float(sizes.area_m2[k]), float(sizes.width_m[k]), small)


def _with_area(cut: list[Leftover], crs: Crs, overlay: Overlay) -> list[Leftover]:
    """What rounds to nothing goes to the largest, so that no part is told that isn't there."""
    shapes = objects(part.shape for part in cut)
    areas = ellipsoid_areas(shapes, crs)
    if len(cut) < 2 or (areas >= _NOTHING_M2).all():
        return cut
    largest = int(np.argmax(areas))
    nothing = [part.shape for part, area in zip(cut, areas) if area < _NOTHING_M2]
    whole = overlay.joined([cut[largest].shape, *nothing])
    return [
        Leftover(whole if k == largest else part.shape, part.taken)
        for k, part in enumerate(cut)
        if k == largest or areas[k] >= _NOTHING_M2
    ]


def from_north_west(pieces: Objects) -> list[int]:
    """Order in which pieces are numbered: as maps are, from the top down and from left to right."""
    bounds = shapely.bounds(pieces).reshape(-1, 4).tolist()
    texts = shapely.to_wkb(pieces, byte_order=1).tolist()
    return sorted(range(len(pieces)), key=lambda k: (-bounds[k][3], bounds[k][0], texts[k]))
