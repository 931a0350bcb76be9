"""Do a parcel's waivers hold? Each for a failed check that a document can lift, dated in time, its file as recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from ...checks.findings import Finding, Outcome, Severity
from ...checks.waivers.table import document_sha256
from ...checks.waivers.waiver import Waiver, waiver_fault
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..database import PoolAddress, evidence_folder
from ..filing.evidence_files import is_intact, stored_name


def waivers_fault(waivers: Sequence[Waiver], findings: Sequence[Finding], checked_on: date) -> Wording | None:
    """What is wrong with the waivers of a parcel that was checked on a day; ``None`` if nothing."""
    liftable = {f.check_id for f in findings if f.severity is Severity.OVERRIDE and f.outcome is Outcome.FAIL}
    for waiver in waivers:
        if waiver.check_id not in liftable:
            return translate(
                "zhanbu",
                "Document {doc_no} is for check {check}, which isn't a failed one that a document can lift.",
                doc_no=waiver.doc_no,
                check=waiver.check_id,
            )
        fault = waiver_fault(waiver, checked_on)
        if fault is not None:
            return translate(
                "zhanbu",
                "Document {doc_no} for check {check}, field {field}: {what}",
                doc_no=waiver.doc_no,
                check=waiver.check_id,
                field=fault.field,
                what=fault.what,
            )
    if len(set(waivers)) < len(waivers):
        return translate("zhanbu", "A document of the parcel is there twice.")
    return None


def documents_at_hand(pool: PoolAddress) -> Callable[[Waiver], Wording | None]:
    """A question about a waiver's file: why it can't enter the pool, ``None`` when it is the one that was recorded.

    It is looked for beside the pool and where it lay when it was recorded; each file is read once.
    """

    @cache
    def sha256_at(path: str) -> str | InputProblem:
        try:
            return document_sha256(Path(path))
        except InputProblem as problem:
            return problem

    @cache
    def kept(name: str, sha256: str) -> bool:
        try:
            return is_intact(evidence_folder(pool) / name, sha256)
        except OSError:
            return False

    def fault(waiver: Waiver) -> Wording | None:
        if kept(stored_name(waiver.file_sha256, waiver.file_name), waiver.file_sha256):
            return None
        found = sha256_at(waiver.path) if waiver.path else ""
        if found == waiver.file_sha256:
            return None
        if isinstance(found, InputProblem):
            what = found.what
        elif not found:
            what = translate(
                "zhanbu",
                "The file {file} is missing from {folder}, or was changed there.",
                file=waiver.file_name,
                folder=evidence_folder(pool).name,
            )
        else:
            what = translate("zhanbu", "The file {file} was changed after the check.", file=waiver.path)
        return translate(
            "zhanbu",
            "Document {doc_no} for check {check}: {what}",
            doc_no=waiver.doc_no,
            check=waiver.check_id,
            what=what,
        )

    return fault
