"""Switching the plugin on and off leaves nothing behind in the window."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from event_loop import wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, QTimer
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QToolBar, QWidget

from zhanbu_plugin import classFactory
from zhanbu_plugin.gui.background import Background
from zhanbu_plugin.gui.dock import OBJECT_NAME, ZhanbuDock
from zhanbu_plugin.gui.latest_reading import LatestReading
from zhanbu_plugin.gui.panels import Panels
from zhanbu_plugin.gui.wide.wide_dock import WideDock

_SIGNALS = ("readProject", "cleared", "layersAdded", "layersWillBeRemoved", "writeProject")


def let_go() -> None:
    """What ``deleteLater`` promised is done."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def ours(window: QMainWindow) -> list[str]:
    found = [*window.findChildren(QDockWidget), *window.findChildren(QToolBar), *window.findChildren(QAction)]
    return sorted(thing.objectName() for thing in found if thing.objectName().startswith("Zhanbu"))


def connections() -> list[int]:
    project = QgsProject.instance()
    return [project.receivers(getattr(project, name)) for name in _SIGNALS]


def alive(window: QMainWindow) -> dict[str, int]:
    """Timers, boxes of work and docks that still exist, Python's and the window's."""
    gc.collect()
    kinds = (QTimer, Background, LatestReading, ZhanbuDock, WideDock)
    found = [thing for thing in gc.get_objects() if type(thing) in kinds and not sip.isdeleted(thing)]
    return {
        **{kind.__name__: sum(type(thing) is kind for thing in found) for kind in kinds},
        "timers of the window": len(window.findChildren(QTimer)),
        "tasks": QgsApplication.taskManager().count(),
    }


def test_loading_and_unloading_twenty_times_leaves_no_dock_action_toolbar_connection_timer_or_task(
    qgis_iface: QgisInterface, qgis_new_project: None, tmp_path: Path
) -> None:
    window, canvas = qgis_iface.mainWindow(), qgis_iface.mapCanvas()
    let_go()
    before, marks = connections(), len(canvas.scene().items())
    things = alive(window)
    assert ours(window) == []
    QgsProject.instance().writeEntry("zhanbu", "pool", str(tmp_path / "pool.gpkg"))  # so pages read as they open
    for _ in range(20):
        plugin = classFactory(qgis_iface)
        plugin.initGui()
        assert OBJECT_NAME in ours(window)
        assert connections() != before
        plugin.unload()
        let_go()
    assert ours(window) == []
    assert connections() == before
    assert len(canvas.scene().items()) == marks
    del plugin
    wait_until(lambda: QgsApplication.taskManager().count() == 0)
    let_go()
    assert alive(window) == things


def test_the_window_comes_back_with_the_page_the_tables_and_the_sizes_that_it_had(
    qgis_iface: QgisInterface, qgis_new_project: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 1366 × 768, a small screen."""
    window = qgis_iface.mainWindow()
    monkeypatch.setattr(qgis_iface, "addDockWidget", window.addDockWidget)  # as the window of QGIS itself does
    monkeypatch.setattr(qgis_iface, "removeDockWidget", window.removeDockWidget)
    map_of_window = window.centralWidget()
    if map_of_window is None:
        window.setCentralWidget(QWidget())
    window.resize(1366, 768)
    window.show()
    sizes = []
    try:
        for again in (False, True):
            panels = Panels(qgis_iface)
            if not again:
                panels.dock.turn_to(panels.dock.submit)
                panels.tables.setUserVisible(True)
                panels.tables.tabs.setCurrentWidget(panels.tables.postings)
                window.resizeDocks([panels.dock], [470], Qt.Orientation.Horizontal)
                window.resizeDocks([panels.tables], [210], Qt.Orientation.Vertical)
            QCoreApplication.sendPostedEvents()
            assert panels.dock.page_name() == "submit"
            assert panels.tables.isVisible()
            assert panels.tables.tabs.currentWidget() is panels.tables.postings
            sizes.append((panels.dock.width(), panels.tables.height()))
            panels.tables.setUserVisible(not again)
            panels.close()
            let_go()
        assert sizes[0] == sizes[1]
        assert 400 <= sizes[0][0] <= 500 and 180 <= sizes[0][1] <= 240
    finally:
        window.hide()
        if map_of_window is None:
            window.takeCentralWidget().deleteLater()


def test_unloading_while_a_check_runs_is_safe(set_up_dock: ZhanbuDock) -> None:
    """The fixture closes the dock while its check is still under way."""
    page = set_up_dock.check
    page.scope.setCurrentIndex(page.scope.count() - 1)
    page.run.click()
    assert page.work.is_busy


def test_menu_and_toolbar_show_and_hide_the_dock(qgis_iface: QgisInterface, qgis_new_project: None) -> None:
    panels = Panels(qgis_iface)
    try:
        qgis_iface.mainWindow().show()
        panels.dock.setUserVisible(True)
        assert panels.show_action.isChecked()
        panels.show_action.trigger()
        assert not panels.dock.isVisible()
        panels.show_action.trigger()
        assert panels.dock.isVisible()
    finally:
        panels.close()
        qgis_iface.mainWindow().hide()


def test_the_dock_fits_a_small_screen(dock: ZhanbuDock) -> None:
    """400 px beside the map, and the height that 1366 × 768 leaves under menus and toolbars."""
    for page in (dock.overview, dock.select, dock.check, dock.pool, dock.submit):
        dock.turn_to(page)
        smallest = dock.minimumSizeHint()
        assert smallest.width() <= 400, type(page).__name__
        assert smallest.height() <= 560, type(page).__name__


def test_the_menu_leads_to_the_chapter_of_the_page_in_view(qgis_iface: QgisInterface, qgis_new_project: None) -> None:
    panels = Panels(qgis_iface)
    panels.dock.turn_to(panels.dock.submit)
    panels.guide_action.trigger()
    shown = panels.dock.help_key.help
    seen = shown.isVisible(), shown.text.source().fileName()
    shown.close()
    panels.close()
    let_go()
    assert seen == (True, "6-submit.md")
