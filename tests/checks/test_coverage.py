"""Exact cover of cells by polygons, against GEOS cell by cell."""

from __future__ import annotations

import numpy as np
import shapely
from brute_force import cell_cover
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from zhanbu_plugin.checks.measures.terrain.coverage import Tally, strip_of
from zhanbu_plugin.checks.measures.terrain.grid import Grid
from zhanbu_plugin.checks.measures.terrain.outlines import outlines_of

ROWS, COLUMNS, CLASSES = 9, 11, 5
NORTH_UP = Grid(COLUMNS, ROWS, 0.0, 1.0, 0.0, float(ROWS), 0.0, -1.0)
TURNED = Grid(COLUMNS, ROWS, 3.0, 0.8, -0.6, 1.0, 0.6, 0.8)

Floats = NDArray[np.float64]


def tallied(
    polygons: list[shapely.Geometry | None], grid: Grid, seed: int, strip_rows: int = ROWS
) -> tuple[Tally, NDArray[np.uint8], NDArray[np.int32], Floats]:
    """A tally over a random grid of classes and values, with weights that differ from row to row."""
    random = np.random.default_rng(seed)
    classes = random.integers(0, CLASSES + 1, (grid.rows, grid.columns)).astype(np.uint8)
    values = (random.integers(0, 10**8, classes.shape) * (classes > 0)).astype(np.int32)
    weight = random.uniform(0.5, 2.0, grid.rows)
    outlines = outlines_of(np.array(polygons, dtype=object), grid)
    tally = Tally(outlines, grid, CLASSES)
    for row in range(0, grid.rows, strip_rows):
        part = slice(row, row + strip_rows)
        tally.add(strip_of(classes[part], values[part], weight[part], row, 0, CLASSES))
    return tally, classes, values, weight


def expected(polygon: shapely.Geometry, grid: Grid, classes: NDArray[np.uint8], weight: Floats) -> Floats:
    cover = cell_cover(polygon, grid) * weight[:, None]
    return np.array([cover[classes == k].sum() for k in range(1, CLASSES + 1)])


def geos_agrees_with_itself(polygon: shapely.Geometry, grid: Grid) -> bool:
    """The cover of all cells is the cover of the raster."""
    u, v = np.array([0.0, grid.columns, grid.columns, 0.0]), np.array([0.0, 0.0, grid.rows, grid.rows])
    inside = shapely.area(shapely.intersection(shapely.Polygon(grid.places(u, v)), polygon))
    return bool(abs(cell_cover(polygon, grid).sum() * abs(grid.determinant) - inside) < 1e-10 * max(1.0, inside))


coordinate = st.one_of(
    st.floats(-3.0, 14.0, allow_nan=False),
    st.integers(-2, 13).map(float),  # exactly on cell lines
    st.floats(2.0, 2.2),  # narrower than a cell
)
points = st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=12)


def as_polygons(rings: list[list[tuple[float, float]]]) -> shapely.Geometry:
    """Any rings made into valid polygons, with the holes and parts that their crossings leave."""
    made = shapely.make_valid(shapely.union_all([shapely.buffer(shapely.Polygon(r), 0.0) for r in rings if len(r) > 2]))
    crossed = shapely.make_valid(shapely.Polygon(rings[0]))
    both = shapely.symmetric_difference(made, crossed)
    # GEOS 3.13 takes a part of no width for the whole box that it crosses, so it can't judge those
    return shapely.union_all([p for p in shapely.get_parts(both) if p.area > 1e-9 * p.length])


@settings(max_examples=300, deadline=None)
@given(rings=st.lists(points, min_size=1, max_size=3), seed=st.integers(0, 2**31), turned=st.booleans())
def test_any_polygon_covers_what_geos_says_cell_by_cell(
    rings: list[list[tuple[float, float]]], seed: int, turned: bool
) -> None:
    grid = TURNED if turned else NORTH_UP
    polygon = as_polygons(rings)
    tally, classes, _, weight = tallied([polygon], grid, seed)
    wanted = expected(polygon, grid, classes, weight)
    assume(geos_agrees_with_itself(polygon, grid))
    assert np.abs(tally.class_areas()[0] - wanted).max() <= 1e-9 * max(1.0, polygon.area)


@settings(max_examples=150, deadline=None)
@given(
    x=st.floats(0.5, 9.0),
    y=st.floats(0.5, 7.0),
    width=st.floats(1e-4, 0.2),
    length=st.floats(0.2, 1.5),
    turn=st.floats(0, 360),
)
def test_a_parcel_narrower_than_a_cell_is_measured_to_a_billionth_of_its_own_area(
    x: float, y: float, width: float, length: float, turn: float
) -> None:
    sliver = shapely.affinity.rotate(shapely.box(x, y, x + length, y + width), turn)
    tally, classes, _, weight = tallied([sliver], NORTH_UP, 1)
    wanted = expected(sliver, NORTH_UP, classes, weight)
    assert np.abs(tally.class_areas()[0] - wanted).max() <= 1e-9 * sliver.area * 2.0


