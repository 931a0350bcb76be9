"""Asks the sources of slope that a rule set trusts (坡度来源) about a batch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..regimes.rule_set import RuleSet
from ..survey.crs import Crs
from .case import Floats
from .kept.patches import patched_shares
from .kept.tables import Memory
from .layer import Objects, Progress, VectorLayer
from .measures.overlap.constraint import PreparedConstraint, prepare
from .measures.slope_grades import grades_of, grades_over
from .measures.slope_map import grade_field, measure_slope_map
from .measures.steep_ground import (
    DEM,
    SLOPE_MAP,
    SURVEY_GRADE,
    SlopeAnswer,
    SteepGround,
    by_dem,
    by_slope_map,
    by_survey_grade,
    steep_ground,
)
from .measures.steep_patches import (
    WHOLE,
    in_large_patches,
    least_patch,
    mapped_patches,
    steep_enough,
    whole_parcels,
)
from .measures.terrain.elevation import DemFacts
from .measures.terrain.slope import SlopeMeasure
from .measures.terrain.steep_cells import Steepness
from .parcels import ParcelBatch
from .progress_shares import progress_between
from .slope_rule import EXCLUDE_PART, SlopeRule


@dataclass(frozen=True)
class SlopeData:
    """What a batch has to tell its slope by, apart from the survey's own grade; ``None`` for what wasn't given.

    ``memory`` has what earlier checks measured.
    """

    dem: Path | str | None
    dem_sha256: str
    facts: DemFacts | None
    slope: SlopeMeasure | None
    slope_map: VectorLayer | None
    memory: Memory


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
            stage = progress_between(progress, 0.0, 0.5)
            found = measure_slope_map(shapes, areas_m2, parcels.layer.crs, data.slope_map, stage)
            answers.append(by_slope_map(found, limit))
        if source == SURVEY_GRADE and (grades := parcels.texts("GDPDJB")) is not None:
            answers.append(by_survey_grade(grades, parcels.layer.name, limit))
    if not answers:
        return None
    steep = steep_ground(answers, rule_set.number("slope.uncovered_share"))
    if SlopeRule.of(rule_set).mode != EXCLUDE_PART:
        return steep
    stage = progress_between(progress, 0.5, 1.0)
    return replace(steep, patched=_patched(steep, shapes, areas_m2, parcels.layer.crs, rule_set, data, stage))


def steep_map(layer: VectorLayer, limit_deg: float, crs: Crs) -> PreparedConstraint:
    """The ground of a slope map that is over the limit."""
    grades = grades_of(layer.fields[grade_field(layer)])
    return prepare(layer.taking((grades > 0) & grades_over(limit_deg)[grades - 1]), "slopemap-steep", crs, part=True)


def _patched(
    steep: SteepGround,
    shapes: Objects,
    areas_m2: Floats,
    crs: Crs,
    rule_set: RuleSet,
    data: SlopeData,
    progress: Progress,
) -> Floats:
    """Share (n,) in patches to be cut out, by the source that each parcel takes."""
    smallest = rule_set.number("slope.min_patch_m2")
    least = least_patch(smallest, areas_m2)
    graded = steep_enough(areas_m2, steep.over, least) & ~steep.by(DEM)
    whole = graded & (steep.over >= WHOLE)
    patched = in_large_patches(whole_parcels(shapes, crs, np.flatnonzero(whole)), areas_m2, least)
    mapped = np.flatnonzero(graded & ~whole & steep.by(SLOPE_MAP))
    if len(mapped) and data.slope_map is not None:
        steep_ground_of_map = steep_map(data.slope_map, rule_set.number("slope.limit_deg"), crs)
        found = mapped_patches(shapes[mapped], crs, steep_ground_of_map)
        patched[mapped] = np.minimum(in_large_patches(found, areas_m2[mapped], least[mapped]), steep.over[mapped])
    computed = steep.by(DEM)
    if data.slope is None or data.dem is None or not computed.any():
        return patched
    by_model = patched_shares(
        data.memory,
        shapes,
        areas_m2,
        data.slope.over,
        data.dem,
        data.dem_sha256,
        Steepness.of(rule_set),
        min_patch_m2=smallest,
        progress=progress,
    )
    return np.where(computed, by_model, patched)
