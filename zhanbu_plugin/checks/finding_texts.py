"""Findings of many parcels as texts and rows, without an object for each: a county has millions, nearly all passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ..regimes.rule_set import CheckRule
from ..survey.wording import Wording, translate
from .checked import compact_json
from .column import OUTCOMES, PASS, PASSED, CheckColumn, Floats
from .engine import CheckResult
from .findings import Outcome
from .layer import Progress, report
from .waivers.waiver import Waiver
from .weighing import SEVERITIES, heaviest_first

Say = Callable[[Wording], str]
Rows = NDArray[np.intp]

_BLOCK = 2_000
"""Parcels at a time, so that a window beside this stays alive and cancel is heard."""

_NO_NUMBERS = {"nan": "null", "inf": "Infinity", "-inf": "-Infinity"}
"""What JSON's writer makes of floats that are no numbers; unknown ones are null."""


def blocks(count: int, progress: Progress = None) -> Iterator[Rows]:
    """Row numbers of ``count`` parcels, block by block. Raises ``Cancelled`` between blocks."""
    for start in range(0, count, _BLOCK):
        report(progress, start / count)
        yield np.arange(start, min(start + _BLOCK, count))
    report(progress, 1.0)


def finding_rows(
    result: CheckResult, say: Say, remedy: Callable[[CheckRule, Outcome], str], progress: Progress = None
) -> Iterator[tuple[object, ...]]:
    """Every finding, parcel by parcel: parcel, check, clause, severity, outcome, measured value, threshold, unit,
    source, sentence, remedy and the documents that lift it.
    """
    for rows in blocks(len(result.parcels), progress):
        by_check = [_rows_of_check(result, j, rows, say, remedy) for j in range(len(result.columns))]
        for findings in zip(*by_check):
            yield from findings


def _rows_of_check(
    result: CheckResult, j: int, rows: Rows, say: Say, remedy: Callable[[CheckRule, Outcome], str]
) -> Iterator[tuple[object, ...]]:
    column = result.columns[j]
    severities = np.array([severity.value for severity in SEVERITIES], dtype=object)
    outcomes = np.array([outcome.value for outcome in OUTCOMES], dtype=object)
    remedies = np.array([remedy(column.rule, outcome) for outcome in OUTCOMES], dtype=object)
    codes = column.outcome[rows]
    return zip(
        result.parcels.ids[rows].tolist(),
        repeat(column.rule.id),
        repeat(column.rule.clause),
        severities[result.severities[rows, j]].tolist(),
        outcomes[codes].tolist(),
        known(column.measured[rows]),
        known(column.threshold[rows]),
        repeat(column.unit),
        repeat(column.source),
        _sentences(column, rows, say),
        remedies[codes].tolist(),
        _documents(result, j, rows, say),
    )


def document_wording(waiver: Waiver) -> Wording:
    """What is said in place of a finding that a document lifts."""
    return translate(
        "zhanbu",
        "Waived by document {doc_no} of {date}, {issuer}.",
        doc_no=waiver.doc_no,
        date=waiver.doc_date.isoformat(),
        issuer=waiver.issuer,
    )


def _documents(result: CheckResult, j: int, rows: Rows, say: Say) -> list[str]:
    """What is said of the documents that lift a check on each of some parcels, empty where it isn't lifted."""
    texts = [""] * len(rows)
    if result.waivers:
        check, lifted = result.columns[j].rule.id, result.applied.lifted
        for k in np.flatnonzero(lifted[rows, j]).tolist():
            documents = result.applied.by_check(int(rows[k]))[check]
            texts[k] = " ".join(say(document_wording(waiver)) for waiver in documents)
    return texts


def known(values: Floats) -> list[float | None]:
    """Numbers as a table takes them: ``None`` for NaN."""
    column = values.astype(object)
    column[np.isnan(values)] = None
    return list(column.tolist())


def _sentences(column: CheckColumn, rows: Rows, say: Say) -> list[str]:
    """What is said of a check on each of some parcels. Many share one sentence, which is then said once."""
    passed = say(PASSED)
    sentences = [passed] * len(rows)
    last, text = PASSED, passed
    for k, i in _open(column, rows):
        wording = column.say(i)
        if wording is not last:
            last, text = wording, say(wording)
        sentences[k] = text
    return sentences


def _open(column: CheckColumn, rows: Rows) -> Iterator[tuple[int, int]]:
    """Place among ``rows`` and row of the parcels that didn't pass a check."""
    places = np.flatnonzero(column.outcome[rows] != PASS)
    return zip(places.tolist(), rows[places].tolist())


def reasons(result: CheckResult, rows: Rows, say: Say, *, chinese: bool) -> list[str]:
    """Why each of some parcels isn't simply eligible: subject, check, clause and sentence of what it didn't pass.

    Of a check that was waived, the document is named instead.
    """
    heads = [_heads(column.rule, chinese) for column in result.columns]
    sentences = [_sentences(column, rows, say) for column in result.columns]
    documents = [_documents(result, j, rows, say) for j in range(len(result.columns))]
    severities = result.severities[rows]
    waived = result.applied.lifted[rows] if result.waivers else None
    listed = heaviest_first(result.outcomes[rows], severities, waived)
    return [
        "; ".join([heads[j][weights[j]] + (documents[j][k] or sentences[j][k]) for j in checks])
        for k, (checks, weights) in enumerate(zip(listed, severities.tolist()))
    ]


def _heads(rule: CheckRule, chinese: bool) -> list[str]:
    """What stands before a check's sentence, by severity code."""
    title = rule.title.in_language(chinese)
    return [f"{title} {rule.id} ({rule.clause}, {severity.value}): " for severity in SEVERITIES]


def findings_json(result: CheckResult, rows: Rows) -> list[str]:
    """The findings of each of some parcels as ``checked.findings_to_json`` writes them."""
    by_check = [_json_of_check(column, rows, result.severities[rows, j]) for j, column in enumerate(result.columns)]
    return [f"[{','.join(findings)}]" for findings in zip(*by_check)]


def _json_of_check(column: CheckColumn, rows: Rows, severities: NDArray[np.int8]) -> list[str]:
    rule, outcomes = column.rule, column.outcome[rows]
    starts = [
        [compact_json([rule.id, rule.clause, severity.value, outcome.value])[:-1] for outcome in OUTCOMES]
        for severity in SEVERITIES
    ]
    end = compact_json([column.unit, column.source])[1:]
    texts = [
        f"{starts[severity][outcome]},{measured},{threshold},{end}"
        for severity, outcome, measured, threshold in zip(
            severities.tolist(), outcomes.tolist(), _numbers(column.measured, rows), _numbers(column.threshold, rows)
        )
    ]
    last, message = PASSED, ""
    for k, i in _open(column, rows):
        wording = column.say(i)
        if wording is not last:
            last, message = wording, compact_json([wording.template, dict(wording.values)])[1:]
        texts[k] = f"{texts[k][:-1]},{message}"
    return texts


def _numbers(values: Floats, rows: Rows) -> Iterable[str]:
    """Numbers of some parcels as JSON. Most columns have one for all parcels: no step in memory leads to the next."""
    if not values.strides[0]:
        return [_number(float(values[0]))] * len(rows)
    return map(_number, values[rows].tolist())


def _number(value: float) -> str:
    text = repr(value)
    return _NO_NUMBERS.get(text, text)
