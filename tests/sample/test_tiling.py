"""The survey polygons tile the county."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from .conftest import Layer


def test_there_are_at_least_two_thousand_valid_single_polygons(dltb: Layer) -> None:
    assert 2_000 <= len(dltb.rows) <= 2_700
    assert shapely.is_valid(dltb.geometries).all()
    assert (shapely.get_num_geometries(dltb.geometries) == 1).all()


def test_the_parcels_fill_the_county_without_gap_or_overlap(dltb: Layer, read_layer: Callable[[str], Layer]) -> None:
    county = read_layer("county").geometries[0]
    parts = shapely.get_parts(dltb.geometries)
    assert abs(float(shapely.area(dltb.geometries).sum()) - county.area) < 0.001
    assert shapely.symmetric_difference(shapely.union_all(dltb.geometries), county).area < 0.001
    tree = shapely.STRtree(parts)
    left, right = tree.query(parts, predicate="intersects")
    pairs = left < right
    shared = shapely.area(shapely.intersection(parts[left[pairs]], parts[right[pairs]]))
    assert shared.max() < 1e-6


def test_neighbours_share_their_vertices(dltb: Layer, read_layer: Callable[[str], Layer]) -> None:
    """Every edge between two vertices belongs to one parcel or, run the other way, to exactly two."""
    xy, ring = shapely.get_coordinates(
        [r for p in shapely.get_parts(dltb.geometries) for r in shapely.get_rings(p)], return_index=True
    )
    step = ring[1:] == ring[:-1]
    start, end = xy[:-1][step], xy[1:][step]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    edges = np.where(swap[:, None], np.hstack([end, start]), np.hstack([start, end]))
    unique, times = np.unique(edges, axis=0, return_counts=True)
    assert times.max() == 2
    border = shapely.linestrings(unique[times == 1].reshape(-1, 2, 2))
    county = read_layer("county").geometries[0]
    assert shapely.length(border).sum() == pytest.approx(county.boundary.length, abs=1e-6)


def test_no_two_vertices_of_a_parcel_nearly_coincide(dltb: Layer) -> None:
    points = shapely.points(np.unique(shapely.get_coordinates(dltb.geometries), axis=0))
    left, right = shapely.STRtree(points).query(points, predicate="dwithin", distance=0.005)
    assert (left == right).all()


def test_every_vertex_lies_on_the_grid_of_a_tenth_of_a_millimetre(dltb: Layer) -> None:
    xy = shapely.get_coordinates(dltb.geometries)
    assert (xy == np.round(xy, 4)).all()
    assert not shapely.has_z(dltb.geometries).any()


def test_the_county_is_about_seven_kilometres_across_in_zone_39(read_layer: Callable[[str], Layer]) -> None:
    west, south, east, north = read_layer("county").geometries[0].bounds
    assert 39_000_000 < west < east < 40_000_000
    assert 6_000 < east - west < 8_000 and 6_000 < north - south < 8_000
