"""Set-up: what the project remembers, what is guessed, and what is said when something is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from event_loop import wait_for_pages
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QDate
from sample_set_up import AS_OF, COUNTY, ROLES

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.set_up.project_memory import ProjectMemory
from zhanbu_plugin.gui.set_up.set_up_page import SetUpPage
from zhanbu_plugin.pool.reading import pool_identity
from zhanbu_plugin.regimes.county_rules import county_folder
from zhanbu_plugin.regimes.roles import roles

AddLayer = Callable[..., QgsVectorLayer]


def test_layers_are_matched_by_their_official_names(dock: ZhanbuDock, add_layer: AddLayer, county: Path) -> None:
    survey = add_layer("dltb", "DLTB")
    by_alias = add_layer("redline", "STBHHX_2024")
    by_chinese = add_layer("river", "河湖管理范围")
    stranger = add_layer("hsf", "某图层")
    dem = QgsRasterLayer(str(county / "dem.tif"), "示例县DEM")
    QgsProject.instance().addMapLayer(dem)
    now = dock.set_up.current()
    assert now.survey == survey
    assert now.dem == dem
    assert now.roles["redline"] == by_alias
    assert now.roles["river"] == by_chinese
    assert stranger not in [*now.roles.values(), now.survey] or now.roles.get("hsf") == stranger


def test_a_layer_is_matched_by_its_table_whatever_it_is_called_in_the_project(
    dock: ZhanbuDock, add_layer: AddLayer
) -> None:
    add_layer("keyforest", "some name")
    assert set(dock.set_up.current().roles) == {"keyforest"}


def test_what_was_emptied_on_purpose_is_not_filled_again(dock: ZhanbuDock, add_layer: AddLayer) -> None:
    add_layer("redline")
    page = dock.set_up
    page._rows.boxes["redline"].setLayer(None)
    add_layer("reserve")
    assert set(page.current().roles) == {"reserve"}
    page.matchLayers.click()
    assert set(page.current().roles) == {"redline", "reserve"}


def test_the_set_up_comes_back_with_the_project(set_up_dock: ZhanbuDock, county: Path, tmp_path: Path) -> None:
    page, project = set_up_dock.set_up, QgsProject.instance()
    survey = page.current().survey.source()
    page._rows.boxes["sfarm"].setLayer(None)
    assert project.write(str(tmp_path / "county.qgz"))
    project.clear()
    empty = page.current()
    assert (empty.survey, empty.dem, empty.county, empty.pool, empty.roles) == (None, None, "", "", {})
    assert project.read(str(tmp_path / "county.qgz"))
    now = page.current()
    assert now.survey.source() == survey
    assert now.dem is not None
    assert (now.county, now.rule_set, now.as_of) == (COUNTY, "auto", AS_OF.toPyDate())
    assert Path(now.pool) == county / "pool.gpkg"
    assert set(now.roles) == {*ROLES, "county"} - {"sfarm"}


def test_the_pool_is_found_again_when_the_folder_has_moved(set_up_dock: ZhanbuDock, county: Path) -> None:
    project = QgsProject.instance()
    assert project.write(str(county / "county.qgz"))
    moved = county.with_name(county.name + "-moved")
    project.clear()
    county.rename(moved)
    assert project.read(str(moved / "county.qgz"))
    assert Path(set_up_dock.set_up.current().pool) == moved / "pool.gpkg"
    assert pool_identity(set_up_dock.set_up.current().pool).county == COUNTY
    project.clear()
    moved.rename(county)


def test_a_layer_that_leaves_takes_its_role_with_it_and_no_other_moves_in(set_up_dock: ZhanbuDock) -> None:
    page, project = set_up_dock.set_up, QgsProject.instance()
    gone = page.current().roles["reserve"]
    others = {role: layer.id() for role, layer in page.current().roles.items() if role != "reserve"}
    project.removeMapLayer(gone.id())
    assert {role: layer.id() for role, layer in page.current().roles.items()} == others
    assert not ProjectMemory(project).known("role/reserve")
    assert page._rows.boxes["reserve"].currentText() == "(none)"
    project.removeMapLayer(page.current().survey.id())
    assert page.current().survey is None


def test_today_is_not_remembered_and_another_day_is(set_up_dock: ZhanbuDock) -> None:
    memory, page = ProjectMemory(QgsProject.instance()), set_up_dock.set_up
    page.asOf.setDate(QDate(2025, 6, 1))
    assert memory.text("as_of") == "2025-06-01"
    page.asOf.setDate(QDate.currentDate())
    assert not memory.known("as_of")


def test_the_line_says_which_rules_apply_or_why_none_does(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.set_up
    assert "冀自然资规〔2025〕2号" in page.ruleLine.text()
    page.asOf.setDate(QDate(2024, 1, 1))
    assert page.ruleLine.text().startswith("⚠")
    assert "2025-05-01" in page.ruleLine.text()
    page.asOf.setDate(AS_OF)
    page.county.setText("130629")
    assert "outside" in page.ruleLine.text()
    page.county.setText("")
    assert "county code" in page.ruleLine.text()


def test_only_roles_that_the_rules_look_at_are_shown_unless_all_are_asked_for(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.set_up
    assert page._rows.boxes["redline"].isVisibleTo(page)
    assert not page._rows.boxes["fstplan"].isVisibleTo(page)
    page.allRoles.setChecked(True)
    assert all(page._rows.boxes[role].isVisibleTo(page) for role in roles())


def test_land_approved_since_is_asked_for_beside_the_second_survey(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.set_up
    assert not page._rows.boxes["approved"].isVisibleTo(page)
    page.ruleSet.setCurrentIndex(page.ruleSet.findData("sichuan-cropland-2022"))
    page.county.setText("510704")
    assert page._rows.boxes["survey2"].isVisibleTo(page) and page._rows.boxes["approved"].isVisibleTo(page)


def test_the_county_is_read_off_the_survey(dock: ZhanbuDock, add_layer: AddLayer) -> None:
    add_layer("dltb", "DLTB")
    assert dock.set_up.current().county == COUNTY


def test_a_new_pool_never_replaces_a_file_and_needs_a_survey_layer(
    set_up_dock: ZhanbuDock, county: Path, qgis_iface: QgisInterface
) -> None:
    page = set_up_dock.set_up
    before = (county / "pool.gpkg").read_bytes()
    assert not page.make_pool(str(county / "pool.gpkg"))
    assert (county / "pool.gpkg").read_bytes() == before
    page.survey.setLayer(None)
    assert not page.make_pool(str(county / "other.gpkg"))
    assert not (county / "other.gpkg").exists()


def test_a_file_that_is_no_pool_is_said_to_be_none(set_up_dock: ZhanbuDock, county: Path) -> None:
    page = set_up_dock.set_up
    page.pool.setFilePath(str(county / "sample.gpkg"))
    wait_for_pages(set_up_dock)
    assert page.poolLine.text().startswith("⚠")
    assert "sample.gpkg" in page.poolLine.text()
    assert set_up_dock.pool.identity.text().startswith("⚠")


def test_another_countys_pool_is_pointed_out(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.set_up
    page.county.setText("130636")
    wait_for_pages(set_up_dock)
    assert "another county" in page.poolLine.text()


def test_survey_colours_are_a_style_beside_the_one_that_was_there(set_up_dock: ZhanbuDock) -> None:
    page = set_up_dock.set_up
    layer = page.current().survey
    before = layer.renderer().type()
    page.colour.click()
    assert layer.renderer().type() == "categorizedSymbol"
    assert len(layer.styleManager().styles()) == 2
    layer.styleManager().setCurrentStyle(layer.styleManager().styles()[0])
    assert {layer.renderer().type()} <= {before, "categorizedSymbol"}


def test_a_countys_own_rules_can_be_chosen_and_are_preferred_by_the_automatic_choice(
    dock: ZhanbuDock, tmp_path: Path
) -> None:
    own = tmp_path / "shili.yaml"
    own.write_text(
        "parent: hebei-cropland-2025\nid: shili-cropland-2026\ntitle: {zh: 示例县细则, en: Own rules}\n"
        'document: 示例政办〔2026〕1号\nregion: ["139901"]\nvalid_from: 2026-01-01\nvalid_to: 2027-12-31\n',
        encoding="utf-8",
    )
    before, county_folder.path = county_folder.path, tmp_path
    try:
        page = SetUpPage(dock.set_up._messenger)
        assert page.ruleSet.findData("shili-cropland-2026") >= 0
        page.county.setText(COUNTY)
        page.asOf.setDate(QDate(2026, 9, 1))
        assert page.rules_in_force().id == "shili-cropland-2026"
        assert "示例政办〔2026〕1号" in page.ruleLine.text()
        own.write_text("parent: hebei-cropland-2025\n", encoding="utf-8")
        page.asOf.setDate(QDate(2026, 9, 2))
        assert "shili.yaml" in page.ruleLine.text()
        page.close_down()
    finally:
        county_folder.path = before
