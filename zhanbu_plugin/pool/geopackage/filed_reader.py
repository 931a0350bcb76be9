"""Reading what is on file in a GeoPackage pool: the questions of ``store.FiledReader`` as SQL."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from ...checks.findings import Finding
from ...checks.waivers.waiver import Waiver
from ..filing.filed import MatterLink, ParcelVersion, PoolEvidence, PoolForm, PoolMatter, Subject, SubjectKind
from ..records import PoolEvent, PoolParcel
from .filed_rows import Row, evidence_of, form_of, link_of, matter_of, version_of
from .problems import damaged
from .rows import event_of, finding_of, named, parcels_of, waiver_of

Record = TypeVar("Record")

_EVIDENCE = """
    SELECT e.* FROM evidence_link l JOIN evidence e ON e.evidence_uid = l.evidence_uid
    WHERE l.subject_uid = ? ORDER BY l.link_no
"""
_FOUND = "SELECT * FROM finding WHERE subject_uid = ? AND run_id = ? ORDER BY ord"
_LIFTED = "SELECT * FROM waiver WHERE subject_uid = ? AND run_id = ? ORDER BY ord"


class FiledReader:
    """The part of an open pool file that tells what is on file of single subjects."""

    _db: sqlite3.Connection
    _path: Path

    def subject(self, uid: str) -> Subject | None:
        """The subject of a uid."""
        row = self._db.execute("SELECT uid, kind FROM subject WHERE uid = ?", (uid,)).fetchone()
        return None if row is None else Subject(str(row[0]), SubjectKind(row[1]))

    def parcels_of(self, uids: Sequence[str]) -> list[PoolParcel]:
        """Parcels by uid, in the order asked for, without what their checks found; unknown ones are left out."""
        with self._readable():
            return parcels_of(self._each("SELECT * FROM parcel WHERE parcel_uid = ?", uids), {}, {})

    def rule_sets_of_parcels(self, system: str) -> dict[str, str]:
        """Id of the rule set by which each parcel of a system entered, by uid."""
        sql = """
            SELECT p.parcel_uid, r.rule_set FROM parcel p JOIN check_run r ON r.run_id = p.run_id
            WHERE p.system = ? ORDER BY p.parcel_uid
        """
        return {str(row[0]): str(row[1]) for row in self._db.execute(sql, (system,))}

    def uids_of_batch(self, system: str, batch: str) -> list[str]:
        """Uids of the active parcels of a batch, by number."""
        sql = "SELECT parcel_uid FROM parcel WHERE system = ? AND batch = ? AND is_active = 1 ORDER BY parcel_no"
        return [str(row[0]) for row in self._db.execute(sql, (system, batch))]

    def events_of(self, uid: str) -> list[PoolEvent]:
        """The history of one subject in order."""
        return self._records("SELECT * FROM event WHERE subject_uid = ? ORDER BY event_no", event_of, uid)

    def evidence_of(self, uid: str) -> list[PoolEvidence]:
        """Evidence that concerns a subject, in the order of recording."""
        return self._records(_EVIDENCE, evidence_of, uid)

    def all_evidence(self) -> list[tuple[PoolEvidence, tuple[str, ...]]]:
        """Every piece of evidence, in order, with the uids that it concerns."""
        links: dict[str, list[str]] = defaultdict(list)
        for own, uid in self._db.execute("SELECT evidence_uid, subject_uid FROM evidence_link ORDER BY link_no"):
            links[str(own)].append(str(uid))
        found = self._records("SELECT * FROM evidence ORDER BY evidence_no", evidence_of)
        return [(e, tuple(links[e.evidence_uid])) for e in found]

    def evidence_of_file(self, sha256: str, kind: str) -> list[tuple[PoolEvidence, tuple[str, ...]]]:
        """Evidence of a kind with a file of this content, in order, with the uids that it concerns."""
        sql = "SELECT * FROM evidence WHERE sha256 = ? AND kind = ? ORDER BY evidence_no"
        linked = "SELECT subject_uid FROM evidence_link WHERE evidence_uid = ? ORDER BY link_no"
        found = self._records(sql, evidence_of, sha256, kind)
        return [(e, tuple(str(row[0]) for row in self._db.execute(linked, (e.evidence_uid,)))) for e in found]

    def links_of_event(self, event_no: int) -> list[str]:
        """Uids that an event linked to its subject, in order."""
        sql = """
            SELECT subject_uid FROM evidence_link WHERE event_no = :event_no
            UNION ALL SELECT subject_uid FROM matter_link WHERE event_no = :event_no
        """
        return sorted(str(row[0]) for row in self._db.execute(sql, {"event_no": event_no}))

    def forms_of(self, uid: str) -> list[PoolForm]:
        """Form records of a subject, in the order of recording."""
        return self._records("SELECT * FROM form_record WHERE subject_uid = ? ORDER BY record_no", form_of, uid)

    def all_forms(self) -> list[PoolForm]:
        """Every form record in order."""
        return self._records("SELECT * FROM form_record ORDER BY record_no", form_of)

    def matters(self) -> list[PoolMatter]:
        """Every matter in order."""
        return self._records("SELECT * FROM matter ORDER BY matter_no", matter_of)

    def matters_of(self, uids: Sequence[str]) -> list[PoolMatter]:
        """Matters by uid, in the order asked for; those that the pool doesn't hold are left out."""
        with self._readable():
            return [matter_of(row) for row in self._each("SELECT * FROM matter WHERE matter_uid = ?", uids)]

    def links(self) -> list[MatterLink]:
        """Every link of a matter in order."""
        return self._records("SELECT * FROM matter_link ORDER BY link_no", link_of)

    def links_with(self, uid: str) -> list[MatterLink]:
        """Links of a matter, and those by which matters name this subject, in order."""
        sql = "SELECT * FROM matter_link WHERE matter_uid = ?1 OR subject_uid = ?1 ORDER BY link_no"
        return self._records(sql, link_of, uid)

    def found_by(self, uid: str, run_id: str) -> tuple[tuple[Finding, ...], tuple[Waiver, ...]]:
        """What a check found on a subject, and the documents that lifted failures, both under its uid."""
        with self._readable():
            findings = named(self._db.execute(_FOUND, (uid, run_id)))
            waivers = named(self._db.execute(_LIFTED, (uid, run_id)))
            return tuple(finding_of(uid, row) for row in findings), tuple(waiver_of(uid, row) for row in waivers)

    def versions(self, uid: str | None = None) -> list[ParcelVersion]:
        """Former shapes of a parcel, or of all of them, in order."""
        sql = "SELECT * FROM parcel_version WHERE ?1 IS NULL OR parcel_uid = ?1 ORDER BY version_no"
        return self._records(sql, version_of, uid)

    def count_of(self, kind: SubjectKind) -> int:
        """How many subjects of a kind the pool knows."""
        return int(self._db.execute("SELECT count(*) FROM subject WHERE kind = ?", (kind.value,)).fetchone()[0])

    def _each(self, sql: str, uids: Sequence[str]) -> list[dict[str, object]]:
        return [row for uid in uids for row in named(self._db.execute(sql, (uid,)))]

    def _records(self, sql: str, make: Callable[[Row], Record], *values: object) -> list[Record]:
        with self._readable():
            return [make(row) for row in named(self._db.execute(sql, values))]

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Contents that no pool writes (an edit with other tools) are damage, not a crash."""
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(self._path, str(error)) from error
