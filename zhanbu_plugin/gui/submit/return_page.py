"""What a return slip did, as text: how many parcels by reason, and what became of each (退回结果)."""

from __future__ import annotations

from ...exchange.returns.importing import ReturnOutcome, ReturnReport
from ...exchange.returns.reasons import return_reasons
from ...reports.html_page import page, section, table
from ...reports.language import interface_is_chinese, said, tr


def return_page(report: ReturnReport) -> str:
    """HTML, in the language of the interface."""
    chinese = interface_is_chinese()
    by_code = [
        [code, reason.name.in_language(chinese), str(report.by_code[code])]
        for code, reason in return_reasons().items()
        if report.by_code[code]
    ]
    parcels = [row for outcome in report.outcomes for row in _rows(outcome)]
    moved = sum(outcome.moved for outcome in report.outcomes)
    title = tr("{count} parcels returned, {moved} sent back").format(count=len(report.outcomes), moved=moved)
    return page(
        title,
        [
            section(tr("Reasons"), table([tr("Code"), tr("Reason of the return"), tr("Parcels")], by_code, (2,))),
            section(tr("Parcels"), table([tr("Parcel no."), tr("Code"), tr("Said"), tr("What became of it")], parcels)),
        ],
    )


def _rows(outcome: ReturnOutcome) -> list[list[str]]:
    became = (
        tr("sent back")
        if outcome.moved
        else tr("stays: {reason}").format(reason=said(outcome.why_not) if outcome.why_not is not None else "–")
    )
    return [[outcome.returned.parcel.parcel_no, item.code, item.text, became] for item in outcome.returned.items]
