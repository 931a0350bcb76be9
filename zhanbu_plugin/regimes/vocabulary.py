"""What a rule set may speak of: the kinds of checks that exist, and the parameters that checks and pool read.

A rule set that leaves one out, or adds one that nothing reads, would only be noticed in the middle of a check.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

KINDS = (
    *("area_against_survey", "ban_overlap", "category", "coordinate_system", "datum", "dem_resolution", "duplicate"),
    *("inside_county", "latest_survey", "location_code", "narrow", "pool_overlap", "sliver", "slope", "source_class"),
    *("unused_land_inside", "valid_geometry"),
)
"""Names of the predicates in ``checks/rules``."""

KINDS_WITH_ROLE = ("ban_overlap", "unused_land_inside")
"""Kinds that read the layer of the check's role."""


def _is_amount(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value >= 0


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_day_of_year(value: object) -> bool:
    return (
        isinstance(value, str) and re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value, re.ASCII) is not None
    )


SLOPE_SOURCES = ("dem", "slopemap", "gdpdjb")
"""What may tell how steep a parcel is: an elevation model, the survey's slope map, the survey's grade of the parcel."""


def _are_slope_sources(value: object) -> bool:
    names = value.split() if isinstance(value, str) else []
    return 0 < len(names) == len(set(names)) and set(names) <= set(SLOPE_SOURCES)


PARAMETERS: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {
        "area.tolerance_m2": _is_amount,
        "area.tolerance_share": _is_amount,
        "geometry.near_vertex_m": _is_amount,
        "geometry.spike_deg": _is_amount,
        "overlap.tolerance_m2": _is_amount,
        "overlap.tolerance_width_m": _is_amount,
        "pool.max_check_age_days": _is_amount,
        "slope.coarse_cell_m": _is_amount,
        "slope.coarsest_cell_m": _is_amount,
        "slope.inclusive": _is_flag,
        "slope.limit_deg": _is_amount,
        "slope.min_patch_m2": _is_amount,
        "slope.source": _are_slope_sources,
        "slope.uncovered_share": _is_amount,
        "sliver.min_patch_m2": _is_amount,
        "sliver.min_width_m": _is_amount,
        "survey.release": _is_day_of_year,
    }
)
"""Every parameter by name, with the test that its value has to pass."""
