"""The statement of a year's cropland in and out (进出平衡): 以进定出, 先进后出, 进大于出, 质量相当. SC-2(五)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..checks.findings import Outcome
from ..checks.on_file.in_out import Lot, average_grade, several_schemes
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of, rounded
from ..survey.wording import Wording, translate
from .in_out.item import IN, OUT, Counted, InOutItem, counted

EACH = "each"
_GRADE_PLACES = 2


@dataclass(frozen=True)
class InOutRules:
    """``strict``: more has to come in than leaves (A-16). ``each``: the worst that comes in is no worse than the best
    that leaves, else averages weighted by area are compared (A-18).
    """

    strict: bool = False
    each: bool = False

    @classmethod
    def of(cls, rule_set: RuleSet) -> InOutRules:
        """What a rule set says. Raises ``InputProblem`` for one that knows no yearly balance."""
        if not {"sc.strict_greater", "sc.quality_mode"} <= rule_set.parameters.keys():
            raise InputProblem(
                translate("zhanbu", "The rules “{rules}” know no yearly balance of cropland.", rules=rule_set.id),
                remedy=translate("zhanbu", "Choose rules that do, such as {other}.", other="sichuan-inout-2022"),
            )
        return cls(rule_set.flag("sc.strict_greater"), rule_set.text("sc.quality_mode") == EACH)


@dataclass(frozen=True)
class ItemRow:
    """An item on the statement; sums (0.01 m²) are of what was accepted and what left up to its day."""

    counted: Counted
    sum_in_dm2: int
    sum_out_dm2: int
    outcome: Outcome
    why: Wording | None


@dataclass(frozen=True)
class StatementLine:
    """A test of the year: what came in and what left for it (0.01 m²), how it ends, by which clause and why."""

    code: str
    in_dm2: int
    out_dm2: int
    outcome: Outcome
    clause: str
    why: Wording | None = None


@dataclass(frozen=True)
class InOutStatement:
    """The statement: its tests, its items in the order of their days, and average grades (1 = best) where known."""

    year: int
    lines: tuple[StatementLine, ...]
    rows: tuple[ItemRow, ...]
    grade_in: Fraction | None
    grade_out: Fraction | None

    @property
    def balance_dm2(self) -> int:
        """What came in less what left."""
        close = next(line for line in self.lines if line.code == "CLOSE")
        return close.in_dm2 - close.out_dm2

    @property
    def short_dm2(self) -> int:
        """What lacks for a balance."""
        return max(-self.balance_dm2, 0)

    @property
    def is_in_order(self) -> bool:
        """Whether every test was made and passed."""
        return all(line.outcome is Outcome.PASS for line in self.lines)


def in_out_statement(items: Sequence[InOutItem], year: int, rules: InOutRules | None = None) -> InOutStatement:
    """The statement of a year over its items.

    Without any day there is but a plan: then what is planned is weighed, and nothing has come in first. Raises
    ``InputProblem`` for an id that occurs twice.
    """
    rules = rules or InOutRules()
    _require_distinct(items)
    found = counted(items, year)
    is_plan = not any(item.on for item in items)
    rows = _in_turn(found, is_plan)
    gone, came = _lots(found, OUT), _lots(found, IN)
    quality = _quality(came, gone, rules)
    lines = (_plan(found), *(() if is_plan else (_first_in(rows),)), _close(found, rules), quality)
    return InOutStatement(year, lines, rows, average_grade(came), average_grade(gone))


def city_cover(short_dm2: int, surplus_dm2: int) -> tuple[int, int]:
    """What the city's surplus covers of what lacks, and what needs a transfer by the province. SC-2(八)."""
    covered = min(max(surplus_dm2, 0), short_dm2)
    return covered, short_dm2 - covered


def _in_turn(found: Sequence[Counted], is_plan: bool) -> tuple[ItemRow, ...]:
    """Each item with the sums up to its day; inflow of the same day has come in before."""
    rows, came, gone = [], 0, 0
    for entry in found:
        item = entry.item
        outcome, why = Outcome.PASS, entry.why
        if item.direction == IN:
            came += entry.moved_dm2
        elif item.on is None and entry.closed_dm2 and not is_plan:
            outcome, why = Outcome.NOT_CHECKED, translate("zhanbu", "It has no day of approval.")
        else:
            gone += entry.moved_dm2
            if entry.moved_dm2 and gone > came:
                outcome = Outcome.FAIL
                why = translate(
                    "zhanbu",
                    "{out:.2f} m² would have left with this item, and {accepted:.2f} m² were accepted by {day}.",
                    out=m2_of(gone),
                    accepted=m2_of(came),
                    day="" if item.on is None else item.on.isoformat(),
                )
        rows.append(ItemRow(entry, came, gone, outcome, why))
    return tuple(rows)


