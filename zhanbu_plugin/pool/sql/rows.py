"""Rows of a pool ⇄ the pool's records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...checks.checked import compact_json
from ...checks.findings import Finding, Outcome, Severity
from ...checks.waivers.waiver import Waiver
from ...survey.wording import outside_wording
from ..chain import canonical
from ..entry.survey_attributes import MEASURE_COLUMNS, TEXT_COLUMNS, survey_area_dm2, text
from ..records import PoolEvent, PoolParcel, SurveyKey
from .session import Row


def by_subject(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Rows of each subject in their order."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["subject_uid"]].append(row)
    return found


def parcels_of(
    rows: Sequence[Row],
    geometries: NDArray[np.object_],
    findings: Mapping[str, Sequence[Row]],
    waivers: Mapping[str, Sequence[Row]],
) -> list[PoolParcel]:
    """Records of parcel rows (n,) of these shapes; ``findings`` and ``waivers`` hold the rows of each one's own check.

    Raises ``ValueError``.
    """
    return [
        _parcel(row, geometry, findings.get(row["parcel_uid"], ()), waivers.get(row["parcel_uid"], ()))
        for row, geometry in zip(rows, geometries)
    ]


def _parcel(row: Row, geometry: Any, findings: Sequence[Row], waivers: Sequence[Row]) -> PoolParcel:  # noqa: ANN401
    return PoolParcel(
        parcel_uid=row["parcel_uid"],
        parcel_no=row["parcel_no"],
        system=row["system"],
        batch=row["batch"],
        category=row["category"],
        state=row["state"],
        state_since=date.fromisoformat(row["state_since"]),
        source_id=row["source_id"],
        geometry=geometry,
        geometry_hash=row["geometry_hash"],
        area_dm2=row["area_dm2"],
        survey=json.loads(row["survey"]),
        measures=json.loads(row["measures"]),
        verdict=row["verdict"],
        run_id=row["run_id"],
        findings=tuple(finding_of(row["source_id"], f) for f in findings),
        waivers=tuple(waiver_of(row["source_id"], w) for w in waivers),
    )


def finding_of(parcel_id: str, row: Row) -> Finding:
    """A finding on what is called ``parcel_id``. Raises ``ValueError``."""
    return Finding(
        parcel_id,
        row["check_id"],
        row["clause"],
        Severity(row["severity"]),
        Outcome(row["outcome"]),
        row["measured"],
        row["threshold"],
        row["unit"],
        row["source"],
        outside_wording(row["message"], json.loads(row["message_values"])),
    )


def finding_rows(uid: str, run_id: str, findings: Sequence[Finding]) -> list[dict[str, object]]:
    """Rows of what a check found on a subject, in their order; the pool numbers them unless somebody else does."""
    return [
        {
            "finding_no": None,
            "subject_uid": uid,
            "run_id": run_id,
            "ord": position,
            "check_id": f.check_id,
            "clause": f.clause,
            "severity": f.severity.value,
            "outcome": f.outcome.value,
            "measured": f.measured,
            "threshold": f.threshold,
            "unit": f.unit,
            "source": f.source,
            "message": f.message.template,
            "message_values": compact_json(dict(f.message.values)) if f.message.values else "{}",
        }
        for position, f in enumerate(findings, start=1)
    ]


def waiver_of(parcel_id: str, row: Row) -> Waiver:
    """A document for what is called ``parcel_id``. Raises ``ValueError``."""
    return Waiver(
        parcel_id,
        row["check_id"],
        row["doc_no"],
        date.fromisoformat(row["doc_date"]),
        row["issuer"],
        row["file_name"],
        row["file_sha256"],
        row["entered_by"],
        date.fromisoformat(row["recorded_on"]),
    )


def waiver_rows(uid: str, run_id: str, waivers: Sequence[Waiver]) -> list[dict[str, object]]:
    """Rows of the documents on which a check's failures were lifted, in their order."""
    return [
        {
            "subject_uid": uid,
            "run_id": run_id,
            "ord": position,
            "check_id": w.check_id,
            "doc_no": w.doc_no,
            "doc_date": w.doc_date.isoformat(),
            "issuer": w.issuer,
            "file_name": w.file_name,
            "file_sha256": w.file_sha256,
            "entered_by": w.entered_by,
            "recorded_on": w.recorded_on.isoformat(),
        }
        for position, w in enumerate(waivers, start=1)
    ]


def event_of(row: Row) -> PoolEvent:
    """Record of an event row. Raises ``ValueError``."""
    return PoolEvent(
        event_no=row["event_no"],
        subject_uid=row["subject_uid"],
        from_state=row["from_state"],
        to_state=row["to_state"],
        action=row["action"],
        role=row["role"],
        occurred_on=date.fromisoformat(row["occurred_on"]),
        clause=row["clause"],
        rule_set=row["rule_set"],
        prev_hash=row["prev_hash"],
        hash=row["hash"],
        recorded_at=row["recorded_at"],
        run_id=row["run_id"],
        ends_claim=bool(row["ends_claim"]),
        facts=row["facts"],
    )


def event_row(event: PoolEvent) -> dict[str, object]:
    """Row of an event."""
    return {**vars(event), "occurred_on": event.occurred_on.isoformat(), "ends_claim": int(event.ends_claim)}


def parcel_row(parcel: PoolParcel, key: SurveyKey, stored: object, county: str) -> dict[str, object]:
    """Row of a parcel that claims a survey parcel; ``stored`` is its shape as the engine keeps it."""
    row: dict[str, object] = {
        **{column: text(parcel.survey, field) for column, field in TEXT_COLUMNS.items()},
        **{column: parcel.measures.get(column) for column in MEASURE_COLUMNS},
        "geom": stored,
        "survey_dm2": survey_area_dm2(parcel.survey),
        "xzqdm": county,
        "src_year": key.year,
        "src_bsm": key.bsm,
        "part_no": key.part,
        "state_since": parcel.state_since.isoformat(),
        "survey": canonical(parcel.survey),
        "measures": canonical(parcel.measures),
    }
    for column in (
        *("parcel_uid", "parcel_no", "system", "batch", "category", "state"),
        *("source_id", "geometry_hash", "area_dm2", "verdict", "run_id"),
    ):
        row[column] = getattr(parcel, column)
    return row
