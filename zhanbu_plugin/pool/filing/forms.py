"""Putting answers on file (表单登记): typed by their form, with who answered, when and by which paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ...regimes.forms.answers import Answer, checked_answers
from ...regimes.forms.form import forms
from ...regimes.forms.typed_answers import Refused, typed_answer
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..chain import canonical
from ..database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..steps.acts import Act, Journal, day_of, require_act, require_line
from ..store import PoolWriter
from .filed import RECORDED, PoolForm, Subject, SubjectKind
from .subjects import Concern, subjects_of

FORM = "FORM"


def record_form(
    path: PoolAddress,
    form: str,
    records: list[Mapping[str, object]],
    concern: Concern,
    *,
    answered_by: str,
    answered_on: date,
    doc_no: str = "",
    role: str,
    recorded_at: str,
    source: str = "",
    busy_seconds: float = BUSY_SECONDS,
) -> tuple[str, ...]:
    """Keep the answers of each record for each subject, all or none; the uids of what was kept.

    ``records`` are raw answers by field name, ``source`` names the table that they come from. Raises ``InputProblem``
    for answers that the form doesn't admit; the pool is then untouched.
    """
    recorded_on = day_of(recorded_at)
    _require_answered(answered_by, answered_on, recorded_on)
    act = Act(role, recorded_on, doc_no, recorded_at)
    require_act(act)
    answers = [checked_answers(form, record, source=source) for record in records]
    if not answers:
        raise InputProblem(
            translate("zhanbu", "There is nothing to record."),
            remedy=translate("zhanbu", "Give the answers, or a table with a row for each record."),
            source=source,
        )
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        subjects = subjects_of(pool, concern)
        journal = Journal(pool)
        blank = PoolForm("", "", form, "", answered_by.strip(), answered_on, doc_no, recorded_at)
        first = pool.count_of(SubjectKind.FORM) + 1
        each = [(subject, canonical(one)) for subject in subjects for one in answers]
        return tuple(
            _kept(pool, journal, replace(blank, answers=one), subject, act, first + number)
            for number, (subject, one) in enumerate(each)
        )


def _require_answered(answered_by: str, answered_on: date, recorded_on: date) -> None:
    require_line(answered_by, "BY", needed=True)
    if answered_on > recorded_on:
        raise InputProblem(
            translate(
                "zhanbu",
                "The answers of {day} lie after the day on which they are recorded ({recorded}).",
                day=answered_on.isoformat(),
                recorded=recorded_on.isoformat(),
            ),
            remedy=translate("zhanbu", "Give the day on which they were given."),
            field="DATE",
        )


def _kept(pool: PoolWriter, journal: Journal, record: PoolForm, subject: Subject, act: Act, serial: int) -> str:
    if subject.kind in (SubjectKind.BATCH, SubjectKind.COUNTY):
        pool.add_subject(subject)
    uid = f"{pool.identity.county}-FORM-{serial:06d}"
    named = replace(record, record_uid=uid, subject_uid=subject.uid)
    pool.add_subject(Subject(uid, SubjectKind.FORM))
    event = journal.append(uid, ("", RECORDED), FORM, act, form_facts(named))
    pool.add_form(replace(named, event_no=event.event_no))
    return uid


def form_facts(record: PoolForm) -> dict[str, object]:
    """What an entry about a form record testifies to: the whole record, and whom it concerns."""
    content = {name: value for name, value in vars(record).items() if name != "event_no"}
    return {
        "form": record.form,
        "record_sha256": hashlib.sha256(canonical(content).encode()).hexdigest(),
        "subjects": [record.subject_uid],
    }


def answers_of(record: PoolForm) -> dict[str, Answer]:
    """Typed answers of a record; of a field that its form no longer has, what was written.

    Raises ``ValueError`` for answers that can't be read.
    """
    raw = json.loads(record.answers)
    if not isinstance(raw, dict):
        raise ValueError(f"the answers of {record.record_uid} can't be read")
    form = forms().get(record.form)
    found: dict[str, Answer] = {}
    for name, value in raw.items():
        field = form.fields.get(name) if form else None
        try:
            found[name] = value if field is None else typed_answer(field, value)
        except Refused:
            found[name] = value
    return found
