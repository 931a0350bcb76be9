"""What was owed by a day, and what a record calls for (承诺兑现、冻结整改; SC-3(十)a, SC-4(十三)b)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...regimes.rule_set import CheckRule
from ...survey.units import m2_of, to_dm2
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import evidence_title, form_title, listed, not_on_file, parted, place_title, said
from .outflow import number_of


def delivered_by_due(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """After the day ``due``, what was ``delivered`` is no less than what was ``owed`` (each FORM.field).

    ``measured`` is what is lacking and therefore deducted. Before that day, and where nothing was owed, nothing lacks.
    """
    form, owed = parted(rule.option_text("owed"))
    delivered, due = parted(rule.option_text("delivered"))[1], parted(rule.option_text("due"))[1]

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(form)
        amount, day = number_of(dossier, form, owed), record.values.get(due) if record else None
        if amount is None or not isinstance(day, date):
            return IN_ORDER
        given = number_of(dossier, form, delivered) or 0.0
        lacking = max(to_dm2(amount) - to_dm2(given), 0)
        if case.day_of(dossier) <= day or not lacking:
            return Judgement(measured=0.0, threshold=0.0)
        return Judgement(
            translate(
                "zhanbu",
                "Of {owed:.2f} m² due on {due}, {given:.2f} m² were delivered: {lacking:.2f} m² are to be deducted.",
                owed=amount,
                due=day.isoformat(),
                given=given,
                lacking=m2_of(lacking),
            ),
            measured=m2_of(lacking),
            threshold=0.0,
        )

    return judged(rule, case, judge, unit="m2", source=form)


def deducted_after_due(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """What was ``owed`` is deducted only after the day ``due``, and only where some of it wasn't ``delivered`` by then.

    With ``done_on`` a delivery after that day doesn't count. ``measured`` is what is to be deducted. SC-3(十)a,
    SC-4(十三)b.
    """
    form, owed = parted(rule.option_text("owed"))
    delivered, due = parted(rule.option_text("delivered"))[1], parted(rule.option_text("due"))[1]
    done_on = parted(rule.option_text("done_on"))[1] if rule.option_text("done_on") else ""

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(form)
        amount, day = number_of(dossier, form, owed), record.values.get(due) if record else None
        if amount is None or not isinstance(day, date):
            return Judgement(not_on_file((place_title(f"{form}.{owed}"), place_title(f"{form}.{due}"))), open=True)
        if case.day_of(dossier) <= day:
            return Judgement(translate("zhanbu", "It isn't due before {due} is over.", due=day.isoformat()))
        lacking = max(to_dm2(amount) - _delivered_in_time(dossier.all_of(form), delivered, done_on, day), 0)
        found = Judgement(measured=m2_of(lacking), threshold=0.0)
        return found if lacking else found.lacks(translate("zhanbu", "Nothing is left to be deducted."))

    return judged(rule, case, judge, unit="m2", source=form)


def _delivered_in_time(records: Iterable[FormRecord], delivered: str, done_on: str, due: date) -> int:
    """The most (0.01 m²) that a record tells of as done by a day."""
    most = 0
    for record in records:
        done = record.values.get(done_on) if done_on else None
        if not isinstance(done, date) or done <= due:
            most = max(most, to_dm2(record.number(delivered) or 0.0))
    return most


def record_needs(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Where the ``form`` is filled in, the ``evidence`` is on file too: no promise without the ministry's consent."""
    form, kinds = rule.option_text("form"), rule.option_texts("evidence")

    def judge(dossier: Dossier) -> Judgement:
        there = {item.kind for item in dossier.evidence}
        missing = [kind for kind in kinds if kind not in there]
        if dossier.latest(form) is None or not missing:
            return IN_ORDER
        return Judgement(
            translate(
                "zhanbu",
                "“{form}” is filled in, and this isn't on file: {names}.",
                form=said(form_title(form)),
                names=listed(evidence_title(kind) for kind in missing),
            )
        )

    return judged(rule, case, judge, source=form)
