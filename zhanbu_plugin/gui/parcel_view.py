"""Showing a parcel on the map: zoom, flash, and an outline that stays (定位)."""

from __future__ import annotations

import shapely
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

_OUTLINE = QColor(215, 25, 60)
_ROOM, _ROOM_OF_LAYER = 3.2, 1.3
"""The map shows this many times the parcel's extent, or the layer's."""


class ParcelView:
    """Points at one parcel on a canvas."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self.canvas = canvas
        self._band = QgsRubberBand(canvas, Qgis.GeometryType.Polygon)
        self._band.setStrokeColor(_OUTLINE)
        self._band.setFillColor(QColor(215, 25, 60, 40))
        self._band.setBrushStyle(Qt.BrushStyle.SolidPattern)
        self._band.setWidth(3)

    def show(self, shape: shapely.Geometry | None, crs_wkt: str, *, zoom: bool = True, pan: bool = False) -> bool:
        """Zoom to a shape, or move to it at the map's scale; outline and flash it.

        Returns whether there was something to show.
        """
        self.clear()
        if shape is None or shape.is_empty:
            return False
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape, output_dimension=2))
        crs = QgsCoordinateReferenceSystem.fromWkt(crs_wkt)
        onto_map = QgsCoordinateTransform(crs, self.canvas.mapSettings().destinationCrs(), QgsProject.instance())
        try:
            geometry.transform(onto_map)
        except QgsCsException:
            return False
        self._band.setToGeometry(geometry, None)
        if zoom:
            extent = geometry.boundingBox()
            extent.scale(_ROOM)
            self.canvas.setExtent(extent)
            self.canvas.refresh()
        elif pan:
            self.canvas.setCenter(geometry.boundingBox().center())
            self.canvas.refresh()
        self.canvas.flashGeometries([geometry])
        return True

    def zoom_to(self, layer: QgsVectorLayer) -> None:
        """Show all of a layer, with some room around it."""
        onto_map = QgsCoordinateTransform(
            layer.crs(), self.canvas.mapSettings().destinationCrs(), QgsProject.instance()
        )
        try:
            extent = onto_map.transformBoundingBox(layer.extent())
        except QgsCsException:
            return
        extent.scale(_ROOM_OF_LAYER)
        self.canvas.setExtent(extent)
        self.canvas.refresh()

    def clear(self) -> None:
        """Point at nothing."""
        self._band.reset(Qgis.GeometryType.Polygon)

    def close(self) -> None:
        """Take the outline off the canvas."""
        self.canvas.scene().removeItem(self._band)
