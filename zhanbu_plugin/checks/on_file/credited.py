"""How much of a plot is credited as cropland (认定面积): all but the ridges between its fields."""

from __future__ import annotations

from decimal import Decimal

from ...regimes.rule_set import CheckRule
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import DossierCase, Judgement, judged
from .naming import not_on_file, parted, place_title


def credited_area(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Area verified (``value``) less ``ridges`` (田坎), both in m²; with area.credited = gross, the area verified.

    It is measured; ridges that are taken off are told. HB-18, A-20.
    """
    value, ridges = rule.option_text("value"), rule.option_text("ridges")
    net = case.rule_set.text("area.credited") == "net"

    def judge(dossier: Dossier) -> Judgement:
        amounts = {place: _exact(dossier, place) for place in ((value, ridges) if net else (value,))}
        missing = tuple(place_title(place) for place, amount in amounts.items() if amount is None)
        if missing:
            return Judgement(not_on_file(missing), open=True)
        gross, off = amounts[value] or Decimal(0), amounts.get(ridges) or Decimal(0)
        found = Judgement(measured=float(gross - off), threshold=float(gross))
        if not off:
            return found
        return found.lacks(
            translate(
                "zhanbu",
                "Of {gross:.2f} m², {ridges:.2f} m² are ridges between fields: {net:.2f} m² are credited.",
                gross=float(gross),
                ridges=float(off),
                net=float(gross - off),
            )
        )

    return judged(rule, case, judge, unit="m2", source=value)


def _exact(dossier: Dossier, place: str) -> Decimal | None:
    """An answer exactly as it was written."""
    form, field = parted(place)
    record = dossier.latest(form)
    number = record.number(field) if record else None
    return None if number is None else Decimal(repr(number))
