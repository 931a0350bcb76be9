"""Steep ground (CHK-SLOPE), by what the rule set trusts to tell, and whether the DEM can (CHK-DEM)."""

from __future__ import annotations

from functools import cache

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from ..measures.steep_ground import DEM, SLOPE_MAP, SURVEY_GRADE, SlopeAnswer
from .shape import NO_SHAPE

_ROUNDING = 1e-9
"""Share of a parcel that arithmetic alone may leave uncovered."""


def slope(rule: CheckRule, case: Case) -> CheckColumn:
    """Less steep ground, in sum, than the smallest patch (A-03), by a source that knows all of the parcel."""
    found = case.measured.steep
    if found is None:
        return not_checked(rule, len(case), _nothing_given(case))
    steep = found.over * case.measured.area_m2
    # A steep parcel smaller than a patch is steep all over, not flat.
    limit_area = np.minimum(case.rule_set.number("slope.min_patch_m2"), case.measured.area_m2)
    failed = (steep >= limit_area) & (steep > 0)
    unfit, over, uncovered = found.unfit, found.over, found.uncovered
    open_ground = uncovered > case.rule_set.number("slope.uncovered_share") + _ROUNDING
    without_shape = case.without_shape

    def because(i: int) -> Wording:
        if without_shape[i]:
            return NO_SHAPE
        answer = found.answers[found.chosen[i]]
        return _too_coarse(answer, case, i) if unfit[i] else _unknown(answer, uncovered[i])

    return column(
        rule,
        failed,
        lambda i: _steep(found.answers[found.chosen[i]], case, steep[i], over[i]),
        unknown=unfit | (~failed & (open_ground | np.isnan(steep))),
        unknown_because=because,
        measured=steep,
        threshold=limit_area,
        unit="m2",
        source=", ".join(answer.name for answer in found.answers),
    )


def _nothing_given(case: Case) -> Wording:
    sources = case.rule_set.text("slope.source").split()
    if sources == [DEM]:
        return translate("zhanbu", "No DEM was given.")
    if DEM not in sources:
        return translate("zhanbu", "No slope map was given, and the survey layer has no slope grades.")
    return translate("zhanbu", "Neither a DEM nor a slope map was given.")


def _steep(answer: SlopeAnswer, case: Case, area: float, share: float) -> Wording:
    limit, patch = case.rule_set.number("slope.limit_deg"), case.rule_set.number("slope.min_patch_m2")
    if answer.kind == SURVEY_GRADE:
        return translate(
            "zhanbu",
            "The survey's slope grade of the parcel is over {limit:.0f}°: {area:.2f} m².",
            limit=limit,
            area=area,
        )
    if answer.kind == SLOPE_MAP:
        return translate(
            "zhanbu",
            "{area:.2f} m² ({share:.1%}) are over {limit:.0f}° by {layer}; from {patch:.0f} m² on they are cut out.",
            area=area,
            share=share,
            limit=limit,
            layer=answer.name,
            patch=patch,
        )
    return translate(
        "zhanbu",
        "{area:.2f} m² ({share:.1%}) are {limit:.0f}° or steeper; from {patch:.0f} m² on they are cut out.",
        area=area,
        share=share,
        limit=limit,
        patch=patch,
    )


def _too_coarse(answer: SlopeAnswer, case: Case, i: int) -> Wording:
    return translate(
        "zhanbu",
        "Cells of {dem} measure {cell:.1f} m; above {coarsest:.0f} m a DEM proves nothing about slope.",
        dem=answer.name,
        cell=case.measured.slope.cell_m[i] if case.measured.slope is not None else np.nan,
        coarsest=case.rule_set.number("slope.coarsest_cell_m"),
    )


def _unknown(answer: SlopeAnswer, share: float) -> Wording:
    if answer.kind == SURVEY_GRADE:
        return translate("zhanbu", "The survey gives the parcel no slope grade (GDPDJB).")
    if answer.kind == SLOPE_MAP:
        return translate(
            "zhanbu", "{share:.1%} of the parcel have no slope grade in {layer}.", share=share, layer=answer.name
        )
    return translate("zhanbu", "{share:.1%} of the parcel have no elevation in {dem}.", share=share, dem=answer.name)


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
