"""No two active parcels on the same ground, whatever the services above let through.

The guard belongs to the plugin's own connections: temporary triggers that call a function of ours. Were it in the file,
other programs couldn't prepare a statement on parcels at all, and QGIS would show that instead of why one is locked.
What they may write the stored triggers decide, and verifying finds ground that is claimed twice.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache

import numpy as np
import shapely

from ..places import OverlapTolerance, overlapping_pairs
from .blob import decode, envelope

_TAKEN = """
    WHEN EXISTS (
        SELECT 1 FROM main.rtree_parcel_geom r JOIN main.parcel p ON p.fid = r.id
        WHERE r.minx <= ST_MaxX(NEW.geom) AND r.maxx >= ST_MinX(NEW.geom)
            AND r.miny <= ST_MaxY(NEW.geom) AND r.maxy >= ST_MinY(NEW.geom)
            AND p.is_active = 1 AND p.parcel_uid <> NEW.parcel_uid AND zhanbu_same_ground(p.geom, NEW.geom)
    )
    BEGIN SELECT RAISE(ABORT, 'PLACE_TAKEN: the ground is claimed by another parcel / 该地块已被其他图斑占用'); END
"""
_GUARDS = (
    "CREATE TEMP TRIGGER parcel_place BEFORE INSERT ON main.parcel" + _TAKEN,
    "CREATE TEMP TRIGGER parcel_update_place BEFORE UPDATE OF geom ON main.parcel" + _TAKEN,
)
_TOLERANCE = OverlapTolerance()
"""No rule set tolerates more (domain A-34)."""
_DEPTH_M = 0.05
"""Much less than half the width that is tolerated."""


def guard_places(connection: sqlite3.Connection) -> None:
    """Refuse ground that is claimed already, on this connection."""
    connection.create_function("zhanbu_same_ground", 2, same_ground, deterministic=True)
    for guard in _GUARDS:
        connection.execute(guard)


def same_ground(one: bytes, other: bytes) -> int:
    """1 where a parcel that is there and one that comes share more ground than drawing explains.

    Neighbours meet along their borders only; boxes, and the core of the one that comes, settle that quickly.
    """
    if _shared_box(one, other) <= _TOLERANCE.area_m2:
        return 0
    there, (comes, core, border_m2) = _shape(one), _cored(other)
    if shapely.area(there) > 2 * border_m2 and not shapely.intersects(core, there):
        return 0
    pair = np.empty(2, dtype=object)
    pair[:] = (there, comes)
    return int(bool(overlapping_pairs(pair, _TOLERANCE)))


def _shared_box(one: bytes, other: bytes) -> float:
    first, second = envelope(one), envelope(other)
    if first is None or second is None:
        return 0.0
    width = min(first[1], second[1]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[2], second[2])
    return max(width, 0.0) * max(height, 0.0)


@lru_cache(maxsize=64)
def _shape(blob: bytes) -> shapely.Geometry:
    return decode([blob])[0]


@lru_cache(maxsize=2)
def _cored(blob: bytes) -> tuple[shapely.Geometry, shapely.Geometry, float]:
    """A shape, what of it lies deeper than drawing reaches, and the area (m²) between that and its border.

    Ground wider than the tolerance reaches into the core; so does half of the shape, unless it is all border. Half of
    another shape may lie in the border only if that shape is no larger than twice the border.
    """
    shape = _shape(blob)
    core = shapely.buffer(shape, -_DEPTH_M, join_style="mitre")
    border = shapely.area(shape) - shapely.area(core)
    if shapely.area(core) <= border:
        core = shape
    shapely.prepare(core)
    return shape, core, border
