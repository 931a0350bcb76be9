"""Layers of QGIS as plain arrays. What a file holds is read as a file, so every face measures the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsVectorLayerSelectedFeatureSource,
    QgsWkbTypes,
)

from ...checks.layer import VectorLayer
from ...checks.reading.layers import read_layer, vector_layer_from_blocks
from ...checks.reading.source import DRIVERS
from ...reports.language import said, tr
from ...survey.crs import Crs, same_system
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..algorithm import Parameters, progress_of
from ..outputs.collecting import collected_blocks, definition_of
from .layer_memory import LayerMemory, LentLayers
from .leaving_layers import leave_gently
from .parameter_values import vector_layer
from .qgis_crs import crs_of

_COUNTING = ("ogr", "memory")
"""Providers that know how many features they have."""


@dataclass(frozen=True)
class UnreadLayer:
    """A layer as it was when this was made: all that reading needs, so that it may happen on another thread.

    ``file`` is path and layer name where the layer is a file that nobody is editing; ``features`` answers requests.
    ``whole`` says that all of the file's features are meant, ``crs_is_guessed`` that only what the file states counts.
    ``id_field`` is the field that only repeats the features' ids; ``count`` about how many features there are, and
    ``expected`` how many must come at least, ``None`` where nobody knows.
    """

    name: str
    crs: QgsCoordinateReferenceSystem
    kind: QgsWkbTypes.Type
    fields: QgsFields
    file: tuple[str, str] | None
    features: Callable[[QgsFeatureRequest], Iterable[QgsFeature]]
    whole: bool
    id_field: int | None = None
    count: int = 0
    expected: int | None = None
    crs_is_guessed: bool = False


def unread_input(
    algorithm: QgsProcessingAlgorithm, parameters: Parameters, name: str, context: QgsProcessingContext
) -> UnreadLayer:
    """The features of a source parameter, invalid ones too, still to be read. As ``unread_layer``.

    Raises ``QgsProcessingException``.
    """
    layer = vector_layer(algorithm, parameters, name, context)
    if layer is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, name))
    given = parameters[name]
    if isinstance(given, QgsProcessingFeatureSourceDefinition):
        unread = _unread(layer, _those_of(given, layer), whole=False, expected=_number_of_those(given, layer))
    else:
        unread = unread_layer(layer)
    return without_guessed_crs(unread, layer, given, context)


def without_guessed_crs(
    unread: UnreadLayer,
    layer: QgsVectorLayer,
    value: Any,  # noqa: ANN401
    context: QgsProcessingContext,
) -> UnreadLayer:
    """Of a file that Processing opened itself, the file's own CRS alone counts: without a window, QGIS takes EPSG:4326
    for a file that has lost it.
    """
    project = context.project()
    chosen_by_user = layer is value or (project is not None and project.mapLayer(layer.id()) is not None)
    return unread if chosen_by_user or unread.file is None else replace(unread, crs_is_guessed=True)


def unread_layer(layer: QgsVectorLayer, fids: Iterable[int] | None = None) -> UnreadLayer:
    """A layer, or those of its features, with the edits that it has now. Call it on the thread that owns the layer."""
    snapshot = QgsVectorLayerFeatureSource(layer)
    chosen = None if fids is None else sorted(fids)

    def features(request: QgsFeatureRequest) -> Iterable[QgsFeature]:
        return snapshot.getFeatures(request if chosen is None else request.setFilterFids(chosen))

    return _unread(layer, features, whole=chosen is None, expected=_number_of(layer) if chosen is None else None)


def _those_of(
    definition: QgsProcessingFeatureSourceDefinition, layer: QgsVectorLayer
) -> Callable[[QgsFeatureRequest], Iterable[QgsFeature]]:
    """The part of a layer that was asked for in the dialog, as it is now."""
    selected = definition.selectedFeaturesOnly
    snapshot = QgsVectorLayerSelectedFeatureSource(layer) if selected else QgsVectorLayerFeatureSource(layer)
    condition, most = definition.filterExpression, definition.featureLimit

    def features(request: QgsFeatureRequest) -> Iterable[QgsFeature]:
        if condition:
            request.combineFilterExpression(condition)
        return snapshot.getFeatures(request if most < 0 else request.setLimit(most))

    return features


def _number_of_those(definition: QgsProcessingFeatureSourceDefinition, layer: QgsVectorLayer) -> int | None:
    if definition.filterExpression or definition.featureLimit >= 0:
        return None
    return int(layer.selectedFeatureCount()) if definition.selectedFeaturesOnly else _number_of(layer)


def _number_of(layer: QgsVectorLayer) -> int | None:
    """How many features a layer has; ``None`` where its provider may only estimate it."""
    return int(layer.featureCount()) if layer.providerType() in _COUNTING else None


def _unread(
    layer: QgsVectorLayer,
    features: Callable[[QgsFeatureRequest], Iterable[QgsFeature]],
    *,
    whole: bool,
    expected: int | None,
) -> UnreadLayer:
    file = None
    if _is_plain_file(layer):
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path = f"{parts.get('vsiPrefix') or ''}{parts['path']}{parts.get('vsiSuffix') or ''}"
        file = (path, str(parts.get("layerName") or ""))
        whole = whole and not layer.subsetString()
    return UnreadLayer(
        layer.name(),
        layer.crs(),
        layer.wkbType(),
        layer.fields(),
        file,
        features,
        whole,
        _id_field(layer),
        layer.featureCount(),
        expected,
    )


def _id_field(layer: QgsVectorLayer) -> int | None:
    """Where QGIS lists the ids of a file's features as a field (``fid`` of a GeoPackage), which the file doesn't."""
    key = layer.primaryKeyAttributes()
    return key[0] if layer.providerType() == "ogr" and len(key) == 1 else None


def read_told(
    unread: UnreadLayer, feedback: QgsProcessingFeedback, memory: LayerMemory | LentLayers | None = None
) -> VectorLayer:
    """A layer as arrays; whatever was done to make it readable is told. Raises ``InputProblem``."""
    read = read_unread(unread, feedback, memory)
    _tell(read, feedback)
    return read


def read_unread(
    unread: UnreadLayer,
    feedback: QgsProcessingFeedback | None = None,
    memory: LayerMemory | LentLayers | None = None,
) -> VectorLayer:
    """A layer as arrays: from its file when it has one that nobody is editing, else feature by feature.

    A whole file that ``memory`` knows isn't read again. Raises ``InputProblem``.
    """
    declared = _declared(unread)
    if unread.file is not None:
        path, layer_name = unread.file
        fids = None if unread.whole else _ids(unread)
        progress = progress_of(feedback, 0, 5) if feedback else None

        def from_file() -> VectorLayer:
            return read_layer(path, layer_name or None, fids=fids, crs=declared, progress=progress)

        way = (layer_name, "" if declared is None else declared.wkt)
        read = from_file() if memory is None or fids is not None else memory.layer(path, way, from_file)
        if declared is None or same_system(read.crs, declared):
            return read
    if declared is None:
        raise InputProblem(
            translate("zhanbu", "The layer has no coordinate reference system."),
            remedy=translate("zhanbu", "Set it in the layer's properties, as the survey states it, and try again."),
            source=unread.name,
        )
    collected = _collected(unread, declared, feedback)
    if memory is not None:
        leave_gently(collected)
    return collected


def _declared(unread: UnreadLayer) -> Crs | None:
    """The CRS that the user has for a layer. GeoPackages without one are given an “Undefined …”."""
    if unread.crs_is_guessed or not unread.crs.isValid() or unread.crs.description().lower().startswith("undefined"):
        return None
    return crs_of(unread.crs, unread.name)


def _is_plain_file(layer: QgsVectorLayer) -> bool:
    """Whether the file holds all that the layer shows: no unsaved edits, no joined and no virtual fields."""
    fields = layer.fields()
    own = all(fields.fieldOrigin(i) == Qgis.FieldOrigin.Provider for i in range(fields.count()))
    if layer.providerType() != "ogr" or layer.dataProvider().storageType() not in DRIVERS:
        return False
    return own and not (layer.isEditable() and layer.isModified())


def _ids(unread: UnreadLayer) -> list[int]:
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setNoAttributes()
    return [feature.id() for feature in _all_of(unread, request)]


def _all_of(unread: UnreadLayer, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
    """What a request is answered with. QGIS ends early, without a word, where it can't go on reading a file.

    Raises ``InputProblem`` where fewer come than must.
    """
    came = 0
    for feature in unread.features(request):
        came += 1
        yield feature
    if unread.expected is not None and came < unread.expected:
        raise InputProblem(
            translate(
                "zhanbu",
                "QGIS handed over {came} of the {expected} features of the layer.",
                came=came,
                expected=unread.expected,
            ),
            remedy=translate("zhanbu", "Save the layer's edits and try again. Nothing was done with a part of it."),
            source=unread.name,
        )


def _collected(unread: UnreadLayer, crs: Crs, feedback: QgsProcessingFeedback | None) -> VectorLayer:
    chosen = [i for i in range(unread.fields.count()) if i != unread.id_field]
    return vector_layer_from_blocks(
        unread.name,
        crs,
        collected_blocks(_all_of(unread, QgsFeatureRequest()), chosen),
        [definition_of(unread.fields[i]) for i in chosen],
        whole=unread.count,
        progress=progress_of(feedback, 0, 5) if feedback else None,
    )


def _tell(layer: VectorLayer, feedback: QgsProcessingFeedback) -> None:
    """Everything that was done to make a layer readable is said aloud."""
    for warning in layer.warnings:
        feedback.pushWarning(f"{layer.name}: {said(warning)}")
    remarks = [(fid, remark) for fid, row in zip(layer.fids.tolist(), layer.remarks) for remark in row]
    for fid, remark in remarks[:20]:
        feedback.pushWarning(tr("{layer}, feature {fid}: {text}").format(layer=layer.name, fid=fid, text=said(remark)))
    if len(remarks) > 20:
        feedback.pushWarning(tr("… and {count} more remarks.").format(count=len(remarks) - 20))
