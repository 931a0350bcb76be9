"""Dossiers (卷宗) out of a pool: of each subject its papers, answers, steps and what it is linked with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import shapely

from ...checks.dossier import Dossier, EvidenceItem, FormRecord, PoolSums, Step
from ...regimes.workflow import PARCEL
from ...survey.crs import Crs
from ...survey.units import m2_of
from ..accounts.records import AREA, LINKED, USED
from ..database import PoolAddress, evidence_folder, pool_for_reading
from ..records import PoolEvent, PoolParcel
from ..store import PoolReader
from .evidence_files import is_intact, stored_name
from .filed import LINK, VERSION, PoolEvidence, PoolMatter, batch_uid
from .forms import answers_of

OUTFLOW, PLAN = "OUTFLOW", "PLAN"
"""Matters of the yearly balance of cropland in and out: an item that leaves, and the plan of a year."""

LINKED_AREA = "OCCUPATION.linked_m2"
"""Where people write down how much is linked to a project; the ledger knows it."""
_NO_STEPS = (VERSION, LINK)
"""Actions of entries that leave a subject in its state, other than a step that leads back to where it began."""

Intact = Callable[[PoolEvidence], bool]


def dossiers_of(path: PoolAddress, uids: Sequence[str], *, verified: bool = False) -> tuple[Dossier, ...]:
    """Dossiers of parcels and matters, in the order asked for; those that the pool doesn't hold are left out.

    A parcel's dossier takes in what is on file of its batch and its county, a matter's that of its county.
    ``verified`` hashes the stored files again. Raises ``InputProblem`` for a pool that can't be read.
    """
    with pool_for_reading(path) as pool, pool.reading():
        return read_dossiers(pool, uids, intact=stored_files(path) if verified else None)


class StoredFiles:
    """Files beside a pool: do they still have their SHA-256? Each is read once."""

    def __init__(self, path: PoolAddress) -> None:
        self._folder = evidence_folder(path)
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, evidence: PoolEvidence) -> bool:
        """Whether the file of a piece of evidence is there as it was recorded."""
        return self.holds(evidence.sha256, evidence.file_name)

    def holds(self, sha256: str, file_name: str) -> bool:
        """Whether a file of this content, kept under its own name's ending, is there."""
        name = stored_name(sha256, file_name)
        if (name, sha256) not in self._known:
            try:
                self._known[name, sha256] = is_intact(self._folder / name, sha256)
            except OSError:
                self._known[name, sha256] = False
        return self._known[name, sha256]


def stored_files(path: PoolAddress) -> StoredFiles:
    """The files beside a pool."""
    return StoredFiles(path)


def read_dossiers(pool: PoolReader, uids: Sequence[str], *, intact: Intact | None = None) -> tuple[Dossier, ...]:
    """Dossiers out of an open pool; see ``dossiers_of``."""
    reader, ties = _Reader(pool, intact), _Ties(pool)
    own = reader.bare(uids)
    linked = {uid: ties.of(uid) for uid in own}
    items = {uid: ties.plan_items(uid) for uid, dossier in own.items() if dossier.subject == OUTFLOW}
    together = {other for found in {id(found): found for found in items.values()}.values() for other in found}
    others = reader.bare(sorted(together | {other for found in linked.values() for other in found}))
    return tuple(
        replace(
            dossier,
            linked=tuple(others[other] for other in linked[uid] if other in others),
            plan_items=tuple(others[other] for other in items.get(uid, ()) if other != uid and other in others),
        )
        for uid, dossier in own.items()
    )


class _Ties:
    """What is linked with what; items of the same plans are found once for all of them."""

    def __init__(self, pool: PoolReader) -> None:
        self._pool = pool
        self._linked: dict[str, list[str]] = {}
        self._together: dict[str, tuple[str, ...]] = {}

    def of(self, uid: str) -> list[str]:
        """Uids at the other end of each link, in order."""
        if uid not in self._linked:
            ends = ((link.matter_uid, link.subject_uid) for link in self._pool.links_with(uid))
            self._linked[uid] = list(dict.fromkeys(other if own == uid else own for own, other in ends))
        return self._linked[uid]

    def plan_items(self, uid: str) -> tuple[str, ...]:
        """Uids of all that is in the plans of an item, and in every plan that shares some of it: none counts twice.
        The item itself is among them.
        """
        if uid not in self._together:
            found, ahead, plans = {uid}, [uid], set[str]()
            while ahead:
                near = self.of(ahead.pop())
                new = {m.matter_uid for m in self._pool.matters_of(near) if m.subject == PLAN} - plans
                plans |= new
                for plan in sorted(new):
                    members = [other for other in self.of(plan) if other not in found]
                    found.update(members)
                    ahead.extend(members)
            items = tuple(sorted(found - plans))
            self._together |= dict.fromkeys(items, items)
        return self._together[uid]


def shared_dossier(pool: PoolReader, uid: str) -> Dossier:
    """What is on file of the county or a batch itself; it has no state."""
    evidence, records = _Reader(pool, None).on_file(uid, [])
    return Dossier(uid=uid, subject="", state="", evidence=evidence, records=records)


