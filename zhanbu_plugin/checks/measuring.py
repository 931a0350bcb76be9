"""Measures everything that rules look at, in one pass over the batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely

from ..regimes.rule_set import RuleSet
from ..survey.crs import Crs
from ..survey.ellipsoid_area import ellipsoid_areas
from .case import Floats, Measurements, RoleOverlap
from .layer import Objects, Progress, VectorLayer
from .measures.breadth import OverlapTolerance
from .measures.constraint import PreparedConstraint, prepare
from .measures.county import outside_county
from .measures.duplicates import duplicates
from .measures.overlaps import overlaps_with
from .measures.placement import crs_findings, misplaced
from .measures.terrain.elevation import DemFacts, dem_facts
from .measures.terrain.slope import SlopeMeasure, measure_slope
from .measures.validity import ValidityMeasure, validity
from .parcels import PART, ParcelBatch
from .threads import in_blocks

_CLAIMS = "claims"
_AT_ONCE = 4096
"""Parcels at a time of what takes little."""


@dataclass(frozen=True)
class Surroundings:
    """What parcels are measured against: a DEM (path, or GDAL's name for it), constraint layers by role, the pool's
    active claims.
    """

    dem: Path | str | None = None
    roles: Mapping[str, VectorLayer] = field(default_factory=dict)
    claims: VectorLayer | None = None


def measure(parcels: ParcelBatch, around: Surroundings, rule_set: RuleSet, progress: Progress = None) -> Measurements:
    """Measurements of a batch. Raises ``InputProblem`` for a DEM or layer that can't be used, ``Cancelled`` on stop."""
    stages = _Stages(progress, {"shapes": 2, "layers": 2, "overlaps": 8, "duplicates": 3, "slope": 2})
    crs = parcels.layer.crs
    found = _validity(parcels, rule_set)
    remarks = crs_findings(parcels.layer)
    shapes = np.where(misplaced(parcels.layer, remarks), None, found.repaired)  # type: ignore[call-overload]
    areas = _areas(shapes, crs, stages.of("shapes"))
    tolerance = OverlapTolerance.of(rule_set)
    layers = {**dict(sorted(around.roles.items())), **({} if around.claims is None else {_CLAIMS: around.claims})}
    prepared = _prepared(layers, crs, stages.of("layers"))
    met = overlaps_with(prepared, shapes, areas, crs, stages.of("overlaps"), tolerance=tolerance)
    overlaps = {role: RoleOverlap(prepared[role], met[role]) for role in prepared}
    claims, inside = overlaps.pop(_CLAIMS, None), overlaps.pop("county", None)
    twice = duplicates(shapes, crs, _survey_keys(parcels), tolerance=tolerance, progress=stages.of("duplicates"))
    slope, dem = _slope(shapes, crs, around.dem, rule_set, stages.of("slope"))
    return Measurements(
        geometries=shapes,
        validity=found,
        crs_remarks=remarks,
        area_m2=areas,
        duplicates=twice,
        overlaps=overlaps,
        county=None
        if inside is None
        else outside_county(shapes, areas, crs, inside.layer, inside.measure, tolerance=tolerance),
        county_layer=inside.source if inside else "",
        claims=claims,
        slope=slope,
        dem=dem,
    )


class _Stages:
    """Shares one progress among stages by what they usually take."""

    def __init__(self, progress: Progress, weights: Mapping[str, int]) -> None:
        self._progress = progress
        total, before = sum(weights.values()), 0
        self._spans: dict[str, tuple[float, float]] = {}
        for name, weight in weights.items():
            self._spans[name] = (before / total, (before + weight) / total)
            before += weight

    def of(self, name: str) -> Callable[[float], bool]:
        """Progress of a stage."""
        begin, end = self._spans[name]
        return lambda share: self._progress is None or self._progress(begin + share * (end - begin)) is not False


def _areas(shapes: Objects, crs: Crs, progress: Progress) -> Floats:
    found = in_blocks(lambda block: ellipsoid_areas(shapes[block], crs), len(shapes), _AT_ONCE, progress)
    return np.concatenate([np.empty(0), *found])


def _prepared(layers: Mapping[str, VectorLayer], crs: Crs, progress: Progress) -> dict[str, PreparedConstraint]:
    """Each layer ready for parcels in ``crs``, the largest first, so that no thread is left with it at the end."""
    roles = sorted(layers, key=lambda role: -int(shapely.get_num_coordinates(layers[role].geometries).sum()))
    made = in_blocks(lambda one: prepare(layers[roles[one.start]], roles[one.start], crs), len(roles), 1, progress)
    return {role: made[roles.index(role)] for role in layers}


def _validity(parcels: ParcelBatch, rule_set: RuleSet) -> ValidityMeasure:
    return validity(
        parcels.geometries,
        crs=parcels.layer.crs,
        spike_angle_deg=rule_set.number("geometry.spike_deg"),
        near_vertex_m=rule_set.number("geometry.near_vertex_m"),
    )


def _survey_keys(parcels: ParcelBatch) -> list[tuple[str, str, str] | None]:
    """Survey id of each parcel: year, BSM (issued anew each year) and number of the piece; ``None`` without a BSM."""
    ids, years, pieces = parcels.texts("BSM"), parcels.texts("SJNF"), parcels.free_texts(PART)
    if ids is None:
        return [None] * len(parcels)
    return [
        (years[i] if years is not None else "", ids[i], (pieces[i] if pieces is not None else "") or "1")
        if ids[i]
        else None
        for i in range(len(parcels))
    ]


def _slope(
    shapes: Objects, crs: Crs, dem: Path | str | None, rule_set: RuleSet, progress: Progress
) -> tuple[SlopeMeasure | None, DemFacts | None]:
    if dem is None:
        return None, None
    facts = dem_facts(dem)
    slope = measure_slope(
        shapes,
        crs,
        dem,
        limit_deg=rule_set.number("slope.limit_deg"),
        inclusive=rule_set.flag("slope.inclusive"),
        progress=progress,
    )
    return slope, facts


def measured_columns(measured: Measurements) -> dict[str, Floats]:
    """The measured columns of a checked layer, by field name (design section 4): arrays (n,), NaN where unknown."""
    columns: dict[str, Floats] = {"area_m2": measured.area_m2}
    if measured.slope is not None:
        slope = measured.slope
        columns |= {
            "slope_deg": slope.mean_deg,
            "slope_gr": np.where(slope.grade > 0, slope.grade, np.nan),
            "slope_over": np.where(slope.grade > 0, slope.over, np.nan),
            "slope_na": slope.uncovered,
        }
    if measured.county is not None:
        columns["out_county"] = measured.county.outside_m2
    columns |= {f"ov_{role}"[:10]: overlap.area_m2 for role, overlap in measured.overlaps.items()}
    if measured.claims is not None:
        columns["ov_pool"] = measured.claims.area_m2
    return columns
