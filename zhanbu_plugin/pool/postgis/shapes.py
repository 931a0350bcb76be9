"""Shapes as PostGIS takes and gives them: EWKB in hexadecimal digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray


def stored_shapes(shapes: NDArray[np.object_], epsg: int) -> list[object]:
    """EWKB of two-dimensional, non-empty geometries (n,)."""
    placed = shapely.set_srid(shapes, epsg)
    return list(shapely.to_wkb(placed, hex=True, output_dimension=2, byte_order=1, include_srid=True).tolist())


def shapes_of(stored: Sequence[object]) -> NDArray[np.object_]:
    """Geometries (n,) of EWKB, without their reference system. Raises ``ValueError``."""
    try:
        found = np.asarray(shapely.from_wkb(np.asarray(stored, dtype=object)), dtype=object)
    except (shapely.errors.ShapelyError, TypeError) as error:
        raise ValueError(str(error)) from error
    if shapely.is_missing(found).any():
        raise ValueError("no geometry")
    return np.asarray(shapely.set_srid(found, 0), dtype=object)
