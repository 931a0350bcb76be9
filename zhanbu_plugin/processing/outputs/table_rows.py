"""Rows of a table as plain Python, with the place of each where the table is a layer of polygons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import shapely
from qgis.core import NULL, QgsFeatureRequest, QgsProcessingFeedback, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime

from ...checks.record_table import Place
from ...survey.ellipsoid_area import ellipsoid_areas
from ..algorithm import stop_if_cancelled
from ..inputs.sources import UnreadLayer, read_told

Row = dict[str, object]
_EVERY = 500


def rows_and_places(
    unread: UnreadLayer, feedback: QgsProcessingFeedback
) -> tuple[list[Row], list[Place | None] | None]:
    """Rows by column, and where each lies; ``None`` for a table without polygons. Raises ``InputProblem``."""
    if QgsWkbTypes.geometryType(unread.kind) != QgsWkbTypes.GeometryType.PolygonGeometry:
        return list(_rows(unread, feedback)), None
    layer = read_told(unread, feedback)
    columns = {name: values.tolist() for name, values in layer.fields.items()}
    rows = [{name: values[i] for name, values in columns.items()} for i in range(len(layer))]
    areas = ellipsoid_areas(layer.geometries, layer.crs)
    shapes = shapely.to_wkb(layer.geometries)
    return rows, [
        None if wkb is None or np.isnan(area) else Place(wkb, layer.crs.wkt, float(area))
        for wkb, area in zip(shapes.tolist(), areas.tolist())
    ]


def table_rows(unread: UnreadLayer, feedback: QgsProcessingFeedback) -> list[Row]:
    """Rows by column, of a table or a layer whose shapes don't matter. Raises ``Cancelled``."""
    return list(_rows(unread, feedback))


def _rows(unread: UnreadLayer, feedback: QgsProcessingFeedback) -> Iterator[Row]:
    names = unread.fields.names()
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    for number, feature in enumerate(unread.features(request)):
        if number % _EVERY == 0:
            stop_if_cancelled(feedback)
        yield {
            name: plain_value(value)
            for i, (name, value) in enumerate(zip(names, feature.attributes()))
            if i != unread.id_field
        }


def plain_value(value: Any) -> object:  # noqa: ANN401
    """A value of QGIS as Python has it."""
    if value is None or value == NULL:
        return None
    if isinstance(value, QDateTime):
        value = value.date()
    return date(value.year(), value.month(), value.day()) if isinstance(value, QDate) else value
