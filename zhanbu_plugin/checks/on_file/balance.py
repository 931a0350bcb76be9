"""The yearly balance: first in then out, within the plan, at the end of the year (进出平衡, SC-2(五), SC-4(十三)b)."""

from __future__ import annotations

from dataclasses import dataclass

from ...regimes.rule_set import CheckRule
from ...regimes.workflow import PARCEL
from ...survey.units import m2_of, to_dm2
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import DossierCase, Judgement, judged
from .in_out import INFLOW, OUTFLOW, Amounts, came_in, confirmed_in, is_exempt, left, own_record
from .naming import not_on_file, parted, place_title, said, subject_title

PLAN, COVERED = "PLAN", "CITY_COVERED"


def first_in(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """What was accepted by the day covers what leaves with this item and all that already counts; equal passes.

    Both are added up over the plans of the item: parcels in the states ``came_in``, items in the states ``left`` on
    whatever day, so that a step entered late uses nothing twice; and the items of the same step. SC-2(五)c.
    """
    states = rule.option_texts("came_in")

    def judge(dossier: Dossier) -> Judgement:
        accepted, gone = came_in(dossier.plan_items, states, case.day_of(dossier)), leaving(rule, case, dossier)
        lacking = _without_sums(case, dossier, accepted, gone)
        if lacking is not None:
            return Judgement(lacking, open=True)
        found = Judgement(measured=m2_of(gone.area_dm2), threshold=m2_of(accepted.area_dm2))
        if gone.area_dm2 <= accepted.area_dm2:
            return found
        return found.lacks(
            translate(
                "zhanbu",
                "{out:.2f} m² would have left with this item, and {accepted:.2f} m² were accepted by {day}.",
                out=m2_of(gone.area_dm2),
                accepted=m2_of(accepted.area_dm2),
                day=case.day_of(dossier).isoformat(),
            )
        )

    return judged(rule, case, judge, unit="m2", source=INFLOW)


def within_plan(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """What leaves with this item and all of its plan that counts already is within the plan. SC-2(七)a."""

    def judge(dossier: Dossier) -> Judgement:
        gone = leaving(rule, case, dossier)
        plans = [plan.latest(PLAN) for plan in dossier.linked if plan.subject == PLAN]
        planned = [record.number("planned_out_m2") if record else None for record in plans]
        amounts = [to_dm2(amount) for amount in planned if amount is not None]
        lacking = _without_sums(case, dossier, gone)
        if lacking is not None or len(amounts) < len(plans):
            return Judgement(lacking or not_on_file((place_title("PLAN.planned_out_m2"),)), open=True)
        found = Judgement(measured=m2_of(gone.area_dm2), threshold=m2_of(min(amounts)))
        if gone.area_dm2 <= min(amounts):
            return found
        return found.lacks(
            translate(
                "zhanbu",
                "{out:.2f} m² would have left with this item, and the plan foresees {planned:.2f} m².",
                out=m2_of(gone.area_dm2),
                planned=m2_of(min(amounts)),
            )
        )

    return judged(rule, case, judge, unit="m2", source=PLAN)


def leaving(rule: CheckRule, case: DossierCase, dossier: Dossier) -> Amounts:
    """The item, the others of its plans in the states ``left``, and those that take the same step with it."""
    states = rule.option_texts("left")
    together = {d.uid for d in case.dossiers if d is not None and d.next_step is not None and dossier.next_step}
    others = (i for i in dossier.plan_items if i.subject == OUTFLOW and (i.state in states or i.uid in together))
    # What an item is about to become is no exemption from what it takes now.
    return left((dossier, *others), ())


def _without_sums(case: DossierCase, dossier: Dossier, *sums: Amounts) -> Wording | None:
    """Why nothing can be added up: no plan, or something that isn't on file."""
    if not any(other.subject == PLAN for other in dossier.linked):
        name = said(subject_title(case.rule_set, PLAN))
        return translate("zhanbu", "It isn't linked to any: {name}.", name=name)
    return next((amounts.lacking for amounts in sums if amounts.missing), None)


def planned_sum(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The area in ``value`` is what the linked parcels, or outflow items, of a plan add up to; without any parcel there
    is no plan. ``of`` is PARCEL or OUTFLOW, ``but`` are states that don't count. SC-2(五)b.
    """
    subject, but = rule.option_text("of"), rule.option_texts("but")

    def judge(dossier: Dossier) -> Judgement:
        if subject == OUTFLOW:
            return _agrees(rule, dossier, _applied(dossier, but))
        areas = [other.area_m2 or 0.0 for other in dossier.linked if other.subject == PARCEL and other.state not in but]
        if not areas:
            name = said(subject_title(case.rule_set, PARCEL))
            return Judgement(translate("zhanbu", "It isn't linked to any: {name}.", name=name), measured=0.0)
        return _agrees(rule, dossier, sum(to_dm2(area) for area in areas))

    return judged(rule, case, judge, unit="m2", source=PLAN)


def _applied(dossier: Dossier, but: tuple[str, ...]) -> int | Wording:
    """What is applied for by the items of a plan, shelterbelts included; else what is missing."""
    total = 0
    for item in dossier.linked:
        if item.subject == OUTFLOW and item.state not in but:
            record = own_record(item, OUTFLOW)
            area = record.number("area_m2") if record else None
            if area is None:
                return Amounts(missing=f"{OUTFLOW}.area_m2", uid=item.uid).lacking
            total += 0 if is_exempt(item) else to_dm2(area)
    return total


def confirmed_sum(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The area in ``value`` is what the survey confirmed of the linked parcels in ``came_in``. SC-2(五)d, SC-2(七)c."""

    def judge(dossier: Dossier) -> Judgement:
        found = confirmed_in(dossier.linked, rule.option_texts("came_in"))
        return _agrees(rule, dossier, found.lacking if found.missing else found.area_dm2)

    return judged(rule, case, judge, unit="m2", source=PLAN)


def counted_outflow(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The plan's confirmed outflow is what its items add up to: exempt ones don't count, nor a shelterbelt before the
    survey makes it forest. ``left_out`` are states of items that don't count. SC-2(四)d, SC-2(五)a.
    """

    def judge(dossier: Dossier) -> Judgement:
        found = left(dossier.linked, rule.option_texts("left_out"))
        return _agrees(rule, dossier, found.lacking if found.missing else found.area_dm2, "PLAN.confirmed_out_m2")

    return judged(rule, case, judge, unit="m2", source=OUTFLOW)


def _agrees(rule: CheckRule, dossier: Dossier, added: int | Wording, place: str = "") -> Judgement:
    """Whether the plan states what was added up (0.01 m²), to the last digit; open where that can't be told."""
    place = place or rule.option_text("value")
    form, field = parted(place)
    record = dossier.latest(form)
    stated = record.number(field) if record else None
    if stated is None or not isinstance(added, int):
        return Judgement(not_on_file((place_title(place),)) if isinstance(added, int) else added, open=True)
    found = Judgement(measured=m2_of(added), threshold=stated)
    if added == to_dm2(stated):
        return found
    return found.lacks(
        translate(
            "zhanbu",
            "{name}: {stated:.2f} m²; what belongs to the plan adds up to {added:.2f} m².",
            name=said(place_title(place)),
            stated=stated,
            added=m2_of(added),
        )
    )


@dataclass(frozen=True)
class YearEnd:
    """What a plan states of its year, in 0.01 m²: confirmed in and out, and what the city covers."""

    came_in: int
    left: int
    covered: int

    @property
    def short(self) -> int:
        """What lacks for a balance, 0 where nothing does."""
        return max(self.left - self.came_in - self.covered, 0)


def year_end(dossier: Dossier) -> YearEnd | None:
    """The year of a plan as it is stated; the city's cover counts once the city has given it."""
    record = dossier.latest(PLAN)
    came, gone = (record.number(f"confirmed_{way}_m2") if record else None for way in ("in", "out"))
    if record is None or came is None or gone is None:
        return None
    covered = record.number("city_cover_m2") if dossier.reached(COVERED) else None
    return YearEnd(to_dm2(came), to_dm2(gone), to_dm2(covered or 0.0))


def balanced_year(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """As much came in as left, what the city covers included; with ``short`` the opposite, so that no year in balance
    is entered as short. With ``sc.strict_greater`` more has to come in than leaves (A-16). SC-2(五)d, SC-4(十三)b.
    """
    strict, wanted_short = case.rule_set.flag("sc.strict_greater"), rule.options.get("short") is True

    def judge(dossier: Dossier) -> Judgement:
        year = year_end(dossier)
        if year is None:
            return _unstated()
        came = year.came_in + year.covered
        short = year.left > came or (strict and year.left == came)
        found = Judgement(measured=m2_of(year.left), threshold=m2_of(came))
        return found if short == wanted_short else found.lacks(_told(short, year.left, came))

    return judged(rule, case, judge, unit="m2", source=PLAN)


def _told(short: bool, gone: int, came: int) -> Wording:
    if short:
        return translate(
            "zhanbu",
            "{out:.2f} m² left and {came:.2f} m² came in: the year is short.",
            out=m2_of(gone),
            came=m2_of(came),
        )
    return translate(
        "zhanbu", "{out:.2f} m² left and {came:.2f} m² came in: nothing is short.", out=m2_of(gone), came=m2_of(came)
    )


def _unstated() -> Judgement:
    places = ("PLAN.confirmed_in_m2", "PLAN.confirmed_out_m2")
    return Judgement(not_on_file(tuple(place_title(place) for place in places)), open=True)


def frozen_shortfall(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """What is frozen is what lacks of the year, less what the city covers. SC-4(十三)b."""

    def judge(dossier: Dossier) -> Judgement:
        year, record = year_end(dossier), dossier.latest("FREEZE")
        frozen = record.number("area_m2") if record else None
        if year is None:
            return _unstated()
        if frozen is None:
            return Judgement(not_on_file((place_title("FREEZE.area_m2"),)), open=True)
        found = Judgement(measured=frozen, threshold=m2_of(year.short))
        if to_dm2(frozen) == year.short:
            return found
        return found.lacks(
            translate(
                "zhanbu", "{frozen:.2f} m² are frozen; {short:.2f} m² lack.", frozen=frozen, short=m2_of(year.short)
            )
        )

    return judged(rule, case, judge, unit="m2", source="FREEZE")
