"""检查结果 of a submission: every check of every parcel, also the passed ones, as ``findings.csv`` and as a sheet.

``sentences`` are what the findings say, one for each finding of each parcel in their order: ``sentences_of`` words
them in the county's language, ``read_sentences`` takes them from a table that was packed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ...checks.findings import Finding
from ...checks.waivers.waiver import waived_checks
from ...pool.records import PoolParcel
from ..workbook.cells import Cell
from ..workbook.rows import RowsOfColumns
from ..workbook.writing import Sheet
from .content import Heading, Say, framed_sheet, said, shown_measure, table_columns, table_texts
from .tables import ENCODING, LINE_END, line_of, plain_cell, read_rows

FINDING_COLUMNS = (
    "parcel_no",
    "parcel_uid",
    "check_id",
    "clause",
    "severity",
    "outcome",
    "measured",
    "threshold",
    "unit",
    "source",
    "message",
)


def sentences_of(parcels: Sequence[PoolParcel], say: Say) -> list[str]:
    """The sentence of each finding, as ``say`` puts it; a passed check needs none."""
    return [said(f, say) for p in parcels for f in p.findings]


def findings_csv(parcels: Sequence[PoolParcel], sentences: Sequence[str]) -> bytes:
    """Every finding of every parcel, measured values in full."""
    alike: dict[tuple[object, ...], tuple[str, str]] = {}
    spelled = lru_cache(maxsize=None)(line_of)
    told = iter(sentences)
    lines = [line_of(*FINDING_COLUMNS)]
    for parcel in parcels:
        whose = line_of(parcel.parcel_no, parcel.parcel_uid)
        for finding in parcel.findings:
            key = _kind_of(finding)
            if key not in alike:
                alike[key] = _spelled_kind(finding)
            front, back = alike[key]
            measured, threshold, message = finding.measured, finding.threshold, next(told)
            lines.append(
                f"{whose},{front},{'' if measured is None else _number_cell(measured)},"
                f"{'' if threshold is None else _number_cell(threshold)},{back},{spelled(message) if message else ''}"
            )
    return (LINE_END.join(lines) + LINE_END).encode(ENCODING)


def _spelled_kind(finding: Finding) -> tuple[str, str]:
    front = line_of(finding.check_id, finding.clause, finding.severity.value, finding.outcome.value)
    return front, line_of(finding.unit, finding.source)


def _kind_of(finding: Finding) -> tuple[object, ...]:
    return finding.check_id, finding.clause, finding.severity, finding.outcome, finding.unit, finding.source


def _number_cell(value: float) -> str:
    text = repr(float(value))
    return f"'{text}" if text.startswith("-") else text


def finding_row(parcel: PoolParcel, finding: Finding) -> list[str]:
    """A finding's columns without its message."""
    return [
        parcel.parcel_no,
        parcel.parcel_uid,
        finding.check_id,
        finding.clause,
        finding.severity.value,
        finding.outcome.value,
        _number(finding.measured),
        _number(finding.threshold),
        finding.unit,
        finding.source,
    ]


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value))


def read_findings(content: bytes, source: str) -> list[list[str]]:
    """Rows of ``findings.csv`` in ``FINDING_COLUMNS``. Raises ``InputProblem`` with the line."""
    return [row for _, row in read_rows(content, FINDING_COLUMNS, source)]


def read_sentences(content: bytes) -> list[str] | None:
    """The last column of ``findings.csv``; ``None`` where it can't be told, which ``read_findings`` explains."""
    try:
        rows = csv.reader(io.StringIO(content.decode(ENCODING), newline=""), strict=True)
        next(rows, None)
        return [plain_cell(row[-1]) for row in rows]
    except (csv.Error, UnicodeDecodeError, IndexError):
        return None


def findings_sheet(parcels: Sequence[PoolParcel], heading: Heading, sentences: Sequence[str]) -> Sheet:
    """检查结果: one row per finding."""
    titles = {check.id: check.title.zh for check in heading.rule_set.checks}
    alike: dict[tuple[object, ...], Mapping[str, Cell]] = {}
    kinds, findings = [], [f for p in parcels for f in p.findings]
    for parcel in parcels:
        waived = waived_checks(parcel.waivers)
        for finding in parcel.findings:
            lifted = finding.check_id in waived
            key = (*_kind_of(finding), lifted)
            if key not in alike:
                alike[key] = _cells_alike(finding, titles.get(finding.check_id, ""), lifted=lifted)
            kinds.append(alike[key])
    own: dict[str, Sequence[Cell]] = {
        "order": range(1, len(findings) + 1),
        "number": [p.parcel_no for p in parcels for _ in p.findings],
        "measured": [None if f.measured is None else shown_measure(f.measured) for f in findings],
        "threshold": [None if f.threshold is None else shown_measure(f.threshold) for f in findings],
        "message": sentences,
    }
    columns = [own[name] if name in own else [cells[name] for cells in kinds] for name in table_columns("findings")]
    return framed_sheet("findings", RowsOfColumns(columns), heading, None)


def _cells_alike(finding: Finding, title: str, *, lifted: bool) -> Mapping[str, Cell]:
    """The cells that all findings of such a check and outcome share."""
    texts = table_texts()
    return {
        "check": finding.check_id,
        "check_name": title,
        "clause": finding.clause,
        "severity": texts.words[finding.severity.value],
        "outcome": texts.words["WAIVED" if lifted else finding.outcome.value],
        "unit": texts.units.get(finding.unit, finding.unit),
        "source": finding.source,
    }
