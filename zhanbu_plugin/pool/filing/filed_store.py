"""What the pool's services ask of an engine about single subjects and what is on file of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ...checks.findings import Finding
from ...checks.waivers.waiver import Waiver
from ..records import PoolEvent, PoolParcel
from .filed import MatterLink, ParcelVersion, PoolEvidence, PoolForm, PoolMatter, Subject, SubjectKind


class FiledReader(Protocol):
    """The part of an open pool that tells what is on file."""

    def subject(self, uid: str) -> Subject | None:
        """The subject of a uid."""

    def parcels_of(self, uids: Sequence[str]) -> list[PoolParcel]:
        """Parcels by uid, in the order asked for, without what their checks found; unknown ones are left out."""

    def rule_sets_of_parcels(self, system: str) -> dict[str, str]:
        """Id of the rule set by which each parcel of a system entered, by uid."""

    def uids_of_batch(self, system: str, batch: str) -> list[str]:
        """Uids of the active parcels of a batch, by number."""

    def events_of(self, uid: str) -> list[PoolEvent]:
        """The history of one subject in order."""

    def evidence_of(self, uid: str) -> list[PoolEvidence]:
        """Evidence that concerns a subject, in the order of recording."""

    def all_evidence(self) -> list[tuple[PoolEvidence, tuple[str, ...]]]:
        """Every piece of evidence, in order, with the uids that it concerns."""

    def evidence_of_file(self, sha256: str, kind: str) -> list[tuple[PoolEvidence, tuple[str, ...]]]:
        """Evidence of a kind with a file of this content, in order, with the uids that it concerns."""

    def links_of_event(self, event_no: int) -> list[str]:
        """Uids that an event linked to its subject, sorted."""

    def forms_of(self, uid: str) -> list[PoolForm]:
        """Form records of a subject, in the order of recording."""

    def all_forms(self) -> list[PoolForm]:
        """Every form record in order."""

    def matters(self) -> list[PoolMatter]:
        """Every matter in order."""

    def matters_of(self, uids: Sequence[str]) -> list[PoolMatter]:
        """Matters by uid, in the order asked for; those that the pool doesn't hold are left out."""

    def links(self) -> list[MatterLink]:
        """Every link of a matter in order."""

    def links_with(self, uid: str) -> list[MatterLink]:
        """Links of a matter, and those by which matters name this subject, in order."""

    def found_by(self, uid: str, run_id: str) -> tuple[tuple[Finding, ...], tuple[Waiver, ...]]:
        """What a check found on a subject, and the documents that lifted failures, both under its uid."""

    def versions(self, uid: str | None = None) -> list[ParcelVersion]:
        """Former shapes of a parcel, or of all of them, in order."""

    def count_of(self, kind: SubjectKind) -> int:
        """How many subjects of a kind the pool knows."""


class FiledWriter(Protocol):
    """The part of an open pool that keeps what is on file."""

    def add_subject(self, subject: Subject) -> None:
        """Make sure that the history can be about a subject; a parcel comes with its entry."""

    def add_event(self, event: PoolEvent) -> None:
        """Append to the history; the state of a parcel or matter follows."""

    def add_guard_findings(
        self, uid: str, run_id: str, findings: Sequence[Finding], waivers: Sequence[Waiver] = ()
    ) -> None:
        """Keep what the guards of a step found, before its event."""

    def add_evidence(self, evidence: PoolEvidence) -> None:
        """Keep a piece of evidence, after its event."""

    def link_evidence(self, evidence_uid: str, uids: Sequence[str], event_no: int) -> None:
        """Keep whom a piece of evidence concerns, after the event that says so."""

    def add_form(self, record: PoolForm) -> None:
        """Keep a form record, after its event."""

    def add_matter(self, matter: PoolMatter) -> None:
        """Keep a matter, after the event that opens it."""

    def link_matter(self, matter_uid: str, uids: Sequence[str], event_no: int) -> None:
        """Keep what belongs to a matter, after the event that says so."""

    def reshape(self, parcel: PoolParcel, version: int, reason: str, event_no: int) -> None:
        """Put a new shape and check in the place of the former, which is kept; after the event that says so."""
