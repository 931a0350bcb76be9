"""The list of findings as a workbook (检查结果表): one row for each check that is listed, as the filters have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ...exchange.workbook.writing import Cell, Column, Kind, Sheet, write_workbook
from ...processing.algorithm import stop_if_cancelled
from ...reports.check_page import verdict_name
from ...reports.language import said, tr
from ...reports.remedies import remedy_of
from ...survey.problem import InputProblem
from ...survey.wording import translate
from .findings_model import FindingsModel, ListedFindings
from .verdict_looks import outcome_name, severity_name

_EVERY = 200


def export_findings(model: FindingsModel, path: str) -> Callable[[QgsProcessingFeedback], int]:
    """The work of writing what a model lists, in its order; it returns the number of rows.

    The work raises ``InputProblem`` and ``Cancelled``; then no file is left half written.
    """
    listed = model.all_listed()

    def work(feedback: QgsProcessingFeedback) -> int:
        rows: list[Sequence[Cell]] = []
        for count, parcel in enumerate(listed.parcels):
            rows += _rows(listed, parcel)
            if count % _EVERY == 0:
                stop_if_cancelled(feedback)
                feedback.setProgress(95.0 * count / len(listed.parcels))
        result = listed.table.result
        note = tr("{count} parcels, {rows} rows; rules {rules}, as of {day}").format(
            count=len(listed.parcels), rows=len(rows), rules=result.run.rule_set, day=result.run.as_of.isoformat()
        )
        content = write_workbook([Sheet(tr("Findings"), tr("Findings of the check"), note, _columns(), rows)])
        _write(path, content)
        return len(rows)

    return work


def _columns() -> tuple[Column, ...]:
    text = Kind.TEXT
    return (
        *(Column(tr("Parcel"), text, 22), Column(tr("Verdict"), text, 14), Column(tr("Area (m²)"), Kind.M2, 14)),
        *(Column(tr("Check"), text, 26), Column(tr("Check id"), text, 18), Column(tr("Clause"), text, 12)),
        *(Column(tr("Weight"), text, 12), Column(tr("Result"), text, 12)),
        *(Column(tr("Measured"), Kind.NUMBER, 14), Column(tr("Limit"), Kind.NUMBER, 12), Column(tr("Unit"), text, 8)),
        *(Column(tr("Data"), text, 24), Column(tr("Finding"), text, 50), Column(tr("What to do"), text, 50)),
    )


def _rows(listed: ListedFindings, parcel: int) -> list[Sequence[Cell]]:
    result, checks = listed.table.result, listed.checks_of(parcel)
    area = result.area_m2(parcel)
    head: tuple[Cell, ...] = (
        str(result.parcels.ids[parcel]),
        verdict_name(result.verdicts[parcel]),
        area if isfinite(area) else None,
    )
    return [[*head, *_finding(listed, parcel, check)] for check in checks] or [[*head, *[None] * 11]]


def _finding(listed: ListedFindings, parcel: int, check: int) -> list[Cell]:
    table = listed.table
    result, rule = table.result, table.rules[check]
    finding = result.columns[check].finding(parcel, result.parcels.ids[parcel], result.case.categories[parcel])
    waived = bool(table.waived[parcel, check])
    return [
        *(table.titles[check], finding.check_id, finding.clause, severity_name(finding.severity)),
        outcome_name(finding.outcome, finding.severity, waived=waived),
        *(finding.measured, finding.threshold, finding.unit, finding.source),
        *(said(finding.message), remedy_of(rule, finding.outcome)),
    ]


def _write(path: str, content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The report can't be written ({reason}).", reason=error.strerror),
            remedy=translate("zhanbu", "Choose another folder, or close the program that has it open."),
            source=path,
        ) from error
