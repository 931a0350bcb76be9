"""Quality of what came in and what left, and the statement of a year (质量相当、年度平衡报告; SC-2(五), SC-5(十七))."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ...regimes.rule_set import CheckRule
from ...survey.units import m2_of, rounded, to_dm2
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier
from .balance import PLAN, leaving
from .case import IN_ORDER, DossierCase, Judgement, judged
from .in_out import INFLOW, OUTFLOW, Amounts, Lot, average_grade, came_in, confirmed_in, left, several_schemes
from .naming import not_on_file, place_title

EACH = "each"
_PLACES = 2


def inflow_quality(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """What came in is of no worse grade (1 = best) than what leaves, on the average weighted by area; equal passes.

    Of a plan: what the survey confirmed and what counts against the year. Of an item: what was accepted by the day, and
    what leaves with it. With ``sc.quality_mode`` ``each``, the worst that came in is no worse than the best that left.
    Grades of several schemes can't be compared. SC-2(五)c, SC-2(五)d; A-18, A-19.
    """
    each = case.rule_set.text("sc.quality_mode") == EACH

    def judge(dossier: Dossier) -> Judgement:
        came, gone = _both(rule, case, dossier)
        missing = next((amounts.lacking for amounts in (came, gone) if amounts.missing), None)
        if missing is not None:
            return Judgement(missing, open=True)
        if not came.lots and not gone.lots:
            return Judgement(not_on_file((place_title(f"{INFLOW}.grade"),)), open=True)
        return _compared(came.lots, gone.lots, each)

    return judged(rule, case, judge, source=INFLOW)


def _both(rule: CheckRule, case: DossierCase, dossier: Dossier) -> tuple[Amounts, Amounts]:
    states = rule.option_texts("came_in")
    if dossier.subject == PLAN:
        return confirmed_in(dossier.linked, states), left(dossier.linked, rule.option_texts("left_out"))
    return came_in(dossier.plan_items, states, case.day_of(dossier)), leaving(rule, case, dossier)


def _compared(came: tuple[Lot, ...], gone: tuple[Lot, ...], each: bool) -> Judgement:
    if not any(lot.area_dm2 for lot in gone):
        return IN_ORDER
    ungraded = [place for place, lots in ((INFLOW, came), (OUTFLOW, gone)) if average_grade(lots) is None]
    if ungraded:
        return Judgement(not_on_file(tuple(place_title(f"{form}.grade") for form in ungraded)), open=True)
    schemes = several_schemes((*came, *gone))
    if schemes is not None:
        return Judgement(schemes)
    found, worst = _worst(came) if each else average_grade(came), _best(gone) if each else average_grade(gone)
    if found is None or worst is None:
        return Judgement(not_on_file((place_title(f"{INFLOW}.grade"),)), open=True)
    judgement = Judgement(measured=float(found), threshold=float(worst))
    if found <= worst:
        return judgement
    return judgement.lacks(
        translate(
            "zhanbu",
            "Grade {found} comes in for grade {worst}, which is worse (1 is the best).",
            found=_shown(found),
            worst=_shown(worst),
        )
    )


def _worst(lots: tuple[Lot, ...]) -> Fraction | None:
    return max((lot.grade for lot in lots if lot.area_dm2 and lot.grade is not None), default=None)


def _best(lots: tuple[Lot, ...]) -> Fraction | None:
    return min((lot.grade for lot in lots if lot.area_dm2 and lot.grade is not None), default=None)


def _shown(grade: Fraction | None) -> str:
    return "–" if grade is None else f"{rounded(float(grade), _PLACES):f}"


@dataclass(frozen=True)
class YearStatement:
    """What the year-end statement of a plan lists: areas (0.01 m²), paddy among them, average grades (1 = best), and
    what is frozen.
    """

    came_in: int
    left: int
    grade_in: Fraction | None
    grade_out: Fraction | None
    paddy_in: int
    paddy_out: int
    frozen: int

    @property
    def net(self) -> int:
        """What came in less what left."""
        return self.came_in - self.left


def statement_of(plan: Dossier, came: tuple[str, ...], left_out: tuple[str, ...]) -> YearStatement | Wording:
    """The statement of a plan, added up from its own parcels and items; else what has to be on file first.

    ``came`` are states of parcels that count, ``left_out`` those of items that don't. SC-5(十七).
    """
    inflow, outflow = confirmed_in(plan.linked, came), left(plan.linked, left_out)
    if inflow.missing or outflow.missing:
        return inflow.lacking if inflow.missing else outflow.lacking
    record = plan.latest("FREEZE")
    frozen = record.number("area_m2") if record else None
    grades = average_grade(inflow.lots), average_grade(outflow.lots)
    paddy = inflow.paddy_dm2, outflow.paddy_dm2
    return YearStatement(inflow.area_dm2, outflow.area_dm2, *grades, *paddy, to_dm2(frozen or 0.0))


def year_statement(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Tells the figures that the statement of a year lists: in, out, net, quality, frozen. SC-5(十七).

    ``measured`` is the net change; what is lacking is never a reason to refuse, the balance is another check's.
    """
    came, left_out = rule.option_texts("came_in"), rule.option_texts("left_out")

    def judge(dossier: Dossier) -> Judgement:
        found = statement_of(dossier, came, left_out)
        if not isinstance(found, YearStatement):
            return Judgement(found, open=True)
        return Judgement(
            translate(
                "zhanbu",
                "In: {came:.2f} m², paddy {paddy_in:.2f} m², grade {grade_in}. "
                "Out: {out:.2f} m², paddy {paddy_out:.2f} m², grade {grade_out}. "
                "Net: {net:.2f} m². Frozen: {frozen:.2f} m².",
                came=m2_of(found.came_in),
                paddy_in=m2_of(found.paddy_in),
                grade_in=_shown(found.grade_in),
                out=m2_of(found.left),
                paddy_out=m2_of(found.paddy_out),
                grade_out=_shown(found.grade_out),
                net=m2_of(found.net),
                frozen=m2_of(found.frozen),
            ),
            measured=m2_of(found.net),
        )

    return judged(rule, case, judge, unit="m2", source=PLAN)
