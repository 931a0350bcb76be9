"""Acts follow each other in the right order, and in time (日期先后、期限)."""

from __future__ import annotations

from datetime import date, timedelta

from ...regimes.deadline import Deadline
from ...regimes.rule_set import CheckRule, RuleSet
from ...regimes.text import Text
from ...regimes.vocabulary.on_file import EVIDENCE_PREFIX
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from ..due_days import due_day, starts_on
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import evidence_title, parted, place_title, said, state_title


def in_order(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """No date of ``dates`` lies before one that is listed earlier; those that aren't on file are skipped.

    Each is a state (the day on which it was reached), FORM.field, or evidence.KIND (the day on the latest paper of that
    kind, or of the photo). CHK-EVID; JX-3.2.2(5).
    """
    names = rule.option_texts("dates")

    def judge(dossier: Dossier) -> Judgement:
        latest: tuple[str, date] | None = None
        for name in names:
            day = _day_of(dossier, name)
            if day is None:
                continue
            if latest is not None and day < latest[1]:
                return Judgement(
                    translate(
                        "zhanbu",
                        "{later} ({day}) lies {days} days before {earlier} ({other}).",
                        later=said(_title(case.rule_set, dossier.subject, name)),
                        day=day.isoformat(),
                        days=(latest[1] - day).days,
                        earlier=said(_title(case.rule_set, dossier.subject, latest[0])),
                        other=latest[1].isoformat(),
                    ),
                    measured=float((latest[1] - day).days),
                    threshold=0.0,
                )
            latest = name, day
        return IN_ORDER

    return judged(rule, case, judge, unit="d")


def _day_of(dossier: Dossier, name: str) -> date | None:
    """The day of a state, of ``FORM.field`` or of ``evidence.KIND``."""
    if "." not in name:
        return dossier.reached(name)
    if name.startswith(EVIDENCE_PREFIX):
        papers = (item for item in dossier.evidence if item.kind == name[len(EVIDENCE_PREFIX) :])
        return max((dated for item in papers if (dated := item.doc_date or item.taken_on)), default=None)
    form, field = parted(name)
    days = [day for r in dossier.current(form) if isinstance(day := r.values.get(field), date)]
    return days[-1] if days else None


def _title(rule_set: RuleSet, subject: str, name: str) -> Text:
    if name.startswith(EVIDENCE_PREFIX):
        return evidence_title(name[len(EVIDENCE_PREFIX) :])
    return place_title(name) if "." in name else state_title(rule_set, subject, name)


def on_time(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The step is taken on the due day of a ``deadline`` at the latest; of a yearly one, on the day due in its year.

    Whoever takes it again after a return keeps the day of the first time (A-37). JX-3.3.2a, JX-3.3.5a, SC-3(十)a.
    """
    wanted = rule.option_text("deadline")
    deadline = next(found for found in case.rule_set.deadlines if found.id == wanted)

    def judge(dossier: Dossier) -> Judgement:
        day = case.day_of(dossier)
        due = _due(deadline, case.rule_set, dossier, day)
        if due is None:
            begins = translate("zhanbu", "What this deadline runs from isn't on file.")
            return Judgement(begins, open=True, threshold=0.0)
        day = _first_time(deadline, dossier, day)
        late = max((day - due) // timedelta(days=1), 0)
        lacking = None
        if late:
            lacking = translate(
                "zhanbu",
                "It was due on {due} and is {days} days late on {day}.",
                due=due.isoformat(),
                days=late,
                day=day.isoformat(),
            )
        return Judgement(lacking, measured=float(late), threshold=0.0)

    return judged(rule, case, judge, unit="d")


def _due(deadline: Deadline, rule_set: RuleSet, dossier: Dossier, day: date) -> date | None:
    """The due day that counts for a step on a day, ``None`` where the deadline doesn't run yet."""
    starts = (starts_on(deadline, dossier, year) for year in (day.year - 1, day.year))
    days = [due_day(deadline, rule_set, start) for start in starts if start is not None]
    return next((due for due in days if due.year == day.year), days[-1] if days else None)


def _first_time(deadline: Deadline, dossier: Dossier, day: date) -> date:
    """The day on which the step was taken first since a deadline, that runs once, began."""
    start = starts_on(deadline, dossier, day.year) if deadline.from_state or deadline.from_form else None
    if start is None or dossier.next_step is None:
        return day
    to_state = dossier.next_step.to_state
    return min([day, *(s.occurred_on for s in dossier.steps if s.to_state == to_state and s.occurred_on >= start)])
