"""Ground of parcels by class and year as rows that add up to each parcel's area (历年地类面积)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...checks.layer import Objects
from ...checks.measures.source_ground import SourceGround
from ...survey.land_classes import land_class
from ...survey.units import level, m2_of, mu_of, to_dm2

COLUMNS = [
    *[("parcel_id", "text"), ("year", "integer"), ("kind", "text"), ("DLBM", "text"), ("DLMC", "text")],
    *[("area_m2", "real"), ("area_mu", "real"), ("share", "real")],
]
CLASS, UNCODED, UNCOVERED, DOUBLED, UNMEASURED = "class", "uncoded", "uncovered", "doubled", "unmeasured"
"""Kinds of rows: ground of a class; of polygons without a code; that the survey leaves out; that it holds more than
once, which is taken off; and a parcel without a shape."""


def class_rows(found: SourceGround, ids: Objects, areas_m2: NDArray[np.float64]) -> Iterator[list[object]]:
    """Rows of parcels (n,) in their order, by year, then by class.

    ``areas_m2`` (n,) are ellipsoid areas. The rows of a parcel and year sum to its area as it is rounded to 0.01 m²:
    what rounding leaves goes to the largest ones (平差), and what is covered twice is taken off in a row of its own.
    """
    count = len(found.years)
    key = found.parcel * count + np.searchsorted(found.years, found.year)
    bounds = np.searchsorted(key, np.arange(len(ids) * count + 1))
    for i, name in enumerate(ids.tolist()):
        for k, year in enumerate(found.years.tolist()):
            if np.isnan(areas_m2[i]):
                yield [name, year, UNMEASURED, None, None, None, None, None]
                continue
            own = slice(bounds[i * count + k], bounds[i * count + k + 1])
            classes = list(zip(found.code[own].tolist(), found.area_m2[own].tolist()))
            whole = to_dm2(float(areas_m2[i]))
            amounts = _amounts(classes, float(found.uncovered_m2[i, k]), float(found.doubled_m2[i, k]), whole)
            for kind, code, dm2 in amounts:
                yield [name, year, kind, code, _name(code), m2_of(dm2), float(mu_of(dm2, 4)), _share(dm2, whole)]


def row_count(found: SourceGround) -> int:
    """At most how many rows there will be."""
    return len(found.parcel) + int((~(found.uncovered_m2 <= 0)).sum()) + int((found.doubled_m2 > 0).sum())


def _amounts(
    classes: list[tuple[str, float]], uncovered_m2: float, doubled_m2: float, whole_dm2: int
) -> list[tuple[str, str | None, int]]:
    """Kind, code and 0.01 m² of each row of one parcel and year; rows of nothing are left out."""
    told: list[tuple[str, str | None, int]] = [
        (CLASS if code else UNCODED, code or None, to_dm2(area)) for code, area in classes
    ]
    told = [row for row in [*told, (UNCOVERED, None, to_dm2(uncovered_m2))] if row[2]]
    doubled = to_dm2(doubled_m2)
    if told:
        levelled = level([dm2 for _, _, dm2 in told], whole_dm2 + doubled)
        told = [(kind, code, dm2) for (kind, code, _), dm2 in zip(told, levelled) if dm2]
    return [*told, (DOUBLED, None, -doubled)] if doubled else told


def _name(code: str | None) -> str | None:
    known = land_class(code)
    return None if known is None else known.name_zh


def _share(dm2: int, whole_dm2: int) -> float | None:
    return round(dm2 / whole_dm2, 6) if whole_dm2 else None
