"""Layers of rectangles beside the middle of zone 39, where a square metre of the plane is one on the ellipsoid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from zhanbu_plugin.checks.layer import FieldDefinition, VectorLayer
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.survey.crs import Crs

ZONE_39 = Crs.of(4527)
HEBEI = rule_sets()["hebei-cropland-2025"]
SICHUAN = rule_sets()["sichuan-inout-2022"]
WIDTH = 500.0
"""Metres from west to east of a strip."""


def rectangle(south: float, north: float, west: float = 0.0, east: float = WIDTH) -> shapely.Polygon:
    """Metres from a point on the meridian."""
    return shapely.box(39_500_000 + west, 4_200_000 + south, 39_500_000 + east, 4_200_000 + north)


def strip(first: float, last: float) -> shapely.Polygon:
    """The ground from one to another amount of square metres, from south to north."""
    return rectangle(first / WIDTH, last / WIDTH)


def layer(
    shapes: Sequence[shapely.Geometry | None], name: str = "layer", crs: Crs = ZONE_39, **fields: Sequence[object]
) -> VectorLayer:
    """A layer with text fields, or numbers where a value is one."""
    arrays, definitions = {}, {}
    for field, values in fields.items():
        arrays[field] = np.array([*values, None], dtype=object)[:-1]
        kinds = {type(value) for value in values}
        kind = "integer" if int in kinds else "real" if float in kinds else "text"
        definitions[field] = FieldDefinition(field, kind)  # type: ignore[arg-type]
    wkb = [None if s is None else shapely.to_wkb(s, output_dimension=2) for s in shapes]
    return vector_layer_from_arrays(name, crs, list(range(1, len(shapes) + 1)), wkb, arrays, definitions)


def cropland(*shapes: shapely.Geometry | None, name: str = "survey", **fields: Sequence[object]) -> VectorLayer:
    """Survey polygons that are all dry land, unless told otherwise."""
    return layer(shapes, name, **{"DLBM": ["0103"] * len(shapes), **fields})
