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
from .contiguity import contiguous
from .dates import in_force
from .fee import reclamation_fee
from .marks import class_needs_document, source_marked
from .placement import coordinate_system, datum, inside_county, location_code
from .second_survey import second_survey
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
        "class_needs_document": class_needs_document,
        "contiguous": contiguous,
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
        "second_survey": second_survey,
        "reclamation_fee": reclamation_fee,
        "sliver": sliver,
        "slope": slope,
        "source_class": source_class,
        "source_marked": source_marked,
        "source_share": source_share,
        "unused_land_inside": unused_land_inside,
        "valid_geometry": valid_geometry,
    }
)
