"""``materials.csv`` and the list of materials (材料清单): every paper and photo on file of the parcels of a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from ...pool.filing.filed import PoolEvidence
from ...pool.records import Material, PoolParcel
from ...regimes.forms.evidence_kinds import evidence_kinds
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..workbook.writing import Cell, Sheet
from .content import Heading, sheet_of, table_texts
from .format import material_entry
from .tables import read_rows, written

_FIELDS = tuple(f.name for f in fields(PoolEvidence) if f.name != "event_no")
_COLUMNS = (*_FIELDS, "concerns")
_DAYS, _NUMBERS = ("doc_date", "taken_on"), ("lon", "lat", "azimuth")
_BETWEEN = " "


def materials_csv(materials: Sequence[Material]) -> bytes:
    """Every record as it is on file, and the parcels that it concerns."""
    return written(_COLUMNS, [_row(material) for material in materials])


def read_materials(content: bytes, source: str) -> tuple[Material, ...]:
    """Materials of ``materials.csv``. Raises ``InputProblem`` with the line."""
    return tuple(_material(row, line, source) for line, row in read_rows(content, _COLUMNS, source))


def _row(material: Material) -> list[str]:
    own = [_text(getattr(material.evidence, name)) for name in _FIELDS]
    return [*own, _BETWEEN.join(material.concerns)]


def _text(value: object) -> str:
    if value is None:
        return ""
    return repr(value) if isinstance(value, float) else str(value)


def _material(row: Sequence[str], line: int, source: str) -> Material:
    values: dict[str, object] = dict(zip(_COLUMNS, row))
    try:
        for name in _DAYS:
            values[name] = date.fromisoformat(str(values[name])) if values[name] else None
        for name in _NUMBERS:
            values[name] = float(str(values[name])) if values[name] else None
        concerns = tuple(str(values.pop("concerns")).split(_BETWEEN))
        material = Material(PoolEvidence(**values), concerns)  # type: ignore[arg-type]
    except ValueError as error:
        raise _unreadable(line, source) from error
    if _row(material) != list(row):
        raise _unreadable(line, source)
    return material


def _unreadable(line: int, source: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "Line {line} can't be read.", line=line),
        remedy=translate("zhanbu", "Ask the sender for the original file."),
        source=source,
    )


def materials_sheet(materials: Sequence[Material], parcels: Sequence[PoolParcel], heading: Heading) -> Sheet:
    """材料清单: one row for each paper or photo, with the numbers of its parcels and its file in the package."""
    numbers = {parcel.parcel_uid: parcel.parcel_no for parcel in parcels}
    rows = [_shown(order, material, numbers) for order, material in enumerate(materials, 1)]
    return sheet_of("materials", rows, heading, None)


def _shown(order: int, material: Material, numbers: Mapping[str, str]) -> dict[str, Cell]:
    own, kind = material.evidence, evidence_kinds().get(material.evidence.kind)
    whole = table_texts().words["WHOLE_BATCH"]
    return {
        "order": order,
        "numbers": "、".join(numbers.get(uid, whole) for uid in material.concerns),
        "kind": kind.name.zh if kind is not None else own.kind,
        "title": own.title,
        "doc_no": own.doc_no,
        "doc_date": own.doc_date,
        "issuer": own.issuer,
        "taken_on": own.taken_on,
        "lon": own.lon,
        "lat": own.lat,
        "azimuth": own.azimuth,
        "file_name": own.file_name,
        "entry": material_entry(own),
        "sha256": own.sha256,
    }
