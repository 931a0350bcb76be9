"""Who approved the plan of a year (方案批准, SC-2(七)a)."""

from __future__ import annotations

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...regimes.vocabulary.parameters import APPROVERS
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import answer_title, not_on_file, place_title, said

PLAN, _APPROVER = "PLAN", "approver"


def approved_by_level(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The plan was approved at the level of the parameter ``sc.plan_approver``, or a higher one. SC-2(七)a."""
    least = case.rule_set.text("sc.plan_approver")

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(PLAN)
        level = answer_text(record.values.get(_APPROVER)) if record else ""
        if level not in APPROVERS:
            return Judgement(not_on_file((place_title(f"{PLAN}.{_APPROVER}"),)), open=True)
        if APPROVERS.index(level) >= APPROVERS.index(least):
            return IN_ORDER
        return Judgement(
            translate(
                "zhanbu",
                "Approved by: {level}; it takes: {least}.",
                level=said(answer_title(PLAN, _APPROVER, level)),
                least=said(answer_title(PLAN, _APPROVER, least)),
            )
        )

    return judged(rule, case, judge, source=PLAN)
