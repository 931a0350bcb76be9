"""Map tools that draw a line, a polygon or a rectangle and hand it on (绘制工具)."""

from __future__ import annotations

from enum import Enum

from qgis.core import Qgis, QgsGeometry, QgsPointXY, QgsRectangle, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

from .hand import put_away

_COLOUR = QColor(122, 24, 140)


class Drawn(Enum):
    """What a tool draws."""

    LINE = "line"
    POLYGON = "polygon"
    RECTANGLE = "rectangle"


class DrawTool(QgsMapTool):
    """Left clicks set vertices, the right button or Enter ends, Backspace takes the last vertex back, Escape all.

    A rectangle is dragged. Vertices snap as the project says.
    """

    drawn = pyqtSignal(object, bool)
    """The shape in the map's reference system, and whether Ctrl was held."""

    def __init__(self, canvas: QgsMapCanvas, kind: Drawn) -> None:
        super().__init__(canvas)
        self._kind = kind
        self._of = Qgis.GeometryType.Line if kind is Drawn.LINE else Qgis.GeometryType.Polygon
        self._band = QgsRubberBand(canvas, self._of)
        self._band.setColor(_COLOUR)
        self._band.setFillColor(QColor(122, 24, 140, 30))
        self._band.setWidth(2)
        self._vertices: list[QgsPointXY] = []
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        """A rectangle begins."""
        if self._kind is Drawn.RECTANGLE and event.button() == Qt.MouseButton.LeftButton:
            self._vertices = [event.mapPoint()]

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """What would be drawn follows the mouse."""
        if self._vertices:
            place = event.mapPoint() if self._kind is Drawn.RECTANGLE else event.snapPoint()
            self._show(QgsPointXY(place))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """A vertex, or the end."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._kind is Drawn.RECTANGLE:
            if self._vertices and event.button() == Qt.MouseButton.LeftButton:
                self._hand_on(QgsGeometry.fromRect(QgsRectangle(self._vertices[0], event.mapPoint())), held)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._vertices.append(QgsPointXY(event.snapPoint()))
            self._show(self._vertices[-1])
        elif event.button() == Qt.MouseButton.RightButton:
            self._end(held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Backspace, Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(held=False)
        elif event.key() == Qt.Key.Key_Backspace and self._vertices:
            self._vertices.pop()
            self._show(None)
        elif event.key() == Qt.Key.Key_Escape and self._vertices:
            self._begin_anew()
        elif event.key() == Qt.Key.Key_Escape:
            put_away(self.canvas(), self)
        else:
            super().keyPressEvent(event)
            return
        event.ignore()  # QGIS itself would take the key otherwise

    def deactivate(self) -> None:
        """What was begun is dropped."""
        self._begin_anew()
        super().deactivate()

    def close(self) -> None:
        """Take the drawing off the canvas."""
        put_away(self.canvas(), self)
        self.canvas().scene().removeItem(self._band)

    def _end(self, held: bool) -> None:
        least = 2 if self._kind is Drawn.LINE else 3
        if self._kind is not Drawn.RECTANGLE and len(self._vertices) >= least:
            made = (
                QgsGeometry.fromPolylineXY(self._vertices)
                if self._kind is Drawn.LINE
                else QgsGeometry.fromPolygonXY([self._vertices])
            )
            self._hand_on(made, held)
        else:
            self._begin_anew()

    def _hand_on(self, made: QgsGeometry, held: bool) -> None:
        self._begin_anew()
        if not made.isEmpty() and (
            made.area() > 0 or QgsWkbTypes.geometryType(made.wkbType()) == Qgis.GeometryType.Line
        ):
            self.drawn.emit(made, held)

    def _begin_anew(self) -> None:
        self._vertices = []
        self._band.reset(self._of)

    def _show(self, moving: QgsPointXY | None) -> None:
        self._band.reset(self._of)
        if self._kind is Drawn.RECTANGLE and moving is not None:
            self._band.setToGeometry(QgsGeometry.fromRect(QgsRectangle(self._vertices[0], moving)), None)
            return
        for vertex in self._vertices:
            self._band.addPoint(vertex, False)
        if moving is not None:
            self._band.addPoint(moving, False)
        self._band.updatePosition()
        self._band.update()
