"""Where a parcel lies: coordinate system and zone (CHK-CRS), county by geometry and by code (CHK-XZQ)."""

from __future__ import annotations

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.crs import CGCS2000
from ...survey.divisions import parse_division
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from ..distinct import for_each_distinct


def coordinate_system(rule: CheckRule, case: Case) -> CheckColumn:
    """The numbers fit the layer's system and zone, and its datum is CGCS2000 or one that agrees with it."""
    crs = case.parcels.layer.crs
    sentence = np.full(len(case), None, dtype=object)
    failed = np.full(len(case), not crs.agrees_with_cgcs2000)
    if not crs.agrees_with_cgcs2000:
        sentence[:] = translate(
            "zhanbu", "{name} can't be compared with CGCS2000 without local parameters.", name=crs.name
        )
    for remark in (r for r in case.measured.crs_remarks if r.blocking):
        concerned = np.isin(case.parcels.layer.fids, remark.fids) if remark.fids else np.ones(len(case), dtype=bool)
        sentence[concerned] = remark.wording
        failed |= concerned
    return column(rule, failed, lambda i: sentence[i], source=crs.name)


def datum(rule: CheckRule, case: Case) -> CheckColumn:
    """The layer is in CGCS2000 itself (2000国家大地坐标系), as filings must be."""
    crs = case.parcels.layer.crs
    sentence = translate("zhanbu", "The layer is in {name}; filings are made in CGCS2000.", name=crs.name)
    return column(
        rule,
        np.full(len(case), crs.datum_epsg != CGCS2000),
        lambda _: sentence,
        source=crs.name,
    )


def inside_county(rule: CheckRule, case: Case) -> CheckColumn:
    """No more of a parcel lies outside the county than the tolerance (A-36).

    What lies outside the part of the county that can be read may still lie in the rest.
    """
    outside = case.measured.county
    if outside is None:
        return not_checked(rule, len(case), translate("zhanbu", "No county boundary layer was given."))
    tolerance = case.rule_set.number("overlap.tolerance_m2")
    source = case.measured.county_layer
    return column(
        rule,
        outside.counts,
        lambda i: translate(
            "zhanbu",
            "{area:.2f} m² lie outside the county ({layer}).",
            area=outside.outside_m2[i],
            layer=source,
        ),
        unknown=case.unless(outside.doubt, ~outside.counts),
        unknown_because=case.open_because(outside.doubt),
        measured=outside.outside_m2,
        threshold=tolerance,
        unit="m2",
        source=source,
    )


def location_code(rule: CheckRule, case: Case) -> CheckColumn:
    """The location code ZLDWDM (坐落单位代码) begins with the submitting county."""
    codes = case.parcels.texts("ZLDWDM")
    if codes is None:
        return not_checked(rule, len(case), missing_field(case, "ZLDWDM"))
    if not case.county:
        return not_checked(rule, len(case), translate("zhanbu", "No county code was given."), "ZLDWDM")
    divisions = for_each_distinct(parse_division, codes)
    unknown = np.array([d is None for d in divisions])
    failed = np.array([d is not None and d.county != case.county for d in divisions])
    return column(
        rule,
        failed,
        lambda i: translate(
            "zhanbu",
            "The location code {code} belongs to another county than {county}.",
            code=codes[i],
            county=case.county,
        ),
        unknown=unknown,
        unknown_because=lambda i: translate(
            "zhanbu", "Field ZLDWDM holds “{code}”, which is no division code.", code=codes[i]
        ),
        source="ZLDWDM",
    )


def missing_field(case: Case, field: str) -> Wording:
    """Sentence for a check whose field the layer hasn't got."""
    return translate(
        "zhanbu",
        "Layer {layer} has no field {field}; add it from the survey database or rename the one that holds it.",
        layer=case.parcels.layer.name,
        field=field,
    )
