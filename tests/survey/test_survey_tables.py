"""The survey's tables and codes, against the standard and against real codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zhanbu_plugin.survey.divisions import county_code, parse_division
from zhanbu_plugin.survey.dltb_fields import dltb_fields, standard_names
from zhanbu_plugin.survey.land_classes import LandGroup, land_class, land_classes
from zhanbu_plugin.survey.problem import InputProblem


def test_classes_that_are_easily_put_in_the_wrong_group_are_right() -> None:
    """Standards section 2, "facts that are easy to miss"."""
    groups = {
        "A": ["1006", "1103", "1104", "1107", "1202", "1203", "0303", "1208"],
        "B": ["0603", "1201", "0602"],
        "C": ["0404", "1105", "1108", "1204"],
    }
    for group, codes in groups.items():
        for code in codes:
            found = land_class(code)
            assert found is not None
            assert found.group is LandGroup(group), code


def test_wetlands_stand_under_00_and_only_01_is_cropland() -> None:
    assert {c.code for c in land_classes().values() if c.first_level == "00"} == {
        "0303", "0304", "0306", "0402", "0603", "1105", "1106", "1108",
    }  # fmt: skip
    assert {c.code for c in land_classes().values() if c.is_cropland} == {"0101", "0102", "0103"}


def test_only_the_listed_classes_have_an_adjustable_variant() -> None:
    expected = {"0201K", "0202K", "0203K", "0204K", "0301K", "0302K", "0307K", "0403K", "1104K"}
    assert {c.code for c in land_classes().values() if c.is_adjustable} == expected


def test_an_unknown_class_code_is_none_not_an_error() -> None:
    assert land_class("9999") is None
    assert land_class(None) is None


def test_older_field_names_are_understood_in_any_case() -> None:
    assert standard_names(["bsm", "GDZZSXDM", "ZZSXDM", "TKXS", "gdpdj", "FARM_NO"]) == {
        "BSM": "bsm",
        "ZZSXDM": "ZZSXDM",
        "KCXS": "TKXS",
        "GDPDJB": "gdpdj",
    }


def test_every_survey_field_fits_a_shapefile() -> None:
    assert len(dltb_fields()) == 30
    assert max(map(len, dltb_fields())) <= 10


def test_real_township_and_village_codes_come_apart(shared: Path) -> None:
    with (shared / "data" / "admin_codes" / "villages_subset.csv").open(encoding="utf-8") as file:
        codes = [row[0] for row in csv.reader(file) if row and row[0].isdigit()]
    assert len(codes) > 1000
    for code in codes:
        division = parse_division(code + "0000000")
        assert division is not None
        assert (division.county, division.township, division.village) == (code[:6], code[:9], code)


@pytest.mark.parametrize("wrong", ["", None, "13", "1309990012000000000X", "１３０９９９"])
def test_what_is_no_division_code_is_none(wrong: object) -> None:
    assert parse_division(wrong) is None


def test_a_county_code_of_five_digits_is_refused_with_the_way_out() -> None:
    with pytest.raises(InputProblem, match="six digits"):
        county_code("13063")
