"""What a subject hangs on is in the right state: an item only under an approved plan (事项关联)."""

from __future__ import annotations

from ...regimes.rule_set import CheckRule
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import listed, said, state_title, subject_title


def linked_in_state(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """A matter of the kind ``subject`` is linked, and every one that is stands in one of ``states``.

    With ``if_any``, it is in order too that none is linked.

    SC-2(七)a, SC-4(十二), SC-5(十六).
    """
    subject, states = rule.option_text("subject"), rule.option_texts("states")
    name = said(subject_title(case.rule_set, subject))

    def judge(dossier: Dossier) -> Judgement:
        linked = [other for other in dossier.linked if other.subject == subject]
        wrong = [other for other in linked if other.state not in states]
        judgement = Judgement(measured=float(len(linked) - len(wrong)), threshold=float(max(len(linked), 1)))
        if not linked and rule.options.get("if_any") is True:
            return IN_ORDER
        if not linked:
            return judgement.lacks(translate("zhanbu", "It isn't linked to any: {name}.", name=name))
        if not wrong:
            return judgement
        return judgement.lacks(
            translate(
                "zhanbu",
                "{name} {uid} is in the state “{state}”; this is asked for: {states}.",
                name=name,
                uid=wrong[0].uid,
                state=said(state_title(case.rule_set, subject, wrong[0].state)),
                states=listed(state_title(case.rule_set, subject, state) for state in states),
            )
        )

    return judged(rule, case, judge)
