"""The tables of a submission (清单, 汇总, 检查结果), made from parcels in the same way for writing and for verifying.

Sheets, columns and words are data in ``resources/codes/submission_tables.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

import yaml

from ...checks.findings import Finding, Outcome, Verdict
from ...paths import resource
from ...pool.records import PoolParcel
from ...regimes.rule_set import RuleSet
from ...survey.divisions import parse_division
from ...survey.units import PLACES, AreaUnit, ha_of, in_unit, largest_remainder, mu_of, rounded
from ..workbook.writing import Cell, Column, Kind, Sheet
from .format import evidence_entry

Say = Callable[[str], str]


@dataclass(frozen=True)
class TableTexts:
    """Names, titles and columns of the sheets by key, and the words for codes."""

    sheets: Mapping[str, tuple[str, str, Mapping[str, Column]]]
    note: str
    total: str
    words: Mapping[str, str]
    units: Mapping[str, str]
    uses: Mapping[str, str]


@dataclass(frozen=True)
class Heading:
    """What stands above every table: whose it is, which batch, which day, and the rules that were applied."""

    county: str
    batch: str
    as_of: date
    rule_set: RuleSet

    def note(self) -> str:
        """The line under the title."""
        return table_texts().note.format(
            county=self.county, batch=self.batch, as_of=self.as_of.isoformat(), document=self.rule_set.document
        )


@dataclass(frozen=True)
class PrintedArea:
    """An area as it is printed: m² exactly, 亩 and 公顷 so that columns add up."""

    m2: Decimal
    mu: Decimal
    ha: Decimal


@lru_cache(maxsize=1)
def table_texts() -> TableTexts:
    """The data file, read once."""
    content = yaml.safe_load(resource("codes", "submission_tables.yaml").read_text(encoding="utf-8"))
    sheets = {
        key: (
            sheet["name"],
            sheet["title"],
            {name: Column(head, Kind[kind], width) for name, (head, kind, width) in sheet["columns"].items()},
        )
        for key, sheet in content["sheets"].items()
    }
    return TableTexts(sheets, content["note"], content["total"], content["words"], content["units"], content["uses"])


def group_of(parcel: PoolParcel) -> tuple[str, str]:
    """Township (nine digits, or empty) and class code: the rows of the summary."""
    division = parse_division(parcel.survey.get("ZLDWDM"))
    return (division.township if division else "", survey_text(parcel.survey.get("DLBM")))


def printed_groups(parcels: Sequence[PoolParcel]) -> dict[tuple[str, str], tuple[int, int, PrintedArea]]:
    """Summary rows by group, sorted: number of parcels, dm², printed area. The columns add up to the printed total."""
    amounts: dict[tuple[str, str], list[int]] = {}
    for parcel in parcels:
        amounts.setdefault(group_of(parcel), []).append(parcel.area_dm2)
    keys = sorted(amounts)
    sums = [sum(amounts[key]) for key in keys]
    mu, ha = largest_remainder(sums, "mu"), largest_remainder(sums, "ha")
    return {
        key: (len(amounts[key]), total, PrintedArea(exact_m2(total), mu[i], ha[i]))
        for i, (key, total) in enumerate(zip(keys, sums))
    }


def printed_areas(parcels: Sequence[PoolParcel]) -> list[PrintedArea]:
    """The printed area of each parcel. Rows of a group add up to its row in the summary, and so to the total."""
    result: list[PrintedArea | None] = [None] * len(parcels)
    members: dict[tuple[str, str], list[int]] = {}
    for i, parcel in enumerate(parcels):
        members.setdefault(group_of(parcel), []).append(i)
    for key, (_, _, printed) in printed_groups(parcels).items():
        amounts = [parcels[i].area_dm2 for i in members[key]]
        shares = zip(members[key], amounts, _shared(amounts, "mu", printed.mu), _shared(amounts, "ha", printed.ha))
        for i, amount, mu, ha in shares:
            result[i] = PrintedArea(exact_m2(amount), mu, ha)
    return [area for area in result if area is not None]


def printed_total(parcels: Sequence[PoolParcel]) -> PrintedArea:
    """The exact total, rounded once."""
    total = sum(p.area_dm2 for p in parcels)
    return PrintedArea(exact_m2(total), mu_of(total), ha_of(total))


def list_sheet(parcels: Sequence[PoolParcel], checked_on: Mapping[str, date], heading: Heading) -> Sheet:
    """清单: one row per parcel; ``checked_on`` is the day of each check run."""
    rule_set = heading.rule_set
    rows: list[Mapping[str, Cell]] = []
    for order, (parcel, area) in enumerate(zip(parcels, printed_areas(parcels)), 1):
        survey = parcel.survey
        rows.append(
            {
                "order": order,
                "number": parcel.parcel_no,
                "category": category_title(rule_set, parcel.category),
                "unit_code": survey_text(survey.get("ZLDWDM")),
                "unit_name": survey_text(survey.get("ZLDWMC")),
                "owner_kind": survey_text(survey.get("QSXZ")),
                "owner_name": survey_text(survey.get("QSDWMC")),
                "survey_no": survey_text(survey.get("TBBH")),
                "class_code": survey_text(survey.get("DLBM")),
                "class_name": survey_text(survey.get("DLMC")),
                **_areas(area),
                "slope": slope_grade(parcel),
                "state": state_title(rule_set, parcel.state),
                "since": parcel.state_since,
                "verdict": verdict_word(parcel),
                "checked_on": checked_on.get(parcel.run_id),
            }
        )
    return sheet_of("list", rows, heading, {"number": table_texts().total, **_areas(printed_total(parcels))})


def summary_sheet(parcels: Sequence[PoolParcel], heading: Heading) -> Sheet:
    """汇总: one row per township and class."""
    names = {group_of(p): survey_text(p.survey.get("DLMC")) for p in reversed(parcels)}
    rows: list[Mapping[str, Cell]] = [
        {
            "order": order,
            "township": key[0],
            "class_code": key[1],
            "class_name": names[key],
            "count": count,
            **_areas(area),
        }
        for order, (key, (count, _, area)) in enumerate(printed_groups(parcels).items(), 1)
    ]
    totals = {"township": table_texts().total, "count": len(parcels), **_areas(printed_total(parcels))}
    return sheet_of("summary", rows, heading, totals)


def waivers_sheet(parcels: Sequence[PoolParcel], heading: Heading) -> Sheet:
    """批准文件清单: every document on which a failed check was lifted, and where it lies in the package."""
    rules = {check.id: check for check in heading.rule_set.checks}
    rows: list[Mapping[str, Cell]] = []
    for parcel in parcels:
        for waiver in parcel.waivers:
            rule = rules.get(waiver.check_id)
            rows.append(
                {
                    "order": len(rows) + 1,
                    "number": parcel.parcel_no,
                    "check": waiver.check_id,
                    "check_name": rule.title.zh if rule is not None else "",
                    "clause": rule.clause if rule is not None else "",
                    "doc_no": waiver.doc_no,
                    "doc_date": waiver.doc_date,
                    "issuer": waiver.issuer,
                    "file_name": waiver.file_name,
                    "entry": evidence_entry(waiver),
                    "file_sha256": waiver.file_sha256,
                    "entered_by": waiver.entered_by,
                    "recorded_on": waiver.recorded_on,
                }
            )
    return sheet_of("waivers", rows, heading, None)


def verdict_word(parcel: PoolParcel) -> str:
    """The verdict on a parcel in the words of the tables."""
    words = table_texts().words
    by_waiver = parcel.waivers and parcel.verdict == Verdict.ELIGIBLE.value
    return words["ELIGIBLE_BY_WAIVER"] if by_waiver else words.get(parcel.verdict, parcel.verdict)


def shown_measure(value: float | None) -> Decimal | None:
    """A measured value for people, with at most four decimals; ``findings.csv`` has it in full."""
    if value is None or not math.isfinite(value):
        return None
    text = format(rounded(value, 4), "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def said(finding: Finding, say: Say) -> str:
    """A finding's sentence; a passed check needs none."""
    return "" if finding.outcome is Outcome.PASS else finding.message.said(say)


