"""Drawing in by a hair: neighbours no longer meet, and next to nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from awkward_parcels import SIZES, Floats, array, scene_of
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from zhanbu_plugin.checks.measures.overlap.drawn_in import HAIR, drawn_in

X, Y = 39_500_000.0, 4_200_000.0
ROUNDING = 2.0**-27
"""Metres between neighbouring eastings of a zone with its number."""

seeds = st.integers(0, 2**32 - 1)


def hair_of(shape: shapely.Geometry) -> float:
    return float(HAIR * np.abs(shapely.get_coordinates(shape)).max())


def test_a_square_is_drawn_in_by_a_thousandth_of_a_millimetre_on_every_side() -> None:
    square = shapely.box(X, Y, X + 100, Y + 100)
    hair = hair_of(square)
    assert 1e-6 < hair < 1.2e-6
    (found,) = drawn_in(array([square]))
    inwards = np.array(found.bounds) - np.array(square.bounds)
    assert inwards == pytest.approx([hair, hair, -hair, -hair], abs=ROUNDING)
    (turned,) = drawn_in(array([square.reverse()]))
    assert turned.equals(found)


def test_holes_grow_and_parts_are_drawn_in_each() -> None:
    ring = shapely.Polygon(shapely.box(0, 0, 90, 90).exterior, [shapely.box(30, 30, 60, 60).exterior])
    both = affinity.translate(shapely.MultiPolygon([ring, shapely.box(200, 0, 300, 10)]), X, Y)
    hair = hair_of(both)
    (found,) = drawn_in(array([both]))
    assert found.is_valid
    assert [len(p.interiors) for p in found.geoms] == [1, 0]
    assert both.area - found.area == pytest.approx(both.length * hair, rel=0.01)
    assert shapely.Polygon(found.geoms[0].interiors[0]).bounds == pytest.approx(
        (X + 30 - hair, Y + 30 - hair, X + 60 + hair, Y + 60 + hair), abs=ROUNDING
    )


def test_none_stays_none_and_empty_stays_empty() -> None:
    shapes = array([None, shapely.box(X, Y, X + 1, Y + 1), None, shapely.Polygon()])
    found = drawn_in(shapes)
    assert [g is None for g in found] == [True, False, True, False]
    assert found[3].is_empty
    assert 0 < found[1].area < 1
    assert drawn_in(array([])).tolist() == []
    assert drawn_in(array([None])).tolist() == [None]
    assert shapes[1].equals_exact(shapely.box(X, Y, X + 1, Y + 1), 0)  # what was given is left as it was


@settings(derandomize=True, deadline=None, max_examples=25)
@given(seed=seeds, size=st.sampled_from(SIZES))
def test_no_corner_moves_farther_than_ten_hairs_and_no_more_ground_is_lost_than_that(seed: int, size: float) -> None:
    shapes = scene_of(seed, size).parcels
    found = drawn_in(shapes)
    for before, after in zip(shapes, found):
        hair = hair_of(before)
        step = shapely.get_coordinates(after) - shapely.get_coordinates(before)
        assert np.hypot(*step.T).max() <= 10 * hair + ROUNDING
        # in truth a strip of one hair; thin tips lose less
        rounding = before.length * ROUNDING + 1e-15 * before.area
        assert -10 * hair * before.length <= before.area - after.area <= 1.01 * hair * before.length + rounding


def _fringed(random: np.random.Generator, near: float) -> tuple[Floats, float]:
    """A chain from west to east with spikes down to half a degree, and corners at about ``near`` metres of others."""
    x = np.cumsum(random.uniform(0.05, 5.0, 40))
    y = random.uniform(-4.0, 4.0, 40) * random.integers(0, 2, 40)
    if near:
        k = random.integers(0, 40, 15)
        x = np.r_[x, x[k] + near * random.uniform(1.0, 9.0, 15)]
        y = np.r_[y, y[k] + random.uniform(-1, 1, 15) * (x[40:] - x[k])]
        y, x = y[np.argsort(x)], np.sort(x)
        distinct = np.r_[True, np.diff(x) > 2 * ROUNDING]
        x, y = x[distinct], y[distinct]
    return np.column_stack([x, y]), float(x[-1])


def _neighbours(random: np.random.Generator, near: float) -> tuple[shapely.Polygon, shapely.Polygon]:
    """Two parcels on both sides of one chain, whose corners they share bit by bit."""
    chain, end = _fringed(random, near)
    middle = np.array([X + random.uniform(-120_000, 120_000), random.uniform(2.2e6, 5.9e6)])
    turn = random.uniform(0, 2 * np.pi)
    turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    chain = chain @ turned + middle
    sides = [np.array([[end, y], [0.0, y]]) @ turned + middle for y in (-60.0, 60.0)]
    lower, upper = (shapely.Polygon(np.r_[chain, side]) for side in sides)
    return lower, upper


@settings(derandomize=True, deadline=None, max_examples=150)
@given(seed=seeds, near=st.sampled_from([0.0, 1e-4, 1e-3]))
def test_neighbours_that_share_their_corners_no_longer_meet(seed: int, near: float) -> None:
    lower, upper = _neighbours(np.random.default_rng(seed), near)
    assert lower.is_valid
    assert lower.intersects(upper)
    drawn = drawn_in(array([lower, upper]))
    assert not drawn[0].intersects(upper)
    assert not drawn[1].intersects(lower)
    for before, after in zip((lower, upper), drawn):
        assert shapely.difference(after, before).area <= before.length * ROUNDING
        assert after.distance(before.exterior) > 0


@settings(derandomize=True, deadline=None, max_examples=100)
@given(seed=seeds, near=st.sampled_from([1e-8, 1e-7, 1e-6, 1e-5]))
def test_neighbours_with_corners_nearer_than_a_hair_share_no_more_than_a_hair_along_the_outline(
    seed: int, near: float
) -> None:
    """What is thinner than two hairs turns inside out and may still meet the neighbour, which costs time, not ground.

    The outline sweeps all that changes: of an edge of length L, whose ends move h across and up to 10 h along it at
    most, no more than h (L + 10 h).
    """
    lower, upper = _neighbours(np.random.default_rng(seed), near)
    if not (lower.is_valid and upper.is_valid):  # rounding brought the corners into another order
        return
    drawn = shapely.make_valid(drawn_in(array([lower, upper])))
    hair = hair_of(lower)
    swept = hair * (lower.length + 10 * hair * len(lower.exterior.coords))
    assert shapely.area(shapely.intersection(drawn, [upper, lower])).max() <= swept
    assert shapely.area(shapely.difference(drawn, [lower, upper])).max() <= swept + lower.length * ROUNDING


@settings(derandomize=True, deadline=None, max_examples=100)
@given(seed=seeds)
def test_neighbours_that_meet_in_a_t_no_longer_meet(seed: int) -> None:
    """Corners of one lie on straight edges of the other, as near as rounding lets them."""
    random = np.random.default_rng(seed)
    lower, upper = _neighbours(random, near=0.0)
    corners = shapely.get_coordinates(upper.exterior)
    share = random.uniform(0.01, 0.99, len(corners) - 1)[:, None]
    between = corners[:-1] + share * (corners[1:] - corners[:-1])
    dense = shapely.Polygon(np.stack([corners[:-1], between], axis=1).reshape(-1, 2))
    drawn = drawn_in(array([lower, dense]))
    assert not drawn[0].intersects(dense)
    assert not drawn[1].intersects(lower)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(seed=seeds)
def test_neighbours_in_degrees_no_longer_meet(seed: int) -> None:
    lower, upper = _neighbours(np.random.default_rng(seed), near=0.0)

    def in_degrees(xy: Floats) -> Floats:
        return (xy - [X, 0]) / 111_320.0 + [117.0, 0]

    lower, upper = shapely.transform(lower, in_degrees), shapely.transform(upper, in_degrees)
    drawn = drawn_in(array([lower, upper]))
    assert hair_of(lower) * 111_320 < 1e-6  # metres
    assert not drawn[0].intersects(upper)
    assert not drawn[1].intersects(lower)
    assert shapely.area(drawn) == pytest.approx(shapely.area([lower, upper]), rel=1e-6)


@pytest.mark.parametrize("corner", [(0.0, 0.0), (100.0, 100.0), (50.0, 0.0)])
def test_a_hole_that_touches_the_shell_stays_a_hole(corner: tuple[float, float]) -> None:
    """A yard whose corner lies on the outline; the house in it no longer meets the parcel."""
    shell = [(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
    hole = [corner, (60.0, 30.0), (40.0, 60.0)]
    parcel = affinity.translate(shapely.Polygon(shell, [hole]), X, Y)
    house = affinity.translate(shapely.Polygon(hole), X, Y)
    assert parcel.is_valid
    drawn = drawn_in(array([parcel, house]))
    assert not drawn[1].intersects(parcel)
    assert not parcel.intersects(drawn[1])
    # where hole and outline touch, both have moved past each other by a few hairs: ground of a square of that side
    assert shapely.intersection(shapely.make_valid(drawn[0]), house).area < (20 * hair_of(parcel)) ** 2
    assert drawn[0].area == pytest.approx(parcel.area, abs=parcel.length * hair_of(parcel) * 1.01)
