"""The guide for the first time: one click opens the sample county, and each step is told when it comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import Qgis, QgsProject, QgsVectorLayer

from zhanbu_plugin.gui import dock as dock_module
from zhanbu_plugin.gui.check.check_page import TAGGED
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.overview.sample_county import is_sample


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's folder for documents."""
    monkeypatch.setattr(dock_module, "documents", lambda: tmp_path / "文档")
    return tmp_path / "文档"


def test_one_click_opens_the_county_with_layers_rules_and_an_empty_pool_and_the_guide_goes_on(
    dock: ZhanbuDock, papers: Path
) -> None:
    page = dock.overview
    assert not page.guideGroup.isHidden() and page.guideText.text().count("<li>") == 6
    assert not is_sample()
    page.openSample.click()
    wait_for_pages(dock)
    (own,) = papers.iterdir()
    assert (own / "pool.gpkg").exists()
    now = dock.set_up.current()
    assert now.survey is not None and now.dem is not None and len(now.roles) > 5
    assert now.county == "139901" and now.pool == str(own / "pool.gpkg")
    assert is_sample() and page.openSample.isHidden()
    assert "step 2 of 6" in page.guideText.text()
    dock.select.tagged.tag(list(now.survey.allFeatureIds())[:5])
    dock.turn_to(page)
    wait_for_pages(dock)
    assert "step 3 of 6" in page.guideText.text()
    dock.check.scope.setCurrentIndex(dock.check.scope.findData(TAGGED))
    dock.check.run.click()
    wait_until(lambda: not dock.check.work.is_busy)
    assert len(dock.check.result.parcels) == 5
    dock.overview.tell_next_step()
    assert "check them" not in dock.overview.nextText.text()  # they have been checked


def test_the_copy_knows_its_pool_when_it_is_opened_another_day(dock: ZhanbuDock, papers: Path) -> None:
    dock.open_sample()
    wait_for_pages(dock)
    (own,) = papers.iterdir()
    QgsProject.instance().setDirty(False)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(str(own / "sample.qgz"))
    wait_for_pages(dock)
    assert dock.set_up.current().pool == str(own / "pool.gpkg")
    assert is_sample()


def test_a_second_copy_leaves_the_first_one_alone(dock: ZhanbuDock, papers: Path) -> None:
    for _ in range(2):
        QgsProject.instance().clear()
        dock.open_sample()
        wait_for_pages(dock)
    assert len(list(papers.iterdir())) == 2


def test_a_project_with_unsaved_changes_is_not_closed(
    dock: ZhanbuDock, papers: Path, qgis_iface: QgisInterface
) -> None:
    QgsProject.instance().addMapLayer(QgsVectorLayer("Point?crs=EPSG:4326", "mine", "memory"))
    QgsProject.instance().setDirty(True)
    dock.open_sample()
    assert "Save it" in str(qgis_iface.messageBar().get_messages(Qgis.MessageLevel.Critical))
    assert not papers.exists()
    assert QgsProject.instance().mapLayersByName("mine")
