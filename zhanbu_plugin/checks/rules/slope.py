"""Steep ground (CHK-SLOPE), by what the rule set trusts to tell, and whether the DEM can (CHK-DEM)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..case import Case, Floats
from ..column import CheckColumn, column, not_checked
from ..measures.slope_grades import NOISE, grades_over
from ..measures.steep_ground import DEM, Flags, SteepGround
from ..measures.steep_patches import least_patch
from ..slope_rule import ANY_PIXEL, EXCLUDE_PART, MAJORITY, MEAN, SHARE, SlopeRule
from .shape import NO_SHAPE
from .slope_sentences import ground_unknown, in_patches, nothing_given, steep_part, too_coarse, without_mean

_HALF = 0.5
"""A grade with more than that of a parcel has the largest area, whatever the rest is."""


def slope(rule: CheckRule, case: Case) -> CheckColumn:
    """The parcel isn't steep as ``slope.rule`` reads it (A-03), by a source that knows all of the parcel."""
    found = case.measured.steep
    if found is None:
        return not_checked(rule, len(case), nothing_given(case))
    chosen = SlopeRule.of(case.rule_set)
    judged = _MODES[chosen.mode](case, found, chosen)
    open_ground = found.uncovered > case.rule_set.number("slope.uncovered_share") + NOISE
    without_shape = case.without_shape

    def because(i: int) -> Wording:
        if without_shape[i]:
            return NO_SHAPE
        answer = found.answers[found.chosen[i]]
        if found.unfit[i]:
            return too_coarse(answer, case, i)
        return ground_unknown(answer, found.uncovered[i]) if open_ground[i] else without_mean(answer)

    return column(
        rule,
        judged.failed,
        judged.say,
        unknown=without_shape
        | found.unfit
        | (~(judged.failed & judged.settled) & (open_ground | np.isnan(judged.measured))),
        unknown_because=because,
        measured=judged.measured,
        threshold=judged.threshold,
        unit=judged.unit,
        source=", ".join(answer.name for answer in found.answers),
    )


@dataclass(frozen=True)
class _Judgement:
    """What a mode says of n parcels; ``settled`` (n,): a failure stands whatever the ground without data may be."""

    failed: Flags
    measured: Floats
    threshold: float | Floats
    unit: str
    settled: Flags | bool
    say: Callable[[int], Wording]


def _exclude_part(case: Case, found: SteepGround, _: SlopeRule) -> _Judgement:
    """Steep ground in patches is cut out; scattered steep cells are not."""
    areas = case.measured.area_m2
    patched = np.zeros(len(case)) if found.patched is None else found.patched
    steep = patched * areas
    return _Judgement(
        patched > 0,
        steep,
        least_patch(case.rule_set.number("slope.min_patch_m2"), areas),
        "m2",
        True,
        lambda i: in_patches(found.answers[found.chosen[i]], case, steep[i], patched[i]),
    )


def _majority(case: Case, found: SteepGround, _: SlopeRule) -> _Judgement:
    """The grade of the largest area is the parcel's, as in the survey (``slope_map``)."""
    limit = case.rule_set.number("slope.limit_deg")
    over, grade = grades_over(limit), found.grade
    return _Judgement(
        (grade > 0) & over[grade - 1],
        np.where(grade > 0, grade, np.nan),
        float(np.argmax(over)) + 1,
        "",
        found.over > _HALF,
        lambda i: translate(
            "zhanbu",
            "Slope grade {grade} has the largest area of the parcel, and it is over {limit:.0f}°.",
            grade=int(grade[i]),
            limit=limit,
        ),
    )


def _mean(case: Case, found: SteepGround, _: SlopeRule) -> _Judgement:
    """The mean slope by area decides; only a DEM tells it."""
    limit, slope = case.rule_set.number("slope.limit_deg"), case.measured.slope
    known = np.full(len(case), np.nan) if slope is None else slope.mean_deg
    mean = np.where(found.by(DEM), known, np.nan)
    with np.errstate(invalid="ignore"):
        failed = mean >= limit if case.rule_set.flag("slope.inclusive") else mean > limit
    return _Judgement(
        failed,
        mean,
        limit,
        "deg",
        False,
        lambda i: translate(
            "zhanbu",
            "The mean slope of the parcel is {mean:.1f}°; the limit is {limit:.0f}°.",
            mean=mean[i],
            limit=limit,
        ),
    )


def _any_pixel(case: Case, found: SteepGround, _: SlopeRule) -> _Judgement:
    """Any steep ground fails a parcel, but for what drawing explains (A-34)."""
    least = np.minimum(case.rule_set.number("overlap.tolerance_m2"), case.measured.area_m2)
    steep = found.over * case.measured.area_m2
    return _Judgement(
        (steep > least) | (found.over >= 1.0 - NOISE),
        steep,
        least,
        "m2",
        True,
        lambda i: steep_part(found.answers[found.chosen[i]], case, steep[i], found.over[i]),
    )


def _share(case: Case, found: SteepGround, chosen: SlopeRule) -> _Judgement:
    """Steep ground fails a parcel from a share of its area on."""
    steep = found.over * case.measured.area_m2
    return _Judgement(
        (found.over >= chosen.share - NOISE) & (found.over > 0),
        found.over,
        chosen.share,
        "1",
        True,
        lambda i: translate(
            "zhanbu",
            "{sentence} At most {share:.1%} may be.",
            sentence=steep_part(found.answers[found.chosen[i]], case, steep[i], found.over[i]),
            share=chosen.share,
        ),
    )


_MODES: MappingProxyType[str, Callable[[Case, SteepGround, SlopeRule], _Judgement]] = MappingProxyType(
    {EXCLUDE_PART: _exclude_part, MAJORITY: _majority, MEAN: _mean, ANY_PIXEL: _any_pixel, SHARE: _share}
)


def dem_resolution(rule: CheckRule, case: Case) -> CheckColumn:
    """Cells fine enough for slope, and not larger than the parcel (A-30)."""
    found, dem = case.measured.slope, case.measured.dem
    if found is None or dem is None:
        return not_checked(rule, len(case), translate("zhanbu", "No DEM was given."))
    coarse = case.rule_set.number("slope.coarse_cell_m")
    below_cell = case.measured.area_m2 < found.cell_m**2

    @cache  # of a county on one DEM every parcel may get the same sentence
    def sentence(below: bool, cell: float) -> Wording:
        if below:
            return translate(
                "zhanbu",
                "The parcel is smaller than a cell of {dem} ({cell:.1f} m); its slope is that of its surroundings.",
                dem=dem.name,
                cell=cell,
            )
        return translate("zhanbu", "Cells of {dem} measure {cell:.1f} m and flatten slopes.", dem=dem.name, cell=cell)

    return column(
        rule,
        below_cell | (found.cell_m > coarse),
        lambda i: sentence(bool(below_cell[i]), found.cell_m[i]),
        unknown=case.without_shape,
        unknown_because=lambda _: NO_SHAPE,
        measured=found.cell_m,
        threshold=coarse,
        unit="m",
        source=dem.name,
    )
