"""The window of a real QGIS as pictures show it: size, docks, saving, and waiting until the map is drawn."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QDockWidget, QToolBar
from qgis.utils import iface
from walker import Condition, Walker, after

PICTURES = Path(os.environ["ZHANBU_PICTURES"])
KEPT_TOOLBARS = {"mFileToolBar", "mMapNavToolBar", "mSelectionToolBar", "ZhanbuToolBar"}
SIZE = (1366, 768)
_begun: list[Walker] = []
"""The walk that goes on; Python would drop it otherwise."""


def begin(steps: Iterator[Condition]) -> None:
    """Walk once QGIS is up, and end QGIS with it."""
    _begun.append(Walker(steps, leave))
    QTimer.singleShot(1500, _begun[0].start)


def leave(code: int) -> None:
    """End QGIS with this exit code."""
    sys.stderr.flush()
    QgsProject.instance().clear()  # before the window goes: its layer tree still listens
    QTimer.singleShot(0, lambda: QgsApplication.instance().exit(code))


def arrange() -> Iterator[Condition]:
    """Give the window its size and its docks."""
    iface.mainWindow().showNormal()
    tidy(the_dock())
    yield after(800)
    iface.mainWindow().setGeometry(0, 0, *SIZE)
    yield after(500)
    tidy(the_dock())


def tidy(dock: QDockWidget) -> None:
    """The window as an office would have it: map, layers, our dock as wide as at the first start."""
    window = iface.mainWindow()
    for other in window.findChildren(QDockWidget):
        if other is not dock and other.objectName() != "Layers":
            other.hide()
    for bar in window.findChildren(QToolBar):
        if bar.parent() is window:
            bar.setVisible(bar.objectName() in KEPT_TOOLBARS)
    iface.mapCanvas().enableAntiAliasing(True)
    dock.show()
    ours, selection = (window.findChild(QToolBar, name) for name in ("ZhanbuToolBar", "mSelectionToolBar"))
    window.insertToolBar(selection, ours)
    layers = window.findChild(QDockWidget, "Layers")
    layers.show()
    window.resizeDocks([layers, dock], [190, dock.sizeHint().width()], Qt.Orientation.Horizontal)


def the_dock() -> Any:  # noqa: ANN401 - the class comes from the installed plugin
    """The plugin's dock."""
    dock = iface.mainWindow().findChild(QDockWidget, "ZhanbuDock")
    if dock is None:
        raise RuntimeError("the plugin's dock isn't there")
    return dock


def layer_named(name: str) -> QgsVectorLayer:
    """The first layer of that name."""
    return QgsProject.instance().mapLayersByName(name)[0]


def fold_legend() -> None:
    """Short legend: only what the picture is about."""
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        node.setExpanded(False)


def save(name: str, *, with_dialogs: bool = False) -> None:
    """Keep what the window shows; dialogs above it are only on the screen itself."""
    screen = QgsApplication.primaryScreen()
    picture = screen.grabWindow(0) if with_dialogs else iface.mainWindow().grab()
    size = tuple(round(side / picture.devicePixelRatioF()) for side in (picture.width(), picture.height()))
    if size != SIZE:
        raise RuntimeError(f"the window is {size}, not {SIZE}")
    picture.save(str(PICTURES / f"{name}.png"))


def picture(number: int, name: str, *, with_dialogs: bool = False) -> Iterator[Condition]:
    """Keep what the window shows by now as a step of a walk."""
    iface.messageBar().clearWidgets()
    yield from settled()
    save(f"{number:02d}-{name}", with_dialogs=with_dialogs)


def drawn() -> bool:
    """Whether the map is drawn."""
    return not iface.mapCanvas().isDrawing()


def settled() -> Iterator[Condition]:
    """Wait until the map is drawn, also what drawing it sets off."""
    yield after(300)
    yield drawn
    yield after(1500)
    yield drawn


def read(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """Pages read the pool in the background."""
    pool = dock.pool
    readings = (pool.reading, pool.steps.reading, pool.file.reading, pool.ledger.reading, dock.submit.reading)
    yield after(200)
    yield lambda: not any(reading.is_busy for reading in readings)
