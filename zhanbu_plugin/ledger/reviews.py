"""Yearly reviews of what is pooled (年度核查): who is due, what was found, what should be cut, which projects lie idle.

JX-3.3.4, JX-4.3a, HB-25/26, HB-27. Cuts are proposed here and posted by ``deducting``, on a document.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..checks.dossier import Dossier, FormRecord
from ..checks.due_items import DueItem, as_it_stood, done_on
from ..pool.accounts.records import AREA, AVAILABLE, CORRECT, DEDUCT, DEDUCTED
from ..pool.database import PoolAddress, pool_for_reading
from ..pool.filing.dossiers import read_dossiers
from ..pool.steps.due_list import due_list
from ..pool.store import PoolReader
from ..regimes.forms.answers import answer_text
from ..regimes.rule_set import RuleSet
from ..regimes.workflow import PARCEL
from ..survey.units import to_dm2
from .ledger_rules import deduction_dm2

REVIEW, RECTIFICATION, IDLE = "REVIEW", "RECTIFICATION", "IDLE"
"""Kinds of rows: a yearly review of a parcel, a problem to be put right by a day, a project that lies idle."""
DONE, DUE, OVERDUE = "DONE", "DUE", "OVERDUE"
UNRESOLVED = "UNRESOLVED"
"""Reason of a cut for a problem that wasn't put right in time."""
_FORM, _IN_ORDER = "ANNUAL_REVIEW", "OK"
_AT_ONCE = 500


@dataclass(frozen=True)
class ReviewRow:
    """Something that has to be done about a subject by ``due`` (that day included), and where it stands.

    ``result`` is what the review found, empty where none was made.
    """

    uid: str
    kind: str
    item: DueItem
    status: str
    result: str = ""


@dataclass(frozen=True)
class CutProposal:
    """What should be cut for a subject: ``deduct_dm2`` (0.01 m²) is what the affected area costs by the rules, less
    what was cut for it since; of that, ``owed_dm2`` isn't there and will be owed. ``parcel_uid`` is empty where several
    parcels or none belong to it.
    """

    uid: str
    parcel_uid: str
    reason: str
    clause: str
    affected_dm2: int
    deduct_dm2: int
    owed_dm2: int


@dataclass(frozen=True)
class ReviewReport:
    """The reviews of a year, by due day and subject, and what should be cut, in the same order."""

    rows: tuple[ReviewRow, ...]
    proposals: tuple[CutProposal, ...]

    def count(self, kind: str, status: str) -> int:
        """How many rows of a kind stand like that."""
        return sum(row.kind == kind and row.status == status for row in self.rows)


def annual_reviews(
    path: PoolAddress, rules: RuleSet, year: int, as_of: date, *, progress: Callable[[float], None] | None = None
) -> ReviewReport:
    """Reviews of a year as they stand on a day, under one rule set, and the cuts that follow.

    A review is overdue from the day after it was due; a project lies idle from the day of two years on (A-28). Raises
    ``InputProblem`` for a pool that can't be read; what ``progress`` raises goes through.
    """
    found = [row for item in due_list(path, rules, as_of, progress=progress) if (row := _row(item, year))]
    with pool_for_reading(path) as pool, pool.reading():
        dossiers = _dossiers(pool, {row.uid for row in found}, as_of)
        rows = tuple(_with_result(row, dossiers.get(row.uid), year) for row in found)
        claims = list(_claims(rows, dossiers, year))
        return ReviewReport(rows, tuple(_proposals(pool, claims, rules)))


def _row(item: DueItem, year: int) -> ReviewRow | None:
    """What a deadline means here; ``None`` for one that is about something else, or another year."""
    deadline = item.deadline
    done = item.met_on is not None
    if deadline.yearly and deadline.subject == PARCEL:
        if item.year != year:
            return None
        return ReviewRow(item.uid, REVIEW, item, DONE if done else OVERDUE if item.late else DUE)
    if deadline.from_form == RECTIFICATION:
        return ReviewRow(item.uid, RECTIFICATION, item, DONE if done else OVERDUE if item.late else DUE)
    if deadline.id == IDLE:
        return ReviewRow(item.uid, IDLE, item, DONE if done else OVERDUE if item.as_of >= item.due else DUE)
    return None


