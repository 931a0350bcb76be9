"""Is a paper to be put on file anew? Subjects that went a step back are asked for what they showed before once more."""

from __future__ import annotations

from ...regimes.choosing import own_rule_sets, rule_sets
from ...regimes.workflow import PARCEL
from ..records import PoolEvent
from ..store import PoolReader
from .filed import Subject, SubjectKind


def went_back_since(pool: PoolReader, subject: Subject, event_no: int) -> bool:
    """Whether a subject, or a parcel of a batch, has taken a step back since an entry of the history.

    What is on file of the county isn't bound to anybody's way. By rules that aren't known here, any step may be one
    back. Raises ``InputProblem`` for a county's own rules that can't be read.
    """
    if subject.kind is SubjectKind.BATCH:
        system, _, batch = subject.uid.partition("/")
        return any(_went_back(pool, uid, PARCEL, event_no) for uid in pool.uids_of_batch(system, batch))
    if subject.kind is SubjectKind.PARCEL:
        return _went_back(pool, subject.uid, PARCEL, event_no)
    return any(_went_back(pool, subject.uid, m.subject, event_no) for m in pool.matters_of([subject.uid]))


def _went_back(pool: PoolReader, uid: str, workflow: str, event_no: int) -> bool:
    return any(_leads_back(event, workflow) for event in pool.events_of(uid) if event.event_no > event_no)


def _leads_back(event: PoolEvent, subject: str) -> bool:
    if event.from_state in ("", event.to_state):
        return False
    rules = rule_sets().get(event.rule_set) or own_rule_sets().get(event.rule_set)
    workflow = rules.workflows.get(subject) if rules else None
    return workflow is None or workflow.leads_back(event.from_state, event.to_state)
