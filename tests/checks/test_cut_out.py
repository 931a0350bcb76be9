"""What is cut out of a parcel, by which clause, and what is left of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from accounted_for import X, Y, areas, cut, names, nothing_is_lost, strip
from dem_files import write_dem
from steep_dems import PARCEL, rules, stripes
from survey_parcels import RULES, TODAY, check, layer, square, survey

from zhanbu_plugin.checks.cutting.cut_out import cut_out
from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.findings import Verdict
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.waivers.waiver import Waiver
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.units import to_dm2


def test_of_12000_square_metres_with_1500_steep_in_one_patch_10500_are_creditable(tmp_path: Path) -> None:
    """SC-2(六)c and D11."""
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (105, 120)))
    found = cut(survey([PARCEL]), around)
    pieces, excluded = areas(found)
    assert pieces == pytest.approx([10_500.0], rel=2e-4)
    assert [row[:2] for row in excluded] == [("CHK-SLOPE", "HB-8d")]
    assert excluded[0][2] == pytest.approx(1_500.0, rel=2e-4)
    assert "1499" in str(found.excluded[0].message) or "1500" in str(found.excluded[0].message)


def test_a_steep_stripe_in_the_middle_leaves_two_pieces_numbered_from_the_north_west(tmp_path: Path) -> None:
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (50, 65)))
    found = cut(survey([PARCEL]), around)
    assert [piece.number for piece in found.pieces] == [1, 2]
    assert [part.number for part in found.excluded] == [3]
    assert [piece.shape.bounds[0] - X for piece in found.pieces] == pytest.approx([0, 65])
    assert areas(found)[0] == pytest.approx([5_000.0, 5_500.0], rel=2e-4)


def test_scattered_steep_ground_below_the_smallest_patch_stays(tmp_path: Path) -> None:
    parcel = shapely.box(X, Y, X + 180, Y + 60)
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (20, 25), (80, 85), (140, 145)))
    found = cut(survey([parcel]), around)
    assert (len(found.pieces), found.excluded) == (1, ())
    assert not found.pieces[0].cut


@pytest.mark.parametrize("mode", ["any_pixel", "share:5%"])
def test_where_the_rule_isnt_about_patches_all_steep_ground_goes(tmp_path: Path, mode: str) -> None:
    parcel = shapely.box(X, Y, X + 180, Y + 60)
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (20, 25), (80, 85), (140, 145)))
    found = cut(survey([parcel]), around, rules(slope__rule=mode))
    assert sum(areas(found)[0]) == pytest.approx(180 * 60 - 900, rel=2e-4)
    assert found.checked is not None
    assert {f.outcome.value for i in found.rows for f in found.checked.findings_of(i) if f.check_id == "CHK-SLOPE"} == {
        "PASS"
    }


def test_mining_land_of_9200_of_10000_square_metres_counts_and_800_are_told_with_their_clause() -> None:
    """JX-3.2.1 and D12: 9 200 m² 0602 and 800 m² 0601, as a survey layer tells them."""
    rule = next(check for check in RULES.checks if check.kind == "source_class")
    by_area = replace(rule, id="CHK-SRC-AREA", kind="source_share", clause="HB-8a", role="surveys")
    parameters = {**RULES.parameters}
    known = parameters["area.tolerance_share"]
    parameters["source.min_share"] = replace(known, name="source.min_share", value=1.0)
    mining = replace(RULES.sources[0], category="REHAB", groups=(), classes=("0602",), planting=())
    rule_set = replace(RULES, parameters=parameters, checks=(*RULES.checks, by_area), sources=(mining,))
    surveys = layer(
        [shapely.box(X - 10, Y - 10, X + 92, Y + 110), shapely.box(X + 92, Y - 10, X + 120, Y + 110)],
        "DLTB",
        DLBM=["0602", "0601"],
        SJNF=[2025, 2025],
    )
    parcel = survey([square(0)], DLBM=["0602"], ZZSXDM=[""])
    found = cut(parcel, Surroundings(roles={"surveys": surveys}), rule_set)
    pieces, excluded = areas(found)
    assert pieces == pytest.approx([9_200.0], rel=2e-4)
    assert [row[:2] for row in excluded] == [("CHK-SRC-AREA", "HB-8a")]
    assert excluded[0][2] == pytest.approx(800.0, rel=2e-4)


def test_ground_that_the_second_survey_leaves_to_the_other_balance_goes() -> None:
    """SC-3(九)b and D13: 3 000 of 10 000 m² were cropland and never approved, so they count for the in/out balance."""
    rule = next(check for check in RULES.checks if check.kind == "source_class")
    second = replace(
        rule, id="CHK-SECOND", kind="second_survey", role="survey2", options={"pool": "CROP"}, clause="HB-13b"
    )
    rule_set = replace(RULES, checks=(*RULES.checks, second))
    was = layer(
        [shapely.box(X - 10, Y - 10, X + 30, Y + 110), shapely.box(X + 30, Y - 10, X + 110, Y + 110)],
        "dltb_2nd.gpkg",
        DLBM=["011", "031"],
    )
    approved = layer([shapely.box(X + 5000, Y, X + 5100, Y + 100)], "approved.gpkg")
    found = cut(survey([square(0)]), Surroundings(roles={"survey2": was, "approved": approved}), rule_set)
    assert areas(found)[0] == pytest.approx([7_000.0], rel=2e-4)
    assert [(e.check_id, e.clause) for e in found.excluded] == [("CHK-SECOND", "HB-13b")]
    assert found.excluded[0].dm2 / 100 == pytest.approx(3_000.0, rel=2e-4)


def test_each_square_metre_is_excluded_once_by_what_weighs_most(tmp_path: Path) -> None:
    """BLOCK before OVERRIDE, then the rule set's order: new reclamation in the red line, under a river zone, steep."""
    around = Surroundings(
        dem=stripes(tmp_path / "dem.tif", (60, 120)),
        roles={"redline": layer([strip(30)]), "river": layer([strip(50)])},
    )
    parcel = survey([shapely.box(X, Y, X + 100, Y + 100)], DLBM=["1206"], ZZSXDM=[""])
    found = cut(parcel, around)
    assert [(e.check_id, e.severity.value) for e in found.excluded] == [
        ("CHK-BAN-redline", "BLOCK"),
        ("CHK-BAN-river", "OVERRIDE"),
        ("CHK-SLOPE", "OVERRIDE"),
    ]
    assert [e.dm2 / 100 for e in found.excluded] == pytest.approx([3_000, 2_000, 4_000], rel=2e-4)
    assert areas(found)[0] == pytest.approx([1_000], rel=2e-4)


