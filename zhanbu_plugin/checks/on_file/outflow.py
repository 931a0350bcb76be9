"""What leaves cropland: not permanent basic farmland, and within the standards of its kind (耕地转出, SC-1, SC-2)."""

from __future__ import annotations

from datetime import date

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...survey.units import to_dm2
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import IN_ORDER, DossierCase, Judgement, judged
from .in_out import OUTFLOW, own_record
from .naming import listed, place_title

GRANDFATHERED = "GRANDFATHERED"
FACILITIES = ("LIVESTOCK", "AQUA", "PLANT_FAC")
"""Purposes that may stay on permanent basic farmland where they were filed before the notice of 2021."""


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
    """Whether an item is a facility with a filing number of its own from before a day (GRANDFATHERED)."""
    record, item = own_record(dossier, GRANDFATHERED), own_record(dossier, OUTFLOW)
    if item is None or answer_text(item.values.get("purpose")) not in FACILITIES:
        return False
    filed_on = record.values.get("filed_on") if record else None
    if record is None or not isinstance(filed_on, date):
        return False
    return bool(answer_text(record.values.get("filing_no"))) and filed_on < day


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