def _with_result(row: ReviewRow, dossier: Dossier | None, year: int) -> ReviewRow:
    record = None if dossier is None or row.kind != REVIEW else _review_of(dossier, year)
    if record is None or row.item.deadline.met_by_form != _FORM:
        return row
    return ReviewRow(row.uid, row.kind, row.item, row.status, answer_text(record.values.get("result")))


def _review_of(dossier: Dossier, year: int) -> FormRecord | None:
    """What was found in a year; a later record replaces an earlier one."""
    found = (record for record in dossier.current(_FORM) if record.number("year") == float(year))
    return next(found, None)


@dataclass(frozen=True)
class _Claim:
    """An area for which something should be cut, known since a day; ``None`` is all that the parcel stands for."""

    uid: str
    parcel_uid: str
    reason: str
    clause: str
    affected_dm2: int | None
    since: date


def _claims(rows: Iterable[ReviewRow], dossiers: dict[str, Dossier], year: int) -> Iterator[_Claim]:
    for row in rows:
        dossier = dossiers.get(row.uid)
        if dossier is None:
            continue
        if row.result not in ("", _IN_ORDER):
            record = _review_of(dossier, year)
            if record is not None:
                area = record.number("affected_m2")
                affected = None if area is None else to_dm2(area)
                yield _Claim(row.uid, row.uid, row.result, row.item.deadline.clause, affected, done_on(record))
        if row.kind == RECTIFICATION and row.status == OVERDUE:
            yield _unresolved(row, dossier)


def _unresolved(row: ReviewRow, dossier: Dossier) -> _Claim:
    """The area of the problem whose due day this row is about."""
    areas = [
        record.number("area_m2")
        for record in dossier.current(RECTIFICATION)
        if record.values.get("due") == row.item.due and record.values.get("resolved_on") is None
    ]
    area = sum(area for area in areas if area is not None)
    own = [row.uid] if dossier.subject == PARCEL else [d.uid for d in dossier.linked if d.subject == PARCEL]
    parcel = own[0] if len(own) == 1 else ""
    return _Claim(row.uid, parcel, UNRESOLVED, row.item.deadline.clause, to_dm2(area) if area else None, row.item.due)


def _proposals(pool: PoolReader, claims: Sequence[_Claim], rules: RuleSet) -> Iterator[CutProposal]:
    """What each claim costs, in turn; what one takes isn't there for the next."""
    if not claims:
        return
    free = pool.account_dm2(rules.system, pool.identity.county, AREA, AVAILABLE)
    taken_back = {txn.reverses for txn in pool.txns(rules.system) if txn.kind == CORRECT}
    for claim in claims:
        credited = _credited(pool, claim.parcel_uid, taken_back)
        affected = credited if claim.affected_dm2 is None else claim.affected_dm2
        cost = deduction_dm2(affected, rules) - _cut_since(pool, rules.system, claim)
        if cost <= 0:
            continue
        owed = max(cost - max(free, 0), 0)
        free -= cost - owed
        yield CutProposal(claim.uid, claim.parcel_uid, claim.reason, claim.clause, affected, cost, owed)


def _credited(pool: PoolReader, parcel_uid: str, taken_back: Collection[str]) -> int:
    """What a parcel's lots were opened with and no correction took back."""
    if not parcel_uid:
        return 0
    return sum(lot.amount_dm2 for lot in pool.lots_of_parcel(parcel_uid) if lot.txn_uid not in taken_back)


def _cut_since(pool: PoolReader, system: str, claim: _Claim) -> int:
    """What was cut for the parcel since the problem is known."""
    if not claim.parcel_uid:
        return 0
    return sum(
        entry.amount_dm2
        for txn in pool.txns(system, claim.parcel_uid)
        if txn.kind == DEDUCT and txn.occurred_on >= claim.since
        for entry in pool.entries_of(txn.txn_uid)
        if (entry.bucket, entry.indicator) == (DEDUCTED, AREA)
    )


def _dossiers(pool: PoolReader, uids: Iterable[str], as_of: date) -> dict[str, Dossier]:
    listed = sorted(uids)
    return {
        dossier.uid: as_it_stood(dossier, as_of)
        for start in range(0, len(listed), _AT_ONCE)
        for dossier in read_dossiers(pool, listed[start : start + _AT_ONCE])
    }
