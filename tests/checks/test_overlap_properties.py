"""Overlaps on random parcels and layers: what GEOS says of the whole union, whatever the order, blocks and threads."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import shapely
from awkward_parcels import SIZES, Floats, Objects, Scene, array, scene_of, true_areas
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from zhanbu_plugin.checks.measures.overlap import overlaps
from zhanbu_plugin.checks.measures.overlap.breadth import A_34, counting
from zhanbu_plugin.checks.measures.overlap.constraint import PreparedConstraint, prepare
from zhanbu_plugin.checks.measures.overlap.covered_ground import covered_ground
from zhanbu_plugin.checks.measures.overlap.overlaps import (
    OverlapMeasure,
    overlap_areas,
    overlap_by_feature,
    overlaps_with,
)
from zhanbu_plugin.checks.measures.overlap.subdividing import subdivided
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.checks.threads import in_blocks
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas

ZONE_39 = Crs.of(4527)
X, Y = 39_500_000.0, 4_000_000.0
A_HAIR = 1.2e-6
"""Metres by which a shape is drawn in; ground that is thinner may be missed."""

seeds = st.integers(0, 2**32 - 1)
thorough = partial(settings, derandomize=True, deadline=None)


def prepared(features: Objects) -> PreparedConstraint:
    layer = vector_layer_from_arrays("红线", ZONE_39, range(len(features)), shapely.to_wkb(features).tolist(), {}, {})
    return prepare(layer, "redline", ZONE_39)


def overlap(parcels: Objects, features: Objects, areas: Floats | None = None) -> OverlapMeasure:
    areas = true_areas(parcels) if areas is None else areas
    return overlap_areas(parcels, areas, ZONE_39, prepared(features))


def by_geos(scene: Scene) -> Objects:
    """The polygons of the ground that the layer covers of each parcel: the union of all, cut by the parcel."""
    with np.errstate(invalid="ignore"):  # GEOS compares what is no number with an empty box
        cut = shapely.intersection(scene.parcels, scene.covered)
    return array([shapely.union_all([p for p in shapely.get_parts(shape) if p.area > 0]) for shape in cut])


@thorough(max_examples=40)
@given(seed=seeds, size=st.sampled_from(SIZES))
def test_overlaps_are_what_geos_says_of_the_union_on_the_ellipsoid(seed: int, size: float) -> None:
    scene = scene_of(seed, size)
    areas, expected = true_areas(scene.parcels), true_areas(by_geos(scene))
    found = overlap(scene.parcels, scene.features, areas)
    error = np.maximum(0.01, 1e-8 * areas)
    if size > 10_000:  # along 100 km even a hair is more than that
        error = np.maximum(error, shapely.length(scene.parcels) * 2 * A_HAIR)
    assert (np.abs(found.area_m2 - expected) <= error).all()
    assert (found.area_m2 <= areas).all()
    assert (found.area_m2 >= 0).all()


@thorough(max_examples=15)
@given(seed=seeds, size=st.sampled_from(SIZES[1:4]))
def test_what_counts_is_what_the_ground_itself_says(seed: int, size: float) -> None:
    scene = scene_of(seed, size)
    areas = true_areas(scene.parcels)
    layer = prepared(scene.features)
    found = overlap_areas(scene.parcels, areas, ZONE_39, layer)
    for ground in (covered_ground(scene.parcels, layer), by_geos(scene)):
        assert counting(ground, found.area_m2, areas, ZONE_39, A_34).tolist() == found.counts.tolist()


@thorough(max_examples=15)
@given(seed=seeds, size=st.sampled_from(SIZES[:4]), cuts=st.integers(0, 4))
def test_a_parcel_covered_whole_has_exactly_its_area_however_the_cover_is_cut(
    seed: int, size: float, cuts: int
) -> None:
    parcels = scene_of(seed, size).parcels
    parcels = parcels[shapely.area(parcels) > 5e-4 * shapely.length(parcels)]  # wider than a millimetre
    areas = ellipsoid_areas(parcels, ZONE_39)
    cover = shapely.box(*shapely.total_bounds(parcels)).buffer(size)
    assert overlap(parcels, array(_cut(np.random.default_rng(seed), cover, cuts)), areas).area_m2.tolist() == (
        areas.tolist()
    )
    assert overlap(parcels, parcels, areas).area_m2.tolist() == areas.tolist()
    reversed_rings = shapely.normalize(shapely.reverse(parcels))
    assert overlap(parcels, reversed_rings, areas).area_m2.tolist() == areas.tolist()


def _cut(random: np.random.Generator, shape: shapely.Geometry, times: int) -> list[shapely.Polygon]:
    """Parts of a shape that was cut by random lines across its box, without slivers."""
    lines = []
    west, south, east, north = shape.bounds
    for _ in range(times):
        (a, b), turned = random.uniform(0.2, 0.8, 2), random.random() < 0.5
        middle = np.array([[west - 1, south + a * (north - south)], [east + 1, south + b * (north - south)]])
        across = np.array([[west + a * (east - west), south - 1], [west + b * (east - west), north + 1]])
        lines.append(shapely.LineString(across if turned else middle))
    network = shapely.node(shapely.union_all([shape.boundary, *lines]))
    parts = shapely.get_parts(shapely.polygonize([network]))
    inside = shapely.contains_properly(shape, shapely.point_on_surface(parts))
    return [part for part, within in zip(parts, inside) if within]


@thorough(max_examples=20)
@given(seed=seeds, size=st.sampled_from([120.0, 900.0]), cuts=st.integers(1, 6))
def test_shares_of_a_partition_add_up_to_one(seed: int, size: float, cuts: int) -> None:
    """Each part is a layer of its own, and all parts are one layer whose features each take their share."""
    random = np.random.default_rng(seed)
    solid = [shape for shape in scene_of(seed, size).parcels if shape.area > 0.05 * size**2]
    for parcel in solid[:3]:
        parts = [part for part in _cut(random, parcel, cuts) if part.area > 1.0]
        if sum(part.area for part in parts) < parcel.area - 1e-3:
            continue  # a sliver was cut off, whose share is below a square metre
        whole = array([parcel])
        own = true_areas(whole)
        shares = [overlap(whole, array([part]), own).area_m2[0] / own[0] for part in parts]
        assert sum(shares) == pytest.approx(1.0, abs=1e-9)
        _, _, by_part = overlap_by_feature(whole, own, ZONE_39, prepared(array(parts)))
        assert by_part / own[0] == pytest.approx(shares, abs=1e-12)


@thorough(max_examples=15)
@given(seed=seeds, size=st.sampled_from(SIZES[1:4]))
def test_features_side_by_side_take_together_what_the_layer_takes(seed: int, size: float) -> None:
    scene = scene_of(seed, size)
    cover = shapely.box(*shapely.total_bounds(scene.parcels))
    tiles = _cut(np.random.default_rng(seed), cover, 5)
    chosen = prepared(array(tiles[::2]))
    areas = true_areas(scene.parcels)
    parcel, feature, area = overlap_by_feature(scene.parcels, areas, ZONE_39, chosen)
    assert list(zip(parcel, feature)) == sorted(set(zip(parcel.tolist(), feature.tolist())))
    total = np.bincount(parcel, weights=area, minlength=len(areas))
    found = overlap_areas(scene.parcels, areas, ZONE_39, chosen).area_m2
    assert (np.abs(total - found) <= 2e-4 + 1e-9 * areas).all()


def _measured(parcels: Objects, areas: Floats, layers: dict[str, PreparedConstraint]) -> dict[str, bytes]:
    found = overlaps_with(layers, parcels, areas, ZONE_39)
    return {role: one.area_m2.tobytes() + one.counts.tobytes() for role, one in found.items()}


@thorough(max_examples=15)
@given(seed=seeds, size=st.sampled_from(SIZES))
def test_neither_the_order_of_parcels_nor_of_features_changes_a_bit(seed: int, size: float) -> None:
    scene, random = scene_of(seed, size, parcels=30), np.random.default_rng(seed)
    areas = true_areas(scene.parcels)
    found = overlap(scene.parcels, scene.features, areas)
    order, other = random.permutation(len(areas)), random.permutation(len(scene.features))
    changed = overlap(scene.parcels[order], scene.features[other], areas[order])
    assert changed.area_m2.tobytes() == found.area_m2[order].tobytes()
    assert changed.counts.tobytes() == found.counts[order].tobytes()
    layer = prepared(scene.features)
    parcel, feature, area = overlap_by_feature(scene.parcels, areas, ZONE_39, layer)
    back = overlap_by_feature(scene.parcels[order], areas[order], ZONE_39, prepared(scene.features[other]))
    assert _table(order[back[0]], other[back[1]], back[2]) == _table(parcel, feature, area)


def _table(parcel: Objects, feature: Objects, area: Floats) -> dict[tuple[int, int], float]:
    return {(int(p), int(f)): float(a) for p, f, a in zip(parcel, feature, area)}


@thorough(max_examples=8)
@given(seed=seeds, size=st.sampled_from(SIZES), block=st.integers(1, 20))
def test_neither_blocks_nor_threads_nor_another_run_change_a_bit(seed: int, size: float, block: int) -> None:
    scene, other = scene_of(seed, size, parcels=40), scene_of(seed + 1, size)
    areas = true_areas(scene.parcels)
    layers = {"redline": prepared(scene.features), "reserve": prepared(other.features)}
    expected = _measured(scene.parcels, areas, layers)
    by_feature = overlap_by_feature(scene.parcels, areas, ZONE_39, layers["redline"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlaps, "BLOCK", block)
        for threads in (1, 2, 3):
            patch.setattr(overlaps, "in_blocks", partial(in_blocks, threads=threads))
            assert _measured(scene.parcels, areas, layers) == expected
            again = overlap_by_feature(scene.parcels, areas, ZONE_39, layers["redline"])
            assert [column.tobytes() for column in again] == [column.tobytes() for column in by_feature]
    # a batch in two parts is two batches
    halves = [_measured(scene.parcels[k], areas[k], {"": layers["redline"]}) for k in (slice(0, 7), slice(7, None))]
    one = overlap_areas(scene.parcels, areas, ZONE_39, layers["redline"])
    assert halves[0][""] == one.area_m2[:7].tobytes() + one.counts[:7].tobytes()
    assert halves[1][""] == one.area_m2[7:].tobytes() + one.counts[7:].tobytes()


def test_triangles_of_one_box_and_one_area_are_united_in_the_same_order_however_they_come() -> None:
    square = shapely.get_coordinates(shapely.box(X, Y, X + 100, Y + 100))[:4]
    halves = [shapely.Polygon(np.delete(square, k, axis=0)) for k in range(4)]
    random = np.random.default_rng(0)
    parcels = array(
        [
            affinity.rotate(shapely.box(X + x, Y + y, X + x + w, Y + y + h), turn)
            for x, y, w, h, turn in random.uniform(1, 90, (60, 5))
        ]
    )
    strip = shapely.box(X + 33.3, Y - 10.7, X + 61.1, Y + 200)
    orders = [random.permutation(4) for _ in range(12)]
    found = {overlap(parcels, array([*(halves[k] for k in order), strip])).area_m2.tobytes() for order in orders}
    assert len(found) == 1


def test_a_small_hole_in_the_land_about_a_long_river_is_not_covered() -> None:
    """The river's box holds 1 764 km², of which the hole is one part in ten thousand millions."""
    end = 42_000.0
    xy = [(0, 0), (9, 0), (end, end - 9), (end, end), (end - 9, end), (0, 9)]
    river = affinity.translate(shapely.Polygon(xy), X, Y)
    hole = shapely.Point(X + 12_345.678, Y + 12_345.9).buffer(0.25, quad_segs=80)
    land = shapely.Polygon(shapely.box(X - 5_000, Y - 5_000, X + 50_000, Y + 50_000).exterior, [hole.exterior])
    areas = true_areas(array([river]))
    assert areas[0] < 1e6
    uncovered = areas[0] - overlap(array([river]), array([land]), areas).area_m2[0]
    assert uncovered == pytest.approx(true_areas(array([hole]))[0], abs=0.01)


def test_a_comb_is_cut_up_although_clipping_stumbles_over_its_corners() -> None:
    """Some teeth meet a cutting line in a single edge; the clipper then fails instead of leaving nothing."""
    for seed in range(40):
        for parcel in scene_of(seed, 120.0).parcels:
            pieces, _ = subdivided(array([parcel]), 16)
            assert shapely.is_valid(pieces).all()
            assert shapely.area(pieces).sum() == pytest.approx(parcel.area, rel=1e-9)
