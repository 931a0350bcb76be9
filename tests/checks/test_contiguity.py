"""Clusters of parcels: no pair within the gap is missed, none is joined without one."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from random_parcels import of, parcels, square

from zhanbu_plugin.checks.measures.adjacency.contiguity import contiguity
from zhanbu_plugin.checks.measures.validity import validity
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas

ZONE_39 = Crs.of(4527)
DEGREES = Crs.of(4490)


def clusters(shapes: np.ndarray, gap: float = 20.0, crs: Crs = ZONE_39) -> list[int]:
    return contiguity(shapes, ellipsoid_areas(shapes, crs), crs, gap).cluster.tolist()


def members(cluster: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(cluster == number).tolist()) for number in np.unique(cluster[cluster > 0])}


def by_every_distance(shapes: np.ndarray, gap: float) -> set[frozenset[int]]:
    """Clusters from the distance of every shape to every other."""
    near = shapely.distance(shapes[:, None], shapes[None, :]) <= gap + 5e-5
    group = list(range(len(shapes)))
    for i, j in zip(*np.nonzero(near)):
        low, high = sorted((group[i], group[j]))
        group = [low if g == high else g for g in group]
    return members(np.array(group) + 1)


@settings(max_examples=300, deadline=None)
@given(parcels, st.sampled_from([0.0, 0.5, 5.0, 20.0, 60.0]))
def test_clusters_are_those_of_every_distance(shapes: np.ndarray, gap: float) -> None:
    measure = contiguity(shapes, np.ones(len(shapes)), ZONE_39, gap)
    assert members(measure.cluster) == by_every_distance(shapes, gap)


@settings(max_examples=60, deadline=None)
@given(parcels, st.randoms(use_true_random=False))
def test_the_order_of_the_parcels_changes_nothing(shapes: np.ndarray, random: object) -> None:
    areas = ellipsoid_areas(shapes, ZONE_39)
    order = np.arange(len(shapes))
    random.shuffle(order)  # type: ignore[attr-defined]
    first, second = contiguity(shapes, areas, ZONE_39), contiguity(shapes[order], areas[order], ZONE_39)
    assert second.cluster.tolist() == first.cluster[order].tolist()
    assert second.area_m2.tolist() == first.area_m2[order].tolist()


def test_a_gap_of_exactly_the_limit_still_joins_and_a_tenth_of_a_millimetre_more_does_not() -> None:
    assert clusters(of(square(0), square(120))) == [1, 1]
    assert clusters(of(square(0.1), square(120.1))) == [1, 1]
    assert clusters(of(square(0), square(120.0001))) == [1, 2]


def test_a_cluster_hangs_together_from_parcel_to_parcel() -> None:
    assert clusters(of(square(0), square(240), square(120), square(400))) == [1, 1, 1, 2]


def test_clusters_are_numbered_from_north_to_south_and_from_west_to_east() -> None:
    south, north_east, north_west = square(0, 0), square(900, 500), square(300, 500)
    assert clusters(of(south, north_east, north_west)) == [3, 2, 1]


def test_a_gap_of_0_joins_what_touches_in_an_edge_a_corner_or_half_an_edge() -> None:
    assert clusters(of(square(0), square(100)), 0.0) == [1, 1]
    assert clusters(of(square(0), square(100, 100)), 0.0) == [1, 1]
    assert clusters(of(square(0), square(100, 30, 10)), 0.0) == [1, 1]
    assert clusters(of(square(0), square(100.001)), 0.0) == [1, 2]


def test_a_parcel_inside_another_belongs_to_it_and_one_in_its_hole_does_not() -> None:
    ring = square(0, side=300).difference(square(50, 50, 200))
    middle = square(140, 140, 20)
    assert clusters(of(square(0, side=300), middle)) == [1, 1]
    assert clusters(of(ring, middle)) == [1, 2]
    assert clusters(of(ring, square(65, 140, 20))) == [1, 1]


def test_a_parcel_of_two_parts_ties_two_clusters_together() -> None:
    both = shapely.union_all([square(0), square(5000)])
    assert clusters(of(both, square(110), square(5110))) == [1, 1, 1]
    inside = shapely.union_all([square(0), square(5040, 40, 20)])
    assert clusters(of(inside, square(5000), square(3000))) == [1, 1, 2]


def test_the_area_is_the_sum_of_the_members_own() -> None:
    shapes = of(square(0), square(110), square(900), None)
    areas = ellipsoid_areas(shapes, ZONE_39)
    measure = contiguity(shapes, areas, ZONE_39)
    assert measure.area_m2[:3].tolist() == pytest.approx([areas[0] + areas[1]] * 2 + [areas[2]], rel=1e-15)
    assert measure.parcels.tolist() == [2, 2, 1, 0]


def test_a_parcel_without_a_shape_has_no_cluster() -> None:
    measure = contiguity(of(None, square(0), shapely.Polygon()), np.array([np.nan, 1.0, np.nan]), ZONE_39)
    assert measure.cluster.tolist() == [0, 1, 0]
    assert np.isnan(measure.area_m2).tolist() == [True, False, True]
    assert clusters(of()) == []
    assert clusters(of(None)) == [0]


@pytest.mark.parametrize("crs", [DEGREES, Crs.of(3857), Crs.of(32650), Crs.of(4528)])
def test_metres_are_metres_whatever_the_coordinates_are(crs: Crs) -> None:
    shapes = of(square(0), square(119.9), square(0, 500), square(120.1, 500), square(600), square(700.0))
    assert clusters(transform_geometries(shapes, ZONE_39, crs), crs=crs) == [3, 3, 1, 2, 4, 4]


def test_a_place_that_is_none_has_no_cluster() -> None:
    shapes = of(shapely.box(117, 38, 117.001, 38.001), shapely.box(4e7, 4e6, 4.1e7, 4.1e6))
    assert contiguity(shapes, np.ones(2), DEGREES).cluster.tolist() == [1, 0]


@pytest.mark.parametrize("gap", [-1.0, math.nan, math.inf])
def test_a_gap_that_is_no_distance_is_refused(gap: float) -> None:
    with pytest.raises(ValueError, match="gap"):
        clusters(of(square(0)), gap)


def test_cancelling_ends_it_at_every_report_and_progress_never_goes_back() -> None:
    shapes = of(*(square(130 * (k % 60), 130 * (k // 60)) for k in range(3600)), square(-50, -50, 9000))
    areas = np.ones(len(shapes))
    told: list[float] = []
    contiguity(shapes, areas, ZONE_39, 40.0, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    for last in range(len(told)):
        reports = iter(range(last))
        with pytest.raises(Cancelled):
            contiguity(shapes, areas, ZONE_39, 40.0, progress=lambda _, left=reports: next(left, None) is not None)


def test_the_caller_s_shapes_stay_as_they_are() -> None:
    shapes = of(square(0), square(10, 10, 20), square(119))
    before = shapely.to_wkb(shapes).tolist()
    clusters(shapes)
    assert shapely.to_wkb(shapes).tolist() == before
    assert not shapely.is_prepared(shapes).any()


REAL = (
    ("swellendam/farms_33S.shp", None),
    ("swellendam/water_33S.shp", None),
    ("swellendam/urban_33S.shp", None),
    ("sao_miguel/concelhos.gpkg", None),
    ("zion/zion.gpkg", None),
    ("county_boundaries/counties_subset.geojson", None),
)


@pytest.mark.parametrize(("file", "layer"), REAL)
@pytest.mark.parametrize("gap", [0.0, 20.0, 300.0])
def test_on_real_layers_clusters_are_those_of_every_distance(
    shared: Path, file: str, layer: str | None, gap: float
) -> None:
    read = read_layer(str(shared / "data" / file), layer)
    whole = validity(read.geometries).repaired
    shapes = whole[~shapely.is_missing(whole)][:150]
    plane = Crs.of(4527)
    placed = shapes if read.crs.is_projected else transform_geometries(shapes, read.crs, plane)
    measure = contiguity(placed, np.ones(len(placed)), plane, gap)
    assert members(measure.cluster) == by_every_distance(placed, gap)
