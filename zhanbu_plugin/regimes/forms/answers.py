"""Raw answers to a form, from a table, JSON or a dialog, made into typed ones or refused (表单填报)."""

from __future__ import annotations

from collections.abc import Mapping

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .form import SCHEME, FieldType, Form, FormField, forms
from .typed_answers import Answer, Refused, answer_number, answer_text, expected_answer, typed_answer

__all__ = ["Answer", "answer_number", "answer_text", "checked_answers", "form_of"]


_WORST_GRADE = {"GBT33469_10": 10, "DB15": 15, "FOREST_5": 5}


def checked_answers(
    form_id: str, values: Mapping[str, object], *, source: str = "", subject: str = ""
) -> dict[str, Answer]:
    """Typed answers in the form's order; blank ones are left out.

    ``values`` are texts, numbers, booleans, dates or ``None`` by field name; a code may be given by its title.
    ``source`` (a file) and ``subject`` (a parcel or row) are named in complaints.
    Raises ``InputProblem`` for an unknown form or field, an answer that isn't one, a missing one, and a grade without
    a scheme (domain A-19).
    """
    form = form_of(form_id)
    for name in values:
        if name not in form.fields:
            raise InputProblem(
                translate("zhanbu", "The form {form} has no such field.", form=form_id),
                remedy=translate("zhanbu", "Use one of: {names}.", names=", ".join(form.fields)),
                source=source,
                parcel=subject,
                field=name,
            )
    given = {name: _bare(values.get(name)) for name in form.fields}
    answers: dict[str, Answer] = {}
    for name, field in form.fields.items():
        try:
            if given[name] not in (None, ""):
                answers[name] = typed_answer(field, given[name])
            elif field.required:
                raise Refused(translate("zhanbu", "There is no answer."))
        except Refused as refused:
            raise _complaint(form, field, refused.why, source, subject) from None
    _refuse_bad_grades(form, answers, source, subject)
    return answers


def form_of(form_id: str) -> Form:
    """A form by its id. Raises ``InputProblem`` for one that doesn't exist."""
    if form_id not in forms():
        raise InputProblem(
            translate("zhanbu", "There is no form “{form}”.", form=form_id),
            remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(forms())),
        )
    return forms()[form_id]


def _complaint(form: Form, field: FormField, why: Wording, source: str, subject: str) -> InputProblem:
    # ".0" leaves a name out: each language shows its own.
    remedy = translate(
        "zhanbu",
        "Correct “{name_en}{name_zh:.0}” of the form {form}: {expected}.",
        name_en=field.title.en,
        name_zh=field.title.zh,
        form=form.id,
        expected=expected_answer(field),
    )
    return InputProblem(why, remedy=remedy, source=source, parcel=subject, field=field.name)


def _bare(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _refuse_bad_grades(form: Form, answers: Mapping[str, Answer], source: str, subject: str) -> None:
    """A grade means nothing without its scheme, and no scheme has more grades than it has (domain A-19, 3.4)."""
    for name, answer in answers.items():
        field = form.fields[name]
        if field.type is not FieldType.GRADE or not isinstance(answer, float) or SCHEME not in form.fields:
            continue
        if SCHEME not in answers:
            why = translate("zhanbu", "A grade needs its scheme.")
            raise _complaint(form, form.fields[SCHEME], why, source, subject)
        worst = _WORST_GRADE.get(str(answers[SCHEME]))
        if worst is not None and answer > worst:
            why = translate("zhanbu", "The worst grade of this scheme is {worst}.", worst=worst)
            raise _complaint(form, field, why, source, subject)
