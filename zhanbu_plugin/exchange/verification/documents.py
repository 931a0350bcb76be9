"""Whether waivers and materials of a submission hold, and whether their files are in it as recorded (材料核验)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from ...checks.checked import CheckRun
from ...checks.waivers.waiver import Waiver
from ...pool.entry.waiver_admission import waivers_fault
from ...pool.filing.evidence import evidence_facts
from ...pool.filing.filed import batch_uid
from ...pool.records import Material, PoolEvent, PoolParcel
from ...survey.wording import translate
from ..submission.format import MATERIALS, PARCELS, evidence_entry, is_evidence, material_entry
from .report import Problem


def waiver_problems(parcels: Sequence[PoolParcel], runs: Mapping[str, CheckRun]) -> Iterator[Problem]:
    """Every waiver lifts a failed check that a document can lift, and was there on the day of the check."""
    for parcel in parcels:
        run = runs.get(parcel.run_id)
        fault = waivers_fault(parcel.waivers, parcel.findings, run.as_of) if run is not None else None
        if fault is not None:
            yield Problem("WAIVER", PARCELS, parcel.parcel_no, fault)


def document_problems(
    parcels: Sequence[PoolParcel], materials: Sequence[Material], files: Mapping[str, bytes]
) -> Iterator[Problem]:
    """The files of all waivers and materials are there with the hash that was recorded, and no others."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if is_evidence(name)}
    meant = set()
    for parcel in parcels:
        for waiver in parcel.waivers:
            meant.add(evidence_entry(waiver))
            yield from _waiver_file_problems(parcel, waiver, hashes)
    for material in materials:
        meant.add(material_entry(material.evidence))
        yield from _material_file_problems(material, hashes)
    for name in sorted(hashes.keys() - meant):
        said = translate("zhanbu", "No waiver and no material of the submission names this document.")
        yield Problem("EXTRA", name, "", said)


def _waiver_file_problems(parcel: PoolParcel, waiver: Waiver, hashes: Mapping[str, str]) -> Iterator[Problem]:
    entry = evidence_entry(waiver)
    values = {"doc_no": waiver.doc_no, "check": waiver.check_id, "file": waiver.file_name}
    if entry not in hashes:
        said = translate("zhanbu", "Document {doc_no} for check {check} is missing ({file}).", **values)
        yield Problem("WAIVER", entry, parcel.parcel_no, said)
    elif hashes[entry] != waiver.file_sha256:
        said = translate(
            "zhanbu", "Document {doc_no} for check {check} isn't the file that was recorded ({file}).", **values
        )
        yield Problem("WAIVER", entry, parcel.parcel_no, said)


def _material_file_problems(material: Material, hashes: Mapping[str, str]) -> Iterator[Problem]:
    own, entry = material.evidence, material_entry(material.evidence)
    if entry not in hashes:
        said = translate("zhanbu", "The file {file} ({kind}) is missing.", file=own.file_name, kind=own.kind)
        yield Problem("MATERIAL", entry, "", said)
    elif hashes[entry] != own.sha256:
        said = translate(
            "zhanbu", "The file {file} ({kind}) isn't the one that was recorded.", file=own.file_name, kind=own.kind
        )
        yield Problem("MATERIAL", entry, "", said)


def material_problems(
    materials: Sequence[Material], events: Sequence[PoolEvent], parcels: Sequence[PoolParcel], system: str, batch: str
) -> Iterator[Problem]:
    """The history testifies to every material: its record, and that it concerns these parcels."""
    known = {parcel.parcel_uid for parcel in parcels} | {batch_uid(system, batch)}
    history: dict[str, list[PoolEvent]] = {}
    for event in events:
        history.setdefault(event.subject_uid, []).append(event)
    uids = [material.evidence.evidence_uid for material in materials]
    if len(set(uids)) < len(uids):
        said = translate("zhanbu", "A material is listed more than once.")
        yield Problem("MATERIAL", MATERIALS, "", said)
    for material in materials:
        told = [json.loads(event.facts) for event in history.get(material.evidence.evidence_uid, [])]
        meant = evidence_facts(material.evidence, [])
        linked = {uid for facts in told for uid in facts.get("subjects", [])}
        true = bool(told) and all(facts.get("record_sha256") == meant["record_sha256"] for facts in told)
        if not true or not material.concerns or not set(material.concerns) <= linked & known:
            said = translate(
                "zhanbu", "The history doesn't testify to the material {uid}.", uid=material.evidence.evidence_uid
            )
            yield Problem("MATERIAL", MATERIALS, "", said)
