"""Where a supplement comes from: source class (CHK-SRC), category (CHK-CAT), latest survey (CHK-LATEST)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...regimes.rule_set import CheckRule, Text
from ...regimes.sources import category_admits, latest_survey_year
from ...survey.land_classes import land_class
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from ..distinct import for_each_distinct
from ..layer import Objects
from ..survey_classes import FIRST_SURVEY, SourceSurvey
from .placement import missing_field
from .shape import NO_SHAPE


def class_codes(case: Case) -> Objects | Wording:
    """Class codes (n,) of the parcels, or why there are none to go by."""
    codes = case.parcels.texts("DLBM")
    if codes is None:
        return missing_field(case, "DLBM")
    return case.parcels.code_lost("DLBM") or codes


def source_class(rule: CheckRule, case: Case) -> CheckColumn:
    """The land is of a known class and isn't cropland already (HB-8a): by the survey layer where one is given, ground
    against ground, else by the class that the polygon itself states.
    """
    found = case.measured.classes.get(rule.id)
    if isinstance(found, SourceSurvey):
        return _by_ground(rule, case, found)
    codes = class_codes(case)
    if isinstance(codes, Wording):
        return not_checked(rule, len(case), codes, "DLBM")
    is_cropland, is_unknown = _own_class(codes)
    return column(
        rule,
        is_cropland,
        lambda i: _is_cropland(codes[i]),
        unknown=is_unknown,
        unknown_because=lambda i: _is_no_code(codes[i]),
        source="DLBM",
    )


def _own_class(codes: Objects) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which codes (n,) are cropland, and which are in no table."""
    classes = for_each_distinct(land_class, codes)
    return np.array([c is not None and c.is_cropland for c in classes]), np.array([c is None for c in classes])


def _is_cropland(code: str) -> Wording:
    found = land_class(code)
    name = "" if found is None else found.name_zh
    return translate("zhanbu", "Class {code} {name} is cropland already.", code=code, name=name)


def _is_no_code(code: str) -> Wording:
    return translate("zhanbu", "Class code “{code}” is not in the survey's table.", code=code)


def _by_ground(rule: CheckRule, case: Case, found: SourceSurvey) -> CheckColumn:
    """A parcel that is on file is judged as it was before the works: after them it ought to be cropland.

    What the polygon states itself counts beside the ground where it is newer than the layer, and instead of it where
    it is on file and older than all of the layer.
    """
    on_file = np.array([d is not None and bool(d.steps) for d in case.dossiers or (None,) * len(case)], dtype=bool)
    ground, asked, there = found.ground(on_file), found.states_itself(on_file), ~case.without_shape
    stated, unstated, told = _stated(class_codes(case), asked)
    failed = (ground.is_barred & there) | stated
    in_doubt = np.full(len(case), ground.doubt is not None)

    def say(i: int) -> Wording:
        if not ground.is_barred[i]:
            return told(i)
        return translate(
            "zhanbu",
            "{area:.2f} of {whole:.2f} m² are no source by {layer}: {classes}.",
            area=ground.barred_m2[i],
            whole=case.measured.area_m2[i],
            layer=ground.source,
            classes=ground.classes[i],
        )

    def because(i: int) -> Wording:
        if not there[i]:
            return NO_SHAPE
        if unstated[i]:
            return told(i)
        return ground.doubt or translate(
            "zhanbu",
            "{layer} has no polygon for {area:.2f} m² of the parcel.",
            layer=ground.source,
            area=ground.left_m2[i],
        )

    return column(
        rule,
        failed,
        say,
        unknown=~there | ((ground.is_left | in_doubt | unstated) & ~failed),
        unknown_because=because,
        measured=ground.barred_m2,
        threshold=case.rule_set.number("overlap.tolerance_m2"),
        unit="m2",
        source=ground.source,
    )


def _stated(
    codes: Objects | Wording, asked: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], Callable[[int], Wording]]:
    """Of the parcels (n,) that are asked, which state that they are cropland and which state nothing; the sentence."""
    if isinstance(codes, Wording):
        return np.zeros(len(asked), dtype=bool), asked, lambda _: codes
    is_cropland, is_unknown = _own_class(codes)
    return (
        is_cropland & asked,
        is_unknown & asked,
        lambda i: _is_cropland(codes[i]) if is_cropland[i] else _is_no_code(codes[i]),
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

    def hangs_on_mark(code: str, chosen: str) -> bool:
        return planting is None and bool(_only_if_marked(case, chosen, code)) and not admitted(code, "", chosen)

    unmarked = np.array(for_each_distinct(hangs_on_mark, codes, case.categories))
    unknown = np.array(for_each_distinct(open_question, codes, case.categories)) | unmarked
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

    def because(i: int) -> Wording:
        if unmarked[i]:
            return missing_field(case, "ZZSXDM")
        if case.categories[i]:
            return _is_no_code(codes[i])
        return translate("zhanbu", "No category was chosen, and class {code} suggests none.", code=codes[i])

    return column(
        rule,
        failed,
        say,
        unknown=unknown,
        unknown_because=because,
        source="CATEGORY",
    )


def _only_if_marked(case: Case, chosen: str, code: str) -> tuple[str, ...]:
    """The planting codes with which a class may be claimed under a category."""
    of_category = [rule for rule in case.rule_set.sources if rule.category == chosen]
    marks = dict.fromkeys(mark for rule in of_category for mark in rule.planting)
    return tuple(mark for mark in marks if category_admits(case.rule_set, chosen, code, mark))


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
        unknown=~((years >= FIRST_SURVEY) & (years <= case.as_of.year)),
        unknown_because=lambda _: translate("zhanbu", "Field SJNF holds no year of a survey for this parcel."),
        measured=years,
        threshold=float(latest),
        unit="a",
        source="SJNF",
    )
