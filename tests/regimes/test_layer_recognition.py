"""Layers told by name and fields, with the names and fields of the data standards (1.1-1.7)."""

from __future__ import annotations

import pytest

from zhanbu_plugin.regimes.layer_recognition import Fit, LayerLook, contradicting_kind, fit, kinds_of, worth_asking
from zhanbu_plugin.regimes.roles import roles
from zhanbu_plugin.survey.dltb_fields import dltb_fields


def fields(names: str) -> tuple[str, ...]:
    return tuple(names.split())


DLTB = tuple(dltb_fields())
SECOND_SURVEY = fields(
    "BSM YSDM TBBH DLBM DLMC QSXZ QSDWDM QSDWMC ZLDWDM ZLDWMC KCLX KCDLBM TKXS TBMJ XZDWMJ LXDWMJ TKMJ TBDLMJ "
    "GDLX GDPDJ DLBZ PZWH BGJLH BGRQ"
)
OLD_FARMLAND = fields("BSM YSDM JBNTTBBH DLBM GDLX JBNTLX ZLDJDM PDJB TBMJ JBNTMJ")
FARMLAND = fields(
    "BSM YSDM XZQDM XZQMC YJJBNTTBBH TBBH DLBM DLMC QSXZ QSDWDM QSDWMC ZLDWDM ZLDWMC YJJBNTTBMJ KCDLBM KCXS KCMJ "
    "YJJBNTMJ GDLX GDPDJB GGBZL TBXHDM TBXHMC ZZSXDM ZZSXMC GDDB GDDJ ZLFLDM FRDBS SJNF CFZR BHKSSJ BHJSSJ SJBH "
    "SJMC WDGD BZ"
)
TARGET = (*DLTB, "SFWHTD")
RED_LINE = fields("BSM YSDM XZQDM XZQMC SHENG SHI XIAN HXBM HXMC HXLX LXBM MJ ZRBHDMC ZRBHDJB ZRBHDLX ZRBHDFQ GKCS BZ")
RESERVE = fields("BSM YSDM BHQMC BHQJB PZJG PZSJ BHQMJ")
SLOPE_MAP = fields("BSM YSDM PDJB")
TOWNS = fields("BSM YSDM XZQDM XZQMC DCMJ JSMJ MSSM HDMC BZ")
VILLAGES = fields("BSM ZLDWDM ZLDWMC DCMJ JSMJ MSSM HDMC BZ")
GROWTH = fields("BSM YSDM XZQDM XZQMC GHFQDM GHFQMC MJ BZ")
FOREST = fields("SHENG XIAN XIANG CUN LIN_BAN XIAO_BAN DI_LEI LIN_ZHONG SEN_LIN_LB BH_DJ MIAN_JI")
CHANGES = fields("BSM BGQTBBSM BGQDLBM BGQDLMC BGHTBBSM BGHDLBM TBBGMJ BGXW GXSJ")


def look(name: str, own: object) -> LayerLook:
    return LayerLook((name.upper(),), frozenset(own))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("own", "kind"),
    [
        (DLTB, "survey3"), (SECOND_SURVEY, "survey2"), (OLD_FARMLAND, "pbf"), (FARMLAND, "pbf"), (TARGET, "target"),
        (RED_LINE, "redline"), (RESERVE, "reserve"), (SLOPE_MAP, "slope"), (TOWNS, "town"), (VILLAGES, "village"),
        (GROWTH, "growth"), (FOREST, "forest"), (CHANGES, "changed"),
    ],
)  # fmt: skip
def test_each_layer_of_the_standards_is_told_from_all_others_by_its_fields(own: tuple[str, ...], kind: str) -> None:
    assert [found.id for found in kinds_of(look("某图层", own))] == [kind]


@pytest.mark.parametrize(
    ("role", "own"),
    [("pbf", FARMLAND), ("pbf", OLD_FARMLAND), ("redline", RED_LINE), ("reserve", RESERVE), ("slopemap", SLOPE_MAP),
     ("survey2", SECOND_SURVEY)],
)  # fmt: skip
def test_fields_alone_give_a_layer_its_role_and_no_other(role: str, own: tuple[str, ...]) -> None:
    fits = {each.id: fit(look("某图层", own), each) for each in roles().values()}
    assert fits.pop(role) == Fit.FIELDS
    assert set(fits.values()) == {Fit.NOT}


def test_name_and_fields_together_fit_better_than_either() -> None:
    redline = roles()["redline"]
    order = [look("某图层", RED_LINE), look("STBHHX_2024", ["MC"]), look("STBHHX_2024", RED_LINE),
             look("STBHHX", ["MC"]), look("生态保护红线", RED_LINE)]  # fmt: skip
    assert [fit(own, redline) for own in order] == sorted(fit(own, redline) for own in order)
    assert len({fit(own, redline) for own in order}) == 5


@pytest.mark.parametrize(
    ("name", "role", "own"),
    [("STBHHX", "redline", DLTB), ("YJJBNTBHTB", "pbf", DLTB), ("PDT", "slopemap", DLTB),
     ("PDT", "slopemap", RED_LINE), ("DLTB_2ND", "survey2", DLTB), ("ZRBHQ", "reserve", GROWTH),
     ("GYL", "pubforest", TOWNS), ("XJXZQ", "county", DLTB)],
)  # fmt: skip
def test_a_wrongly_named_layer_is_not_taken(name: str, role: str, own: tuple[str, ...]) -> None:
    assert fit(look(name, own), roles()[role]) == Fit.NOT
    assert contradicting_kind(look(name, own), role) is not None


@pytest.mark.parametrize(
    ("name", "role", "own"),
    [("GBZNT", "hsf", DLTB), ("YGHBZY", "backup", DLTB), ("BBXM", "filed", DLTB), ("GYL", "pubforest", FOREST),
     ("LDGH", "fstplan", FOREST), ("STBHHX", "redline", ["BSM", "MC"]), ("DLTB_ALL", "surveys", DLTB)],
)  # fmt: skip
def test_a_layer_with_fields_of_its_own_or_drawn_from_the_survey_keeps_the_role_of_its_name(
    name: str, role: str, own: tuple[str, ...]
) -> None:
    assert fit(look(name, own), roles()[role]) == Fit.NAME


def test_forest_sub_compartments_could_play_several_roles_so_that_the_name_has_to_tell() -> None:
    assert {fit(look("小班", FOREST), role) for role in roles().values()} == {Fit.NOT}


def test_a_layer_that_is_called_another_thing_is_not_taken_by_its_fields() -> None:
    """High-standard farmland is drawn inside basic farmland, and carries its fields."""
    for name in ("GBZNT", "2023年高标准农田"):
        assert fit(look(name, FARMLAND), roles()["pbf"]) == Fit.NOT


def test_the_forest_map_may_hold_the_public_welfare_forest_so_that_it_is_asked_about() -> None:
    """Standards 1.7: class of forest (SEN_LIN_LB) 11 and 12 are public-welfare forest, 21 and 22 aren't."""
    asked = {role.id for role in roles().values() if worth_asking(look("LD1ZT", FOREST), role) is not None}
    assert asked == {"pubforest", "fstplan"}
    assert worth_asking(look("LDGH", FOREST), roles()["pubforest"]) is None
    assert worth_asking(look("某图层", RED_LINE), roles()["pubforest"]) is None


def test_townships_together_are_the_county_which_is_asked_about() -> None:
    for own in (TOWNS, VILLAGES):
        assert worth_asking(look("某图层", own), roles()["county"]) is not None
