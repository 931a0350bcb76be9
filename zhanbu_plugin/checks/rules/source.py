"""Where a supplement comes from: source class (CHK-SRC), category (CHK-CAT), latest survey (CHK-LATEST)."""

from __future__ import annotations

import numpy as np

from ...regimes.rule_set import CheckRule, Text
from ...regimes.sources import category_admits, latest_survey_year
from ...survey.land_classes import land_class
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from ..distinct import for_each_distinct
from ..layer import Objects
from .placement import missing_field


def class_codes(case: Case) -> Objects | Wording:
    """Class codes (n,) of the parcels, or why there are none to go by."""
    codes = case.parcels.texts("DLBM")
    if codes is None:
        return missing_field(case, "DLBM")
    return case.parcels.code_lost("DLBM") or codes


def source_class(rule: CheckRule, case: Case) -> CheckColumn:
    """The survey's class is known and isn't cropland already (HB-8a)."""
    codes = class_codes(case)
    if isinstance(codes, Wording):
        return not_checked(rule, len(case), codes, "DLBM")
    classes = for_each_distinct(land_class, codes)
    return column(
        rule,
        np.array([c is not None and c.is_cropland for c in classes]),
        lambda i: translate(
            "zhanbu",
            "Class {code} {name} is cropland already.",
            code=codes[i],
            name=classes[i].name_zh,  # type: ignore[union-attr]
        ),
        unknown=np.array([c is None for c in classes]),
        unknown_because=lambda i: translate(
            "zhanbu", "Class code “{code}” is not in the survey's table.", code=codes[i]
        ),
        source="DLBM",
    )


def category(rule: CheckRule, case: Case) -> CheckColumn:
    """A category is chosen, and the class with its planting code (种植属性) may claim it."""
    codes = class_codes(case)
    if isinstance(codes, Wording):
        return not_checked(rule, len(case), codes, "DLBM")
    known = case.rule_set.categories
    planting = case.parcels.texts("ZZSXDM")
    marks = np.full(len(case), "", dtype=object) if planting is None else planting

    def open_question(code: str, chosen: str) -> bool:
        return land_class(code) is None or not chosen

    def admitted(code: str, mark: str, chosen: str) -> bool:
        return category_admits(case.rule_set, chosen, code, mark)

    unknown = np.array(for_each_distinct(open_question, codes, case.categories))
    failed = ~np.array(for_each_distinct(admitted, codes, marks, case.categories)) & ~unknown

    def say(i: int) -> Wording:
        chosen = case.categories[i]
        title = known[chosen].title if chosen in known else Text(chosen, chosen)
        # ".0" leaves a name out: each language shows its own.
        if codes[i] and _only_if_marked(case, chosen, codes[i]):
            return translate(
                "zhanbu",
                "Class {code} is {name_en}{name_zh:.0} only where the survey marks it so (ZZSXDM: {marks}).",
                code=codes[i],
                name_en=title.en,
                name_zh=title.zh,
                marks=", ".join(_only_if_marked(case, chosen, codes[i])),
            )
        return translate(
            "zhanbu",
            "Class {code} can't be claimed as {name_en}{name_zh:.0}.",
            code=codes[i],
            name_en=title.en,
            name_zh=title.zh,
        )

    return column(
        rule,
        failed,
        say,
        unknown=unknown,
        unknown_because=lambda i: (
            translate("zhanbu", "Class code “{code}” is not in the survey's table.", code=codes[i])
            if case.categories[i]
            else translate("zhanbu", "No category was chosen, and class {code} suggests none.", code=codes[i])
        ),
        source="CATEGORY",
    )


def _only_if_marked(case: Case, chosen: str, code: str) -> tuple[str, ...]:
    """The planting codes with which a class may be claimed under a category."""
    of_category = [rule for rule in case.rule_set.sources if rule.category == chosen]
    marks = dict.fromkeys(mark for rule in of_category for mark in rule.planting)
    return tuple(mark for mark in marks if category_admits(case.rule_set, chosen, code, mark))


_FIRST_SURVEY = 2019
"""Year of the third survey; the yearly surveys follow it."""


def latest_survey(rule: CheckRule, case: Case) -> CheckColumn:
    """The polygon comes from the newest yearly survey released (HB-16b)."""
    years = case.parcels.numbers("SJNF")
    if years is None:
        return not_checked(rule, len(case), missing_field(case, "SJNF"))
    latest = latest_survey_year(case.rule_set, case.as_of)
    return column(
        rule,
        years < latest,
        lambda i: translate(
            "zhanbu",
            "The polygon is of the survey of {year:.0f}; {latest} is the latest.",
            year=years[i],
            latest=latest,
        ),
        unknown=~((years >= _FIRST_SURVEY) & (years <= case.as_of.year)),
        unknown_because=lambda _: translate("zhanbu", "Field SJNF holds no year of a survey for this parcel."),
        measured=years,
        threshold=float(latest),
        unit="a",
        source="SJNF",
    )
