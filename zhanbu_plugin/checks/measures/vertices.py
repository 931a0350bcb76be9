"""Faults of single vertices: spikes (尖锐角) and vertices that nearly coincide (重复点).

The angle of a ring at the vertex between edges a → b is atan2(|a × b|, −a · b), exact also where it is tiny. Edges of
no length are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.rings import Rings
from ...survey.runs import runs
from ..layer import METRES_PER_DEGREE, Objects
from ..threads import over_blocks

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_BLOCK = 64_000
"""Vertices at a time: larger temporaries cost more in page faults than in arithmetic."""


@dataclass(frozen=True)
class RingFaults:
    """Counts per parcel (n,), and the place of the first of each (n, 2), NaN without one."""

    spikes: NDArray[np.int64]
    spike_at: Floats
    near_duplicate_vertices: NDArray[np.int64]
    near_duplicate_at: Floats


def ring_faults(geometries: Objects, crs: Crs | None, spike_angle_deg: float, near_vertex_m: float) -> RingFaults:
    """Corners sharper than ``spike_angle_deg`` and edges shorter than ``near_vertex_m`` in all rings of (n,) shapes."""
    count = len(geometries)
    found = RingFaults(
        np.zeros(count, dtype=np.int64),
        np.full((count, 2), np.nan),
        np.zeros(count, dtype=np.int64),
        np.full((count, 2), np.nan),
    )

    def look_at(block: slice) -> None:
        rings = Rings.of(geometries[block])
        xy, owner = rings.xy, rings.owner[rings.ring] + block.start
        with np.errstate(invalid="ignore"):  # an endless coordinate is validity's affair
            start, edge = _edges(rings, crs)
            length = np.hypot(*edge.T)
            sharp = _spikes(start[length > 0], edge[length > 0], rings.ring, np.radians(spike_angle_deg))
        near = start[length < near_vertex_m]
        _note(found.near_duplicate_vertices, found.near_duplicate_at, owner[near], xy[near])
        _note(found.spikes, found.spike_at, owner[sharp], xy[sharp])

    over_blocks(look_at, list(runs(shapely.get_num_coordinates(geometries), _BLOCK)))
    return found


def _edges(rings: Rings, crs: Crs | None) -> tuple[Indices, Floats]:
    """Index of the first vertex of each edge, and the edge in metres."""
    xy, start = rings.xy, np.flatnonzero(rings.is_edge)
    edge = xy[start + 1] - xy[start]
    if crs is None:
        return start, edge
    if crs.is_geographic:
        edge[:, 0] *= np.cos(np.radians(xy[start, 1]))
        return start, edge * METRES_PER_DEGREE
    return start, edge * crs.metres_per_unit


def _spikes(start: Indices, edge: Floats, ring: Indices, angle: float) -> Indices:
    """Vertices at which a ring turns back by less than ``angle``. Edges have a length and stand in ring order."""
    if not len(start):
        return start
    of = ring[start]
    before = np.arange(len(start)) - 1
    first = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    before[first] = np.r_[first[1:], len(of)] - 1
    arriving = edge[before]
    cross = arriving[:, 0] * edge[:, 1] - arriving[:, 1] * edge[:, 0]
    dot = arriving[:, 0] * edge[:, 0] + arriving[:, 1] * edge[:, 1]
    return start[np.arctan2(np.abs(cross), -dot) < angle]


def _note(counts: NDArray[np.int64], at: Floats, owner: Indices, xy: Floats) -> None:
    np.add.at(counts, owner, 1)
    first, position = np.unique(owner, return_index=True)
    at[first] = xy[position]
