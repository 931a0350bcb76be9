"""Pieces of parcels as a layer of QGIS: the parcel's own fields, those of the split, and areas dealt out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ...checks.parcels import PART, ParcelBatch
from ...checks.second_survey.decision import CLAUSE
from ...checks.second_survey.split import Piece
from ...checks.second_survey.survey_fields import survey_areas
from ...reports.language import said
from ...survey.units import m2_of, to_dm2
from ..algorithm import stop_if_cancelled
from ..inputs.sources import UnreadLayer
from .outputs import Outputs
from .sinks import fields_of, names_as_read, writing

_COLUMNS = (
    *(("parent_id", "text"), (PART, "integer"), ("pool", "text"), ("reason", "text"), ("reason_txt", "text")),
    *(("clause", "text"), ("survey2", "text"), ("area_m2", "real"), ("merged_m2", "real")),
)
_EVERY = 200


def write_pieces(
    outputs: Outputs, source: UnreadLayer, batch: ParcelBatch, pieces: list[Piece], feedback: QgsProcessingFeedback
) -> str:
    """Write the pieces of the parcels of ``batch``, which was read from ``source``. Returns the output's name.

    Raises ``QgsProcessingException``, ``Cancelled``.
    """
    added = {name.lower() for name, _ in _COLUMNS}
    names = names_as_read(source.fields, batch.layer)
    # The ids of features can't be kept: pieces of a parcel would share one.
    kept = [i for i, name in enumerate(names) if name.lower() not in added and i != source.id_field]
    fields = QgsFields()
    for i in kept:
        field = QgsField(source.fields[i])
        field.setName(names[i])
        fields.append(field)
    for field in fields_of(_COLUMNS):
        fields.append(field)
    outputs.make_room("OUTPUT", len(pieces), feedback)
    own = dict(_features(source))
    areas = _survey_values(batch, pieces)
    kind = QgsWkbTypes.singleType(QgsWkbTypes.flatType(source.kind))
    with writing(outputs, "OUTPUT", fields, kind, source.crs) as writer:
        for k, piece in enumerate(pieces):
            attributes = own[int(batch.layer.fids[piece.parent])].attributes()
            values = [areas[k].get(names[i], _own(batch, piece.parent, names[i], attributes[i])) for i in kept]
            writer.add([*values, *_values(batch, piece)], _shape(piece))
            if writer.count % _EVERY == 0:
                stop_if_cancelled(feedback)
    return writer.name


def _features(source: UnreadLayer) -> Iterator[tuple[int, QgsFeature]]:
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    return ((feature.id(), feature) for feature in source.features(request))


def _own(batch: ParcelBatch, row: int, name: str, value: object) -> object:
    """A value of the parcel; text is taken from the layer, which is read in the right encoding."""
    read = batch.layer.fields.get(name)
    return value if read is None or not isinstance(read[row], str) else read[row]


def _values(batch: ParcelBatch, piece: Piece) -> list[object]:
    measured = piece.geometry is not None
    return [
        str(batch.ids[piece.parent]),
        piece.number,
        piece.pool.value,
        piece.reason.value,
        said(piece.reason.sentence),
        CLAUSE,
        " ".join(piece.classes),
        m2_of(piece.dm2) if measured else None,
        m2_of(piece.merged_dm2) if measured else None,
    ]


def _shape(piece: Piece) -> QgsGeometry | None:
    if piece.geometry is None:
        return None
    shape = QgsGeometry()
    shape.fromWkb(shapely.to_wkb(piece.geometry, output_dimension=2, byte_order=1))
    return shape


def _survey_values(batch: ParcelBatch, pieces: list[Piece]) -> list[dict[str, Any]]:
    """By piece and by the layer's own field names: the area fields of parcels that were cut; whole ones keep theirs."""
    stated, ridges = batch.numbers("TBMJ"), batch.numbers("KCXS")
    values: list[dict[str, Any]] = [{} for _ in pieces]
    by_parent: dict[int, list[int]] = {}
    for k, piece in enumerate(pieces):
        by_parent.setdefault(piece.parent, []).append(k)
    if stated is None:
        return values
    for parent, rows in by_parent.items():
        if len(rows) < 2 or np.isnan(stated[parent]):
            continue
        share = 0.0 if ridges is None or np.isnan(ridges[parent]) else float(ridges[parent])
        dealt = survey_areas([pieces[k].dm2 for k in rows], to_dm2(float(stated[parent])), share)
        for k, areas in zip(rows, dealt):
            found = {"TBMJ": areas.tbmj, "KCMJ": areas.kcmj, "TBDLMJ": areas.tbdlmj}
            values[k] = {batch.own_names[n]: m2_of(v) for n, v in found.items() if n in batch.own_names}
    return values
