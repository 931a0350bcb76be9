"""What counts as an overlap: ground that is both large and somewhere wide, whatever thin ground hangs on to it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from survey_parcels import ORIGIN, check, layer, messages, outcomes, square, survey

from zhanbu_plugin.checks.engine import CheckResult
from zhanbu_plugin.checks.measures.overlap.breadth import OverlapTolerance, counting
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.pool.places import overlapping_pairs

X, Y = ORIGIN
LONG = 3_000.0
A_34 = OverlapTolerance(1.0, 0.5)


def _ground(*shapes: shapely.Geometry | None) -> np.ndarray:
    ground = np.empty(len(shapes), dtype=object)
    ground[:] = shapes
    return ground


def _field() -> shapely.Polygon:
    """A field of 3 km by 100 m."""
    return shapely.box(X, Y, X + LONG, Y + 100)


def _corner_with_a_tail() -> shapely.Polygon:
    """25 m square of the field's corner, with a strip of 0.1 m along its whole south side: 625 + 297.5 m²."""
    corner = shapely.box(X - 10, Y - 10, X + 25, Y + 25)
    return shapely.union(corner, shapely.box(X - 10, Y - 10, X + LONG + 10, Y + 0.1))


@pytest.fixture(scope="module")
def bitten() -> CheckResult:
    bite = _corner_with_a_tail()
    roles = {"redline": layer([bite], "红线"), "filed": layer([bite], "已备案"), "river": layer([bite], "河道")}
    roles["county"] = layer([shapely.difference(shapely.box(X - 99, Y - 99, X + 2 * LONG, Y + 999), bite)], "县界")
    around = Surroundings(roles=roles, claims=layer([bite], "pool.gpkg"))
    return check(survey([_field(), bite], DLBM=["1206", "1206"]), around, category="RECLAIM")


@pytest.mark.parametrize(
    "check_id", ["CHK-BAN-redline", "CHK-BAN-river", "CHK-FILED", "CHK-POOL", "CHK-XZQ", "CHK-DUP"]
)
def test_a_long_thin_tail_does_not_excuse_a_real_bite(bitten: CheckResult, check_id: str) -> None:
    """2A/P of the whole piece is 0.3 m, because the tail has the perimeter and the corner has the ground."""
    assert outcomes(bitten, check_id)[0] == "FAIL"
    assert "922.5" in messages(bitten, check_id)[0] or "922.4" in messages(bitten, check_id)[0]


def test_a_long_strip_that_is_nowhere_wide_stays_the_noise_of_drawing() -> None:
    strip = shapely.box(X - 10, Y - 10, X + LONG + 10, Y + 0.4)
    around = Surroundings(roles={"redline": layer([strip])}, claims=layer([strip], "pool.gpkg"))
    result = check(survey([_field()]), around)
    assert outcomes(result, "CHK-BAN-redline") == outcomes(result, "CHK-POOL") == ["PASS"]
    assert result.case.measured.overlaps["redline"].area_m2[0] == pytest.approx(1200, abs=0.1)  # and is told in full


def test_a_line_drawn_6_mm_beside_another_leaves_no_unused_land_outside_the_reserve_resources() -> None:
    """1.2 m² along 200 m: more than the tolerance of area, far from that of width (A-34)."""
    field = square(0, side=200)
    x, y, east, north = field.bounds
    for gap, outcome in ((0.006, "PASS"), (0.6, "FAIL")):
        backup = layer([shapely.box(x + gap, y - 9, east + 9, north + 9)])
        result = check(survey([field], DLBM=["1206"]), Surroundings(roles={"backup": backup}))
        assert outcomes(result, "CHK-BACKUP") == [outcome]


FIELD = np.array([50_000.0])
"""A parcel so large that no ground below is much of it."""


def test_the_pool_and_the_checks_judge_the_same_ground_alike() -> None:
    generator = np.random.default_rng(7)
    for width, height in generator.uniform(0.3, 3.0, (200, 2)):
        ground = shapely.box(X, Y, X + width, Y + height)
        area = np.array([ground.area])
        mine = bool(counting(_ground(ground), area, area, None, A_34)[0])
        pair = _ground(ground, shapely.box(X - 50, Y - 50, X + 50, Y + 50))
        assert bool(overlapping_pairs(pair, A_34)) == mine


@pytest.mark.parametrize(
    ("shape", "counts"),
    [
        (shapely.box(X, Y, X + 100, Y + 0.49), False),
        (shapely.box(X, Y, X + 100, Y + 0.5), False),
        (shapely.box(X, Y, X + 100, Y + 0.51), True),
        (shapely.box(X, Y, X + 0.99, Y + 1.0), False),
        (shapely.box(X, Y, X + 1.02, Y + 1.0), True),
        # a spot of 0.6 m in a long line of noise is no ground to speak of: 0.36 m²
        (shapely.union(shapely.box(X, Y, X + LONG, Y + 0.1), shapely.box(X, Y, X + 0.6, Y + 0.6)), False),
        # two bodies joined by a thread count together
        (shapely.union_all([shapely.box(X + k, Y, X + k + 0.8, Y + 0.8) for k in (0, 9)]), True),
        (None, False),
    ],
)
def test_ground_counts_where_it_is_wide_and_large(shape: shapely.Geometry | None, counts: bool) -> None:
    area = np.array([0.0 if shape is None else shape.area])
    assert counting(_ground(shape), area, FIELD, None, A_34).tolist() == [counts]


def test_adding_ground_never_makes_an_overlap_go_away() -> None:
    generator = np.random.default_rng(11)
    for _ in range(60):
        boxes = generator.uniform(0, 6, (6, 2))
        sides = generator.uniform(0.05, 1.5, (6, 2))
        before = None
        counted = False
        for (x, y), (wide, high) in zip(boxes, sides):
            piece = shapely.box(X + x, Y + y, X + x + wide, Y + y + high)
            before = piece if before is None else shapely.union(before, piece)
            now = bool(counting(_ground(before), np.array([before.area]), FIELD, None, A_34)[0])
            assert now or not counted
            counted = now


@pytest.mark.parametrize("width", [0.3, 0.45, 0.6])
def test_a_parcel_too_narrow_for_the_width_test_is_still_inside_what_covers_it(width: float) -> None:
    strip = shapely.box(*ORIGIN, ORIGIN[0] + width, ORIGIN[1] + 100)
    around = Surroundings(
        roles={"river": layer([square(0, side=150)])}, claims=layer([square(0, side=150)], "pool.gpkg")
    )
    result = check(survey([strip]), around)
    assert outcomes(result, "CHK-BAN-river") == ["FAIL"]
    assert outcomes(result, "CHK-POOL") == ["FAIL"]
    assert messages(result, "CHK-POOL") == ["The pool holds this ground already."]
