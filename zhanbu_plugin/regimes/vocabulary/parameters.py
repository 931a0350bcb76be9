"""Parameters that a rule set may set (参数): what each may be, and in which direction it grows stricter."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType


class Stricter(str, Enum):
    """Which change of a value tightens a rule. What is ``FREE`` is a matter of taste, ``NEITHER`` needs a document."""

    LESS = "less"
    MORE = "more"
    FREE = "free"
    NEITHER = "neither"


@dataclass(frozen=True)
class ParameterWord:
    """What values a parameter admits, and which way is stricter."""

    admits: Callable[[object], bool]
    stricter: Stricter = Stricter.NEITHER


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


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


SLOPE_RULES = ("exclude_part", "majority", "mean", "any_pixel")
"""How 25 degrees are read of a parcel that is steep in parts (A-03); ``share:x%`` fails from a share of it on."""
_SHARE_RULE = re.compile(r"share:(100|\d{1,2}(\.\d+)?)%", re.ASCII)


def _is_slope_rule(value: object) -> bool:
    share = _SHARE_RULE.fullmatch(value) if isinstance(value, str) else None
    return value in SLOPE_RULES or (share is not None and float(share[1]) > 0)


def _are_classes(value: object) -> bool:
    names = value.split() if isinstance(value, str) else [""]
    return len(names) == len(set(names)) and all(re.fullmatch(r"\d{2,4}[AHK]?", name, re.ASCII) for name in names)


def _are_refinements(value: object) -> bool:
    names = value.split() if isinstance(value, str) else [""]
    return len(names) == len(set(names)) and all(re.fullmatch(r"[A-Z]{2,4}", name, re.ASCII) for name in names)


SAMPLE_BASES = ("area", "count", "both")
"""Of what a spot check's share is taken."""


def _is_sample_basis(value: object) -> bool:
    return value in SAMPLE_BASES


APPROVERS = ("COUNTY", "CITY", "PROV")
"""Levels that may approve a yearly plan, from the lowest."""
QUALITY_MODES = ("area_weighted", "each")
"""How the quality of what comes in is held against what leaves (A-18)."""


def _is_approver(value: object) -> bool:
    return value in APPROVERS


def _is_quality_mode(value: object) -> bool:
    return value in QUALITY_MODES


def _is_share(value: object) -> bool:
    return isinstance(value, (int, float)) and _is_amount(value) and value <= 1


_SHARE = ParameterWord(_is_share, Stricter.MORE)
"""Share (0–1) that has to be reached."""
_FREE = ParameterWord(_is_amount, Stricter.FREE)
_LESS, _MORE = ParameterWord(_is_amount, Stricter.LESS), ParameterWord(_is_amount, Stricter.MORE)

CUT_ORDERS = ("newest", "oldest")
"""Which lots are cut first where more is in the pool than the cap allows (A-22)."""


def _is_cut_order(value: object) -> bool:
    return value in CUT_ORDERS


CREDITED = ("net", "gross")
"""Whether ridges between fields count as cropland that is credited (A-20)."""


def _is_credited(value: object) -> bool:
    return value in CREDITED


PARAMETERS: Mapping[str, ParameterWord] = MappingProxyType(
    {
        "after.min_share": _SHARE,
        "area.credited": ParameterWord(_is_credited),
        "area.tolerance_m2": _LESS,
        "area.tolerance_share": _LESS,
        "contig.gap_m": _LESS,
        "contig.min_mu": _MORE,
        "cut.order": ParameterWord(_is_cut_order),
        "evidence.max_distance_m": _LESS,
        "fee.highest_yuan_m2": _FREE,
        "fee.rate_yuan_m2": _FREE,
        "forecast.supply_ha": _FREE,
        "forecast.use_ha": _FREE,
        "freeze.city_covers": ParameterWord(_is_flag),
        "freeze.converts": ParameterWord(_is_flag),
        "geometry.near_vertex_m": _MORE,
        "geometry.spike_deg": _MORE,
        "grandfathered.before": ParameterWord(_is_day),
        "hb.field_basis": ParameterWord(_is_sample_basis),
        "hb.field_share": _SHARE,
        "hb.link_projects_before": ParameterWord(_is_day),
        "idle.years": _LESS,
        "illegal.non_farm_since": ParameterWord(_is_day),
        "illegal.non_grain_since": ParameterWord(_is_day),
        "jx.cap_mu": _LESS,
        "jx.deduct_ratio": _MORE,
        "jx.quota_lag_years": _MORE,
        "jx.void_linked": ParameterWord(_is_flag),
        "overlap.tolerance_m2": _LESS,
        "overlap.tolerance_width_m": _LESS,
        "pilot.end": ParameterWord(_is_day),
        "pool.max_check_age_days": _LESS,
        "publicity.min_days": _MORE,
        "reevaluation.years": _LESS,
        "report.city_day": ParameterWord(_is_day_of_year),
        "report.county_day": ParameterWord(_is_day_of_year),
        "report.years": _LESS,
        "review.day": ParameterWord(_is_day_of_year),
        "sample.city_share": _SHARE,
        "sample.prov_share": _SHARE,
        "sc.plan_approver": ParameterWord(_is_approver),
        "sc.quality_mode": ParameterWord(_is_quality_mode),
        "sc.strict_greater": ParameterWord(_is_flag),
        "slope.coarse_cell_m": _LESS,
        "slope.coarsest_cell_m": _LESS,
        "slope.inclusive": ParameterWord(_is_flag),
        "slope.limit_deg": _LESS,
        "slope.min_patch_m2": _LESS,
        "slope.rule": ParameterWord(_is_slope_rule),
        "slope.source": ParameterWord(_are_slope_sources),
        "slope.uncovered_share": _LESS,
        "sliver.min_patch_m2": _MORE,
        "sliver.min_width_m": _MORE,
        "source.min_share": _SHARE,
        "stable.base_year": ParameterWord(_is_amount),
        "stable.refinements": ParameterWord(_are_refinements),
        "stable.slope_grade": _LESS,
        "source.unmarked_classes": ParameterWord(_are_classes),
        "statement.day": ParameterWord(_is_day_of_year),
        "submission.day": ParameterWord(_is_day_of_year),
        "submission.years": _LESS,
        "survey.release": ParameterWord(_is_day_of_year),
        "tending.day": ParameterWord(_is_day_of_year),
    }
)
"""Every parameter by name."""

ALWAYS_READ = (
    *("overlap.tolerance_m2", "overlap.tolerance_width_m", "pool.max_check_age_days", "sliver.min_patch_m2"),
    *("sliver.min_width_m", "survey.release"),
)
"""Parameters that every rule set has, since more than its checks reads them."""

READ_BY_LEDGER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "CROP": ("cut.order", "freeze.city_covers", "freeze.converts"),
        "FOREST": ("jx.cap_mu", "jx.deduct_ratio", "jx.quota_lag_years", "jx.void_linked"),
        "INOUT": (),
    }
)
"""Parameters that the postings of a system read, by system."""
