"""The hash chain of the pool's history (哈希链): what each entry covers, and the genesis hash.

Engine-independent, so the city can repeat it from a package: SHA-256 over canonical JSON (sorted keys, no spaces).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from ..checks.checked import CheckRun, findings_from_json, findings_to_json
from ..checks.findings import Finding, Outcome
from ..checks.waivers.waiver import Waiver, in_order, waivers_to_json
from ..survey.wording import Wording
from .records import PoolEvent, PoolParcel

GENESIS = "0" * 64
"""``prev_hash`` of the first entry of a pool."""

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
_NUMBERS = (float, type(None))
_NOTHING_SAID = Wording("", {})


def canonical(content: Mapping[str, object]) -> str:
    """JSON with sorted keys and no spaces; what JSON has no type for becomes text."""
    return _CANONICAL.encode(content)


@lru_cache(maxsize=64)
def run_id_of(run: CheckRun) -> str:
    """Id of a check."""
    return run.run_id


def event_hash(event: PoolEvent) -> str:
    """SHA-256 (hex) of an entry with its ``prev_hash``; its own ``hash`` is left out."""
    content = {name: value for name, value in vars(event).items() if name != "hash"}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def sealed(event: PoolEvent, prev_hash: str) -> PoolEvent:
    """The entry, linked to the one before it."""
    linked = replace(event, prev_hash=prev_hash, hash="")
    return replace(linked, hash=event_hash(linked))


def kept_findings(parcel_id: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as a pool keeps and gives them: numbers as floats, values of messages as plain text and numbers."""
    return tuple(f if _is_kept(parcel_id, f) else _kept(parcel_id, f) for f in findings)


def _is_kept(parcel_id: str, finding: Finding) -> bool:
    """Whether a passed check reads already as a pool gives it; most of a push are such, and need no detour."""
    return (
        finding.outcome is Outcome.PASS
        and finding.parcel_id == parcel_id
        and type(finding.measured) in _NUMBERS
        and type(finding.threshold) in _NUMBERS
        and finding.message == _NOTHING_SAID
    )


def _kept(parcel_id: str, finding: Finding) -> Finding:
    (plain,) = findings_from_json(parcel_id, findings_to_json([finding]))
    return replace(plain, measured=_number(plain.measured), threshold=_number(plain.threshold))


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def kept_waivers(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Waivers as a pool keeps and gives them: their files lie beside the pool, not where they came from."""
    return in_order(replace(waiver, path="") for waiver in waivers)


def entry_facts(parcel: PoolParcel) -> str:
    """What an entry into the pool testifies to about its parcel, as canonical JSON."""
    facts: dict[str, object] = {
        "area_dm2": parcel.area_dm2,
        "findings_sha256": hashlib.sha256(findings_to_json(parcel.findings).encode()).hexdigest(),
        "geometry_hash": parcel.geometry_hash,
        "record_sha256": _record_sha256(parcel),
    }
    if parcel.waivers:
        facts["waivers_sha256"] = hashlib.sha256(waivers_to_json(parcel.waivers).encode()).hexdigest()
    return canonical(facts)


def _record_sha256(parcel: PoolParcel) -> str:
    """Of everything that stays the same while a parcel moves from state to state."""
    content = {
        "parcel_uid": parcel.parcel_uid,
        "parcel_no": parcel.parcel_no,
        "system": parcel.system,
        "batch": parcel.batch,
        "category": parcel.category,
        "source_id": parcel.source_id,
        "survey": dict(parcel.survey),
        "measures": dict(parcel.measures),
        "verdict": parcel.verdict,
        "run_id": parcel.run_id,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()
