"""Forms are filled in, with the answers that a state asks for (表单填报)."""

from __future__ import annotations

from collections.abc import Sequence

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...regimes.text import Text
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import answer_title, evidence_title, field_title, form_title, listed, said


def answered(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The form is filled in; with ``field``, the latest answer is one of ``values`` (any answer where there are none).

    With ``each_field`` and ``each``, that holds for the latest record of each of them: both offices have signed.
    JX-2.2d, JX-3.2.2(2), JX-3.2.2(5), JX-3.2.2(6), JX-3.2.2(7), SC-2(七)b, SC-3(十一), HB-8a, HB-16b, HB-18.
    """
    form, field, values = rule.option_text("form"), rule.option_text("field"), rule.option_texts("values")
    each_field, each = rule.option_text("each_field"), rule.option_texts("each")

    def judge(dossier: Dossier) -> Judgement:
        if each_field:
            return _each(dossier.all_of(form), form, field, values, each_field, each)
        record = dossier.latest(form)
        return Judgement(_wrong(record, form, field, values)) if record else Judgement(_blank_form(form))

    def alike(dossier: Dossier) -> tuple[str | None, ...]:
        if each_field:
            asked = (each_field, field)
            return tuple(answer_text(r.values.get(name)) for r in dossier.all_of(form) for name in asked)
        record = dossier.latest(form)
        return (answer_text(record.values.get(field)) if record else None,)

    return judged(rule, case, judge, source=form, alike=alike)


def _each(
    records: Sequence[FormRecord], form: str, field: str, values: Sequence[str], each_field: str, each: Sequence[str]
) -> Judgement:
    latest = {answer_text(record.values.get(each_field)): record for record in records}
    missing = [name for name in each if name not in latest]
    if missing:
        names = listed(answer_title(form, each_field, name) for name in missing)
        lacking = translate("zhanbu", "“{form}” lacks: {names}.", form=said(form_title(form)), names=names)
        return Judgement(lacking, measured=float(len(each) - len(missing)), threshold=float(len(each)))
    wrong = [name for name in each if _wrong(latest[name], form, field, values) is not None]
    judgement = Judgement(measured=float(len(each) - len(wrong)), threshold=float(len(each)))
    if not wrong:
        return judgement
    return judgement.lacks(
        translate(
            "zhanbu",
            "{who}: “{field}” is “{answer}”; this is asked for: {values}.",
            who=said(answer_title(form, each_field, wrong[0])),
            **_of_wrong(latest[wrong[0]], form, field, values),
        )
    )


def _wrong(record: FormRecord, form: str, field: str, values: Sequence[str]) -> Wording | None:
    """What is wrong with an answer, or ``None``."""
    if not field:
        return None
    text = answer_text(record.values.get(field))
    if (text in values) if values else text:
        return None
    if not text:
        return translate("zhanbu", "“{field}” isn't answered.", field=said(field_title(form, field)))
    return translate(
        "zhanbu",
        "“{field}” is “{answer}”; this is asked for: {values}.",
        **_of_wrong(record, form, field, values),
    )


def _of_wrong(record: FormRecord, form: str, field: str, values: Sequence[str]) -> dict[str, Wording]:
    return {
        "field": said(field_title(form, field)),
        "answer": said(answer_title(form, field, record.values.get(field))),
        "values": listed(answer_title(form, field, value) for value in values),
    }


def _blank_form(form: str) -> Wording:
    return translate("zhanbu", "The form “{form}” isn't filled in.", form=said(form_title(form)))


def not_answered(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """No answer that holds is one of ``values``: no turf, no lakes, no company as a party. An empty file passes.

    SC-1(一), SC-2(四)a, HB-24.
    """
    form, field, values = rule.option_text("form"), rule.option_text("field"), rule.option_texts("values")

    def judge(dossier: Dossier) -> Judgement:
        for record in dossier.current(form):
            if answer_text(record.values.get(field)) in values:
                return Judgement(
                    translate(
                        "zhanbu",
                        "“{field}” is “{answer}”, which isn't allowed.",
                        field=said(field_title(form, field)),
                        answer=said(answer_title(form, field, record.values.get(field))),
                    )
                )
        return IN_ORDER

    return judged(rule, case, judge, source=form)


_PLACE = Text("位置图形", "its place on the map")


def needs_when(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Where an answer is one of ``values``, ``evidence``, other ``fields`` of the record and a ``place`` are there too.

    SC-1(一) (facilities on file before), SC-2(四)b, SC-2(四)c, SC-2(五)a, HB-2, HB-23.
    """
    form, field, values = rule.option_text("form"), rule.option_text("field"), rule.option_texts("values")
    kinds, fields = rule.option_texts("evidence"), rule.option_texts("fields")
    needs_place = rule.options.get("place") is True

    def judge(dossier: Dossier) -> Judgement:
        meant = [r for r in dossier.current(form) if answer_text(r.values.get(field)) in values]
        if not meant:
            return IN_ORDER
        there = {item.kind for item in dossier.evidence}
        missing = [evidence_title(kind) for kind in kinds if kind not in there]
        blank = (name for name in fields if any(answer_text(r.values.get(name)) == "" for r in meant))
        missing += [field_title(form, name) for name in blank]
        missing += [_PLACE] if needs_place and not dossier.geometry_wkb else []
        if not missing:
            return IN_ORDER
        return Judgement(
            translate(
                "zhanbu",
                "“{field}” is “{answer}”, and there is no {names}.",
                field=said(field_title(form, field)),
                answer=said(answer_title(form, field, meant[0].values.get(field))),
                names=listed(missing),
            )
        )

    return judged(rule, case, judge, source=form)
