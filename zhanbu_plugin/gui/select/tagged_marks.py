"""Candidates on the map: hatched over the survey layer (候选图斑的图上标记)."""

from __future__ import annotations

from qgis.core import Qgis, QgsGeometry, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

_COLOUR = QColor(122, 24, 140)


class TaggedMarks:
    """Hatching drawn over the canvas; the survey layer itself stays as it is."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._band = QgsRubberBand(canvas, Qgis.GeometryType.Polygon)
        self._band.setStrokeColor(_COLOUR)
        self._band.setFillColor(_COLOUR)
        self._band.setBrushStyle(Qt.BrushStyle.BDiagPattern)
        self._band.setWidth(2)

    def show(self, shapes: QgsGeometry | None, layer: QgsVectorLayer | None) -> None:
        """Mark these shapes, which are in the layer's reference system, and no others."""
        self._band.reset(Qgis.GeometryType.Polygon)
        if layer is not None and shapes is not None and not shapes.isEmpty():
            self._band.setToGeometry(shapes, layer)

    @property
    def count(self) -> int:
        """Number of outlines on the map."""
        return int(self._band.size())

    def close(self) -> None:
        """Take the marks off the canvas."""
        self._canvas.scene().removeItem(self._band)
