"""Nothing that the guards of a step rely on lies after the day of the step (日期不晚于办理之日)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ...regimes.rule_set import CheckRule, RuleSet
from ...survey.wording import Wording, translate
from ..dossier import Dossier
from .naming import evidence_title, field_title, form_title, said
from .reads import evidence_read, reads_of

_TO_COME = frozenset({"due", "planned_on"})
_PLACES_TO_COME = frozenset({("NOTICE", "end"), ("PLAN_ITEM", "date")})
"""Questions whose answer may lie ahead, as it is due or planned. ``publicity`` asks whether a notice is over."""


def later_day(rules: Iterable[CheckRule], rule_set: RuleSet, dossier: Dossier, day: date) -> Wording | None:
    """The first thing dated after ``day`` among the forms and kinds of papers that checks read, ``None`` for none.

    That is the day of an answer, any date in it that isn't due or planned, and the dates of papers and photos.
    """
    forms = {form for rule in rules for form in reads_of(rule, rule_set).forms}
    kinds = {kind for rule in rules for kind in evidence_read(rule)}
    for name, found in _days(forms, kinds, dossier):
        if found > day:
            return translate(
                "zhanbu",
                "{name}: {found} lies after the day of the step, {day}.",
                name=name,
                found=found.isoformat(),
                day=day.isoformat(),
            )
    return None


def _days(forms: Iterable[str], kinds: Iterable[str], dossier: Dossier) -> Iterator[tuple[Wording, date]]:
    for form in sorted(forms):
        for record in dossier.current(form):
            yield said(form_title(form)), record.answered_on
            for field, answer in record.values.items():
                if isinstance(answer, date) and field not in _TO_COME and (form, field) not in _PLACES_TO_COME:
                    yield said(field_title(form, field)), answer
    for item in dossier.evidence:
        if item.kind in kinds:
            for dated in (item.doc_date, item.taken_on):
                if dated is not None:
                    yield said(evidence_title(item.kind)), dated
