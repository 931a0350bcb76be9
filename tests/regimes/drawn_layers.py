"""Layers that the tests of every province draw for themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from zhanbu_plugin.checks.layer import FieldDefinition, VectorLayer
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.survey.crs import Crs


def drawn_layer(crs: Crs, shapes: Sequence[shapely.Geometry], name: str, **fields: Sequence[object]) -> VectorLayer:
    """A layer in ``crs`` with text fields unless the values are numbers."""
    arrays, definitions = {}, {}
    for field, values in fields.items():
        arrays[field] = np.array([*values, None], dtype=object)[:-1]
        kind = "real" if any(isinstance(v, (int, float)) for v in values) else "text"
        definitions[field] = FieldDefinition(field, kind)  # type: ignore[arg-type]
    wkb = [shapely.to_wkb(shape, output_dimension=2) for shape in shapes]
    return vector_layer_from_arrays(name, crs, list(range(1, len(shapes) + 1)), wkb, arrays, definitions)
