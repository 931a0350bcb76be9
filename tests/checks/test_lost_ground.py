"""Features that can't be laid over anything: unknown ground is no proof that a parcel is free."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from survey_parcels import CRS, check, layer, messages, outcomes, square, survey

from zhanbu_plugin.checks.engine import CheckResult
from zhanbu_plugin.checks.findings import Verdict
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measures.overlap.constraint import prepare
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.survey.problem import InputProblem


def _with_a_nan(shape: shapely.Polygon) -> shapely.Polygon:
    points = shapely.get_coordinates(shape)
    points[1, 0] = np.nan
    return shapely.Polygon(points)


def _against(role: str, *shapes: shapely.Geometry | None) -> CheckResult:
    """Three unused parcels, checked against a layer of a role."""
    given = layer(list(shapes), "红线.gpkg")
    around = Surroundings(claims=given) if role == "claims" else Surroundings(roles={role: given})
    return check(survey([square(0), square(1), square(2)], DLBM=["1206"] * 3), around)


@pytest.mark.parametrize(
    ("role", "check_id"), [("redline", "CHK-BAN-redline"), ("filed", "CHK-FILED"), ("claims", "CHK-POOL")]
)
def test_ground_that_can_not_be_read_leaves_a_ban_open_but_not_what_fails_anyway(role: str, check_id: str) -> None:
    result = _against(role, square(0), _with_a_nan(square(1)))
    assert outcomes(result, check_id) == ["FAIL", "NOT_CHECKED", "NOT_CHECKED"]
    sentence = messages(result, check_id)[2]
    assert "红线.gpkg" in sentence
    assert "unknown: 2." in sentence
    assert "Mend or delete" in sentence
    assert result.verdicts[1] is not Verdict.ELIGIBLE


@pytest.mark.parametrize(("role", "check_id"), [("county", "CHK-XZQ"), ("backup", "CHK-BACKUP")])
def test_ground_that_can_not_be_read_leaves_open_what_lies_outside_the_rest(role: str, check_id: str) -> None:
    """What lies inside the part that can be read lies inside, whatever the rest is."""
    result = _against(role, square(0).buffer(9), _with_a_nan(square(1)))
    assert outcomes(result, check_id) == ["PASS", "NOT_CHECKED", "NOT_CHECKED"]
    assert "红线.gpkg" in messages(result, check_id)[1]


def test_nulls_and_collapsed_shapes_cover_no_ground_and_leave_nothing_open() -> None:
    line = shapely.Polygon([(39_500_000, 4_200_000), (39_500_900, 4_200_000), (39_500_000, 4_200_000)])
    result = _against("redline", square(0), None, line, shapely.Polygon())
    assert outcomes(result, "CHK-BAN-redline") == ["FAIL", "PASS", "PASS"]
    told = [str(w) for w in result.case.measured.overlaps["redline"].layer.warnings]
    assert told == ["3 features cover no ground and were left out: 2, 3, 4."]


@pytest.mark.parametrize("shape", [None, "nan", "collapsed"])
@pytest.mark.parametrize("role", ["redline", "county", "claims"])
def test_a_layer_without_a_single_usable_shape_is_refused(role: str, shape: str | None) -> None:
    collapsed = shapely.Polygon([(39_500_000, 4_200_000), (39_500_900, 4_200_000), (39_500_000, 4_200_000)])
    given = {None: None, "nan": _with_a_nan(square(0)), "collapsed": collapsed}[shape]
    with pytest.raises(InputProblem, match=r"红线\.gpkg") as caught:
        _against(role, given, given)
    assert "None of the layer's 2 features" in str(caught.value)
    assert "Fix geometries" in str(caught.value)


def test_a_pool_without_claims_is_no_layer_without_shapes() -> None:
    nothing = np.array([], dtype=object)
    empty = VectorLayer("pool.gpkg", "", CRS, np.array([], dtype=np.int64), nothing, nothing, {}, {}, "0" * 64)
    assert outcomes(check(survey([square(0)]), Surroundings(claims=empty)), "CHK-POOL") == ["PASS"]


def test_bytes_that_are_no_geometry_and_lines_are_ground_that_nobody_knows() -> None:
    wkb = [shapely.to_wkb(square(0)), b"\x01\x03\x00\x00\x00\x09\x00\x00\x00", shapely.to_wkb(square(1).exterior)]
    prepared = prepare(vector_layer_from_arrays("红线", CRS, [1, 2, 3], wkb, {}, {}), "redline", CRS)
    assert sorted(prepared.unreadable) == [2, 3]
    assert str(prepared.warnings[0]).endswith("what they cover is unknown: 2, 3.")
