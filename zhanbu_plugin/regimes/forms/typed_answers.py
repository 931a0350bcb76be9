"""Answers to single questions of a form: a text, number, date or code out of what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Union

from ...survey.wording import Wording, translate
from .form import FieldType, FormField

Answer = Union[str, float, bool, date, None]


_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)",
    re.ASCII,
)
_TIME_OF_DAY = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?", re.ASCII)
_YES = ("true", "yes", "y", "1", "是")
_NO = ("false", "no", "n", "0", "否")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_LONGEST_TEXT = 2_000
_LARGEST_NUMBER = 1e15


def answer_text(answer: Answer) -> str:
    """An answer as rule sets write it: ``true``, ``2025-05-01``, ``APPROVED``, ``2``; empty for none."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, str):
        return answer
    return str(int(answer)) if float(answer).is_integer() else repr(float(answer))


def answer_number(answer: Answer) -> float | None:
    """A number that may stand in a form; ``None`` for anything else, such as NaN in a pool that others have written."""
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return None
    return float(answer) if abs(answer) <= _LARGEST_NUMBER else None


class Refused(Exception):
    """An answer that isn't one, and why."""

    def __init__(self, why: Wording) -> None:
        super().__init__(str(why))
        self.why = why


def expected_answer(field: FormField) -> Wording:
    """What an answer to a field looks like."""
    if field.type is FieldType.CODE:
        return translate("zhanbu", "one of {codes}", codes=", ".join(field.codes))
    return _EXPECTED[field.type]


_EXPECTED: Mapping[FieldType, Wording] = MappingProxyType(
    {
        FieldType.TEXT: translate("zhanbu", "a text"),
        FieldType.NUMBER: translate("zhanbu", "a number such as 12.5"),
        FieldType.COUNT: translate("zhanbu", "a whole number such as 12"),
        FieldType.YEAR: translate("zhanbu", "a year such as 2025"),
        FieldType.AREA: translate("zhanbu", "square metres as a number such as 10500.25"),
        FieldType.SHARE: translate("zhanbu", "a share such as 0.6 or 60%"),
        FieldType.GRADE: translate("zhanbu", "a grade such as 4, 1 being the best"),
        FieldType.DATE: translate("zhanbu", "a date such as 2025-05-01"),
        FieldType.FLAG: translate("zhanbu", "true or false"),
    }
)


def _text(_: FormField, value: object) -> Answer:
    text = answer_text(value) if isinstance(value, (bool, int, float, date)) else value
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT or not text.isprintable():
        raise Refused(translate("zhanbu", "This is no plain text, or a very long one."))
    return text


def _number(field: FormField, value: object) -> float:
    number = _read_number(value)
    if field.least is not None and number < field.least:
        raise Refused(translate("zhanbu", "{value} is less than {least:.0f}.", value=value, least=field.least))
    return number


def _read_number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise Refused(translate("zhanbu", "{value} is no number.", value=str(value)))
    try:
        number = float(Decimal(value) if isinstance(value, str) else value)
    except (InvalidOperation, OverflowError, ValueError):
        raise Refused(translate("zhanbu", "{value} is no number.", value=str(value)[:80])) from None
    if answer_number(number) is None:
        raise Refused(translate("zhanbu", "{value} is no number.", value=str(value)[:80]))
    return number + 0.0  # no negative zero


def _amount(field: FormField, value: object) -> float:
    number = _number(field, value)
    if number < 0:
        raise Refused(translate("zhanbu", "{value} is less than {least:.0f}.", value=value, least=0))
    return number


def _count(field: FormField, value: object) -> float:
    number = _amount(field, value)
    if not number.is_integer():
        raise Refused(translate("zhanbu", "{value} is no whole number.", value=value))
    return number


def _year(field: FormField, value: object) -> float:
    year = _count(field, value)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Refused(translate("zhanbu", "{value} is no year.", value=value))
    return year


def _share(field: FormField, value: object) -> float:
    percent = isinstance(value, str) and value[-1:] in ("%", "％")
    number = _amount(field, value[:-1].strip() if percent and isinstance(value, str) else value)
    share = float(Decimal(repr(number)) / 100) if percent else number
    if share > 1:
        raise Refused(translate("zhanbu", "{value} is more than the whole.", value=value))
    return share


def _grade(field: FormField, value: object) -> float:
    grade = _number(field, value)
    if grade < 1:
        raise Refused(translate("zhanbu", "{value} is no grade.", value=value))
    return grade


def _date(_: FormField, value: object) -> Answer:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.match(value) if isinstance(value, str) else None
    if found is None or not (found.end() == len(found.string) or _TIME_OF_DAY.fullmatch(found.string[found.end() :])):
        raise Refused(translate("zhanbu", "{value} is no date.", value=str(value)[:80]))
    try:
        year, month, day = (int(part) for part in found.groups() if part is not None)
        return date(year, month, day)
    except ValueError:
        raise Refused(translate("zhanbu", "{value} is no date.", value=str(value)[:80])) from None


def _flag(_: FormField, value: object) -> Answer:
    word = answer_text(value).lower() if isinstance(value, (bool, int, float, str)) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise Refused(translate("zhanbu", "{value} is neither yes nor no.", value=str(value)[:80]))


def _code(field: FormField, value: object) -> Answer:
    word = str(value)
    for code, title in field.codes.items():
        if word.upper() == code or word in (title.zh, title.en):
            return code
    raise Refused(translate("zhanbu", "“{value}” is none of the answers.", value=word[:80]))


_TYPED: Mapping[FieldType, Callable[[FormField, object], Answer]] = MappingProxyType(
    {
        FieldType.TEXT: _text,
        FieldType.NUMBER: _number,
        FieldType.COUNT: _count,
        FieldType.YEAR: _year,
        FieldType.AREA: _amount,
        FieldType.SHARE: _share,
        FieldType.GRADE: _grade,
        FieldType.DATE: _date,
        FieldType.FLAG: _flag,
        FieldType.CODE: _code,
    }
)


def typed_answer(field: FormField, value: object) -> Answer:
    """A typed answer to a field. Raises ``Refused`` for what isn't one."""
    return _TYPED[field.type](field, value)
