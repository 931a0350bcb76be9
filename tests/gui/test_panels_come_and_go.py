"""Switching the plugin on and off leaves nothing behind in the window."""

from __future__ import annotations

from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QToolBar

from zhanbu_plugin import classFactory
from zhanbu_plugin.gui.dock import OBJECT_NAME, ZhanbuDock
from zhanbu_plugin.gui.panels import Panels

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


def test_loading_and_unloading_twenty_times_leaves_no_dock_action_toolbar_or_connection(
    qgis_iface: QgisInterface, qgis_new_project: None
) -> None:
    window, canvas = qgis_iface.mainWindow(), qgis_iface.mapCanvas()
    let_go()
    before, marks = connections(), len(canvas.scene().items())
    assert ours(window) == []
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
