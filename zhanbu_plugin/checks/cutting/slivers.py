"""Pieces too small or too narrow to stand alone (碎面): what becomes of them when a parcel is cut up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...regimes.rule_set import RuleSet
from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas, plane_perimeters
from ..layer import Objects
from ..measures.overlap.breadth import OverlapTolerance, counting

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class SliverRule:
    """The smallest piece and the least mean width (2·area / perimeter) that stand alone, what is mere line noise, and
    how near vertices may be.

    ``merge``: smaller pieces go to the ground that was cut out beside them; otherwise they are told on their own.
    """

    min_patch_m2: float
    min_width_m: float
    noise: OverlapTolerance
    near_vertex_m: float = 0.001
    merge: bool = False

    @classmethod
    def of(cls, rule_set: RuleSet, *, merge: bool) -> SliverRule:
        """What a rule set states (最小上图面积, 最小宽度)."""
        return cls(
            rule_set.number("sliver.min_patch_m2"),
            rule_set.number("sliver.min_width_m"),
            OverlapTolerance.of(rule_set),
            rule_set.number("geometry.near_vertex_m"),
            merge,
        )


@dataclass(frozen=True)
class Sizes:
    """Area (k,) in m² and mean width (k,) of pieces, and which of them are too small, too narrow, and line noise."""

    area_m2: Floats
    width_m: Floats
    small: Flags
    narrow: Flags
    noise: Flags

    @property
    def sliver(self) -> Flags:
        """Pieces (k,) that can't stand alone."""
        return self.small | self.narrow | self.noise


def sizes_of(pieces: Objects, crs: Crs, rule: SliverRule) -> Sizes:
    """Sizes of valid pieces (k,) in ``crs``."""
    areas = ellipsoid_areas(pieces, crs)
    with np.errstate(divide="ignore", invalid="ignore"):
        widths = 2 * areas / plane_perimeters(pieces, crs)
    noise = ~counting(pieces, areas, np.full(len(pieces), np.inf), crs, rule.noise)
    return Sizes(areas, widths, areas < rule.min_patch_m2, widths < rule.min_width_m, noise)


def longest_border(piece: shapely.Geometry, others: Objects) -> int | None:
    """Number of the one among others (m,) with which a piece has the longest border; ``None`` where it has none."""
    with np.errstate(invalid="ignore"):  # GEOS leaves the flag behind where lines meet in points only
        common = shapely.length(shapely.intersection(shapely.boundary(piece), shapely.boundary(others)))
    best = int(np.argmax(common)) if len(common) else 0
    return best if len(common) and common[best] > 0.0 else None
