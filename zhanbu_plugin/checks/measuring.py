"""Measures everything that rules look at, in one pass over the batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ..regimes.rule_set import RuleSet
from ..survey.crs import Crs
from ..survey.ellipsoid_area import ellipsoid_areas
from .case import Floats, Measurements, RoleOverlap
from .layer import Objects, Progress, VectorLayer, report
from .measures.breadth import OverlapTolerance
from .measures.county import CountyMeasure, outside_county
from .measures.duplicates import duplicates
from .measures.overlaps import overlap_areas, prepare
from .measures.placement import crs_findings, misplaced
from .measures.terrain.elevation import DemFacts, dem_facts
from .measures.terrain.slope import SlopeMeasure, measure_slope
from .measures.validity import ValidityMeasure, validity
from .parcels import PART, ParcelBatch


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
    steps = _Steps(progress, 3 + len(around.roles) + (around.claims is not None) + (around.dem is not None))
    crs = parcels.layer.crs
    found = _validity(parcels, rule_set)
    remarks = crs_findings(parcels.layer)
    shapes = np.where(misplaced(parcels.layer, remarks), None, found.repaired)  # type: ignore[call-overload]
    steps.done()
    areas = ellipsoid_areas(shapes, crs)
    steps.done()
    tolerance = OverlapTolerance.of(rule_set)
    twice = duplicates(
        shapes,
        crs,
        _survey_keys(parcels),
        tolerance=tolerance,
        progress=steps.within(),
    )
    steps.done()
    overlaps = {
        role: _overlap(shapes, areas, crs, role, layer, tolerance, steps)
        for role, layer in sorted(around.roles.items())
        if role != "county"
    }
    claims = None if around.claims is None else _overlap(shapes, areas, crs, "claims", around.claims, tolerance, steps)
    slope, dem = _slope(shapes, crs, around.dem, rule_set, steps)
    return Measurements(
        shapes,
        found,
        remarks,
        areas,
        twice,
        overlaps,
        _county(shapes, areas, crs, around.roles.get("county"), tolerance, steps),
        around.roles["county"].name if "county" in around.roles else "",
        claims,
        slope,
        dem,
    )


class _Steps:
    """Shares one progress among stages of equal weight."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._finished = progress, total, 0

    def done(self) -> None:
        self._finished += 1
        report(self._progress, self._finished / self._total)

    def within(self) -> Callable[[float], bool]:
        """Progress of the stage that is running."""
        start = self._finished

        def stage(share: float) -> bool:
            return self._progress is None or self._progress((start + share) / self._total) is not False

        return stage


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


def _overlap(
    geometries: Objects,
    areas: Floats,
    crs: Crs,
    role: str,
    layer: VectorLayer,
    tolerance: OverlapTolerance,
    steps: _Steps,
) -> RoleOverlap:
    prepared = prepare(layer, role, crs)
    measured = overlap_areas(geometries, areas, crs, prepared, steps.within(), tolerance=tolerance)
    steps.done()
    return RoleOverlap(prepared, measured)


def _county(
    geometries: Objects,
    areas: Floats,
    crs: Crs,
    layer: VectorLayer | None,
    tolerance: OverlapTolerance,
    steps: _Steps,
) -> CountyMeasure | None:
    if layer is None:
        return None
    county = prepare(layer, "county", crs)
    measured = outside_county(geometries, areas, crs, county, steps.within(), tolerance=tolerance)
    steps.done()
    return measured


def _slope(
    shapes: Objects, crs: Crs, dem: Path | str | None, rule_set: RuleSet, steps: _Steps
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
        progress=steps.within(),
    )
    steps.done()
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
