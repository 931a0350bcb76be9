"""Totals that are told and decide about nothing: what a county holds, and how a forecast came true. JX-2.2a, JX-3.1."""

from __future__ import annotations

from decimal import Decimal

from ...regimes.rule_set import CheckRule
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import DossierCase, Judgement, judged
from .naming import form_title, not_on_file, parted, place_title, said

HOLDING = "HOLDING"
_HECTARE = Decimal(10_000)


def holding_line(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Opening area, plus what was supplemented, less what was used, is no less than the opening. JX-2.2a."""

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(HOLDING)
        added, used = (_exact(record, name) for name in ("added_m2", "used_m2"))
        if added is None or used is None:
            return Judgement(not_on_file((form_title(HOLDING),)), open=True, threshold=0.0)
        net = added - used
        judgement = Judgement(measured=float(net), threshold=0.0)
        if net >= 0:
            return judgement
        less = translate("zhanbu", "{area:.4f} ha less forest land than at the beginning.", area=float(-net / _HECTARE))
        return judgement.lacks(less)

    return judged(rule, case, judge, unit="m2", source=HOLDING)


def share_of_forecast(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """What all records of ``value`` (m²) add up to, as a share of the parameter ``whole`` (ha); told unless it is all
    of it. JX-3.1.
    """
    place, whole = rule.option_text("value"), Decimal(repr(case.rule_set.number(rule.option_text("whole"))))
    form, field = parted(place)

    def judge(dossier: Dossier) -> Judgement:
        amounts = [n for record in dossier.current(form) if (n := _exact(record, field)) is not None]
        if not amounts or not whole:
            return Judgement(not_on_file((place_title(place),)), open=True, threshold=1.0)
        total = sum(amounts, Decimal(0)) / _HECTARE
        judgement = Judgement(measured=float(total / whole), threshold=1.0)
        if total == whole:
            return judgement
        return judgement.lacks(
            translate(
                "zhanbu",
                "{name}: {total:.4f} ha are {share:.2%} of {whole:.0f} ha.",
                name=said(place_title(place)),
                total=float(total),
                share=float(total / whole),
                whole=float(whole),
            )
        )

    return judged(rule, case, judge, unit="1", source=place)


def _exact(record: FormRecord | None, field: str) -> Decimal | None:
    """An answer exactly as it was written."""
    number = record.number(field) if record else None
    return None if number is None else Decimal(repr(number))
