"""Kinds of checks over measurements: the predicates in ``checks/rules``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .kind import FLAG, NAME, NAMES, NEEDED_NAME, NEEDED_NAMES, PARAMETER, Kind

_OVERLAP = ("overlap.tolerance_m2", "overlap.tolerance_width_m")
_SLOPE = (
    *("slope.coarsest_cell_m", "slope.inclusive", "slope.limit_deg", "slope.min_patch_m2", "slope.rule"),
    *("slope.source", "slope.uncovered_share"),
)

MEASURED: Mapping[str, Kind] = MappingProxyType(
    {
        "area_against_survey": Kind(parameters=("area.tolerance_m2", "area.tolerance_share")),
        "ban_overlap": Kind(
            role=True,
            options={"classes": NAMES, "marks": NAMES, "unless_filed_before": PARAMETER, "agrees_with": NAME},
            parameters=_OVERLAP,
        ),
        "category": Kind(),
        "class_after": Kind(
            role=True,
            options={"classes": NEEDED_NAMES, "if_given": FLAG},
            parameters=("after.min_share", "overlap.tolerance_m2"),
        ),
        "class_needs_document": Kind(options={"classes": NEEDED_NAMES}),
        "contiguous": Kind(parameters=("contig.gap_m", "contig.min_mu")),
        "coordinate_system": Kind(),
        "datum": Kind(),
        "dem_resolution": Kind(parameters=("slope.coarse_cell_m",)),
        "duplicate": Kind(parameters=_OVERLAP),
        "field_value": Kind(options={"field": NEEDED_NAME, "values": NEEDED_NAMES}),
        "in_force": Kind(parameters=("pilot.end",)),
        "inside_county": Kind(parameters=_OVERLAP),
        "latest_survey": Kind(parameters=("survey.release",)),
        "location_code": Kind(),
        "narrow": Kind(parameters=("sliver.min_width_m",)),
        "pool_overlap": Kind(parameters=_OVERLAP),
        "second_survey": Kind(role=True, options={"pool": NEEDED_NAME, "if_given": FLAG}, parameters=_OVERLAP),
        "reclamation_fee": Kind(role=True, parameters=("fee.highest_yuan_m2", "fee.rate_yuan_m2")),
        "sliver": Kind(parameters=("sliver.min_patch_m2",)),
        "slope": Kind(parameters=_SLOPE),
        "source_class": Kind(parameters=_OVERLAP),
        "source_marked": Kind(
            options={"marks": NEEDED_NAMES, "unless_classes": NAMES}, parameters=("source.unmarked_classes",)
        ),
        "source_share": Kind(role=True, parameters=("overlap.tolerance_m2", "source.min_share")),
        "unused_land_inside": Kind(role=True, parameters=_OVERLAP),
        "valid_geometry": Kind(parameters=("geometry.near_vertex_m", "geometry.spike_deg")),
    }
)
