"""The plot is long-term stable cropland in the latest survey, or a daily change was verified (稳定利用耕地)."""

from __future__ import annotations

from datetime import date

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule, RuleSet
from ...regimes.sources import latest_survey_year
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import form_title, not_on_file, place_title, said, state_title

SURVEY_CHANGE, DAILY_CHANGE = "SURVEY_CHANGE", "DAILY_CHANGE"


def stable_cropland(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The newest survey released (``survey.release``) says one of ``classes`` and stable, and isn't older than the year
    in which the plot reached the option ``since`` (a state); or a daily change that leads to one of ``classes`` was
    verified nationally after that survey's year ended, and no survey of that or a later year denies it. HB-16b.
    """
    classes = rule.option_texts("classes")

    def judge(dossier: Dossier) -> Judgement:
        day = case.day_of(dossier)
        change, surveyed = dossier.latest(DAILY_CHANGE), dossier.latest(SURVEY_CHANGE)
        latest = latest_survey_year(case.rule_set, day)
        unproven = None if change is None else _unproven(change, classes, latest, day)
        if change is not None and unproven is None and not _denied(change, surveyed, classes):
            return IN_ORDER
        if surveyed is not None:
            found = _by_survey(surveyed, float(latest), classes)
            older = _too_old(rule, case.rule_set, dossier, surveyed, rule.option_text("since"))
            return found if found.lacking or older is None else found.lacks(older)
        return Judgement(unproven or _neither(), threshold=float(latest))

    return judged(rule, case, judge, unit="a", source=SURVEY_CHANGE)


def survey_since(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The survey on file isn't of a year before the one in which the option ``state`` was reached: it shows the end of
    its year. SC-2(七)c, SC-3(九)b.
    """
    state = rule.option_text("state")

    def judge(dossier: Dossier) -> Judgement:
        surveyed = dossier.latest(SURVEY_CHANGE)
        if surveyed is None:
            return Judgement(not_on_file((place_title(f"{SURVEY_CHANGE}.year"),)))
        return Judgement(_too_old(rule, case.rule_set, dossier, surveyed, state), measured=_year(surveyed))

    return judged(rule, case, judge, unit="a", source=SURVEY_CHANGE)


def _too_old(rule: CheckRule, rule_set: RuleSet, dossier: Dossier, surveyed: FormRecord, state: str) -> Wording | None:
    """Why a survey says nothing about what was done for a state, ``None`` where it does."""
    reached = dossier.reached(state) if state else None
    if reached is None or _year(surveyed) >= reached.year:
        return None
    return translate(
        "zhanbu",
        "The survey of {year:.0f} can't confirm it: “{state}” was reached on {day}.",
        year=_year(surveyed),
        state=said(state_title(rule_set, rule.subject, state)),
        day=reached.isoformat(),
    )


def _neither() -> Wording:
    return translate(
        "zhanbu",
        "Neither “{survey}” nor “{daily}” is filled in.",
        survey=said(form_title(SURVEY_CHANGE)),
        daily=said(form_title(DAILY_CHANGE)),
    )


def _unproven(change: FormRecord, classes: tuple[str, ...], latest: int, day: date) -> Wording | None:
    """Why a daily change doesn't stand in for the survey of a year, ``None`` where it does."""
    answered = (answer_text(change.values.get(name)) for name in ("number", "verification"))
    if not all(answered) or answer_text(change.values.get("class")) not in classes:
        return translate("zhanbu", "The daily change has no national verification that it becomes cropland.")
    verified = change.values.get("verified_on")
    if not isinstance(verified, date):
        return translate("zhanbu", "The day on which the daily change was verified is missing.")
    if verified > day or verified.year <= latest:
        return translate(
            "zhanbu",
            "The daily change was verified on {verified}; it counts when verified after {year} and by {day}.",
            verified=verified.isoformat(),
            year=str(latest),
            day=day.isoformat(),
        )
    return None


def _denied(change: FormRecord, surveyed: FormRecord | None, classes: tuple[str, ...]) -> bool:
    """Whether a survey that saw the daily change says that the plot is no stable cropland."""
    verified = change.values.get("verified_on")
    if surveyed is None or not isinstance(verified, date) or _year(surveyed) < verified.year:
        return False
    stable = surveyed.values.get("stable") is True
    return not stable or answer_text(surveyed.values.get("class")) not in classes


def _year(surveyed: FormRecord) -> float:
    year = surveyed.values.get("year")
    return float(year) if isinstance(year, (int, float)) else float("nan")


def _by_survey(surveyed: FormRecord, latest: float, classes: tuple[str, ...]) -> Judgement:
    found, stated = answer_text(surveyed.values.get("class")), _year(surveyed)
    judgement = Judgement(measured=stated, threshold=latest)
    if stated > latest:
        return judgement.lacks(
            translate(
                "zhanbu",
                "The survey of {year:.0f} isn't released yet; {latest:.0f} is the latest.",
                year=stated,
                latest=latest,
            )
        )
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
