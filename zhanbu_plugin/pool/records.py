"""Plain records that the pool takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import shapely

from ..checks.checked import CheckRun
from ..checks.findings import Finding
from ..survey.wording import Wording


@dataclass(frozen=True)
class PoolIdentity:
    """Whose pool it is: county code, EPSG code of the pool, schema version."""

    county: str
    epsg: int
    schema_version: int


@dataclass(frozen=True)
class PoolParcel:
    """A parcel as the pool holds it. ``geometry`` is in the pool's CRS; areas are integer square decimetres."""

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


@dataclass(frozen=True)
class PoolEvent:
    """One entry of the append-only history; ``hash`` covers the entry and ``prev_hash``."""

    event_no: int
    parcel_uid: str
    from_state: str
    to_state: str
    action: str
    role: str
    occurred_on: date
    clause: str
    rule_set: str
    prev_hash: str
    hash: str


@dataclass(frozen=True)
class PoolBatch:
    """All that a submission of one batch needs, sorted by parcel number."""

    identity: PoolIdentity
    system: str
    batch: str
    parcels: tuple[PoolParcel, ...]
    runs: Mapping[str, CheckRun]
    events: tuple[PoolEvent, ...]


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
