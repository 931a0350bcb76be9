"""What is on file of a parcel, in the order in which it came (地块档案内容)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage, QImageReader

from ....pool.database import evidence_folder, pool_for_reading
from ....pool.filing.dossiers import doc_no_of
from ....pool.filing.evidence_files import stored_name
from ....pool.filing.filed import LINK, VERSION, PoolEvidence, PoolForm, batch_uid
from ....pool.records import PoolEvent
from ....pool.store import PoolReader
from ....regimes.actors import actors
from ....regimes.forms.evidence_kinds import Nature, evidence_kinds
from ....regimes.forms.form import forms
from ....regimes.workflow import PARCEL
from ....reports.language import interface_is_chinese, tr
from ..pool_layer import state_title

SIDE = 112
"""Pixels of the longer side of a small picture."""


@dataclass(frozen=True)
class Entry:
    """A line of the timeline: day (ISO), what happened, by whom, document, clause, when it was recorded.

    ``path`` is the file of a paper beside the pool.
    """

    number: int
    day: str
    what: str
    by: str
    doc_no: str
    clause: str
    recorded_at: str
    path: Path | None = None


@dataclass(frozen=True)
class Photo:
    """A photo on file; without a picture where the file beside the pool is gone or can't be read."""

    evidence: PoolEvidence
    path: Path
    picture: QImage | None


@dataclass(frozen=True)
class ParcelFile:
    """Everything about one parcel or matter, the newest first."""

    uid: str
    entries: tuple[Entry, ...]
    photos: tuple[Photo, ...]
    of_matter: bool = False


def read_file(pool: str, uid: str, go_on: Callable[[], None]) -> ParcelFile:
    """Read a parcel's file and its batch's, on the worker's thread. Raises ``InputProblem`` and what ``go_on`` does."""
    with pool_for_reading(pool) as opened, opened.reading():
        evidence = _evidence(opened, uid)
        of_matter = _path(opened, uid)[1] != PARCEL
        entries = [*_steps(opened, uid), *_papers(evidence, evidence_folder(pool)), *_forms(opened, uid)]
    photos = []
    for one in evidence:
        go_on()
        if evidence_kinds()[one.kind].nature is Nature.PHOTO:
            path = evidence_folder(pool) / stored_name(one.sha256, one.file_name)
            photos.append(Photo(one, path, _small(path)))
    newest = sorted(entries, key=lambda entry: -entry.number)
    return ParcelFile(uid, tuple(newest), tuple(reversed(photos)), of_matter)


def kind_title(kind: str) -> str:
    """A kind of paper in the user's language."""
    known = evidence_kinds().get(kind)
    return known.name.in_language(interface_is_chinese()) if known is not None else kind


def _evidence(pool: PoolReader, uid: str) -> list[PoolEvidence]:
    subjects = [uid, *(batch_uid(parcel.system, parcel.batch) for parcel in pool.parcels_of([uid]))]
    found = {one.evidence_uid: one for subject in subjects for one in pool.evidence_of(subject)}
    return sorted(found.values(), key=lambda one: one.event_no)


def _path(pool: PoolReader, uid: str) -> tuple[str, str]:
    """System and path of a parcel or matter."""
    for parcel in pool.parcels_of([uid]):
        return parcel.system, PARCEL
    for matter in pool.matters_of([uid]):
        return matter.system, matter.subject
    return "", PARCEL


def _steps(pool: PoolReader, uid: str) -> Iterator[Entry]:
    system, workflow = _path(pool, uid)
    for event in pool.events_of(uid):
        yield Entry(
            event.event_no,
            event.occurred_on.isoformat(),
            _said(event, system, workflow),
            _office(event.role),
            doc_no_of(event),
            event.clause,
            event.recorded_at,
        )


def _said(event: PoolEvent, system: str, workflow: str) -> str:
    if event.action == VERSION:
        return tr("Shape changed")
    if event.action == LINK:
        return tr("Linked with a matter")
    state = state_title(system, event.to_state, workflow)
    if not event.from_state:
        return tr("Entered the pool: {state}").format(state=state)
    return tr("{before} → {after}").format(before=state_title(system, event.from_state, workflow), after=state)


def _papers(evidence: list[PoolEvidence], folder: Path) -> Iterator[Entry]:
    for one in evidence:
        day = one.taken_on or one.doc_date
        what = tr("On file: {kind}, {file}").format(kind=kind_title(one.kind), file=one.file_name)
        path = folder / stored_name(one.sha256, one.file_name)
        on = day.isoformat() if day else ""
        yield Entry(one.event_no, on, what, one.issuer, one.doc_no, "", one.recorded_at, path)


def _forms(pool: PoolReader, uid: str) -> Iterator[Entry]:
    for record in pool.forms_of(uid):
        yield Entry(
            record.event_no,
            record.answered_on.isoformat(),
            tr("Filled in: {form}").format(form=_form_title(record)),
            record.answered_by,
            record.doc_no,
            "",
            record.recorded_at,
        )


def _form_title(record: PoolForm) -> str:
    known = forms().get(record.form)
    return known.title.in_language(interface_is_chinese()) if known is not None else record.form


def _office(role: str) -> str:
    known = actors().get(role)
    return known.name.in_language(interface_is_chinese()) if known is not None else role


def _small(path: Path) -> QImage | None:
    """A small picture; a JPEG is read at a fraction of its size."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        part = SIDE / max(size.width(), size.height())
        reader.setScaledSize(QSize(max(1, round(size.width() * part)), max(1, round(size.height() * part))))
    picture = reader.read()
    return None if picture.isNull() else picture
