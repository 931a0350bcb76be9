"""Parcels of a submission as a temporary layer of the project, outlined and labelled (地块图层)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsFillSymbol,
    QgsMemoryProviderUtils,
    QgsPalLayerSettings,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)

from ...pool.records import PoolParcel
from ...processing.outputs.shapes import qgis_shape

_USUAL = 5
"""Priority of labels, from 0 to 10."""


def parcel_layer(
    name: str,
    epsg: int,
    fields: QgsFields,
    rows: Iterable[tuple[PoolParcel, Sequence[object]]],
    *,
    label: str,
    colour: str,
    priority: int = _USUAL,
) -> QgsVectorLayer:
    """A temporary layer of parcels, outlined and labelled, on top of the project's layers."""
    crs = QgsCoordinateReferenceSystem.fromEpsgId(epsg)
    layer = QgsMemoryProviderUtils.createMemoryLayer(name, fields, QgsWkbTypes.Type.MultiPolygon, crs)
    features = []
    for parcel, values in rows:
        feature = QgsFeature(fields)
        feature.setAttributes(list(values))
        feature.setGeometry(qgis_shape(parcel.geometry))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    outline = {"color": f"{colour},40", "outline_color": colour, "outline_width": "0.6"}
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(outline)))
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression, settings.priority = label, True, priority
    settings.setFormat(_with_halo(settings.format()))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    QgsProject.instance().addMapLayer(layer, False)
    QgsProject.instance().layerTreeRoot().insertLayer(0, layer)
    return layer


def _with_halo(form: QgsTextFormat) -> QgsTextFormat:
    """Readable on whatever lies below."""
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    form.setBuffer(halo)
    return form
