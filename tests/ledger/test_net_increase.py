"""Net increase of stable cropland over 2020: HB-13a, HB-13b, HB-14, HB-12b and D7 of the domain's vectors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from ground import HEBEI, SICHUAN, cropland, layer, rectangle, strip

from zhanbu_plugin.checks.layer import FieldDefinition
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.ledger.net_increase import (
    IncreaseLayers,
    NetIncrease,
    control_scale,
    net_increase,
    require_within_scale,
)
from zhanbu_plugin.ledger.stable_cropland.rule import StableRule
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.units import dm2_of_mu

RULE = StableRule.of(HEBEI)
THOUSANDTH_MU = 2.0 / 3.0
"""m² of 1/1000 亩: the clauses' 亩 are drawn a thousand times smaller."""


def mu(first: float, last: float) -> shapely.Polygon:
    """A strip of ground between two amounts of 1/1000 亩."""
    return strip(first * THOUSANDTH_MU, last * THOUSANDTH_MU)


def in_mu(dm2: int | None) -> float:
    assert dm2 is not None
    return dm2 / 100 / THOUSANDTH_MU


def close(amount: float) -> object:
    """Within the rounding of areas, and what lies off the meridian."""
    return pytest.approx(amount, abs=0.05 + 1e-6 * abs(amount))


def test_HB_13a_stable_cropland_is_what_the_survey_has_less_two_masks() -> None:
    """521 300 less 4 200 and 8 600 are 508 500 亩; where the masks overlap, ground is taken off once."""
    survey = cropland(mu(0, 300_000), mu(300_000, 521_300))
    layers = IncreaseLayers(survey, cropland(mu(0, 100)), layer([mu(0, 4_200)]), layer([mu(299_000, 307_600)]))
    now = net_increase(layers, RULE).now
    assert (in_mu(now.surveyed_dm2), in_mu(now.left_out_dm2)) == (close(521_300), close(4_200))
    assert (in_mu(now.unfit_dm2), in_mu(now.stable_dm2)) == (close(8_600), close(508_500))
    again = net_increase(replace(layers, unstable=layer([mu(2_000, 8_600)])), RULE).now
    assert in_mu(again.left_out_dm2) == close(4_200)
    assert in_mu(again.unfit_dm2) == close(4_400)


def d7(adjusted: tuple[float, float], filed: tuple[float, float]) -> NetIncrease:
    """Base 505 000 and 508 500 now, of which some was adjusted and some is on file."""
    survey, base = cropland(mu(0, 508_500)), cropland(mu(0, 505_000), name="base")
    return net_increase(IncreaseLayers(survey, base, adjusted=layer([mu(*adjusted)]), filed=layer([mu(*filed)])), RULE)


def test_D7_adjusted_and_filed_ground_is_no_increase() -> None:
    found = d7((505_000, 505_900), (506_000, 507_400))
    assert in_mu(found.raw_dm2) == close(3_500)
    assert (in_mu(found.adjusted_dm2), in_mu(found.filed_dm2), in_mu(found.both_dm2)) == (
        close(900),
        close(1_400),
        close(0),
    )
    assert in_mu(found.net_dm2) == close(1_200)


def test_D7_where_both_overlap_the_ground_is_taken_off_once() -> None:
    found = d7((505_000, 505_900), (505_600, 507_000))
    assert in_mu(found.both_dm2) == close(300)
    assert in_mu(found.net_dm2) == close(1_500)
    assert found.net_dm2 == found.raw_dm2 - (found.adjusted_dm2 or 0) - (found.filed_dm2 or 0) + found.both_dm2


def test_what_brought_no_increase_isnt_taken_off_one() -> None:
    """Filed ground that was cropland in 2020 already, or isn't cropland any more, is in neither figure."""
    found = d7((100, 1_000), (504_000, 600_000))
    assert in_mu(found.adjusted_dm2) == close(0)
    assert in_mu(found.filed_dm2) == close(3_500)
    assert in_mu(found.net_dm2) == close(0)


