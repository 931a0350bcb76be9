"""Asks the sources of slope that a rule set trusts (坡度来源) about a batch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..regimes.rule_set import RuleSet
from ..survey.crs import Crs
from .case import Floats
from .layer import Objects, Progress, VectorLayer
from .measures.overlap.constraint import PreparedConstraint, prepare
from .measures.slope_map import grade_field, grades_of, measure_slope_map
from .measures.steep_ground import (
    DEM,
    SLOPE_MAP,
    SURVEY_GRADE,
    Flags,
    SlopeAnswer,
    SteepGround,
    by_dem,
    by_slope_map,
    by_survey_grade,
    grades_over,
    steep_ground,
)
from .measures.steep_patches import (
    Steepness,
    in_large_patches,
    mapped_patches,
    patch_shares,
    whole_parcels,
)
from .measures.terrain.elevation import DemFacts
from .measures.terrain.slope import SlopeMeasure
from .parcels import ParcelBatch
from .slope_rule import EXCLUDE_PART, SlopeRule

_WHOLE = 1.0 - 1e-9
"""Share from which on a parcel is steep all over, whatever rounding says."""


@dataclass(frozen=True)
class SlopeData:
    """What a batch has to tell its slope by, apart from the survey's own grade; ``None`` for what wasn't given."""

    dem: Path | str | None
    facts: DemFacts | None
    slope: SlopeMeasure | None
    slope_map: VectorLayer | None


def steepness(
    parcels: ParcelBatch,
    shapes: Objects,
    areas_m2: Floats,
    rule_set: RuleSet,
    data: SlopeData,
    progress: Progress = None,
) -> SteepGround | None:
    """How steep parcels (n,) are by ``slope.source``, ``None`` where none of those sources was given.

    Raises ``InputProblem`` for a slope map without grades and ``Cancelled``.
    """
    limit = rule_set.number("slope.limit_deg")
    answers: list[SlopeAnswer] = []
    for source in rule_set.text("slope.source").split():
        if source == DEM and data.slope is not None and data.facts is not None:
            answers.append(by_dem(data.slope, data.facts.name, rule_set.number("slope.coarsest_cell_m")))
        if source == SLOPE_MAP and data.slope_map is not None:
            found = measure_slope_map(shapes, areas_m2, parcels.layer.crs, data.slope_map, progress)
            answers.append(by_slope_map(found, limit))
        if source == SURVEY_GRADE and (grades := parcels.texts("GDPDJB")) is not None:
            answers.append(by_survey_grade(grades, parcels.layer.name, limit))
    if not answers:
        return None
    steep = steep_ground(answers, rule_set.number("slope.uncovered_share"))
    if SlopeRule.of(rule_set).mode != EXCLUDE_PART:
        return steep
    return replace(steep, patched=_patched(steep, shapes, areas_m2, parcels.layer.crs, rule_set, data, progress))


def least_patch(rule_set: RuleSet, areas_m2: Floats) -> Floats:
    """Smallest patch (n,) that is cut out of parcels of these areas: a smaller one counts when it is steep all over."""
    return np.asarray(np.minimum(rule_set.number("slope.min_patch_m2"), areas_m2))


def steep_map(layer: VectorLayer, limit_deg: float, crs: Crs) -> PreparedConstraint:
    """The ground of a slope map that is over the limit."""
    grades = grades_of(layer.fields[grade_field(layer)])
    return prepare(layer.taking((grades > 0) & grades_over(limit_deg)[grades - 1]), "slopemap-steep", crs)


def _patched(
    steep: SteepGround,
    shapes: Objects,
    areas_m2: Floats,
    crs: Crs,
    rule_set: RuleSet,
    data: SlopeData,
    progress: Progress,
) -> Floats:
    """Share (n,) in patches to be cut out. Only parcels that are steep enough in sum are looked at."""
    least = least_patch(rule_set, areas_m2)
    with np.errstate(invalid="ignore"):
        enough = (steep.over > 0) & (steep.over * areas_m2 >= least * _WHOLE)
    whole = enough & (steep.over >= _WHOLE)
    patched = in_large_patches(whole_parcels(shapes, crs, np.flatnonzero(whole)), areas_m2, least)

    def add(rows: Flags, some: Floats) -> None:
        patched[rows] = np.minimum(some, steep.over[rows])

    computed = enough & ~whole & steep.by(DEM)
    if computed.any() and data.dem is not None:
        limit = Steepness.of(rule_set)
        found = patch_shares(shapes[computed], crs, data.dem, limit, progress)
        add(computed, in_large_patches(found, areas_m2[computed], least[computed]))
    mapped = enough & ~whole & steep.by(SLOPE_MAP)
    if mapped.any() and data.slope_map is not None:
        on_map = mapped_patches(shapes[mapped], crs, steep_map(data.slope_map, rule_set.number("slope.limit_deg"), crs))
        add(mapped, in_large_patches(on_map, areas_m2[mapped], least[mapped]))
    return patched
