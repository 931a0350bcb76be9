"""Who has to accept depends on how it is accepted (验收方式, SC-2(七)b)."""

from __future__ import annotations

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import DossierCase, Judgement, judged
from .naming import answer_title, listed

ACCEPTANCE = "ACCEPTANCE"


def accepted_by_mode(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Accepted by the option ``project``'s office where the mode is PROJECT, else by all of the offices ``joint``."""
    joint, project = rule.option_texts("joint"), rule.option_text("project")

    def judge(dossier: Dossier) -> Judgement:
        records = dossier.current(ACCEPTANCE)
        by_project = any(answer_text(record.values.get("mode")) == "PROJECT" for record in records)
        offices = (project,) if by_project else joint
        results = {answer_text(r.values.get("office")): answer_text(r.values.get("result")) for r in records}
        missing = [office for office in offices if results.get(office) != "PASS"]
        found = Judgement(measured=float(len(offices) - len(missing)), threshold=float(len(offices)))
        if not missing:
            return found
        names = listed(answer_title(ACCEPTANCE, "office", office) for office in missing)
        return found.lacks(translate("zhanbu", "Not accepted by: {names}.", names=names))

    return judged(rule, case, judge, source=ACCEPTANCE)
