"""Steep ground made for a test: elevation models of known slopes, and rule sets that read them one way or another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from dem_files import slow_slope, write_dem
from numpy.typing import NDArray
from survey_parcels import ORIGIN, RULES

from zhanbu_plugin.regimes.rule_set import RuleSet

X, Y = ORIGIN
CELL = 5.0
PARCEL = shapely.box(X, Y, X + 120, Y + 100)
"""12 000 m²."""


def rules(**changes: object) -> RuleSet:
    """The Hebei rules with other parameters; dots are written as two underscores."""
    parameters = dict(RULES.parameters)
    for name, value in changes.items():
        dotted = name.replace("__", ".")
        known = parameters.get(dotted, parameters["slope.source"])
        parameters[dotted] = replace(known, name=dotted, value=value)  # type: ignore[arg-type]
    return replace(RULES, parameters=parameters)


def stripes(path: Path, *steep: tuple[float, float], degrees: float = 35.0, missing_from: float = np.inf) -> Path:
    """A DEM of 5 m cells, level but for stripes (from, to) in metres east of X, which rise by ``degrees``.

    Horn's slope of a cell at the foot and at the head of a rise is half of it in tangent, so the steep cells are those
    between: the rise itself begins a cell earlier and ends a cell later.
    """
    heights = np.zeros(100)
    for begin, end in steep:
        first, last = round(begin / CELL) + 20, round(end / CELL) + 20
        heights[first:] += np.tan(np.radians(degrees)) * CELL * np.minimum(np.arange(1, 101 - first), last - first + 1)
    rows = np.tile(heights, (60, 1))
    rows[:, np.arange(100) * CELL - 100 >= missing_from] = -9999.0
    return write_dem(path, rows, place=(X - 100, CELL, 0, Y + 200, 0, -CELL), nodata=-9999.0)


def hilly(path: Path, seed: int, size: int = 90, missing: float = 0.0) -> tuple[Path, NDArray[np.float64]]:
    """A rough DEM of 5 m cells around X, Y, with slopes on both sides of 25°, and its slopes the slow way."""
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 1, (size, size)).cumsum(axis=0).cumsum(axis=1) * 0.25
    z[rng.random(z.shape) < missing] = -9999.0
    write_dem(path, z, place=(X - 220, CELL, 0, Y + 225, 0, -CELL), nodata=-9999.0)
    return path, slow_slope(np.where(z == -9999.0, np.nan, z), CELL, CELL)
