"""Where a survey layer is given, the ground decides whether a parcel is a source, not what the polygon states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
import shapely
from survey_parcels import ORIGIN, TODAY, check, layer, messages, outcomes, square, survey

from zhanbu_plugin.checks.cutting.cut_out import cut_out
from zhanbu_plugin.checks.dossier import Dossier, Step
from zhanbu_plugin.checks.findings import Finding
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings

X, Y = ORIGIN


def strip(west: float, east: float) -> shapely.Polygon:
    return shapely.box(X + west, Y - 10, X + east, Y + 110)


def dltb(*ground: tuple[shapely.Polygon, str, int]) -> VectorLayer:
    return layer(
        [shape for shape, _, _ in ground],
        "DLTB_ALL",
        DLBM=[code for _, code, _ in ground],
        SJNF=[year for _, _, year in ground],
    )


def source(
    ground: VectorLayer, parcel: VectorLayer | None = None, dossiers: Sequence[Dossier | None] | None = None
) -> Finding:
    around = Surroundings(roles={"surveys": ground})
    result = check(survey([square(0)]) if parcel is None else parcel, around, dossiers=dossiers)
    return next(f for f in result.findings_of(0) if f.check_id == "CHK-SRC")


def on_file() -> Dossier:
    return Dossier("P1", "PARCEL", "COMPLETED", steps=(Step("", "CANDIDATE", date(2026, 7, 1), "COUNTY_NR"),))


def test_a_plot_drawn_over_paddy_is_no_source_whatever_class_it_states() -> None:
    """HB-8a: 10 000 m², of which the survey has 3 000 m² as paddy."""
    found = source(dltb((strip(-10, 70), "0201", 2025), (strip(70, 110), "0101", 2025)))
    assert (found.outcome.value, found.severity.value) == ("FAIL", "BLOCK")
    assert found.measured == pytest.approx(3_000, rel=2e-4)
    assert found.threshold == 1.0
    assert "0101 3000" in str(found.message) or "0101 2999" in str(found.message)
    assert "DLTB_ALL" in str(found.message)


def test_ground_of_a_class_that_no_table_knows_is_no_source_either() -> None:
    found = source(dltb((strip(-10, 60), "0201", 2025), (strip(60, 110), "1299", 2025)))
    assert found.outcome.value == "FAIL"
    assert "1299 " in str(found.message)


def test_ground_that_the_layer_leaves_out_stays_open() -> None:
    found = source(dltb((strip(-10, 60), "0201", 2025)))
    assert found.outcome.value == "NOT_CHECKED"
    assert "no polygon for 4000" in str(found.message) or "no polygon for 3999" in str(found.message)
    assert source(dltb((strip(500, 600), "0201", 2025))).outcome.value == "NOT_CHECKED"


def test_the_class_that_a_polygon_states_doesnt_bar_it_where_the_ground_is_a_source() -> None:
    stale = survey([square(0)], DLBM=["0103"])
    whole = dltb((strip(-10, 110), "0201", 2025))
    assert source(whole, stale).outcome.value == "PASS"
    assert source(whole, layer([square(0)])).outcome.value == "PASS"  # a new plot without any class of its own


def test_a_line_drawn_a_hands_breadth_aside_bars_nothing() -> None:
    """A-34: more than 1 m², wider than half a metre."""
    assert source(dltb((strip(-10, 99.7), "0201", 2025), (strip(99.7, 110), "0103", 2025))).outcome.value == "PASS"
    assert source(dltb((strip(-10, 99), "0201", 2025), (strip(99, 110), "0103", 2025))).outcome.value == "FAIL"


def test_of_several_years_the_latest_decides_about_a_parcel_that_is_new() -> None:
    ground = dltb((strip(-10, 110), "0201", 2023), (strip(-10, 110), "0103", 2025))
    for year in (2023, 2025):
        assert source(ground, survey([square(0)], SJNF=[year])).outcome.value == "FAIL"
    restored = dltb((strip(-10, 110), "0103", 2023), (strip(-10, 110), "0201", 2025))
    assert source(restored).outcome.value == "PASS"


def test_a_parcel_newer_than_the_layer_states_its_class_as_well() -> None:
    old = dltb((strip(-10, 110), "0201", 2019))
    assert source(old, survey([square(0)], DLBM=["0103"])).outcome.value == "FAIL"
    assert source(old, survey([square(0)], DLBM=["1299"])).outcome.value == "NOT_CHECKED"
    assert source(old).outcome.value == "PASS"


def test_a_parcel_on_file_was_a_source_before_the_works_made_cropland_of_it() -> None:
    """HB-16b: the survey after the works says cropland, as it should."""
    after, before = (strip(-10, 110), "0103", 2027), (strip(-10, 110), "0201", 2025)
    assert source(dltb(before, after), dossiers=[on_file()]).outcome.value == "PASS"
    assert source(dltb(after), dossiers=[on_file()]).outcome.value == "PASS"
    assert source(dltb(before, after), dossiers=[None]).outcome.value == "FAIL"
    paddy = (strip(-10, 110), "0101", 2025)
    assert source(dltb(paddy, after), dossiers=[on_file()]).outcome.value == "FAIL"
    assert source(dltb((strip(-10, 50), "0201", 2025), after), dossiers=[on_file()]).outcome.value == "NOT_CHECKED"


def test_progress_never_goes_back_from_one_question_to_the_next() -> None:
    """The source, in the latest year and in that of an older parcel, and the class after the works."""
    told: list[float] = []
    ground = dltb((strip(-10, 110), "0201", 2024), (strip(-10, 110), "0101", 2025))
    check(survey([square(0)], SJNF=[2024]), Surroundings(roles={"surveys": ground}), progress=told.append)
    assert told == sorted(told)


def test_without_a_layer_the_polygon_decides_and_a_parcel_without_a_shape_stays_open() -> None:
    shapes = [square(0), None]
    assert outcomes(check(survey(shapes)), "CHK-SRC") == ["PASS", "PASS"]
    around = Surroundings(roles={"surveys": dltb((strip(-10, 110), "0201", 2025))})
    result = check(survey(shapes), around)
    assert outcomes(result, "CHK-SRC") == ["PASS", "NOT_CHECKED"]
    assert messages(result, "CHK-SRC")[1]


def test_the_cropland_is_cut_out_and_the_rest_passes() -> None:
    """SC-2(六)a, HB-8a."""
    around = Surroundings(roles={"surveys": dltb((strip(-10, 70), "0201", 2025), (strip(70, 110), "0103", 2025))})
    result = check(survey([square(0)]), around, as_of=TODAY)
    found = cut_out(result, around, merge_slivers=False)
    assert [(e.check_id, round(e.dm2 / 100)) for e in found.excluded] == [("CHK-SRC", 3_000)]
    assert [round(piece.dm2 / 100) for piece in found.pieces] == [7_000]
    assert found.checked is not None
    assert outcomes(found.checked, "CHK-SRC") == ["PASS"]
