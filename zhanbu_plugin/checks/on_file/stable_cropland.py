"""The plot is long-term stable cropland in the latest survey, or a daily change was verified (稳定利用耕地)."""

from __future__ import annotations

from ...regimes.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...regimes.sources import latest_survey_year
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import form_title, said

SURVEY_CHANGE, DAILY_CHANGE = "SURVEY_CHANGE", "DAILY_CHANGE"


def stable_cropland(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The newest survey released (``survey.release``) says one of ``classes`` and stable, or a daily change that leads
    to one of them has its number and the document of the national verification. HB-16b.
    """
    classes = rule.option_texts("classes")

    def judge(dossier: Dossier) -> Judgement:
        change = dossier.latest(DAILY_CHANGE)
        if change is not None and _is_verified(change, classes):
            return IN_ORDER
        surveyed = dossier.latest(SURVEY_CHANGE)
        latest = float(latest_survey_year(case.rule_set, case.day_of(dossier)))
        if surveyed is None:
            if change is not None:
                unproven = translate(
                    "zhanbu", "The daily change has no national verification that it becomes cropland."
                )
                return Judgement(unproven, threshold=latest)
            neither = translate(
                "zhanbu",
                "Neither “{survey}” nor “{daily}” is filled in.",
                survey=said(form_title(SURVEY_CHANGE)),
                daily=said(form_title(DAILY_CHANGE)),
            )
            return Judgement(neither, threshold=latest)
        return _by_survey(surveyed, latest, classes)

    return judged(rule, case, judge, unit="a", source=SURVEY_CHANGE)


def _is_verified(change: FormRecord, classes: tuple[str, ...]) -> bool:
    answered = (answer_text(change.values.get(name)) for name in ("number", "verification"))
    return all(answered) and answer_text(change.values.get("class")) in classes


def _by_survey(surveyed: FormRecord, latest: float, classes: tuple[str, ...]) -> Judgement:
    year, found = surveyed.values.get("year"), answer_text(surveyed.values.get("class"))
    stated = float(year) if isinstance(year, (int, float)) else float("nan")
    judgement = Judgement(measured=stated, threshold=latest)
    if not stated >= latest:
        return judgement.lacks(
            translate(
                "zhanbu",
                "The result is of the survey of {year:.0f}; {latest:.0f} is the latest.",
                year=stated,
                latest=latest,
            )
        )
    if found not in classes:
        return judgement.lacks(translate("zhanbu", "The survey says class {code}, which is no cropland.", code=found))
    if surveyed.values.get("stable") is not True:
        return judgement.lacks(translate("zhanbu", "The survey doesn't say that it is stable cropland."))
    return judgement
