"""Rows of what is on file in a pool ⇄ the pool's records."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import shapely

from ..filing.filed import MatterLink, ParcelVersion, PoolEvidence, PoolForm, PoolMatter
from .session import Row


def evidence_of(row: Row) -> PoolEvidence:
    """Record of an evidence row. Raises ``ValueError``."""
    return PoolEvidence(
        **{name: row[name] for name in _names(PoolEvidence) if name not in ("doc_date", "taken_on")},
        doc_date=_day(row["doc_date"]),
        taken_on=_day(row["taken_on"]),
    )


def form_of(row: Row) -> PoolForm:
    """Record of a form row. Raises ``ValueError``."""
    return PoolForm(
        **{name: row[name] for name in _names(PoolForm) if name != "answered_on"},
        answered_on=date.fromisoformat(row["answered_on"]),
    )


def matter_of(row: Row) -> PoolMatter:
    """Record of a matter row. Raises ``ValueError``."""
    return PoolMatter(
        **{name: row[name] for name in _names(PoolMatter) if name not in ("state_since", "is_active", "wkb")},
        state_since=date.fromisoformat(row["state_since"]),
        is_active=bool(row["is_active"]),
        wkb=bytes(row["wkb"] or b""),
    )


def link_of(row: Row) -> MatterLink:
    """Record of a row that links a matter."""
    return MatterLink(row["matter_uid"], row["subject_uid"], row["event_no"])


def version_of(row: Row, geometry: shapely.Geometry) -> ParcelVersion:
    """Record of a former shape."""
    return ParcelVersion(
        **{name: row[name] for name in _names(ParcelVersion) if name != "geometry"},
        geometry=geometry,
    )


def row_of(record: PoolEvidence | PoolForm | PoolMatter) -> dict[str, object]:
    """Row of a record."""
    return {name: _plain(getattr(record, name)) for name in _names(type(record))}


def _names(kind: type[Any]) -> list[str]:
    return [field.name for field in fields(kind)]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return None if value == b"" else value