@pytest.mark.parametrize(
    "attributes",
    [{"TBXHDM": ["HDGD", ""]}, {"GDPDJB": ["5", "2"]}, {"WDGD": ["否", "是"]}, {"TBXHDM": ["HHGD", None]}],
)
def test_HB_13b_ground_that_only_stopped_being_unstable_is_no_increase(attributes: dict[str, list[object]]) -> None:
    """The survey's own attributes say what was unstable in 2020 and no longer is."""
    ground = mu(0, 700), mu(700, 3_000)
    none = {name: [None, None] for name in attributes}
    survey, base = cropland(*ground, mu(3_000, 3_200)), cropland(*ground, name="base", **attributes)
    survey = cropland(*ground, mu(3_000, 3_200), **{name: [*values, None] for name, values in none.items()})
    found = net_increase(IncreaseLayers(survey, base), RULE)
    assert in_mu(found.then.unfit_dm2) == close(700)
    assert in_mu(found.raw_dm2) == close(900)
    assert in_mu(found.adjusted_dm2) == close(700)
    assert in_mu(found.net_dm2) == close(200)


def test_ground_that_became_unstable_is_a_loss_and_ground_unstable_all_along_is_none() -> None:
    ground = mu(0, 1_000), mu(1_000, 3_000)
    survey = cropland(*ground, TBXHDM=["LQGD", "SMGD"])
    base = cropland(*ground, name="base", TBXHDM=["LQGD", None])
    found = net_increase(IncreaseLayers(survey, base), RULE)
    assert (in_mu(found.now.stable_dm2), in_mu(found.then.stable_dm2)) == (close(0), close(2_000))
    assert in_mu(found.net_dm2) == close(-2_000)


def test_each_year_has_its_own_unstable_ground_where_two_layers_say_so() -> None:
    """Unstable in 2020 and stable now: adjusted. Without the second layer the first serves for both years."""
    survey, base = cropland(mu(0, 1_000)), cropland(mu(0, 800), name="base")
    one = IncreaseLayers(survey, base, unstable=layer([mu(700, 950)]))
    assert in_mu(net_increase(one, RULE).net_dm2) == close(50)
    two = net_increase(replace(one, unstable_base=layer([mu(500, 750)])), RULE)
    assert (in_mu(two.now.stable_dm2), in_mu(two.then.stable_dm2)) == (close(750), close(550))
    assert in_mu(two.adjusted_dm2) == close(200)  # 500 to 700; 700 to 750 is unstable still
    assert in_mu(two.net_dm2) == close(0)


def test_A_20_ridges_between_fields_dont_count_unless_the_rules_say_so() -> None:
    """KCMJ of TBMJ: a tenth of the new polygon is ridges."""
    survey = cropland(mu(0, 1_000), mu(1_000, 2_000), TBMJ=[1_000.0, 666.67], KCMJ=[0.0, 66.667])
    base = cropland(mu(0, 1_000), name="base", TBMJ=[1_000.0], KCMJ=[0.0])
    filed = layer([mu(1_000, 1_500)])
    found = net_increase(IncreaseLayers(survey, base, filed=filed), RULE)
    assert (in_mu(found.raw_dm2), in_mu(found.filed_dm2), in_mu(found.net_dm2)) == (close(900), close(450), close(450))
    gross = net_increase(IncreaseLayers(survey, base, filed=filed), replace(RULE, without_ridges=False))
    assert in_mu(gross.net_dm2) == close(500)


def test_a_layer_that_isnt_there_is_named_and_its_term_is_no_zero() -> None:
    found = net_increase(IncreaseLayers(cropland(mu(0, 900)), cropland(mu(0, 500))), RULE)
    assert found.missing == ("EXCLUDED", "UNSTABLE", "ADJUSTED", "FILED")
    assert (found.now.left_out_dm2, found.now.unfit_dm2, found.adjusted_dm2, found.filed_dm2) == (None,) * 4
    nothing = layer([mu(0, 1)]).taking(np.zeros(1, dtype=bool))
    empty = IncreaseLayers(cropland(mu(0, 900)), cropland(mu(0, 500)), filed=nothing)
    assert net_increase(empty, RULE).filed_dm2 == 0
    assert "FILED" not in net_increase(empty, RULE).missing


