"""Parcels that share a boundary: with the same vertices, with others, and in nothing but a corner."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from random_parcels import X, Y, broad_parcels, of, square

from zhanbu_plugin.checks.measures.adjacency.neighbours import neighbours
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_geometries

ZONE_39 = Crs.of(4527)


def shared_by(shapes: np.ndarray, least: float = 0.01, crs: Crs = ZONE_39) -> dict[tuple[int, int], float]:
    found = neighbours(shapes, crs, least)
    return {
        (one, other): pytest.approx(length, abs=0.01)
        for one, other, length in zip(found.one.tolist(), found.other.tolist(), found.length_m.tolist())
    }


def test_an_edge_with_the_same_vertices_on_both_sides() -> None:
    assert shared_by(of(square(0), square(100), square(300))) == {(0, 1): 100.0}


def test_an_edge_of_which_one_side_has_more_vertices_or_only_a_part() -> None:
    assert shared_by(of(square(0), square(100, 30, 10), square(100, 60, 200))) == {
        (0, 1): 10.0,
        (0, 2): 40.0,
    }


def test_a_corner_is_no_boundary() -> None:
    assert shared_by(of(square(0), square(100, 100))) == {}


def test_a_vertex_that_was_rounded_to_a_tenth_of_a_millimetre_interrupts_nothing() -> None:
    whole = shapely.Polygon([(X, Y), (X + 100, Y + 33), (X + 100, Y + 200), (X, Y + 200)])
    middle = (round(X + 37.3, 4), round(Y + 37.3 * 0.33, 4))
    below = shapely.Polygon([(X, Y), (X + 50, Y - 90), (X + 100, Y + 33), middle])
    assert shared_by(of(whole, below)) == {(0, 1): float(np.hypot(100, 33))}


def test_both_sides_of_a_hole_are_neighbours() -> None:
    ring = square(0, side=300).difference(square(100, 100, 100))
    assert shared_by(of(square(100, 100, 100), ring)) == {(0, 1): 400.0}


def test_boundaries_in_several_pieces_are_added_up() -> None:
    comb = shapely.union_all([square(0), square(0, 200), shapely.box(X - 50, Y, X, Y + 300)])
    assert shared_by(of(comb, shapely.box(X + 100, Y - 50, X + 150, Y + 400))) == {(0, 1): 200.0}


def test_shorter_ones_than_asked_for_are_left_out() -> None:
    shapes = of(square(0), square(100, 30, 10), square(100, 60, 200))
    assert shared_by(shapes, 20.0) == {(0, 2): 40.0}


def test_the_same_parcel_twice_shares_its_whole_outline_and_each_copy_its_neighbour() -> None:
    shapes = of(square(0), square(0), square(100, 30, 10), square(100, 30, 10), None)
    assert shared_by(shapes) == {
        (0, 1): 400.0,
        (2, 3): 40.0,
        **{(one, other): 10.0 for one in (0, 1) for other in (2, 3)},
    }


def test_metres_are_metres_in_degrees_too() -> None:
    degrees = Crs.of(4490)
    assert shared_by(transform_geometries(of(square(0), square(100)), ZONE_39, degrees), crs=degrees) == {(0, 1): 100.0}
    assert shared_by(of(), crs=degrees) == {}


@settings(max_examples=100, deadline=None)
@given(broad_parcels)
def test_lengths_lie_between_what_geos_finds_within_a_tenth_of_a_millimetre_and_within_one(shapes: np.ndarray) -> None:
    found = neighbours(shapes, ZONE_39, 0.05)
    lengths = dict(zip(zip(found.one.tolist(), found.other.tolist()), found.length_m.tolist()))
    outlines = shapely.boundary(shapes)
    for i, j in combinations(range(len(shapes)), 2):
        with np.errstate(invalid="ignore"):  # GEOS computes with not-a-number for lines that don't meet
            least = shapely.intersection(outlines[i], outlines[j], grid_size=1e-4).length
            beside = shapely.intersection(outlines[[i, j]], shapely.buffer(outlines[[j, i]], 1.05e-3))
        assert least - 0.06 <= lengths.get((i, j), 0.0) <= shapely.length(beside).max() + 0.3, (i, j)


def test_cancelling_ends_it_at_every_report() -> None:
    shapes = of(*(square(100 * (k % 60), 100 * (k // 60)) for k in range(3600)), square(30, -100))
    told: list[float] = []
    neighbours(shapes, ZONE_39, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(Cancelled):
        neighbours(shapes, ZONE_39, progress=lambda share: share < 0.5)
