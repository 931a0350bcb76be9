"""Plots lie together in clusters that are large enough (集中连片, CHK-CONTIG)."""

from __future__ import annotations

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.units import mu_of, round_m2, to_dm2
from ...survey.wording import translate
from ..case import Case
from ..column import CheckColumn, column
from ..measures.adjacency.contiguity import contiguity
from .shape import NO_SHAPE

_M2_PER_15_MU = 10_000.0


def contiguous(rule: CheckRule, case: Case) -> CheckColumn:
    """The parcels of the batch that lie no farther apart than ``contig.gap_m``, one from the next, measure
    ``contig.min_mu`` (亩) together (HB-16a).

    Clusters are measured here and not with everything else: only the stage that asks for them needs them.
    """
    gap, least_mu = case.rule_set.number("contig.gap_m"), case.rule_set.number("contig.min_mu")
    found = contiguity(case.measured.geometries, case.measured.area_m2, case.parcels.layer.crs, gap)
    areas = round_m2(found.area_m2)
    return column(
        rule,
        areas * 15 < least_mu * _M2_PER_15_MU,
        lambda i: translate(
            "zhanbu",
            "The plots within {gap:.0f} m of each other, {count} of them, measure {area} mu; at least {least:.0f} mu.",
            gap=gap,
            count=int(found.parcels[i]),
            area=f"{mu_of(to_dm2(areas[i])):f}",
            least=least_mu,
        ),
        unknown=np.isnan(areas),
        unknown_because=lambda _: NO_SHAPE,
        measured=areas,
        threshold=least_mu * _M2_PER_15_MU / 15,
        unit="m2",
        source=case.parcels.layer.name,
    )
