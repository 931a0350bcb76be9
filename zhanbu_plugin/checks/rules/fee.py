"""What an occupation of cropland costs (耕地开垦费), for information (HB-7a)."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.units import rounded, to_dm2
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from .ban import missing_layer
from .shape import NO_SHAPE

_TIMES_ON_BASIC_FARMLAND = 2
_DM2_PER_M2 = 100


def fee_yuan(area_dm2: int, basic_dm2: int, rate: Decimal, highest: Decimal) -> Decimal:
    """Reclamation fee in yuan of an area of which ``basic_dm2`` (0.01 m²) are permanent basic farmland.

    Cropland costs ``rate`` yuan/m², permanent basic farmland twice the ``highest`` local standard.
    """
    other = (area_dm2 - basic_dm2) * rate
    return rounded((other + basic_dm2 * highest * _TIMES_ON_BASIC_FARMLAND) / _DM2_PER_M2, 2)


def reclamation_fee(rule: CheckRule, case: Case) -> CheckColumn:
    """The fee that is due where the user of the ground doesn't make the cropland up; never a reason to refuse.

    A standard of 0 means that the county's standards aren't known.
    """
    overlap = case.measured.overlaps.get(rule.role)
    rate = Decimal(repr(case.rule_set.number("fee.rate_yuan_m2")))
    highest = Decimal(repr(case.rule_set.number("fee.highest_yuan_m2")))
    if overlap is None:
        return not_checked(rule, len(case), missing_layer(rule.role))
    if not rate or not highest:
        return not_checked(rule, len(case), _no_standard())
    areas, basic = case.measured.area_m2, np.where(overlap.counts, overlap.area_m2, 0.0)
    unknown = case.unless(overlap.doubt, overlap.counts)
    fees = [
        Decimal(0) if unknown[i] else fee_yuan(to_dm2(areas[i]), to_dm2(basic[i]), rate, highest)
        for i in range(len(case))
    ]
    because = case.open_because(overlap.doubt)
    return column(
        rule,
        np.array([fee > 0 for fee in fees], dtype=bool),
        lambda i: translate(
            "zhanbu",
            "If the user doesn't make it up, {fee} yuan are due: {basic:.2f} m² of permanent basic farmland at twice"
            " {highest:.2f} yuan/m², the rest at {rate:.2f}.",
            fee=f"{fees[i]:f}",
            basic=basic[i],
            highest=float(highest),
            rate=float(rate),
        ),
        unknown=unknown,
        unknown_because=lambda i: NO_SHAPE if np.isnan(areas[i]) else because(i),
        measured=np.array([float(fee) for fee in fees]),
        unit="CNY",
        source=overlap.source,
    )


def _no_standard() -> Wording:
    return translate(
        "zhanbu", "The county's standards of the reclamation fee aren't set (fee.rate_yuan_m2, fee.highest_yuan_m2)."
    )
