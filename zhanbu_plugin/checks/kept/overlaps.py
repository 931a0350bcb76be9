"""Overlap of parcels with layers, measured once for each parcel and layer (压盖量测留存)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple

import numpy as np
import shapely
from numpy.typing import NDArray

from ..layer import Objects, Progress, VectorLayer
from ..measures.overlap.breadth import OverlapTolerance
from ..measures.overlap.constraint import PreparedConstraint
from ..measures.overlap.county import CountyMeasure, outside_county
from ..measures.overlap.overlaps import OverlapMeasure, overlaps_with
from ..progress_shares import progress_between
from .layers import layer_key, layer_source
from .tables import Memory, Recalled

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_FEW = 0.25
"""Share of the parcels from which on a layer is needed as a whole."""

_NOTHING = OverlapMeasure(np.empty(0), np.empty(0, dtype=bool))
_NONE_OUTSIDE = CountyMeasure(np.empty(0), np.empty(0, dtype=bool))


def overlap_measures(
    memory: Memory,
    layers: Mapping[str, VectorLayer],
    prepared: Mapping[str, PreparedConstraint],
    shapes: Objects,
    areas_m2: Floats,
    tolerance: OverlapTolerance,
    progress: Progress = None,
) -> dict[str, OverlapMeasure]:
    """As ``overlaps_with``, of valid parcels (n,); layers that lack the same parcels are laid over them together."""
    past = {role: _recalled(memory, "overlap", layer, tolerance) for role, layer in layers.items()}
    alike: dict[bytes, list[str]] = {}
    for role in layers:
        alike.setdefault(past[role].missing.tobytes(), []).append(role)
    met: dict[str, OverlapMeasure] = {}
    for i, roles in enumerate(alike.values()):
        rows = past[roles[0]].missing
        some = {role: _near(prepared[role], shapes, rows) for role in roles} if len(rows) else {}
        part = progress_between(progress, i / len(alike), (i + 1) / len(alike))
        new = overlaps_with(some, shapes[rows], areas_m2[rows], memory.crs, part, tolerance=tolerance)
        for role in roles:
            columns = past[role].filled(vars(new.get(role, _NOTHING)))
            met[role] = OverlapMeasure(columns["area_m2"], columns["counts"])
    return {role: met[role] for role in layers}


def county_measure(
    memory: Memory,
    layer: VectorLayer,
    county: PreparedConstraint,
    shapes: Objects,
    areas_m2: Floats,
    inside: OverlapMeasure,
    tolerance: OverlapTolerance,
) -> CountyMeasure:
    """As ``outside_county``, of valid parcels (n,)."""
    past = _recalled(memory, "county", layer, tolerance)
    rows = past.missing
    new = _NONE_OUTSIDE
    if len(rows):
        met = OverlapMeasure(inside.area_m2[rows], inside.counts[rows])
        some = _near(county, shapes, rows)
        new = outside_county(shapes[rows], areas_m2[rows], memory.crs, some, met, tolerance=tolerance)
    columns = past.filled({"outside_m2": new.outside_m2, "counts": new.counts})
    return CountyMeasure(columns["outside_m2"], columns["counts"], county.doubt)


def _recalled(memory: Memory, kind: str, layer: VectorLayer, tolerance: OverlapTolerance) -> Recalled:
    if memory.kept is None:
        return memory.recalled(kind, "", {})
    depends_on = {"layer": layer_key(layer, memory.crs), "tolerance": list(astuple(tolerance))}
    return memory.recalled(kind, layer_source(layer), depends_on)


def _near(prepared: PreparedConstraint, shapes: Objects, rows: Indices) -> PreparedConstraint:
    """As much of the layer as those parcels need."""
    if len(rows) > _FEW * len(shapes):
        return prepared
    boxes = shapely.bounds(shapes[rows]).reshape(-1, 4)
    return prepared.near(boxes[np.isfinite(boxes).all(axis=1)])
