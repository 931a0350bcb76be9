"""What a link took and left (挂钩记录), told from the ledger as it stood at that posting, however long ago."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ..pool.accounts.records import AREA, AVAILABLE, FROZEN, LINK, LINKED, PADDY, LedgerEntry, Lot, Occupation, Txn
from ..pool.database import PoolAddress, pool_for_reading
from ..pool.records import PoolEvent
from ..pool.store import PoolReader
from ..survey.problem import InputProblem
from ..survey.wording import translate


@dataclass(frozen=True)
class LinkedShare:
    """What a link took of one lot."""

    lot: Lot
    area_dm2: int
    paddy_dm2: int


@dataclass(frozen=True)
class LinkRecord:
    """A link: its posting and event, the project, the lots in the order of the queue.

    ``before_dm2`` is what was available just before it, ``frozen_dm2`` what was frozen then, by indicator.
    """

    county: str
    txn: Txn
    event: PoolEvent
    occupation: Occupation
    shares: tuple[LinkedShare, ...]
    before_dm2: Mapping[str, int]
    frozen_dm2: Mapping[str, int]

    def linked_dm2(self, indicator: str) -> int:
        """What it took of an indicator."""
        return sum(share.area_dm2 if indicator == AREA else share.paddy_dm2 for share in self.shares)


def link_record(path: PoolAddress, system: str, project_no: str, *, txn_uid: str = "") -> LinkRecord:
    """The last link of a project, or the one of a posting. Raises ``InputProblem`` where there is none."""
    with pool_for_reading(path) as pool, pool.reading():
        return read_link(pool, system, project_no, txn_uid=txn_uid)


def read_link(pool: PoolReader, system: str, project_no: str, *, txn_uid: str = "") -> LinkRecord:
    """As ``link_record``, of an open pool."""
    links = [t for t in pool.txns(system, project_no) if t.kind == LINK and txn_uid in ("", t.txn_uid)]
    registered = [o for o in pool.occupations(system) if o.project_no == project_no]
    if not links or not registered:
        raise _no_link(pool, system, project_no)
    txn = links[-1]
    occupation = [o for o in registered if o.event_no < txn.event_no][-1]  # as it was then: it may have come up again
    entries = pool.entries_of(txn.txn_uid)
    later = _later_changes(pool, txn, occupation.holder)
    now = {
        (indicator, bucket): pool.account_dm2(system, occupation.holder, indicator, bucket)
        for indicator in (AREA, PADDY)
        for bucket in (AVAILABLE, FROZEN)
    }
    return LinkRecord(
        county=pool.identity.county,
        txn=txn,
        event=pool.events_of(txn.txn_uid)[0],
        occupation=occupation,
        shares=_shares(entries, {lot.lot_uid: lot for lot in pool.lots(system, occupation.holder)}),
        before_dm2={i: now[i, AVAILABLE] - later[i, AVAILABLE] for i in (AREA, PADDY)},
        frozen_dm2={i: now[i, FROZEN] - later[i, FROZEN] for i in (AREA, PADDY)},
    )


def _later_changes(pool: PoolReader, txn: Txn, holder: str) -> dict[tuple[str, str], int]:
    """What this posting and every later one changed: taken from today's balances, it leaves those of before."""
    changes: dict[tuple[str, str], int] = defaultdict(int)
    for later in (t for t in pool.txns(txn.system) if t.txn_no >= txn.txn_no):
        for entry in pool.entries_of(later.txn_uid):
            if entry.holder == holder:
                changes[entry.indicator, entry.bucket] += entry.amount_dm2
    return changes


def _shares(entries: list[LedgerEntry], lots: Mapping[str, Lot]) -> tuple[LinkedShare, ...]:
    taken: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in entries:
        if entry.bucket == LINKED:
            taken[entry.lot_uid][entry.indicator] += entry.amount_dm2
    in_queue = sorted(taken, key=lambda uid: lots[uid].queue)
    return tuple(LinkedShare(lots[uid], taken[uid][AREA], taken[uid][PADDY]) for uid in in_queue)


def _no_link(pool: PoolReader, system: str, project_no: str) -> InputProblem:
    known = [o.project_no for o in pool.occupations(system)]
    return InputProblem(
        translate("zhanbu", "Nothing was linked to the project {project}.", project=project_no),
        remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(dict.fromkeys(known)) or "–"),
        field="PROJECT_NO",
    )