def sheet_of(
    key: str, rows: Sequence[Mapping[str, Cell]], heading: Heading, totals: Mapping[str, Cell] | None
) -> Sheet:
    """A sheet of ``resources/codes/submission_tables.yaml``, filled with rows by column key."""
    columns = table_columns(key)
    return framed_sheet(
        key,
        [[row[column] for column in columns] for row in rows],
        heading,
        None if totals is None else [totals.get(column) for column in columns],
    )


def framed_sheet(key: str, rows: Sequence[Sequence[Cell]], heading: Heading, totals: Sequence[Cell] | None) -> Sheet:
    """A sheet of ``resources/codes/submission_tables.yaml`` around rows in the order of its columns."""
    name, title, columns = table_texts().sheets[key]
    return Sheet(name, f"{heading.rule_set.title.zh} {title}", heading.note(), tuple(columns.values()), rows, totals)


def table_columns(key: str) -> Mapping[str, Column]:
    """Columns of a sheet by their keys, in their order."""
    return table_texts().sheets[key][2]


def _areas(area: PrintedArea) -> dict[str, Cell]:
    return {"area_m2": area.m2, "area_mu": area.mu, "area_ha": area.ha}


def exact_m2(dm2: int) -> Decimal:
    """Square decimetres as m², exactly."""
    return Decimal(dm2).scaleb(-2)


def _shared(amounts_dm2: Sequence[int], unit: AreaUnit, total: Decimal) -> list[Decimal]:
    """Amounts rounded down, with the steps that ``total`` lacks given to the largest remainders (最大余数法)."""
    step = Decimal(1).scaleb(-PLACES[unit])
    per_dm2 = in_unit(1, unit) * 10 ** PLACES[unit]
    steps, remainders = [], []
    for amount in amounts_dm2:
        whole, rest = divmod(amount * per_dm2.numerator, per_dm2.denominator)
        steps.append(whole)
        remainders.append(rest)
    missing = int(total / step) - sum(steps)
    for i in sorted(range(len(steps)), key=lambda i: (-remainders[i], i))[:missing]:
        steps[i] += 1
    return [s * step for s in steps]


def slope_grade(parcel: PoolParcel) -> int | None:
    """Slope grade 1-5 as measured, else as the survey has it (耕地坡度级别)."""
    measured = parcel.measures.get("slope_gr")
    if measured is not None and math.isfinite(measured):
        return int(measured)
    surveyed = survey_text(parcel.survey.get("GDPDJB"))
    return int(surveyed) if surveyed in ("1", "2", "3", "4", "5") else None


def category_title(rule_set: RuleSet, key: str) -> str:
    """A category in Chinese, an unknown one as it is."""
    return rule_set.categories[key].title.zh if key in rule_set.categories else key


def state_title(rule_set: RuleSet, key: str) -> str:
    """A state of a parcel in Chinese, an unknown one as it is."""
    return rule_set.states[key].title.zh if key in rule_set.states else key


def measured_text(value: float | None) -> str:
    """A measured value as the tables show it."""
    shown = shown_measure(value)
    return "" if shown is None else format(shown, "f")


def survey_text(value: object) -> str:
    """A survey attribute as text, empty where the survey has none."""
    return "" if value is None else str(value).strip()