def test_a_parcel_larger_than_the_raster_covers_every_cell_once() -> None:
    tally, classes, values, weight = tallied([shapely.box(-100, -100, 100, 100)], NORTH_UP, 2)
    cells = np.array([(weight[:, None] * (classes == k)).sum() for k in range(1, CLASSES + 1)])
    assert np.allclose(tally.class_areas()[0], cells, rtol=1e-12)
    assert np.isclose(tally.value_integrals()[0], (weight[:, None] * values).sum(), rtol=1e-12)


def test_holes_of_either_direction_are_left_out() -> None:
    shell = [(1, 1), (9, 1), (9, 8), (1, 8)]
    hole = [(2.25, 2.5), (6.5, 2.5), (6.5, 6.75), (2.25, 6.75)]
    both = [shapely.Polygon(s, [h]) for s in (shell, shell[::-1]) for h in (hole, hole[::-1])]
    tally, classes, _, weight = tallied(both, NORTH_UP, 3)
    wanted = expected(both[0], NORTH_UP, classes, weight)
    assert np.allclose(tally.class_areas(), wanted, rtol=0, atol=1e-10)


def test_a_part_of_no_width_adds_nothing() -> None:
    flat = shapely.Polygon([(0, 0), (5, 1.90625), (1.908548707753479, 0.7276341948310139)])
    tally, *_ = tallied([flat], NORTH_UP, 0)
    assert np.abs(tally.class_areas()).max() < 1e-14


def test_multiparts_and_collections_count_their_polygons_only() -> None:
    a, b = shapely.box(1.1, 1.2, 3.7, 2.9), shapely.box(6.5, 3.3, 8.8, 7.1)
    both = shapely.MultiPolygon([a, b])
    mixed = shapely.GeometryCollection([shapely.Point(5, 5), shapely.MultiPolygon([a]), b])
    tally, classes, _, weight = tallied([both, mixed, shapely.LineString([(0, 0), (9, 9)])], NORTH_UP, 4)
    wanted = expected(both, NORTH_UP, classes, weight)
    assert np.allclose(tally.class_areas()[:2], wanted, rtol=0, atol=1e-10)
    assert not tally.class_areas()[2].any()


def test_none_empty_and_endless_geometries_have_no_ground() -> None:
    endless = shapely.Polygon([(1, 1), (np.inf, 1), (3, 3)])
    tally, *_ = tallied([None, shapely.Polygon(), endless, shapely.box(1, 1, 2, 2)], NORTH_UP, 5)
    assert not tally.areas()[:3].any()
    assert not tally.class_areas()[:3].any()
    assert tally.areas()[3] > 0


def test_the_sum_over_a_partition_is_the_whole() -> None:
    random = np.random.default_rng(6)
    sites = shapely.MultiPoint(random.uniform(-1, 12, (200, 2)))
    frame = shapely.box(-0.5, -0.5, 11.5, 9.5)
    pieces = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(sites, extend_to=frame)), frame)
    tally, *_ = tallied([*pieces, frame], NORTH_UP, 7)
    areas = tally.class_areas()
    assert np.allclose(areas[:-1].sum(axis=0), areas[-1], rtol=0, atol=1e-9)


def test_the_numbers_of_a_parcel_depend_on_neither_strips_order_nor_company() -> None:
    random = np.random.default_rng(8)
    stars = [shapely.Point(*random.uniform(1, 9, 2)).buffer(random.uniform(0.1, 4)) for _ in range(40)]
    whole = tallied(stars, NORTH_UP, 9)[0].class_areas()
    assert np.array_equal(tallied(stars[::-1], NORTH_UP, 9)[0].class_areas()[::-1], whole)
    for i in (0, 17, 39):
        assert np.array_equal(tallied([stars[i]], NORTH_UP, 9)[0].class_areas()[0], whole[i])
    assert np.allclose(tallied(stars, NORTH_UP, 9, strip_rows=2)[0].class_areas(), whole, rtol=0, atol=1e-12)


def test_a_long_outline_in_many_chains_is_measured_as_one() -> None:
    angle = np.linspace(0, 2 * np.pi, 5000, endpoint=False)
    radius = 3.5 + 0.5 * np.sin(40 * angle)
    gear = shapely.Polygon(np.stack([5.3 + radius * np.cos(angle), 4.6 + radius * np.sin(angle)], axis=1))
    tally, classes, _, weight = tallied([gear], NORTH_UP, 10)
    assert np.allclose(tally.class_areas()[0], expected(gear, NORTH_UP, classes, weight), rtol=0, atol=1e-9)


def test_far_eastings_lose_no_accuracy() -> None:
    far = Grid(COLUMNS, ROWS, 39_500_000.0, 30.0, 0.0, 4_100_000.0, 0.0, -30.0)
    parcel = shapely.Polygon([(39_500_031.25, 4_099_990.5), (39_500_200.75, 4_099_950.25), (39_500_090.5, 4_099_800.0)])
    tally, classes, _, weight = tallied([parcel], far, 11)
    wanted = expected(parcel, far, classes, weight)
    assert np.abs(tally.class_areas()[0] - wanted).max() <= 1e-9 * parcel.area / 900
