"""Reading a GeoPackage pool: the questions of ``store.PoolReader`` as SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from ...checks.checked import CheckRun
from ...checks.dossier import Reached
from ...survey.wording import Wording
from ..records import BatchSummary, Place, PoolEvent, PoolIdentity, PoolParcel, RoleLayer, StockRow, SurveyKey
from ..store import Holder
from .blob import decode
from .connection import identity_of, transaction
from .faults import storage_faults
from .filed_reader import FiledReader
from .rows import by_subject, event_of, named, parcels_of

_BATCHES = """
    SELECT b.system, b.batch, b.opened_on, count(p.fid), coalesce(sum(p.area_dm2), 0)
    FROM batch b LEFT JOIN parcel p ON p.system = b.system AND p.batch = b.batch AND p.is_active = 1
    GROUP BY b.system, b.batch ORDER BY b.system, b.batch
"""
_PARCELS = """
    SELECT * FROM parcel
    WHERE (:system IS NULL OR system = :system) AND (:batch IS NULL OR (batch = :batch AND is_active = 1))
    ORDER BY system, batch, parcel_no
"""
_FINDINGS = """
    SELECT f.* FROM finding f JOIN parcel p ON p.parcel_uid = f.subject_uid AND p.run_id = f.run_id
    WHERE (:system IS NULL OR p.system = :system) AND (:batch IS NULL OR p.batch = :batch)
    ORDER BY f.subject_uid, f.ord
"""
_WAIVERS = """
    SELECT w.* FROM waiver w JOIN parcel p ON p.parcel_uid = w.subject_uid AND p.run_id = w.run_id
    WHERE (:system IS NULL OR p.system = :system) AND (:batch IS NULL OR p.batch = :batch)
    ORDER BY w.subject_uid, w.ord
"""
_NEAR = """
    SELECT p.parcel_uid, p.system, p.geom FROM rtree_parcel_geom r JOIN parcel p ON p.fid = r.id
    WHERE r.minx <= :high_x AND r.maxx >= :low_x AND r.miny <= :high_y AND r.maxy >= :low_y AND p.is_active = 1
    ORDER BY p.parcel_uid
