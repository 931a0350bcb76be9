"""What becomes of cropland that was changed without approval, by the date of the change (存量处理, SC-4(十二))."""

from __future__ import annotations

from datetime import date
from enum import Enum

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule, RuleSet
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged

FORM, CONSTRUCTION = "ILLEGAL_CASE", "CONSTRUCTION"


class Triage(str, Enum):
    """Where a case goes."""

    NO_FORCE = "NO_FORCE"
    RESTORE = "RESTORE"
    PLAN_2022 = "PLAN_2022"

    @property
    def sentence(self) -> Wording:
        """What the notice says of such a case."""
        if self is Triage.NO_FORCE:
            return translate(
                "zhanbu",
                "Changed to other farmland before the State Council's notice: nobody may simply force it back.",
            )
        if self is Triage.RESTORE:
            return translate(
                "zhanbu", "Changed after the State Council's notice, or built upon: it is restored to cropland."
            )
        return translate(
            "zhanbu", "General cropland that can't be restored: the county puts it into the in/out plan of 2022."
        )


def triage(record: FormRecord, rule_set: RuleSet) -> Triage | None:
    """Where a case goes; ``None`` where its date or kind isn't on file. The day of a notice itself isn't before it.

    Only what became other farmland (forest, orchard, ponds) may stay as it is, or go into the plan; construction not.
    """
    changed, kind = record.values.get("changed_on"), answer_text(record.values.get("kind"))
    if not isinstance(changed, date) or not kind:
        return None
    if kind == CONSTRUCTION:
        return Triage.RESTORE
    since = rule_set.text("illegal.non_grain_since") if kind == "NON_GRAIN" else rule_set.text("illegal.non_farm_since")
    if changed < date.fromisoformat(since):
        return Triage.NO_FORCE
    if record.values.get("on_pbf") is True or record.values.get("impossible") is not True:
        return Triage.RESTORE
    return Triage.PLAN_2022


def change_triage(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The case goes where the notice sends it: to one of the option ``goes`` (names of ``Triage``)."""
    goes = rule.option_texts("goes")

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(FORM)
        found = triage(record, case.rule_set) if record else None
        if found is None:
            return Judgement(translate("zhanbu", "When the land was changed, and to what, isn't on file."), open=True)
        return IN_ORDER if found.value in goes else Judgement(found.sentence)

    return judged(rule, case, judge, source=FORM)
