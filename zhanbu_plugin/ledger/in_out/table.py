"""Items of the yearly balance out of a table, as offices keep them in a spreadsheet (进出平衡台账)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from ...regimes.forms.answers import answer_text
from ...regimes.forms.form import FieldType, FormField, forms
from ...regimes.forms.typed_answers import Answer, Refused, expected_answer, typed_answer
from ...regimes.text import Text
from ...survey.land_classes import land_class
from ...survey.problem import InputProblem
from ...survey.units import to_dm2
from ...survey.wording import Wording, translate
from .item import IN, InOutItem

_DIRECTIONS = MappingProxyType(
    {IN: IN, "OUT": "OUT", "进": IN, "出": "OUT", "转进": IN, "转出": "OUT", "流入": IN, "流出": "OUT"}
)
_FOREST = "03"
_SHELTERBELT = "SHELTERBELT"


def _column(name: str, zh: str, kind: FieldType, codes: Mapping[str, Text] = MappingProxyType({})) -> FormField:
    return FormField(name, Text(zh, name), kind, "", codes, required=False, least=None)


_OUTFLOW = forms()["OUTFLOW"].fields
COLUMNS: Mapping[str, tuple[FormField, tuple[str, ...]]] = MappingProxyType(
    {
        "id": (_column("id", "编号", FieldType.TEXT), ("item", "item_no", "uid", "编号", "项目编号", "bsm")),
        "type": (_column("type", "类型", FieldType.TEXT), ("direction", "类型", "进出方向")),
        "area": (_column("area", "面积", FieldType.AREA), ("area_m2", "accepted_m2", "面积", "验收面积", "转出面积")),
        "planned": (_column("planned", "计划面积", FieldType.AREA), ("planned_m2", "计划面积")),
        "confirmed": (
            _column("confirmed", "调查确认面积", FieldType.AREA),
            ("confirmed_m2", "survey_m2", "confirm_m2", "调查确认面积"),
        ),
        "date": (_column("date", "日期", FieldType.DATE), ("日期", "day")),
        "accepted_on": (_column("accepted_on", "验收日期", FieldType.DATE), ("accepted", "accept_on", "验收日期")),
        "approved_on": (_column("approved_on", "批准日期", FieldType.DATE), ("approved", "批准日期")),
        "grade": (_column("grade", "质量等级", FieldType.GRADE), ("质量等级",)),
        "scheme": (
            _column("scheme", "等级体系", FieldType.CODE, _OUTFLOW["scheme"].codes),
            ("grade_scheme", "等级体系"),
        ),
        "exemption": (
            _column("exemption", "不计入情形", FieldType.CODE, _OUTFLOW["exempt_code"].codes),
            ("exempt", "exempt_code", "exempt_cod", "不计入情形"),
        ),
        "doc_no": (_column("doc_no", "文号", FieldType.TEXT), ("document", "doc", "proof", "文号", "证明文号")),
        "paddy": (_column("paddy", "水田面积", FieldType.AREA), ("paddy_m2", "水田面积")),
        "purpose": (_column("purpose", "转出用途", FieldType.CODE, _OUTFLOW["purpose"].codes), ("转出用途",)),
        "class": (_column("class", "地类", FieldType.TEXT), ("dlbm", "地类", "地类编码")),
        "stable": (_column("stable", "稳定利用", FieldType.FLAG), ("是否长期稳定利用", "稳定利用", "wdgd")),
        "tbxhdm": (_column("tbxhdm", "图斑细化代码", FieldType.TEXT), ("图斑细化代码",)),
        "gdpdjb": (_column("gdpdjb", "坡度级别", FieldType.TEXT), ("耕地坡度级别", "坡度级别")),
    }
)
"""Columns that are read, by what each means, with the names that it may have."""

UNSTABLE = frozenset({"HDGD", "HQGD", "LQGD", "MQGD", "SHGD", "HHGD", "SMGD"})
"""Refinements (TBXHDM) of cropland that isn't used stably, as HB-13a has them: Sichuan's text names none itself."""
_STEEP = "5"


def items_of_table(
    rows: Iterable[Mapping[str, object]], source: str, *, scheme: str, named: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[InOutItem, ...], tuple[str, ...]]:
    """Items out of rows by column, and the columns that nobody reads.

    ``named`` tells the column of a meaning (``COLUMNS``) that is called otherwise; ``scheme`` is that of grades without
    one. Areas are m². Raises ``InputProblem`` naming file, row and field.
    """
    found: list[InOutItem] = []
    columns: dict[str, str] = {}
    names: Sequence[str] = ()
    for number, row in enumerate(rows, start=1):
        if number == 1:
            names = list(row)
            columns = _columns(names, named, source)
        if any(value not in (None, "") for value in row.values()):
            found.append(_item(_answers(row, columns, number, source), number, source, scheme))
    if not found:
        raise _problem(translate("zhanbu", "The table has no rows."), source)
    return tuple(found), tuple(name for name in names if name not in columns.values())


def _columns(names: Sequence[str], named: Mapping[str, str], source: str) -> dict[str, str]:
    """Column of the table by meaning."""
    own = {name.strip().lower(): name for name in reversed(names)}
    columns: dict[str, str] = {}
    for meaning, (_, aliases) in COLUMNS.items():
        called = next((own[alias] for alias in (meaning, *aliases) if alias in own), None)
        if called is not None and called not in columns.values():
            columns[meaning] = called
    columns.update({meaning: name for meaning, name in named.items() if name})
    for needed in ("type", "area"):
        if needed not in columns:
            raise _problem(
                translate("zhanbu", "The table has no column “{name}”.", name=needed), source, remedy=_head(needed)
            )
    return columns


def _head(name: str) -> Wording:
    return translate("zhanbu", "Call a column one of: {names}.", names=", ".join((name, *COLUMNS[name][1])))


def _answers(row: Mapping[str, object], columns: Mapping[str, str], number: int, source: str) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for meaning, column in columns.items():
        value = row[column]
        if isinstance(value, str):
            value = value.strip()
        if value in (None, ""):
            continue
        field = COLUMNS[meaning][0]
        try:
            answers[meaning] = typed_answer(field, value)
        except Refused as refused:
            remedy = translate("zhanbu", "Write {expected}.", expected=expected_answer(field))
            raise _problem(refused.why, source, number, column, remedy) from refused
    return answers


def _item(answers: Mapping[str, Answer], number: int, source: str, scheme: str) -> InOutItem:
    direction = _DIRECTIONS.get(answer_text(answers.get("type")).upper())
    if direction is None:
        what = translate("zhanbu", "“{type}” is neither IN nor OUT.", type=answer_text(answers.get("type")))
        raise _problem(what, source, number, "type")
    area = _dm2(answers, "area")
    if area is None:
        raise _problem(translate("zhanbu", "The area is missing."), source, number, "area")
    grade = answers.get("grade")
    return InOutItem(
        id=answer_text(answers.get("id")) or str(number),
        direction=direction,
        area_dm2=area,
        on=_day(answers, direction),
        confirmed_dm2=_dm2(answers, "confirmed"),
        planned_dm2=_dm2(answers, "planned"),
        paddy_dm2=_dm2(answers, "paddy") or 0,
        grade=None if grade is None else Fraction(repr(grade)),
        scheme=answer_text(answers.get("scheme")) or (scheme if grade is not None else ""),
        exemption=answer_text(answers.get("exemption")),
        proof=answer_text(answers.get("doc_no")),
        barred=_barred(answers, direction),
    )


def _day(answers: Mapping[str, Answer], direction: str) -> date | None:
    own = answers.get("accepted_on" if direction == IN else "approved_on", answers.get("date"))
    return own if isinstance(own, date) else None


def _dm2(answers: Mapping[str, Answer], name: str) -> int | None:
    value = answers.get(name)
    return to_dm2(value) if isinstance(value, float) else None


def _barred(answers: Mapping[str, Answer], direction: str) -> Wording | None:
    """Why an item doesn't count at all: inflow that is no stable cropland, a shelterbelt that isn't forest yet."""
    code = answer_text(answers.get("class"))
    known = land_class(code)
    if direction == IN:
        if code and (known is None or not known.is_cropland):
            return translate("zhanbu", "Class {code} is no cropland.", code=code)
        if (
            answers.get("stable") is False
            or answer_text(answers.get("tbxhdm")).upper() in UNSTABLE
            or answer_text(answers.get("gdpdjb")) == _STEEP
        ):
            return translate("zhanbu", "It is cropland that isn't used stably.")
        return None
    if answers.get("purpose") == _SHELTERBELT and not code.startswith(_FOREST):
        return translate("zhanbu", "A shelterbelt counts once the survey makes it forest.")
    return None


def _problem(
    what: Wording, source: str, number: int = 0, column: str = "", remedy: Wording | None = None
) -> InputProblem:
    """What is wrong in a row, counted from 1; 0 is the head."""
    return InputProblem(
        translate("zhanbu", "Row {row}: {what}", row=number, what=what) if number else what,
        remedy=remedy or translate("zhanbu", "Correct the table and try again."),
        source=source,
        field=column,
    )
