"""Parcels to be checked: a survey layer seen through the standard's field names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from ..survey.dltb_fields import dltb_fields, standard_names
from ..survey.problem import InputProblem
from ..survey.wording import Wording, translate
from .layer import FieldDefinition, Objects, VectorLayer, objects

_LAST_EXACT = 2.0**53
"""From here on not every whole number is a float64."""

PART = "PART_NO"
"""Number of a piece that was cut out of a survey parcel; a whole parcel has none and counts as part 1."""


@dataclass(frozen=True)
class ParcelBatch:
    """Parcels (图斑) of one layer. ``ids`` (n,) are what findings and people call them, unique within the batch."""

    layer: VectorLayer
    ids: Objects

    @classmethod
    def of(cls, layer: VectorLayer, id_field: str = "") -> ParcelBatch:
        """Parcels of a layer, named by ``id_field``, else by the survey's BSM, else by feature id.

        A name that occurs twice gets its feature id behind it. Raises ``InputProblem`` for a missing ``id_field``, or
        one whose decimal numbers have lost their last digits.
        """
        if id_field and id_field not in layer.fields:
            raise InputProblem(
                translate("zhanbu", "The field is missing."),
                remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(layer.fields)),
                source=layer.name,
                field=id_field,
            )
        survey_id = standard_names(layer.fields).get("BSM", "")
        own = id_field or survey_id
        _require_exact(layer, own)
        _require_exact(layer, survey_id)
        names = [_name(value) for value in layer.fields[own]] if own else ["" for _ in layer.fids]
        times = Counter(names)
        numbered = zip(names, layer.fids.tolist())
        return cls(layer, objects(name if name and times[name] == 1 else f"{name}#{fid}" for name, fid in numbered))

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def geometries(self) -> Objects:
        """Shapes as read, in the layer's CRS."""
        return self.layer.geometries

    @cached_property
    def own_names(self) -> Mapping[str, str]:
        """Standard field name → the layer's own spelling."""
        return standard_names(self.layer.fields)

    def definition(self, field: str) -> FieldDefinition | None:
        """How the layer declares a standard field, or ``None`` when it hasn't got it."""
        own = self.own_names.get(field)
        return self.layer.definitions[own] if own else None

    def code_lost(self, field: str) -> Wording | None:
        """What to say of a standard code field that the layer keeps as a number; ``None`` where it keeps text."""
        definition = self.definition(field)
        if definition is None or definition.type not in ("integer", "real"):
            return None
        return translate(
            "zhanbu",
            "Layer {layer} keeps field {field} as a number, so its codes have lost leading zeros and letters (0103 is "
            "103). Take the field as text from the survey database, or add a text field {field} with the whole codes.",
            layer=self.layer.name,
            field=definition.name,
        )

    def texts(self, field: str) -> Objects | None:
        """Values (n,) of a standard field as trimmed text, empty for null; ``None`` when the layer hasn't got it."""
        own = self.own_names.get(field)
        return None if own is None else self._trimmed(own)

    def numbers(self, field: str) -> NDArray[np.float64] | None:
        """Values (n,) of a standard field as numbers, NaN for null, infinity and text that is no number."""
        own = self.own_names.get(field)
        return None if own is None else self._as_numbers(own)

    def free_texts(self, name: str) -> Objects | None:
        """Values (n,) of a field that isn't the standard's, found without regard to case."""
        own = {n.lower(): n for n in self.layer.fields}.get(name.lower())
        return None if own is None else self._trimmed(own)

    def _trimmed(self, own: str) -> Objects:
        """Values (n,) of a field as text, made when first asked for: many rules ask for the same few fields."""
        if own not in self._texts:
            values, texts = self.layer.fields[own].tolist(), np.empty(len(self), dtype=object)
            texts[:] = [*map(str.strip, values)] if {*map(type, values)} == {str} else [*map(_name, values)]
            texts.flags.writeable = False
            self._texts[own] = texts
        return self._texts[own]

    def _as_numbers(self, own: str) -> NDArray[np.float64]:
        if own not in self._numbers:
            values = self.layer.fields[own].tolist()
            plain = {*map(type, values)} <= {float, int, type(None)}
            numbers = np.array(values if plain else [*map(_number, values)], dtype=np.float64)
            numbers[~np.isfinite(numbers)] = np.nan
            numbers.flags.writeable = False
            self._numbers[own] = numbers
        return self._numbers[own]

    @cached_property
    def _texts(self) -> dict[str, Objects]:
        return {}

    @cached_property
    def _numbers(self) -> dict[str, NDArray[np.float64]]:
        return {}

    def survey_of(self, i: int) -> dict[str, object]:
        """The survey's own attributes of one parcel by standard name, without nulls."""
        found = ((name, values[i]) for name, values in self._survey_columns)
        return {name: _plain(value) for name, value in found if value is not None}

    @cached_property
    def _survey_columns(self) -> list[tuple[str, Objects]]:
        own = {n: self.own_names[n] for n in dltb_fields() if n in self.own_names}
        own |= {n.upper(): n for n in self.layer.fields if n.upper() == PART}
        return [(name, self.layer.fields[spelling]) for name, spelling in own.items()]

    def geometry(self, i: int) -> shapely.Geometry | None:
        """Shape of one parcel as read."""
        return self.layer.geometries[i]


def _require_exact(layer: VectorLayer, own: str) -> None:
    """A decimal number has 15 sure digits, a survey id (标识码) has 18: two parcels could get one id."""
    if not own or layer.definitions[own].type != "real":
        return
    lost = [v for v in layer.fields[own] if isinstance(v, float) and abs(v) > _LAST_EXACT]
    if lost:
        raise InputProblem(
            translate(
                "zhanbu",
                "The field is a decimal number, and long ids ({example:.0f}) lose digits in it.",
                example=lost[0],
            ),
            remedy=translate("zhanbu", "Take it as text from the survey database."),
            source=layer.name,
            field=own,
        )


def _name(value: object) -> str:
    if isinstance(value, str):  # first, as nearly all are
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _number(value: object) -> float:
    if value is None:
        return np.nan
    try:
        return value if isinstance(value, float) else float(str(value).strip())
    except ValueError:
        return np.nan


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float)) else str(value)
