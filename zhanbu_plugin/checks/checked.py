"""A parcel with its check: what the pool receives, and the seal that shows whether it was changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import shapely

from ..survey.wording import Wording, outside_wording
from .findings import Finding, Outcome, Severity, Verdict
from .layer import Objects
from .waivers.waiver import Waiver, waivers_to_json

GRID = 1e-4
"""Metres. Vertices are kept at the resolution at which the survey's own area rule reads them (``ellipsoid_area``)."""

_GRID_IN_DEGREES = 1e-9
"""Degrees, about 0.1 mm on the ground."""
_GLOBE = 360.0

_IN_ORDER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Snapshot:
    """A layer as it was when a check read it: role, source, date of the data, hash of its content."""

    role: str
    name: str
    data_date: str
    sha256: str


@dataclass(frozen=True)
class CheckRun:
    """Everything besides the parcels that a check's result depends on."""

    rule_set: str
    rule_set_sha256: str
    system: str
    as_of: date
    stage: str
    county: str
    version: str
    snapshots: tuple[Snapshot, ...]

    def as_json(self) -> str:
        """Canonical JSON: sorted keys, no spaces, ISO dates."""
        content = asdict(self) | {"as_of": self.as_of.isoformat()}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> CheckRun:
        """The run that ``as_json`` wrote. Raises ``ValueError``, ``KeyError`` or ``TypeError`` on anything else."""
        content = json.loads(text)
        snapshots = tuple(Snapshot(**s) for s in content.pop("snapshots"))
        return cls(as_of=date.fromisoformat(content.pop("as_of")), snapshots=snapshots, **content)

    @property
    def run_id(self) -> str:
        """First 16 hex digits of the SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()[:16]


@dataclass(frozen=True)
class CheckedParcel:
    """One parcel as checked.

    ``geometry`` is a 2D polygon or multipolygon in ``crs`` (WKT); ``survey`` holds the survey's own attributes by
    standard field name; ``area_m2`` is the ellipsoid area; ``measures`` the measured columns by name;
    ``waivers`` are the documents on which failed checks were lifted.
    """

    parcel_id: str
    geometry: shapely.Geometry
    crs: str
    survey: Mapping[str, object]
    category: str
    area_m2: float
    measures: Mapping[str, float | None]
    verdict: Verdict
    findings: tuple[Finding, ...]
    run: CheckRun
    seal: str
    waivers: tuple[Waiver, ...] = ()


def geometry_hash(geometry: shapely.Geometry | None) -> str:
    """SHA-256 (hex) of a geometry on the 0.1 mm grid, independent of start vertex, ring direction and part order.

    Coordinates that all fit a globe are degrees and get a finer grid. Empty for no or an empty geometry.
    """
    return geometry_hashes([geometry])[0]


def geometry_hashes(geometries: Sequence[shapely.Geometry | None] | Objects) -> list[str]:
    """``geometry_hash`` of each of n geometries."""
    flat = shapely.force_2d(np.asarray(geometries, dtype=object))
    xy, owner = shapely.get_coordinates(flat, return_index=True)
    reach = np.abs(shapely.bounds(flat)).max(axis=1)
    grid = np.where(reach <= _GLOBE, _GRID_IN_DEGREES, GRID)[owner, None]
    rounded = shapely.set_coordinates(flat, np.round(xy / grid) * grid + 0.0)
    texts = shapely.to_wkb(shapely.normalize(rounded), output_dimension=2, byte_order=1)
    nothing = shapely.is_missing(flat) | shapely.is_empty(flat)
    return ["" if empty else hashlib.sha256(wkb).hexdigest() for wkb, empty in zip(texts, nothing.tolist())]


def findings_to_json(findings: Iterable[Finding]) -> str:
    """Findings of one parcel as compact canonical JSON (the ``checks`` column of a checked layer).

    A passed check needs no sentence, so its message is left out.
    """
    rows = [
        [
            f.check_id,
            f.clause,
            f.severity,
            f.outcome,
            f.measured,
            f.threshold,
            f.unit,
            f.source,
            *([] if f.outcome is Outcome.PASS else [f.message.template, dict(f.message.values)]),
        ]
        for f in findings
    ]
    return compact_json(rows)


def compact_json(value: object) -> str:
    """A finding or a part of it as ``findings_to_json`` writes it."""
    return _COMPACT.encode(value)


def _plain(value: object) -> object:
    """A value of a sentence as JSON has it: NumPy's numbers as numbers, sentences in parts, the rest as text."""
    if isinstance(value, Wording):
        return {"template": value.template, "values": dict(value.values)}
    return value.item() if isinstance(value, np.generic) else str(value)


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def findings_from_json(parcel_id: str, text: str) -> tuple[Finding, ...]:
    """The findings that ``findings_to_json`` wrote. Raises ``ValueError`` or ``TypeError`` on anything else."""
    return tuple(_finding(parcel_id, *row) for row in json.loads(text))


def _finding(
    parcel_id: str,
    check_id: str,
    clause: str,
    severity: str,
    outcome: str,
    measured: float | None,
    threshold: float | None,
    unit: str,
    source: str,
    template: str = "",
    values: Mapping[str, object] | None = None,
) -> Finding:
    return Finding(
        parcel_id,
        check_id,
        clause,
        _SEVERITIES.get(severity) or Severity(severity),
        _OUTCOMES.get(outcome) or Outcome(outcome),
        measured,
        threshold,
        unit,
        source,
        outside_wording(template, values or {}) if template != "" or values else _NOTHING_SAID,
    )


_SEVERITIES = {severity.value: severity for severity in Severity}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_NOTHING_SAID = Wording("", {})


_IDENTITY = ("BSM", "DLBM", "PART_NO", "SJNF", "TBMJ", "ZLDWDM")
"""Survey attributes on which a verdict or a claim rests."""


def seal_of(parcel: CheckedParcel, shape: str | None = None) -> str:
    """SHA-256 (hex) of all that a verdict and a claim rest on: what the pool compares to see that nothing was changed.

    Covers id, shape, survey id and class, category, area, measures, verdict, findings, waivers and run. ``shape`` is
    the hash of the geometry where it is known already (many at once are quicker than one by one).
    """
    return seal_over(
        parcel.parcel_id,
        parcel.survey,
        parcel.category,
        parcel.area_m2,
        parcel.measures,
        parcel.verdict,
        shape=geometry_hash(parcel.geometry) if shape is None else shape,
        findings=findings_to_json(parcel.findings),
        waivers=waivers_to_json(parcel.waivers),
        run=_run_text(parcel.run),
    )


def seal_over(
    parcel_id: str,
    survey: Mapping[str, object],
    category: str,
    area_m2: float,
    measures: Mapping[str, float | None],
    verdict: Verdict,
    *,
    shape: str,
    findings: str,
    waivers: str,
    run: str,
) -> str:
    """The seal of a parcel, given the hash of its shape and the JSON of its findings, waivers and run."""
    identity = {name: _bare(survey.get(name)) for name in _IDENTITY}
    numbers = {name: repr(float(value)) for name, value in measures.items() if value is not None}
    content = [
        parcel_id,
        shape,
        _IN_ORDER.encode([identity, numbers]),
        category,
        f"{area_m2:.2f}",
        verdict.value,
        findings,
        waivers,
        run,
    ]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


@lru_cache(maxsize=64)
def _run_text(run: CheckRun) -> str:
    return run.as_json()


def _bare(value: object) -> str:
    """A survey value as text that no file format changes: no blanks around it, no ``.0`` behind a whole number."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{value:.15g}"
    return str(value).strip()
