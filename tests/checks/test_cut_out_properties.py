"""Whatever is cut out of whatever parcels: no ground is lost, none counts twice, and nothing banned is left."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from accounted_for import names, nothing_is_lost
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from random_parcels import X, Y, broad_parcels, parcels
from steep_dems import hilly, rules
from survey_parcels import COUNTY, TODAY, layer, survey

from zhanbu_plugin.checks.cutting.cut_out import CutOut, cut_out
from zhanbu_plugin.checks.cutting.levelling import levelled_areas
from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import level, to_dm2

MODES = st.sampled_from(["exclude_part", "any_pixel", "share:20%", "majority", "mean"])


def apart(shapes: NDArray[np.object_]) -> list[shapely.Geometry]:
    """Parcels side by side, so that none is the double of another."""
    free: list[shapely.Geometry] = []
    for shape in shapes:
        rest = shapely.difference(shape, shapely.union_all(free)) if free else shape
        polygons = [p for p in shapely.get_parts(rest) if p.geom_type == "Polygon" and p.area > 50]
        free.extend(polygons[:1])
    return free


def cut(shapes: VectorLayer, roles: dict[str, VectorLayer], dem: object, mode: str, *, merge: bool) -> CutOut:
    around = Surroundings(dem=dem, roles=roles)  # type: ignore[arg-type]
    result = check_parcels(ParcelBatch.of(shapes), rules(slope__rule=mode), around, as_of=TODAY, county=COUNTY)
    return cut_out(result, around, merge_slivers=merge)


@given(broad_parcels, parcels, broad_parcels, st.integers(0, 999), MODES, st.booleans())
@settings(max_examples=25, deadline=None)
def test_parts_sum_to_their_parcel_and_no_piece_has_ground_that_a_check_takes(
    tmp_path_factory: pytest.TempPathFactory,
    shapes: NDArray[np.object_],
    river: NDArray[np.object_],
    redline: NDArray[np.object_],
    seed: int,
    mode: str,
    merge: bool,
) -> None:
    dem, _ = hilly(tmp_path_factory.mktemp("dem") / "dem.tif", seed)
    county = layer([shapely.box(X - 150, Y - 150, X + 120, Y + 160)])
    roles = {"river": layer(list(river)), "redline": layer(list(redline)), "county": county}
    lying = apart(shapes)
    assume(lying)
    found = cut(survey(lying), roles, dem, mode, merge=merge)
    nothing_is_lost(found)
    if found.checked is None:
        return
    taking = {"CHK-BAN-river", "CHK-BAN-redline", "CHK-XZQ", "CHK-SLOPE", "CHK-GEOM"}
    for piece, i in zip(found.pieces, found.rows.tolist()):
        failed = {f.check_id for f in found.checked.findings_of(i) if f.outcome.value == "FAIL"}
        assert not failed & taking
        if piece.cut:
            assert not failed & {"CHK-SLIVER", "CHK-NARROW"}
            assert shapely.get_num_geometries(piece.shape) == 1


@given(broad_parcels, parcels, st.integers(0, 999), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_neither_the_order_of_parcels_nor_that_of_a_layers_features_changes_a_byte(
    tmp_path_factory: pytest.TempPathFactory,
    shapes: NDArray[np.object_],
    river: NDArray[np.object_],
    seed: int,
    random: object,
) -> None:
    dem, _ = hilly(tmp_path_factory.mktemp("dem") / "dem.tif", seed)
    lying = apart(shapes)
    assume(lying)
    bsm = [f"B{k:03d}" for k in range(len(lying))]
    order = list(range(len(lying)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one = cut(survey(lying, BSM=bsm), {"river": layer(list(river))}, dem, "exclude_part", merge=False)
    other = cut(
        survey([lying[k] for k in order], BSM=[bsm[k] for k in order]),
        {"river": layer(list(river)[::-1])},
        dem,
        "exclude_part",
        merge=False,
    )
    assert names(one) == names(other)


@given(broad_parcels, st.integers(-40, 40))
@settings(max_examples=60, deadline=None)
def test_levelled_areas_sum_to_the_whole_and_move_by_no_more_than_their_share(
    shapes: NDArray[np.object_], difference: int
) -> None:
    """Standards 4.7: each gets the quotient, the largest a step more."""
    crs = Crs.of(4527)
    own = [to_dm2(float(a)) for a in ellipsoid_areas(shapes, crs)]
    whole = max(sum(own) + difference, 0)
    found = levelled_areas(shapes, crs, whole)
    assert sum(found) == whole
    quotient, rest = divmod(abs(whole - sum(own)), len(own))
    steps = sorted((abs(a - b) for a, b in zip(found, own)), reverse=True)
    assert steps == sorted([quotient + 1] * rest + [quotient] * (len(own) - rest), reverse=True)


def test_the_worked_case_of_the_standard_closes() -> None:
    """500.10 + 300.20 + 900.30 with control 1700.67 → 500.12, 300.22, 900.33 (standards 4.7)."""
    assert level([50_010, 30_020, 90_030], 170_067) == [50_012, 30_022, 90_033]


def test_a_crumb_gets_no_share_that_would_make_it_negative() -> None:
    crumb = shapely.box(X, Y, X + 0.05, Y + 0.05)
    field = shapely.box(X, Y, X + 100, Y + 100)
    shapes = np.array([crumb, field, crumb], dtype=object)
    crs = Crs.of(4527)
    whole = sum(levelled_areas(shapes[1:2], crs, 999_000)) - 5
    found = levelled_areas(shapes, crs, whole)
    assert sum(found) == whole
    assert min(found) >= 0
