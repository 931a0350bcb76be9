"""Steep ground in patches, measured once for each parcel and elevation model (连片陡坡量测留存)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ..layer import Objects, Progress
from ..measures.steep_patches import Floats, patched_by_dem
from ..measures.terrain.steep_cells import Steepness
from ..snapshots import raster_stamp
from .tables import Memory


def patched_shares(
    memory: Memory,
    shapes: Objects,
    areas_m2: Floats,
    over: Floats,
    dem: Path | str,
    sha256: str,
    steepness: Steepness,
    *,
    min_patch_m2: float,
    progress: Progress = None,
) -> Floats:
    """As ``patched_by_dem``, of valid parcels (n,); ``sha256`` is that of the DEM."""
    key = {
        "dem": sha256,
        "limit_deg": steepness.limit_deg,
        "inclusive": steepness.inclusive,
        "min_patch_m2": min_patch_m2,
    }
    past = memory.recalled("patches", str(dem), key)
    rows = past.missing
    before = raster_stamp(str(dem))
    new = patched_by_dem(
        shapes[rows],
        areas_m2[rows],
        over[rows],
        memory.crs,
        dem,
        steepness,
        min_patch_m2=min_patch_m2,
        progress=progress,
    )
    unchanged = before == raster_stamp(str(dem))  # else nobody knows which cells were measured
    return np.asarray(past.filled({"patched": new}, keep=np.full(len(rows), unchanged))["patched"])
