"""Shapes of the lower floors as QGIS has them."""

from __future__ import annotations

import shapely
from qgis.core import QgsGeometry

_LITTLE_ENDIAN = 1


def qgis_shape(geometry: shapely.Geometry) -> QgsGeometry:
    """The same shape, in two dimensions."""
    shape = QgsGeometry()
    shape.fromWkb(shapely.to_wkb(geometry, output_dimension=2, byte_order=_LITTLE_ENDIAN))
    return shape
