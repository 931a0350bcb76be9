"""Items of the yearly balance out of a pool: parcels and outflow items that belong to a year's plans (方案项目)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from ...checks.dossier import Dossier, FormRecord
from ...checks.on_file.in_out import CHANGE, CONFIRMED, INFLOW, OUTFLOW, PROOFS, counted_dm2, is_exempt, own_record
from ...pool.database import PoolAddress, pool_for_reading
from ...pool.filing.dossiers import PLAN, read_dossiers
from ...regimes.forms.answers import answer_text
from ...regimes.forms.form import SCHEME
from ...regimes.workflow import PARCEL
from ...survey.problem import InputProblem
from ...survey.units import to_dm2
from ...survey.wording import Wording, translate
from .item import IN, OUT, InOutItem

_ACCEPTED = ("ACCEPTED", "CREDITED", "SURVEY_CONFIRMED", "TENDED", "SURVEY_DENIED")
"""States of a parcel that has been accepted, whatever the survey says."""
_DENIED, _PADDY = "SURVEY_DENIED", "0101"
_PENDING, _GONE = ("APPLIED", "CHECKED"), ("CANCELLED", "WITHDRAWN")
_LEFT = ("APPROVED", "MATCHED")
"""States by whose day an item leaves where nobody told that of the approval."""


def items_of_pool(path: PoolAddress, year: int) -> tuple[InOutItem, ...]:
    """Items of all plans of a year, each once, by uid. Raises ``InputProblem`` for a pool without such a plan."""
    with pool_for_reading(path) as pool, pool.reading():
        plans = [matter.matter_uid for matter in pool.matters() if matter.subject == PLAN and matter.year == year]
        members = {other.uid: other for plan in read_dossiers(pool, plans) for other in plan.linked}
    if not plans:
        raise InputProblem(
            translate("zhanbu", "The pool holds no plan of {year}.", year=str(year)),
            remedy=translate("zhanbu", "Open the plan of that year first, or give a table of items."),
        )
    return tuple(items_of(members[uid] for uid in sorted(members)))


def items_of(members: Iterable[Dossier]) -> Iterator[InOutItem]:
    """Items out of dossiers of parcels and outflow items; what was withdrawn or cancelled is none."""
    for member in members:
        if member.state in _GONE:
            continue
        if member.subject == PARCEL:
            yield _inflow(member)
        elif member.subject == OUTFLOW:
            yield _outflow(member)


def _inflow(parcel: Dossier) -> InOutItem:
    record, change = parcel.latest(INFLOW), parcel.latest(CHANGE)
    accepted = record.number("accepted_m2") if record else None
    confirmed = change.number("area_m2") if change else None
    is_paddy = change is not None and answer_text(change.values.get("class")) == _PADDY
    days = (_day(record, "accepted_on"), parcel.reached("ACCEPTED"))
    told = [day for day in days if day is not None]
    confirmed_dm2 = 0 if parcel.state == _DENIED else None if confirmed is None else to_dm2(confirmed)
    return InOutItem(
        id=parcel.uid,
        direction=IN,
        area_dm2=to_dm2(accepted if accepted is not None else parcel.area_m2 or 0.0),
        on=max(told) if told and parcel.state in _ACCEPTED else None,
        confirmed_dm2=confirmed_dm2,
        planned_dm2=to_dm2(parcel.area_m2 or 0.0),
        paddy_dm2=(confirmed_dm2 or 0) if is_paddy else 0,
        grade=_grade(record),
        scheme=_scheme(record),
        barred=_unstable(change),
    )


def _outflow(item: Dossier) -> InOutItem:
    record = own_record(item, OUTFLOW)
    change = own_record(item, CHANGE) if item.state == CONFIRMED else None
    area = record.number("area_m2") if record else None
    if record is None or area is None:
        raise InputProblem(
            translate("zhanbu", "The outflow item has no area on file."),
            remedy=translate("zhanbu", "Fill in its form OUTFLOW."),
            parcel=item.uid,
        )
    exemption = answer_text(record.values.get("exempt_code"))
    days = (_day(record, "approved_on"), *(item.reached(state) for state in _LEFT))
    confirmed = change.number("area_m2") if change else None
    waits = None if is_exempt(item) or counted_dm2(item) else _shelterbelt()
    return InOutItem(
        id=item.uid,
        direction=OUT,
        area_dm2=to_dm2(area),
        on=next((day for day in days if day is not None), None),
        confirmed_dm2=None if confirmed is None else to_dm2(confirmed),
        paddy_dm2=to_dm2(record.number("paddy_m2") or 0.0),
        grade=_grade(record),
        scheme=_scheme(record),
        exemption=exemption,
        proof=PROOFS[exemption] if is_exempt(item) else "",
        barred=waits if area else None,
        pending=item.state in _PENDING,
    )


def _shelterbelt() -> Wording:
    return translate("zhanbu", "A shelterbelt counts once the survey makes it forest.")


def _unstable(change: FormRecord | None) -> Wording | None:
    if change is not None and change.values.get("stable") is False:
        return translate("zhanbu", "It is cropland that isn't used stably.")
    return None


def _day(record: FormRecord | None, field: str) -> date | None:
    value = record.values.get(field) if record else None
    return value if isinstance(value, date) else None


def _grade(record: FormRecord | None) -> Fraction | None:
    grade = record.number("grade") if record else None
    return None if grade is None else Fraction(repr(grade))


def _scheme(record: FormRecord | None) -> str:
    return answer_text(record.values.get(SCHEME)) if record else ""
