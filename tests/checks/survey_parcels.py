"""Small survey layers for tests of rules: squares with the survey's fields, on flat invented ground."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import shapely

from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.layer import FieldDefinition, VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import m2_of, to_dm2

CRS = Crs.of(4527)
ORIGIN = (39_500_000.0, 4_200_000.0)
TODAY = date(2026, 11, 21)
COUNTY = "139901"
RULES = choose_rule_set("hebei-cropland-2025", as_of=TODAY)


def square(column: int, *, side: float = 100.0, row: int = 0) -> shapely.Polygon:
    """A square of ``side`` metres in a row of squares that don't touch."""
    x, y = ORIGIN[0] + 200 * column, ORIGIN[1] + 200 * row
    return shapely.box(x, y, x + side, y + side)


def layer(
    shapes: Sequence[shapely.Geometry | None], name: str = "parcels.gpkg", **fields: Sequence[object]
) -> VectorLayer:
    """A layer in EPSG:4527 with text fields unless the values are numbers."""
    arrays, definitions = {}, {}
    for field, values in fields.items():
        arrays[field] = np.array([*values, None], dtype=object)[:-1]
        kind = "real" if any(isinstance(v, (int, float)) for v in values) else "text"
        definitions[field] = FieldDefinition(field, kind)  # type: ignore[arg-type]
    wkb = [None if s is None else shapely.to_wkb(s, output_dimension=2) for s in shapes]
    return vector_layer_from_arrays(name, CRS, list(range(1, len(shapes) + 1)), wkb, arrays, definitions)


def survey(shapes: Sequence[shapely.Geometry | None], **changes: Sequence[object]) -> VectorLayer:
    """A survey layer whose parcels are all orchards marked as restorable, with correct areas, of this county."""
    array = np.empty(len(shapes), dtype=object)
    array[:] = list(shapes)
    areas = [None if np.isnan(a) else m2_of(to_dm2(a)) for a in ellipsoid_areas(array, CRS)]
    fields: dict[str, Sequence[object]] = {
        "BSM": [f"{COUNTY}1010{i:08d}" for i in range(len(shapes))],
        "DLBM": ["0201"] * len(shapes),
        "ZZSXDM": ["JKHF"] * len(shapes),
        "ZLDWDM": [f"{COUNTY}1012010000000"] * len(shapes),
        "TBMJ": areas,
        "SJNF": [2025] * len(shapes),
    }
    return layer(shapes, **(fields | changes))


def check(parcels: VectorLayer, around: Surroundings | None = None, **options: object) -> CheckResult:
    """The check of a survey layer under the Hebei rules."""
    settings: dict[str, object] = {"as_of": TODAY, "county": COUNTY} | options
    return check_parcels(ParcelBatch.of(parcels), RULES, around or Surroundings(), **settings)  # type: ignore[arg-type]


def outcomes(result: CheckResult, check_id: str) -> list[str]:
    """Outcome of one check on every parcel, in order."""
    return [
        next(f.outcome.value for f in result.findings_of(i) if f.check_id == check_id)
        for i in range(len(result.parcels))
    ]


def messages(result: CheckResult, check_id: str) -> list[str]:
    """Sentence of one check on every parcel, in order."""
    return [
        next(str(f.message) for f in result.findings_of(i) if f.check_id == check_id)
        for i in range(len(result.parcels))
    ]
