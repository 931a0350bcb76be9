"""Our engine, stage by stage, in plain Python without QGIS; only public functions, as any caller would."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.counties import GAP_M, ROLES, County
from benchmarks.results_table import write_results
from benchmarks.stopwatch import Stopwatch, timed_process
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measures.adjacency.contiguity import contiguity
from zhanbu_plugin.checks.measures.duplicates import duplicates
from zhanbu_plugin.checks.measures.overlap.constraint import prepare
from zhanbu_plugin.checks.measures.overlap.overlaps import overlaps_with
from zhanbu_plugin.checks.measures.terrain.slope import measure_slope
from zhanbu_plugin.checks.measures.validity import validity
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.checks.threads import in_blocks
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas

Columns = list[NDArray[np.generic]]
Floats = NDArray[np.float64]
_AT_ONCE = 2048
"""Parcels of a block whose areas a thread takes."""
OVERLAPS = ("read layers", "prepare", "overlaps")
JOB = ("read", "validity", "area", *OVERLAPS, "slope 30 m", "contiguity", "write")


def ours(county: County, watch: Stopwatch) -> None:
    """Time the job of performance.md, then stages beside it."""
    with watch.stage("read"):
        parcels = read_layer(county.survey)
    with watch.stage("validity"):
        checked = validity(parcels.geometries, crs=parcels.crs)
    shapes = checked.repaired
    with watch.stage("area"):
        areas = np.concatenate(in_blocks(lambda b: ellipsoid_areas(shapes[b], parcels.crs), len(shapes), _AT_ONCE))
    columns: Columns = [parcels.fids, checked.valid.astype(np.int64), areas]
    columns += _overlaps(county, watch, parcels, shapes, areas)
    columns += _slope(county, watch, 30, parcels, shapes)
    columns += _contiguity(county, watch, parcels, shapes, areas)
    with watch.stage("write"):
        write_results(Path(tempfile.mkdtemp()) / "ours.sqlite", columns)
    watch.total("overlaps in all", OVERLAPS)
    watch.total("job", JOB)
    watch.facts["parcels"] = len(parcels)
    watch.facts["overlap sums m²"] = [round(float(np.nansum(column)), 2) for column in columns[3:19:2]]
    _beside(county, watch, parcels, shapes)


def _overlaps(
    county: County, watch: Stopwatch, parcels: VectorLayer, shapes: NDArray[np.object_], areas: Floats
) -> Columns:
    """All layers at once, on as many threads as the engine itself takes."""
    roles = list(ROLES)
    with watch.stage("read layers"):
        layers = [read_layer(county.constraints, ROLES[role]) for role in roles]
    with watch.stage("prepare"):
        made = in_blocks(lambda b: prepare(layers[b.start], roles[b.start], parcels.crs), len(roles), 1)
    with watch.stage("overlaps"):
        measured = overlaps_with(dict(zip(roles, made)), shapes, areas, parcels.crs)
    found = [measured[role].area_m2 for role in roles]
    return [column for area in found for column in (area, area / areas)]


def _slope(county: County, watch: Stopwatch, cell: int, parcels: VectorLayer, shapes: NDArray[np.object_]) -> Columns:
    with watch.stage(f"slope {cell} m"):
        slope = measure_slope(shapes, parcels.crs, county.dem(cell))
    return [slope.mean_deg, *slope.shares.T, slope.grade, slope.over, slope.uncovered]


def _contiguity(
    county: County, watch: Stopwatch, parcels: VectorLayer, shapes: NDArray[np.object_], areas: Floats
) -> Columns:
    third = county.every_third(parcels.fids.tolist())
    block = np.full(len(parcels), -1, dtype=np.int64)
    with watch.stage("contiguity"):
        block[third] = contiguity(shapes[third], areas[third], parcels.crs, GAP_M).cluster
    watch.facts["blocks"] = len(np.unique(block[third]))
    return [block]


def _beside(county: County, watch: Stopwatch, parcels: VectorLayer, shapes: NDArray[np.object_]) -> None:
    for cell in county.dems():
        if cell != 30:
            _slope(county, watch, cell, parcels, shapes)
    with watch.stage("duplicates"):
        duplicates(shapes, parcels.crs)
    with watch.stage("read, shapes only"):
        read_layer(county.survey, attributes=False)


if __name__ == "__main__":
    timed_process(ours)
