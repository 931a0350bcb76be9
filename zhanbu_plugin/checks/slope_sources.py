"""Asks the sources of slope that a rule set trusts (坡度来源) about a batch."""

from __future__ import annotations

from ..regimes.rule_set import RuleSet
from .case import Floats
from .layer import Objects, Progress, VectorLayer
from .measures.slope_map import measure_slope_map
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
from .measures.terrain.elevation import DemFacts
from .measures.terrain.slope import SlopeMeasure
from .parcels import ParcelBatch


def steepness(
    parcels: ParcelBatch,
    shapes: Objects,
    areas_m2: Floats,
    rule_set: RuleSet,
    slope: SlopeMeasure | None,
    dem: DemFacts | None,
    slope_map: VectorLayer | None,
    progress: Progress = None,
) -> SteepGround | None:
    """How steep parcels (n,) are by ``slope.source``, ``None`` where none of those sources was given.

    Raises ``InputProblem`` for a slope map without grades and ``Cancelled``.
    """
    limit = rule_set.number("slope.limit_deg")
    answers: list[SlopeAnswer] = []
    for source in rule_set.text("slope.source").split():
        if source == DEM and slope is not None and dem is not None:
            answers.append(by_dem(slope, dem.name, rule_set.number("slope.coarsest_cell_m")))
        if source == SLOPE_MAP and slope_map is not None:
            found = measure_slope_map(shapes, areas_m2, parcels.layer.crs, slope_map, progress)
            answers.append(by_slope_map(found, limit))
        if source == SURVEY_GRADE and (grades := parcels.texts("GDPDJB")) is not None:
            answers.append(by_survey_grade(grades, parcels.layer.name, limit))
    if not answers:
        return None
    return steep_ground(answers, rule_set.number("slope.uncovered_share"))
