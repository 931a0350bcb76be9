"""Validity, place and area of parcels, measured once (图形、坐标、面积的留存).

Only shapes without any fault of validity or place are remembered: what has to be explained is looked at each time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...survey.ellipsoid_area import ellipsoid_areas
from ..layer import Objects, Progress, VectorLayer
from ..measures.placement import CrsRemark, crs_findings, misplaced
from ..measures.validity import ValidityMeasure, validity
from ..measures.vertices import RingFaults
from ..threads import in_blocks
from .tables import Memory

Floats = NDArray[np.float64]

_AT_ONCE = 4096


@dataclass(frozen=True)
class ShapeMeasures:
    """Of n parcels: validity, remarks on where they lie, the shapes that can be measured, and their ellipsoid areas."""

    validity: ValidityMeasure
    remarks: tuple[CrsRemark, ...]
    shapes: Objects
    area_m2: Floats


def shape_measures(
    memory: Memory, layer: VectorLayer, *, spike_angle_deg: float, near_vertex_m: float, progress: Progress = None
) -> ShapeMeasures:
    """Measures of a layer's shapes (n,). Raises ``Cancelled``."""
    past = memory.recalled("shapes", "", {"spike_angle_deg": spike_angle_deg, "near_vertex_m": near_vertex_m})
    rows = past.missing
    new = replace(
        layer, fids=layer.fids[rows], geometries=layer.geometries[rows], remarks=layer.remarks[rows], fields={}
    )
    found = validity(new.geometries, crs=layer.crs, spike_angle_deg=spike_angle_deg, near_vertex_m=near_vertex_m)
    remarks = crs_findings(new)
    shapes = np.where(misplaced(new, remarks), None, found.repaired)  # type: ignore[call-overload]
    blocks = in_blocks(lambda block: ellipsoid_areas(shapes[block], layer.crs), len(rows), _AT_ONCE, progress)
    columns = {
        "parts": found.parts,
        "spikes": found.faults.spikes,
        "spike_at": found.faults.spike_at,
        "near": found.faults.near_duplicate_vertices,
        "near_at": found.faults.near_duplicate_at,
        "area_m2": np.concatenate([np.empty(0), *blocks]),
    }
    columns = past.filled(columns, keep=found.valid & ~_remarked(new, remarks))
    faults = RingFaults(columns["spikes"], columns["spike_at"], columns["near"], columns["near_at"])
    whole = ValidityMeasure(
        code=_placed(np.full(len(layer), "", dtype=object), rows, found.code),
        reason=_placed(np.full(len(layer), None, dtype=object), rows, found.reason),
        where=_placed(np.full((len(layer), 2), np.nan), rows, found.where),
        repaired=_placed(layer.geometries.copy(), rows, found.repaired),
        parts=columns["parts"],
        faults=faults,
    )
    return ShapeMeasures(whole, remarks, _placed(layer.geometries.copy(), rows, shapes), columns["area_m2"])


def _remarked(layer: VectorLayer, remarks: tuple[CrsRemark, ...]) -> NDArray[np.bool_]:
    told = [np.asarray(remark.fids, dtype=np.int64) for remark in remarks]
    return np.isin(layer.fids, np.concatenate([np.empty(0, dtype=np.int64), *told]))


def _placed(values: NDArray, rows: NDArray[np.intp], found: NDArray) -> NDArray:  # type: ignore[type-arg]
    values[rows] = found
    return values
