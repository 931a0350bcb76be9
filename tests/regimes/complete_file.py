"""A file that satisfies every guard of a state, built from the rule set alone.

A guard says what it wants (kind and options); the paper that satisfies it follows. Forms are filled in with the least
that the form itself demands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import shapely

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, PoolSums, Step
from zhanbu_plugin.regimes.forms.answers import checked_answers
from zhanbu_plugin.regimes.forms.form import FieldType, FormField, forms
from zhanbu_plugin.regimes.rule_set import CheckRule, RuleSet
from zhanbu_plugin.regimes.workflow import PARCEL
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.units import to_dm2

AREA_M2 = 10_000.0
BATCH_PARCELS, BATCH_M2 = 10, 100_000.0
COUNTY = "139901"
CRS = "EPSG:4527"
PLACE = shapely.box(39_500_000, 3_150_000, 39_500_100, 3_150_100)
LON, LAT = 117.00051, 28.46568
"""A point of the place, by the inverse projection of its middle on the central meridian."""
_HOLDERS = ("王某", "李某")
_KEYED = {"NOTICE": "site", "SAMPLE": "stage", "QUALITY": "stage"}


@dataclass
class Papers:
    """Evidence kinds and answers that guards ask for: by form, and by the key of the record where a form has one."""

    kinds: dict[str, int] = field(default_factory=dict)
    records: dict[tuple[str, tuple[str, str]], dict[str, object]] = field(default_factory=dict)
    everywhere: dict[str, dict[str, object]] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)

    def ask(self, form: str, key: tuple[str, str] = ("", ""), **answers: object) -> None:
        """A record of the form has these answers."""
        self.records.setdefault((form, key), {}).update(answers)
        if key[0]:
            self.records[form, key][key[0]] = key[1]

    def ask_of_all(self, form: str, **answers: object) -> None:
        """Every record of the form has these answers."""
        self.everywhere.setdefault(form, {}).update(answers)
        if not any(name == form for name, _ in self.records):
            self.ask(form)


def path_to_pool(rule_set: RuleSet, subject: str = PARCEL) -> list[str]:
    """The shortest way from not on file to the first state that counts as pooled (for a matter: to its last state)."""
    workflow = rule_set.workflows[subject]
    ways: deque[list[str]] = deque([[""]])
    while ways:
        way = ways.popleft()
        if way[-1] and workflow.states[way[-1]].pooled:
            return way[1:]
        ways.extend([*way, to] for to in workflow.ways_from(way[-1]) if to not in way)
    raise AssertionError(f"{rule_set.id}: no way to the pool")


def demanded_by(rule_set: RuleSet, guards: tuple[CheckRule, ...], day: date) -> Papers:
    """What the guards over the file ask for, all at once."""
    papers = Papers()
    for check in guards:
        if check.kind in _WANTS:
            _WANTS[check.kind](check, papers, rule_set, day)
    return papers


def _wants_evidence(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    for kind in check.option_texts("kinds"):
        papers.kinds[kind] = max(papers.kinds.get(kind, 0), round(check.option_number("count", 1)))


def _wants_answers(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    form, name, values = check.option_text("form"), check.option_text("field"), check.option_texts("values")
    answers: dict[str, object] = {name: values[0]} if name and values else {}
    if name and not values:
        answers = {name: None}  # filled in with something
    each = [(check.option_text("each_field"), value) for value in check.option_texts("each")]
    for key in each or [("", "")]:
        papers.ask(form, key, **answers)


def _wants_notices(check: CheckRule, papers: Papers, rule_set: RuleSet, day: date) -> None:
    days = round(rule_set.number("publicity.min_days"))
    for site in check.option_texts("sites"):
        start = day - timedelta(days=days)
        papers.ask("NOTICE", ("site", site), start=start, end=start + timedelta(days=days - 1))


def _wants_consents(_: CheckRule, papers: Papers, __: RuleSet, ___: date) -> None:
    papers.ask("HOLDERS", count=len(_HOLDERS))
    for holder in _HOLDERS:
        papers.ask("CONSENT", ("holder", holder), agreed=True)


def _wants_whole_shares(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    papers.ask(check.option_text("form"), **{check.option_text("field"): 1.0})


def _wants_no_more(check: CheckRule, papers: Papers, rule_set: RuleSet, _: date) -> None:
    form, name = check.option_text("value").split(".")
    limit = check.option_text("limit")
    if limit == "area":
        most: float = AREA_M2
    elif limit.startswith("parameter:"):
        most = rule_set.number(limit.partition(":")[2])
    else:
        most = 5_000.0
        papers.ask_of_all(limit.split(".")[0], **{limit.split(".")[1]: most})
    plus = check.option_texts("plus")
    for other in plus:
        papers.ask_of_all(other.split(".")[0], **{other.split(".")[1]: 0.0})
    papers.ask_of_all(form, **{name: most})


def _wants_grade(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    scheme = "FOREST_5" if check.option_text("value").startswith("FOREST") else "GBT33469_10"
    stage = check.option_text("stage")
    for place in (check.option_text("value"), check.option_text("limit")):
        form, name = place.split(".")
        key = ("stage", stage) if stage and form in _KEYED else ("", "")
        if key[0]:
            papers.ask(form, key, **{name: 4, "scheme": scheme})
        else:
            papers.ask_of_all(form, **{name: 4, "scheme": scheme})


def _wants_opinion(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    key = ("stage", check.option_text("stage"))
    papers.ask("QUALITY", key, conformity="PASS", grade=4, scheme="GBT33469_10")


def _wants_sample(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    key = ("stage", check.option_text("stage"))
    papers.ask("SAMPLE", key, drawn_m2=40_000.0, frame_m2=BATCH_M2, drawn=4, frame=BATCH_PARCELS, failed=0)


def _wants_review(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    for option in ("reviewed", "frame"):
        form, name = check.option_text(option).split(".")
        papers.ask(form, **{name: BATCH_PARCELS})


def _wants_no_objection(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    if check.options.get("stated"):
        papers.ask("OBJECTION", resolution="NONE")


def _wants_link(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    papers.linked[check.option_text("subject")] = check.option_texts("states")[0]


def _wants_acceptance(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    for office in check.option_texts("joint"):
        papers.ask("ACCEPTANCE", ("office", office), result="PASS", mode="COUNTY_JOINT")


def _wants_cropland(check: CheckRule, papers: Papers, _: RuleSet, day: date) -> None:
    change = {"number": "RC-1", "verification": "国核1号", "class": check.option_texts("classes")[0]}
    papers.ask("DAILY_CHANGE", **change, verified_on=day)


def _wants_requirement(check: CheckRule, papers: Papers, _: RuleSet, day: date) -> None:
    papers.ask("QUALITY", ("stage", check.option_text("stage")), conformity="PASS", grade=4, scheme="GBT33469_10")
    papers.ask("QUALITY_REQUIREMENT", year=day.year - 1, grade=4, scheme="GBT33469_10")


def _wants_share(_: CheckRule, papers: Papers, __: RuleSet, day: date) -> None:
    papers.ask("COUNTY_SHARE", county=COUNTY, year=day.year, cap_m2=BATCH_M2)


def _wants_ridges(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    form, name = check.option_text("ridges").split(".")
    papers.ask_of_all(form, **{name: 0.0})


def _wants_own_area(check: CheckRule, papers: Papers, _: RuleSet, __: date) -> None:
    form, name = check.option_text("value").split(".")
    papers.ask_of_all(form, **{name: AREA_M2})


Want = Callable[[CheckRule, Papers, RuleSet, date], None]
_WANTS: dict[str, Want] = {
    "accepted_by_mode": _wants_acceptance,
    "answered": _wants_answers,
    "area_agrees": _wants_own_area,
    "at_most": _wants_no_more,
    "batch_reviewed": _wants_review,
    "consents_complete": _wants_consents,
    "credited_area": _wants_ridges,
    "evidence": _wants_evidence,
    "grade_at_most": _wants_grade,
    "linked_in_state": _wants_link,
    "objections_closed": _wants_no_objection,
    "publicity": _wants_notices,
    "quality_opinion": _wants_opinion,
    "required_grade": _wants_requirement,
    "sample_passed": _wants_sample,
    "shares_sum": _wants_whole_shares,
    "stable_cropland": _wants_cropland,
    "within_share": _wants_share,
}


def filed(rule_set: RuleSet, state: str, *, day: date, before: Dossier | None = None) -> Dossier:
    """A parcel's file with everything that the way into a state asks for, added to what was on file before."""
    papers = demanded_by(rule_set, rule_set.guards_of(state), day)
    start = before or Dossier(
        *("139901-1", PARCEL, ""),
        area_m2=AREA_M2,
        geometry_wkb=shapely.to_wkb(PLACE),
        crs=Crs.of(CRS).wkt,
        sums=PoolSums(COUNTY, "1", BATCH_PARCELS, to_dm2(BATCH_M2)),
    )
    steps = start.steps if not start.next_step else (*start.steps, start.next_step)
    return replace(
        start,
        state=steps[-1].to_state if steps else "",
        steps=steps,
        next_step=Step(steps[-1].to_state if steps else "", state, day, "COUNTY_NR", "文〔2026〕1号"),
        evidence=(*start.evidence, *evidence_of(papers, day)),
        records=(*start.records, *records_of(papers, day)),
        linked=(
            *(other for other in start.linked if other.subject not in papers.linked),
            *(Dossier(f"{s}-1", s, state_) for s, state_ in sorted(papers.linked.items())),
        ),
    )


