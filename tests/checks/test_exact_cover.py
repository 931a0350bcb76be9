"""Cover of cells against rational arithmetic: any size, holes, parts, edges on cell lines, to 1e-9 of the parcel."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from exact_cover import exact_area, exact_cover
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from zhanbu_plugin.checks.measures.terrain.coverage import Tally, strip_of
from zhanbu_plugin.checks.measures.terrain.grid import Grid
from zhanbu_plugin.checks.measures.terrain.outlines import outlines_of

ROWS, COLUMNS = 7, 8
GRID = Grid(COLUMNS, ROWS, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
"""Coordinates are cell coordinates, so nothing is rounded before the measure begins."""
CELLS = np.arange(1, ROWS * COLUMNS + 1, dtype=np.uint8).reshape(ROWS, COLUMNS)


def cover_of(polygons: list[shapely.Geometry], strip_rows: int = ROWS) -> NDArray[np.float64]:
    """Area (n, rows, columns) of each polygon in each cell: every cell is a class of its own."""
    tally = Tally(outlines_of(np.array([*polygons, None], dtype=object), GRID), GRID, CELLS.size)
    for row in range(0, ROWS, strip_rows):
        part = slice(row, row + strip_rows)
        height = len(CELLS[part])
        tally.add(strip_of(CELLS[part], np.zeros((height, COLUMNS), np.int32), np.ones(height), row, 0, CELLS.size))
    return tally.class_areas()[:-1].reshape(-1, ROWS, COLUMNS)


@st.composite
def rings(draw: st.DrawFn, x: float, y: float, size: float) -> list[tuple[float, float]]:
    """A ring around a place, some of its vertices on cell lines and some of its edges along them."""
    count = draw(st.integers(3, 9))
    turns = sorted(draw(st.lists(st.floats(0, 6.28), min_size=count, max_size=count, unique=True)))
    points = []
    for turn in turns:
        reach = size * draw(st.floats(0.3, 1.0))
        px, py = x + reach * np.cos(turn), y + reach * np.sin(turn)
        if size > 0.2:
            px, py = (round(p) if draw(st.integers(0, 3)) == 0 else p for p in (px, py))
        points.append((float(px), float(py)))
    return points


@st.composite
def polygons(draw: st.DrawFn) -> shapely.Geometry:
    """A polygon of any size, perhaps with a hole, perhaps with a second part far away."""
    parts = []
    for offset in (0.0, 100.0)[: draw(st.integers(1, 2))]:
        x, y = draw(st.floats(-1, 9)), draw(st.floats(-1, 8))
        size = draw(st.sampled_from([1e-3, 0.05, 0.4, 1.5, 4.0, 50.0]))
        shell = draw(rings(x, y, size))
        inner = draw(rings(x, y, 0.2 * size)) if draw(st.booleans()) else None
        moved = [(px + offset, py) for px, py in shell]
        holes = [] if inner is None else [[(px + offset, py) for px, py in inner]]
        parts.append(shapely.Polygon(moved, holes))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(polygon=polygons())
def test_any_polygon_covers_each_cell_to_a_billionth_of_its_area(polygon: shapely.Geometry) -> None:
    wanted = exact_cover(polygon, ROWS, COLUMNS)
    found = cover_of([polygon])[0]
    outline = shapely.length(polygon)
    assert np.abs(found - wanted).max() <= 1e-9 * abs(exact_area(polygon)) + 1e-15 * outline
    assert np.abs(cover_of([polygon], strip_rows=2)[0] - found).max() <= 1e-14 * (1 + outline)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    x=st.floats(0.5, 6.5),
    y=st.floats(0.5, 5.5),
    width=st.floats(1e-5, 1e-2),
    length=st.floats(0.1, 9.0),
    turn=st.floats(0, 180),
)
def test_a_sliver_covers_each_cell_to_a_billionth_of_its_area(
    x: float, y: float, width: float, length: float, turn: float
) -> None:
    sliver = shapely.affinity.rotate(shapely.box(x, y, x + length, y + width), turn)
    assert np.abs(cover_of([sliver])[0] - exact_cover(sliver, ROWS, COLUMNS)).max() <= 1e-9 * exact_area(sliver)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**31), lattice=st.booleans())
def test_the_parts_of_a_partition_cover_what_the_whole_does(seed: int, lattice: bool) -> None:
    random = np.random.default_rng(seed)
    lines = [np.sort(random.integers(-1, 10, 4) if lattice else random.uniform(-1, 10, 4)) for _ in range(2)]
    corners = np.stack(np.meshgrid(*(np.unique([-2.0, *line, 11.0]) for line in lines)), axis=-1)
    if not lattice:
        corners[1:-1, 1:-1] += random.uniform(-0.02, 0.02, corners[1:-1, 1:-1].shape)
    quads = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], axis=2).reshape(-1, 4, 2)
    found = cover_of([*shapely.polygons(quads)])
    assert np.abs(found.sum(axis=0) - 1.0).max() <= 1e-12


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_an_outline_along_cell_lines_covers_whole_cells(turn: int) -> None:
    corners = [(2.0, 1.0), (6.0, 1.0), (6.0, 4.0), (4.0, 4.0), (4.0, 5.0), (2.0, 5.0)]
    ring = corners[turn:] + corners[:turn]
    wanted = np.zeros((ROWS, COLUMNS))
    wanted[1:4, 2:6] = 1
    wanted[4, 2:4] = 1
    for points in (ring, ring[::-1]):
        assert np.array_equal(cover_of([shapely.Polygon(points)])[0], wanted)


def test_an_edge_through_the_corners_of_cells_halves_them() -> None:
    found = cover_of([shapely.Polygon([(0, 0), (7, 7), (0, 7)])])[0]
    assert np.allclose(found, np.tril(np.ones((ROWS, COLUMNS)), -1) + 0.5 * np.eye(ROWS, COLUMNS), rtol=0, atol=1e-15)


def test_parts_that_touch_in_a_point_are_told_apart() -> None:
    bow = shapely.MultiPolygon([shapely.box(1, 1, 3, 3), shapely.box(3, 3, 5, 5)])
    back = shapely.MultiPolygon(
        [shapely.Polygon(shapely.box(3, 3, 5, 5).exterior.coords[::-1]), shapely.box(1, 1, 3, 3)]
    )
    hole = shapely.Polygon([(1, 1), (6, 1), (6, 6), (1, 6)], [[(1, 1), (3, 2), (2, 3)]])
    for polygon in (bow, back, hole):
        wanted = exact_cover(polygon, ROWS, COLUMNS)
        assert np.allclose(cover_of([polygon])[0], wanted, rtol=0, atol=1e-14)
