"""Requests of counties for what the province holds, out of a table as the office keeps it (统筹定额申请)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from ..regimes.forms.form import FieldType, FormField
from ..regimes.forms.typed_answers import Answer, Refused, answer_text, expected_answer, typed_answer
from ..regimes.text import Text
from ..survey.divisions import county_code
from ..survey.problem import InputProblem
from ..survey.units import to_dm2
from ..survey.wording import Wording, translate
from .quota import Request


def _column(name: str, zh: str, kind: FieldType) -> FormField:
    return FormField(name, Text(zh, name), kind, "", MappingProxyType({}), required=True, least=None)


COLUMNS: Mapping[str, tuple[FormField, tuple[str, ...]]] = MappingProxyType(
    {
        "county": (_column("county", "县级代码", FieldType.TEXT), ("xzqdm", "县级代码", "县代码", "申请县")),
        "area_m2": (_column("area_m2", "申请面积", FieldType.AREA), ("area", "申请面积", "面积")),
        "date": (_column("date", "申请日期", FieldType.DATE), ("asked_on", "day", "申请日期", "日期")),
    }
)
"""Columns of a request, with the other names that each may have."""


def requests_of_table(rows: Iterable[Mapping[str, object]], source: str) -> tuple[Request, ...]:
    """A request for each row that says something. Raises ``InputProblem`` naming file, row and column."""
    found: list[Request] = []
    for number, row in enumerate(rows, start=1):
        if any(value not in (None, "") for value in row.values()):
            answers = {name: _answer(row, name, number, source) for name in COLUMNS}
            found.append(_request(answers, number, source))
    if found:
        return tuple(found)
    raise _problem(translate("zhanbu", "The table has no rows."), source)


def _answer(row: Mapping[str, object], name: str, number: int, source: str) -> Answer:
    field, others = COLUMNS[name]
    own = {column.strip().lower(): column for column in reversed(list(row))}
    column = next((own[alias] for alias in (name, *others) if alias in own), None)
    if column is None:
        names = translate("zhanbu", "Call a column one of: {names}.", names=", ".join((name, *others)))
        raise _problem(translate("zhanbu", "The table has no column “{name}”.", name=name), source, remedy=names)
    value = row[column]
    if value is None or value == "":
        raise _problem(translate("zhanbu", "The field is empty."), source, number, column)
    try:
        # A spreadsheet takes the code of a county for a number.
        return typed_answer(
            field, answer_text(value) if isinstance(value, (int, float)) and name == "county" else value
        )
    except Refused as refused:
        remedy = translate("zhanbu", "Write {expected}.", expected=expected_answer(field))
        raise _problem(refused.why, source, number, column, remedy) from refused


def _request(answers: Mapping[str, Answer], number: int, source: str) -> Request:
    county, area, day = answers["county"], answers["area_m2"], answers["date"]
    amount = to_dm2(area) if isinstance(area, float) else 0
    if not isinstance(day, date) or amount <= 0:
        raise _problem(translate("zhanbu", "Nothing is asked for."), source, number, "area_m2")
    try:
        return Request(county_code(answer_text(county)), amount, day)
    except InputProblem as problem:
        raise _problem(problem.what, source, number, "county", problem.remedy) from problem


def _problem(
    what: Wording, source: str, number: int = 0, column: str = "", remedy: Wording | None = None
) -> InputProblem:
    """What is wrong in a row, counted from 1."""
    return InputProblem(
        translate("zhanbu", "Row {row}: {what}", row=number, what=what) if number else what,
        remedy=remedy or translate("zhanbu", "Correct the table and try again."),
        source=source,
        field=column,
    )
