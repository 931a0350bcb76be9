"""What was begun before a regulation was issued may follow the rules before it (老项目老办法)."""

from __future__ import annotations

from datetime import date

from ...regimes.rule_set import CheckRule
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import DossierCase, Judgement, judged
from .naming import listed, parted, place_title


def filed_before(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The day in ``value`` isn't before that of the parameter ``day``; one that is follows the former rules. HB-29."""
    place, limit = rule.option_text("value"), date.fromisoformat(case.rule_set.text(rule.option_text("day")))
    form, field = parted(place)

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(form)
        day = record.values.get(field) if record else None
        if not isinstance(day, date):
            return Judgement(
                translate("zhanbu", "Not on file: {names}.", names=listed([place_title(place)])), open=True
            )
        before = (limit - day).days
        if before <= 0:
            return Judgement(measured=0.0, threshold=0.0)
        return Judgement(
            translate(
                "zhanbu",
                "Filed on {day}, before {limit}: it may go on by the former rules.",
                day=day.isoformat(),
                limit=limit.isoformat(),
            ),
            measured=float(before),
            threshold=0.0,
        )

    return judged(rule, case, judge, unit="d", source=place)
