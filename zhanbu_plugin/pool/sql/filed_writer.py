"""Writing what is on file: the actions of ``store.FiledWriter`` as SQL."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...checks.findings import Finding
from ...checks.waivers.waiver import Waiver
from ..entry.survey_attributes import survey_key
from ..filing.filed import PoolEvidence, PoolForm, PoolMatter, Subject, SubjectKind
from ..records import PoolEvent, PoolParcel
from .filed_rows import row_of
from .questions import Questions
from .rows import event_row, finding_rows, parcel_row, waiver_rows
from .statements import ADD_EVENT, ADD_FINDING, ADD_WAIVER

_ADD_SUBJECT = """
    INSERT INTO subject (
        uid, kind, matter_uid, evidence_uid, record_uid, txn_uid, occupation_uid, freeze_uid, cap_uid
    )
    SELECT :uid, :kind, CASE :kind WHEN 'MATTER' THEN :uid END, CASE :kind WHEN 'EVIDENCE' THEN :uid END,
        CASE :kind WHEN 'FORM' THEN :uid END, CASE :kind WHEN 'POSTING' THEN :uid END,
        CASE :kind WHEN 'OCCUPATION' THEN :uid END, CASE :kind WHEN 'FREEZE' THEN :uid END,
        CASE :kind WHEN 'CAP' THEN :uid END
    WHERE NOT EXISTS (SELECT 1 FROM subject WHERE uid = :uid)
"""
_ADD_EVIDENCE = """
    INSERT INTO evidence (
        evidence_uid, kind, title, doc_no, doc_date, issuer, file_name, sha256, taken_on, lon, lat, azimuth,
        recorded_at, event_no
    ) VALUES (
        :evidence_uid, :kind, :title, :doc_no, :doc_date, :issuer, :file_name, :sha256, :taken_on, :lon, :lat,
        :azimuth, :recorded_at, :event_no
    )
"""
_LINK_EVIDENCE = """
    INSERT INTO evidence_link (evidence_uid, subject_uid, event_no) VALUES (:evidence_uid, :subject_uid, :event_no)
"""
_LINK_MATTER = """
    INSERT INTO matter_link (matter_uid, subject_uid, event_no) VALUES (:matter_uid, :subject_uid, :event_no)
"""
_ADD_FORM = """
    INSERT INTO form_record (
        record_uid, subject_uid, form, answers, answered_by, answered_on, doc_no, recorded_at, event_no
    ) VALUES (
        :record_uid, :subject_uid, :form, :answers, :answered_by, :answered_on, :doc_no, :recorded_at, :event_no
    )
"""
_ADD_MATTER = """
    INSERT INTO matter (
        matter_uid, subject, system, county, year, title, state, state_since, is_active, area_dm2, wkb, crs, rule_set,
        event_no
    ) VALUES (
        :matter_uid, :subject, :system, :county, :year, :title, :state, :state_since, :is_active, :area_dm2, :wkb, :crs,
        :rule_set, :event_no
    )
"""
_ADD_VERSION = """
    INSERT INTO parcel_version (
        parcel_uid, version, reason, geom, geometry_hash, area_dm2, verdict, run_id, survey, measures, event_no
    )
    SELECT parcel_uid, :version, :reason, geom, geometry_hash, area_dm2, verdict, run_id, survey, measures, :event_no
    FROM parcel WHERE parcel_uid = :parcel_uid
"""
_RESHAPE = """
    UPDATE parcel SET
        geom = :geom, verdict = :verdict, area_dm2 = :area_dm2, survey_dm2 = :survey_dm2, zldwdm = :zldwdm,
        zldwmc = :zldwmc, qsdwdm = :qsdwdm, qsdwmc = :qsdwmc, qsxz = :qsxz, src_tbbh = :src_tbbh, dlbm = :dlbm,
        dlmc = :dlmc, tbxhdm = :tbxhdm, zzsxdm = :zzsxdm, gdpdjb = :gdpdjb, slope_deg = :slope_deg,
        slope_gr = :slope_gr, slope_over = :slope_over, slope_na = :slope_na, geometry_hash = :geometry_hash,
        run_id = :run_id, survey = :survey, measures = :measures
    WHERE parcel_uid = :parcel_uid
"""


class FiledSqlWriter(Questions):
    """The part of an open pool that keeps what is on file of single subjects."""

    def add_subject(self, subject: Subject) -> None:
        """Make sure that the history can be about a subject."""
        if subject.kind is SubjectKind.PARCEL:
            raise ValueError("a parcel comes with its entry")
        self._session.run(_ADD_SUBJECT, {"uid": subject.uid, "kind": subject.kind.value})

    def add_event(self, event: PoolEvent) -> None:
        """Append to the history; the state of a parcel or matter follows."""
        self._session.run(ADD_EVENT, event_row(event))

    def add_guard_findings(
        self, uid: str, run_id: str, findings: Sequence[Finding], waivers: Sequence[Waiver] = ()
    ) -> None:
        """Keep what the guards of a step found, before its event."""
        self._session.run_many(ADD_FINDING, finding_rows(uid, run_id, findings))
        self._session.run_many(ADD_WAIVER, waiver_rows(uid, run_id, waivers))

    def add_evidence(self, evidence: PoolEvidence) -> None:
        """Keep a piece of evidence, after its event."""
        self._session.run(_ADD_EVIDENCE, row_of(evidence))

    def link_evidence(self, evidence_uid: str, uids: Sequence[str], event_no: int) -> None:
        """Keep whom a piece of evidence concerns, after the event that says so."""
        rows = [{"evidence_uid": evidence_uid, "subject_uid": uid, "event_no": event_no} for uid in uids]
        self._session.run_many(_LINK_EVIDENCE, rows)

    def add_form(self, record: PoolForm) -> None:
        """Keep a form record, after its event."""
        self._session.run(_ADD_FORM, row_of(record))

    def add_matter(self, matter: PoolMatter) -> None:
        """Keep a matter, after the event that opens it."""
        self._session.run(_ADD_MATTER, row_of(matter))

    def link_matter(self, matter_uid: str, uids: Sequence[str], event_no: int) -> None:
        """Keep what belongs to a matter, after the event that says so."""
        rows = [{"matter_uid": matter_uid, "subject_uid": uid, "event_no": event_no} for uid in uids]
        self._session.run_many(_LINK_MATTER, rows)

    def reshape(self, parcel: PoolParcel, version: int, reason: str, event_no: int) -> None:
        """Put a new shape and check in the place of the former, which is kept; after the event that says so."""
        former = {"parcel_uid": parcel.parcel_uid, "version": version, "reason": reason, "event_no": event_no}
        self._session.run(_ADD_VERSION, former)
        shapes = np.empty(1, dtype=object)
        shapes[0] = parcel.geometry
        identity = self._session.identity
        (stored,) = self._session.stored(shapes, identity.epsg)
        self._session.run(_RESHAPE, parcel_row(parcel, survey_key(parcel.survey), stored, identity.county))
