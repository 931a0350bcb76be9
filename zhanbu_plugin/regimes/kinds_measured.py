"""Kinds of checks over measurements: the predicates in ``checks/rules``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .kind import NEEDED_NAME, NEEDED_NAMES, Kind

_OVERLAP = ("overlap.tolerance_m2", "overlap.tolerance_width_m")
_SLOPE = (
    *("slope.coarsest_cell_m", "slope.inclusive", "slope.limit_deg", "slope.min_patch_m2", "slope.source"),
    "slope.uncovered_share",
)

MEASURED: Mapping[str, Kind] = MappingProxyType(
    {
        "area_against_survey": Kind(parameters=("area.tolerance_m2", "area.tolerance_share")),
        "ban_overlap": Kind(role=True, parameters=_OVERLAP),
        "category": Kind(),
        "class_after": Kind(
            role=True, options={"classes": NEEDED_NAMES}, parameters=("after.min_share", "overlap.tolerance_m2")
        ),
        "coordinate_system": Kind(),
        "datum": Kind(),
        "dem_resolution": Kind(parameters=("slope.coarse_cell_m",)),
        "duplicate": Kind(parameters=_OVERLAP),
        "field_value": Kind(options={"field": NEEDED_NAME, "values": NEEDED_NAMES}),
        "in_force": Kind(),
        "inside_county": Kind(parameters=_OVERLAP),
        "latest_survey": Kind(parameters=("survey.release",)),
        "location_code": Kind(),
        "narrow": Kind(parameters=("sliver.min_width_m",)),
        "pool_overlap": Kind(parameters=_OVERLAP),
        "sliver": Kind(parameters=("sliver.min_patch_m2",)),
        "slope": Kind(parameters=_SLOPE),
        "source_class": Kind(),
        "source_share": Kind(role=True, parameters=("overlap.tolerance_m2", "source.min_share")),
        "unused_land_inside": Kind(role=True, parameters=_OVERLAP),
        "valid_geometry": Kind(parameters=("geometry.near_vertex_m", "geometry.spike_deg")),
    }
)
