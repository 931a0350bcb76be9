"""Layers of QGIS as plain arrays. What a file holds is read as a file, so every face measures the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
from qgis.core import (
    NULL,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsField,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType

from ..checks.layer import FieldDefinition, FieldType, VectorLayer
from ..checks.reading import read_layer, vector_layer_from_arrays
from ..reports.language import said, tr
from ..survey.crs import Crs
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .algorithm import Parameters, progress_of

UNCHECKED = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks


def input_layer(
    algorithm: QgsProcessingAlgorithm,
    parameters: Parameters,
    name: str,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> tuple[VectorLayer, QgsProcessingFeatureSource]:
    """The features of a source parameter, invalid ones too, as arrays; and the source for its fields and CRS."""
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, name))
    layer = algorithm.parameterAsVectorLayer(parameters, name, context)
    read = read_source(source, layer, source.sourceName(), feedback)
    _tell(read, feedback)
    return read, source


def role_layer(layer: QgsVectorLayer, feedback: QgsProcessingFeedback) -> VectorLayer:
    """A whole constraint layer as arrays."""
    read = read_source(layer, layer, layer.name(), feedback)
    _tell(read, feedback)
    return read


def read_source(
    source: QgsFeatureSource, layer: QgsVectorLayer | None, name: str, feedback: QgsProcessingFeedback | None = None
) -> VectorLayer:
    """Features of a source: from the layer's file when it has one that nobody is editing, else feature by feature.

    Raises ``InputProblem``.
    """
    crs = source.sourceCrs()
    declared = Crs.of(crs.toWkt(crs.WktVariant.WKT_PREFERRED), source=name) if crs.isValid() else None
    if layer is not None and _is_plain_file(layer):
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        read = read_layer(
            parts["path"],
            parts.get("layerName") or None,
            fids=_ids(source),
            crs=declared,
            progress=progress_of(feedback, 0, 5) if feedback else None,
        )
        if declared is None or _same(read.crs, declared):
            return read
    if declared is None:
        raise InputProblem(
            translate("zhanbu", "The layer has no coordinate reference system."),
            remedy=translate("zhanbu", "Set it in the layer's properties, as the survey states it, and try again."),
            source=name,
        )
    return _collected(source, declared, name)


def _is_plain_file(layer: QgsVectorLayer) -> bool:
    return layer.providerType() == "ogr" and not (layer.isEditable() and layer.isModified())


def _same(one: Crs, other: Crs) -> bool:
    return one == other or (one.epsg is not None and one.epsg == other.epsg) or one.name == other.name


def _ids(source: QgsFeatureSource) -> list[int]:
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setNoAttributes()
    if isinstance(source, QgsProcessingFeatureSource):
        return [feature.id() for feature in source.getFeatures(request, UNCHECKED)]
    return [feature.id() for feature in source.getFeatures(request)]


def _collected(source: QgsFeatureSource, crs: Crs, name: str) -> VectorLayer:
    fields = list(source.fields())
    features = (
        source.getFeatures(QgsFeatureRequest(), UNCHECKED)
        if isinstance(source, QgsProcessingFeatureSource)
        else source.getFeatures()
    )
    fids, shapes, rows = [], [], []
    for feature in features:
        fids.append(feature.id())
        shapes.append(bytes(feature.geometry().asWkb()) if feature.hasGeometry() else None)
        rows.append([_plain(value) for value in feature.attributes()])
    columns = {field.name(): _column([row[i] for row in rows]) for i, field in enumerate(fields)}
    return vector_layer_from_arrays(name, crs, fids, shapes, columns, {f.name(): _definition(f) for f in fields})


def _column(values: list[object]) -> np.ndarray[Any, np.dtype[np.object_]]:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _plain(value: Any) -> object:  # noqa: ANN401
    if value is None or value == NULL:
        return None
    if isinstance(value, QDateTime):
        moment: datetime = value.toPyDateTime()
        return moment
    if isinstance(value, QDate):
        day: date = value.toPyDate()
        return day
    return value if isinstance(value, (bool, int, float, str)) else str(value)


def _definition(field: QgsField) -> FieldDefinition:
    kinds: dict[int, FieldType] = {
        QMetaType.Type.QString: "text",
        QMetaType.Type.Int: "integer",
        QMetaType.Type.LongLong: "integer",
        QMetaType.Type.Double: "real",
        QMetaType.Type.QDate: "date",
        QMetaType.Type.QDateTime: "date",
    }
    return FieldDefinition(field.name(), kinds.get(field.type(), "other"), field.length(), field.precision())


def _tell(layer: VectorLayer, feedback: QgsProcessingFeedback) -> None:
    """Everything that was done to make a layer readable is said aloud."""
    for warning in layer.warnings:
        feedback.pushWarning(f"{layer.name}: {said(warning)}")
    remarks = [(fid, remark) for fid, row in zip(layer.fids.tolist(), layer.remarks) for remark in row]
    for fid, remark in remarks[:20]:
        feedback.pushWarning(tr("{layer}, feature {fid}: {text}").format(layer=layer.name, fid=fid, text=said(remark)))
    if len(remarks) > 20:
        feedback.pushWarning(tr("… and {count} more remarks.").format(count=len(remarks) - 20))
