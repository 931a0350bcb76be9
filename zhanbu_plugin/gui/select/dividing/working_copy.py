"""The working copy: candidates in a GeoPackage of their own, so that the survey stays as it is (作业图层)."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsMapLayer,
    QgsProcessingFeedback,
    QgsVectorDataProvider,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ....checks.parcels import PART
from ....processing.algorithm import stop_if_cancelled
from ....processing.inputs.sources import UnreadLayer
from ....survey.problem import InputProblem
from ....survey.wording import translate

PARENT = "parent_id"
LAYER_NAME = "candidates"
_EVERY = 500


def is_working_copy(layer: QgsMapLayer | None) -> bool:
    """Whether parcels of a layer may be divided: it tells parts from parcels, and takes features."""
    if not isinstance(layer, QgsVectorLayer) or layer.geometryType() != Qgis.GeometryType.Polygon:
        return False
    capabilities = QgsVectorDataProvider.Capability
    needed = capabilities.AddFeatures | capabilities.ChangeGeometries | capabilities.DeleteFeatures
    may = layer.dataProvider().capabilities() & needed == needed
    return may and {PART.lower(), PARENT} <= {name.lower() for name in layer.fields().names()}


def write_working_copy(parcels: UnreadLayer, path: str, feedback: QgsProcessingFeedback) -> int:
    """Write parcels with all their fields, and those of parts. Returns how many. It never replaces a file.

    Raises ``InputProblem``, ``Cancelled``; then there is no file.
    """
    if Path(path).exists():
        raise InputProblem(
            translate("zhanbu", "There is such a file already."),
            remedy=translate("zhanbu", "Choose another name: a working copy never replaces a file."),
            source=path,
        )
    try:
        count = _write(parcels, path, feedback)
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise
    return count


def _write(parcels: UnreadLayer, path: str, feedback: QgsProcessingFeedback) -> int:
    kept, fields = _fields(parcels)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.fileEncoding = "GPKG", LAYER_NAME, "UTF-8"
    kind = QgsWkbTypes.multiType(QgsWkbTypes.flatType(parcels.kind))
    writer = QgsVectorFileWriter.create(path, fields, kind, parcels.crs, QgsCoordinateTransformContext(), options)
    _require(writer, path)
    count = 0
    for feature in parcels.features(QgsFeatureRequest()):
        made = QgsFeature(fields)
        values = feature.attributes()
        made.setAttributes([*(values[i] for i in kept), *[None] * (fields.count() - len(kept))])
        shape = feature.geometry()
        shape.convertToMultiType()
        made.setGeometry(shape)
        if not writer.addFeature(made):
            _require(writer, path)
        count += 1
        if count % _EVERY == 0:
            stop_if_cancelled(feedback)
    if not writer.flushBuffer():
        _require(writer, path)
    del writer
    return count


def _fields(parcels: UnreadLayer) -> tuple[list[int], QgsFields]:
    """Numbers of the fields that are kept, and the fields of the copy; the ids of features are its own."""
    kept = [
        i
        for i, field in enumerate(parcels.fields)
        if i != parcels.id_field and field.name().lower() not in ("fid", "ogc_fid")
    ]
    fields = QgsFields()
    for i in kept:
        fields.append(QgsField(parcels.fields[i]))
    there = {name.lower() for name in fields.names()}
    for name, kind in ((PARENT, QMetaType.Type.QString), (PART, QMetaType.Type.Int)):
        if name.lower() not in there:
            fields.append(QgsField(name, kind))
    return kept, fields


def _require(writer: QgsVectorFileWriter, path: str) -> None:
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise InputProblem(
            translate("zhanbu", "The working copy can't be written ({reason}).", reason=writer.errorMessage()),
            remedy=translate("zhanbu", "Choose another folder, or make room on the disk."),
            source=path,
        )
