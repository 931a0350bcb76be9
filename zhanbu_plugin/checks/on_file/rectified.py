"""Problems of a plot were mended in time, or weren't (限期整改). HB-27."""

from __future__ import annotations

from datetime import date

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import form_title, said

RECTIFICATION = "RECTIFICATION"


def resolved_in_time(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Every problem was resolved on its due day at the latest, and no later than the day of the step. HB-27."""

    def judge(dossier: Dossier) -> Judgement:
        records = dossier.current(RECTIFICATION)
        if not records:
            return _nothing()
        late = (_lateness(record, case.day_of(dossier)) for record in records)
        return next((Judgement(wording) for wording in late if wording is not None), IN_ORDER)

    return judged(rule, case, judge, source=RECTIFICATION)


def unresolved_past_due(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Some problem's due day has passed, and it wasn't resolved by then: what is due today isn't late. HB-27."""

    def judge(dossier: Dossier) -> Judgement:
        records = dossier.current(RECTIFICATION)
        if not records:
            return _nothing()
        day = case.day_of(dossier)
        if any(_is_unresolved(record, day) for record in records):
            return IN_ORDER
        last = max((due for record in records if (due := _day(record, "due"))), default=None)
        return Judgement(
            translate(
                "zhanbu",
                "Nothing is overdue on {day}: what was ordered is resolved, or due on {due}.",
                day=day.isoformat(),
                due=last.isoformat() if last else "",
            )
        )

    return judged(rule, case, judge, source=RECTIFICATION)


def _nothing() -> Judgement:
    return Judgement(translate("zhanbu", "The form “{form}” isn't filled in.", form=said(form_title(RECTIFICATION))))


def _day(record: FormRecord, field: str) -> date | None:
    value = record.values.get(field)
    return value if isinstance(value, date) else None


def _is_unresolved(record: FormRecord, day: date) -> bool:
    due, done = _day(record, "due"), _day(record, "resolved_on")
    return due is not None and day > due and (done is None or done > due)


def _lateness(record: FormRecord, day: date) -> Wording | None:
    """Why a problem doesn't count as resolved in time."""
    matter, due, done = answer_text(record.values.get("matter")), _day(record, "due"), _day(record, "resolved_on")
    if done is None:
        return translate("zhanbu", "A problem isn't resolved: {matter}.", matter=matter or "-")
    if done > day:
        return translate(
            "zhanbu", "It is resolved on {done} only, after {day}.", done=done.isoformat(), day=day.isoformat()
        )
    if due is not None and done > due:
        return translate(
            "zhanbu", "It was due on {due} and resolved on {done}.", due=due.isoformat(), done=done.isoformat()
        )
    return None
