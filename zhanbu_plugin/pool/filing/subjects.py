"""Whom something on file concerns: parcels, a batch, a matter or the county, as people name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..store import PoolReader
from .filed import Subject, SubjectKind, batch_uid


@dataclass(frozen=True)
class Concern:
    """Parcels and matters by uid, a batch (system and name), or with none of these the whole county."""

    uids: tuple[str, ...] = ()
    system: str = ""
    batch: str = ""


def subjects_of(pool: PoolReader, concern: Concern) -> list[Subject]:
    """The subjects that are concerned, by uid. Raises ``InputProblem`` for one that the pool doesn't hold."""
    found = {uid: known_subject(pool, uid) for uid in concern.uids}
    if concern.batch:
        require_batch(pool, concern.system, concern.batch)
        uid = batch_uid(concern.system, concern.batch)
        found[uid] = Subject(uid, SubjectKind.BATCH)
    if not found:
        county = pool.identity.county
        found[county] = Subject(county, SubjectKind.COUNTY)
    return [found[uid] for uid in sorted(found)]


def known_subject(pool: PoolReader, uid: str) -> Subject:
    """The parcel or matter of a uid. Raises ``InputProblem`` when there is none."""
    subject = pool.subject(uid)
    if subject is None or subject.kind not in (SubjectKind.PARCEL, SubjectKind.MATTER):
        raise InputProblem(
            translate("zhanbu", "The pool holds no parcel and no matter “{uid}”.", uid=uid),
            remedy=translate("zhanbu", "Give an id from the column parcel_uid, or one that a matter got when opened."),
            parcel=uid,
        )
    return subject


def require_batch(pool: PoolReader, system: str, batch: str) -> None:
    """Raises ``InputProblem`` unless the pool has the batch."""
    known = [b.batch for b in pool.batches() if b.system == system]
    if batch not in known:
        raise InputProblem(
            translate("zhanbu", "The pool has no batch “{batch}” of {system}.", batch=batch, system=system),
            remedy=translate("zhanbu", "Choose one of: {batches}.", batches=", ".join(known) or "–"),
        )


def moved_uids(pool: PoolReader, concern: Concern) -> list[str]:
    """Uids of the parcels and matters that a step is for: those named, and the active parcels of the batch.

    Raises ``InputProblem`` when none is named, or a batch that the pool doesn't have.
    """
    uids: Sequence[str] = concern.uids
    if concern.batch:
        require_batch(pool, concern.system, concern.batch)
        uids = [*uids, *pool.uids_of_batch(concern.system, concern.batch)]
    if not uids:
        raise InputProblem(
            translate("zhanbu", "No parcel, batch or matter is named."),
            remedy=translate("zhanbu", "Give ids of parcels or matters, or the name of a batch that holds parcels."),
        )
    return sorted(set(uids))
