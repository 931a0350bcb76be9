"""What can be wrong with a pool file itself: storage, safeguards, links between rows, the R-tree."""

from __future__ import annotations

import sqlite3

import numpy as np

from ...survey.wording import Wording, translate
from ..sql.row_faults import row_faults
from .blob import envelope
from .migrations import expected_schema, migrations

_FLOAT32 = 2.0**-22
"""An R-tree keeps its boxes in single precision, rounded outward."""


def storage_faults(connection: sqlite3.Connection) -> list[Wording]:
    """All of them, as sentences."""
    return [
        *_integrity(connection),
        *_links(connection),
        *_safeguards(connection),
        *_migrations(connection),
        *row_faults(lambda question: connection.execute(question).fetchall()),
        *_rtree(connection),
    ]


def _integrity(connection: sqlite3.Connection) -> list[Wording]:
    said = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    return [translate("zhanbu", "The file is damaged: {reason}.", reason=r) for r in said if r != "ok"]


def _links(connection: sqlite3.Connection) -> list[Wording]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [
        translate(
            "zhanbu", "Row {row} of table {table} refers to nothing in {parent}.", table=r[0], row=r[1], parent=r[2]
        )
        for r in rows
    ]


def _safeguards(connection: sqlite3.Connection) -> list[Wording]:
    """A pool whose triggers were taken away protects nothing, even when its rows still look right."""
    actual = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())
    return [
        translate("zhanbu", "The pool's own safeguard {name} was removed or changed.", name=name)
        for name, sql in sorted(expected_schema().items())
        if actual.get(name) != sql
    ]


def _migrations(connection: sqlite3.Connection) -> list[Wording]:
    applied = connection.execute("SELECT number, name, sha256 FROM migration ORDER BY number").fetchall()
    if applied == [(m.number, m.name, m.sha256) for m in migrations()]:
        return []
    return [translate("zhanbu", "The pool's record of schema changes is not that of this version.")]


def _rtree(connection: sqlite3.Connection) -> list[Wording]:
    boxes = {r[0]: r[1:] for r in connection.execute("SELECT id, minx, maxx, miny, maxy FROM rtree_parcel_geom")}
    faults = []
    for fid, uid, blob in connection.execute("SELECT fid, parcel_uid, geom FROM parcel ORDER BY fid"):
        box = boxes.pop(fid, None)
        if box is None or not _covers(box, blob):
            faults.append(translate("zhanbu", "The spatial index doesn't know where parcel {uid} is.", uid=uid))
    if boxes:
        faults.append(translate("zhanbu", "The spatial index holds {count} boxes of no parcel.", count=len(boxes)))
    return faults


def _covers(box: tuple[float, ...], blob: bytes) -> bool:
    actual = envelope(blob)
    if actual is None:
        return False
    slack = _FLOAT32 * max(abs(side) for side in actual)
    return bool(
        np.allclose(box, actual, rtol=0, atol=2 * slack)
        and box[0] <= actual[0]
        and box[1] >= actual[1]
        and box[2] <= actual[2]
        and box[3] >= actual[3]
    )
