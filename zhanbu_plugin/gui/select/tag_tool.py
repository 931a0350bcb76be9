"""Map tool: click a parcel to tag it, click again to untag it (点选图斑)."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapToolIdentify
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from .hand import put_away


class TagTool(QgsMapToolIdentify):
    """Tells which feature of the survey layer was clicked; other layers are as if not there."""

    clicked = pyqtSignal("qint64")
    missed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._layer: QgsVectorLayer | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Turn to a layer."""
        self._layer = layer

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """A click on the map."""
        if self._layer is None or event.button() != Qt.MouseButton.LeftButton:
            return
        mode = QgsMapToolIdentify.IdentifyMode.TopDownStopAtFirst
        found = self.identify(event.x(), event.y(), [self._layer], mode)
        if found:
            self.clicked.emit(found[0].mFeature.id())
        else:
            self.missed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the tool away."""
        if event.key() == Qt.Key.Key_Escape:
            put_away(self.canvas(), self)
        else:
            super().keyPressEvent(event)
