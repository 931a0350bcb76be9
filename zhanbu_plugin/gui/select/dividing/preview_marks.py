"""Kept and lost ground of a division on the map: outlined and crosshatched, so that colour alone tells nothing."""

from __future__ import annotations

from qgis.core import Qgis, QgsGeometry, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

_KEPT, _LOST = QColor(0, 110, 60), QColor(190, 30, 30)


class PreviewMarks:
    """Two rubber bands on a canvas."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._kept = self._band(_KEPT, Qt.BrushStyle.NoBrush)
        self._lost = self._band(_LOST, Qt.BrushStyle.DiagCrossPattern)

    def show(self, kept: QgsGeometry, lost: QgsGeometry, layer: QgsVectorLayer) -> None:
        """Mark these, in the layer's reference system, and no others."""
        for band, shape in ((self._kept, kept), (self._lost, lost)):
            band.reset(Qgis.GeometryType.Polygon)
            if not shape.isEmpty():
                band.setToGeometry(shape, layer)

    def clear(self) -> None:
        """Mark nothing."""
        for band in (self._kept, self._lost):
            band.reset(Qgis.GeometryType.Polygon)

    @property
    def lost_parts(self) -> int:
        """How many pieces of ground are crosshatched."""
        return len(self._lost.asGeometry().asGeometryCollection()) if self._lost.numberOfVertices() else 0

    def close(self) -> None:
        """Take the marks off the canvas."""
        for band in (self._kept, self._lost):
            self._canvas.scene().removeItem(band)

    def _band(self, colour: QColor, brush: Qt.BrushStyle) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, Qgis.GeometryType.Polygon)
        band.setStrokeColor(colour)
        band.setFillColor(colour)
        band.setBrushStyle(brush)
        band.setWidth(2)
        return band