def _plan(found: Iterable[Counted]) -> StatementLine:
    came, gone = _summed(found, "planned_dm2")
    if gone <= came:
        return StatementLine("PLAN", came, gone, Outcome.PASS, "SC-2(五)b")
    why = translate(
        "zhanbu", "{out:.2f} m² are planned to leave and {came:.2f} m² to come in.", out=m2_of(gone), came=m2_of(came)
    )
    return StatementLine("PLAN", came, gone, Outcome.FAIL, "SC-2(五)b", why)


def _first_in(rows: Sequence[ItemRow]) -> StatementLine:
    """The first item that leaves before as much was accepted, or of which that can't be told."""
    for outcome in (Outcome.FAIL, Outcome.NOT_CHECKED):
        bad = next((row for row in rows if row.outcome is outcome), None)
        if bad is not None:
            why = translate("zhanbu", "{item}: {why}", item=bad.counted.item.id, why=bad.why)
            return StatementLine("FIRST_IN", bad.sum_in_dm2, bad.sum_out_dm2, outcome, "SC-2(五)c", why)
    last = rows[-1]
    return StatementLine("FIRST_IN", last.sum_in_dm2, last.sum_out_dm2, Outcome.PASS, "SC-2(五)c")


def _close(found: Iterable[Counted], rules: InOutRules) -> StatementLine:
    came, gone = _summed(found, "closed_dm2")
    if gone < came or (gone == came and not rules.strict):
        return StatementLine("CLOSE", came, gone, Outcome.PASS, "SC-2(五)d")
    why = translate(
        "zhanbu", "{out:.2f} m² left and {came:.2f} m² came in: the year is short.", out=m2_of(gone), came=m2_of(came)
    )
    return StatementLine("CLOSE", came, gone, Outcome.FAIL, "SC-2(五)d", why)


def _quality(came: Sequence[Lot], gone: Sequence[Lot], rules: InOutRules) -> StatementLine:
    """Whether what came in is of no worse grade than what left; where nothing left there is nothing to compare."""
    amounts = sum(lot.area_dm2 for lot in came), sum(lot.area_dm2 for lot in gone)

    def line(outcome: Outcome, why: Wording | None = None) -> StatementLine:
        return StatementLine("QUALITY", *amounts, outcome, "SC-2(五)d", why)

    if not any(lot.area_dm2 for lot in gone):
        return line(Outcome.PASS)
    if not came:
        return line(Outcome.FAIL, translate("zhanbu", "Nothing came in."))
    schemes = several_schemes((*came, *gone))
    grades = [lot.grade for lot in came], [lot.grade for lot in gone]
    if None in grades[0] or None in grades[1]:
        return line(Outcome.NOT_CHECKED, translate("zhanbu", "Not every item has a grade."))
    if schemes is not None:
        return line(Outcome.NOT_CHECKED, schemes)
    found = max(g for g in grades[0] if g is not None) if rules.each else average_grade(came)
    worst = min(g for g in grades[1] if g is not None) if rules.each else average_grade(gone)
    if found is not None and worst is not None and found <= worst:
        return line(Outcome.PASS)
    why = translate(
        "zhanbu",
        "Grade {found} comes in for grade {worst}, which is worse (1 is the best).",
        found=grade_text(found),
        worst=grade_text(worst),
    )
    return line(Outcome.FAIL, why)


def grade_text(grade: Fraction | None) -> str:
    """A grade as papers print it, a dash where there is none."""
    return "–" if grade is None else f"{rounded(grade, _GRADE_PLACES):f}"


def _lots(found: Iterable[Counted], direction: str) -> tuple[Lot, ...]:
    """What counts at the close, with its grade."""
    return tuple(
        Lot(entry.closed_dm2, entry.item.grade, entry.item.scheme, min(entry.item.paddy_dm2, entry.closed_dm2))
        for entry in found
        if entry.item.direction == direction and entry.closed_dm2
    )


def _summed(found: Iterable[Counted], amount: str) -> tuple[int, int]:
    """What comes in and what leaves by an amount of each item."""
    sums = {IN: 0, OUT: 0}
    for entry in found:
        sums[entry.item.direction] += int(getattr(entry, amount))
    return sums[IN], sums[OUT]


def _require_distinct(items: Iterable[InOutItem]) -> None:
    seen = set()
    for item in items:
        if item.id in seen:
            raise InputProblem(
                translate("zhanbu", "The item “{id}” is there twice.", id=item.id),
                remedy=translate("zhanbu", "Give every item a number of its own."),
                parcel=item.id,
            )
        seen.add(item.id)
