"""Whether the waivers of a submission hold, and whether their documents are in it as recorded (批准文件核验)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from ...checks.checked import CheckRun
from ...pool.entry.waiver_admission import waivers_fault
from ...pool.records import PoolParcel
from ...survey.wording import translate
from ..submission.format import PARCELS, evidence_entry, is_evidence
from .report import Problem


def waiver_problems(parcels: Sequence[PoolParcel], runs: Mapping[str, CheckRun]) -> Iterator[Problem]:
    """Every waiver lifts a failed check that a document can lift, and was there on the day of the check."""
    for parcel in parcels:
        run = runs.get(parcel.run_id)
        fault = waivers_fault(parcel.waivers, parcel.findings, run.as_of) if run is not None else None
        if fault is not None:
            yield Problem("WAIVER", PARCELS, parcel.parcel_no, fault)


def document_problems(parcels: Sequence[PoolParcel], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """The documents of all waivers are there with the hash that was recorded, and no others."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if is_evidence(name)}
    meant = set()
    for parcel in parcels:
        for waiver in parcel.waivers:
            entry = evidence_entry(waiver)
            meant.add(entry)
            values = {"doc_no": waiver.doc_no, "check": waiver.check_id, "file": waiver.file_name}
            if entry not in hashes:
                said = translate("zhanbu", "Document {doc_no} for check {check} is missing ({file}).", **values)
                yield Problem("WAIVER", entry, parcel.parcel_no, said)
            elif hashes[entry] != waiver.file_sha256:
                said = translate(
                    "zhanbu", "Document {doc_no} for check {check} isn't the file that was recorded ({file}).", **values
                )
                yield Problem("WAIVER", entry, parcel.parcel_no, said)
    for name in sorted(hashes.keys() - meant):
        yield Problem("EXTRA", name, "", translate("zhanbu", "No waiver of the submission names this document."))
