"""What a check came to, as rows of a paper (检查结果): verdicts, the layers that it read, its checks, open findings."""

from __future__ import annotations

from collections.abc import Sequence

from ...checks.findings import Outcome, Verdict
from ...exchange.submission.content import (
    exact_m2,
    measured_text,
    printed_total,
    said,
    table_texts,
)
from ...pool.records import PoolParcel
from ...regimes.roles import roles
from ...survey.units import largest_remainder
from ..language import chinese
from .batch_values import BatchSource, open_outcome
from .content import Row

_UNKNOWN = "—"
_SHOWN_OF_HASH = 16


def verdict_rows(parcels: Sequence[PoolParcel]) -> tuple[list[Row], Row]:
    """How many parcels, with which area, came to each verdict, and their sum; the columns add up to it."""
    words = table_texts().words
    held = [[p.area_dm2 for p in parcels if p.verdict == verdict.value] for verdict in Verdict]
    sums = [sum(areas) for areas in held]
    mu, ha = largest_remainder(sums, "mu"), largest_remainder(sums, "ha")
    rows: list[Row] = [
        {
            "verdict": words[verdict.value],
            "count": str(len(held[i])),
            "area_m2": f"{exact_m2(sums[i]):.2f}",
            "area_mu": str(mu[i]),
            "area_ha": str(ha[i]),
        }
        for i, verdict in enumerate(Verdict)
    ]
    total = printed_total(parcels)
    amounts = {"area_m2": f"{total.m2:.2f}", "area_mu": str(total.mu), "area_ha": str(total.ha)}
    return rows, {"verdict": table_texts().total, "count": str(len(parcels)), **amounts}


def layer_rows(source: BatchSource) -> list[Row]:
    """The layers that the checks of the batch read, each with the date of its data and the days of the checks."""
    days: dict[tuple[str, str, str, str], list[str]] = {}
    for run in sorted(source.batch.runs.values(), key=lambda run: (run.as_of, run.run_id)):
        for layer in run.snapshots:
            key = (layer.role, layer.name, layer.data_date, layer.sha256)
            days.setdefault(key, []).append(run.as_of.isoformat())
    order = ["survey", "claims", "dem", *roles()]
    known = {role: i for i, role in enumerate(order)}
    return [
        {
            "order": str(number),
            "role": _role(role),
            "layer": name,
            "data_date": date or _UNKNOWN,
            "checked_on": "、".join(dict.fromkeys(days[role, name, date, sha256])),
            "layer_hash": sha256[:_SHOWN_OF_HASH],
        }
        for number, (role, name, date, sha256) in enumerate(
            sorted(days, key=lambda key: (known.get(key[0], len(order)), days[key], key)), 1
        )
    ]


def _role(role: str) -> str:
    own = {"survey": chinese("Survey layer"), "claims": chinese("Reserve pool"), "dem": chinese("DEM")}
    return roles()[role].name_zh if role in roles() else own.get(role, role)


def check_rows(source: BatchSource) -> list[Row]:
    """How every check that was carried out came out, in the order of the rules."""
    outcomes: dict[str, list[Outcome]] = {}
    for parcel in source.batch.parcels:
        for finding in parcel.findings:
            outcomes.setdefault(finding.check_id, []).append(finding.outcome)
    words = table_texts().words
    carried_out = [check for check in source.rule_set.checks if check.id in outcomes]
    return [
        {
            "order": str(order),
            "check": check.id,
            "check_name": check.title.zh,
            "clause": check.clause,
            "severity": words[check.severity.value],
            "passed": str(outcomes[check.id].count(Outcome.PASS)),
            "failed": str(outcomes[check.id].count(Outcome.FAIL)),
            "unknown": str(outcomes[check.id].count(Outcome.NOT_CHECKED)),
        }
        for order, check in enumerate(carried_out, 1)
    ]


def findings_of_all(source: BatchSource, most: int | None) -> list[Row]:
    """What is open of every parcel; at most so many rows, and one that says how many more there are."""
    found = [row for parcel in source.batch.parcels for row in finding_rows(source, parcel)]
    if most is None or len(found) <= most:
        return found
    more = chinese("{count} more findings are in findings.xlsx.").format(count=len(found) - most)
    return [*found[:most], {"number": "……", "message": more}]


def finding_rows(source: BatchSource, parcel: PoolParcel) -> list[Row]:
    """What didn't pass, or wasn't looked at, of one parcel."""
    texts = table_texts()
    words = texts.words
    titles = {check.id: check.title.zh for check in source.rule_set.checks}
    return [
        {
            "number": parcel.parcel_no,
            "check": finding.check_id,
            "check_name": titles.get(finding.check_id, finding.check_id),
            "clause": finding.clause,
            "severity": words[finding.severity.value],
            "outcome": words[open_outcome(parcel, finding.check_id, finding.outcome)],
            "measured": measured_text(finding.measured),
            "threshold": measured_text(finding.threshold),
            "unit": texts.units.get(finding.unit, finding.unit),
            "message": said(finding, chinese),
        }
        for finding in parcel.findings
        if finding.outcome is not Outcome.PASS
    ]
