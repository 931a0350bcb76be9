"""Areas by the plane's scale: those of the ellipsoid, and parts that add up to the whole."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from zhanbu_plugin.survey import scaled_areas as module
from zhanbu_plugin.survey.crs import Crs, transform_coordinates, transform_geometries
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.scaled_areas import scaled_areas

ZONE_39, DEGREES = Crs.of(4527), Crs.of(4490)
ELLIPSOID = Geodesic(6_378_137.0, 1 / 298.257222101)
X = 39_500_000.0


def batch(*shapes: shapely.Geometry | None) -> np.ndarray:
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def geodesic_area(shape: shapely.Polygon, step: float = 20.0) -> float:
    """Area by GeographicLib between points every ``step`` metres of the zone's plane."""
    rings = [shape.exterior, *shape.interiors]
    areas = []
    for ring in rings:
        points = shapely.get_coordinates(shapely.segmentize(ring, step))[:-1]
        polygon = ELLIPSOID.Polygon()
        for longitude, latitude in transform_coordinates(points, ZONE_39, DEGREES):
            polygon.AddPoint(latitude, longitude)
        areas.append(abs(polygon.Compute()[2]))
    return areas[0] - sum(areas[1:])


def field(east: float, north: float, size: float, corners: int = 9, seed: int = 1) -> shapely.Polygon:
    """A field with a corner in each of as many directions, about a place in zone 39."""
    radius = size / 2 * np.random.default_rng(seed).uniform(0.5, 1.0, corners)
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return shapely.Polygon(np.column_stack([X + east + radius * np.cos(turn), north + radius * np.sin(turn)]))


def northing(latitude: float) -> float:
    return float(transform_coordinates(np.array([[117.0, latitude]]), DEGREES, ZONE_39)[0, 1])


@pytest.mark.parametrize(
    ("offset", "error"),
    # 160 km is half of a 3° zone at 18° N; 1.5e-9 of a hectare is 0.15 cm²
    [
        (0, 1e-10),
        (1_000, 1e-10),
        (30_000, 1e-10),
        (60_000, 1e-10),
        (120_000, 5e-10),
        (160_000, 1e-9),
        (170_000, 1.5e-9),
    ],
)
@pytest.mark.parametrize("latitude", [18, 27, 36, 45, 53])
def test_areas_are_those_of_geodesics_through_points_of_the_plane(offset: float, error: float, latitude: float) -> None:
    for side in (-1, 1):
        shape = field(side * offset, northing(latitude), 2_000)
        assert scaled_areas(batch(shape), ZONE_39)[0] == pytest.approx(geodesic_area(shape), rel=error)


def test_a_zone_wide_shape_has_its_geodesic_area_too() -> None:
    shape = shapely.box(X - 100_000, 4_000_000, X + 120_000, 4_090_000)
    assert scaled_areas(batch(shape), ZONE_39)[0] == pytest.approx(geodesic_area(shape, 50.0), rel=1e-9)


def test_holes_are_taken_off_and_parts_put_together() -> None:
    shell, hole = field(90_000, 4_400_000, 900), field(90_000, 4_400_000, 300, corners=5)
    ring = shapely.Polygon(shell.exterior, [hole.exterior])
    reversed_hole = shapely.Polygon(shell.exterior.reverse(), [hole.exterior])
    both = shapely.MultiPolygon([ring, field(95_000, 4_400_000, 500)])
    expected = [geodesic_area(g) for g in (shell, hole, ring, both.geoms[1])]
    found = scaled_areas(batch(ring, reversed_hole, both), ZONE_39)
    assert found[0] == pytest.approx(expected[0] - expected[1], rel=1e-9)
    assert found[1] == pytest.approx(found[0], rel=1e-13)  # whichever way a ring runs
    assert found[0] == pytest.approx(expected[2], rel=1e-9)
    assert found[2] == pytest.approx(expected[2] + expected[3], rel=1e-9)


