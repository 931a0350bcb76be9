"""Who has to make cropland up, and how much of it (补充义务)."""

from __future__ import annotations

from dataclasses import dataclass

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...regimes.text import Text
from ...survey.units import ha_of, m2_of, to_dm2
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import DossierCase, Judgement, judged
from .naming import form_title, said

OCCUPATION = "OCCUPATION"
USER, COUNTY = "USER", "COUNTY"
_BEARERS = {USER: Text("用地单位", "the user of the land"), COUNTY: Text("县级人民政府", "the county government")}
_CONSTRUCTION = "CONSTRUCTION"


@dataclass(frozen=True)
class Duty:
    """``area_dm2`` (0.01 m²) of cropland to be made up by the ``bearer``: ``USER`` of the land, or ``COUNTY``."""

    bearer: str
    area_dm2: int


def duty_of(kind: str, area_dm2: int, *, exempt: bool) -> Duty:
    """The duty that an occupation leaves: construction's is its user's, any other the county's; HB-2, HB-7a, HB-7b.

    ``kind`` is a code of the form OCCUPATION; what is ``exempt`` by a document of the state leaves none.
    """
    return Duty(USER if kind == _CONSTRUCTION else COUNTY, 0 if exempt else area_dm2)


def supplement_duty(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Nothing is left to be made up, of all duties or of those of one ``bearer``; never a reason to refuse.

    An exemption counts once one of the papers ``proofs`` is on file. HB-2, HB-7b.
    """
    bearer, proofs = rule.option_text("bearer"), rule.option_texts("proofs")

    def judge(dossier: Dossier) -> Judgement:
        record = dossier.latest(OCCUPATION)
        area = record.number("area_m2") if record else None
        if record is None or area is None:
            missing = translate("zhanbu", "The form “{form}” isn't filled in.", form=said(form_title(OCCUPATION)))
            return Judgement(missing, open=True, threshold=0.0)
        claimed = answer_text(record.values.get("exempt_code")) != ""
        exempt = claimed and any(item.kind in proofs for item in dossier.evidence)
        duty = duty_of(answer_text(record.values.get("kind")), to_dm2(area), exempt=exempt)
        owed = duty.area_dm2 if bearer in ("", duty.bearer) else 0
        judgement = Judgement(measured=m2_of(owed), threshold=0.0)
        if not owed:
            return judgement
        return judgement.lacks(
            translate(
                "zhanbu",
                "{area} ha of cropland have to be made up by: {bearer}.",
                area=f"{ha_of(owed):f}",
                bearer=said(_BEARERS[duty.bearer]),
            )
        )

    return judged(rule, case, judge, unit="m2", source=OCCUPATION)
