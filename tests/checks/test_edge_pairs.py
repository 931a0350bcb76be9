"""Common ground by pairs of edges: what GEOS says of each pair, however many pairs there are and how few edges."""

from __future__ import annotations

import numpy as np
import shapely
import shapely.affinity
from numpy.typing import NDArray

from zhanbu_plugin.checks.measures.overlap.edge_pairs import common_ground_of
from zhanbu_plugin.checks.measures.overlap.edge_table import ON_ONE_AXIS, EdgeTable
from zhanbu_plugin.survey.rings import Rings

Objects = NDArray[np.object_]
Floats = NDArray[np.float64]


def areas(one: Objects, other: Objects) -> Floats:
    """Plane areas (k,) that polygons (k,) share with others (k,)."""
    tables = (EdgeTable.of(Rings.of(shapes), shapely.bounds(shapes).reshape(-1, 4)) for shapes in (one, other))
    pair = np.arange(len(one))
    return common_ground_of(*tables, pair, pair, 0.0, np.zeros(len(one))).area


def test_pairs_without_an_edge_in_common_leave_all_others_what_they_share() -> None:
    count = 3 * ON_ONE_AXIS
    shares = np.arange(count) % 997 == 0
    one = np.full(count, shapely.box(0, 0, 10, 10), dtype=object)
    other = np.where(shares, shapely.box(5, 5, 15, 15), shapely.box(50, 5, 60, 15))
    assert areas(one, other).tolist() == np.where(shares, 25.0, 0.0).tolist()


def test_each_pair_of_turned_squares_shares_what_the_overlay_finds() -> None:
    turns = np.linspace(0.0, 90.0, 50)
    square = shapely.box(0.0, 0.0, 100.0, 100.0)
    one = np.full(50, square, dtype=object)
    other = np.array([shapely.affinity.rotate(square, turn) for turn in turns], dtype=object)
    expected = shapely.area(shapely.intersection(one, other))
    np.testing.assert_allclose(areas(one, other), expected, rtol=0.0, atol=1e-4)
