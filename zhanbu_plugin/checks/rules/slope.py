"""Steep ground (CHK-SLOPE) and whether the DEM can tell (CHK-DEM)."""

from __future__ import annotations

from functools import cache

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from .shape import NO_SHAPE

_ROUNDING = 1e-9
"""Share of a parcel that arithmetic alone may leave uncovered."""


def slope(rule: CheckRule, case: Case) -> CheckColumn:
    """Less steep ground, in sum, than the smallest patch (A-03), on a DEM that covers the parcel."""
    found, dem = case.measured.slope, case.measured.dem
    if found is None or dem is None:
        return not_checked(rule, len(case), translate("zhanbu", "No DEM was given."))
    coarsest = case.rule_set.number("slope.coarsest_cell_m")
    limit = case.rule_set.number("slope.limit_deg")
    patch = case.rule_set.number("slope.min_patch_m2")
    steep = found.over * case.measured.area_m2
    # A steep parcel smaller than a patch is steep all over, not flat.
    limit_area = np.minimum(patch, case.measured.area_m2)
    failed = (steep >= limit_area) & (steep > 0)
    too_coarse = found.cell_m > coarsest
    open_ground = found.uncovered > case.rule_set.number("slope.uncovered_share") + _ROUNDING

    without_shape = case.without_shape

    def because(i: int) -> Wording:
        if without_shape[i]:
            return NO_SHAPE
        if too_coarse[i]:
            return translate(
                "zhanbu",
                "Cells of {dem} measure {cell:.1f} m; above {coarsest:.0f} m a DEM proves nothing about slope.",
                dem=dem.name,
                cell=found.cell_m[i],
                coarsest=coarsest,
            )
        return translate(
            "zhanbu", "{share:.1%} of the parcel have no elevation in {dem}.", share=found.uncovered[i], dem=dem.name
        )

    return column(
        rule,
        failed,
        lambda i: translate(
            "zhanbu",
            "{area:.2f} m² ({share:.1%}) are {limit:.0f}° or steeper; from {patch:.0f} m² on they are cut out.",
            area=steep[i],
            share=found.over[i],
            limit=limit,
            patch=patch,
        ),
        unknown=too_coarse | (~failed & (open_ground | np.isnan(steep))),
        unknown_because=because,
        measured=steep,
        threshold=limit_area,
        unit="m2",
        source=dem.name,
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
