"""The tab “Divide”: a working copy, parcels split by hand and cut by the rules, each in one step of Undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from event_loop import wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsGeometry, QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsRectangle, QgsVectorLayer
from sample_set_up import AS_OF, COUNTY, ROLES

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.select.dividing.dividing_panel import DividingPanel
from zhanbu_plugin.gui.select.select_page import SelectPage
from zhanbu_plugin.processing.check.cut_out import CutOutParts

Shapes = dict[int, tuple[str, list[object]]]


def settle(page: SelectPage) -> None:
    wait_until(lambda: not page.dividing.work.is_busy)
    wait_until(lambda: not page.candidates.reading.is_busy)


@pytest.fixture
def page(set_up_dock: ZhanbuDock, county: Path) -> Iterator[SelectPage]:
    """The page with a working copy of some parcels of the sample county, all of them tagged."""
    page = set_up_dock.select
    survey = set_up_dock.set_up.current().survey
    assert survey is not None
    page.tagged.tag([feature.id() for feature in survey.getFeatures()][:40])
    settle(page)
    page.dividing.make_copy(str(county / "work.gpkg"))
    settle(page)
    yield page
    settle(page)


@pytest.fixture
def panel(page: SelectPage) -> DividingPanel:
    """The tab."""
    return page.dividing


@pytest.fixture
def copy(page: SelectPage) -> QgsVectorLayer:
    """The working copy."""
    assert page._layer is not None
    return page._layer


def state(layer: QgsVectorLayer) -> Shapes:
    return {f.id(): (f.geometry().asWkt(4), f.attributes()) for f in layer.getFeatures()}


def area(layer: QgsVectorLayer, fids: list[int]) -> float:
    return sum(layer.getFeature(fid).geometry().area() for fid in fids)


def through(box: QgsRectangle) -> QgsGeometry:
    """A line from side to side through the middle."""
    y = box.center().y()
    return QgsGeometry.fromWkt(f"LineString({box.xMinimum() - 5} {y}, {box.xMaximum() + 5} {y})")


def test_the_working_copy_has_the_candidates_and_the_survey_stays_as_it_is(
    page: SelectPage, copy: QgsVectorLayer, county: Path
) -> None:
    assert copy.source().startswith(str(county / "work.gpkg"))
    assert copy.featureCount() == 40
    assert page.tagged.fids == sorted(f.id() for f in copy.getFeatures())
    survey = QgsProject.instance().mapLayersByName("candidates")[0]
    own = {f["BSM"]: f.geometry().asWkt(4) for f in survey.getFeatures()}
    assert all(
        own[f["BSM"]] == QgsGeometry(f.geometry()).coerceToType(survey.wkbType())[0].asWkt(4)
        for f in copy.getFeatures()
    )


def test_from_the_working_copy_there_is_a_way_back_to_the_survey(
    panel: DividingPanel, page: SelectPage, copy: QgsVectorLayer, set_up_dock: ZhanbuDock
) -> None:
    survey = QgsProject.instance().mapLayersByName("candidates")[0]
    assert not panel.toSource.isHidden()
    assert survey.name() in panel.toSource.text()
    panel.toSource.click()
    settle(page)
    assert set_up_dock.set_up.current().survey == survey
    assert panel.toSource.isHidden()
    assert len(page.tagged.fids) == 40
    page.tagged.clear()
    settle(page)
    assert "Tag candidates first" in panel.copyLine.text()
    assert QgsProject.instance().mapLayer(copy.id()) is not None


def test_a_file_is_never_replaced_by_a_working_copy(
    panel: DividingPanel, page: SelectPage, county: Path, qgis_iface: QgisInterface
) -> None:
    before = (county / "sample.gpkg").read_bytes()
    panel.make_copy(str(county / "sample.gpkg"))
    settle(page)
    assert (county / "sample.gpkg").read_bytes() == before
    told = "\n".join(text for level in qgis_iface.messageBar().messages.values() for text in level)
    assert "sample.gpkg" in told


def test_a_line_divides_the_parcels_that_it_crosses_and_undo_puts_them_together(
    page: SelectPage, panel: DividingPanel, copy: QgsVectorLayer
) -> None:
    before, tagged = state(copy), page.tagged.fids
    fid = tagged[0]
    whole = copy.getFeature(fid)
    panel.divide(through(whole.geometry().boundingBox()))
    settle(page)
    new = [f.id() for f in copy.getFeatures() if f.id() not in before]
    parts = [f for f in copy.getFeatures() if f["BSM"] == whole["BSM"]]
    assert len(parts) >= 2
    assert set(page.tagged.fids) == {*tagged, *new}
    assert sorted(f["PART_NO"] for f in parts) == list(range(1, len(parts) + 1))
    assert {f["parent_id"] for f in parts} == {whole["BSM"]}
    assert abs(sum(f.geometry().area() for f in parts) - whole.geometry().area()) < 1e-3
    assert abs(sum(round(float(f["TBMJ"]) * 100) for f in parts) - round(float(whole["TBMJ"]) * 100)) == 0
    page.undo.click()
    settle(page)
    assert state(copy) == before
    assert page.tagged.fids == tagged


def test_a_drawn_part_becomes_a_parcel_of_its_own(page: SelectPage, panel: DividingPanel, copy: QgsVectorLayer) -> None:
    fid = page.tagged.fids[0]
    whole = copy.getFeature(fid).geometry()
    inside = whole.pointOnSurface().buffer(3.0, 3)
    assert inside.within(whole)
    panel.divide(inside)
    settle(page)
    assert any(f.geometry().symDifference(inside).area() < 0.01 for f in copy.getFeatures())


def test_pieces_that_were_edited_since_are_not_put_together(
    page: SelectPage, panel: DividingPanel, copy: QgsVectorLayer, qgis_iface: QgisInterface
) -> None:
    fid = page.tagged.fids[0]
    panel.divide(through(copy.getFeature(fid).geometry().boundingBox()))
    settle(page)
    copy.startEditing()
    copy.changeAttributeValue(fid, copy.fields().indexOf("DLBM"), "0404")
    page.undo.click()
    assert copy.isEditable()
    copy.commitChanges()
    after = state(copy)
    page.undo.click()
    settle(page)
    assert state(copy) == after
    assert page.undo.isEnabled()
    told = "\n".join(text for level in qgis_iface.messageBar().messages.values() for text in level)
    assert "being edited" in told
    assert "changed since" in told


def test_the_preview_tells_what_the_algorithm_cuts_out_and_changes_nothing(
    page: SelectPage, panel: DividingPanel, copy: QgsVectorLayer, county: Path
) -> None:
    before = state(copy)
    QgsProject.instance().mapLayersByName("redline")[0].setName("生态保护红线")
    panel.previewCut.click()
    settle(page)
    preview = panel.preview
    assert preview is not None
    assert state(copy) == before
    file = county / "sample.gpkg"
    parameters = {
        "INPUT": copy.source(),
        "RULE_SET": "auto",
        "COUNTY": COUNTY,
        "COUNTY_LAYER": f"{file}|layername=county",
        "AS_OF": AS_OF.toString("yyyy-MM-dd"),
        "DEM": str(county / "dem.tif"),
        "POOL": str(county / "pool.gpkg"),
        **{role.upper(): f"{file}|layername={role}" for role in ROLES},
        "OUTPUT": str(county / "pieces.gpkg"),
        "EXCLUDED": str(county / "excluded.gpkg"),
    }
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    result, ok = CutOutParts().create().run(parameters, context, feedback)
    assert ok, feedback.textLog()
    assert round(preview.lost_dm2 / 100, 2) == round(result["EXCLUDED_M2"], 2) > 0
    shown = {row.parcel for row in preview.rows}
    excluded = QgsVectorLayer(result["EXCLUDED"], "excluded", "ogr")
    assert {f["parent_id"] for f in excluded.getFeatures()} <= shown
    lost = sum(f.geometry().area() for f in excluded.getFeatures())
    assert abs(preview.lost.area() - lost) < 1e-3 * lost
    assert any("生态保护红线" in row.reasons and "sample.gpkg: redline" not in row.reasons for row in preview.rows)
    assert panel.previewTable.rowCount() == len(shown)


def test_cutting_out_is_one_step_and_what_is_left_passes_or_stays_open(
    page: SelectPage, panel: DividingPanel, copy: QgsVectorLayer
) -> None:
    before, tagged = state(copy), page.tagged.fids
    panel.previewCut.click()
    settle(page)
    preview = panel.preview
    assert preview is not None
    panel.applyCut.click()
    settle(page)
    assert panel.preview is None
    kept = [fid for fid in page.tagged.fids if fid not in before or before[fid] != state(copy)[fid]]
    assert abs(area(copy, kept) - preview.kept.area()) < 1e-6 * preview.kept.area()
    assert not set(preview.gone) & set(page.tagged.fids)
    assert all(state(copy)[fid] == before[fid] for fid in preview.gone)
    page.undo.click()
    settle(page)
    assert state(copy) == before
    assert page.tagged.fids == tagged


def test_the_survey_itself_is_never_divided(set_up_dock: ZhanbuDock) -> None:
    panel = set_up_dock.select.dividing
    set_up_dock.select.tagged.tag([1, 2, 3])
    settle(set_up_dock.select)
    assert panel.makeCopy.isEnabled()
    for button in (panel.splitByLine, panel.drawPart, panel.previewCut, panel.applyCut):
        assert not button.isEnabled()
