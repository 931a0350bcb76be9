"""Cropland that came in and that left, added up from a plan's own parcels and items (进出平衡, SC-2(五))."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ...regimes.forms.answers import answer_text
from ...regimes.forms.form import SCHEME
from ...regimes.workflow import PARCEL
from ...survey.units import to_dm2
from ...survey.wording import Wording, translate
from ..dossier import Dossier, FormRecord
from .naming import answer_title, place_title, said
from .quality import QUALITY

INFLOW, OUTFLOW, CHANGE = "INFLOW", "OUTFLOW", "SURVEY_CHANGE"
_ACCEPTED = "ACCEPTED"
_FOREST, _PADDY = "03", "0101"
EXEMPT, CONFIRMED = "EXEMPT", "SURVEY_CONFIRMED"
PROOFS = {"ECO_RETIRE": "ECO_RETIRE_PLAN", "DISASTER": "DISASTER_PROOF", "WATER_EXPANSION": "WATER_EXPANSION_PROOF"}
"""The paper that each exemption of SC-2(五)a asks for."""


@dataclass(frozen=True)
class Lot:
    """An amount (0.01 m²) with its grade (1 = best) and the scheme of it, empty where none is stated; and its paddy."""

    area_dm2: int
    grade: Fraction | None
    scheme: str
    paddy_dm2: int = 0


@dataclass(frozen=True)
class Amounts:
    """What counts of some parcels or items; ``missing`` is FORM.field that has to be on file of ``uid`` to tell."""

    lots: tuple[Lot, ...] = ()
    missing: str = ""
    uid: str = ""

    @property
    def area_dm2(self) -> int:
        """All of it together."""
        return sum(lot.area_dm2 for lot in self.lots)

    @property
    def paddy_dm2(self) -> int:
        """Paddy among it."""
        return sum(lot.paddy_dm2 for lot in self.lots)

    @property
    def lacking(self) -> Wording:
        """Sentence that names what is missing."""
        return translate("zhanbu", "Not on file of {uid}: {name}.", uid=self.uid, name=said(place_title(self.missing)))


def came_in(dossiers: Iterable[Dossier], states: Iterable[str], by: date) -> Amounts:
    """What was accepted by a day of the parcels in some states; no more of each than the survey confirms later.

    The day is that of the acceptance, or that on which the pool recorded it where that is later (A-17).
    """
    counted, lots = frozenset(states), []
    for parcel in dossiers:
        if parcel.subject != PARCEL or parcel.state not in counted:
            continue
        record = parcel.latest(INFLOW)
        accepted = record.number("accepted_m2") if record else None
        if record is None or accepted is None:
            return Amounts(missing=f"{INFLOW}.accepted_m2", uid=parcel.uid)
        told = record.values.get("accepted_on")
        days = [day for day in (told, parcel.reached(_ACCEPTED)) if isinstance(day, date)]
        if not days:
            return Amounts(missing=f"{INFLOW}.accepted_on", uid=parcel.uid)
        if max(days) <= by:
            change = parcel.latest(CHANGE)
            confirmed = change.number("area_m2") if change else None
            area = accepted if confirmed is None else min(accepted, confirmed)
            lots.append(_lot(parcel, INFLOW, to_dm2(area)))
    return Amounts(tuple(lots))


def confirmed_in(dossiers: Iterable[Dossier], states: Iterable[str]) -> Amounts:
    """What the yearly survey confirmed of the parcels in some states, of each no more than was accepted. SC-2(五)d."""
    counted, lots = frozenset(states), []
    for parcel in dossiers:
        if parcel.subject != PARCEL or parcel.state not in counted:
            continue
        record, change = parcel.latest(INFLOW), parcel.latest(CHANGE)
        accepted = record.number("accepted_m2") if record else None
        confirmed = change.number("area_m2") if change else None
        if accepted is None or confirmed is None:
            place = f"{INFLOW}.accepted_m2" if accepted is None else f"{CHANGE}.area_m2"
            return Amounts(missing=place, uid=parcel.uid)
        lots.append(_lot(parcel, INFLOW, to_dm2(min(accepted, confirmed))))
    return Amounts(tuple(lots))


def left(items: Iterable[Dossier], but: Iterable[str]) -> Amounts:
    """What counts of the outflow items that aren't in one of the states ``but``. SC-2(四)d, SC-2(五)a."""
    skipped, lots = frozenset(but), []
    for item in items:
        if item.subject != OUTFLOW or item.state in skipped:
            continue
        counted = counted_dm2(item)
        if counted is None:
            return Amounts(missing=f"{OUTFLOW}.area_m2", uid=item.uid)
        lots.append(_lot(item, OUTFLOW, counted))
    return Amounts(tuple(lots))


