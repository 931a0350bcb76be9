"""Does anything in the ledger go beyond what it may: projects, parcels, control scales? (限额校验)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ...survey.wording import Wording, translate
from ..records import PoolParcel
from ..store import PoolReader
from .ledger_integrity import Entries
from .records import AREA, DEDUCTED, LINKED, PADDY, RELINK, RELINK_DM2, USED, Cap


def limit_faults(pool: PoolReader, parcels: Sequence[PoolParcel], entries: Entries) -> Iterator[Wording]:
    """What is beyond its limit, as sentences."""
    yield from _project_faults(pool, entries)
    yield from _parcel_faults(pool, parcels, entries)
    yield from _cap_faults(pool.caps())


def _project_faults(pool: PoolReader, entries: Entries) -> Iterator[Wording]:
    """No project holds more than it was registered for, and once it was linked anew, than that and 0.0001 ha."""
    held: dict[tuple[str, str, str], int] = defaultdict(int)
    linked_anew = set()
    for txn in pool.txns():
        if txn.kind == RELINK:
            linked_anew.add((txn.system, txn.ref))
        for entry in entries.get(txn.txn_uid, ()):
            if entry.bucket in (LINKED, USED) and entry.ref:
                held[txn.system, entry.ref, entry.indicator] += entry.amount_dm2
    last = {(o.system, o.project_no): o for o in pool.occupations()}  # the last registration counts
    for (system, project_no), project in sorted(last.items()):
        more = RELINK_DM2 if (system, project_no) in linked_anew else 0
        for indicator, limit in ((AREA, project.area_dm2), (PADDY, project.paddy_dm2)):
            if held[system, project_no, indicator] > limit + more:
                yield translate("zhanbu", "The project {uid} holds more than it takes.", uid=project_no)
                break


def _parcel_faults(pool: PoolReader, parcels: Sequence[PoolParcel], entries: Entries) -> Iterator[Wording]:
    """The lots of a parcel stand for no more than its area; reversed ones for nothing, cut ones for less."""
    txns = pool.txns()
    reversed_ = {txn.reverses for txn in txns if txn.reverses}
    cut: dict[str, int] = defaultdict(int)
    for own in entries.values():
        for entry in own:
            if entry.indicator == AREA and entry.bucket == DEDUCTED:
                cut[entry.lot_uid] += entry.amount_dm2
    standing: dict[str, int] = defaultdict(int)
    for system in sorted({txn.system for txn in txns}):
        for lot in pool.lots(system):
            if lot.parcel_uid and lot.txn_uid not in reversed_:
                standing[lot.parcel_uid] += lot.amount_dm2 - cut[lot.lot_uid]
    for parcel in parcels:
        if standing[parcel.parcel_uid] > parcel.area_dm2:
            yield translate("zhanbu", "The lots of {uid} stand for more than its area.", uid=parcel.parcel_uid)


def _cap_faults(caps: Sequence[Cap]) -> Iterator[Wording]:
    """The parts of a control scale add up to no more than the whole."""
    in_force: Mapping[tuple[str, str, int], Cap] = {(cap.system, cap.holder, cap.year): cap for cap in caps}
    parts: dict[tuple[str, str, int], int] = defaultdict(int)
    for cap in in_force.values():
        if cap.parent:
            parts[cap.system, cap.parent, cap.year] += cap.cap_dm2
    for (system, parent, year), amount in sorted(parts.items()):
        whole = in_force.get((system, parent, year))
        if whole is not None and amount > whole.cap_dm2:
            yield translate(
                "zhanbu", "The parts of the control scale {uid} are more than the whole.", uid=f"{parent} {year}"
            )
