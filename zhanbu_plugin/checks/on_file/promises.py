"""What was owed by a day, and what a record calls for (承诺兑现、冻结整改; SC-3(十)a, SC-4(十三)b)."""

from __future__ import annotations

from datetime import date

from ...regimes.rule_set import CheckRule
from ...survey.units import m2_of, to_dm2
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import evidence_title, form_title, listed, parted, said
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
