"""Plain records of what is on file in a pool (卷宗): evidence, forms, matters, former shapes, and whom they concern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

import shapely

RECORDED = "RECORDED"
"""The one state of evidence and of a form record."""


VERSION, LINK = "VERSION", "LINK"
"""Actions of entries that change a parcel's shape, and that link something with a matter."""


class SubjectKind(str, Enum):
    """What the history can be about, and what evidence and forms can concern."""

    PARCEL = "PARCEL"
    MATTER = "MATTER"
    BATCH = "BATCH"
    COUNTY = "COUNTY"
    EVIDENCE = "EVIDENCE"
    FORM = "FORM"
    POSTING = "POSTING"
    OCCUPATION = "OCCUPATION"
    FREEZE = "FREEZE"
    CAP = "CAP"


@dataclass(frozen=True)
class Subject:
    """Whom something on file concerns: a parcel, a matter, a batch with all its parcels, or the whole county."""

    uid: str
    kind: SubjectKind


def batch_uid(system: str, batch: str) -> str:
    """Uid of a batch as a subject."""
    return f"{system}/{batch}"


@dataclass(frozen=True)
class PoolEvidence:
    """A paper, photo or data file (佐证材料); the file lies beside the pool under its hash.

    ``lon``, ``lat`` (degrees) and ``azimuth`` (degrees from north) are what a photo says of itself.
    """

    evidence_uid: str
    kind: str
    title: str
    doc_no: str
    doc_date: date | None
    issuer: str
    file_name: str
    sha256: str
    taken_on: date | None
    lon: float | None
    lat: float | None
    azimuth: float | None
    recorded_at: str
    event_no: int = 0


@dataclass(frozen=True)
class PoolForm:
    """What somebody answered on a form (表单记录); ``answers`` is canonical JSON."""

    record_uid: str
    subject_uid: str
    form: str
    answers: str
    answered_by: str
    answered_on: date
    doc_no: str
    recorded_at: str
    event_no: int = 0


@dataclass(frozen=True)
class PoolMatter:
    """A matter (事项) such as a plan: ``subject`` names its workflow, ``crs`` (WKT) that of ``wkb``."""

    matter_uid: str
    subject: str
    system: str
    county: str
    year: int
    title: str
    state: str
    state_since: date
    is_active: bool
    area_dm2: int | None
    wkb: bytes
    crs: str
    rule_set: str
    event_no: int = 0


@dataclass(frozen=True)
class MatterLink:
    """A matter and the parcel or matter that belongs to it."""

    matter_uid: str
    subject_uid: str
    event_no: int = 0


@dataclass(frozen=True)
class ParcelVersion:
    """A parcel as it was until event ``event_no`` changed its shape; ``survey`` and ``measures`` are JSON."""

    parcel_uid: str
    version: int
    reason: str
    geometry: shapely.Geometry
    geometry_hash: str
    area_dm2: int
    verdict: str
    run_id: str
    survey: str
    measures: str
    event_no: int = 0
