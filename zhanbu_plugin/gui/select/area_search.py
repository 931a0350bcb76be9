"""Which features of the survey layer touch a shape drawn on the map (框选、圈选)."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from ...processing.algorithm import stop_if_cancelled
from ...processing.inputs.sources import unread_layer
from ...survey.dltb_fields import standard_names

Named = dict[int, str]
_EVERY = 500


def onto_layer(drawn: QgsGeometry, map_crs: QgsCoordinateReferenceSystem, layer: QgsVectorLayer) -> QgsGeometry | None:
    """A shape drawn on the map, in the layer's reference system; ``None`` where that can't be told."""
    shape = QgsGeometry(drawn)
    try:
        shape.transform(QgsCoordinateTransform(map_crs, layer.crs(), QgsProject.instance()))
    except QgsCsException:
        return None
    return shape if shape.isGeosValid() else shape.makeValid()


def touching(layer: QgsVectorLayer, shape: QgsGeometry) -> Callable[[QgsProcessingFeedback], Named]:
    """The search, made on the window's thread and done on another: feature id → survey id (BSM) of what shares ground
    with a shape in the layer's reference system. It raises ``Cancelled``.
    """
    unread = unread_layer(layer)
    own = standard_names(layer.fields().names()).get("BSM")
    index = layer.fields().indexOf(own) if own else -1

    def search(feedback: QgsProcessingFeedback) -> Named:
        request = QgsFeatureRequest().setFilterRect(shape.boundingBox())
        request.setSubsetOfAttributes([index] if index >= 0 else [])
        engine = QgsGeometry.createGeometryEngine(shape.constGet())
        engine.prepareGeometry()
        found: Named = {}
        for count, feature in enumerate(unread.features(request)):
            if count % _EVERY == 0:
                stop_if_cancelled(feedback)
            geometry = feature.geometry()
            if geometry.type() != Qgis.GeometryType.Polygon or not engine.intersects(geometry.constGet()):
                continue
            if not engine.touches(geometry.constGet()):
                found[feature.id()] = str(feature.attributes()[index] or "") if index >= 0 else ""
        return found

    return search
