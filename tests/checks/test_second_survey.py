"""The second-survey split: what each piece may count for, and that no square decimetre is lost or won."""

from __future__ import annotations

import csv
from itertools import permutations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from random_parcels import X, Y, broad_parcels, of
from survey_parcels import CRS, layer

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measures.overlap.breadth import A_34
from zhanbu_plugin.checks.second_survey.decision import Pool, Reason
from zhanbu_plugin.checks.second_survey.ground import second_survey_ground
from zhanbu_plugin.checks.second_survey.labelled import Evidence
from zhanbu_plugin.checks.second_survey.layers import prepare_approved, prepare_second_survey
from zhanbu_plugin.checks.second_survey.slivers import SliverRule
from zhanbu_plugin.checks.second_survey.split import Piece, split_by_second_survey
from zhanbu_plugin.paths import resource
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.second_survey_classes import WasCropland, second_survey_class
from zhanbu_plugin.survey.units import to_dm2

SLIVERS = SliverRule(400.0, 1.0, A_34)
ELSEWHERE = layer([shapely.box(X + 5000, Y, X + 5100, Y + 100)], "approved.gpkg")


def strip(west: float, east: float, south: float = 0.0, north: float = 100.0) -> shapely.Polygon:
    return shapely.box(X + west, Y + south, X + east, Y + north)


def second(*ground: tuple[shapely.Geometry, str], **fields: list[str]) -> VectorLayer:
    return layer([shape for shape, _ in ground], "dltb_2nd.gpkg", DLBM=[code for _, code in ground], **fields)


def split(
    shapes: np.ndarray,
    survey: VectorLayer,
    approved: VectorLayer | None = ELSEWHERE,
    slivers: SliverRule = SLIVERS,
    after: list[bool | None] | None = None,
    *,
    none_approved: bool = False,
) -> list[Piece]:
    names = np.array([*(f"P{i + 1}" for i in range(len(shapes))), None], dtype=object)[:-1]
    return split_by_second_survey(
        shapes,
        ellipsoid_areas(shapes, CRS),
        names,
        CRS,
        Evidence(
            prepare_second_survey(survey, CRS),
            None if approved is None else prepare_approved(approved, CRS),
            none_approved,
        ),
        slivers=slivers,
        cropland_after=after,
    )


def by_pool(pieces: list[Piece]) -> dict[Pool, int]:
    return {pool: sum(p.dm2 for p in pieces if p.pool is pool) for pool in Pool}


def test_orchard_and_approved_land_go_to_crop_and_other_former_cropland_to_in_and_out() -> None:
    """SC-3(九)b: 6 000 m² orchard, 3 000 m² paddy never approved, 1 000 m² dry land approved: 7 000 and 3 000."""
    parcel = of(strip(0, 100))
    pieces = split(
        parcel,
        second((strip(-10, 60), "021"), (strip(60, 90), "011"), (strip(90, 120), "013")),
        layer([strip(90, 100, -5, 105)], "approved.gpkg"),
    )
    found = by_pool(pieces)
    assert found[Pool.CROP] == pytest.approx(700_000, abs=20)
    assert found[Pool.INOUT] == pytest.approx(300_000, abs=20)
    assert found[Pool.NONE] == 0
    assert sum(found.values()) == to_dm2(float(ellipsoid_areas(parcel, CRS)[0]))
    assert sorted((p.reason.value, p.classes) for p in pieces) == [
        ("CONSTRUCTION_APPROVED", ("013",)),
        ("CROPLAND_2ND", ("011",)),
        ("NOT_CROPLAND_2ND", ("021",)),
    ]


@pytest.mark.parametrize(
    ("code", "approved", "after", "pool"),
    [
        ("021", False, None, Pool.CROP),
        ("021", True, None, Pool.CROP),
        ("204", False, True, Pool.CROP),
        ("011", True, None, Pool.CROP),
        ("012", False, None, Pool.INOUT),
        ("013", False, True, Pool.INOUT),
        ("013", True, False, Pool.NONE),
        ("021", False, False, Pool.NONE),
        ("021K", False, None, Pool.NONE),
        ("021K", True, None, Pool.CROP),
        ("0201", False, None, Pool.NONE),
        ("", True, None, Pool.NONE),
    ],
)
def test_each_row_of_the_decision_table(code: str, approved: bool, after: bool | None, pool: Pool) -> None:
    built = layer([strip(-10, 110, -10, 110)], "approved.gpkg") if approved else ELSEWHERE
    pieces = split(of(strip(0, 100)), second((strip(-10, 110, -10, 110), code)), built, after=[after])
    assert [p.pool for p in pieces] == [pool]


