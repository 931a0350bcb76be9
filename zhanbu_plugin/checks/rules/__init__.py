"""What follows from measurements: one family of checks per file, each a predicate over a whole batch.

A rule set names a predicate by its ``kind``; ``KINDS`` is the only place where kinds and predicates meet.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from ...regimes.rule_set import CheckRule
from ..case import Case
from ..column import CheckColumn
from .ban import ban_overlap, unused_land_inside
from .claims import duplicate, pool_overlap
from .dates import in_force
from .placement import coordinate_system, datum, inside_county, location_code
from .shape import area_against_survey, narrow, sliver, valid_geometry
from .slope import dem_resolution, slope
from .source import category, latest_survey, source_class
from .survey_classes import class_after, field_value, source_share

Predicate = Callable[[CheckRule, Case], CheckColumn]

KINDS: MappingProxyType[str, Predicate] = MappingProxyType(
    {
        "area_against_survey": area_against_survey,
        "ban_overlap": ban_overlap,
        "category": category,
        "class_after": class_after,
        "coordinate_system": coordinate_system,
        "datum": datum,
        "dem_resolution": dem_resolution,
        "duplicate": duplicate,
        "field_value": field_value,
        "in_force": in_force,
        "inside_county": inside_county,
        "latest_survey": latest_survey,
        "location_code": location_code,
        "narrow": narrow,
        "pool_overlap": pool_overlap,
        "sliver": sliver,
        "slope": slope,
        "source_class": source_class,
        "source_share": source_share,
        "unused_land_inside": unused_land_inside,
        "valid_geometry": valid_geometry,
    }
)