def test_ground_that_is_claimed_filed_or_outside_the_county_goes() -> None:
    around = Surroundings(
        claims=layer([strip(20)], "pool.gpkg"),
        roles={
            "filed": layer([shapely.box(X + 20, Y - 5, X + 40, Y + 105)]),
            "county": layer([shapely.box(X - 100, Y - 100, X + 90, Y + 200)]),
        },
    )
    found = cut(survey([square(0)]), around)
    assert {e.check_id: round(e.dm2 / 1e5) for e in found.excluded} == {"CHK-POOL": 2, "CHK-FILED": 2, "CHK-XZQ": 1}
    assert areas(found)[0] == pytest.approx([5_000], rel=2e-4)


def test_unused_land_outside_the_reserve_resources_goes() -> None:
    """HB-8b."""
    around = Surroundings(roles={"backup": layer([strip(70)])})
    found = cut(survey([square(0)], DLBM=["1206"], ZZSXDM=[""]), around)
    assert [(e.check_id, e.clause) for e in found.excluded] == [("CHK-BACKUP", "HB-8b")]
    assert areas(found)[0] == pytest.approx([7_000], rel=2e-4)


def test_a_document_keeps_the_ground_that_it_lifts_the_ban_from() -> None:
    around = Surroundings(
        roles={"river": layer([strip(30)]), "sfarm": layer([shapely.box(X + 80, Y, X + 200, Y + 50)])}
    )
    parcels = survey([square(0)])
    paper = Waiver("", "CHK-BAN-river", "水函1号", date(2026, 1, 2), "水利局", "a.pdf", "0" * 64, "经办人甲", TODAY)
    result = check(parcels, around)
    result = result.with_waivers([replace(paper, parcel_id=str(result.parcels.ids[0]))])
    found = cut_out(result, around)
    nothing_is_lost(found)
    assert [e.check_id for e in found.excluded] == ["CHK-BAN-sfarm"]
    assert found.checked is not None
    lifted = found.checked.applied.lifted[found.rows]
    assert lifted.sum() == 1
    assert areas(found)[0] == pytest.approx([9_000], rel=2e-4)