def evidence_of(papers: Papers, day: date) -> list[EvidenceItem]:
    """The evidence, photos taken in the place."""
    return [
        EvidenceItem(kind, kind, "文〔2026〕1号", day, f"{kind}-{k}.jpg", f"{k:064d}", True, day, LON, LAT, 90.0)
        for kind, count in sorted(papers.kinds.items())
        for k in range(count)
    ]


def records_of(papers: Papers, day: date) -> list[FormRecord]:
    """The records, every required field of a form filled in."""
    made = []
    for (form, _), told in sorted(papers.records.items()):
        answers = checked_answers(form, filled_in(form, {**papers.everywhere.get(form, {}), **told}, day))
        made.append(FormRecord(form, answers, "甲", day))
    return made


def filled_in(form: str, told: dict[str, object], day: date) -> dict[str, object]:
    """The answers told, with the least answer to each other field that the form requires."""
    fields = forms()[form].fields
    asked = {name for name, f in fields.items() if f.required} | told.keys()
    answers = {
        name: told.get(name) if told.get(name) is not None else least_answer(fields[name], day) for name in asked
    }
    if "scheme" in fields and any(fields[name].type is FieldType.GRADE for name in asked):
        answers.setdefault("scheme", "GBT33469_10")
    return {name: ("true" if a is True else "false" if a is False else a) for name, a in answers.items()}


def least_answer(field_: FormField, day: date) -> object:
    """An answer that the field admits."""
    if field_.type is FieldType.CODE:
        return next(iter(field_.codes))
    if field_.type is FieldType.DATE:
        return day
    if field_.type is FieldType.TEXT:
        return "甲"
    if field_.type is FieldType.FLAG:
        return True
    if field_.type is FieldType.YEAR:
        return day.year
    return max(field_.least or 0, 1)
