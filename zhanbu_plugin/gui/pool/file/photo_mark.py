"""Where a photo was taken and which way it looks, on the map (照片位置与方向)."""

from __future__ import annotations

from math import cos, radians, sin

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ....pool.filing.filed import PoolEvidence

_COLOUR = QColor(20, 90, 200)
_METRES = 40.0
_METRES_OF_A_DEGREE = 111_320.0
_BARB = 25.0


class PhotoMark:
    """A point, and an arrow 40 m long towards where the camera looked."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._point = QgsRubberBand(canvas, Qgis.GeometryType.Point)
        self._arrow = QgsRubberBand(canvas, Qgis.GeometryType.Line)
        for band in (self._point, self._arrow):
            band.setColor(_COLOUR)
        self._point.setIconSize(12)
        self._arrow.setWidth(3)

    def show(self, photo: PoolEvidence) -> bool:
        """Mark a photo and bring it into view; returns whether it says where it was taken."""
        self.clear()
        if photo.lon is None or photo.lat is None:
            return False
        here = QgsPointXY(photo.lon, photo.lat)
        project = QgsProject.instance()
        onto_map = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"), self._canvas.mapSettings().destinationCrs(), project
        )
        try:
            place = onto_map.transform(here)
            lines = [[onto_map.transform(p) for p in line] for line in _arrow(here, photo.azimuth)]
        except QgsCsException:
            return False
        self._point.setToGeometry(QgsGeometry.fromPointXY(place), None)
        if lines:
            self._arrow.setToGeometry(QgsGeometry.fromMultiPolylineXY(lines), None)
        if not self._canvas.extent().contains(place):
            self._canvas.setCenter(place)
            self._canvas.refresh()
        return True

    def clear(self) -> None:
        """Mark nothing."""
        self._point.reset(Qgis.GeometryType.Point)
        self._arrow.reset(Qgis.GeometryType.Line)

    def close(self) -> None:
        """Leave the canvas."""
        for band in (self._point, self._arrow):
            self._canvas.scene().removeItem(band)


def _arrow(here: QgsPointXY, azimuth: float | None) -> list[list[QgsPointXY]]:
    """Shaft and barbs in degrees; nothing where the photo doesn't say which way it looks."""
    if azimuth is None:
        return []
    tip = _moved(here, azimuth, _METRES)
    barbs = [_moved(tip, azimuth + turn, _METRES / 4) for turn in (180 - _BARB, 180 + _BARB)]
    return [[here, tip], [barbs[0], tip, barbs[1]]]


def _moved(here: QgsPointXY, azimuth: float, metres: float) -> QgsPointXY:
    east, north = sin(radians(azimuth)) * metres, cos(radians(azimuth)) * metres
    parallel = _METRES_OF_A_DEGREE * cos(radians(here.y()))
    return QgsPointXY(here.x() + east / parallel, here.y() + north / _METRES_OF_A_DEGREE)
