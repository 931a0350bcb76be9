"""How much of each parcel counts for what, without cutting it (二调判别面积): it tells whether to split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ..layer import Objects, Progress, VectorLayer
from ..measures.overlap.breadth import OverlapTolerance, counting
from ..measures.overlap.constraint import PreparedConstraint
from ..threads import in_blocks
from .decision import Pool
from .labelled import REASONS, Evidence, Labelled, labelled
from .layers import prepare_second_survey

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
    survey: VectorLayer,
    approved: PreparedConstraint | None,
    tolerance: OverlapTolerance,
    progress: Progress = None,
) -> SecondSurveyGround:
    """Ground of valid parcels (n,) in ``crs``. Contested ground (polygons of different classes) is open: ``NONE``.

    Raises ``InputProblem`` as ``prepare_second_survey``, ``Cancelled`` when ``progress`` says stop.
    """
    evidence = Evidence(prepare_second_survey(survey, crs), approved)

    def measured(block: slice) -> tuple[Floats, NDArray[np.bool_]]:
        rows = np.arange(len(geometries), dtype=np.intp)[block]
        area, counts = np.full((len(rows), len(POOLS)), np.nan), np.zeros((len(rows), len(POOLS)), dtype=bool)
        for k, cut in enumerate(labelled(geometries, rows, evidence, [None] * len(geometries))):
            if cut is not None:
                area[k], counts[k] = _by_pool(cut, float(areas_m2[rows[k]]), crs, tolerance)
        return area, counts

    blocks = in_blocks(measured, len(geometries), _BLOCK, progress)
    return SecondSurveyGround(
        np.concatenate([np.empty((0, len(POOLS))), *(area for area, _ in blocks)]),
        np.concatenate([np.empty((0, len(POOLS)), dtype=bool), *(counts for _, counts in blocks)]),
        survey.name if approved is None else f"{survey.name}, {approved.name}",
    )


def ground_for(
    pool: Pool, geometries: Objects, crs: Crs, survey: VectorLayer, approved: PreparedConstraint | None
) -> Objects:
    """What counts for a pool of each valid parcel (n,) in ``crs``, or ``None``; contested ground counts for none.

    Raises ``InputProblem`` as ``prepare_second_survey``.
    """
    evidence = Evidence(prepare_second_survey(survey, crs), approved)
    rows = np.arange(len(geometries), dtype=np.intp)
    ground = np.full(len(rows), None, dtype=object)
    for k, cut in enumerate(labelled(geometries, rows, evidence, [None] * len(rows))):
        if cut is not None:
            meant = np.array([REASONS[label].pool is pool for label in cut.label], dtype=bool) & ~cut.contested
            ground[k] = shapely.coverage_union_all(cut.faces[meant]) if meant.any() else None
    return ground


def _by_pool(
    cut: Labelled, area_m2: float, crs: Crs, tolerance: OverlapTolerance
) -> tuple[list[float], NDArray[np.bool_]]:
    pool = np.array([POOLS.index(REASONS[label].pool) for label in cut.label], dtype=np.intp)
    pool[cut.contested] = POOLS.index(Pool.NONE)
    ground: Mapping[int, shapely.Geometry] = {
        k: shapely.coverage_union_all(cut.faces[pool == k]) for k in np.unique(pool).tolist()
    }
    shapes = np.full(len(POOLS), None, dtype=object)
    for k, shape in ground.items():
        shapes[k] = shape
    areas = np.nan_to_num(ellipsoid_areas(shapes, crs))
    if len(ground) == 1:
        areas[next(iter(ground))] = area_m2
    some = np.flatnonzero(areas > 0)
    counts = np.zeros(len(POOLS), dtype=bool)
    counts[some] = counting(shapes[some], areas[some], np.full(len(some), area_m2), crs, tolerance)
    return areas.tolist(), counts
