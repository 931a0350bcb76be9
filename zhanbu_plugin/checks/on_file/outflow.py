"""What leaves cropland: not permanent basic farmland, and what of it counts against the year (耕地转出, SC-1, SC-2)."""

from __future__ import annotations

from datetime import date

from ...regimes.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...survey.units import m2_of, to_dm2
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import listed, place_title

OUTFLOW, CHANGE, GRANDFATHERED = "OUTFLOW", "SURVEY_CHANGE", "GRANDFATHERED"
_FOREST = "03"


def pbf_outflow(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """No permanent basic farmland leaves, but for facilities filed before ``grandfathered.before``. SC-1(一)."""
    tolerance = case.rule_set.number("overlap.tolerance_m2")
    before = date.fromisoformat(case.rule_set.text("grandfathered.before"))

    def judge(dossier: Dossier) -> Judgement:
        taken = number_of(dossier, OUTFLOW, "pbf_m2")
        if taken is None:
            names = listed([place_title("OUTFLOW.pbf_m2")])
            return Judgement(translate("zhanbu", "Not on file: {names}.", names=names), open=True)
        found = Judgement(measured=taken, threshold=tolerance)
        if taken <= tolerance or filed_before(dossier, before):
            return found
        return found.lacks(
            translate(
                "zhanbu",
                "{area:.2f} m² are permanent basic farmland, which may not leave: cut them out.",
                area=taken,
            )
        )

    return judged(rule, case, judge, unit="m2", source=OUTFLOW)


def filed_before(dossier: Dossier, day: date) -> bool:
    """Whether a facility has a filing number of before a day (GRANDFATHERED)."""
    record = dossier.latest(GRANDFATHERED)
    filed_on = record.values.get("filed_on") if record else None
    if record is None or not isinstance(filed_on, date):
        return False
    return bool(answer_text(record.values.get("filing_no"))) and filed_on < day


def counted_outflow(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The plan's confirmed outflow is what its items add up to: exempt ones don't count, nor a shelterbelt before the
    survey makes it forest. ``left_out`` are states of items that don't count. SC-2(四)d, SC-2(五)a.
    """
    left_out = rule.option_texts("left_out")

    def judge(dossier: Dossier) -> Judgement:
        stated = number_of(dossier, "PLAN", "confirmed_out_m2")
        if stated is None:
            names = listed([place_title("PLAN.confirmed_out_m2")])
            return Judgement(translate("zhanbu", "Not on file: {names}.", names=names), open=True)
        items = [other for other in dossier.linked if other.subject == OUTFLOW and other.state not in left_out]
        counted = sum(counted_dm2(item) for item in items)
        found = Judgement(measured=m2_of(counted), threshold=stated)
        if counted == to_dm2(stated):
            return found
        return found.lacks(
            translate(
                "zhanbu",
                "The items of the year that count add up to {counted:.2f} m², the plan confirms {stated:.2f} m².",
                counted=m2_of(counted),
                stated=stated,
            )
        )

    return judged(rule, case, judge, unit="m2", source=OUTFLOW)


def counted_dm2(item: Dossier) -> int:
    """How much of an outflow item counts, in 0.01 m²: what the survey confirmed, else what was applied for."""
    record, change = item.latest(OUTFLOW), item.latest(CHANGE)
    if record is None or answer_text(record.values.get("exempt_code")):
        return 0
    if answer_text(record.values.get("purpose")) == "SHELTERBELT":
        surveyed = answer_text(change.values.get("class")) if change else ""
        if not surveyed.startswith(_FOREST):
            return 0
    confirmed, applied = number_of(item, CHANGE, "area_m2"), number_of(item, OUTFLOW, "area_m2")
    area = applied if confirmed is None else confirmed
    return 0 if area is None else to_dm2(area)


def within_standard(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """A facility of the option ``purposes`` takes no more than its standard allows. SC-2(四)e."""
    purposes = rule.option_texts("purposes")

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(OUTFLOW)
        if record is None or answer_text(record.values.get("purpose")) not in purposes:
            return IN_ORDER
        area, most = number_of(dossier, OUTFLOW, "area_m2"), number_of(dossier, OUTFLOW, "standard_m2")
        if area is None or most is None:
            names = listed([place_title("OUTFLOW.standard_m2")])
            return Judgement(translate("zhanbu", "Not on file: {names}.", names=names))
        found = Judgement(measured=area, threshold=most)
        if to_dm2(area) <= to_dm2(most):
            return found
        return found.lacks(
            translate(
                "zhanbu", "The facility takes {area:.2f} m²; its standard allows {most:.2f} m².", area=area, most=most
            )
        )

    return judged(rule, case, judge, unit="m2", source=OUTFLOW)


def number_of(dossier: Dossier, form: str, field: str) -> float | None:
    """The latest answer where it is a number."""
    record = dossier.latest(form)
    return record.number(field) if record else None
