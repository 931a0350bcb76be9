"""Parcels that are eligible by a document alone, and the document."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from pool_parcels import CHECKED_ON, checked, sealed_again, sound_findings, square

from zhanbu_plugin.checks.checked import CheckedParcel
from zhanbu_plugin.checks.findings import Outcome, Verdict
from zhanbu_plugin.checks.waivers.waiver import Waiver, in_order

SCAN = b"%PDF-1.4 the province allows it"
SHA256 = hashlib.sha256(SCAN).hexdigest()


def document(folder: Path, name: str = "批复.PDF", content: bytes = SCAN) -> Path:
    """A scan on the technician's disk."""
    path = folder / name
    path.write_bytes(content)
    return path


def waiver(parcel_id: str, scan: Path, **changed: object) -> Waiver:
    """The document for the slope of a parcel, recorded with the check."""
    made = Waiver(
        *(parcel_id, "CHK-SLOPE", "冀自然资函〔2026〕12号", date(2026, 5, 31), "河北省自然资源厅"),
        *(scan.name, hashlib.sha256(scan.read_bytes()).hexdigest(), "王工", CHECKED_ON, str(scan)),
    )
    return replace(made, **changed)


def waived(parcel_id: str, scan: Path, column: int = 0, *more: Waiver, **changed: object) -> CheckedParcel:
    """A parcel too steep, with its document; ``changed`` is told otherwise of the document."""
    steep = checked(parcel_id, square(column, 0), findings=sound_findings(parcel_id, SLOPE=Outcome.FAIL))
    documents = in_order([waiver(parcel_id, scan, **changed), *more])
    return sealed_again(replace(steep, verdict=Verdict.ELIGIBLE, waivers=documents))
