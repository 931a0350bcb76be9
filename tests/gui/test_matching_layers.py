"""Layers of the standards matched with the survey and the roles by name and fields; doubt is left to the user."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from qgis.core import QgsFeature, QgsProject, QgsVectorLayer

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.survey.dltb_fields import dltb_fields

DLTB = tuple(dltb_fields())
RED_LINE = ("BSM", "YSDM", "XZQDM", "HXBM", "HXMC", "HXLX", "MJ")
FOREST = ("LIN_BAN", "XIAO_BAN", "DI_LEI", "LIN_ZHONG", "SEN_LIN_LB", "BH_DJ")
SLOPE_MAP = ("BSM", "YSDM", "PDJB")
Draw = Callable[..., QgsVectorLayer]


@pytest.fixture
def draw(dock: ZhanbuDock) -> Draw:
    """Adds an empty polygon layer with a name and fields; a year becomes its only row's SJNF."""

    def layer(name: str, fields: tuple[str, ...], year: int = 0) -> QgsVectorLayer:
        columns = "".join(f"&field={field}:string" for field in fields)
        made = QgsVectorLayer(f"Polygon?crs=EPSG:4527{columns}", name, "memory")
        if year:
            row = QgsFeature(made.fields())
            row["SJNF"] = str(year)
            made.dataProvider().addFeature(row)
        return made

    def add(*wanted: tuple[object, ...]) -> list[QgsVectorLayer]:
        made = [layer(*one) for one in wanted]  # type: ignore[arg-type]
        QgsProject.instance().addMapLayers(made)
        return made

    return add


def test_layers_without_telling_names_find_their_role_by_their_fields(dock: ZhanbuDock, draw: Draw) -> None:
    survey, redline, slope = draw(("示例县2024年成果", DLTB), ("管控线", RED_LINE), ("坡度", SLOPE_MAP))
    now = dock.set_up.current()
    assert now.survey == survey
    assert now.roles == {"redline": redline, "slopemap": slope}
    assert dock.set_up.matchLine.isHidden() and dock.set_up.surveyLine.isHidden()


def test_a_layer_that_is_called_wrongly_is_not_taken_and_the_reason_is_told(dock: ZhanbuDock, draw: Draw) -> None:
    dock.set_up.county.setText("130423")
    draw(("DLTB", DLTB), ("STBHHX", DLTB))
    assert "redline" not in dock.set_up.current().roles
    hint = dock.set_up.matchLine.text()
    assert "“STBHHX” isn't taken" in hint and "land polygons of the survey" in hint


def test_of_two_that_fit_equally_well_none_is_taken_and_both_are_named(dock: ZhanbuDock, draw: Draw) -> None:
    dock.set_up.county.setText("130423")
    first, second = draw(("STBHHX_2023", RED_LINE), ("STBHHX_2024", RED_LINE))
    assert "redline" not in dock.set_up.current().roles
    assert "STBHHX_2023, STBHHX_2024 fit equally well" in dock.set_up.matchLine.text()
    dock.set_up._rows.boxes["redline"].setLayer(second)
    assert dock.set_up.matchLine.isHidden()
    QgsProject.instance().removeMapLayer(second.id())
    assert "redline" not in dock.set_up.current().roles  # nobody chose the first
    assert dock.set_up.matchLine.isHidden()
    dock.set_up.matchLayers.click()
    assert dock.set_up.current().roles["redline"] == first


def test_a_layer_of_sub_compartments_is_pointed_out_where_it_may_hold_the_forest_that_a_check_lacks(
    dock: ZhanbuDock, draw: Draw
) -> None:
    dock.set_up.county.setText("510704")
    dock.set_up.ruleSet.setCurrentIndex(dock.set_up.ruleSet.findData("sichuan-inout-2022"))
    (forest,) = draw(("森林资源", FOREST))
    assert dock.set_up.current().roles == {}
    hint = dock.set_up.matchLine.text()
    assert "public-welfare forest: no layer has this name." in hint.lower() and "森林资源 may hold it" in hint
    assert "forest sub-compartments" in hint
    dock.set_up._rows.boxes["pubforest"].setLayer(forest)
    assert "public-welfare forest" not in dock.set_up.matchLine.text().lower()


def test_public_welfare_forest_is_matched_by_its_name_and_a_forest_map_beside_it_is_not_asked_about(
    dock: ZhanbuDock, draw: Draw
) -> None:
    dock.set_up.county.setText("510704")
    dock.set_up.ruleSet.setCurrentIndex(dock.set_up.ruleSet.findData("sichuan-cropland-2022"))
    public, _ = draw(("公益林小班", FOREST), ("小班", FOREST))
    assert dock.set_up.current().roles == {"pubforest": public}
    assert dock.set_up.matchLine.isHidden()


def test_the_survey_of_the_newest_year_is_taken_whether_name_or_rows_tell_the_year(
    dock: ZhanbuDock, draw: Draw
) -> None:
    _, by_row, _ = draw(("DLTB_2023", DLTB), ("DLTB", DLTB, 2024), ("DLTBGX", (*DLTB, "GXSJ"), 2025))
    assert dock.set_up.current().survey == by_row


def test_surveys_that_nothing_tells_apart_are_left_to_the_user(dock: ZhanbuDock, draw: Draw) -> None:
    draw(("东部", DLTB), ("西部", DLTB))
    assert dock.set_up.current().survey is None
    assert "东部, 西部 fit equally well" in dock.set_up.surveyLine.text()


def test_what_is_doubtful_about_the_chosen_survey_is_said(dock: ZhanbuDock, draw: Draw) -> None:
    _, newest, other = draw(("DLTB_2023", DLTB), ("DLTB_2024", DLTB), ("县级行政区", ("XZQDM", "XZQMC")))
    assert dock.set_up.current().survey == newest
    assert "DLTB_2023" in dock.set_up.surveyLine.text()
    dock.set_up.survey.setLayer(other)
    assert "“县级行政区” has no class field (DLBM)" in dock.set_up.surveyLine.text()


def test_rules_are_called_as_the_box_calls_them_where_a_county_has_none(dock: ZhanbuDock) -> None:
    dock.set_up.county.setText("110101")
    assert "hebei-cropland-2025" not in dock.set_up.ruleLine.text()
    assert dock.set_up.ruleSet.itemText(1) in dock.set_up.ruleLine.text()