def counted_dm2(item: Dossier) -> int | None:
    """How much of an outflow item counts, in 0.01 m²: what the survey confirmed, else what was applied for.

    Nothing of an exempt one (in that state, with its proof), nor of a shelterbelt before the survey makes it forest.
    ``None`` where its form isn't filled in.
    """
    record = own_record(item, OUTFLOW)
    change = own_record(item, CHANGE) if item.state == CONFIRMED else None
    applied = record.number("area_m2") if record else None
    if record is None or applied is None:
        return None
    if is_exempt(item):
        return 0
    if answer_text(record.values.get("purpose")) == "SHELTERBELT":
        surveyed = answer_text(change.values.get("class")) if change else ""
        if not surveyed.startswith(_FOREST):
            return 0
    confirmed = change.number("area_m2") if change else None
    return to_dm2(applied if confirmed is None else confirmed)


def own_record(item: Dossier, form: str) -> FormRecord | None:
    """The latest record of the item itself, not of its county."""
    return next((record for record in reversed(item.all_of(form)) if record.own), None)


def is_exempt(item: Dossier) -> bool:
    """Whether an item is in the state EXEMPT with the proof that its exemption asks for."""
    record = own_record(item, OUTFLOW)
    proof = PROOFS.get(answer_text(record.values.get("exempt_code"))) if record else None
    return item.state == EXEMPT and proof is not None and item.evidence_counts[proof] > 0


def _lot(dossier: Dossier, form: str, area_dm2: int) -> Lot:
    record = own_record(dossier, form) if form == OUTFLOW else dossier.latest(form)
    grade = record.number("grade") if record else None
    scheme = answer_text(record.values.get(SCHEME)) if record else ""
    return Lot(area_dm2, None if grade is None else Fraction(repr(grade)), scheme, min(_paddy_dm2(dossier), area_dm2))


def _paddy_dm2(dossier: Dossier) -> int:
    """Paddy that an item takes, by its form; of a parcel all that became paddy in the survey."""
    if dossier.subject == PARCEL:
        change = dossier.latest(CHANGE)
        found = change is not None and answer_text(change.values.get("class")) == _PADDY
        return to_dm2((change.number("area_m2") if change and found else None) or 0.0)
    record = own_record(dossier, OUTFLOW)
    return to_dm2((record.number("paddy_m2") if record else None) or 0.0)


def average_grade(lots: Iterable[Lot]) -> Fraction | None:
    """Average grade weighted by area, exactly; ``None`` for no area or where a grade is missing."""
    held = [lot for lot in lots if lot.area_dm2]
    if not held or any(lot.grade is None for lot in held):
        return None
    total = sum((lot.area_dm2 * (lot.grade or Fraction(0)) for lot in held), Fraction(0))
    return total / sum(lot.area_dm2 for lot in held)


def several_schemes(lots: Iterable[Lot]) -> Wording | None:
    """Why grades can't be compared: one names no scheme, or they name several. ``None`` where they can."""
    schemes = sorted({lot.scheme for lot in lots if lot.area_dm2})
    if "" in schemes:
        return translate("zhanbu", "The grade names no scheme, so it can't be compared.")
    if len(schemes) < 2:
        return None
    return translate(
        "zhanbu",
        "Grades of “{scheme}” and “{other}” can't be compared.",
        scheme=said(answer_title(QUALITY, SCHEME, schemes[0])),
        other=said(answer_title(QUALITY, SCHEME, schemes[1])),
    )