def test_a_parcel_that_nothing_touches_stays_as_it_is() -> None:
    parcels = survey([square(0), square(1)])
    found = cut(parcels, Surroundings(roles={"river": layer([strip(30)])}))
    whole = found.pieces[-1]
    assert (whole.number, whole.cut, whole.name) == (None, False, str(found.result.parcels.ids[1]))
    assert whole.shape.equals(parcels.geometries[1])
    assert whole.dm2 == to_dm2(float(found.result.case.measured.area_m2[1]))


def test_a_parcel_that_is_banned_all_over_is_excluded_whole() -> None:
    found = cut(survey([square(0)]), Surroundings(roles={"river": layer([strip(160)])}))
    assert found.pieces == ()
    (part,) = found.excluded
    assert (part.check_id, part.number, found.checked) == ("CHK-BAN-river", None, None)


def test_what_a_block_bars_for_other_reasons_than_its_ground_is_excluded_by_that_check() -> None:
    """Cropland already, an old survey: no cut mends these, so nothing of them is creditable."""
    parcels = survey([square(0), square(1), square(2)], DLBM=["0103", "0201", "0201"], SJNF=[2025, 2023, 2025])
    found = cut(parcels, Surroundings(roles={"river": layer([strip(30), strip(30, 1)])}))
    assert [(e.parent, e.check_id) for e in found.excluded] == [
        (0, "CHK-SRC"),
        (0, "CHK-BAN-river"),
        (1, "CHK-LATEST"),
        (1, "CHK-BAN-river"),
    ]
    assert [p.parent for p in found.pieces] == [2]


def test_a_multipart_parcel_falls_into_its_parts_and_mends_so() -> None:
    both = shapely.union_all([square(0), square(1, side=50)])
    found = cut(survey([both]))
    assert [p.number for p in found.pieces] == [1, 2]
    assert found.checked is not None
    geometry = [f.outcome.value for i in found.rows for f in found.checked.findings_of(i) if f.check_id == "CHK-GEOM"]
    assert geometry == ["PASS", "PASS"]


def test_a_parcel_without_geometry_is_excluded_not_a_crash() -> None:
    found = cut(survey([square(0), None]))
    (part,) = found.excluded
    assert (part.parent, part.shape, part.dm2, part.check_id) == (1, None, 0, "CHK-GEOM")


