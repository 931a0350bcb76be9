"""Places are claimed once: within the batch (CHK-DUP) and against the pool (CHK-POOL)."""

from __future__ import annotations

from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked

_WHOLE = 0.9999
"""Share of a parcel from which on the pool holds it whole."""


def duplicate(rule: CheckRule, case: Case) -> CheckColumn:
    """No other parcel of the batch has the same survey id or shape, or covers the same ground."""
    found = case.measured.duplicates
    ids = case.parcels.ids
    tolerance = case.rule_set.number("overlap.tolerance_m2")

    def say(i: int) -> Wording:
        if found.same_geometry_as[i] >= 0:
            return translate("zhanbu", "Same shape as parcel {other}.", other=ids[found.same_geometry_as[i]])
        if found.same_key_as[i] >= 0:
            return translate("zhanbu", "Same survey id as parcel {other}.", other=ids[found.same_key_as[i]])
        if found.overlaps_with[i] < 0:
            return translate("zhanbu", "{count} more parcels have the same survey id.", count=int(found.key_copies[i]))
        return translate(
            "zhanbu",
            "{area:.2f} m² also belong to parcel {other}.",
            area=found.overlap_m2[i],
            other=ids[found.overlaps_with[i]],
        )

    shapeless = translate("zhanbu", "The parcel has no shape that could be compared.")
    failed = (found.copies > 0) | (found.key_copies > 0) | (found.overlaps_with >= 0)
    return column(
        rule,
        failed,
        say,
        unknown=case.without_shape & ~failed,
        unknown_because=lambda _: shapeless,
        measured=found.overlap_m2,
        threshold=tolerance,
        unit="m2",
        source=case.parcels.layer.name,
    )


def pool_overlap(rule: CheckRule, case: Case) -> CheckColumn:
    """No overlap with ground that the pool has claimed already (A-25, A-34)."""
    claims = case.measured.claims
    if claims is None:
        return not_checked(
            rule, len(case), translate("zhanbu", "No reserve pool was given; choose or create the county's pool.")
        )
    tolerance = case.rule_set.number("overlap.tolerance_m2")
    return column(
        rule,
        claims.counts,
        lambda i: (
            translate("zhanbu", "The pool holds this ground already.")
            if claims.area_m2[i] > _WHOLE * case.measured.area_m2[i]
            else translate("zhanbu", "{area:.2f} m² are claimed in the pool already.", area=claims.area_m2[i])
        ),
        unknown=case.unless(claims.doubt, claims.counts),
        unknown_because=case.open_because(claims.doubt),
        measured=claims.area_m2,
        threshold=tolerance,
        unit="m2",
        source=claims.source,
    )
