"""What a city lets a county file in a year: how much, and of which quality (分解规模、报备质量要求). HB-12b, HB-16a."""

from __future__ import annotations

from decimal import Decimal

from ...regimes.forms.answers import answer_text
from ...regimes.forms.form import SCHEME
from ...regimes.rule_set import CheckRule
from ...survey.units import m2_of
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import DossierCase, Judgement, judged
from .naming import answer_title, form_title, said
from .quality import QUALITY

QUALITY_REQUIREMENT = "QUALITY_REQUIREMENT"
COUNTY_SHARE = "COUNTY_SHARE"


def required_grade(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The grade of ``stage`` is no worse than the county's requirement of the year before the step: 1 is the best,
    equal passes, nothing is rounded, and grades of two schemes can't be compared (A-19). HB-16a.

    A requirement that names no county holds for the pool's own.
    """
    stage = rule.option_text("stage")

    def judge(dossier: Dossier) -> Judgement:
        year = case.day_of(dossier).year - 1
        wanted = _of_county(dossier, QUALITY_REQUIREMENT, year, required=False)
        worst = wanted.number("grade") if wanted else None
        if wanted is None or worst is None:
            return _not_told(dossier, QUALITY_REQUIREMENT, year)
        found = [r for r in dossier.all_of(QUALITY) if answer_text(r.values.get("stage")) == stage]
        grade = found[-1].number("grade") if found else None
        if grade is None:
            name = said(answer_title(QUALITY, "stage", stage))
            return Judgement(translate("zhanbu", "There is no opinion of this stage: {stage}.", stage=name), open=True)
        scheme, other = (answer_text(record.values.get(SCHEME)) for record in (found[-1], wanted))
        judgement = Judgement(measured=grade, threshold=worst)
        if not scheme or scheme != other:
            return judgement.lacks(translate("zhanbu", "Plot and requirement are graded by different schemes."))
        if grade <= worst:
            return judgement
        return judgement.lacks(
            translate(
                "zhanbu",
                "Grade {grade} is worse than {worst}, which the county has to reach by the year {year}.",
                grade=answer_text(grade),
                worst=answer_text(worst),
                year=year,
            )
        )

    return judged(rule, case, judge, source=QUALITY_REQUIREMENT)


def within_share(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The plot's batch, and what else the county has filed this year, is no more than the county's share of the cap.

    The share is what the form says, or the control scale in the pool's ledger; the smaller where both are there. Filed
    is what came to the state ``at`` this year and now is in one of ``states``. HB-12b, HB-16a.
    """
    at, states = rule.option_text("at"), frozenset(rule.option_texts("states"))

    def judge(dossier: Dossier) -> Judgement:
        year, sums = case.day_of(dossier).year, dossier.sums
        share = _of_county(dossier, COUNTY_SHARE, year, required=True)
        stated = share.number("cap_m2") if share else None
        caps = [] if stated is None else [Decimal(repr(stated))]
        caps += [Decimal(cap_dm2) / 100 for cap_year, cap_dm2 in (sums.caps if sums else ()) if cap_year == year]
        if sums is None or not caps:
            return _not_told(dossier, COUNTY_SHARE, year)
        others = (r for r in sums.reached if r.batch != sums.batch and r.to_state == at and r.year == year)
        filed = sum(r.area_dm2 for r in others if r.state in states)
        total, most = Decimal(sums.batch_dm2 + filed) / 100, min(caps)
        judgement = Judgement(measured=float(total), threshold=float(most))
        if total <= most:
            return judgement
        return judgement.lacks(
            translate(
                "zhanbu",
                "The batch has {batch:.2f} m² and {filed:.2f} m² were filed in {year}: {excess:.2f} m² more than the"
                " county's share of {cap:.2f} m².",
                batch=m2_of(sums.batch_dm2),
                filed=m2_of(filed),
                year=year,
                excess=float(total - most),
                cap=float(most),
            )
        )

    return judged(rule, case, judge, unit="m2", source=COUNTY_SHARE)


def _of_county(dossier: Dossier, form: str, year: int, *, required: bool) -> FormRecord | None:
    """The latest record of a form for a year and the pool's county; without ``required`` the county may be blank."""
    own = dossier.sums.county if dossier.sums else ""

    def concerns(record: FormRecord) -> bool:
        county = answer_text(record.values.get("county"))
        same = county == own if own else True
        return record.number("year") == year and (same or (not county and not required))

    return next((record for record in reversed(dossier.all_of(form)) if concerns(record)), None)


def _not_told(dossier: Dossier, form: str, year: int) -> Judgement:
    county = dossier.sums.county if dossier.sums else ""
    return Judgement(
        translate(
            "zhanbu",
            "“{form}” isn't filled in for {year} and the county {county}.",
            form=said(form_title(form)),
            year=year,
            county=county,
        ),
        open=True,
    )