def test_pieces_carry_the_survey_id_their_number_and_areas_of_their_own() -> None:
    """Standards 4.6: KCMJ = round(TBMJ × KCXS, 2), TBDLMJ = TBMJ − KCMJ, piece by piece; a whole parcel keeps its."""
    parcels = survey(
        [square(0), square(1)], KCXS=[0.1234, 0.1234], KCMJ=[1234.0, 99.0], TBDLMJ=[8766.0, 1.0], BSM=["B1", "B2"]
    )
    found = cut(parcels, Surroundings(roles={"river": layer([shapely.box(X + 30, Y - 9, X + 50, Y + 109)])}))
    assert found.checked is not None
    rows = [found.checked.parcels.survey_of(i) for i in found.rows.tolist()]
    assert [(r["BSM"], r.get("PART_NO")) for r in rows] == [("B1", 1), ("B1", 2), ("B2", None)]
    for piece, row in zip(found.pieces[:2], rows):
        assert row["TBMJ"] == pytest.approx(piece.dm2 / 100, abs=0.011)
        assert row["KCMJ"] == pytest.approx(float(str(row["TBMJ"])) * 0.1234, abs=0.0051)
        assert float(str(row["TBDLMJ"])) == pytest.approx(float(str(row["TBMJ"])) - float(str(row["KCMJ"])), abs=1e-9)
    assert (rows[2]["KCMJ"], rows[2]["TBDLMJ"]) == (99.0, 1.0)
    duplicates = [f for i in found.rows for f in found.checked.findings_of(i) if f.check_id == "CHK-DUP"]
    assert {f.outcome.value for f in duplicates} == {"PASS"}


def test_an_area_that_the_survey_states_wrongly_stays_wrong_in_the_pieces() -> None:
    """A-33: a cut must not make an error disappear."""
    stated = float(str(survey([square(0)]).fields["TBMJ"][0]))
    river = Surroundings(roles={"river": layer([strip(30)])})
    small, large = (cut(survey([square(0)], TBMJ=[stated + wrong]), river) for wrong in (0.9, 1.2))
    assert small.checked is not None
    parts = [float(str(small.checked.parcels.survey_of(0)["TBMJ"])), small.excluded[0].dm2 / 100]
    assert sum(parts) == pytest.approx(stated + 0.45, abs=0.02)
    assert [e.check_id for e in large.excluded] == ["CHK-AREA", "CHK-BAN-river"]


def test_a_cut_of_a_cut_hands_its_number_on_and_takes_new_ones_behind_all_others() -> None:
    parcels = survey([square(0), square(1)], BSM=["B1", "B1"], PART_NO=[1, 2])
    found = cut(parcels, Surroundings(roles={"river": layer([shapely.box(X + 30, Y - 9, X + 50, Y + 109)])}))
    assert [p.number for p in found.pieces] == [1, 3, 2]
    assert [e.number for e in found.excluded] == [4]


def test_ground_without_elevation_leaves_the_piece_open_not_eligible(tmp_path: Path) -> None:
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (20, 40), missing_from=100))
    found = cut(survey([PARCEL]), around)
    assert found.checked is not None
    outcomes = {
        piece.shape.bounds[0] - X: f.outcome.value
        for piece, i in zip(found.pieces, found.rows)
        for f in found.checked.findings_of(i)
        if f.check_id == "CHK-SLOPE"
    }
    assert list(outcomes.values()) == ["PASS", "NOT_CHECKED"]
    assert set(found.checked.verdicts[found.rows]) == {Verdict.INCOMPLETE}


def test_a_slope_map_and_the_surveys_grade_are_cut_out_as_well() -> None:
    pdt = layer([strip(20), shapely.box(X + 20, Y - 10, X + 400, Y + 110)], "PDT", PDJB=["5", "2"])
    mapped = cut(survey([square(0)]), Surroundings(roles={"slopemap": pdt}), rules(slope__source="slopemap"))
    assert areas(mapped)[0] == pytest.approx([8_000], rel=2e-4)
    graded = cut(survey([square(0), square(1)], GDPDJB=["5", "1"]), rule_set=rules(slope__source="gdpdjb"))
    assert [(e.parent, e.check_id, e.number) for e in graded.excluded] == [(0, "CHK-SLOPE", None)]


