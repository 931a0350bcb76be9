"""Slope of parcels from an elevation model: mean, share of each grade, share above a limit, share without data (坡度).

Of parcel P on cells c with Horn's slope s(c) (``elevation``), by exact cover (``coverage``):

    mean = Σ |P ∩ c| s(c) / Σ |P ∩ c|,        share of a grade = Σ |P ∩ c| over its cells / |P|.

Areas are those of the model's grid, grades the survey's (``slope_grades``). The official grade of a parcel comes from
the survey's slope map; this one is computed and serves as reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ....survey.crs import Crs
from ...layer import Progress
from ..slope_grades import GRADE_BOUNDS, NOISE, Grades, largest_grade
from .elevation import STEPS_PER_DEGREE, opened
from .slope_classes import SlopeClasses
from .sweep import THREADS, Cover, covered

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SlopeMeasure:
    """Slope of n parcels.

    ``mean_deg`` (n,): area-weighted mean over ground with data, NaN without any. ``shares`` (n, 5): share of the
    parcel's area in grade 1 … 5. ``grade`` (n,): grade of the largest share (the lower of equal ones), 0 without data.
    ``over`` (n,): share at or above the limit. ``uncovered`` (n,): share without data; with ``shares`` it makes 1.
    ``cell_m`` (n,): side of a square as large as a cell in the middle of the parcel.
    """

    mean_deg: Floats
    shares: Floats
    grade: Grades
    over: Floats
    uncovered: Floats
    cell_m: Floats


def measure_slope(
    geometries: NDArray[np.object_],
    crs: Crs,
    dem: Path | str,
    *,
    limit_deg: float = 25.0,
    inclusive: bool = True,
    bounds: Sequence[float] = GRADE_BOUNDS,
    progress: Progress = None,
    threads: int = THREADS,
) -> SlopeMeasure:
    """Slope of polygons (n,) in ``crs`` from a DEM file in any reference system.

    ``inclusive``: ground of exactly ``limit_deg`` counts as over it (25度以上 includes 25°, A-04). ``None``,
    empty and zero-area geometries are wholly uncovered; invalid ones should be repaired before. Raises ``InputProblem``
    for an unfit DEM, ``Cancelled`` when ``progress`` says stop.
    """
    classes = SlopeClasses(bounds, limit_deg, inclusive=inclusive)
    with opened(dem) as model:
        return _measure(covered(geometries, crs, model, classes, progress, threads), classes)


def _measure(cover: Cover, classes: SlopeClasses) -> SlopeMeasure:
    whole = cover.area[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(whole > 0, cover.classes / whole, 0.0)
        parts = np.where(parts < NOISE, 0.0, np.minimum(parts, 1.0))
        covered_share = parts.sum(axis=1)
        mean = cover.values / cover.classes.sum(axis=1) / STEPS_PER_DEGREE
    known = covered_share > 0
    shares = np.stack([parts[:, classes.grade == grade].sum(axis=1) for grade in range(classes.grades)], axis=1)
    uncovered = 1.0 - covered_share
    return SlopeMeasure(
        mean_deg=np.where(known, mean, np.nan),
        shares=shares,
        grade=np.where(known, largest_grade(shares), 0).astype(np.int8),
        over=parts[:, classes.over].sum(axis=1),
        uncovered=np.where(uncovered < NOISE, 0.0, uncovered),
        cell_m=np.sqrt(cover.cell_m2),
    )
