"""Who may transfer what for which project."""

from __future__ import annotations

import pytest

from zhanbu_plugin.ledger.transfer_rules import (
    Cover,
    Purpose,
    cover,
    require_from_province,
    require_government,
    require_holder,
    require_purpose,
    same_city,
)
from zhanbu_plugin.survey.problem import InputProblem


@pytest.mark.parametrize("party", ["COUNTY_GOV", "CITY_GOV", "prov_gov", "GOVERNMENT", "定州市人民政府"])
def test_HB_24_governments_may_transfer(party: str) -> None:
    """HB-24: from the county up."""
    require_government(party, "HB-24")


@pytest.mark.parametrize(
    "party", ["COMPANY", "城投公司", "COLLECTIVE", "INDIVIDUAL", "", "GOVERNMENTAL COMPANY", "人民政府投资公司"]
)
def test_HB_24_a_company_may_not_buy_or_hold(party: str) -> None:
    """HB-24: a city investment company as buyer is blocked."""
    with pytest.raises(InputProblem) as caught:
        require_government(party, "HB-24")
    message = str(caught.value)
    assert "HB-24" in message and "PARTY_TYPE" in message and "COUNTY_GOV" in message


def test_HB_23_a_county_road_elsewhere_needs_a_document() -> None:
    """HB-23: a transfer between cities for a county road is refused without one."""
    with pytest.raises(InputProblem, match="HB-23"):
        require_purpose(Purpose("COUNTY"), "130681", "130102", "HB-23")
    require_purpose(Purpose("COUNTY", "冀自然资函〔2026〕3号"), "130681", "130102", "HB-23")


@pytest.mark.parametrize("level", ["PROVINCE", "NATIONAL", "national", "省级", "Provincial"])
def test_HB_23_major_projects_cross_the_boundary_of_a_city(level: str) -> None:
    """HB-23: in principle for projects of the province and above."""
    require_purpose(Purpose(level), "130681", "130102", "HB-23")


def test_HB_23_within_a_city_any_project_will_do() -> None:
    """HB-23: own county, then city."""
    require_purpose(Purpose("COUNTY"), "130681", "130684", "HB-23")
    require_purpose(Purpose("COUNTY"), "130600", "130684", "HB-23")


def test_HB_32_dingzhou_is_a_city_of_its_own() -> None:
    """HB-32: 130682 counts as a city, so what comes from Baoding crosses a boundary."""
    assert not same_city("130682", "130681")
    assert same_city("130682", "130682")


def test_a_province_is_in_no_city() -> None:
    assert not same_city("130000", "130600")
    assert not same_city("130681", "130000")


def test_an_unknown_level_is_told_with_those_that_there_are() -> None:
    with pytest.raises(InputProblem, match="NATIONAL, PROVINCE, CITY, COUNTY"):
        require_purpose(Purpose("县道"), "130681", "130684", "HB-23")


def test_JX_3_3_3b_the_province_deals_out_to_counties_only() -> None:
    """JX-3.3.3b: what the province holds goes to a county; counties don't trade."""
    require_from_province("360000", "360122", "JX-3.3.3b")
    for giver, taker in [("360122", "360123"), ("360000", "360100"), ("130000", "360122"), ("360000", "360000")]:
        with pytest.raises(InputProblem, match=r"JX-3\.3\.3b"):
            require_from_province(giver, taker, "JX-3.3.3b")


@pytest.mark.parametrize("code", ["", "1306", "保定市", "13０681", "1306811"])
def test_what_is_no_code_is_told(code: str) -> None:
    with pytest.raises(InputProblem, match="six digits"):
        require_holder(code, "FROM")


def test_SC_2_8_the_city_covers_what_it_can_and_the_rest_needs_the_province() -> None:
    """SC-2(八): the county lacks 8 and its city has 5."""
    assert cover(8, 0, 5, 0) == Cover(0, 5, 0, 3)


def test_HB_3_the_county_comes_first() -> None:
    """HB-3: own county, city, then the province."""
    assert cover(10, 4, 3, 9) == Cover(4, 3, 3, 0)
    assert cover(10, -4, 3, 0) == Cover(0, 3, 0, 7)
