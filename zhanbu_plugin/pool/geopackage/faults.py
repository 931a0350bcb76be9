"""What can be wrong with a pool file itself: storage, safeguards, links between rows, the R-tree."""

from __future__ import annotations

import sqlite3

import numpy as np

from ...survey.wording import Wording, translate
from .blob import envelope
from .migrations import expected_schema, migrations

_INCOMPLETE = """
    SELECT p.parcel_uid FROM parcel p
    WHERE NOT EXISTS (
            SELECT 1 FROM claim c JOIN event e ON e.event_no = c.begun_by AND e.subject_uid = c.parcel_uid
            WHERE c.parcel_uid = p.parcel_uid AND (c.state = 'ACTIVE') = (p.is_active = 1) AND c.system = p.system
                AND c.src_year = p.src_year AND c.src_bsm = p.src_bsm AND c.part_no = p.part_no
        )
        OR NOT EXISTS (
            SELECT 1 FROM event e
            WHERE e.event_no = (SELECT max(event_no) FROM event WHERE subject_uid = p.parcel_uid)
                AND e.to_state = p.state AND e.occurred_on = p.state_since AND e.ends_claim = 1 - p.is_active
        )
        OR NOT EXISTS (SELECT 1 FROM check_run r WHERE r.run_id = p.run_id)
        OR NOT EXISTS (SELECT 1 FROM finding f WHERE f.subject_uid = p.parcel_uid AND f.run_id = p.run_id)
    ORDER BY p.parcel_uid
"""
_STRAY = """
    SELECT 'event', subject_uid FROM event WHERE subject_uid NOT IN (SELECT uid FROM subject)
    UNION SELECT 'subject', uid FROM subject WHERE parcel_uid NOT IN (SELECT parcel_uid FROM parcel)
    UNION SELECT 'claim', parcel_uid FROM claim WHERE parcel_uid NOT IN (SELECT parcel_uid FROM parcel)
    UNION SELECT 'finding', subject_uid FROM finding f
        WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.subject_uid = f.subject_uid AND e.run_id = f.run_id)
    UNION SELECT 'waiver', subject_uid FROM waiver w
        WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.subject_uid = w.subject_uid AND e.run_id = w.run_id)
    ORDER BY 1, 2
"""
_FLOAT32 = 2.0**-22
"""An R-tree keeps its boxes in single precision, rounded outward."""


def storage_faults(connection: sqlite3.Connection) -> list[Wording]:
    """All of them, as sentences."""
    return [
        *_integrity(connection),
        *_links(connection),
        *_safeguards(connection),
        *_migrations(connection),
        *_rows(connection),
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


def _rows(connection: sqlite3.Connection) -> list[Wording]:
    incomplete = [row[0] for row in connection.execute(_INCOMPLETE)]
    strays = connection.execute(_STRAY).fetchall()
    return [
        *(
            translate(
                "zhanbu", "Parcel {uid} lacks its claim, event, check or findings, or disagrees with them.", uid=uid
            )
            for uid in incomplete
        ),
        *(
            translate("zhanbu", "Table {table} holds a row of {uid} that belongs to no parcel.", table=table, uid=uid)
            for table, uid in strays
        ),
    ]


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