def test_a_cut_out_stops_when_the_user_cancels_at_any_point(tmp_path: Path) -> None:
    around = Surroundings(dem=stripes(tmp_path / "dem.tif", (50, 65)), roles={"river": layer([strip(10)])})
    result = check(survey([PARCEL]), around)
    for last in (0.0, 0.2, 0.6, 0.95):
        with pytest.raises(Cancelled):
            cut_out(result, around, progress=lambda share, last=last: share <= last)
    seen: list[float] = []
    cut_out(result, around, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_the_order_of_parcels_and_of_a_layers_features_changes_no_byte() -> None:
    shapes = [square(k, row=r) for r in range(3) for k in range(4)]
    zones = [shapely.Point(X + 200 * k + 40, Y + 200 * r + 60).buffer(35 + 3 * k) for r in range(3) for k in range(4)]
    bsm = [f"B{i:02d}" for i in range(12)]
    one = cut(survey(shapes, BSM=bsm), Surroundings(roles={"river": layer(zones)}))
    order = np.random.default_rng(3).permutation(12).tolist()
    other = cut(
        survey([shapes[i] for i in order], BSM=[bsm[i] for i in order]),
        Surroundings(roles={"river": layer(zones[::-1])}),
    )
    assert names(one) == names(other)
    assert len(one.excluded) > 12


def test_on_the_mountains_of_swellendam_every_cut_farm_is_accounted_for(shared: Path) -> None:
    """Real farms, protected areas and SRTM (cells of 87 m, so a rule set that takes coarser cells)."""
    from zhanbu_plugin.checks.reading.layers import read_layer

    data = shared / "data" / "swellendam"
    farms = read_layer(data / "farms_33S.shp")
    farms = farms.taking(np.arange(len(farms)) % 12 == 0)
    around = Surroundings(data / "srtm_41_19.tif", {"reserve": read_layer(data / "protected_areas.shp")})
    coarse = rules(slope__coarsest_cell_m=100.0)
    result = check_parcels(ParcelBatch.of(farms), coarse, around, as_of=TODAY)
    found = cut_out(result, around)
    nothing_is_lost(found)
    by_check = {e.check_id for e in found.excluded}
    assert {"CHK-SLOPE", "CHK-BAN-reserve"} <= by_check
    assert found.checked is not None
    # No cut spoils a shape: what was sound before is sound in pieces.
    sound = {
        row
        for row in range(len(farms))
        if not any(f.check_id == "CHK-GEOM" and f.outcome.value == "FAIL" for f in result.findings_of(row))
    }
    assert not [e for e in found.excluded if e.check_id == "CHK-GEOM" and e.parent in sound and e.shape is not None]
    for i in found.rows.tolist():
        outcome = {f.check_id: f.outcome.value for f in found.checked.findings_of(i)}
        assert "FAIL" not in (outcome["CHK-SLOPE"], outcome["CHK-BAN-reserve"])


def test_a_dem_in_degrees_cuts_the_same_ground(tmp_path: Path) -> None:
    """Where the model is in another system, cells move to the parcels: the patch is the same to a few centimetres."""
    from zhanbu_plugin.survey.crs import Crs, transform_coordinates

    corner = transform_coordinates(np.array([[X - 300, Y + 300]]), Crs.of(4527), Crs.of(4490))[0]
    step = 5e-5
    heights = np.zeros((160, 160))
    heights[:, 70:] = np.tan(np.radians(40)) * 4.4 * np.arange(1, 91)
    dem = write_dem(tmp_path / "dem.tif", heights, place=(corner[0], step, 0, corner[1], 0, -step), crs=4490)
    found = cut(survey([PARCEL]), Surroundings(dem=dem))
    assert {e.check_id for e in found.excluded} == {"CHK-SLOPE"}
    assert found.checked is not None
    again = [f for i in found.rows for f in found.checked.findings_of(i) if f.check_id == "CHK-SLOPE"]
    assert {f.outcome.value for f in again} == {"PASS"}
