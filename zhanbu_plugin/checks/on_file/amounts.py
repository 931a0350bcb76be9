"""Amounts keep within their limits, and shares add up (面积、份额)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ...regimes.forms.form import forms
from ...regimes.rule_set import CheckRule, RuleSet
from ...regimes.text import Text
from ...regimes.vocabulary.on_file import PARAMETER_PREFIX
from ...survey.units import m2_of, to_dm2
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import DossierCase, Judgement, judged
from .naming import field_title, listed, not_on_file, parted, place_title, said

AREA = "area"
"""The limit that is the subject's own area."""


def at_most(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """``value`` (with ``plus`` added) isn't more than ``limit``; equal passes. Amounts are compared as decimals.

    With ``sum``, the answers of all records that hold are added. An amount that isn't on file leaves the question open.
    JX-3.2.2(6), SC-1(三)a, SC-1(三)b, SC-2(五)b, SC-2(五)c, SC-2(五)d, SC-3(十)a, SC-3(十)b, HB-12b, HB-14, HB-19.
    """
    places, limit = (rule.option_text("value"), *rule.option_texts("plus")), rule.option_text("limit")
    add_up = rule.options.get("sum") is True
    unit = rule.option_text("unit") or _unit(places[0])

    def judge(dossier: Dossier) -> Judgement:
        most = _limit(case.rule_set, dossier, limit)
        amounts = [_amount(dossier, place, add_up) for place in places]
        missing = [place_title(place) for place, amount in zip(places, amounts) if amount is None]
        missing += [_limit_title(limit)] if most is None else []
        if most is None or missing:
            return Judgement(not_on_file(tuple(missing)), open=True)
        value = sum((amount for amount in amounts if amount is not None), Decimal(0))
        lacking = _excess(places, limit, value, most, unit) if value > most else None
        return Judgement(lacking, measured=float(value), threshold=float(most))

    return judged(rule, case, judge, unit=unit, source=places[0])


def _unit(place: str) -> str:
    form, field = parted(place)
    return forms()[form].fields[field].unit


def _amount(dossier: Dossier, place: str, add_up: bool) -> Decimal | None:
    """An answer, or the sum of the answers that hold, exactly as they were written; the ledger's word goes before."""
    booked = dict(dossier.booked).get(place)
    if booked is not None:
        return Decimal(booked) / 100
    form, field = parted(place)
    records = dossier.current(form) if add_up else dossier.current(form)[-1:]
    numbers = [Decimal(repr(n)) for record in records if (n := record.number(field)) is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def _limit(rule_set: RuleSet, dossier: Dossier, limit: str) -> Decimal | None:
    if limit == AREA:
        return None if dossier.area_m2 is None else Decimal(repr(m2_of(to_dm2(dossier.area_m2))))
    if limit.startswith(PARAMETER_PREFIX):
        return Decimal(repr(rule_set.number(limit[len(PARAMETER_PREFIX) :])))
    return _amount(dossier, limit, add_up=False)


def _limit_title(limit: str) -> Text:
    if limit == AREA:
        return Text("图斑面积", "the area of its shape")
    if limit.startswith(PARAMETER_PREFIX):
        name = limit[len(PARAMETER_PREFIX) :]
        return Text(f"参数 {name}", f"parameter {name}")
    return place_title(limit)


def _excess(places: Sequence[str], limit: str, value: Decimal, most: Decimal, unit: str) -> Wording:
    names = {"name": listed(place_title(place) for place in places), "limit": said(_limit_title(limit))}
    if unit == "m2":
        return translate(
            "zhanbu",
            "{name}: {value:.2f} m², {excess:.2f} m² more than {limit}: {most:.2f} m².",
            **names,
            value=float(value),
            excess=float(value - most),
            most=float(most),
        )
    return translate(
        "zhanbu",
        "{name}: {value}, which is {excess} more than {limit}: {most}.",
        **names,
        value=f"{value:f}",
        excess=f"{value - most:f}",
        most=f"{most:f}",
    )


def shares_sum(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The shares of all records that hold add up to the whole. JX-3.3.6."""
    form, field = rule.option_text("form"), rule.option_text("field")

    def judge(dossier: Dossier) -> Judgement:
        total = _amount(dossier, f"{form}.{field}", add_up=True)
        if total is None:
            return Judgement(not_on_file((field_title(form, field),)), open=True, threshold=1.0)
        lacking = None
        if total != 1:
            lacking = translate(
                "zhanbu",
                "{name}: the shares add up to {total:.2%}, not to the whole.",
                name=said(field_title(form, field)),
                total=float(total),
            )
        return Judgement(lacking, measured=float(total), threshold=1.0)

    return judged(rule, case, judge, unit="1", source=form)


def area_agrees(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The area of the subject's own shape is the one in ``value``, within the larger of the two tolerances (A-33).

    Where several offices tell an area (``Form.one_per``), each has to agree; the one farthest off is named. What was
    accepted in part has its shape changed first, so that no more is credited than was accepted. JX-3.2.2(6).
    """
    place = rule.option_text("value")
    form, field = parted(place)
    least, share = (Decimal(repr(case.rule_set.number(f"area.tolerance_{name}"))) for name in ("m2", "share"))

    def judge(dossier: Dossier) -> Judgement:
        own = _limit(case.rule_set, dossier, AREA)
        told = [record.number(field) for record in dossier.current(form)]
        if own is None or not told or None in told:
            missing = [_limit_title(AREA)] if own is None else []
            missing += [place_title(place)] if not told or None in told else []
            return Judgement(not_on_file(tuple(missing)), open=True)
        areas = [Decimal(repr(area)) for area in told]
        farthest = max(areas, key=lambda area: abs(own - area))
        tolerance, off = max(least, share * own), abs(own - farthest)
        lacking = _disagrees(place, farthest, own) if off > tolerance else None
        return Judgement(lacking, measured=float(off), threshold=float(tolerance))

    return judged(rule, case, judge, unit="m2", source=place)


def _disagrees(place: str, told: Decimal, own: Decimal) -> Wording:
    return translate(
        "zhanbu",
        "{name}: {value:.2f} m²; the shape has {area:.2f} m², {excess:.2f} m² off.",
        name=said(place_title(place)),
        value=float(told),
        area=float(own),
        excess=float(abs(own - told)),
    )
