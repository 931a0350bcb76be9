"""The tab “Find”: filters on the survey's own attributes, worked out beside the layer's real features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from event_loop import wait_until
from qgis.core import QgsFeature, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QInputMethodEvent

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.select.finding.finding_panel import FindingPanel
from zhanbu_plugin.gui.select.select_page import SelectPage


@pytest.fixture
def page(dock: ZhanbuDock, add_layer: Callable[..., QgsVectorLayer]) -> Iterator[SelectPage]:
    """The page with the sample county's survey, its attributes read."""
    add_layer("dltb", "地类图斑")
    panel = dock.select.finding
    panel.read()
    wait_until(lambda: panel.table is not None)
    yield dock.select
    wait_until(lambda: not panel.reading.is_busy and not dock.select.candidates.reading.is_busy)


@pytest.fixture
def survey(page: SelectPage) -> QgsVectorLayer:
    """The survey layer."""
    assert page._layer is not None
    return page._layer


def having(survey: QgsVectorLayer, fits: Callable[[QgsFeature], bool]) -> set[int]:
    return {feature.id() for feature in survey.getFeatures() if fits(feature)}


def tick(panel: FindingPanel, name: str, *codes: str) -> None:
    box = getattr(panel, name)
    for row in range(box.count()):
        state = Qt.CheckState.Checked if box.itemData(row) in codes else Qt.CheckState.Unchecked
        box.setItemCheckState(row, state)
    panel.narrow()


def test_without_filters_everything_is_found(page: SelectPage, survey: QgsVectorLayer) -> None:
    page.finding.narrow()
    assert len(page.finding.found) == survey.featureCount()


def test_class_and_area_and_text_narrow_down_together(page: SelectPage, survey: QgsVectorLayer) -> None:
    panel = page.finding
    tick(panel, "classes", "0201", "0404")
    panel.least.setValue(3.0)
    panel.most.setValue(30.0)
    panel.narrow()
    two_to_twenty = having(
        survey, lambda f: f["DLBM"] in ("0201", "0404") and 2000.0 <= round(float(f["TBMJ"]), 2) <= 20000.0
    )
    assert set(panel.found) == two_to_twenty
    some = sorted(two_to_twenty)[0]
    panel.text.setText(str(survey.getFeature(some)["BSM"])[-9:])
    panel.narrow()
    assert set(panel.found) == {some}
    panel.reset.click()
    assert len(panel.found) == survey.featureCount()


def test_slope_grades_and_planting_codes_are_those_of_the_survey(page: SelectPage, survey: QgsVectorLayer) -> None:
    panel = page.finding
    for name, field in (("grades", "GDPDJB"), ("planting", "ZZSXDM")):
        box = getattr(panel, name)
        code = next(box.itemData(row) for row in range(box.count()) if box.itemData(row))
        tick(panel, name, code)
        assert set(panel.found) == having(survey, lambda f, field=field, code=code: str(f[field] or "") == code)
        panel.ask_for_anything()


def test_an_area_typed_in_full_width_digits_counts(page: SelectPage) -> None:
    box = page.finding.least
    box.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString("１２．５")
    QCoreApplication.sendEvent(box, typed)
    box.interpretText()
    assert box.value() == 12.5


def test_planting_codes_are_listed_with_the_names_that_the_survey_gives_them(page: SelectPage) -> None:
    box = page.finding.planting
    texts = {box.itemData(row): box.itemText(row) for row in range(box.count())}
    assert texts["JKHF"].startswith("JKHF 即可恢复  (")
    assert texts["LS"].startswith("LS 种植粮食作物  (")


def test_a_township_in_the_tree_stands_for_all_its_villages(page: SelectPage, survey: QgsVectorLayer) -> None:
    panel = page.finding
    township = panel.places.topLevelItem(0)
    township.setCheckState(0, Qt.CheckState.Checked)
    panel.narrow()
    code = township.child(0).data(0, Qt.ItemDataRole.UserRole)[:9]
    assert code in township.text(0)
    assert set(panel.found) == having(survey, lambda f: str(f["ZLDWDM"]).startswith(code))


def test_a_township_whose_name_is_not_known_is_told_by_its_first_village(
    page: SelectPage, survey: QgsVectorLayer
) -> None:
    township = page.finding.places.topLevelItem(0)
    code = township.child(0).data(0, Qt.ItemDataRole.UserRole)[:9]
    there = {f["ZLDWDM"][:12]: f["ZLDWMC"] for f in survey.getFeatures() if f["ZLDWDM"].startswith(code)}
    assert township.text(0) == f"{code} ({there[min(there)]} and others: {len(there)} villages)"


def places_told(panel: FindingPanel) -> dict[str, str]:
    """What the tree says of the number of polygons, by the code of village or township."""
    told = {}
    for i in range(panel.places.topLevelItemCount()):
        township = panel.places.topLevelItem(i)
        villages = [township.child(j) for j in range(township.childCount())]
        told.update({village.data(0, Qt.ItemDataRole.UserRole): village.text(1) for village in villages})
        told[villages[0].data(0, Qt.ItemDataRole.UserRole)[:9]] = township.text(1)
    return told


def test_the_tree_says_how_many_of_each_places_polygons_the_filters_find(
    page: SelectPage, survey: QgsVectorLayer
) -> None:
    panel = page.finding
    whole = Counter(code for f in survey.getFeatures() for code in (f["ZLDWDM"][:9], f["ZLDWDM"][:12]))
    assert places_told(panel) == {code: f"{count:,}" for code, count in whole.items()}
    tick(panel, "classes", "0404")
    grass = Counter(
        code for f in survey.getFeatures() if f["DLBM"] == "0404" for code in (f["ZLDWDM"][:9], f["ZLDWDM"][:12])
    )
    left = {code: f"{grass[code]:,} / {count:,}" for code, count in whole.items()}
    assert places_told(panel) == left
    panel.places.topLevelItem(0).child(0).setCheckState(0, Qt.CheckState.Checked)
    panel.narrow()
    assert places_told(panel) == left  # a place that isn't ticked still says what there would be
    panel.reset.click()
    assert places_told(panel) == {code: f"{count:,}" for code, count in whole.items()}


def test_only_possible_sources_leaves_cropland_out(page: SelectPage, survey: QgsVectorLayer) -> None:
    panel = page.finding
    panel.sourcesOnly.setChecked(True)
    wait_until(lambda: not panel.work.is_busy)
    assert 0 < len(panel.found) < survey.featureCount()
    classes = {feature["DLBM"] for feature in survey.getFeatures(list(panel.found))}
    assert not classes & {"0101", "0102", "0103"}


def test_all_found_become_candidates_in_one_step(page: SelectPage, survey: QgsVectorLayer) -> None:
    panel = page.finding
    tick(panel, "classes", "0404")
    panel.selectFound.click()
    assert set(survey.selectedFeatureIds()) == set(panel.found)
    panel.tagFound.click()
    assert set(page.tagged.fids) == set(panel.found)
    page.undo.click()
    assert page.tagged.fids == []


def test_an_edited_survey_is_read_anew(page: SelectPage, survey: QgsVectorLayer) -> None:
    panel = page.finding
    tick(panel, "classes", "0404")
    before = set(panel.found)
    other = sorted(having(survey, lambda f: f["DLBM"] == "0201"))[0]
    survey.startEditing()
    survey.changeAttributeValue(other, survey.fields().indexOf("DLBM"), "0404")
    assert panel.table is None
    panel.narrow()
    wait_until(lambda: panel.table is not None)
    assert set(panel.found) == before | {other}
    survey.rollBack()
    wait_until(lambda: not panel.reading.is_busy)
