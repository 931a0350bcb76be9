"""Admitting parcels (入账): what a parcel is credited with, and the lot it opens. A-20, HB-18, HB-19, SC-2(五)c."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..checks.dossier import Dossier
from ..pool.accounts.records import ADMIT, NewLot, Posting
from ..pool.entry.survey_attributes import survey_area_dm2
from ..pool.records import PoolParcel
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..regimes.forms.answers import answer_text
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import to_dm2
from ..survey.wording import translate
from .clauses import clause_of
from .posting import post

_STAGES = ("PROV", "CITY", "COUNTY", "")
"""Whose appraisal of the quality counts, first to last."""
_PADDY = "0101"
_FOREST = "FOREST"


@dataclass(frozen=True)
class Credit:
    """What a parcel is credited with: area, paddy among it, and its grade with the scheme."""

    amount_dm2: int
    paddy_dm2: int
    grade: float | None
    grade_scheme: str


def credit_of(parcel: PoolParcel, dossier: Dossier, rules: RuleSet) -> Credit:
    """What is on file of a parcel says; never more than its shape and than the survey.

    Raises ``InputProblem`` where nothing is left to be credited.
    """
    amount = credited_dm2(parcel, dossier, rules)
    if amount <= 0:
        raise InputProblem(
            translate("zhanbu", "Nothing of the parcel is credited: what was accepted, less ridges, is 0."),
            remedy=translate("zhanbu", "Look at the areas on its forms of acceptance and verification."),
            parcel=parcel.parcel_uid,
        )
    grade, scheme, told_paddy = _quality(dossier)
    paddy = _is_paddy(dossier) if told_paddy is None else told_paddy
    return Credit(amount, amount if paddy and rules.system != _FOREST else 0, grade, scheme)


def credited_dm2(parcel: PoolParcel, dossier: Dossier, rules: RuleSet) -> int:
    """Area credited (dm²): the least of shape, survey, and every area that was accepted or verified.

    Cropland counts without the ridges between its fields unless the rules say gross; forest counts gross (A-20).
    """
    surveyed = survey_area_dm2(parcel.survey)
    amounts = [parcel.area_dm2, *([] if surveyed is None else [surveyed])]
    net = rules.system != _FOREST and not ("area.credited" in rules.parameters and rules.text("area.credited") != "net")
    verified = dossier.latest("QUANTITY_OPINION")
    if verified is not None:
        area, ridges = verified.number("area_m2"), verified.number("ridges_m2")
        amounts += [] if area is None else [to_dm2(area) - (to_dm2(ridges or 0.0) if net else 0)]
    inflow = dossier.latest("INFLOW")
    accepted = [inflow] if inflow is not None else []
    told = [record.number("accepted_m2") for record in accepted]
    told += [record.number("area_m2") for record in dossier.current("ACCEPTANCE")]
    amounts += [to_dm2(area) for area in told if area is not None]
    if net:
        amounts += _survey_net(parcel)
    return max(0, min(amounts))


def _survey_net(parcel: PoolParcel) -> list[int]:
    """TBDLMJ (图斑地类面积), the area of the class alone, where the survey tells it."""
    try:
        told = to_dm2(float(str(parcel.survey.get("TBDLMJ"))))
    except ValueError:
        return []
    return [told] if told > 0 else []


def _quality(dossier: Dossier) -> tuple[float | None, str, bool | None]:
    """Grade, scheme and whether it is paddy, by the highest office that found the land fit for farming."""
    found = [r for r in dossier.current("QUALITY") if answer_text(r.values.get("conformity")) == "PASS"]
    for stage in _STAGES:
        for record in (r for r in found if answer_text(r.values.get("stage")) == stage):
            grade, scheme = record.number("grade"), answer_text(record.values.get("scheme"))
            wet = record.values.get("paddy")
            if grade is not None and scheme:
                return grade, scheme, wet if isinstance(wet, bool) else None
    inflow = dossier.latest("INFLOW")
    grade = inflow.number("grade") if inflow is not None else None
    scheme = answer_text(inflow.values.get("scheme")) if inflow is not None else ""
    return (grade, scheme, None) if grade is not None and scheme else (None, "", None)


def _is_paddy(dossier: Dossier) -> bool:
    classes = [dossier.latest(form) for form in ("SURVEY_CHANGE", "DAILY_CHANGE")]
    told = [answer_text(record.values.get("class")) for record in classes if record is not None]
    return bool(told) and told[0].startswith(_PADDY)


def admit_in(
    pool: PoolWriter,
    journal: Journal,
    parcels: Sequence[PoolParcel],
    dossiers: Mapping[str, Dossier],
    act: Act,
    rules: RuleSet,
) -> list[str]:
    """Open the lots of parcels that have just come to the state that opens them, in their order; the postings' uids.

    A parcel whose lot stands already opens none. What exceeds the control scale of the year is cut from the newest at
    once (HB-19). Raises ``InputProblem``; the transaction then has to end.
    """
    posted = []
    county = pool.identity.county
    room = _room_under_cap(pool, rules.system, county, act.on.year)
    for parcel in parcels:
        if stands(pool, parcel.parcel_uid):
            continue
        credit = credit_of(parcel, dossiers[parcel.parcel_uid], rules)
        cut = 0 if room is None else max(0, credit.amount_dm2 - room)
        lot = NewLot(
            county,
            credit.amount_dm2,
            credit.paddy_dm2,
            admitted_on=act.on,
            usable_from=act.on,
            year=act.on.year,
            parcel_uid=parcel.parcel_uid,
            grade=credit.grade,
            grade_scheme=credit.grade_scheme,
            title=parcel.parcel_no,
            cut_dm2=cut,
        )
        room = None if room is None else room - credit.amount_dm2 + cut
        posting = Posting(
            ADMIT,
            rules.system,
            opens=(lot,),
            clause=clause_of(rules, ADMIT),
            rule_set=rules.id,
            rule_set_sha256=rules.sha256,
        )
        posted.append(post(pool, journal, posting, act))
    return posted


def stands(pool: PoolReader, parcel_uid: str) -> bool:
    """Whether a lot of the parcel stands for something: it wasn't reversed, and not all of it was cut."""
    return any(pool.standing_dm2(lot.lot_uid) > 0 for lot in pool.lots_of_parcel(parcel_uid))


def _room_under_cap(pool: PoolReader, system: str, holder: str, year: int) -> int | None:
    """How much more may be admitted in a year; ``None`` without a control scale."""
    caps = [cap.cap_dm2 for cap in pool.caps(system) if (cap.holder, cap.year) == (holder, year)]
    return max(0, caps[-1] - pool.admitted_dm2(system, holder, year)) if caps else None
