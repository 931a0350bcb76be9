"""Slivers among the pieces of a parcel (碎面归并): each goes to the neighbour with which it has the longest border."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...regimes.rule_set import RuleSet
from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas, plane_perimeters
from ..layer import Objects
from ..measures.overlap.breadth import A_34, OverlapTolerance, counting
from .faces import joined

Labels = NDArray[np.intp]


_CLOSE = 1.02
"""More than the scale of a Gauss–Krüger plane makes of an area anywhere in its zone."""


@dataclass(frozen=True)
class SliverRule:
    """What is too small or too narrow for a piece of its own: below ``area_m2``, or 2·area / perimeter below
    ``width_m``. What lies within ``noise`` is drawing, whatever it is called.
    """

    area_m2: float
    width_m: float
    noise: OverlapTolerance

    @classmethod
    def of(cls, rule_set: RuleSet) -> SliverRule:
        """What a rule set states."""
        area, width = rule_set.number("sliver.min_patch_m2"), rule_set.number("sliver.min_width_m")
        return cls(area, width, OverlapTolerance.of(rule_set))


SICHUAN = SliverRule(400.0, 1.0, A_34)
"""As the rule sets of Sichuan state it: smallest mapped area, and the width from which ridges count in the south."""


@dataclass(frozen=True)
class Joined:
    """Polygons (p,) of the faces (k,) of a parcel that are of one ``label`` (k,) and touch; ``of`` (p,) is theirs."""

    label: Labels
    pieces: Objects
    of: Labels


def without_slivers(faces: Objects, label: Labels, kept: frozenset[int], crs: Crs, rule: SliverRule) -> Joined:
    """The faces (k,) of one parcel with labels (k,), joined after its slivers took the label of a neighbour.

    The smallest goes first. A sliver without a neighbour stays, and so does one with a label of ``kept`` unless it is
    noise: ground that nobody knows about doesn't become somebody's by being small.
    """
    label = label.copy()
    while True:
        pieces, of = joined(faces, label)
        found = _next_sliver(pieces, of, kept, crs, rule) if len(pieces) > 1 else None
        if found is None:
            return Joined(label, pieces, of)
        sliver, neighbour = found
        shapely.prepare(pieces[sliver])
        label[shapely.intersects(pieces[sliver], shapely.point_on_surface(faces))] = of[neighbour]


def _next_sliver(
    pieces: Objects, label: Labels, kept: frozenset[int], crs: Crs, rule: SliverRule
) -> tuple[int, int] | None:
    """The smallest sliver that has a neighbour, and that neighbour."""
    if not _may_have_slivers(pieces, crs, rule):
        return None
    areas = ellipsoid_areas(pieces, crs)
    widths = 2 * areas / plane_perimeters(pieces, crs)
    small = (areas < rule.area_m2) | (widths < rule.width_m)
    stays = np.isin(label, list(kept))
    stays[stays] = counting(pieces[stays], areas[stays], np.full(int(stays.sum()), np.inf), crs, rule.noise)
    for i in np.argsort(areas, kind="stable").tolist():
        if small[i] and not stays[i]:
            borders = _shared_borders(pieces[i], pieces)
            borders[label == label[i]] = 0.0
            neighbour = int(np.lexsort((areas, borders))[-1])
            if borders[neighbour] > 0.0:
                return i, neighbour
    return None


def _may_have_slivers(pieces: Objects, crs: Crs, rule: SliverRule) -> bool:
    """Whether a closer look is needed: areas and lengths of a zone's plane are those of the ground within a percent."""
    if not crs.is_gauss_plane:
        return True
    areas, lengths = shapely.area(pieces), shapely.length(pieces)
    return bool(((areas < _CLOSE * rule.area_m2) | (2 * areas < _CLOSE * rule.width_m * lengths)).any())


def _shared_borders(piece: shapely.Geometry, pieces: Objects) -> NDArray[np.float64]:
    """Length (p,) of the outline that a piece has in common with each of them."""
    with np.errstate(invalid="ignore"):  # GEOS leaves the flag behind where lines meet in points only
        common = shapely.intersection(shapely.boundary(piece), shapely.boundary(pieces))
    return np.asarray(shapely.length(common))