def test_only_cropland_of_the_year_asked_for_is_looked_at() -> None:
    """0101 to 0103 of the latest year, and of the base year; other classes and other years are left."""
    survey = cropland(*(mu(0, 600), mu(600, 900), mu(0, 100)), DLBM=["0101", "0201", "0102"], SJNF=[2024, 2024, 2023])
    base = cropland(mu(0, 400), mu(0, 600), mu(0, 100), SJNF=[2020, 2022, 2019], name="base")
    found = net_increase(IncreaseLayers(survey, base), RULE)
    assert (in_mu(found.now.stable_dm2), in_mu(found.then.stable_dm2)) == (close(600), close(400))
    with pytest.raises(InputProblem, match=r"File base, field SJNF: All polygons are of 2022 or later.*2020"):
        net_increase(IncreaseLayers(survey, cropland(mu(0, 9), SJNF=[2022], name="base")), RULE)


def test_polygons_that_lie_on_one_another_count_once_and_that_is_told() -> None:
    survey = cropland(mu(0, 600), mu(500, 900), mu(550, 700))
    found = net_increase(IncreaseLayers(survey, cropland(mu(0, 100))), RULE)
    assert in_mu(found.now.surveyed_dm2) == close(900)
    assert any("counted once" in str(text) for name, text in found.remarks if name == "survey")


def test_codes_and_shapes_that_cant_be_counted_are_told() -> None:
    survey = cropland(mu(0, 600), mu(600, 900), None, DLBM=["0103", "0199", "0101"])
    told = [str(text) for _, text in net_increase(IncreaseLayers(survey, cropland(mu(0, 9))), RULE).remarks]
    assert any("0199" in text for text in told)
    assert any("1 polygons of cropland have no usable shape" in text for text in told)


def test_surveys_of_two_places_and_rules_without_stable_cropland_are_refused() -> None:
    far = cropland(shapely.box(39_600_000, 4_200_000, 39_600_100, 4_200_100), name="far")
    with pytest.raises(InputProblem, match="survey and far lie apart"):
        net_increase(IncreaseLayers(cropland(mu(0, 9)), far), RULE)
    with pytest.raises(InputProblem, match=r"“sichuan-inout-2022” know no net increase"):
        StableRule.of(SICHUAN)
    number = layer([mu(0, 9)], "survey", DLBM=[103])
    with pytest.raises(InputProblem, match="field DLBM"):
        net_increase(IncreaseLayers(number, cropland(mu(0, 9))), RULE)


def test_a_layer_in_degrees_gives_the_same_figures() -> None:
    degrees = Crs.of(4490)

    def moved(*shapes: shapely.Geometry) -> list[shapely.Geometry]:
        return list(transform_geometries(np.array([*shapes, None], dtype=object)[:-1], Crs.of(4527), degrees))

    plane = IncreaseLayers(cropland(mu(0, 3_500)), cropland(mu(0, 2_000)), filed=layer([mu(1_500, 2_700)]))
    base = layer(moved(mu(0, 2_000)), "base", degrees, DLBM=["0101"])
    mixed = replace(plane, baseline=base, filed=layer(moved(mu(1_500, 2_700)), "filed", degrees))
    here, there = net_increase(plane, RULE), net_increase(mixed, RULE)
    assert in_mu(here.net_dm2) == close(800)
    assert abs(here.net_dm2 - there.net_dm2) <= 5


def boxes(random: np.random.Generator, count: int) -> list[shapely.Polygon]:
    corners = random.integers(0, 900, (count, 2))
    sides = random.integers(20, 250, (count, 2))
    return [rectangle(y, y + h, x, x + w) for (x, y), (w, h) in zip(corners.tolist(), sides.tolist())]


