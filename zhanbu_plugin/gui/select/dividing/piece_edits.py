"""Putting pieces in their parcels' place, at once and all of them, and taking that back (分割的落图与撤销)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsVectorLayer, QgsVectorLayerUtils

from ....survey.problem import InputProblem
from ....survey.wording import translate

Values = Mapping[str, object]


@dataclass(frozen=True)
class NewPiece:
    """Shape in the layer's system, and the values that aren't its parcel's, by field name."""

    shape: QgsGeometry
    values: Values


class PieceEdits:
    """One action on a working copy; the first piece takes the parcel's place, the others are added."""

    def __init__(self, layer: QgsVectorLayer, pieces: Mapping[int, Sequence[NewPiece]]) -> None:
        """Do it: ``pieces`` by feature id. Raises ``InputProblem``; then nothing was changed."""
        self._layer = layer
        _require_nobody_edits(layer)
        self._before = _features(layer, list(pieces))
        if len(self._before) < len(pieces):
            raise InputProblem(
                translate("zhanbu", "The parcels to divide aren't all in the layer any more."),
                remedy=translate("zhanbu", "Ask for the division again."),
                source=layer.name(),
            )
        added: list[QgsFeature] = []
        layer.committedFeaturesAdded.connect(self._came)
        self.added: list[int] = []
        layer.startEditing()
        try:
            for fid, made in pieces.items():
                self._change(fid, made[0])
                added += [self._new(fid, piece) for piece in made[1:]]
            done = layer.addFeatures(added) and layer.commitChanges()
            self._require(done)
        finally:
            layer.committedFeaturesAdded.disconnect(self._came)
        self._after = _features(layer, [*pieces, *self.added])

    def take_back(self) -> None:
        """The parcels are whole again. Raises ``InputProblem`` where they were changed since."""
        layer = self._layer
        _require_nobody_edits(layer)
        if not _same(_features(layer, list(self._after)), self._after):
            raise InputProblem(
                translate("zhanbu", "The pieces were changed since; they can't be put together again."),
                remedy=translate("zhanbu", "Delete them, and take their parcel from the survey once more."),
                source=layer.name(),
            )
        layer.startEditing()
        done = not self.added or layer.deleteFeatures(self.added)
        for fid, feature in self._before.items():
            done = done and layer.changeGeometry(fid, feature.geometry())
            done = done and layer.changeAttributeValues(fid, dict(enumerate(feature.attributes())))
        self._require(done and layer.commitChanges())

    def _came(self, _layer_id: str, features: Sequence[QgsFeature]) -> None:
        self.added = [feature.id() for feature in features]

    def _change(self, fid: int, piece: NewPiece) -> None:
        fields = self._layer.fields()
        values = {fields.lookupField(name): value for name, value in piece.values.items()}
        done = self._layer.changeGeometry(fid, piece.shape) and self._layer.changeAttributeValues(fid, values)
        self._require(done)

    def _new(self, fid: int, piece: NewPiece) -> QgsFeature:
        fields = self._layer.fields()
        values = dict(enumerate(self._before[fid].attributes()))
        values |= {fields.lookupField(name): value for name, value in piece.values.items()}
        for i in self._layer.primaryKeyAttributes():
            values.pop(i, None)
        return QgsVectorLayerUtils.createFeature(self._layer, piece.shape, values)

    def _require(self, done: bool) -> None:
        if not done:
            reason = "; ".join(self._layer.commitErrors())
            self._layer.rollBack()
            raise InputProblem(
                translate("zhanbu", "The layer didn't take the change ({reason}).", reason=reason),
                remedy=translate("zhanbu", "See that its file may be written, and that no other program has it open."),
                source=self._layer.name(),
            )


def _require_nobody_edits(layer: QgsVectorLayer) -> None:
    if layer.isEditable():
        raise InputProblem(
            translate("zhanbu", "The layer is being edited."),
            remedy=translate("zhanbu", "Save your edits or drop them, and switch editing off."),
            source=layer.name(),
        )


def _features(layer: QgsVectorLayer, fids: list[int]) -> dict[int, QgsFeature]:
    return {feature.id(): QgsFeature(feature) for feature in layer.getFeatures(QgsFeatureRequest(fids))}


def _same(now: Mapping[int, QgsFeature], then: Mapping[int, QgsFeature]) -> bool:
    return now.keys() == then.keys() and all(
        now[fid].attributes() == then[fid].attributes() and now[fid].geometry().equals(then[fid].geometry())
        for fid in then
    )
