"""Is what is on file what the history testifies to? Evidence with its files, forms, matters, steps, former shapes."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...checks.checked import findings_to_json, geometry_hash
from ...checks.waivers.waiver import waivers_to_json
from ...survey.wording import Wording, translate
from ..chain import entry_facts
from ..records import PoolEvent, PoolParcel
from ..store import PoolReader
from .dossiers import Intact
from .evidence import evidence_facts
from .filed import LINK, VERSION, ParcelVersion
from .forms import form_facts
from .matters import matter_facts

Facts = Mapping[str, object]


def facts_of(event: PoolEvent) -> Facts:
    """What an entry testifies to; nothing for one that can't be read."""
    try:
        found = json.loads(event.facts)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def filed_faults(
    pool: PoolReader, events: Sequence[PoolEvent], parcels: Sequence[PoolParcel], intact: Intact
) -> Iterator[Wording]:
    """What is wrong with what is on file, as sentences."""
    history: dict[str, list[PoolEvent]] = defaultdict(list)
    for event in events:
        history[event.subject_uid].append(event)
    yield from _evidence_faults(pool, history, intact)
    for record in pool.all_forms():
        entry = next(iter(history[record.record_uid]), None)
        if entry is None or facts_of(entry) != form_facts(record):
            yield _not_as_recorded(record.record_uid)
    yield from _matter_faults(pool, history)
    yield from _step_faults(pool, events)
    yield from _shape_faults(pool, history, parcels)


def _not_as_recorded(uid: str) -> Wording:
    return translate("zhanbu", "The record of {uid} is not the one that was recorded.", uid=uid)


def _evidence_faults(pool: PoolReader, history: Mapping[str, Sequence[PoolEvent]], intact: Intact) -> Iterator[Wording]:
    for evidence, concerned in pool.all_evidence():
        told = history[evidence.evidence_uid]
        linked: list[str] = []
        for event in told:
            uids = pool.links_of_event(event.event_no)
            linked += uids
            if facts_of(event) != evidence_facts(evidence, uids):
                yield _not_as_recorded(evidence.evidence_uid)
        if not told or sorted(linked) != sorted(concerned):
            yield _not_as_recorded(evidence.evidence_uid)
        if not intact(evidence):
            yield translate(
                "zhanbu",
                "The file {file} of {uid} is missing beside the pool, or was changed there.",
                file=evidence.file_name,
                uid=evidence.evidence_uid,
            )


def _matter_faults(pool: PoolReader, history: Mapping[str, Sequence[PoolEvent]]) -> Iterator[Wording]:
    for matter in pool.matters():
        told = history[matter.matter_uid]
        if not told or (told[-1].to_state, told[-1].occurred_on, not told[-1].ends_claim) != (
            matter.state,
            matter.state_since,
            matter.is_active,
        ):
            yield translate("zhanbu", "The state of {uid} doesn't follow from its history.", uid=matter.matter_uid)
            continue
        said = facts_of(told[0])
        links = pool.links_of_event(told[0].event_no)
        if said != matter_facts(matter, links, str(said.get("doc_no", "")), str(said.get("rule_set_sha256", ""))):
            yield _not_as_recorded(matter.matter_uid)
        for event in told[1:]:
            if event.action == LINK and facts_of(event).get("subjects") != pool.links_of_event(event.event_no):
                yield _not_as_recorded(matter.matter_uid)


def _step_faults(pool: PoolReader, events: Sequence[PoolEvent]) -> Iterator[Wording]:
    """What the guards of a step found is still what the step testifies to."""
    for event in events:
        said = facts_of(event)
        if "rule_set_sha256" not in said or "findings_sha256" not in said:
            continue
        findings, waivers = pool.found_by(event.subject_uid, event.run_id)
        kept = {"findings_sha256": hashlib.sha256(findings_to_json(findings).encode()).hexdigest()}
        if waivers:
            kept["waivers_sha256"] = hashlib.sha256(waivers_to_json(waivers).encode()).hexdigest()
        if {name: said.get(name) for name in kept} != kept or ("waivers_sha256" in said) != bool(waivers):
            yield translate(
                "zhanbu", "What was found before step {number} is not what it testifies to.", number=event.event_no
            )


def testimony_of(history: Sequence[PoolEvent]) -> PoolEvent | None:
    """The entry that tells of a parcel as it is now: its push, or the last change of its shape."""
    told = [event for event in history if not event.from_state or event.action == VERSION]
    return told[-1] if told else None


def testifies(event: PoolEvent | None, parcel: PoolParcel) -> bool:
    """Whether an entry tells of a parcel just as it is."""
    if event is None:
        return False
    said, expected = facts_of(event), json.loads(entry_facts(parcel))
    extra = {"doc_no", "reason", "version"} if event.action == VERSION else set()
    return {name: value for name, value in said.items() if name not in extra} == expected


def _shape_faults(
    pool: PoolReader, history: Mapping[str, Sequence[PoolEvent]], parcels: Sequence[PoolParcel]
) -> Iterator[Wording]:
    """Former shapes are those that the history tells of, without a gap."""
    former: dict[str, list[ParcelVersion]] = defaultdict(list)
    for version in pool.versions():
        former[version.parcel_uid].append(version)
    for parcel in parcels:
        told = [e for e in history[parcel.parcel_uid] if not e.from_state or e.action == VERSION]
        versions = former[parcel.parcel_uid]
        sound = len(told) == len(versions) + 1 and all(
            version.event_no == told[number + 1].event_no
            and version.version == number + 1
            and geometry_hash(version.geometry) == version.geometry_hash
            and testifies(told[number], as_it_was(pool, parcel, version))
            for number, version in enumerate(versions)
        )
        if not sound:
            yield translate("zhanbu", "The former shapes of {uid} are not those that it had.", uid=parcel.parcel_uid)


def as_it_was(pool: PoolReader, parcel: PoolParcel, version: ParcelVersion) -> PoolParcel:
    """A parcel as it was in an earlier version."""
    findings, waivers = pool.found_by(parcel.parcel_uid, version.run_id)
    return replace(
        parcel,
        geometry=version.geometry,
        geometry_hash=version.geometry_hash,
        area_dm2=version.area_dm2,
        verdict=version.verdict,
        run_id=version.run_id,
        survey=json.loads(version.survey),
        measures=json.loads(version.measures),
        findings=tuple(replace(f, parcel_id=parcel.source_id) for f in findings),
        waivers=tuple(replace(w, parcel_id=parcel.source_id) for w in waivers),
    )
