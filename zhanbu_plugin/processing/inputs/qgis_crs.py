"""A coordinate reference system of QGIS as the floors below know it, and whole again where QGIS has lost it.

QGIS keeps definitions for all threads together. One that a thread made which has ended since may come back without its
text (QGIS 3.40): still called valid, but a layer written with it would have no system at all. Its code is still there.
"""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem

from ...survey.crs import Crs


def crs_of(crs: QgsCoordinateReferenceSystem, source: str = "") -> Crs:
    """The same system for the floors below. Raises ``InputProblem`` for one that can't be read."""
    return Crs.of(crs.toWkt(crs.WktVariant.WKT_PREFERRED) or crs.authid(), source=source)


def whole(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """The same system for QGIS, with its text. Raises ``InputProblem`` for one that can't be read."""
    if not crs.isValid() or crs.toWkt(crs.WktVariant.WKT_PREFERRED):
        return crs
    return QgsCoordinateReferenceSystem.fromWkt(crs_of(crs).wkt)
