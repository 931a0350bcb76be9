"""Putting evidence on file (佐证材料登记): the file beside the pool, its record and whom it concerns in the pool."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ...checks.waivers.table import document_sha256
from ...regimes.forms.evidence_kinds import Nature, evidence_kinds
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..chain import canonical
from ..database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..steps.acts import Act, Journal, day_of, require_act, require_line
from ..steps.transitions import require_in_order
from ..store import PoolWriter
from .evidence_files import keeping_files
from .filed import RECORDED, PoolEvidence, Subject, SubjectKind
from .new_round import went_back_since
from .photos import PhotoFacts, photo_facts
from .subjects import Concern, subjects_of

EVIDENCE = "EVIDENCE"


@dataclass(frozen=True)
class Paper:
    """What is known of a file besides its content: kind, number, date, issuer and title of the document."""

    kind: str
    doc_no: str = ""
    doc_date: date | None = None
    issuer: str = ""
    title: str = ""


def attach_evidence(
    path: PoolAddress,
    file: str | Path,
    paper: Paper,
    concern: Concern,
    *,
    role: str,
    recorded_at: str,
    busy_seconds: float = BUSY_SECONDS,
) -> PoolEvidence:
    """Keep a file beside the pool and note in the history what it is and whom it concerns.

    The same paper attached again is kept once and only gets new subjects; with a number, date, issuer or title that was
    put right it makes a new record, and so it does where one of them has gone a step back since and shows it anew.
    What is handed back says which record it is. The file is copied before the pool is locked and goes again when
    something fails. Raises ``InputProblem``; the pool is then untouched.
    """
    source = Path(file)
    _require_paper(paper, day_of(recorded_at))
    act = Act(role, day_of(recorded_at), paper.doc_no, recorded_at)
    require_act(act)
    sha256 = document_sha256(source)
    facts = photo_facts(source) if evidence_kinds()[paper.kind].nature is Nature.PHOTO else PhotoFacts()
    files = [(str(source), source.name, sha256)]
    with (
        pool_for_writing(path, busy_seconds=busy_seconds) as pool,
        keeping_files(path, files) as kept,
        pool.writing(),
    ):
        subjects = subjects_of(pool, concern)
        known = _known(pool, sha256, paper)
        if known is not None and not any(went_back_since(pool, subject, known[0].event_no) for subject in subjects):
            recorded = _linked(pool, *known, subjects, act)
        else:
            recorded = _recorded(pool, source.name, sha256, paper, facts, subjects, act)
        kept.keep(files)
        return recorded


def _require_paper(paper: Paper, recorded_on: date) -> None:
    if paper.kind not in evidence_kinds():
        raise InputProblem(
            translate("zhanbu", "There is no kind of evidence “{kind}”.", kind=paper.kind),
            remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(evidence_kinds())),
            field="KIND",
        )
    for name, text in (("ISSUER", paper.issuer), ("TITLE", paper.title)):
        require_line(text, name)
    if paper.doc_date is not None and paper.doc_date > recorded_on:
        raise InputProblem(
            translate(
                "zhanbu",
                "The document is dated {date}, after the day on which it is recorded ({recorded}).",
                date=paper.doc_date.isoformat(),
                recorded=recorded_on.isoformat(),
            ),
            remedy=translate("zhanbu", "Give the date that stands on the document."),
            field="DATE",
        )


def _known(pool: PoolWriter, sha256: str, paper: Paper) -> tuple[PoolEvidence, tuple[str, ...]] | None:
    """The last record of this very document, and whom it concerns."""
    found = [(known, uids) for known, uids in pool.evidence_of_file(sha256, paper.kind) if is_same_paper(known, paper)]
    return found[-1] if found else None


def is_same_paper(known: PoolEvidence, paper: Paper) -> bool:
    """The same document: a file of which something else is said, such as another issuer, is put on file anew."""
    return all(getattr(known, name) == value for name, value in vars(paper).items())


def _recorded(
    pool: PoolWriter,
    file_name: str,
    sha256: str,
    paper: Paper,
    photo: PhotoFacts,
    subjects: list[Subject],
    act: Act,
) -> PoolEvidence:
    uid = f"{pool.identity.county}-EVIDENCE-{pool.count_of(SubjectKind.EVIDENCE) + 1:06d}"
    bare = PoolEvidence(
        uid,
        **vars(paper),
        file_name=file_name,
        sha256=sha256,
        **vars(photo),
        recorded_at=act.recorded_at,
    )
    for subject in subjects:
        _make_sure(pool, subject)
    pool.add_subject(Subject(uid, SubjectKind.EVIDENCE))
    event = Journal(pool).append(uid, ("", RECORDED), EVIDENCE, act, evidence_facts(bare, [s.uid for s in subjects]))
    kept = replace(bare, event_no=event.event_no)
    pool.add_evidence(kept)
    pool.link_evidence(uid, [s.uid for s in subjects], event.event_no)
    return kept


def _linked(
    pool: PoolWriter, known: PoolEvidence, concerned: tuple[str, ...], subjects: list[Subject], act: Act
) -> PoolEvidence:
    new = [subject for subject in subjects if subject.uid not in concerned]
    if new:
        require_in_order(pool, known.evidence_uid, act.on, "RECORDED")
        for subject in new:
            _make_sure(pool, subject)
        uids = [subject.uid for subject in new]
        event = Journal(pool).append(
            known.evidence_uid, (RECORDED, RECORDED), EVIDENCE, act, evidence_facts(known, uids)
        )
        pool.link_evidence(known.evidence_uid, uids, event.event_no)
    return known


def _make_sure(pool: PoolWriter, subject: Subject) -> None:
    """A batch or the county becomes a subject when something first concerns it."""
    if subject.kind in (SubjectKind.BATCH, SubjectKind.COUNTY):
        pool.add_subject(subject)


def evidence_facts(evidence: PoolEvidence, uids: list[str]) -> dict[str, object]:
    """What an entry about evidence testifies to: the file, the whole record, and whom it newly concerns."""
    content = {name: value for name, value in vars(evidence).items() if name != "event_no"}
    return {
        "record_sha256": hashlib.sha256(canonical(content).encode()).hexdigest(),
        "sha256": evidence.sha256,
        "subjects": sorted(uids),
    }
