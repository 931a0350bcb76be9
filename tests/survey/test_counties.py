"""Finding a county by its code or by parts of its name."""

from __future__ import annotations

import pytest

from zhanbu_plugin.survey.counties import counties, find_counties, meant_county


def labels(text: str) -> list[str]:
    return [county.label for county in find_counties(text)]


def test_the_table_is_whole_and_every_code_stands_below_its_province() -> None:
    """Numbers as the origin of the table states them."""
    assert len(counties()) == 2978
    assert len({code[:2] for code in counties()}) == 31
    assert all(county.name and county.province for county in counties().values())
    assert {county.province for code, county in counties().items() if code.startswith("36")} == {"江西省"}


@pytest.mark.parametrize(
    "text",
    ["130423", "临漳", "临漳县", "邯郸 临漳", "河北省 邯郸市 临漳县", "河北省邯郸市临漳县", "河北邯郸临漳",
     "１３０４２３", "130423 临漳县（河北省邯郸市）"],
)  # fmt: skip
def test_a_county_is_found_by_code_name_and_place(text: str) -> None:
    assert labels(text) == ["130423 临漳县（河北省邯郸市）"]


def test_the_beginning_of_a_code_lists_the_counties_of_a_city() -> None:
    assert all(label.startswith("1304") for label in labels("1304"))
    assert "130423 临漳县（河北省邯郸市）" in labels("1304")


def test_a_county_called_just_so_comes_before_those_that_only_contain_the_word() -> None:
    assert labels("朝阳区")[:2] == ["110105 朝阳区（北京市）", "220104 朝阳区（吉林省长春市）"]
    assert "211302 双塔区（辽宁省朝阳市）" in labels("朝阳")[2:]


def test_names_that_no_address_says_are_left_out() -> None:
    assert labels("济源") == ["419001 济源市（河南省）"]
    assert labels("东莞") == ["441900 东莞市（广东省）"]
    assert labels("110101") == ["110101 东城区（北京市）"]


def test_a_name_means_a_county_only_where_it_can_mean_no_other() -> None:
    meant = meant_county("铜鼓县")
    assert meant is not None and meant.code == "360926"
    assert meant_county("桥西区") is None  # Shijiazhuang and Zhangjiakou have one each
    assert meant_county("石家庄 桥西区") == counties()["130104"]
    assert meant_county("没有这个县") is None
    assert find_counties("") == ()