def test_ground_that_the_second_survey_lacks_goes_to_no_pool_however_small() -> None:
    pieces = split(of(strip(0, 100)), second((strip(-10, 98), "021")))
    assert [(p.pool, p.reason) for p in sorted(pieces, key=lambda p: -p.dm2)] == [
        (Pool.CROP, Reason.NOT_CROPLAND_2ND),
        (Pool.NONE, Reason.NOT_COVERED),
    ]
    drawn_twice = split(of(strip(0, 100)), second((strip(-10, 99.7), "021")))
    assert [p.reason for p in drawn_twice] == [Reason.NOT_CROPLAND_2ND]
    assert drawn_twice[0].merged_dm2 == pytest.approx(3_000, abs=2)


def test_a_sliver_goes_to_the_neighbour_with_the_longest_border_and_is_told() -> None:
    parcel = of(strip(0, 100))
    pieces = split(
        parcel,
        second(
            (strip(-10, 60), "021"),
            (strip(60, 110, 0, 50), "011"),
            (strip(60, 90, 50, 60), "013"),  # cropland beside cropland: one piece
            (strip(60, 110, 60, 110), "012"),
            (strip(90, 110, 50, 60), "104"),  # 100 m²: 10 m beside approved land, 10 + 10 beside cropland
        ),
        layer([strip(60, 110, 60, 110)], "approved.gpkg"),
    )
    assert [p.merged_dm2 for p in pieces if p.reason is Reason.CROPLAND_2ND] == [pytest.approx(10_000, abs=2)]
    assert by_pool(pieces)[Pool.INOUT] == pytest.approx(240_000, abs=10)


def test_a_small_parcel_of_one_class_stays_whole() -> None:
    pieces = split(of(strip(0, 10, 0, 10)), second((strip(-10, 60), "011")))
    assert [(p.pool, p.merged_dm2, p.number) for p in pieces] == [(Pool.INOUT, 0, 1)]


def test_polygons_of_different_classes_on_one_place_are_named() -> None:
    survey = second((strip(-10, 60), "021"), (strip(50, 110), "011"), BSM=["1001", "1002"])
    with pytest.raises(InputProblem, match=r"dltb_2nd.gpkg, parcel P1: .*1000.* m²: 1001 \(021\), 1002 \(011\)"):
        split(of(strip(0, 100)), survey)
    as_drawn = second((strip(-10, 60.3), "021"), (strip(60, 110), "011"))
    assert len(split(of(strip(0, 100)), as_drawn)) == 2
    twice = second((strip(-10, 60), "011"), (strip(50, 110), "011"))
    assert len(split(of(strip(0, 100)), twice)) == 1


def test_without_a_layer_of_approved_land_former_cropland_stays_open() -> None:
    pieces = split(of(strip(0, 100)), second((strip(-10, 60), "021"), (strip(60, 110), "011")), None)
    assert {p.reason for p in pieces} == {Reason.NOT_CROPLAND_2ND, Reason.APPROVAL_UNKNOWN}
    pieces = split(
        of(strip(0, 100)), second((strip(-10, 60), "021"), (strip(60, 110), "011")), None, none_approved=True
    )
    assert {p.pool for p in pieces} == {Pool.CROP, Pool.INOUT}


def test_a_parcel_without_a_shape_is_told() -> None:
    pieces = split(of(None, strip(0, 100)), second((strip(-10, 110), "021")))
    assert [(p.parent, p.reason, p.geometry is None) for p in pieces] == [
        (0, Reason.NO_SHAPE, True),
        (1, Reason.NOT_CROPLAND_2ND, False),
    ]


def test_a_code_that_meant_paddy_in_an_older_classification_is_no_river() -> None:
    survey = second((strip(-10, 110), "111"), DLMC=["灌溉水田"])
    assert [p.reason for p in split(of(strip(0, 100)), survey)] == [Reason.CLASS_UNKNOWN]
    assert second_survey_class("111", "河流水面") is not None
    assert second_survey_class("011", "果园") is None
    assert second_survey_class("0101") is None


def test_codes_kept_as_numbers_are_refused() -> None:
    numbers = layer([strip(-10, 110)], "dltb_2nd.gpkg", DLBM=[11.0])
    with pytest.raises(InputProblem, match="lost leading zeros"):
        split(of(strip(0, 100)), numbers)


