"""A cut-out as layers of QGIS: pieces with their parcel's fields, and excluded ground with the clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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

from ...checks.checked_layer import checked_columns, is_result
from ...checks.cutting.cut_out import CutOut
from ...checks.engine import CheckResult
from ...checks.finding_texts import reasons
from ...checks.parcels import PART
from ...reports.language import interface_is_chinese, said
from ...survey.units import m2_of
from ..algorithm import stop_if_cancelled
from ..inputs.sources import UnreadLayer
from .outputs import Outputs
from .sinks import fields_of, names_as_read, writing

_LINEAGE = (("parent_id", "text"), ("parent_m2", "real"), ("area_m2", "real"))
_EXCLUDED = (
    *(("parent_id", "text"), ("BSM", "text"), ("SJNF", "integer"), (PART, "integer"), ("parent_m2", "real")),
    *(("area_m2", "real"), ("check_id", "text"), ("clause", "text"), ("severity", "text"), ("message", "text")),
)
_OWN_AREAS = ("TBMJ", "KCMJ", "TBDLMJ")
_EVERY = 200


@dataclass(frozen=True)
class _Columns:
    """Fields of the pieces: those of the source that are kept (by number and by name), and those that are added."""

    kept: list[int]
    names: list[str]
    added: list[tuple[str, str]]
    measures: list[str]

    def fields(self, source: UnreadLayer) -> QgsFields:
        """As QGIS declares them."""
        fields = QgsFields()
        for i, name in zip(self.kept, self.names):
            field = QgsField(source.fields[i])
            field.setName(name)
            fields.append(field)
        for field in fields_of(self.added):
            fields.append(field)
        return fields


def write_pieces(outputs: Outputs, source: UnreadLayer, found: CutOut, feedback: QgsProcessingFeedback) -> str:
    """Write the pieces into OUTPUT; ``source`` is what the parcels were read from. Returns the output's name.

    Raises ``QgsProcessingException``, ``Cancelled``.
    """
    columns = _columns(source, found)
    outputs.make_room("OUTPUT", len(found.pieces), feedback)
    kind = QgsWkbTypes.Type.Polygon
    with writing(outputs, "OUTPUT", columns.fields(source), kind, source.crs) as writer:
        if found.checked is not None and found.pieces:
            for values, shape in _rows(source, found, found.checked, columns):
                writer.add(values, _geometry(shapely.get_geometry(shape, 0)))
                if writer.count % _EVERY == 0:
                    stop_if_cancelled(feedback)
    return writer.name


def write_excluded(outputs: Outputs, source: UnreadLayer, found: CutOut, feedback: QgsProcessingFeedback) -> str | None:
    """Write what was cut out into EXCLUDED; ``None`` when nobody asked for it. As ``write_pieces``."""
    if not outputs.wanted("EXCLUDED"):
        return None
    parcels = found.result.parcels
    ids, years = parcels.texts("BSM"), parcels.numbers("SJNF")
    outputs.make_room("EXCLUDED", len(found.excluded), feedback)
    kind = QgsWkbTypes.Type.MultiPolygon
    with writing(outputs, "EXCLUDED", fields_of(_EXCLUDED), kind, source.crs) as writer:
        for part in found.excluded:
            year = np.nan if years is None else years[part.parent]
            writer.add(
                [
                    str(parcels.ids[part.parent]),
                    None if ids is None else ids[part.parent],
                    None if np.isnan(year) else int(year),
                    part.number,
                    *(
                        (m2_of(found.parent_dm2(part.parent)), m2_of(part.dm2))
                        if part.shape is not None
                        else (None, None)
                    ),
                    *(part.check_id, part.clause, part.severity.value, said(part.message)),
                ],
                _geometry(part.shape),
            )
            if writer.count % _EVERY == 0:
                stop_if_cancelled(feedback)
    return writer.name


def _columns(source: UnreadLayer, found: CutOut) -> _Columns:
    # A layer without pieces has the same measures as the parcels' own check.
    result = found.checked or found.result
    own = {"category", *result.measures} - {"area_m2"}
    checked = [(c.name, c.type) for c in checked_columns(result) if c.name in own]
    names = names_as_read(source.fields, found.result.parcels.layer)
    part = [] if any(name.upper() == PART for name in names) else [(PART, "integer")]
    added = [*part, *_LINEAGE, *checked, ("verdict", "text"), ("reasons", "text")]
    new = {name.lower() for name, _ in added}
    kept = [
        i
        for i, name in enumerate(names)
        if name.lower() not in new and not is_result(name.lower()) and i != source.id_field
    ]
    return _Columns(kept, [names[i] for i in kept], added, [name for name, _ in checked if name != "category"])


def _rows(
    source: UnreadLayer, found: CutOut, checked: CheckResult, columns: _Columns
) -> Iterator[tuple[list[Any], shapely.Geometry]]:
    """Values and shape of each piece."""
    layer, parcels = checked.parcels.layer, found.result.parcels
    new = {name for name in columns.names if name.upper() == PART}
    new |= {parcels.own_names[name] for name in _OWN_AREAS if name in parcels.own_names}
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    features: dict[int, QgsFeature] = {feature.id(): feature for feature in source.features(request)}
    why = reasons(checked, found.rows, said, chinese=interface_is_chinese())
    part = next(name for name in layer.fields if name.upper() == PART)
    for k, (piece, row) in enumerate(zip(found.pieces, found.rows.tolist())):
        attributes = features[int(parcels.layer.fids[piece.parent])].attributes()
        values = []
        for i, name in zip(columns.kept, columns.names):
            read = layer.fields[name][row] if name in layer.fields else None
            values.append(read if name in new or isinstance(read, str) else attributes[i])
        if columns.added[0][0] == PART:
            values.append(layer.fields[part][row])
        values += [str(parcels.ids[piece.parent]), m2_of(found.parent_dm2(piece.parent)), m2_of(piece.dm2)]
        values += [checked.case.categories[row], *(_measure(checked, name, row) for name in columns.measures)]
        yield [*values, checked.verdicts[row].value, why[k]], piece.shape


def _measure(checked: CheckResult, name: str, row: int) -> float | int | None:
    value = float(checked.measures[name][row])
    if np.isnan(value):
        return None
    return int(value) if name == "slope_gr" else value


def _geometry(shape: shapely.Geometry | None) -> QgsGeometry | None:
    if shape is None:
        return None
    made = QgsGeometry()
    made.fromWkb(shapely.to_wkb(shape, output_dimension=2, byte_order=1))
    return made
