"""Putting rows of another pool into one that is being made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import chain
from typing import Any

import numpy as np

from ..sql.tables import SHAPES, Filling, Rows
from .blob import encode, envelope

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
_EXTENT = """
    UPDATE gpkg_contents SET min_x = ?, max_x = ?, min_y = ?, max_y = ? WHERE table_name = 'parcel'
"""


def fill_tables(connection: sqlite3.Connection, epsg: int, fill: Filling) -> None:
    """Rows come as they are, so the triggers that ask for their events first wait outside. Raises ``sqlite3.Error``."""
    triggers = connection.execute(_TRIGGERS).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {_quoted(name)}")
    boxes: list[tuple[float, float, float, float]] = []

    def put(table: str, rows: Rows) -> None:
        taken = _seen(rows, boxes) if table == "parcel" else rows
        first = next(iter_rows := iter(taken), None)
        if first is not None:
            columns, marks = ", ".join(map(_quoted, first)), ", ".join(f":{name}" for name in first)
            statement = " ".join(("INSERT INTO", _quoted(table), "(", columns, ") VALUES (", marks, ")"))
            connection.executemany(statement, chain([first], iter_rows))

    fill(put, partial(encode, srs_id=epsg))
    for _, text in triggers:
        connection.execute(text)
    if boxes:
        low_x, _, low_y, _ = np.min(boxes, axis=0).tolist()
        _, high_x, _, high_y = np.max(boxes, axis=0).tolist()
        connection.execute(_EXTENT, (low_x, high_x, low_y, high_y))


def _seen(rows: Iterable[Mapping[str, Any]], boxes: list[tuple[float, float, float, float]]) -> Rows:
    """The same rows; where they lie is noted."""
    for row in rows:
        box = envelope(row[SHAPES])
        if box is not None:
            boxes.append(box)
        yield row


def _quoted(name: str) -> str:
    """Names are those of our own schema; quoted all the same."""
    return '"' + name.replace('"', '""') + '"'