def test_the_table_of_classes_has_the_three_croplands_of_that_survey() -> None:
    with resource("codes", "second_survey_classes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["code"] for row in rows if row["cropland"] == "yes"] == ["01", "011", "012", "013"]
    assert all((row["cropland"] == "ask") == row["code"].endswith("K") for row in rows)
    found = second_survey_class("013")
    assert found is not None
    assert found.cropland is WasCropland.YES


GRID_M = 1e-6
"""By less than this vertices move where a parcel is cut."""
codes = st.sampled_from(["011", "013", "021", "031", "021K", "999"])


def _survey(shapes: np.ndarray, found: list[str]) -> VectorLayer:
    """Shapes without the ground of those before them, so that no place has two classes."""
    kept, before = [], shapely.Polygon()
    for shape, code in zip(shapes, found):
        rest = shapely.difference(shape, before)
        before = shapely.union(before, shape)
        polygons = [p for p in shapely.get_parts(rest) if p.geom_type == "Polygon" and p.area > 0]
        kept.extend((p, code) for p in polygons)
    return second(*kept)


@settings(max_examples=60, deadline=None)
@given(broad_parcels, broad_parcels, st.lists(codes, min_size=12, max_size=12), st.integers(0, 3))
def test_pieces_cover_their_parcel_and_add_up_to_its_area(
    parcels: np.ndarray, ground: np.ndarray, found: list[str], built: int
) -> None:
    shapes = parcels[:3]
    approved = layer(list(ground[:built]), "approved.gpkg") if built else ELSEWHERE
    pieces = split(shapes, _survey(ground, found), approved)
    areas = ellipsoid_areas(shapes, CRS)
    for row, shape in enumerate(shapes):
        own = [p for p in pieces if p.parent == row]
        assert sum(p.dm2 for p in own) == to_dm2(float(areas[row]))
        assert all(p.geometry is not None and p.geometry.is_valid and p.geometry.geom_type == "Polygon" for p in own)
        union = shapely.union_all([p.geometry for p in own])
        assert shapely.symmetric_difference(union, shape).area <= GRID_M * shape.length
        assert sum(p.geometry.area for p in own) == pytest.approx(shape.area, abs=GRID_M * shape.length)


@settings(max_examples=25, deadline=None)
@given(broad_parcels, broad_parcels, st.lists(codes, min_size=12, max_size=12), st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_any_order(
    parcels: np.ndarray, ground: np.ndarray, found: list[str], random: object
) -> None:
    survey = _survey(ground, found)
    turned = survey.taking(np.ones(len(survey), dtype=bool))
    order = list(range(len(survey)))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = layer(
        [turned.geometries[i] for i in order], "dltb_2nd.gpkg", DLBM=[turned.fields["DLBM"][i] for i in order]
    )

    def told(pieces: list[Piece]) -> list[tuple[object, ...]]:
        return [
            (p.parent, p.number, shapely.to_wkb(p.geometry), p.reason, p.classes, p.dm2, p.merged_dm2) for p in pieces
        ]

    assert told(split(parcels[:2], survey)) == told(split(parcels[:2], turned))
    alone = split(parcels[:1], survey)
    assert told(alone) == [t for t in told(split(parcels[:2], survey)) if t[0] == 0]


def test_slivers_end_the_same_whichever_stands_first() -> None:
    ground = [(strip(-10, 30), "011"), (strip(30, 33), "021"), (strip(33, 36), "013"), (strip(36, 110), "031")]
    results = set()
    for chosen in permutations(ground):
        pieces = split(of(strip(0, 100)), second(*chosen))
        results.add(tuple((shapely.to_wkb(p.geometry), p.reason, p.dm2, p.merged_dm2) for p in pieces))
    assert len(results) == 1


def test_the_ground_of_a_parcel_by_pool_is_that_of_its_pieces() -> None:
    shapes = of(strip(0, 100), strip(200, 300), None, strip(400, 500))
    survey = second(
        (strip(-10, 60), "021"),
        (strip(60, 110), "011"),
        (strip(200.3, 310), "013"),
        (strip(390, 480), "021"),
        (strip(470, 510), "011"),
    )
    found = second_survey_ground(
        shapes,
        ellipsoid_areas(shapes, CRS),
        CRS,
        prepare_second_survey(survey, CRS),
        prepare_approved(ELSEWHERE, CRS),
        SLIVERS,
    )
    crop, inout, none = (found.of(pool) for pool in (Pool.CROP, Pool.INOUT, Pool.NONE))
    assert crop[0].tolist() == pytest.approx([6_000, 0, np.nan, 7_000], abs=0.5, nan_ok=True)
    assert inout[0].tolist() == pytest.approx([4_000, 10_000, np.nan, 2_000], abs=0.5, nan_ok=True)
    assert none[0].tolist() == pytest.approx([0, 0, np.nan, 1_000], abs=0.5, nan_ok=True)
    assert [counts.tolist() for _, counts in (crop, inout, none)] == [
        [True, False, False, True],
        [True, True, False, True],
        [False, False, False, True],
    ]
