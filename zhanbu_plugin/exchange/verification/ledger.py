"""Whether the ledger of a submission holds: postings add up to nothing, lots stay within their parcels (台账核验)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...pool.accounts.records import AREA, DEDUCTED
from ...pool.records import PoolEvent, PoolParcel
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..submission.content import Heading
from ..submission.format import EVENTS, LEDGER
from ..submission.ledger_tables import PackedPosting, ledger_sheets, packed_postings
from .report import Problem
from .tables import workbook_problems


def ledger_problems(events: Sequence[PoolEvent], parcels: Sequence[PoolParcel], system: str) -> Iterator[Problem]:
    """What the postings of the history get wrong."""
    try:
        postings = packed_postings(events, system)
    except InputProblem as problem:
        yield Problem.of("LEDGER", EVENTS, problem)
        return
    yield from _sum_problems(postings)
    yield from _lot_problems(postings, parcels)


def ledger_table_problems(
    content: bytes, events: Sequence[PoolEvent], system: str, heading: Heading
) -> Iterator[Problem]:
    """``ledger.xlsx`` against the postings of the history."""
    try:
        postings = packed_postings(events, system)
    except InputProblem:
        return  # told by ``ledger_problems``
    yield from workbook_problems(LEDGER, content, ledger_sheets(postings, heading))


def _sum_problems(postings: Sequence[PackedPosting]) -> Iterator[Problem]:
    for posting in postings:
        sums: dict[str, int] = defaultdict(int)
        for entry in posting.entries:
            sums[entry.indicator] += entry.amount_dm2
        if not posting.entries or any(sums.values()):
            said = translate(
                "zhanbu", "The entries of posting {uid} don't add up to nothing.", uid=posting.event.subject_uid
            )
            yield Problem("LEDGER", EVENTS, "", said)


def _lot_problems(postings: Sequence[PackedPosting], parcels: Sequence[PoolParcel]) -> Iterator[Problem]:
    """What the lots of a parcel stand for, less what was cut of them, is no more than the parcel."""
    reversed_ = {posting.reverses for posting in postings if posting.reverses}
    cut: dict[str, int] = defaultdict(int)
    for entry in (entry for posting in postings for entry in posting.entries):
        if (entry.indicator, entry.bucket) == (AREA, DEDUCTED):
            cut[entry.lot_uid] += entry.amount_dm2
    standing: dict[str, int] = defaultdict(int)
    for posting in postings:
        if posting.event.subject_uid not in reversed_:
            for lot in posting.lots:
                standing[lot.origin] += lot.amount_dm2 - cut[lot.lot_uid]
    for parcel in parcels:
        if standing[parcel.parcel_uid] > parcel.area_dm2:
            said = translate("zhanbu", "The lots of {uid} stand for more than its area.", uid=parcel.parcel_uid)
            yield Problem("LEDGER", EVENTS, parcel.parcel_no, said)
