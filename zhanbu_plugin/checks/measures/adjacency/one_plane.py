"""Shapes of a batch in one plane, for distances between them (统一投影平面)."""

from __future__ import annotations

import numpy as np
import shapely

from ....survey.crs import CGCS2000, Crs, transform_coordinates, transform_geometries
from ....survey.runs import runs
from ....survey.zones import zone_of_longitude
from ...layer import Objects, Progress, report

_BLOCK = 20_000
"""Vertices moved at a time, between two looks at the cancel button."""


def in_one_plane(geometries: Objects, crs: Crs, progress: Progress = None) -> Objects:
    """Geometries (n,) in metres of one Gauss–Krüger plane: as they are if theirs is one, else in the 3° zone in whose
    longitudes the middle of the whole batch lies. What can't be brought there is ``None``.

    Raises ``Cancelled`` when ``progress`` says stop.
    """
    geometries = np.asarray(geometries, dtype=object)
    if crs.is_gauss_plane:
        return geometries
    plane = middle_plane(geometries, crs)
    moved = np.full(len(geometries), None, dtype=object)
    for block in runs(shapely.get_num_coordinates(geometries), _BLOCK):
        moved[block] = transform_geometries(geometries[block], crs, plane)
        report(progress, 0.15 * block.stop / len(geometries))
    moved[~np.isfinite(shapely.bounds(moved).reshape(-1, 4)).all(axis=1)] = None
    return moved


def middle_plane(geometries: Objects, crs: Crs) -> Crs:
    """The plane without false easting of the 3° zone in the middle of all geometries."""
    bounds = shapely.bounds(geometries).reshape(-1, 4)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    places = transform_coordinates((bounds[:, :2] + bounds[:, 2:]) / 2, crs, Crs.of(CGCS2000))
    longitudes = places[(np.abs(places) <= (180, 90)).all(axis=1), 0]
    middle = (longitudes.min() + longitudes.max()) / 2 if len(longitudes) else 0.0
    meridian = 3 * zone_of_longitude(float(middle))
    return Crs.of(f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs")