@pytest.mark.parametrize("seed", range(12))
def test_any_layers_agree_with_the_plain_overlay_of_GEOS(seed: int) -> None:
    """Unions and differences of whole layers in the plane, which near the meridian is the ellipsoid within 1e-8."""
    random = np.random.default_rng(seed)
    survey, base, excluded, unstable, before, adjusted, filed = (boxes(random, 9) for _ in range(7))
    then_unfit = random.random(len(base)) < 0.3
    layers = IncreaseLayers(
        cropland(*survey, TBXHDM=[None] * len(survey)),
        cropland(*base, name="base", TBXHDM=["MQGD" if unfit else None for unfit in then_unfit]),
        *(layer(shapes) for shapes in (excluded, unstable, before, adjusted, filed)),
    )
    found = net_increase(layers, RULE)
    disjoint: list[shapely.Geometry] = []
    for shape in base:
        disjoint.append(shape.difference(shapely.union_all(disjoint)))
    whole = shapely.union_all
    out, bad, bad_then = whole(excluded), whole(unstable), whole(before)
    fit = whole([s for s, unfit in zip(disjoint, then_unfit) if not unfit])
    unfit = whole([s for s, unfit in zip(disjoint, then_unfit) if unfit])
    now = whole(survey).difference(out).difference(bad)
    then = fit.difference(out).difference(bad_then)
    new = now.difference(fit.difference(bad_then))
    was_unstable = whole([unfit, fit.intersection(bad_then)])
    off = whole([*adjusted, was_unstable, *filed])
    expected = now.area - then.area - new.intersection(off).area
    assert found.now.stable_dm2 / 100 == pytest.approx(now.area, abs=0.5)
    assert found.then.stable_dm2 / 100 == pytest.approx(then.area, abs=0.5)
    assert found.net_dm2 / 100 == pytest.approx(expected, abs=1.0)


def test_real_parcels_that_lie_on_one_another_are_masked_by_what_they_cover(shared: Path) -> None:
    """Farms of Swellendam, many of them over others: 22 014.80 ha of pieces lie in Marloth and cover 11 287.11 ha;
    of Bontebok they cover 95.25 ha. The data's README has these from QGIS and GEOS on the ellipsoid.
    """
    folder = shared / "data" / "swellendam"
    farms = read_layer(str(folder / "farms_33S.shp"))
    parks = read_layer(str(folder / "protected_areas.shp"))
    codes = np.full(len(farms), "0103", dtype=object)
    survey = replace(farms, fields={"DLBM": codes}, definitions={"DLBM": FieldDefinition("DLBM", "text")})
    base = survey.taking(np.arange(len(farms)) == 0)
    found = net_increase(IncreaseLayers(survey, base, excluded=parks), RULE)
    assert found.now.left_out_dm2 is not None
    assert found.now.left_out_dm2 / 1e6 == pytest.approx(11_287.11 + 95.25, abs=0.01)
    assert any("16 polygons of cropland were mended" in str(text) for _, text in found.remarks)


def test_it_can_be_stopped_and_tells_how_far_it_is() -> None:
    layers = IncreaseLayers(cropland(mu(0, 900)), cropland(mu(0, 500)), filed=layer([mu(1, 2)]))
    shares: list[float] = []
    net_increase(layers, RULE, shares.append)
    assert shares == sorted(shares) and shares[-1] > 0.9
    with pytest.raises(Cancelled):
        net_increase(layers, RULE, lambda share: share < 0.3)


def test_HB_14_a_gap_is_filled_from_the_net_increase_and_by_no_more_than_it_is() -> None:
    net, gap = dm2_of_mu(1_200), dm2_of_mu(800)
    assert control_scale(net, gap, dm2_of_mu(500)) == dm2_of_mu(700)
    assert control_scale(net) == net
    with pytest.raises(InputProblem, match="HB-14"):
        control_scale(net, gap, dm2_of_mu(900))
    with pytest.raises(InputProblem):
        control_scale(dm2_of_mu(300), gap, dm2_of_mu(301))
    assert control_scale(-net) == 0


def test_HB_12b_counties_share_no_more_than_their_city_has() -> None:
    require_within_scale(dm2_of_mu(700), {"130602": dm2_of_mu(400), "130681": dm2_of_mu(300)})
    with pytest.raises(InputProblem, match="HB-12b"):
        require_within_scale(dm2_of_mu(700), {"130602": dm2_of_mu(400), "130681": dm2_of_mu(350)})
