"""The pool in the dock: what it holds, in numbers that add up, and the package for the city."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from event_loop import wait_for_pages
from pushing import push_and_answer
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsCategorizedSymbolRenderer, QgsProject

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.pool_layer import pool_layer
from zhanbu_plugin.pool.reading import batches
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.survey.units import ha_of, mu_of


@pytest.fixture
def pushed_dock(checked_dock: ZhanbuDock) -> ZhanbuDock:
    """The dock after the eligible parcels were pushed as batch ``first``."""
    page = checked_dock.check
    page.batch.setText("first")
    push_and_answer(checked_dock)
    return checked_dock


def row(table: object, number: int) -> list[str]:
    return [table.item(number, column).text() for column in range(table.columnCount())]  # type: ignore[attr-defined]


def test_after_a_push_the_page_shows_state_batch_and_total(pushed_dock: ZhanbuDock, county: Path) -> None:
    page = pushed_dock.pool
    assert pushed_dock.form.pages.currentWidget() is page
    (batch,) = batches(county / "pool.gpkg")
    mu, ha = str(mu_of(batch.area_dm2)), str(ha_of(batch.area_dm2))
    assert row(page.states, 0) == ["Cropland balance", "candidate", str(batch.parcels), mu, ha]
    assert row(page.states, 1)[2:] == [str(batch.parcels), mu, ha]
    assert row(page.batches, 0) == ["first", "Cropland balance", batch.opened_on.isoformat(), str(batch.parcels), mu]
    assert "139901" in page.identity.text()
    assert Decimal(page.available.text().split()[3]) == 0


def test_the_pool_layer_has_a_category_for_every_state_of_the_rules(pushed_dock: ZhanbuDock, county: Path) -> None:
    layer = pool_layer(str(county / "pool.gpkg"))
    renderer = layer.renderer()
    assert isinstance(renderer, QgsCategorizedSymbolRenderer)
    assert renderer.classAttribute() == "state"
    shown = {category.value(): category.label() for category in renderer.categories()}
    for state in rule_sets()["hebei-cropland-2025"].states.values():
        assert shown[state.id] == state.title.en
    assert layer.labelsEnabled()


def test_showing_the_pool_twice_adds_one_layer(pushed_dock: ZhanbuDock, county: Path) -> None:
    before = len(QgsProject.instance().mapLayers())
    pushed_dock.pool.load.click()
    assert len(QgsProject.instance().mapLayers()) == before


def test_a_pool_that_is_gone_is_named(pushed_dock: ZhanbuDock, county: Path, qgis_iface: QgisInterface) -> None:
    QgsProject.instance().removeMapLayer(pool_layer(str(county / "pool.gpkg")).id())
    (county / "pool.gpkg").unlink()
    pushed_dock.pool.refresh.click()
    wait_for_pages(pushed_dock)
    assert pushed_dock.pool.identity.text().startswith("⚠")
    assert "pool.gpkg" in pushed_dock.pool.identity.text()
    assert pushed_dock.pool.states.rowCount() == 0
