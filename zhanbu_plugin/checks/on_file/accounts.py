"""The yearly grand account over what is on file of it (算大账): told, and never a reason to refuse."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...regimes.forms.answers import answer_text
from ...regimes.forms.form import SCHEME
from ...regimes.rule_set import CheckRule
from ...survey.units import ha_of, m2_of, rounded, to_dm2
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from ..grand_account import GradedArea, GrandAccount, average_grade, grand_account
from .case import DossierCase, Judgement, judged
from .naming import form_title, said

ACCOUNT_ITEM = "ACCOUNT_ITEM"
USED, SUPPLIED = "USED", "SUPPLIED"


def account_balance(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """No less was made up than used, ``of`` area, paddy or quality, over all records of the year. HB-6."""
    of = rule.option_text("of")

    def judge(dossier: Dossier) -> Judgement:
        items = dossier.current(ACCOUNT_ITEM)
        if not items:
            return Judgement(_nothing(), open=True, threshold=0.0)
        account = grand_account(_entries(items, USED), _entries(items, SUPPLIED))
        return _quality(account) if of == "quality" else _ground(account, of)

    return judged(rule, case, judge, unit="" if of == "quality" else "m2", source=ACCOUNT_ITEM)


def average_of_grades(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The average grade by area of one ``side`` is known: all of it appraised, by one scheme. It is measured. HB-10."""
    side = rule.option_text("side")

    def judge(dossier: Dossier) -> Judgement:
        average = average_grade(_entries(dossier.current(ACCOUNT_ITEM), side))
        if average is None:
            return Judgement(_no_average(), open=True)
        return Judgement(measured=float(average))

    return judged(rule, case, judge, source=ACCOUNT_ITEM)


def _entries(items: Sequence[FormRecord], side: str) -> list[GradedArea]:
    return [graded_area(item) for item in items if answer_text(item.values.get("side")) == side]


def graded_area(item: FormRecord) -> GradedArea:
    """What an item of the account says of its ground."""
    scheme = answer_text(item.values.get(SCHEME))
    return GradedArea(_dm2(item, "area_m2"), _dm2(item, "paddy_m2"), _grade(item), scheme)


def _dm2(item: FormRecord, field: str) -> int:
    return to_dm2(item.number(field) or 0.0)


def _grade(item: FormRecord) -> Fraction | None:
    """A grade exactly as it was written."""
    grade = item.number("grade")
    return None if grade is None else Fraction(repr(grade))


def _ground(account: GrandAccount, of: str) -> Judgement:
    dm2 = account.area_dm2 if of == "area" else account.paddy_dm2
    judgement = Judgement(measured=m2_of(dm2), threshold=0.0)
    if dm2 >= 0:
        return judgement
    lacking = f"{ha_of(-dm2):f}"
    if of == "area":
        return judgement.lacks(translate("zhanbu", "{area} ha less cropland were made up than used.", area=lacking))
    return judgement.lacks(translate("zhanbu", "{area} ha less paddy were made up than used.", area=lacking))


def _quality(account: GrandAccount) -> Judgement:
    used, supplied = account.grade_used, account.grade_supplied
    if used is None or supplied is None:
        return Judgement(_no_average(), open=True)
    judgement = Judgement(measured=float(supplied), threshold=float(used))
    if supplied <= used:
        return judgement
    return judgement.lacks(
        translate(
            "zhanbu",
            "What was made up has grade {supplied} on average, worse than {used} of what was used.",
            supplied=f"{rounded(supplied, 2):f}",
            used=f"{rounded(used, 2):f}",
        )
    )


def _nothing() -> Wording:
    return translate("zhanbu", "The form “{form}” isn't filled in.", form=said(form_title(ACCOUNT_ITEM)))


def _no_average() -> Wording:
    return translate("zhanbu", "Some of the ground has no grade, or grades of several schemes: there is no average.")
