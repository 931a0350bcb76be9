"""Reading what is on file: the questions of ``store.FiledReader`` as SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ...checks.findings import Finding
from ...checks.waivers.waiver import Waiver
from ..filing.filed import MatterLink, ParcelVersion, PoolEvidence, PoolForm, PoolMatter, Subject, SubjectKind
from ..records import PoolEvent, PoolParcel
from .filed_rows import evidence_of, form_of, link_of, matter_of, version_of
from .questions import Questions
from .rows import event_of, finding_of, parcels_of, waiver_of

_EVIDENCE = """
    SELECT e.* FROM evidence_link l JOIN evidence e ON e.evidence_uid = l.evidence_uid
    WHERE l.subject_uid = :uid ORDER BY l.link_no
"""
_FOUND = "SELECT * FROM finding WHERE subject_uid = :uid AND run_id = :run_id ORDER BY ord"
_LIFTED = "SELECT * FROM waiver WHERE subject_uid = :uid AND run_id = :run_id ORDER BY ord"


class FiledSql(Questions):
    """The part of an open pool that tells what is on file of single subjects."""

    def subject(self, uid: str) -> Subject | None:
        """The subject of a uid."""
        rows = self._session.rows("SELECT uid, kind FROM subject WHERE uid = :uid", {"uid": uid})
        return Subject(str(rows[0]["uid"]), SubjectKind(rows[0]["kind"])) if rows else None

    def parcels_of(self, uids: Sequence[str]) -> list[PoolParcel]:
        """Parcels by uid, in the order asked for, without what their checks found; unknown ones are left out."""
        with self._readable():
            rows = self._each("SELECT * FROM parcel WHERE parcel_uid = :uid", uids)
            return parcels_of(rows, self._session.shapes([row["geom"] for row in rows]), {}, {})

    def rule_sets_of_parcels(self, system: str) -> dict[str, str]:
        """Id of the rule set by which each parcel of a system entered, by uid."""
        sql = """
            SELECT p.parcel_uid, r.rule_set FROM parcel p JOIN check_run r ON r.run_id = p.run_id
            WHERE p.system = :system ORDER BY p.parcel_uid
        """
        return {str(row["parcel_uid"]): str(row["rule_set"]) for row in self._session.rows(sql, {"system": system})}

    def uids_of_batch(self, system: str, batch: str) -> list[str]:
        """Uids of the active parcels of a batch, by number."""
        sql = """
            SELECT parcel_uid FROM parcel WHERE system = :system AND batch = :batch AND is_active = 1
            ORDER BY parcel_no
        """
        return [str(row["parcel_uid"]) for row in self._session.rows(sql, {"system": system, "batch": batch})]

    def events_of(self, uid: str) -> list[PoolEvent]:
        """The history of one subject in order."""
        sql = "SELECT * FROM event WHERE subject_uid = :uid ORDER BY event_no"
        return self._records(sql, event_of, {"uid": uid})

    def evidence_of(self, uid: str) -> list[PoolEvidence]:
        """Evidence that concerns a subject, in the order of recording."""
        return self._records(_EVIDENCE, evidence_of, {"uid": uid})

    def all_evidence(self) -> list[tuple[PoolEvidence, tuple[str, ...]]]:
        """Every piece of evidence, in order, with the uids that it concerns."""
        links: dict[str, list[str]] = defaultdict(list)
        for row in self._session.rows("SELECT evidence_uid, subject_uid FROM evidence_link ORDER BY link_no"):
            links[str(row["evidence_uid"])].append(str(row["subject_uid"]))
        found = self._records("SELECT * FROM evidence ORDER BY evidence_no", evidence_of)
        return [(e, tuple(links[e.evidence_uid])) for e in found]

    def evidence_of_file(self, sha256: str, kind: str) -> list[tuple[PoolEvidence, tuple[str, ...]]]:
        """Evidence of a kind with a file of this content, in order, with the uids that it concerns."""
        sql = "SELECT * FROM evidence WHERE sha256 = :sha256 AND kind = :kind ORDER BY evidence_no"
        found = self._records(sql, evidence_of, {"sha256": sha256, "kind": kind})
        return [(e, self._concerned_by(e.evidence_uid)) for e in found]

    def _concerned_by(self, evidence_uid: str) -> tuple[str, ...]:
        sql = "SELECT subject_uid FROM evidence_link WHERE evidence_uid = :uid ORDER BY link_no"
        return tuple(str(row["subject_uid"]) for row in self._session.rows(sql, {"uid": evidence_uid}))

    def links_of_event(self, event_no: int) -> list[str]:
        """Uids that an event linked to its subject, in order."""
        sql = """
            SELECT subject_uid FROM evidence_link WHERE event_no = :event_no
            UNION ALL SELECT subject_uid FROM matter_link WHERE event_no = :event_no
        """
        return sorted(str(row["subject_uid"]) for row in self._session.rows(sql, {"event_no": event_no}))

    def forms_of(self, uid: str) -> list[PoolForm]:
        """Form records of a subject, in the order of recording."""
        sql = "SELECT * FROM form_record WHERE subject_uid = :uid ORDER BY record_no"
        return self._records(sql, form_of, {"uid": uid})

    def all_forms(self) -> list[PoolForm]:
        """Every form record in order."""
        return self._records("SELECT * FROM form_record ORDER BY record_no", form_of)

    def matters(self) -> list[PoolMatter]:
        """Every matter in order."""
        return self._records("SELECT * FROM matter ORDER BY matter_no", matter_of)

    def matters_of(self, uids: Sequence[str]) -> list[PoolMatter]:
        """Matters by uid, in the order asked for; those that the pool doesn't hold are left out."""
        with self._readable():
            return [matter_of(row) for row in self._each("SELECT * FROM matter WHERE matter_uid = :uid", uids)]

    def links(self) -> list[MatterLink]:
        """Every link of a matter in order."""
        return self._records("SELECT * FROM matter_link ORDER BY link_no", link_of)

    def links_with(self, uid: str) -> list[MatterLink]:
        """Links of a matter, and those by which matters name this subject, in order."""
        sql = "SELECT * FROM matter_link WHERE matter_uid = :uid OR subject_uid = :uid ORDER BY link_no"
        return self._records(sql, link_of, {"uid": uid})

    def found_by(self, uid: str, run_id: str) -> tuple[tuple[Finding, ...], tuple[Waiver, ...]]:
        """What a check found on a subject, and the documents that lifted failures, both under its uid."""
        asked = {"uid": uid, "run_id": run_id}
        findings = self._records(_FOUND, lambda row: finding_of(uid, row), asked)
        waivers = self._records(_LIFTED, lambda row: waiver_of(uid, row), asked)
        return tuple(findings), tuple(waivers)

    def versions(self, uid: str | None = None) -> list[ParcelVersion]:
        """Former shapes of a parcel, or of all of them, in order."""
        sql = "SELECT * FROM parcel_version WHERE :uid IS NULL OR parcel_uid = :uid ORDER BY version_no"
        with self._readable():
            rows = self._session.rows(sql, {"uid": uid})
            shapes = self._session.shapes([row["geom"] for row in rows])
            return [version_of(row, shape) for row, shape in zip(rows, shapes)]

    def count_of(self, kind: SubjectKind) -> int:
        """How many subjects of a kind the pool knows."""
        rows = self._session.rows("SELECT count(*) AS known FROM subject WHERE kind = :kind", {"kind": kind.value})
        return int(rows[0]["known"])

    def _each(self, sql: str, uids: Sequence[str]) -> list[dict[str, Any]]:
        return [row for uid in uids for row in self._session.rows(sql, {"uid": uid})]
