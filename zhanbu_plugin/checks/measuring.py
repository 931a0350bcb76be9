"""Measures everything that rules look at, in one pass over the batch (量测)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import numpy as np
import shapely

from ..regimes.rule_set import RuleSet
from ..survey.crs import Crs
from .case import Floats, Measurements, RoleOverlap
from .freed_memory import give_back
from .kept.folder import Kept
from .kept.layers import layer_source, prepared_layer
from .kept.overlaps import county_measure, overlap_measures
from .kept.pairs import compared_pairs
from .kept.shapes import shape_measures
from .kept.slopes import slope_measure
from .kept.tables import Memory
from .layer import Objects, Progress, VectorLayer
from .measures.duplicates import duplicates
from .measures.overlap.breadth import OverlapTolerance
from .measures.overlap.constraint import PreparedConstraint
from .measures.terrain.elevation import dem_facts
from .measures.terrain.slope import SlopeMeasure
from .parcels import PART, ParcelBatch
from .progress_shares import progress_between
from .second_survey.ground import SecondSurveyGround, second_survey_ground
from .second_survey.layers import prepare_second_survey
from .second_survey.slivers import SliverRule
from .slope_sources import SlopeData, steepness
from .snapshots import raster_sha256
from .survey_classes import SURVEYS, surveyed_classes
from .threads import in_blocks
from .turns import let_go

_CLAIMS, _COUNTY, _SLOPE_MAP, _SECOND = "claims", "county", "slopemap", "survey2"
_WEIGHTS = {
    "shapes": 2,
    "layers": 2,
    "overlaps": 8,
    "duplicates": 3,
    "slope": 2,
    "grades": 1,
    "classes": 1,
    "second": 1,
}
"""How long the stages of measuring usually take."""
_LOOK_S = 0.2
"""Seconds between two looks whether to go on, while a large layer is prepared."""


@dataclass(frozen=True)
class Surroundings:
    """What parcels are measured against: a DEM (path, or GDAL's name for it), constraint layers by role, the pool's
    active claims.
    """

    dem: Path | str | None = None
    roles: Mapping[str, VectorLayer] = field(default_factory=dict)
    claims: VectorLayer | None = None
    dem_sha256: str = ""
    """Where it is known already that the DEM is what it was."""


def measure(
    parcels: ParcelBatch,
    around: Surroundings,
    rule_set: RuleSet,
    progress: Progress = None,
    *,
    kept: Kept | None = None,
) -> Measurements:
    """Measurements of a batch, those that ``kept`` knows without measuring again.

    Raises ``InputProblem`` for a DEM or layer that can't be used, ``Cancelled`` on stop.
    """
    give_back(len(parcels))
    stages = _Stages(progress, _WEIGHTS)
    crs, tolerance = parcels.layer.crs, OverlapTolerance.of(rule_set)
    memory = Memory(kept if kept is not None and kept.measures else None, parcels.geometries, crs)
    found = shape_measures(
        memory,
        parcels.layer,
        spike_angle_deg=rule_set.number("geometry.spike_deg"),
        near_vertex_m=rule_set.number("geometry.near_vertex_m"),
        progress=stages.of("shapes"),
    )
    shapes, areas = found.shapes, found.area_m2
    layers = {role: layer for role, layer in sorted(around.roles.items()) if role not in (_SLOPE_MAP, SURVEYS)}
    if around.claims is not None:
        layers[_CLAIMS] = around.claims
    prepared = _prepared(kept, layers, crs, stages.of("layers"))
    give_back(len(parcels))
    met = overlap_measures(memory, layers, prepared, shapes, areas, tolerance, stages.of("overlaps"))
    give_back(len(parcels))
    overlaps = {role: RoleOverlap(prepared[role], met[role]) for role in prepared}
    claims, inside = overlaps.pop(_CLAIMS, None), overlaps.pop(_COUNTY, None)
    pairs = compared_pairs(memory, layer_source(parcels.layer), shapes, tolerance, stages.of("duplicates"))
    give_back(len(parcels))
    dem = None if around.dem is None else dem_facts(around.dem)
    dem_sha256 = "" if around.dem is None else around.dem_sha256 or raster_sha256(str(around.dem))
    slope = _slope(memory, shapes, around.dem, dem_sha256, rule_set, stages.of("slope"))
    slope_data = SlopeData(around.dem, dem_sha256, dem, slope, around.roles.get(_SLOPE_MAP), memory)
    return Measurements(
        geometries=shapes,
        validity=found.validity,
        crs_remarks=found.remarks,
        area_m2=areas,
        duplicates=duplicates(shapes, crs, _survey_keys(parcels), tolerance=tolerance, pairs=pairs),
        overlaps=overlaps,
        county=None
        if inside is None
        else county_measure(memory, layers[_COUNTY], inside.layer, shapes, areas, inside.measure, tolerance),
        county_layer=inside.source if inside else "",
        claims=claims,
        slope=slope,
        dem=dem,
        dem_sha256=dem_sha256,
        steep=steepness(parcels, shapes, areas, rule_set, slope_data, stages.of("grades")),
        classes=surveyed_classes(parcels, shapes, areas, rule_set, around.roles.get(SURVEYS), stages.of("classes")),
        second_survey=_second_survey(shapes, areas, layers, prepared, rule_set, stages.of("second")),
    )


def _second_survey(
    shapes: Objects,
    areas: Floats,
    layers: Mapping[str, VectorLayer],
    prepared: Mapping[str, PreparedConstraint],
    rule_set: RuleSet,
    progress: Progress,
) -> SecondSurveyGround | None:
    """What counts for which system by the second survey, where a check asks and its layer is there."""
    if _SECOND not in layers or not any(check.kind == "second_survey" for check in rule_set.checks):
        return None
    crs, approved = prepared[_SECOND].crs, prepared.get("approved")
    survey = prepare_second_survey(layers[_SECOND], crs, prepared=prepared[_SECOND])
    return second_survey_ground(shapes, areas, crs, survey, approved, SliverRule.of(rule_set), progress)


class _Stages:
    """Shares one progress among stages by what they usually take."""

    def __init__(self, progress: Progress, weights: Mapping[str, int]) -> None:
        self._progress = progress
        total, before = sum(weights.values()), 0
        self._spans: dict[str, tuple[float, float]] = {}
        for name, weight in weights.items():
            self._spans[name] = (before / total, (before + weight) / total)
            before += weight

    def of(self, name: str) -> Progress:
        """Progress of a stage."""
        return progress_between(self._progress, *self._spans[name])


def _prepared(
    kept: Kept | None, layers: Mapping[str, VectorLayer], crs: Crs, progress: Progress
) -> dict[str, PreparedConstraint]:
    """Each layer ready for parcels in ``crs``, the largest first, so that no thread is left with it at the end."""
    roles = sorted(layers, key=lambda role: -int(shapely.get_num_coordinates(layers[role].geometries).sum()))

    stopped = Event()

    def told(done: float) -> bool:
        if progress is not None and progress(done) is False:
            stopped.set()
        return not stopped.is_set()

    def made(one: slice) -> PreparedConstraint:
        role = roles[one.start]
        shapes = layers[role].geometries.copy()  # of a layer that passes nobody else has them in the end
        try:
            return prepared_layer(kept, layers[role], role, crs, lambda _done: not stopped.is_set())
        finally:
            let_go(shapes)

    ready = dict(zip(roles, in_blocks(made, len(roles), 1, told, look_s=_LOOK_S)))
    return {role: ready[role] for role in layers}


def _survey_keys(parcels: ParcelBatch) -> list[tuple[str, str, str] | None]:
    """Survey id of each parcel: year, BSM (issued anew each year) and number of the piece; ``None`` without a BSM."""
    ids, years, pieces = parcels.texts("BSM"), parcels.texts("SJNF"), parcels.free_texts(PART)
    if ids is None:
        return [None] * len(parcels)
    nothing = [""] * len(parcels)
    of_year = nothing if years is None else years.tolist()
    numbers = nothing if pieces is None else pieces.tolist()
    return [(year, bsm, number or "1") if bsm else None for year, bsm, number in zip(of_year, ids.tolist(), numbers)]


def _slope(
    memory: Memory, shapes: Objects, dem: Path | str | None, sha256: str, rule_set: RuleSet, progress: Progress
) -> SlopeMeasure | None:
    if dem is None:
        return None
    return slope_measure(
        memory,
        shapes,
        dem,
        sha256,
        limit_deg=rule_set.number("slope.limit_deg"),
        inclusive=rule_set.flag("slope.inclusive"),
        progress=progress,
    )


def measured_columns(measured: Measurements) -> dict[str, Floats]:
    """The measured columns of a checked layer, by field name: arrays (n,), NaN where unknown."""
    columns: dict[str, Floats] = {"area_m2": measured.area_m2}
    if measured.steep is not None:
        steep, slope = measured.steep, measured.slope
        columns |= {
            "slope_deg": np.full(len(steep.chosen), np.nan) if slope is None else slope.mean_deg,
            "slope_gr": np.where(steep.grade > 0, steep.grade, np.nan),
            "slope_over": np.where(steep.grade > 0, steep.over, np.nan),
            "slope_na": steep.uncovered,
        }
    if measured.county is not None:
        columns["out_county"] = measured.county.outside_m2
    columns |= {f"ov_{role}"[:10]: overlap.area_m2 for role, overlap in measured.overlaps.items()}
    if measured.claims is not None:
        columns["ov_pool"] = measured.claims.area_m2
    return columns
