"""What shape a parcel has: validity (CHK-GEOM), slivers (CHK-SLIVER, CHK-NARROW), area (CHK-AREA)."""

from __future__ import annotations

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.ellipsoid_area import plane_perimeters
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from .placement import missing_field

NO_SHAPE = translate("zhanbu", "The parcel has no shape that could be measured.")


def valid_geometry(rule: CheckRule, case: Case) -> CheckColumn:
    """Valid, in one part, without spikes and without repeated vertices (三调 quality rules)."""
    found = case.measured.validity
    faults = found.faults

    def say(i: int) -> Wording:
        if not found.valid[i]:
            return found.reason[i]
        if found.multipart[i]:
            return translate("zhanbu", "The parcel has {parts} parts; split it.", parts=int(found.parts[i]))
        spiked = faults.spikes[i] > 0
        x, y = (faults.spike_at if spiked else faults.near_duplicate_at)[i]
        if spiked:
            return translate("zhanbu", "The outline turns back in a spike near {x:.3f}, {y:.3f}.", x=x, y=y)
        return translate("zhanbu", "Two vertices nearly coincide near {x:.3f}, {y:.3f}.", x=x, y=y)

    failed = ~found.valid | found.multipart | (faults.spikes > 0) | (faults.near_duplicate_vertices > 0)
    return column(rule, failed, say, source=case.parcels.layer.name)


def sliver(rule: CheckRule, case: Case) -> CheckColumn:
    """Not smaller than the smallest patch (最小上图面积)."""
    least = case.rule_set.number("sliver.min_patch_m2")
    areas = case.measured.area_m2
    return column(
        rule,
        areas < least,
        lambda i: translate(
            "zhanbu", "The parcel measures {area:.2f} m²; at least {least:.0f} m².", area=areas[i], least=least
        ),
        unknown=case.without_shape,
        unknown_because=lambda _: NO_SHAPE,
        measured=areas,
        threshold=least,
        unit="m2",
        source=case.parcels.layer.name,
    )


def narrow(rule: CheckRule, case: Case) -> CheckColumn:
    """Mean width 2·A/P not below the least width that can be worked."""
    least = case.rule_set.number("sliver.min_width_m")
    perimeters = plane_perimeters(case.measured.geometries, case.parcels.layer.crs)
    with np.errstate(divide="ignore", invalid="ignore"):
        widths = 2 * case.measured.area_m2 / perimeters
    return column(
        rule,
        widths < least,
        lambda i: translate(
            "zhanbu",
            "The parcel is {width:.2f} m wide on average; at least {least:.1f} m.",
            width=widths[i],
            least=least,
        ),
        unknown=case.without_shape,
        unknown_because=lambda _: NO_SHAPE,
        measured=widths,
        threshold=least,
        unit="m",
        source=case.parcels.layer.name,
    )


def area_against_survey(rule: CheckRule, case: Case) -> CheckColumn:
    """The ellipsoid area of the shape agrees with TBMJ (图斑面积) within the larger of two tolerances (A-33)."""
    stated = case.parcels.numbers("TBMJ")
    if stated is None:
        return not_checked(rule, len(case), missing_field(case, "TBMJ"))
    areas = case.measured.area_m2
    tolerance = np.maximum(
        case.rule_set.number("area.tolerance_m2"), case.rule_set.number("area.tolerance_share") * stated
    )
    difference = np.abs(areas - stated)
    return column(
        rule,
        difference > tolerance,
        lambda i: translate(
            "zhanbu",
            "The shape measures {area:.2f} m² on the ellipsoid, field TBMJ says {stated:.2f} m².",
            area=areas[i],
            stated=stated[i],
        ),
        unknown=np.isnan(difference),
        unknown_because=lambda i: (
            NO_SHAPE if np.isnan(areas[i]) else translate("zhanbu", "Field TBMJ holds no number for this parcel.")
        ),
        measured=difference,
        threshold=tolerance,
        unit="m2",
        source="TBMJ",
    )
