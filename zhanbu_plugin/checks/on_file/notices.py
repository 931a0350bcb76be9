"""Public notices were up long enough at every site, and objections are dealt with (公示、异议)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import answer_title, form_title, listed, said, state_title

NOTICE, OBJECTION = "NOTICE", "OBJECTION"
_CLOSED = ("NONE", "DISMISSED")


def publicity(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The latest notice at each of ``sites`` was up for ``publicity.min_days``, both ends counted, and is over.

    Seven days from the 1st end on the 7th; the step may be taken on the 8th. A notice that was too short can be
    repeated. None begins before the day on which the state ``not_before`` was reached.
    JX-3.2.2(3), A-14; JX-1, JX-4.1 (a county's longer notice).
    """
    form, sites = rule.option_text("form") or NOTICE, rule.option_texts("sites")
    state = rule.option_text("not_before")
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
        earliest = dossier.reached(state) if state else None
        for site in sites:
            lacking = _too_short(form, site, latest[site], lengths[site], least, day) or _too_early(
                form, site, latest[site], earliest, said(state_title(case.rule_set, dossier.subject, state))
            )
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


def _too_early(form: str, site: str, notice: FormRecord, earliest: date | None, state: Wording) -> Wording | None:
    start = notice.values.get("start")
    if earliest is None or not isinstance(start, date) or start >= earliest:
        return None
    return translate(
        "zhanbu",
        "The notice at {site} began on {start}, before “{state}” was reached on {day}.",
        site=said(answer_title(form, "site", site)),
        start=start.isoformat(),
        state=state,
        day=earliest.isoformat(),
    )


def objections_closed(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Every objection has one of the ``resolutions``: there was none, or it was dismissed, unless others are named.

    With ``stated``, somebody has to have said so, be it that nobody objected; else an empty file passes.
    JX-3.2.2(3), JX-3.2.2(4).
    """
    closed, stated = rule.option_texts("resolutions") or _CLOSED, rule.options.get("stated") is True

    def judge(dossier: Dossier) -> Judgement:
        objections = dossier.current(OBJECTION)
        if stated and not objections:
            return Judgement(translate("zhanbu", "Whether anybody objected isn't on file; if nobody did, record that."))
        standing = [r for r in objections if answer_text(r.values.get("resolution")) not in closed]
        return _standing(standing) if standing else IN_ORDER

    return judged(rule, case, judge, source=OBJECTION)


def _standing(objections: Sequence[FormRecord]) -> Judgement:
    first = objections[0]
    return Judgement(
        translate(
            "zhanbu",
            "{count} objections stand, first that of {by}: {resolution}.",
            count=len(objections),
            by=answer_text(first.values.get("by")) or said(form_title(OBJECTION)),
            resolution=said(answer_title(OBJECTION, "resolution", first.values.get("resolution"))),
        ),
        measured=float(len(objections)),
        threshold=0.0,
    )
