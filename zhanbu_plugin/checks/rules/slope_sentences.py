"""What is said of steep ground, by the source that told it."""

from __future__ import annotations

import numpy as np

from ...survey.wording import Wording, translate
from ..case import Case
from ..measures.steep_ground import DEM, SLOPE_MAP, SURVEY_GRADE, SlopeAnswer


def nothing_given(case: Case) -> Wording:
    """Which sources of slope the rule set would take, none of which was given."""
    sources = case.rule_set.text("slope.source").split()
    if sources == [DEM]:
        return translate("zhanbu", "No DEM was given.")
    if DEM not in sources:
        return translate("zhanbu", "No slope map was given, and the survey layer has no slope grades.")
    return translate("zhanbu", "Neither a DEM nor a slope map was given.")


def in_patches(answer: SlopeAnswer, case: Case, area: float, share: float) -> Wording:
    """What lies in patches; a parcel that is smaller than a patch is steep all over."""
    limit, patch = case.rule_set.number("slope.limit_deg"), case.rule_set.number("slope.min_patch_m2")
    if answer.kind == SURVEY_GRADE or area < patch:
        return steep_part(answer, case, area, share)
    if answer.kind == SLOPE_MAP:
        return translate(
            "zhanbu",
            "{area:.2f} m² ({share:.1%}) are over {limit:.0f}° by {layer}, in patches of {patch:.0f} m² and more; they "
            "are cut out.",
            area=area,
            share=share,
            limit=limit,
            layer=answer.name,
            patch=patch,
        )
    return translate(
        "zhanbu",
        "{area:.2f} m² ({share:.1%}) are {limit:.0f}° or steeper, in patches of {patch:.0f} m² and more; they are cut "
        "out.",
        area=area,
        share=share,
        limit=limit,
        patch=patch,
    )


def steep_part(answer: SlopeAnswer, case: Case, area: float, share: float) -> Wording:
    """How much of a parcel is steep."""
    limit = case.rule_set.number("slope.limit_deg")
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
            "{area:.2f} m² ({share:.1%}) are over {limit:.0f}° by {layer}.",
            area=area,
            share=share,
            limit=limit,
            layer=answer.name,
        )
    return translate(
        "zhanbu", "{area:.2f} m² ({share:.1%}) are {limit:.0f}° or steeper.", area=area, share=share, limit=limit
    )


def too_coarse(answer: SlopeAnswer, case: Case, i: int) -> Wording:
    """Why a DEM proves nothing here (A-30)."""
    return translate(
        "zhanbu",
        "Cells of {dem} measure {cell:.1f} m; above {coarsest:.0f} m a DEM proves nothing about slope.",
        dem=answer.name,
        cell=case.measured.slope.cell_m[i] if case.measured.slope is not None else np.nan,
        coarsest=case.rule_set.number("slope.coarsest_cell_m"),
    )


def without_mean(answer: SlopeAnswer) -> Wording:
    """Why there is no mean slope."""
    return translate("zhanbu", "{layer} has grades only; a mean slope needs a DEM.", layer=answer.name)


def ground_unknown(answer: SlopeAnswer, share: float) -> Wording:
    """How much of a parcel a source doesn't know."""
    if answer.kind == SURVEY_GRADE:
        return translate("zhanbu", "The survey gives the parcel no slope grade (GDPDJB).")
    if answer.kind == SLOPE_MAP:
        return translate(
            "zhanbu", "{share:.1%} of the parcel have no slope grade in {layer}.", share=share, layer=answer.name
        )
    return translate("zhanbu", "{share:.1%} of the parcel have no elevation in {dem}.", share=share, dem=answer.name)
