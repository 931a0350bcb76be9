"""Public notices were up long enough at every site, and objections are dealt with (公示、异议)."""

from __future__ import annotations

from datetime import date

from ...regimes.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import answer_title, form_title, listed, said

NOTICE, OBJECTION = "NOTICE", "OBJECTION"
_SETTLED = ("NONE", "DISMISSED", "SETTLED")


def publicity(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The latest notice at each of ``sites`` was up for ``publicity.min_days``, both ends counted, and is over.

    Seven days from the 1st end on the 7th; the step may be taken on the 8th. A notice that was too short can be
    repeated. JX-3.2.2(3), A-14; JX-1, JX-4.1 (a county's longer notice).
    """
    form, sites = rule.option_text("form") or NOTICE, rule.option_texts("sites")
    least = case.rule_set.number("publicity.min_days")

    def judge(dossier: Dossier) -> Judgement:
        latest = {answer_text(record.values.get("site")): record for record in dossier.all_of(form)}
        missing = [site for site in sites if site not in latest]
        if missing:
            names = listed(answer_title(form, "site", site) for site in missing)
            return Judgement(
                translate("zhanbu", "There is no public notice at: {names}.", names=names), threshold=least
            )
        day = case.day_of(dossier)
        lengths = {site: _days_up(latest[site]) for site in sites}
        for site in sites:
            lacking = _too_short(form, site, latest[site], lengths[site], least, day)
            if lacking is not None:
                return Judgement(lacking, measured=float(lengths[site]), threshold=least)
        return Judgement(measured=float(min(lengths.values())), threshold=least)

    return judged(rule, case, judge, unit="d", source=form)


def _days_up(notice: FormRecord) -> int:
    """Days from the first to the last, both counted; 0 where a day is missing."""
    start, end = notice.values.get("start"), notice.values.get("end")
    return (end - start).days + 1 if isinstance(start, date) and isinstance(end, date) else 0


def _too_short(form: str, site: str, notice: FormRecord, days: int, least: float, day: date) -> Wording | None:
    name = said(answer_title(form, "site", site))
    if days < least:
        return translate(
            "zhanbu",
            "The notice at {site} was up for {days} days; {least:.0f} are asked for.",
            site=name,
            days=days,
            least=least,
        )
    end = notice.values.get("end")
    if isinstance(end, date) and day <= end:
        return translate(
            "zhanbu", "The notice at {site} is up until {end}; it isn't over yet.", site=name, end=end.isoformat()
        )
    return None


def objections_closed(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Every objection was dismissed or settled. An empty file passes: ``answered`` asks for the form.

    JX-3.2.2(3), JX-3.2.2(4).
    """

    def judge(dossier: Dossier) -> Judgement:
        open_ones = [
            record
            for record in dossier.current(OBJECTION)
            if answer_text(record.values.get("resolution")) not in _SETTLED
        ]
        if not open_ones:
            return IN_ORDER
        first = open_ones[0]
        return Judgement(
            translate(
                "zhanbu",
                "{count} objections stand, first that of {by}: {resolution}.",
                count=len(open_ones),
                by=answer_text(first.values.get("by")) or said(form_title(OBJECTION)),
                resolution=said(answer_title(OBJECTION, "resolution", first.values.get("resolution"))),
            ),
            measured=float(len(open_ones)),
            threshold=0.0,
        )

    return judged(rule, case, judge, source=OBJECTION)
