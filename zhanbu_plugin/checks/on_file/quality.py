"""Quality was appraised at the stage that counts, and is good enough (质量鉴定)."""

from __future__ import annotations

from ...regimes.forms.answers import answer_text
from ...regimes.forms.form import SCHEME
from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import DossierCase, Judgement, judged
from .naming import answer_title, not_on_file, parted, place_title, said

QUALITY = "QUALITY"
_STAGE, _GRADE = "stage", "grade"


def quality_opinion(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The latest appraisal of ``stage`` finds the land fit for farming and gives a grade with its scheme.

    A grade without conformity counts for nothing. HB-4, HB-11, HB-17; A-19.
    """
    stage = rule.option_text(_STAGE)

    def judge(dossier: Dossier) -> Judgement:
        record = _of_stage(dossier, QUALITY, stage)
        return Judgement(_no_opinion(stage) if record is None else _useless(record))

    return judged(rule, case, judge, source=QUALITY)


def _of_stage(dossier: Dossier, form: str, stage: str) -> FormRecord | None:
    """The latest record of a form, of one stage where one is named."""
    records = [r for r in dossier.all_of(form) if not stage or answer_text(r.values.get(_STAGE)) == stage]
    return records[-1] if records else None


def _no_opinion(stage: str) -> Wording:
    return translate(
        "zhanbu", "There is no opinion of this stage: {stage}.", stage=said(answer_title(QUALITY, _STAGE, stage))
    )


def _useless(record: FormRecord) -> Wording | None:
    if answer_text(record.values.get("conformity")) != "PASS":
        return translate("zhanbu", "The land isn't fit for farming; its grade doesn't count.")
    if not answer_text(record.values.get(_GRADE)):
        return translate("zhanbu", "The appraisal gives no grade.")
    if not answer_text(record.values.get(SCHEME)):
        return translate("zhanbu", "The grade names no scheme, so it can't be compared.")
    return None


def grade_at_most(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The grade in ``value`` is no worse than that in ``limit``: 1 is the best, equal passes, nothing is rounded.

    Grades of two schemes can't be compared. ``stage`` picks the appraisal where ``value`` has stages.
    SC-1(三)a, SC-2(五)d, SC-3(十)b, HB-16a; A-19.
    """
    value, limit, stage = rule.option_text("value"), rule.option_text("limit"), rule.option_text(_STAGE)

    def judge(dossier: Dossier) -> Judgement:
        found, wanted = _graded(dossier, value, stage), _graded(dossier, limit, "")
        missing = [place_title(place) for place, grade in ((value, found), (limit, wanted)) if grade is None]
        if found is None or wanted is None:
            return Judgement(not_on_file(tuple(missing)), open=True)
        (grade, scheme), (worst, other) = found, wanted
        lacking = _not_comparable(scheme, other)
        if lacking is None and grade > worst:
            lacking = translate(
                "zhanbu",
                "{name}: grade {grade} is worse than grade {worst} ({limit}).",
                name=said(place_title(value)),
                grade=answer_text(grade),
                worst=answer_text(worst),
                limit=said(place_title(limit)),
            )
        return Judgement(lacking, measured=grade, threshold=worst)

    return judged(rule, case, judge, source=value)


def _graded(dossier: Dossier, place: str, stage: str) -> tuple[float, str] | None:
    """Grade and scheme of ``FORM.field``, or ``None`` where there is no grade."""
    form, field = parted(place)
    record = _of_stage(dossier, form, stage)
    grade = record.number(field) if record else None
    if record is None or grade is None:
        return None
    return grade, answer_text(record.values.get(SCHEME))


def _not_comparable(scheme: str, other: str) -> Wording | None:
    if scheme and scheme == other:
        return None
    if not scheme or not other:
        return translate("zhanbu", "The grade names no scheme, so it can't be compared.")
    return translate(
        "zhanbu",
        "Grades of “{scheme}” and “{other}” can't be compared.",
        scheme=said(answer_title(QUALITY, SCHEME, scheme)),
        other=said(answer_title(QUALITY, SCHEME, other)),
    )
