"""A layer in any CRS as parcels of a coordinate TXT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pytest
import shapely

from zhanbu_plugin.checks.layer import FieldDefinition, VectorLayer
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.exchange.coordinates.layer import parcels_of_layer
from zhanbu_plugin.exchange.coordinates.reading import read_coordinates
from zhanbu_plugin.exchange.coordinates.writing import write_coordinates
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.problem import InputProblem

# Second parcel of the standards file's example, zone 39 without and with prefix: 943.41 m² on the ellipsoid.
PLAIN = shapely.Polygon(
    [(412140.31, 3125450.02), (412171.905, 3125452.66), (412169.24, 3125418.115), (412141.98, 3125420.43)]
)
PREFIXED = shapely.transform(PLAIN, lambda xy: np.round(xy + np.array([39_000_000, 0]), 4))


def layer_of(epsg: int, shapes: Sequence[shapely.Geometry | None], **fields: Sequence[object]) -> VectorLayer:
    columns = {name: np.array(list(values), dtype=object) for name, values in fields.items()}
    definitions: Mapping[str, FieldDefinition] = {name: FieldDefinition(name, "text") for name in fields}
    wkb = [None if shape is None else shapely.to_wkb(shape) for shape in shapes]
    return vector_layer_from_arrays("地块", Crs.of(epsg), range(1, len(shapes) + 1), wkb, columns, definitions)


def test_a_zone_with_prefix_keeps_its_coordinates_and_states_the_ellipsoid_area_and_the_sheet() -> None:
    found = parcels_of_layer(
        layer_of(4527, [PREFIXED], number=["F2"], name=["示例"]), template="standard9", use="占补平衡"
    )
    (parcel,) = found.parcels
    assert found.epsg == 4527
    assert found.notes == ()
    assert parcel.geometry == PREFIXED
    assert (parcel.number, parcel.name, parcel.stated_area_ha) == ("F2", "示例", Decimal("0.0943"))
    assert parcel.attributes["use"] == "占补平衡"
    assert parcel.attributes["sheet"] == "H50G091034"


def test_a_zone_without_prefix_gets_it_without_losing_a_digit() -> None:
    found = parcels_of_layer(layer_of(4548, [PLAIN]), template="standard9")
    assert found.epsg == 4527
    assert found.parcels[0].geometry == PREFIXED
    (read,) = read_coordinates(write_coordinates(found.parcels)).document.parcels
    assert shapely.equals_exact(shapely.normalize(read.geometry), shapely.normalize(PREFIXED), tolerance=0)


def test_a_layer_in_degrees_is_projected_to_the_zone_of_its_middle_and_says_so() -> None:
    degrees = transform_geometries(np.array([PREFIXED], dtype=object), Crs.of(4527), Crs.of(4490))
    found = parcels_of_layer(layer_of(4490, list(degrees)), template="standard9")
    assert found.epsg == 4527
    assert shapely.equals_exact(found.parcels[0].geometry, PREFIXED, tolerance=0.0001)
    assert any("zone 39 (EPSG:4527)" in str(note) for note in found.notes)


def test_a_zone_that_is_asked_for_is_projected_to_never_shifted() -> None:
    found = parcels_of_layer(layer_of(4527, [PREFIXED]), template="standard9", zone=38)
    assert found.epsg == 4526
    back = transform_geometries(np.array([found.parcels[0].geometry], dtype=object), Crs.of(4526), Crs.of(4527))
    assert shapely.equals_exact(back[0], PREFIXED, tolerance=0.0001)
    with pytest.raises(InputProblem, match="24 isn't a zone"):
        parcels_of_layer(layer_of(4527, [PREFIXED]), template="standard9", zone=24)


def test_items_come_from_fields_of_their_name_and_else_from_the_survey() -> None:
    layer = layer_of(4527, [PREFIXED], TBBH=[12.0], DLMC=["水浇地"], GDPDJB=["1"], YEAR=[2022], grade=[None])
    found = parcels_of_layer(layer, template="supplement12", number_field="TBBH")
    (parcel,) = found.parcels
    assert parcel.number == "12"
    assert parcel.attributes["class_name"] == "水浇地"
    assert parcel.attributes["slope_gr"] == "1"
    assert parcel.attributes["year"] == "2022"
    assert parcel.attributes["grade"] == ""


def test_parcels_without_a_number_field_are_numbered_and_the_note_says_so() -> None:
    east = shapely.transform(PREFIXED, lambda xy: xy + np.array([100, 0]))
    found = parcels_of_layer(layer_of(4527, [PREFIXED, east]), template="standard9")
    assert [p.number for p in found.parcels] == ["1", "2"]
    assert any("numbered from 1" in str(note) for note in found.notes)


def test_a_feature_without_a_polygon_and_a_missing_field_are_refused_by_name() -> None:
    with pytest.raises(InputProblem) as problem:
        parcels_of_layer(layer_of(4527, [PREFIXED, None]), template="standard9")
    assert (problem.value.source, problem.value.parcel) == ("地块", "#2")
    with pytest.raises(InputProblem) as problem:
        parcels_of_layer(layer_of(4527, [PREFIXED], DLBM=["0103"]), template="standard9", number_field="NO")
    assert problem.value.field == "NO"
    assert "DLBM" in str(problem.value.remedy)
