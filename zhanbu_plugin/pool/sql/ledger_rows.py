"""Rows of the ledger ⇄ its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from ..accounts.records import Cap, Freeze, FreezeExit, Holding, LedgerEntry, Lot, LotBalance, Occupation, Txn
from .session import Row


def lot_of(row: Row) -> Lot:
    """Record of a lot's row. Raises ``ValueError``."""
    return Lot(
        **_texts(row, Lot, "legacy", "admitted_on", "usable_from", "expires_on"),
        legacy=bool(row["legacy"]),
        admitted_on=date.fromisoformat(row["admitted_on"]),
        usable_from=date.fromisoformat(row["usable_from"]),
        expires_on=day_of(row["expires_on"]),
    )


def lot_balance_of(row: Row) -> LotBalance:
    """A lot's row with what is available of it. Raises ``ValueError``."""
    return LotBalance(lot_of(row), row["indicator"], row["year"], row["balance_dm2"])


def holding_of(row: Row) -> Holding:
    """Record of a holding's row."""
    return Holding(**_texts(row, Holding))


def entry_of(row: Row) -> LedgerEntry:
    """Record of an entry's row."""
    return LedgerEntry(**_texts(row, LedgerEntry))


def txn_of(row: Row) -> Txn:
    """Record of a posting's row. Raises ``ValueError``."""
    return Txn(**_texts(row, Txn, "occurred_on"), occurred_on=date.fromisoformat(row["occurred_on"]))


def occupation_of(row: Row) -> Occupation:
    """Record of a project's row."""
    return Occupation(**_texts(row, Occupation))


def freeze_of(row: Row) -> Freeze:
    """Record of a freeze's row. Raises ``ValueError``."""
    return Freeze(**_texts(row, Freeze, "due"), due=day_of(row["due"]))


def freeze_exit_of(row: Row) -> FreezeExit:
    """Record of a row that tells how some of a freeze ended."""
    return FreezeExit(**_texts(row, FreezeExit))


def cap_of(row: Row) -> Cap:
    """Record of a control scale's row."""
    return Cap(**_texts(row, Cap))


def day_of(text: str | None) -> date | None:
    """A day that may be missing. Raises ``ValueError``."""
    return None if text is None else date.fromisoformat(text)


_NULLED = ("parcel_uid", "from_lot", "reverses", "matter_uid")
_EMPTY = frozenset((*_NULLED, "txn_uid"))
"""Texts that are NULL in a row and empty in a record; ``txn_uid`` is so of some freezes' ends only."""


def row_of(record: object, **more: object) -> dict[str, object]:
    """Row of a record of the ledger."""
    content = {**vars(record), **more}
    return {name: None if name in _NULLED and value == "" else _plain(value) for name, value in content.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _texts(row: Row, record: type, *others: str) -> Mapping[str, Any]:
    return {
        name: "" if row[name] is None and name in _EMPTY else row[name] for name in _names(record) if name not in others
    }


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))
