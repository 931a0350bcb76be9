"""Slope of parcels, measured once for each parcel and elevation model (坡度量测留存)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np

from ..layer import Objects, Progress
from ..measures.terrain.slope import SlopeMeasure, measure_slope
from ..snapshots import raster_stamp
from .tables import Memory


def slope_measure(
    memory: Memory,
    shapes: Objects,
    dem: Path | str,
    sha256: str,
    *,
    limit_deg: float,
    inclusive: bool,
    progress: Progress = None,
) -> SlopeMeasure:
    """As ``measure_slope``, of valid parcels (n,); ``sha256`` is that of the DEM."""
    past = memory.recalled("slope", str(dem), {"dem": sha256, "limit_deg": limit_deg, "inclusive": inclusive})
    rows = past.missing
    before = raster_stamp(str(dem))
    new = measure_slope(shapes[rows], memory.crs, dem, limit_deg=limit_deg, inclusive=inclusive, progress=progress)
    unchanged = before == raster_stamp(str(dem))  # else nobody knows which cells were measured
    return SlopeMeasure(**past.filled(asdict(new), keep=np.full(len(rows), unchanged)))
