"""Areas of the parts of a parcel that sum to the parcel's own (平差).

Each part is measured by the survey's area rule, and the parts are levelled to the parcel's area in steps of 0.01 m²
(``survey.units.level``), as 《第二次全国土地调查数据库面积汇总统计规定》 levels parcels to a control area.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.units import level, to_dm2
from ..layer import Objects

_ROUNDING_DM2 = 100


def levelled_areas(parts: Objects, crs: Crs, whole_dm2: int) -> list[int]:
    """Areas (k,) in 0.01 m² of all the parts of a parcel of ``whole_dm2``, by the survey's area rule, then levelled.

    Equal parts are served in the order given, so that should depend on the parts alone.
    """
    return levelled([to_dm2(float(area)) for area in np.nan_to_num(ellipsoid_areas(parts, crs))], whole_dm2)


def dealt_out(amounts_dm2: Sequence[int], stated_dm2: int) -> list[int]:
    """Amounts (k,) that sum to what a survey states of their parcel.

    A difference of more than 1 m² is no rounding any more: each part bears it by its size, then they are levelled.
    """
    whole = sum(amounts_dm2)
    if abs(stated_dm2 - whole) <= _ROUNDING_DM2 or whole == 0:
        return levelled(amounts_dm2, stated_dm2)
    return levelled([amount * stated_dm2 // whole for amount in amounts_dm2], stated_dm2)


def levelled(amounts_dm2: Sequence[int], whole_dm2: int) -> list[int]:
    """Amounts (k,) that sum to the whole, none below nothing.

    Every part gets the same share of the difference, and the largest a step more each. A part smaller than that share
    gets none of it.
    """
    amounts = list(amounts_dm2)
    able = list(range(len(amounts)))
    while True:
        fixed = sum(amount for k, amount in enumerate(amounts) if k not in able)
        shared = level([amounts[k] for k in able], whole_dm2 - fixed)
        if len(able) == 1 or min(shared) >= 0:
            break
        able = [k for k, amount in zip(able, shared) if amount >= 0] or [int(np.argmax(amounts))]
    for k, amount in zip(able, shared):
        amounts[k] = amount
    return amounts