"""
_STOCK = """
    SELECT last.to_state, CAST(substr(entry.occurred_on, 1, 4) AS INTEGER), count(*), sum(p.area_dm2)
    FROM event entry
    JOIN parcel p ON p.parcel_uid = entry.subject_uid
    JOIN event last ON last.event_no = (
        SELECT max(event_no) FROM event WHERE subject_uid = entry.subject_uid AND occurred_on <= :as_of
    )
    WHERE entry.from_state = '' AND p.system = :system AND last.ends_claim = 0
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_REACHED = """
    SELECT p.batch, p.state, e.to_state, e.year, count(*), sum(p.area_dm2)
    FROM parcel p
    JOIN (
        SELECT subject_uid, to_state, CAST(substr(max(occurred_on), 1, 4) AS INTEGER) AS year
        FROM event WHERE to_state <> from_state GROUP BY subject_uid, to_state
    ) e ON e.subject_uid = p.parcel_uid
    WHERE p.system = :system AND p.is_active = 1
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


class GeoPackageReader(FiledReader):
    """An open pool file."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path

    @property
    def identity(self) -> PoolIdentity:
        """County, reference system and schema."""
        return identity_of(self._db, self._path)

    def reading(self) -> AbstractContextManager[None]:
        """One consistent view for several questions."""
        return transaction(self._db, self._path, "READ")

    def batches(self) -> list[BatchSummary]:
        """Batches by system and name."""
        with self._readable():
            rows = self._db.execute(_BATCHES)
            return [BatchSummary(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4]) for r in rows]

    def parcels(self, system: str | None = None, batch: str | None = None) -> list[PoolParcel]:
        """Parcels by number; without a batch, all of them, ended claims included."""
        asked = {"system": system, "batch": batch}
        with self._readable():
            findings = by_subject(named(self._db.execute(_FINDINGS, asked)))
            waivers = by_subject(named(self._db.execute(_WAIVERS, asked)))
            return parcels_of(named(self._db.execute(_PARCELS, asked)), findings, waivers)

    def runs(self, run_ids: Sequence[str]) -> dict[str, CheckRun]:
        """Checks by id."""
        wanted = set(run_ids)
        with self._readable():
            rows = self._db.execute("SELECT run_id, run FROM check_run ORDER BY run_id")
            return {run_id: CheckRun.from_json(run) for run_id, run in rows if run_id in wanted}

    def rule_sets(self) -> dict[str, bytes]:
        """Text (YAML) of every rule set that a check followed, by the SHA-256 under which it was kept."""
        rows = self._db.execute("SELECT sha256, CAST(content AS BLOB) FROM rule_set ORDER BY sha256")
        with self._readable():
            return {str(sha256): bytes(content) for sha256, content in rows}

    def events(self) -> list[PoolEvent]:
        """The whole history in order."""
        with self._readable():
            return [event_of(row) for row in named(self._db.execute("SELECT * FROM event ORDER BY event_no"))]

    def role_layers(self) -> list[RoleLayer]:
        """Every layer that played a role, in the order in which the pool met it."""
        rows = self._db.execute("SELECT role, name, path, data_date, sha256 FROM layer_snapshot ORDER BY snapshot_no")
        return [RoleLayer(*row) for row in rows]

    def active_places(self) -> list[Place]:
        """Ground under active claims, by uid."""
        rows = self._db.execute("SELECT parcel_uid, system, geom FROM parcel WHERE is_active = 1 ORDER BY parcel_uid")
        return self._places(rows.fetchall())

    def stock(self, system: str, as_of: date) -> list[StockRow]:
        """Active parcels at the end of a day, from events alone, by state and year of entry."""
        rows = self._db.execute(_STOCK, {"system": system, "as_of": as_of.isoformat()})
        return [StockRow(*row) for row in rows]

    def reached(self, system: str) -> list[Reached]:
        """Active parcels of a system by batch, present state, every state they came to, and the last year of that."""
        return [Reached(*row) for row in self._db.execute(_REACHED, {"system": system})]

    def places_near(self, bounds: Sequence[tuple[float, float, float, float]]) -> list[list[Place]]:
        """For each box (min x, min y, max x, max y) the active places whose boxes touch it."""
        near = []
        for low_x, low_y, high_x, high_y in bounds:
            box = {"low_x": low_x, "low_y": low_y, "high_x": high_x, "high_y": high_y}
            near.append(self._places(self._db.execute(_NEAR, box).fetchall()))
        return near

    def holder_of_shape(self, geometry_hash: str) -> Holder | None:
        """The active parcel of this very shape."""
        sql = "SELECT parcel_uid, system FROM parcel WHERE geometry_hash = ? AND is_active = 1"
        return _holder(self._db.execute(sql, (geometry_hash,)))

    def holder_of_survey_parcel(self, key: SurveyKey) -> Holder | None:
        """The active parcel that claims this survey parcel."""
        sql = """
            SELECT parcel_uid, system FROM claim
            WHERE state = 'ACTIVE' AND src_bsm <> '' AND src_year = ? AND src_bsm = ? AND part_no = ?
        """
        return _holder(self._db.execute(sql, (key.year, key.bsm, key.part)))

    def faults(self) -> list[Wording]:
        """What the engine itself finds wrong: storage, indexes, schema, links between rows."""
        return storage_faults(self._db)

    def _places(self, rows: Sequence[tuple[str, str, bytes]]) -> list[Place]:
        with self._readable():
            geometries = decode([row[2] for row in rows])
            return [Place(row[0], row[1], geometry) for row, geometry in zip(rows, geometries)]


def _holder(cursor: sqlite3.Cursor) -> Holder | None:
    row = cursor.fetchone()
    return None if row is None else Holder(row[0], row[1])
