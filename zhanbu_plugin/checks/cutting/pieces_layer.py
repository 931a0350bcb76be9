"""Pieces of parcels as a survey layer of their own (切割后的图斑层), so that they can be checked like any parcel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import shapely

from ...survey.units import m2_of, rounded
from ..engine import CheckResult
from ..layer import FieldDefinition, Objects, VectorLayer, objects
from ..parcels import PART, ParcelBatch
from ..reading.layers import vector_layer_from_arrays

CATEGORY = "category"


@dataclass(frozen=True)
class Piece:
    """What is left of a parcel: ``parent``, its row; ``number`` of the part, ``None`` for a parcel that stays whole;
    ``name`` as findings call it; ``dm2``, its area in 0.01 m² (with what is excluded, the parts sum to the parcel's);
    ``survey_dm2``, its share of the area that the survey states (TBMJ), likewise, ``None`` where that states none.
    """

    parent: int
    number: int | None
    name: str
    shape: shapely.Geometry
    dm2: int
    cut: bool
    survey_dm2: int | None = None


def batch_of(result: CheckResult, pieces: Sequence[Piece]) -> ParcelBatch:
    """Pieces as parcels, with their parents' attributes; TBMJ, KCMJ, TBDLMJ and the part's number are their own.

    ``pieces`` holds at least one. A parcel that stays whole keeps what the survey says of it (``levelling``).
    """
    parents = np.array([piece.parent for piece in pieces])
    layer = result.parcels.layer
    fields = {name: values[parents] for name, values in layer.fields.items()}
    definitions = dict(layer.definitions)
    part = next((name for name in fields if name.upper() == PART), PART)
    _set(fields, definitions, part, [piece.number for piece in pieces], FieldDefinition(PART, "integer"))
    category = next((name for name in fields if name.lower() == CATEGORY), CATEGORY)
    _set(fields, definitions, category, result.case.categories[parents].tolist(), FieldDefinition(CATEGORY, "text"))
    _give_areas(fields, result.parcels, pieces)
    wkb = shapely.to_wkb(_shapes(pieces), output_dimension=2, byte_order=1).tolist()
    numbered = list(range(1, len(pieces) + 1))
    made: VectorLayer = vector_layer_from_arrays(layer.name, layer.crs, numbered, wkb, fields, definitions)
    return ParcelBatch(made, objects([piece.name for piece in pieces]))


def own_areas(parents: ParcelBatch, piece: Piece) -> dict[str, object]:
    """Areas of a piece by the layer's own field names: TBMJ, KCMJ = TBMJ × KCXS, and TBDLMJ = TBMJ − KCMJ, each rounded
    by itself (``levelling``). None of a parcel that stays whole, nor in a field that its parcel leaves empty.
    """
    ratios, found = parents.numbers("KCXS"), {}
    ratio = np.nan if ratios is None else float(ratios[piece.parent])
    for name in ("TBMJ", "KCMJ", "TBDLMJ") if piece.cut else ():
        own, definition = parents.own_names.get(name), parents.definition(name)
        if own is None or definition is None or parents.layer.fields[own][piece.parent] is None:
            continue
        found[own] = _spelled(_area_named(name, piece.survey_dm2, ratio), definition)
    return found


def _give_areas(fields: dict[str, Objects], parents: ParcelBatch, pieces: Sequence[Piece]) -> None:
    for k, piece in enumerate(pieces):
        for own, value in own_areas(parents, piece).items():
            fields[own][k] = value


def _area_named(name: str, dm2: int | None, ratio: float) -> int | None:
    """An area of the survey in 0.01 m²; net areas of a piece are unknown where the ratio (扣除系数) is."""
    if name == "TBMJ" or dm2 is None:
        return dm2
    if np.isnan(ratio):
        return None
    ridges = int(rounded(Decimal(dm2) * Decimal(repr(ratio)), 0))
    return ridges if name == "KCMJ" else dm2 - ridges


def _spelled(dm2: int | None, definition: FieldDefinition) -> object:
    if dm2 is None:
        return None
    return f"{m2_of(dm2):.2f}" if definition.type == "text" else m2_of(dm2)


def _set(
    fields: dict[str, Objects],
    definitions: dict[str, FieldDefinition],
    name: str,
    values: list[object],
    definition: FieldDefinition,
) -> None:
    fields[name] = objects(values)
    definitions[name] = FieldDefinition(name, definition.type)


def _shapes(pieces: Sequence[Piece]) -> Objects:
    return objects([piece.shape for piece in pieces])
