"""Parcels divided along a drawn line: no ground lost, areas and part numbers as a cut-out gives them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from survey_parcels import CRS, ORIGIN, square, survey

from zhanbu_plugin.checks.cutting.by_hand import divided_along
from zhanbu_plugin.checks.cutting.pieces_layer import own_areas
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.units import to_dm2

X, Y = ORIGIN


def batch(*shapes: shapely.Geometry, **fields: list[object]) -> ParcelBatch:
    return ParcelBatch.of(survey(list(shapes), **fields))


def test_a_line_right_through_makes_two_parts_that_sum_to_the_parcel() -> None:
    parcels = batch(square(0), square(1))
    line = shapely.LineString([(X + 30, Y - 10), (X + 30, Y + 110)])
    left, right = divided_along(parcels, parcels.geometries, line)
    assert (left.parent, right.parent) == (0, 0)
    assert (left.number, right.number) == (1, 2)
    assert left.shape.equals(shapely.box(X, Y, X + 30, Y + 100))
    whole = to_dm2(float(ellipsoid_areas(parcels.geometries[:1], CRS)[0]))
    assert left.dm2 + right.dm2 == whole
    assert abs(left.dm2 / whole - 0.3) < 1e-6
    assert left.survey_dm2 + right.survey_dm2 == whole


def test_the_outline_of_a_drawn_part_sets_its_inside_apart() -> None:
    parcels = batch(square(0))
    part = shapely.box(X + 20, Y + 20, X + 60, Y + 70)
    pieces = divided_along(parcels, parcels.geometries, shapely.boundary(part))
    assert len(pieces) == 2
    assert any(piece.shape.equals(part) for piece in pieces)
    assert shapely.union_all([piece.shape for piece in pieces]).equals(square(0))


def test_holes_stay_holes_and_the_parts_of_a_parcel_stay_apart() -> None:
    ring = square(0).difference(shapely.box(X + 40, Y + 40, X + 60, Y + 60))
    two = shapely.MultiPolygon([square(1), square(2)])
    parcels = batch(ring, two)
    line = shapely.LineString([(X - 10, Y + 50), (X + 310, Y + 50)])
    pieces = divided_along(parcels, parcels.geometries, line)
    assert [piece.parent for piece in pieces] == [0, 0, 1, 1, 1]
    assert not any(piece.shape.intersects(shapely.box(X + 41, Y + 41, X + 59, Y + 59)) for piece in pieces)


def test_a_line_that_ends_inside_or_runs_along_the_edge_divides_nothing() -> None:
    parcels = batch(square(0))
    for line in ([(X + 30, Y - 10), (X + 30, Y + 50)], [(X, Y - 10), (X, Y + 110)], [(X - 50, Y), (X - 50, Y + 9)]):
        assert divided_along(parcels, parcels.geometries, shapely.LineString(line)) == []


def test_a_part_that_is_one_already_hands_its_number_on() -> None:
    parcels = batch(square(0), square(1), BSM=["139901101000000001"] * 2, PART_NO=[1, 2])
    line = shapely.LineString([(X + 30, Y - 10), (X + 30, Y + 110)])
    assert [piece.number for piece in divided_along(parcels, parcels.geometries, line)] == [1, 3]


def test_less_than_a_square_metre_beside_the_line_is_refused_with_the_parcel() -> None:
    parcels = batch(square(0))
    line = shapely.LineString([(X + 0.009, Y - 10), (X + 0.009, Y + 110)])
    with pytest.raises(InputProblem) as refused:
        divided_along(parcels, parcels.geometries, line)
    assert refused.value.parcel == parcels.ids[0]


def test_net_areas_follow_from_the_share_of_the_ridges() -> None:
    parcels = batch(square(0), KCXS=[0.1], KCMJ=[1000.0], TBDLMJ=[9000.0])
    line = shapely.LineString([(X + 50, Y - 10), (X + 50, Y + 110)])
    for piece in divided_along(parcels, parcels.geometries, line):
        areas = own_areas(parcels, piece)
        assert np.isclose(areas["KCMJ"] + areas["TBDLMJ"], areas["TBMJ"])
        assert abs(areas["KCMJ"] - 0.1 * areas["TBMJ"]) <= 0.005
