"""A table of records of one form, as offices keep them in a spreadsheet, made into dossiers (台账表格)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..regimes.forms.answers import answer_text, checked_answers, form_of
from ..regimes.forms.evidence_kinds import evidence_kinds
from ..regimes.forms.form import Form
from ..survey.problem import InputProblem
from ..survey.wording import Wording, translate
from .dossier import Dossier, EvidenceItem, FormRecord

EVIDENCE, DOC_NO = "evidence", "doc_no"
"""Columns beside those of the form: kinds of papers that are at hand, and the number of the record's own paper."""

_BETWEEN = re.compile(r"[\s,;，；、|]+")


@dataclass(frozen=True)
class Place:
    """Where a row lies: WKB in a CRS (as WKT), and its ellipsoid area in m²."""

    wkb: bytes
    crs: str
    area_m2: float


@dataclass(frozen=True)
class RecordTable:
    """Dossiers in the order of their first rows, columns that nobody reads, and whether papers are listed."""

    dossiers: tuple[Dossier, ...]
    ignored: tuple[str, ...]
    lists_evidence: bool


@dataclass(frozen=True)
class TableOf:
    """What a table is: records of a ``form`` about subjects of a kind; ``id_column`` names them, else each row is one.

    ``source`` is what messages call it.
    """

    form: str
    subject: str
    source: str
    id_column: str = ""


def read_records(
    rows: Iterable[Mapping[str, object]],
    table: TableOf,
    *,
    as_of: date,
    places: Sequence[Place | None] | None = None,
) -> RecordTable:
    """Dossiers of the subjects in a table, each row a record as of a day.

    Columns are called as the form's fields are, in capitals or not, or by their titles; ``evidence`` lists kinds of
    papers at hand and ``doc_no`` the record's own. ``places`` (n,) are where the rows lie.
    Raises ``InputProblem`` naming file, row and field.
    """
    form = form_of(table.form)
    found: dict[str, Dossier] = {}
    columns: dict[str, str] = {}
    names: list[str] = []
    for number, row in enumerate(rows, start=1):
        if number == 1:
            names = list(row)
            columns = _columns(form, names, table)
        if not any(map(_text, row.values())):
            continue  # spreadsheets end in blank rows
        uid = _text(row[table.id_column]) if table.id_column else str(number)
        if not uid:
            raise _problem(translate("zhanbu", "The row doesn't say what it is about."), table, number, table.id_column)
        dossier = found.get(uid) or Dossier(uid, table.subject, "")
        place = places[number - 1] if places is not None else None
        record, papers = _record(form, row, columns, number, table, as_of), _papers(row, columns, number, table)
        found[uid] = _with(dossier, record, papers, place)
    ignored = tuple(name for name in names if name not in columns and name != table.id_column)
    return RecordTable(tuple(found.values()), ignored, EVIDENCE in columns.values())


def _columns(form: Form, names: Sequence[str], table: TableOf) -> dict[str, str]:
    """Field of the form by column of the table."""
    called = {EVIDENCE: EVIDENCE, DOC_NO: DOC_NO}
    for field in form.fields.values():
        called |= {field.title.zh: field.name, field.title.en.lower(): field.name, field.name: field.name}
    columns = {name: called[name.strip().lower()] for name in names if name.strip().lower() in called}
    columns.pop(table.id_column, None)
    for name, field_name in columns.items():
        others = [other for other, its in columns.items() if its == field_name and other != name]
        if others:
            what = translate("zhanbu", "The columns {one} and {other} mean the same.", one=name, other=others[0])
            raise _problem(what, table, 0, name)
    if table.id_column and table.id_column not in names:
        raise _problem(translate("zhanbu", "The table has no such column."), table, 0, table.id_column)
    return columns


def _record(
    form: Form, row: Mapping[str, object], columns: Mapping[str, str], number: int, table: TableOf, as_of: date
) -> FormRecord:
    own = {its: row[name] for name, its in columns.items() if its not in (EVIDENCE, DOC_NO)}
    try:
        answers = checked_answers(form.id, own)
    except InputProblem as problem:
        raise _problem(problem.what, table, number, problem.field, problem.remedy) from problem
    doc_no = next((_text(row[name]) for name, its in columns.items() if its == DOC_NO), "")
    return FormRecord(form.id, answers, "", as_of, doc_no)


def _papers(
    row: Mapping[str, object], columns: Mapping[str, str], number: int, table: TableOf
) -> tuple[EvidenceItem, ...]:
    listed = next((_text(row[name]) for name, its in columns.items() if its == EVIDENCE), "")
    kinds = [kind for kind in _BETWEEN.split(listed) if kind]
    by_name = {kind.name.zh: kind.id for kind in evidence_kinds().values()}
    for kind in kinds:
        if by_name.get(kind, kind.upper()) not in evidence_kinds():
            what = translate("zhanbu", "There is no kind of evidence “{kind}”.", kind=kind)
            raise _problem(what, table, number, EVIDENCE)
    return tuple(EvidenceItem(by_name.get(kind, kind.upper()), "", "", None, "", "") for kind in kinds)


def _with(dossier: Dossier, record: FormRecord, papers: tuple[EvidenceItem, ...], place: Place | None) -> Dossier:
    taken = replace(dossier, records=(*dossier.records, record), evidence=(*dossier.evidence, *papers))
    if place is None:
        return taken
    return replace(taken, area_m2=place.area_m2, geometry_wkb=place.wkb, crs=place.crs)


def _text(value: object) -> str:
    """A cell as text; a whole number without decimals."""
    if isinstance(value, (bool, int, float, date)):
        return answer_text(value)
    return "" if value is None else str(value).strip()


def _problem(what: Wording, table: TableOf, number: int, column: str, remedy: Wording | None = None) -> InputProblem:
    """What is wrong in a row, counted from 1; 0 is the head."""
    return InputProblem(
        translate("zhanbu", "Row {row}: {what}", row=number, what=what) if number else what,
        remedy=remedy or translate("zhanbu", "Correct the table and try again."),
        source=table.source,
        field=column,
    )
