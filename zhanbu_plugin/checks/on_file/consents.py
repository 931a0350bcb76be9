"""All right holders have agreed (权利人同意)."""

from __future__ import annotations

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import DossierCase, Judgement, judged

HOLDERS, CONSENT = "HOLDERS", "CONSENT"


def consents_complete(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """As many right holders have agreed as there are (HOLDERS.count), and none refused. JX-3.2.2(4), SC-5(十四)."""

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(HOLDERS)
        count = record.number("count") if record else None
        if count is None:
            return Judgement(translate("zhanbu", "How many right holders there are isn't on file."))
        said_yes = {
            answer_text(c.values.get("holder")): c.values.get("agreed") is True for c in dossier.current(CONSENT)
        }
        agreed = sum(said_yes.values())
        refused = [holder for holder, yes in said_yes.items() if not yes]
        if agreed < count:
            lacking = translate(
                "zhanbu", "{agreed} of {count:.0f} right holders have agreed.", agreed=agreed, count=count
            )
        elif refused:
            lacking = translate("zhanbu", "The right holder {holder} hasn't agreed.", holder=refused[0])
        else:
            lacking = None
        return Judgement(lacking, measured=float(agreed), threshold=count)

    return judged(rule, case, judge, source=CONSENT)
