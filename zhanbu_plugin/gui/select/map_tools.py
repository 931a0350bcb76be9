"""The three ways of tagging on the map: by click, by rectangle, by polygon (地图标记工具)."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QToolButton

from .draw_tool import Drawn, DrawTool
from .hand import put_away
from .tag_tool import TagTool


class TaggingTools(QObject):
    """Owns the tools; each goes with a button, and the first also with the action in QGIS's toolbar.

    They can be taken up only while the survey layer looks like one.
    """

    clicked = pyqtSignal("qint64")
    missed = pyqtSignal()
    """A click where the survey layer has nothing."""
    drawn = pyqtSignal(object, bool)
    """A shape in the map's reference system, and whether what it touches shall be untagged."""

    def __init__(self, canvas: QgsMapCanvas, tag_action: QAction, buttons: list[QToolButton], parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.click = TagTool(canvas)
        self.rectangle, self.polygon = DrawTool(canvas, Drawn.RECTANGLE), DrawTool(canvas, Drawn.POLYGON)
        self._actions: list[QAction] = [tag_action]
        for _ in (self.rectangle, self.polygon):
            action = QAction(self)
            action.setCheckable(True)
            self._actions.append(action)
        for tool, action, button in zip(self._tools(), self._actions, buttons):
            lend(canvas, tool, action, button)
        self.click.clicked.connect(self.clicked)
        self.click.missed.connect(self.missed)
        for tool in (self.rectangle, self.polygon):
            tool.drawn.connect(self._drawn)

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Turn to a layer; for none, the tools are put away."""
        self.click.follow(layer)
        for tool, action in zip(self._tools(), self._actions):
            put_away(self._canvas, tool)
            action.setEnabled(layer is not None)

    def close(self) -> None:
        """Put the tools away for good."""
        put_away(self._canvas, self.click)
        self.rectangle.close()
        self.polygon.close()

    def _tools(self) -> tuple[QgsMapTool, ...]:
        return (self.click, self.rectangle, self.polygon)

    def _drawn(self, shape: QgsGeometry, away: bool) -> None:
        self.drawn.emit(shape, away)


def lend(canvas: QgsMapCanvas, tool: QgsMapTool, action: QAction, button: QToolButton) -> None:
    """A tool goes with an action that can be checked, and a button that shows how the action is."""

    def take_up(on: bool) -> None:
        if on:
            canvas.setMapTool(tool)
        else:
            put_away(canvas, tool)

    tool.setAction(action)
    action.triggered.connect(take_up)
    action.toggled.connect(button.setChecked)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    button.clicked.connect(action.trigger)
