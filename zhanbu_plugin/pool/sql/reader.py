"""Reading a pool: the questions of ``store.PoolReader`` as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date

from ...checks.checked import CheckRun
from ...checks.dossier import Reached
from ...survey.wording import Wording
from ..chain import GENESIS
from ..records import (
    BatchSummary,
    ListedParcel,
    Place,
    PoolEvent,
    PoolIdentity,
    PoolParcel,
    RoleLayer,
    StockRow,
    SurveyKey,
)
from ..store import Holder
from .filed_reader import FiledSql
from .ledger_reader import LedgerSql
from .rows import by_subject, event_of, parcels_of
from .session import Box, Row

_BATCHES = """
    SELECT b.system, b.batch, b.opened_on, count(p.fid) AS parcels, coalesce(sum(p.area_dm2), 0) AS area_dm2
    FROM batch b LEFT JOIN parcel p ON p.system = b.system AND p.batch = b.batch AND p.is_active = 1
    GROUP BY b.system, b.batch, b.opened_on ORDER BY b.system, b.batch
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
_STOCK = """
    SELECT state, year, count(*) AS parcels, sum(area_dm2) AS area_dm2 FROM (
        SELECT p.state, CAST(substr(entry.occurred_on, 1, 4) AS INTEGER) AS year, p.area_dm2
        FROM parcel p JOIN event entry ON entry.subject_uid = p.parcel_uid AND entry.from_state = ''
        WHERE p.system = :system AND p.is_active = 1 AND p.state_since <= :as_of
        UNION ALL
        SELECT last.to_state, CAST(substr(entry.occurred_on, 1, 4) AS INTEGER), coalesce((
            SELECT v.area_dm2 FROM parcel_version v JOIN event e ON e.event_no = v.event_no
            WHERE v.parcel_uid = p.parcel_uid AND e.occurred_on > :as_of ORDER BY v.version LIMIT 1
        ), p.area_dm2)
        FROM parcel p JOIN event entry ON entry.subject_uid = p.parcel_uid AND entry.from_state = ''
        JOIN event last ON last.event_no = (
            SELECT max(event_no) FROM event WHERE subject_uid = p.parcel_uid AND occurred_on <= :as_of
        )
        WHERE p.system = :system AND p.state_since > :as_of AND last.ends_claim = 0
    ) AS on_day
    GROUP BY 1, 2 ORDER BY 1, 2
"""
"""A parcel without an event after the day is as its row says, which its last event wrote; others as events tell."""
_REACHED = """
    SELECT p.batch, p.state, e.to_state AS reached, e.year, count(*) AS parcels, sum(p.area_dm2) AS area_dm2
    FROM parcel p
    JOIN (
        SELECT subject_uid, to_state, CAST(substr(max(occurred_on), 1, 4) AS INTEGER) AS year
        FROM event WHERE to_state <> from_state GROUP BY subject_uid, to_state
    ) e ON e.subject_uid = p.parcel_uid
    WHERE p.system = :system AND p.is_active = 1
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


class SqlReader(FiledSql, LedgerSql):
    """An open pool of any engine."""

    @property
    def identity(self) -> PoolIdentity:
        """County, reference system and schema."""
        return self._session.identity

    def reading(self) -> AbstractContextManager[None]:
        """One consistent view for several questions."""
        return self._session.transaction("READ")

    def batches(self) -> list[BatchSummary]:
        """Batches by system and name."""
        return self._records(
            _BATCHES,
            lambda r: BatchSummary(
                r["system"], r["batch"], date.fromisoformat(r["opened_on"]), r["parcels"], r["area_dm2"]
            ),
        )

    def parcels(self, system: str | None = None, batch: str | None = None) -> list[PoolParcel]:
        """Parcels by number; without a batch, all of them, ended claims included."""
        asked = {"system": system, "batch": batch}
        with self._readable():
            findings = by_subject(self._session.rows(_FINDINGS, asked))
            waivers = by_subject(self._session.rows(_WAIVERS, asked))
            rows = self._session.rows(_PARCELS, asked)
            return parcels_of(rows, self._session.shapes([row["geom"] for row in rows]), findings, waivers)

    def runs(self, run_ids: Sequence[str]) -> dict[str, CheckRun]:
        """Checks by id."""
        wanted = set(run_ids)
        with self._readable():
            rows = self._session.rows("SELECT run_id, run FROM check_run ORDER BY run_id")
            return {row["run_id"]: CheckRun.from_json(row["run"]) for row in rows if row["run_id"] in wanted}

    def rule_sets(self) -> dict[str, bytes]:
        """Text (YAML) of every rule set that a check followed, by the SHA-256 under which it was kept."""
        with self._readable():
            rows = self._session.rows("SELECT sha256, content FROM rule_set ORDER BY sha256")
            return {str(row["sha256"]): _bytes(row["content"]) for row in rows}

    def events(self) -> list[PoolEvent]:
        """The whole history in order."""
        return self._records("SELECT * FROM event ORDER BY event_no", event_of)

    def head(self) -> tuple[int, str]:
        """Number and hash of the last event."""
        rows = self._session.rows("SELECT event_no, hash FROM event ORDER BY event_no DESC LIMIT 1")
        return (int(rows[0]["event_no"]), str(rows[0]["hash"])) if rows else (0, GENESIS)

    def role_layers(self) -> list[RoleLayer]:
        """Every layer that played a role, in the order in which the pool met it."""
        sql = "SELECT role, name, path, data_date, sha256 FROM layer_snapshot ORDER BY snapshot_no"
        return self._records(sql, lambda row: RoleLayer(**row))

    def listed_parcels(self) -> list[ListedParcel]:
        """Active parcels by system, batch and number."""
        sql = """
            SELECT p.parcel_uid, p.parcel_no, p.src_bsm AS bsm, p.zldwmc AS village, p.system, p.batch, p.state,
                p.area_dm2, r.rule_set
            FROM parcel p JOIN check_run r ON r.run_id = p.run_id
            WHERE p.is_active = 1 ORDER BY p.system, p.batch, p.parcel_no
        """
        return self._records(sql, lambda row: ListedParcel(**row))

    def active_places(self) -> list[Place]:
        """Ground under active claims, by uid."""
        sql = "SELECT parcel_uid, system, geom FROM parcel WHERE is_active = 1 ORDER BY parcel_uid"
        return self._places(self._session.rows(sql))

    def stock(self, system: str, as_of: date) -> list[StockRow]:
        """Active parcels at the end of a day, with the shapes of that day, by state and year of entry."""
        asked = {"system": system, "as_of": as_of.isoformat()}
        return self._records(_STOCK, lambda row: StockRow(**row), asked)

    def reached(self, system: str) -> list[Reached]:
        """Active parcels of a system by batch, present state, every state they came to, and the last year of that."""
        return self._records(_REACHED, lambda row: Reached(*row.values()), {"system": system})

    def places_near(self, bounds: Sequence[Box]) -> list[list[Place]]:
        """For each box (min x, min y, max x, max y) the active places whose boxes touch it."""
        return [self._places(rows) for rows in self._session.near(bounds)]

    def holders_of_shapes(self, hashes: Iterable[str]) -> dict[str, Holder]:
        """The active parcels of these very shapes, by hash."""
        rows = self._session.of_shapes(sorted(set(hashes)))
        return {row["geometry_hash"]: Holder(row["parcel_uid"], row["system"]) for row in rows}

    def holders_of_survey_parcels(self, keys: Iterable[SurveyKey]) -> dict[SurveyKey, Holder]:
        """The active parcels that claim these survey parcels."""
        rows = self._session.of_survey_parcels([*{key: None for key in keys if key.bsm}])
        return {
            SurveyKey(row["src_year"], row["src_bsm"], row["part_no"]): Holder(row["parcel_uid"], row["system"])
            for row in rows
        }

    def faults(self) -> list[Wording]:
        """What the engine itself finds wrong: storage, indexes, schema, links between rows."""
        return self._session.faults()

    def _places(self, rows: Sequence[Row]) -> list[Place]:
        with self._readable():
            shapes = self._session.shapes([row["geom"] for row in rows])
            return [Place(row["parcel_uid"], row["system"], shape) for row, shape in zip(rows, shapes)]


def _bytes(content: object) -> bytes:
    """A file that another program rewrote may hold text here."""
    return content.encode() if isinstance(content, str) else bytes(content)  # type: ignore[call-overload]