def test_what_has_no_ground_has_no_area_and_harms_no_other() -> None:
    shape = field(0, 4_000_000, 100)
    empty = shapely.Polygon()
    found = scaled_areas(batch(None, shape, empty, shapely.MultiPolygon(), shape, None), ZONE_39)
    assert found[1] == found[4] > 0
    assert found[[0, 2, 3, 5]].tolist() == [0, 0, 0, 0]
    assert scaled_areas(batch(), ZONE_39).tolist() == []
    assert scaled_areas(batch(None, empty), ZONE_39).tolist() == [0, 0]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 2**32 - 1),
    east=st.floats(-160_000, 160_000),
    north=st.floats(2_100_000, 5_800_000),
)
def test_parts_of_a_shape_add_up_to_it(seed: int, east: float, north: float) -> None:
    """A sheet of 1 km cut by a net whose lines meet its edges in their corners, so that nothing is lost in cutting."""
    random = np.random.default_rng(seed)
    steps = [np.cumsum(random.integers(1, 200, 6)) for _ in range(2)]
    x, y = np.round(X + east) + np.r_[0, steps[0]], np.round(north) + np.r_[0, steps[1]]
    at = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).astype(float)
    at[1:-1, 1:-1] += random.uniform(-0.3, 0.3, at[1:-1, 1:-1].shape)
    cells = [
        shapely.Polygon([at[i, j], at[i + 1, j], at[i + 1, j + 1], at[i, j + 1]]) for i in range(6) for j in range(6)
    ]
    whole = shapely.Polygon([*at[:, 0], *at[-1, 1:], *at[-2::-1, -1], *at[0, -2:0:-1]])
    found = scaled_areas(batch(*cells, whole, shapely.box(x[0], y[0], x[-1], y[-1])), ZONE_39)
    assert found[:-2].sum() == pytest.approx(found[-2], rel=1e-12)
    assert found[-2] == pytest.approx(found[-1], rel=1e-12)  # corners on a straight edge change nothing


def test_the_surveys_rule_says_the_same_but_for_its_rounding() -> None:
    """The rule reads vertices to 0.1 mm and 1e-6 arc-seconds (0.03 mm): each edge may lie 0.07 mm off."""
    random = np.random.default_rng(5)
    shapes = batch(
        *(
            field(random.uniform(-160_000, 160_000), random.uniform(2.1e6, 5.8e6), size, corners, seed)
            for seed in range(150)
            for size, corners in [(float(10 ** random.uniform(0.5, 4.5)), int(random.integers(3, 60)))]
        )
    )
    found, rule = scaled_areas(shapes, ZONE_39), ellipsoid_areas(shapes, ZONE_39)
    # the rule's series for latitude and longitude end after the sixth power of the easting: 1e-9 at a zone's edge
    assert (np.abs(found - rule) <= shapely.length(shapes) * 7.1e-5 + 2e-9 * rule).all()


@pytest.mark.parametrize("other", ["EPSG:4490", "EPSG:4326", "EPSG:4548", "EPSG:4528", "EPSG:4509"])
def test_a_field_has_one_area_in_every_system(other: str) -> None:
    shape = batch(field(20_000, 3_600_000, 120))
    there = transform_geometries(shape, ZONE_39, Crs.of(other))
    assert scaled_areas(there, Crs.of(other))[0] == pytest.approx(scaled_areas(shape, ZONE_39)[0], abs=1e-3)


def test_areas_depend_neither_on_order_nor_on_neighbours_nor_on_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    shapes = batch(
        *(field(random.uniform(-9e4, 9e4), random.uniform(3e6, 5e6), 300, int(c), int(c)) for c in range(3, 203)),
        None,
    )
    found = scaled_areas(shapes, ZONE_39)
    order = random.permutation(len(shapes))
    assert scaled_areas(shapes[order], ZONE_39).tobytes() == found[order].tobytes()
    alone = np.concatenate([scaled_areas(shapes[i : i + 1], ZONE_39) for i in range(len(shapes))])
    assert alone.tobytes() == found.tobytes()
    for block in (1, 7, 1000):
        monkeypatch.setattr(module, "_BLOCK", block)
        assert scaled_areas(shapes, ZONE_39).tobytes() == found.tobytes()
