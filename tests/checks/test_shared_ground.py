"""Parcels beside a net of roads: the work grows with the number of parcels, and stops when somebody asks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from zhanbu_plugin.checks.measures.duplicates import duplicates
from zhanbu_plugin.checks.measures.overlap.breadth import OverlapTolerance
from zhanbu_plugin.checks.measures.overlap.shared_ground import common_ground
from zhanbu_plugin.pool.places import overlapping_pairs, overlapping_places
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs

X, Y, MESH, ROAD = 39_500_000.0, 4_200_000.0, 100.0, 8.0
ZONE_39 = Crs.of(4527)
A_34 = OverlapTolerance(1.0, 0.5)


def _fields_and_their_roads(side: int) -> np.ndarray:
    """``side``² fields, and as the last shape the roads between them: one polygon with a hole for every field.

    The field in the corner reaches 2 m into the roads.
    """
    cells = [(X + MESH * i, Y + MESH * j) for i in range(side) for j in range(side)]
    fields = [shapely.box(x + ROAD, y + ROAD, x + MESH, y + MESH) for x, y in cells]
    frame = shapely.box(X, Y, X + MESH * side + ROAD, Y + MESH * side + ROAD)
    net = shapely.Polygon(frame.exterior, [field.exterior for field in fields])
    fields[0] = shapely.box(X + ROAD - 2, Y + ROAD, X + MESH, Y + MESH)
    shapes = np.empty(len(fields) + 1, dtype=object)
    shapes[:] = [*fields, net]
    return shapes


def _check_duplicates(shapes: np.ndarray) -> None:
    assert duplicates(shapes, ZONE_39).overlaps_with.tolist() == [len(shapes) - 1, *[-1] * (len(shapes) - 2), 0]


def _search_pool(shapes: np.ndarray) -> None:
    (pair,) = overlapping_pairs(shapes, A_34)
    assert pair[:2] == (0, len(shapes) - 1)
    assert pair[2] == pytest.approx(2 * (MESH - ROAD), abs=1e-6)


def _search_places(shapes: np.ndarray) -> None:
    (pair,) = overlapping_places(shapes[-1:], shapes[:-1], A_34)
    assert pair == (0, 0, pytest.approx(2 * (MESH - ROAD), abs=1e-6))


@pytest.mark.parametrize("work", [_check_duplicates, _search_pool, _search_places])
def test_a_net_of_roads_costs_each_field_the_same_however_many_fields_there_are(
    work: Callable[[np.ndarray], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vertices that are intersected per field: with the whole net each time they would be those of the net."""
    intersection, vertices = shapely.intersection, [0]

    def counted(left: np.ndarray, right: np.ndarray) -> np.ndarray:
        vertices[0] += int(shapely.get_num_coordinates(left).sum() + shapely.get_num_coordinates(right).sum())
        return intersection(left, right)

    monkeypatch.setattr(shapely, "intersection", counted)
    per_field = []
    for side in (12, 24, 48):
        vertices[0] = 0
        work(_fields_and_their_roads(side))
        per_field.append(vertices[0] / side**2)
    assert per_field[2] < 1.3 * per_field[0]
    assert per_field[2] < 1_000  # the net of the largest has 11,525


def test_cutting_up_changes_no_shared_ground() -> None:
    generator = np.random.default_rng(3)
    turn = np.linspace(0, 2 * np.pi, 3_000, endpoint=False)
    shapes = np.empty(6, dtype=object)
    shapes[:] = [
        shapely.Polygon(np.column_stack([X + dx + r * np.cos(turn), Y + dy + r * np.sin(turn)]))
        for dx, dy, r in ((*generator.uniform(0, 500, 2), 200 + 30 * k) for k in range(6))
    ]
    one, other, ground = common_ground(shapes)
    plain = shapely.intersection(shapes[one], shapes[other])
    np.testing.assert_allclose(shapely.area(ground), shapely.area(plain), rtol=1e-9)
    apart = {(i, j) for i in range(6) for j in range(i + 1, 6)} - set(zip(one.tolist(), other.tolist()))
    assert all(shapes[i].intersection(shapes[j]).area == 0 for i, j in apart)
    assert shapely.is_valid(ground).all()


def test_looking_for_common_ground_reports_every_thousand_pairs() -> None:
    fields = np.array([shapely.box(X + 7 * i, Y, X + 7 * i + 10, Y + 10) for i in range(4_000)], dtype=object)
    told: list[float] = []
    duplicates(fields, ZONE_39, progress=told.append)
    assert len(told) >= 3
    assert told == sorted(told)
    assert told[-1] == 1.0
    asked: list[float] = []

    def stop(share: float) -> bool:
        asked.append(share)
        return len(asked) < 3

    with pytest.raises(Cancelled):
        duplicates(fields, ZONE_39, progress=stop)
    assert len(asked) == 3


def test_nothing_and_one_shape_have_nothing_in_common() -> None:
    for shapes in ([], [None], [shapely.box(X, Y, X + 1, Y + 1)], [None, shapely.box(X, Y, X + 1, Y + 1)]):
        array = np.empty(len(shapes), dtype=object)
        array[:] = shapes
        one, other, ground = common_ground(array)
        assert len(one) == len(other) == len(ground) == 0