class _Reader:
    """Reads dossiers without links; what is on file of a batch or the county is read once for all."""

    def __init__(self, pool: PoolReader, intact: Intact | None) -> None:
        self._pool = pool
        self._intact = intact
        self._identity = pool.identity
        self._sums: dict[tuple[str, str], PoolSums] = {}
        self._projects: dict[str, dict[str, str]] = {}
        self._shared: dict[str, tuple[list[tuple[int, EvidenceItem]], list[tuple[int, FormRecord]]]] = {}

    def _sums_of(self, parcel: PoolParcel) -> PoolSums:
        """What the pool holds beside a parcel; the pool is asked once for a batch."""
        key = (parcel.system, parcel.batch)
        if key not in self._sums:
            batch = next((b for b in self._pool.batches() if (b.system, b.batch) == key), None)
            county = self._identity.county
            caps = {cap.year: cap.cap_dm2 for cap in self._pool.caps(parcel.system) if cap.holder == county}
            self._sums[key] = PoolSums(
                county=county,
                batch=parcel.batch,
                batch_parcels=batch.parcels if batch else 0,
                batch_dm2=batch.area_dm2 if batch else 0,
                reached=tuple(self._pool.reached(parcel.system)),
                caps=tuple(sorted(caps.items())),
            )
        return self._sums[key]

    def bare(self, uids: Sequence[str]) -> dict[str, Dossier]:
        """Dossiers by uid, in the order asked for."""
        parcels = {p.parcel_uid: p for p in self._pool.parcels_of(uids)}
        matters = {m.matter_uid: m for m in self._pool.matters_of([uid for uid in uids if uid not in parcels])}
        found = {}
        for uid in uids:
            if uid in parcels:
                found[uid] = self._of_parcel(parcels[uid])
            elif uid in matters:
                found[uid] = self._of_matter(matters[uid])
        return found

    def _of_parcel(self, parcel: PoolParcel) -> Dossier:
        evidence, records = self.on_file(
            parcel.parcel_uid, [batch_uid(parcel.system, parcel.batch), self._identity.county]
        )
        return Dossier(
            uid=parcel.parcel_uid,
            subject=PARCEL,
            state=parcel.state,
            area_m2=m2_of(parcel.area_dm2),
            evidence=evidence,
            records=records,
            steps=self._steps(parcel.parcel_uid),
            geometry_wkb=shapely.to_wkb(parcel.geometry, byte_order=1, output_dimension=2),
            crs=Crs.of(self._identity.epsg).wkt,
            sums=self._sums_of(parcel),
        )

    def _of_matter(self, matter: PoolMatter) -> Dossier:
        evidence, records = self.on_file(matter.matter_uid, [self._identity.county])
        return Dossier(
            uid=matter.matter_uid,
            subject=matter.subject,
            state=matter.state,
            area_m2=None if matter.area_dm2 is None else m2_of(matter.area_dm2),
            evidence=evidence,
            records=records,
            steps=self._steps(matter.matter_uid),
            geometry_wkb=matter.wkb,
            crs=matter.crs,
            booked=self._booked(matter),
        )

    def _booked(self, matter: PoolMatter) -> tuple[tuple[str, int], ...]:
        """What the ledger has linked to the project of a matter, written off or not; nothing where it knows none."""
        if matter.system not in self._projects:
            known = self._pool.occupations(matter.system)
            self._projects[matter.system] = {o.matter_uid: o.project_no for o in known if o.matter_uid}
        project_no = self._projects[matter.system].get(matter.matter_uid)
        if project_no is None:
            return ()
        held = self._pool.holdings(matter.system, ref=project_no)
        linked = sum(h.balance_dm2 for h in held if h.indicator == AREA and h.bucket in (LINKED, USED))
        return ((LINKED_AREA, linked),)

    def on_file(self, uid: str, shared: Sequence[str]) -> tuple[tuple[EvidenceItem, ...], tuple[FormRecord, ...]]:
        """What concerns the subject itself and what it shares, in the order of recording, each once."""
        for other in shared:
            if other not in self._shared:
                self._shared[other] = self._read(other, bound=other != self._identity.county)
        parts = [self._read(uid), *(self._shared[other] for other in shared)]
        evidence = {number: item for items, _ in parts for number, item in items}
        records = {number: replace(record, own=False) for _, found in parts[1:] for number, record in found}
        records |= dict(parts[0][1])
        return (
            tuple(evidence[number] for number in sorted(evidence)),
            tuple(records[number] for number in sorted(records)),
        )

    def _read(
        self, uid: str, bound: bool = True
    ) -> tuple[list[tuple[int, EvidenceItem]], list[tuple[int, FormRecord]]]:
        """By place in the history; what isn't ``bound`` to the way of a subject, the county's, goes without it."""
        evidence = [(e.event_no, self._item(e, bound)) for e in self._pool.evidence_of(uid)]
        records = [
            (
                r.event_no,
                FormRecord(
                    *(r.form, answers_of(r), r.answered_by, r.answered_on, r.doc_no),
                    filed_as=r.event_no if bound else 0,
                ),
            )
            for r in self._pool.forms_of(uid)
        ]
        return evidence, records

    def _item(self, evidence: PoolEvidence, bound: bool) -> EvidenceItem:
        return EvidenceItem(
            kind=evidence.kind,
            title=evidence.title,
            doc_no=evidence.doc_no,
            doc_date=evidence.doc_date,
            file_name=evidence.file_name,
            sha256=evidence.sha256,
            intact=None if self._intact is None else self._intact(evidence),
            taken_on=evidence.taken_on,
            lon=evidence.lon,
            lat=evidence.lat,
            azimuth=evidence.azimuth,
            filed_as=evidence.event_no if bound else 0,
        )

    def _steps(self, uid: str) -> tuple[Step, ...]:
        return steps_of(self._pool.events_of(uid))


def steps_of(events: Iterable[PoolEvent]) -> tuple[Step, ...]:
    """The transitions among the entries about one subject, those that lead back to the same state included."""
    return tuple(
        Step(event.from_state, event.to_state, event.occurred_on, event.role, doc_no_of(event), event.event_no)
        for event in events
        if event.action not in _NO_STEPS
    )


def doc_no_of(event: PoolEvent) -> str:
    """Number of the document behind an entry, empty where it has none."""
    facts = json.loads(event.facts)
    return str(facts.get("doc_no", "")) if isinstance(facts, dict) else ""
