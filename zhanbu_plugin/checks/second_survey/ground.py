"""How much of each parcel counts for what, without cutting it (二调判别面积): it tells whether to split."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ..layer import Objects, Progress
from ..measures.overlap.breadth import OverlapTolerance, counting
from ..measures.overlap.constraint import PreparedConstraint
from ..threads import in_blocks
from .decision import Pool, Reason
from .faces import union_of
from .labelled import OPEN, REASONS, Evidence, Labelled, labelled
from .layers import SecondSurvey
from .slivers import SliverRule, without_slivers

Floats = NDArray[np.float64]
_BLOCK = 256
POOLS = tuple(Pool)


@dataclass(frozen=True)
class SecondSurveyGround:
    """Ellipsoid areas (n, 3) of parcels by ``POOLS``, NaN without a shape, and whether each is more than drawing
    explains (A-34). ``source`` names the layers.
    """

    area_m2: Floats
    counts: NDArray[np.bool_]
    source: str

    def of(self, pool: Pool) -> tuple[Floats, NDArray[np.bool_]]:
        """Areas (n,) of the ground that counts for a pool, and which of them count as such."""
        k = POOLS.index(pool)
        return self.area_m2[:, k], self.counts[:, k]


def second_survey_ground(
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    survey: SecondSurvey,
    approved: PreparedConstraint | None,
    slivers: SliverRule,
    progress: Progress = None,
) -> SecondSurveyGround:
    """Ground of valid parcels (n,) in ``crs``, slivers with their neighbours as in the split, so that its pieces pass.
    Contested ground (polygons of different classes) is open: ``NONE``.

    Raises ``Cancelled`` when ``progress`` says stop.
    """
    evidence = Evidence(survey, approved)
    name = survey.prepared.name

    def measured(block: slice) -> tuple[Floats, NDArray[np.bool_]]:
        rows = np.arange(len(geometries), dtype=np.intp)[block]
        shapes = np.full((len(rows), len(POOLS)), None, dtype=object)
        for k, cut in enumerate(labelled(geometries, rows, evidence, [None] * len(geometries))):
            if cut is not None:
                for pool, shape in _by_pool(cut, crs, slivers).items():
                    shapes[k, pool] = shape
        return _measured(shapes, areas_m2[rows], crs, slivers.noise)

    blocks = in_blocks(measured, len(geometries), _BLOCK, progress)
    return SecondSurveyGround(
        np.concatenate([np.empty((0, len(POOLS))), *(area for area, _ in blocks)]),
        np.concatenate([np.empty((0, len(POOLS)), dtype=bool), *(counts for _, counts in blocks)]),
        name if approved is None else f"{name}, {approved.name}",
    )


def ground_for(
    pool: Pool,
    geometries: Objects,
    crs: Crs,
    survey: SecondSurvey,
    approved: PreparedConstraint | None,
    slivers: SliverRule,
) -> Objects:
    """What counts for a pool of each valid parcel (n,) in ``crs``, or ``None``; contested ground counts for none."""
    rows = np.arange(len(geometries), dtype=np.intp)
    ground = np.full(len(rows), None, dtype=object)
    for k, cut in enumerate(labelled(geometries, rows, Evidence(survey, approved), [None] * len(rows))):
        if cut is not None:
            ground[k] = _by_pool(cut, crs, slivers).get(POOLS.index(pool))
    return ground


def _by_pool(cut: Labelled, crs: Crs, slivers: SliverRule) -> dict[int, shapely.Geometry]:
    """The ground of a parcel by the place of its pool in ``POOLS``."""
    label = np.where(cut.contested, REASONS.index(Reason.CLASS_UNKNOWN), cut.label)
    final = without_slivers(cut.faces, label, OPEN, crs, slivers).label
    pool = np.array([POOLS.index(REASONS[k].pool) for k in final], dtype=np.intp)
    return {k: union_of(cut.faces[pool == k]) for k in np.unique(pool).tolist()}


def _measured(
    shapes: Objects, areas_m2: Floats, crs: Crs, tolerance: OverlapTolerance
) -> tuple[Floats, NDArray[np.bool_]]:
    """Areas (n, 3) of ground (n, 3) of parcels with areas (n,), and which are more than drawing explains."""
    there = ~shapely.is_missing(shapes)
    area = np.where(there.any(axis=1)[:, None], 0.0, np.nan) * np.ones(len(POOLS))
    area[there] = ellipsoid_areas(shapes[there], crs)
    whole = np.flatnonzero(there.sum(axis=1) == 1)
    area[whole, np.argmax(there[whole], axis=1)] = areas_m2[whole]
    counts = np.zeros(shapes.shape, dtype=bool)
    of = np.broadcast_to(areas_m2[:, None], shapes.shape)
    counts[there] = counting(shapes[there], area[there], of[there], crs, tolerance)
    return area, counts
