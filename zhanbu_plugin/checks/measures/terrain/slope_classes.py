"""Classes of slope that a measure tells apart (坡度分级)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .elevation import NO_SLOPE, STEPS_PER_DEGREE


def first_step(limit_deg: float, *, inclusive: bool) -> int:
    """The least slope over a limit, in steps of 2⁻²⁰ degree; the limit itself where it is ``inclusive``."""
    return round(limit_deg * STEPS_PER_DEGREE) + (0 if inclusive else 1)


class SlopeClasses:
    """Classes between which either the grade or the side of the limit changes.

    Class k (1 …) holds the steps from the (k − 1)th threshold up to the kth; a bound belongs to the lower grade.
    ``grade`` (count,): grade − 1 of each class; ``over`` (count,): whether it lies over the limit.
    """

    def __init__(self, bounds: Sequence[float], limit: float, *, inclusive: bool) -> None:
        grade_starts = [first_step(bound, inclusive=False) for bound in bounds]
        over_start = first_step(limit, inclusive=inclusive)
        self.thresholds = sorted({*grade_starts, over_start} - {0})
        self.count = len(self.thresholds) + 1
        starts = np.array([0, *self.thresholds])
        self.grade = np.searchsorted(np.array(grade_starts), starts, side="right")
        self.over = starts >= over_start
        self.grades = len(bounds) + 1

    def of(self, slopes: NDArray[np.int32]) -> NDArray[np.uint8]:
        """Class of each cell, 0 without slope."""
        classes = (slopes != NO_SLOPE).view(np.uint8)
        for threshold in self.thresholds:
            classes += (slopes >= threshold).view(np.uint8)
        return classes
