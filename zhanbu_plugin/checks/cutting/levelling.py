"""Areas of the parts of a parcel that sum to the parcel's own (平差; land-survey standards 4.6, 4.7)."""

from __future__ import annotations

import numpy as np

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.units import level, to_dm2
from ..layer import Objects


def levelled_areas(parts: Objects, crs: Crs, whole_dm2: int) -> list[int]:
    """Areas (k,) in 0.01 m² of all the parts of a parcel of ``whole_dm2``, by the survey's area rule, then levelled.

    Every part gets the same share of the difference, and the largest a step more each. A part smaller than that share
    gets none of it. Equal parts are served in the order given, so that should depend on the parts alone.
    """
    amounts = [to_dm2(float(area)) for area in np.nan_to_num(ellipsoid_areas(parts, crs))]
    able = list(range(len(amounts)))
    while True:
        fixed = sum(amount for k, amount in enumerate(amounts) if k not in able)
        levelled = level([amounts[k] for k in able], whole_dm2 - fixed)
        if len(able) == 1 or min(levelled) >= 0:
            break
        able = [k for k, amount in zip(able, levelled) if amount >= 0] or [int(np.argmax(amounts))]
    for k, amount in zip(able, levelled):
        amounts[k] = amount
    return amounts
