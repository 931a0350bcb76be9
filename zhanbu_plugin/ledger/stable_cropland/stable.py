"""Stable cropland (稳定利用耕地): the survey's cropland less what each mask takes off, ground once. HB-13a."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...checks.layer import Progress
from ...checks.measures.overlap.constraint import PreparedConstraint
from ...checks.measures.overlap.overlaps import overlap_areas
from ...checks.measures.source_ground import NOISE_M2
from ...checks.progress_shares import progress_between
from .cropland import Cropland
from .masks import as_one

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class StableGround:
    """Of each polygon of cropland (n,) in m², by the share that counts: all of it, what was left out of the protection
    target, what beyond that is unstable, and the rest.
    """

    surveyed_m2: Floats
    left_out_m2: Floats
    unfit_m2: Floats
    stable_m2: Floats


def stable_ground(
    cropland: Cropland,
    excluded: PreparedConstraint | None,
    unstable: PreparedConstraint | None,
    progress: Progress = None,
) -> StableGround:
    """What is stable of cropland. Masks are prepared for its CRS. Raises ``Cancelled``."""
    areas, share = cropland.areas_m2, cropland.share
    left_out = covered(cropland, excluded, progress_between(progress, 0.0, 0.5))
    off = left_out
    if unstable is not None:
        off = covered(cropland, as_one([excluded, unstable]), progress_between(progress, 0.5, 1.0))
    off = np.where(cropland.unfit, areas, off)
    unfit = np.where(off - left_out > NOISE_M2, off - left_out, 0.0)
    stable = np.where(areas - left_out - unfit > NOISE_M2, areas - left_out - unfit, 0.0)
    return StableGround(areas * share, left_out * share, unfit * share, stable * share)


def covered(cropland: Cropland, mask: PreparedConstraint | None, progress: Progress = None) -> Floats:
    """Ellipsoid area (n,) that a mask covers of each polygon, ridges included; 0 without a mask."""
    if mask is None or not len(cropland.shapes):
        return np.zeros(len(cropland.shapes))
    shapes = cropland.shapes
    areas = np.where(shapely.is_missing(shapes), np.nan, cropland.areas_m2)
    return np.nan_to_num(overlap_areas(shapes, areas, cropland.crs, mask, progress).area_m2)
