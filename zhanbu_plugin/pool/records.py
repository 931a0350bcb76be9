"""Plain records that the pool takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import shapely

from ..checks.checked import CheckRun
from ..checks.findings import Finding
from ..checks.waivers.waiver import Waiver
from ..survey.wording import Wording
from .filing.filed import PoolEvidence


@dataclass(frozen=True)
class PoolIdentity:
    """Whose pool it is: county code, EPSG code of the pool, schema version."""

    county: str
    epsg: int
    schema_version: int


@dataclass(frozen=True)
class PoolParcel:
    """A parcel as the pool holds it.

    ``geometry`` is a multipolygon in the pool's CRS on the 0.1 mm grid, and ``geometry_hash`` is that of this
    multipolygon; areas are integer square decimetres. ``source_id`` is the id under which the parcel was checked, and
    ``waivers`` are the documents on which failed checks were lifted.
    """

    parcel_uid: str
    parcel_no: str
    system: str
    batch: str
    category: str
    state: str
    state_since: date
    source_id: str
    geometry: shapely.Geometry
    geometry_hash: str
    area_dm2: int
    survey: Mapping[str, object]
    measures: Mapping[str, float | None]
    verdict: str
    run_id: str
    findings: tuple[Finding, ...]
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class PoolEvent:
    """One entry of the append-only history; ``hash`` covers every other field, ``prev_hash`` included (``chain.py``).

    ``run_id`` is the check that the step relies on, ``ends_claim`` frees the place, and ``facts`` is canonical JSON of
    what the entry testifies to: of an entry into the pool the area, and the hashes of shape, record, findings and
    waivers.
    """

    event_no: int
    subject_uid: str
    from_state: str
    to_state: str
    action: str
    role: str
    occurred_on: date
    clause: str
    rule_set: str
    prev_hash: str
    hash: str
    recorded_at: str = ""
    run_id: str = ""
    ends_claim: bool = False
    facts: str = "{}"


@dataclass(frozen=True)
class SurveyKey:
    """Which survey parcel a claim holds: year of the data (0 unknown), BSM (标识码), number of the part."""

    year: int
    bsm: str
    part: int


@dataclass(frozen=True)
class Place:
    """Ground under an active claim, in the pool's CRS."""

    parcel_uid: str
    system: str
    geometry: shapely.Geometry


@dataclass(frozen=True)
class RoleLayer:
    """A layer that played a role when a check read it; ``path`` is empty where nobody told it."""

    role: str
    name: str
    path: str
    data_date: str
    sha256: str


@dataclass(frozen=True)
class ListedParcel:
    """An active parcel as a list shows it, with the id of the rule set by which it entered.

    ``bsm`` and ``village`` are the survey's: its id (标识码) and the name of the place (坐落单位名称).
    """

    parcel_uid: str
    parcel_no: str
    bsm: str
    village: str
    system: str
    batch: str
    state: str
    area_dm2: int
    rule_set: str


@dataclass(frozen=True)
class BatchSummary:
    """A batch with the number and area of its active parcels."""

    system: str
    batch: str
    opened_on: date
    parcels: int
    area_dm2: int


@dataclass(frozen=True)
class StockRow:
    """Parcels of one state and year of entry on a day."""

    state: str
    year: int
    parcels: int
    area_dm2: int


@dataclass(frozen=True)
class Material:
    """A piece of evidence with what it concerns of one batch: uids of parcels, sorted, or of the batch as a whole."""

    evidence: PoolEvidence
    concerns: tuple[str, ...]


@dataclass(frozen=True)
class PoolBatch:
    """All that a submission of one batch needs, sorted by parcel number.

    ``rule_sets`` holds the text (YAML) of the rules that its checks followed, by SHA-256; ``materials`` what is on file
    of its parcels; ``events`` the history of these and of the system's ledger; ``evidence`` the path of each file that
    its waivers and materials name, by the name under which it is kept.
    """

    identity: PoolIdentity
    system: str
    batch: str
    parcels: tuple[PoolParcel, ...]
    runs: Mapping[str, CheckRun]
    rule_sets: Mapping[str, bytes]
    events: tuple[PoolEvent, ...]
    evidence: Mapping[str, Path] = field(default_factory=dict)
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A parcel that may not enter, with a code for machines and a sentence for people."""

    parcel_id: str
    code: str
    reason: Wording


@dataclass(frozen=True)
class PushReport:
    """What a push did: admitted parcels (source id → pool uid), refused ones with a reason each."""

    admitted: Mapping[str, str]
    refused: tuple[Refusal, ...]
