"""New stable cropland that doesn't count as increase (不计入净增加的部分): adjusted, or filed elsewhere. HB-13b."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from ...checks.layer import Objects, Progress, VectorLayer, objects
from ...checks.measures.overlap.constraint import PreparedConstraint, prepare
from ...checks.measures.overlap.covered_ground import covered_ground, uncovered_ground
from ...checks.measures.overlap.overlaps import overlap_areas
from ...checks.measures.source_ground import NOISE_M2
from ...checks.progress_shares import progress_between
from ...checks.turns import BoxTree
from ...survey.crs import same_system
from .cropland import Cropland
from .masks import as_one
from .stable import covered

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Masks:
    """Layers prepared for the CRS of the survey; ``None`` where none was given.

    ``unstable_then`` is unstable ground of the base year, ``None`` where ``unstable`` serves for both.
    """

    excluded: PreparedConstraint | None
    unstable: PreparedConstraint | None
    unstable_then: PreparedConstraint | None
    adjusted: PreparedConstraint | None
    filed: PreparedConstraint | None


@dataclass(frozen=True)
class NotCounted:
    """Of ground that is stable cropland now and wasn't in the base year, in m²: adjusted from unstable, filed, and
    either of both (which isn't their sum where they overlap).
    """

    adjusted_m2: float
    filed_m2: float
    either_m2: float


def not_counted(now: Cropland, then: Cropland, masks: Masks, progress: Progress = None) -> NotCounted:
    """What doesn't count of the new stable cropland. Raises ``Cancelled``.

    New is what no mask takes off now and what wasn't stable cropland then. Ground that the layers cover elsewhere
    brought no increase, so nothing is taken off for it.
    """
    stable, unstable = _then(then, masks)
    adjusted = as_one([masks.adjusted, _prepared(unstable, now)])
    either = as_one([adjusted, masks.filed])
    met = ~now.unfit & (covered(now, either, progress_between(progress, 0.0, 0.4)) > NOISE_M2)
    shapes, areas = now.shapes[met], now.areas_m2[met]
    barred = as_one([masks.excluded, masks.unstable, _prepared(_near(stable, shapes, now), now)])

    def beyond(mask: PreparedConstraint | None, first: float) -> float:
        if mask is None or not len(shapes):
            return 0.0
        share = progress_between(progress, first, first + 0.2)
        whole = _overlap(shapes, areas, now, as_one([barred, mask]), share)
        new = whole - off
        return float(np.sum(np.where(new > NOISE_M2, new, 0.0) * now.share[met]))

    off = _overlap(shapes, areas, now, barred, None)
    return NotCounted(beyond(adjusted, 0.4), beyond(masks.filed, 0.6), beyond(either, 0.8))


def _overlap(
    shapes: Objects, areas: Floats, cropland: Cropland, mask: PreparedConstraint | None, progress: Progress
) -> Floats:
    if mask is None:
        return np.zeros(len(shapes))
    return overlap_areas(shapes, areas, cropland.crs, mask, progress).area_m2


def _then(then: Cropland, masks: Masks) -> tuple[VectorLayer, VectorLayer]:
    """Cropland that was stable in the base year, and that wasn't.

    Where one layer says what is unstable in both years, it bars the same ground of both, and needn't be cut out.
    """
    filled = ~shapely.is_missing(then.shapes)
    fit, unfit = filled & ~then.unfit, then.ground(filled & then.unfit)
    if masks.unstable_then is None:
        return then.ground(fit), unfit
    stable, taken = _parted(then, fit, masks.unstable_then)
    together = [*unfit.geometries, *taken.geometries]
    shapes = objects(together)
    fids = np.concatenate([unfit.fids, taken.fids])
    remarks = np.concatenate([unfit.remarks, taken.remarks])
    return stable, replace(unfit, geometries=shapes, fids=fids, remarks=remarks, fields={}, definitions={})


def _near(layer: VectorLayer, shapes: Objects, now: Cropland) -> VectorLayer:
    """The polygons whose boxes meet those of some shapes in the CRS of ``now``; in another CRS all of them."""
    if not same_system(layer.crs, now.crs):
        return layer
    near = np.zeros(len(layer), dtype=bool)
    near[BoxTree(layer.geometries).query(shapes)[1]] = True
    return layer.taking(near)


def _parted(then: Cropland, chosen: NDArray[np.bool_], mask: PreparedConstraint) -> tuple[VectorLayer, VectorLayer]:
    """What a mask, prepared for the base year's own CRS, leaves of chosen polygons, and what it covers of them."""
    off = np.where(chosen, covered(then, mask), 0.0)
    hit = off > NOISE_M2
    rest = np.where(hit, np.maximum(then.areas_m2 - off, 0.0), 0.0)
    left, taken = then.shapes.copy(), np.full(len(then.shapes), None, dtype=object)
    left[hit] = uncovered_ground(then.shapes[hit], np.where(rest[hit] > NOISE_M2, rest[hit], 0.0), mask)
    taken[hit] = covered_ground(then.shapes[hit], mask)
    kept = chosen & ~shapely.is_missing(left)
    return then.ground(kept, left), then.ground(~shapely.is_missing(taken), taken)


def _prepared(layer: VectorLayer, now: Cropland) -> PreparedConstraint | None:
    return prepare(layer, "survey", now.crs) if len(layer) else None
