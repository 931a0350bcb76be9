"""Rows of the yearly statement of cropland in and out (进出平衡报表)."""

from __future__ import annotations

from collections.abc import Iterator

from ...ledger.in_out.item import IN
from ...ledger.in_out_statement import InOutStatement, grade_text
from ...reports.language import said, tr
from ...survey.units import m2_of

LINES = [
    *[("line", "text"), ("title", "text"), ("in_m2", "real"), ("out_m2", "real"), ("balance_m2", "real")],
    *[("outcome", "text"), ("clause", "text"), ("reason", "text")],
]
ITEMS = [
    *[("item", "text"), ("type", "text"), ("date", "text"), ("area_m2", "real"), ("planned_m2", "real")],
    *[("counted_m2", "real"), ("sum_in_m2", "real"), ("sum_out_m2", "real"), ("outcome", "text"), ("reason", "text")],
]


def line_rows(statement: InOutStatement) -> Iterator[list[object]]:
    """A row for each test, then for what wasn't counted and for paddy."""
    titles = {
        "PLAN": tr("No more is planned to leave than to come in"),
        "FIRST_IN": tr("First in, then out"),
        "CLOSE": tr("As much came in as left"),
        "QUALITY": tr("Quality: grade in {came}, grade out {out}").format(
            came=grade_text(statement.grade_in), out=grade_text(statement.grade_out)
        ),
    }
    for line in statement.lines:
        amounts = [m2_of(line.in_dm2), m2_of(line.out_dm2), m2_of(line.in_dm2 - line.out_dm2)]
        why = None if line.why is None else said(line.why)
        yield [line.code, titles[line.code], *amounts, line.outcome.value, line.clause, why]
    sides: dict[str, list[int]] = {"EXEMPT": [0, 0], "NOT_COUNTED": [0, 0], "PADDY": [0, 0]}
    for row in statement.rows:
        item, side = row.counted.item, 0 if row.counted.item.direction == IN else 1
        if item.is_exempt:
            sides["EXEMPT"][side] += item.area_dm2
        elif not row.counted.closed_dm2:
            sides["NOT_COUNTED"][side] += item.area_dm2
        sides["PADDY"][side] += min(item.paddy_dm2, row.counted.closed_dm2)
    told = (
        ("EXEMPT", tr("Exempt, with a document"), "SC-2(五)a"),
        ("NOT_COUNTED", tr("Not counted"), "SC-2(五)d"),
        ("PADDY", tr("Of it paddy"), "SC-5(十七)"),
    )
    for code, title, clause in told:
        came, gone = sides[code]
        yield [code, title, m2_of(came), m2_of(gone), m2_of(came - gone), "INFO", clause, None]


def item_rows(statement: InOutStatement) -> Iterator[list[object]]:
    """A row for each item, in the order of their days."""
    for row in statement.rows:
        item = row.counted.item
        yield [
            *(item.id, item.direction, None if item.on is None else item.on.isoformat(), m2_of(item.area_dm2)),
            *(m2_of(row.counted.planned_dm2), m2_of(row.counted.closed_dm2)),
            *(m2_of(row.sum_in_dm2), m2_of(row.sum_out_dm2), row.outcome.value),
            None if row.why is None else said(row.why),
        ]
