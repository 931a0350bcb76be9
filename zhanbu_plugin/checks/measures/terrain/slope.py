"""Slope of parcels from an elevation model: mean, share of each grade, share above a limit, share without data (坡度).

Shares are of the parcel's own area on the model's grid, by exact cover of cells (``coverage``). Grades are those of
GDPDJB (land-survey standards 3.4): 1 ≤ 2°, 2 ≤ 6°, 3 ≤ 15°, 4 ≤ 25° < 5, an upper bound belonging to the lower grade.
The official grade of a parcel comes from the survey's slope map; this one is computed and serves as reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ....survey.cancel import Cancelled
from ....survey.crs import Crs, same_system, transform_geometries
from .coverage import Tally, strip_of
from .elevation import NO_SLOPE, STEPS_PER_DEGREE, Dem, opened
from .outlines import Outlines, Whole, outlines_of

Floats = NDArray[np.float64]
Progress = Callable[[float], bool]

GRADE_BOUNDS = (2.0, 6.0, 15.0, 25.0)
"""Degrees (GDPDJB, land-survey standards 3.4)."""
LONGEST_EDGE_M = 250.0
"""A straight edge moved to another system bends by about its length²/(8·R): 1 mm for this length."""
NOISE = 1e-9
"""Shares below this are rounding of coordinates (a millimetre's width on a kilometre), and count as nothing."""
_STRIP_CELLS = 1 << 20
_CHAINS_AT_ONCE = 8192
_PARCELS_AT_ONCE = 4096
_MOVING = 0.5
"""Share of the progress that moving parcels to the DEM's system takes."""


@dataclass(frozen=True)
class SlopeMeasure:
    """Slope of n parcels.

    ``mean_deg`` (n,): area-weighted mean over ground with data, NaN without any. ``shares`` (n, 5): share of the
    parcel's area in grade 1 … 5. ``grade`` (n,): grade of the largest share (the lower of equal ones), 0 without data.
    ``over`` (n,): share at or above the limit. ``uncovered`` (n,): share without data; with ``shares`` it makes 1.
    ``cell_m``: side of a square as large as a cell in the middle of the parcels.
    """

    mean_deg: Floats
    shares: Floats
    grade: NDArray[np.int8]
    over: Floats
    uncovered: Floats
    cell_m: float


def measure_slope(
    geometries: NDArray[np.object_],
    crs: Crs,
    dem: Path | str,
    *,
    limit_deg: float = 25.0,
    inclusive: bool = True,
    bounds: Sequence[float] = GRADE_BOUNDS,
    progress: Progress | None = None,
) -> SlopeMeasure:
    """Slope of polygons (n,) in ``crs`` from a DEM file in any reference system.

    ``inclusive``: ground of exactly ``limit_deg`` counts as over it (25度以上 includes 25°, domain A-04). ``progress``
    gets a fraction and answers whether to go on. ``None``, empty and zero-area geometries are wholly uncovered;
    invalid ones should be repaired before. Raises ``InputProblem`` for an unfit DEM and ``Cancelled``.
    """
    with opened(dem) as model:
        same = same_system(crs, model.facts.crs)
        moved = geometries if same else _on_grid(geometries, crs, model.facts.crs, progress)
        done = 0.0 if same else _MOVING
        outlines = outlines_of(moved, model.grid)
        classes = _Classes(bounds, limit_deg, inclusive)
        tally = Tally(outlines, model.grid.columns, classes.count)
        near = _chains_near(outlines, model)
        outside = near[(outlines.chain_low[near] < 0) | (outlines.chain_high[near] > model.grid.rows)]
        tally.add_outside(outside, model.grid.rows, model.ground.cell_area)
        for fraction in _add_strips(tally, outlines, near, model, classes):
            _go_on(progress, done + (1.0 - done) * fraction)
        return _measure(tally, classes, _cell_size(outlines, model))


class _Classes:
    """Classes of slope between which either the grade or the side of the limit changes.

    Class k (1 …) holds the steps from the (k − 1)th threshold up to the kth; a bound belongs to the lower grade.
    """

    def __init__(self, bounds: Sequence[float], limit: float, inclusive: bool) -> None:
        grade_starts = [round(bound * STEPS_PER_DEGREE) + 1 for bound in bounds]
        over_start = round(limit * STEPS_PER_DEGREE) + (0 if inclusive else 1)
        self.thresholds = sorted({*grade_starts, over_start} - {0})
        self.count = len(self.thresholds) + 1
        starts = np.array([0, *self.thresholds])
        self.grade = np.searchsorted(np.array(grade_starts), starts, side="right")
        """Grade − 1 of each class."""
        self.over = starts >= over_start
        self.grades = len(bounds) + 1

    def of(self, slopes: NDArray[np.int32]) -> NDArray[np.uint8]:
        """Class of each cell, 0 without slope."""
        classes = (slopes != NO_SLOPE).astype(np.uint8)
        for threshold in self.thresholds:
            classes += slopes >= threshold
        return classes


def _on_grid(geometries: NDArray[np.object_], crs: Crs, target: Crs, progress: Progress | None) -> NDArray[np.object_]:
    unit = np.radians(6_371_000.0) if crs.is_geographic else crs.metres_per_unit
    moved = np.empty(len(geometries), dtype=object)
    for first in range(0, len(geometries), _PARCELS_AT_ONCE):
        _go_on(progress, _MOVING * first / len(geometries))
        part = slice(first, first + _PARCELS_AT_ONCE)
        moved[part] = transform_geometries(geometries[part], crs, target, max_segment=LONGEST_EDGE_M / unit)
    return moved


def _go_on(progress: Progress | None, fraction: float) -> None:
    if progress is not None and not progress(fraction):
        raise Cancelled


def _chains_near(outlines: Outlines, model: Dem) -> Whole:
    """Chains of the polygons that reach over the raster."""
    over = (outlines.high_u > 0) & (outlines.low_u < model.grid.columns)
    over &= (outlines.high_v > 0) & (outlines.low_v < model.grid.rows)
    return np.flatnonzero(over[outlines.polygon])


def _add_strips(tally: Tally, outlines: Outlines, near: Whole, model: Dem, classes: _Classes) -> Iterator[float]:
    """Add up the raster strip by strip, reading only where polygons are; yields the fraction done.

    The strips are the raster's own, so that a parcel's numbers don't depend on its neighbours in the batch.
    """
    height = int(np.clip(_STRIP_CELLS // model.grid.columns, 16, 256))
    strips, chains = _strips_of(outlines, near, height, model.grid.rows)
    starts = np.flatnonzero(np.diff(strips, prepend=-1))
    for first, last in zip(starts, [*starts[1:], len(strips)]):
        members = chains[first:last]
        row = int(strips[first]) * height
        rows = min(height, model.grid.rows - row)
        own = outlines.polygon[members]
        left = int(np.clip(np.floor(outlines.low_u[own].min()), 0, model.grid.columns - 1))
        right = int(np.clip(np.ceil(outlines.high_u[own].max()), left + 1, model.grid.columns))
        slopes = model.slopes(row, rows, left, right - left)
        weight = model.ground.cell_area(np.arange(row, row + rows) + 0.5)
        strip = strip_of(classes.of(slopes), np.maximum(slopes, 0), weight, row, left, classes.count)
        for begin in range(0, len(members), _CHAINS_AT_ONCE):
            tally.add(strip, members[begin : begin + _CHAINS_AT_ONCE])
            yield min(1.0, (first + begin + _CHAINS_AT_ONCE) / len(strips))


def _strips_of(outlines: Outlines, near: Whole, height: int, rows: int) -> tuple[Whole, Whole]:
    """Pairs (strip, chain) of each chain and the strips that it touches, sorted by strip."""
    low = np.floor(np.maximum(outlines.chain_low[near], 0) / height).astype(np.int64)
    high = np.ceil(np.minimum(outlines.chain_high[near], rows) / height).astype(np.int64)
    touched = np.maximum(high - low, 0)
    chain = np.repeat(near, touched)
    strip = np.repeat(low, touched) + np.arange(len(chain)) - np.repeat(np.cumsum(touched) - touched, touched)
    order = np.argsort(strip, kind="stable")
    return strip[order], chain[order]


def _cell_size(outlines: Outlines, model: Dem) -> float:
    known = np.isfinite(outlines.low_v)
    if not known.any():
        return model.facts.cell_m
    middle = 0.5 * (outlines.low_v[known].min() + outlines.high_v[known].max())
    return float(np.sqrt(model.ground.cell_area(np.array([np.clip(middle, 0, model.grid.rows)])))[0])


def _measure(tally: Tally, classes: _Classes, cell_m: float) -> SlopeMeasure:
    area, class_areas = tally.areas(), tally.class_areas()
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(area[:, None] > 0, class_areas / area[:, None], 0.0)
        parts = np.where(parts < NOISE, 0.0, np.minimum(parts, 1.0))
        covered = parts.sum(axis=1)
        mean = np.where(covered > 0, tally.value_integrals() / class_areas.sum(axis=1) / STEPS_PER_DEGREE, np.nan)
    shares = np.stack([parts[:, classes.grade == grade].sum(axis=1) for grade in range(classes.grades)], axis=1)
    largest = np.argmax(shares >= shares.max(axis=1, keepdims=True) - NOISE, axis=1) + 1
    uncovered = 1.0 - covered
    return SlopeMeasure(
        mean_deg=mean,
        shares=shares,
        grade=np.where(covered > 0, largest, 0).astype(np.int8),
        over=parts[:, classes.over].sum(axis=1),
        uncovered=np.where(uncovered < NOISE, 0.0, uncovered),
        cell_m=cell_m,
    )
