"""Is the pool what it says it is? Everything that can be recomputed is recomputed (校验)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from ..checks.checked import geometry_hash
from ..checks.findings import verdict_of
from ..checks.layer import Progress, report
from ..checks.waivers.waiver import waived_checks
from ..survey.crs import Crs
from ..survey.ellipsoid_area import ellipsoid_areas
from ..survey.units import to_dm2
from ..survey.wording import Wording, translate
from .accounts.ledger_integrity import entries_by_posting, freeze_faults, ledger_record_faults, ledger_sum_faults
from .accounts.limits_integrity import limit_faults
from .accounts.lot_states import lot_state_faults
from .chain import GENESIS, event_hash
from .database import PoolAddress, pool_for_reading
from .entry.waiver_admission import documents_at_hand, waivers_fault
from .filing.dossiers import stored_files
from .filing.filed_integrity import filed_faults, testifies, testimony_of
from .places import OverlapTolerance, overlapping_pairs
from .records import Place, PoolEvent, PoolIdentity, PoolParcel
from .store import PoolReader

_AREA_TOLERANCE_DM2 = 1


class FaultGroup(str, Enum):
    """What kind of promise a fault breaks."""

    SCHEMA = "SCHEMA"
    CHAIN = "CHAIN"
    RECORDS = "RECORDS"
    SUMS = "SUMS"
    CLAIMS = "CLAIMS"


@dataclass(frozen=True)
class Fault:
    """Something that is wrong with a pool."""

    group: FaultGroup
    wording: Wording


@dataclass(frozen=True)
class PoolAudit:
    """What was examined, and what is wrong with it; ``head_hash`` is that of the last entry of the history.

    ``printed_no`` is the entry whose hash a paper carries, ``None`` where there is none or nobody asked.
    """

    identity: PoolIdentity
    events: int
    head_hash: str
    recorded_at: str
    counts: Mapping[str, int]
    faults: tuple[Fault, ...]
    printed_no: int | None = None


def verify_pool(path: PoolAddress, *, tolerance: OverlapTolerance | None = None) -> tuple[Wording, ...]:
    """What is wrong with a pool, as sentences; empty when it is sound. As ``audit_pool``."""
    return tuple(fault.wording for fault in audit_pool(path, tolerance=tolerance).faults)


def audit_pool(
    path: PoolAddress, *, tolerance: OverlapTolerance | None = None, printed_hash: str = "", progress: Progress = None
) -> PoolAudit:
    """Everything that can be recomputed, recomputed; the pool isn't changed.

    Storage, schema and its safeguards, links between rows, the hash chain, shapes and areas against what was written
    down when they entered, waivers, evidence and their files, forms, matters and steps, postings, lots and balances,
    claims against each other. ``printed_hash`` is a head hash from a paper: a history whose end was cut off holds
    together, but lacks it.
    Raises ``InputProblem`` when the file can't be read as a pool, ``Cancelled``.
    """
    with pool_for_reading(path) as pool, pool.reading():
        faults = _grouped(FaultGroup.SCHEMA, pool.faults())
        report(progress, 0.2)
        events, parcels, places = pool.events(), pool.parcels(), pool.active_places()
        report(progress, 0.4)
        faults += _grouped(FaultGroup.RECORDS, _rule_set_faults(pool.rule_sets()))
        printed_no = next((e.event_no for e in events if e.hash == printed_hash), None)
        faults += _grouped(FaultGroup.CHAIN, _chain_faults(events))
        faults += _grouped(FaultGroup.CHAIN, _printed_faults(printed_hash, printed_no))
        report(progress, 0.5)
        faults += _grouped(FaultGroup.RECORDS, _parcel_faults(parcels))
        faults += _grouped(FaultGroup.SUMS, _area_faults(parcels, pool.identity.epsg))
        report(progress, 0.7)
        faults += _grouped(FaultGroup.RECORDS, _testimony_faults(parcels, events))
        faults += _grouped(FaultGroup.RECORDS, _waiver_faults(parcels, pool, path))
        faults += _grouped(FaultGroup.RECORDS, filed_faults(pool, events, parcels, stored_files(path)))
        report(progress, 0.8)
        entries = entries_by_posting(pool)
        faults += _grouped(FaultGroup.RECORDS, ledger_record_faults(pool, events, entries))
        faults += _grouped(FaultGroup.RECORDS, lot_state_faults(events))
        faults += _grouped(FaultGroup.SUMS, ledger_sum_faults(pool, entries))
        faults += _grouped(FaultGroup.SUMS, freeze_faults(pool, entries))
        faults += _grouped(FaultGroup.SUMS, limit_faults(pool, parcels, entries))
        report(progress, 0.9)
        faults += _grouped(FaultGroup.CLAIMS, _claim_faults(places, tolerance or OverlapTolerance()))
        return PoolAudit(
            pool.identity,
            len(events),
            events[-1].hash if events else GENESIS,
            events[-1].recorded_at if events else "",
            _counts(pool, parcels, places),
            tuple(faults),
            printed_no,
        )


def _counts(pool: PoolReader, parcels: Sequence[PoolParcel], places: Sequence[Place]) -> dict[str, int]:
    systems = sorted({txn.system for txn in pool.txns()})
    return {
        "parcels": len(parcels),
        "claims": len(places),
        "evidence": len(pool.all_evidence()),
        "lots": sum(len(pool.lots(system)) for system in systems),
        "postings": len(pool.txns()),
    }


def _grouped(group: FaultGroup, wordings: Iterable[Wording]) -> list[Fault]:
    return [Fault(group, wording) for wording in wordings]


def _rule_set_faults(texts: Mapping[str, bytes]) -> list[Wording]:
    return [
        translate("zhanbu", "The text of the rules {sha256} is not the one that was applied.", sha256=sha256[:16])
        for sha256, text in texts.items()
        if hashlib.sha256(text).hexdigest() != sha256
    ]


def _chain_faults(events: Sequence[PoolEvent]) -> list[Wording]:
    faults = []
    head = GENESIS
    for number, event in enumerate(events, start=1):
        if event.event_no != number or event.prev_hash != head or event.hash != event_hash(event):
            faults.append(translate("zhanbu", "The history is broken at entry {number}.", number=event.event_no))
        head = event.hash
    return faults


def _printed_faults(printed_hash: str, printed_no: int | None) -> list[Wording]:
    if not printed_hash or printed_no is not None:
        return []
    return [
        translate(
            "zhanbu",
            "No entry of the history has the hash {hash} of the paper: the history was rewritten or cut off since, or "
            "the paper is from another pool.",
            hash=printed_hash,
        )
    ]


def _parcel_faults(parcels: Sequence[PoolParcel]) -> Iterator[Wording]:
    for parcel in parcels:
        if geometry_hash(parcel.geometry) != parcel.geometry_hash:
            yield translate("zhanbu", "The shape of {uid} is not the one that entered.", uid=parcel.parcel_uid)
        if verdict_of(parcel.findings, waived_checks(parcel.waivers)).value != parcel.verdict:
            yield translate("zhanbu", "The verdict of {uid} doesn't follow from its findings.", uid=parcel.parcel_uid)


def _area_faults(parcels: Sequence[PoolParcel], epsg: int) -> Iterator[Wording]:
    geometries = np.empty(len(parcels), dtype=object)
    geometries[:] = [p.geometry for p in parcels]
    for parcel, area in zip(parcels, ellipsoid_areas(geometries, Crs.of(epsg))):
        if not np.isfinite(area) or abs(to_dm2(area) - parcel.area_dm2) > _AREA_TOLERANCE_DM2:
            yield translate(
                "zhanbu",
                "The area of {uid} is {stated} m², its shape measures {measured} m².",
                uid=parcel.parcel_uid,
                stated=f"{parcel.area_dm2 / 100:.2f}",
                measured=f"{area:.2f}",
            )


def _testimony_faults(parcels: Sequence[PoolParcel], events: Sequence[PoolEvent]) -> list[Wording]:
    """The chained entry of each parcel testifies to what came in, or to its new shape; the rows must still be that."""
    history: dict[str, list[PoolEvent]] = defaultdict(list)
    for event in events:
        history[event.subject_uid].append(event)
    return [
        translate("zhanbu", "The record of {uid} is not the one that entered.", uid=parcel.parcel_uid)
        for parcel in parcels
        if not testifies(testimony_of(history[parcel.parcel_uid]), parcel)
    ]


def _waiver_faults(parcels: Sequence[PoolParcel], pool: PoolReader, path: PoolAddress) -> Iterator[Wording]:
    """Documents that lift nothing or came too late, and files beside the pool that aren't the recorded ones."""
    waived = [parcel for parcel in parcels if parcel.waivers]
    runs = pool.runs(sorted({parcel.run_id for parcel in waived}))
    file_fault = documents_at_hand(path)
    for parcel in waived:
        run = runs.get(parcel.run_id)
        own = waivers_fault(parcel.waivers, parcel.findings, run.as_of) if run is not None else None
        for fault in (own, *(file_fault(waiver) for waiver in parcel.waivers)):
            if fault is not None:
                yield translate("zhanbu", "Parcel {uid}: {fault}", uid=parcel.parcel_uid, fault=fault)


def _claim_faults(places: Sequence[Place], tolerance: OverlapTolerance) -> list[Wording]:
    shapes = np.empty(len(places), dtype=object)
    shapes[:] = [place.geometry for place in places]
    return [
        translate(
            "zhanbu",
            "{first} and {second} claim the same {area} m².",
            first=places[i].parcel_uid,
            second=places[j].parcel_uid,
            area=f"{shared:.2f}",
        )
        for i, j, shared in overlapping_pairs(shapes, tolerance)
    ]
