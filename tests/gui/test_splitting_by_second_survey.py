"""Candidates split by the second survey from the tab “Divide”: the toolbox's own window, filled in, and its pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from event_loop import wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog

from zhanbu_plugin import classFactory
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.select.dividing.dividing_panel import DividingPanel

COUNTY = "510704"


class Window(QDialog):
    """In place of QGIS's own window for an algorithm, which needs a whole QGIS around it: it runs what it was given."""

    algorithmFinished = pyqtSignal(bool, dict)  # noqa: N815 - as QGIS calls it

    def __init__(self, algorithm: str, given: dict[str, object]) -> None:
        super().__init__()
        self.algorithm, self.given = algorithm, given

    def run(self, **more: object) -> None:
        """As its button does: run, open what was made in the project, and tell."""
        import processing

        results = processing.runAndLoadResults(self.algorithm, {**self.given, **more, "OUTPUT": "TEMPORARY_OUTPUT"})
        self.algorithmFinished.emit(True, results)


@pytest.fixture
def processing(qgis_app: QgsApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Processing, started in this process with the provider."""
    import processing as module
    from processing.core.Processing import Processing

    Processing.initialize()
    plugin = classFactory(None)
    plugin.initProcessing()
    monkeypatch.setattr(module, "createAlgorithmDialog", Window)
    yield module
    plugin.unload()


@pytest.fixture
def panel(dock: ZhanbuDock, add_layer: Callable[..., QgsVectorLayer]) -> DividingPanel:
    """The tab of a county in Sichuan, with two candidates."""
    page = dock.set_up
    page.survey.setLayer(add_layer("candidates"))
    page.county.setText(COUNTY)
    page.asOf.setDate(QDate(2026, 11, 21))
    page.ruleSet.setCurrentIndex(page.ruleSet.findData("sichuan-cropland-2022"))
    dock.select.tagged.tag([1, 2])
    wait_until(lambda: not dock.select.candidates.reading.is_busy)
    return dock.select.dividing


def ground(*classes: tuple[QgsRectangle, str]) -> QgsVectorLayer:
    """A layer of the second survey."""
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:4527&field=DLBM:string&field=DLBZ:string&field=TBMJ:double", "二调", "memory"
    )
    for box, code in classes:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(box))
        feature["DLBM"] = code
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


def halves(box: QgsRectangle) -> tuple[QgsRectangle, QgsRectangle]:
    """West and east of a parcel, with some room around."""
    middle = box.center().x()
    south, north = box.yMinimum() - 5, box.yMaximum() + 5
    west = QgsRectangle(box.xMinimum() - 5, south, middle, north)
    return west, QgsRectangle(middle, south, box.xMaximum() + 5, north)


def test_it_is_offered_only_where_the_rules_look_at_the_second_survey(panel: DividingPanel, dock: ZhanbuDock) -> None:
    assert not panel.bySecondSurvey.isHidden() and panel.bySecondSurvey.isEnabled()
    dock.set_up.ruleSet.setCurrentIndex(dock.set_up.ruleSet.findData("hebei-cropland-2025"))
    assert panel.bySecondSurvey.isHidden()


def test_without_a_layer_of_the_second_survey_it_is_said_where_to_choose_one(
    panel: DividingPanel, processing: ModuleType, qgis_iface: QgisInterface
) -> None:
    panel.bySecondSurvey.click()
    told = "\n".join(text for level in qgis_iface.messageBar().messages.values() for text in level)
    assert "No layer of the second survey is chosen" in told and "“Set-up”" in told
    assert panel.second_survey.window is None


def test_candidates_are_split_and_those_pieces_that_count_here_are_the_candidates_then(
    panel: DividingPanel, dock: ZhanbuDock, processing: ModuleType
) -> None:
    """SC-3(九)b: what was orchard then may count for the balance of cropland; paddy never approved may not."""
    source = dock.set_up.current().require_survey()
    parcel = source.getFeature(1)
    west, east = halves(parcel.geometry().boundingBox())
    layer = ground((west, "021"), (east, "011"))
    assert dock.set_up.current().roles["survey2"] == layer
    panel.bySecondSurvey.click()
    window = panel.second_survey.window
    assert sorted(source.selectedFeatureIds()) == [1, 2] and window.isVisible()
    window.run(NONE_APPROVED=True)
    wait_until(lambda: not dock.select.candidates.reading.is_busy)
    pieces = dock.set_up.current().require_survey()
    pools = {f.id(): (f["parent_id"], f["pool"]) for f in pieces.getFeatures()}
    assert {pool for parent, pool in pools.values() if parent == parcel["BSM"]} == {"CROP", "INOUT"}
    assert dock.select.tagged.fids == sorted(fid for fid, (_, pool) in pools.items() if pool == "CROP")
    assert dock.select.candidates.model.rowCount() == len(dock.select.tagged.fids)
    assert source.name() in panel.toSource.text() and not panel.toSource.isHidden()
