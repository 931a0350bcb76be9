"""Which source tells how steep a parcel is (坡度来源): a DEM, the survey's slope map, or the survey's own grade.

A rule set names the sources that it accepts, the one it trusts most first (``slope.source``, A-03). Each parcel
gets the answer of the first source that knows all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .slope_grades import NOISE, grades_of, grades_over
from .slope_map import SlopeMapMeasure
from .terrain.slope import SlopeMeasure

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

DEM, SLOPE_MAP, SURVEY_GRADE = "dem", "slopemap", "gdpdjb"


@dataclass(frozen=True)
class SlopeAnswer:
    """What one source says of n parcels: ``grade`` (n,) 1 … 5, 0 for none; ``over`` (n,): share of the area over the
    limit; ``uncovered`` (n,): share that the source doesn't know; ``unfit`` (n,): it proves nothing there.

    ``kind`` is the source's name in rule sets, ``name`` what messages call it.
    """

    kind: str
    name: str
    grade: NDArray[np.int8]
    over: Floats
    uncovered: Floats
    unfit: Flags


@dataclass(frozen=True)
class SteepGround:
    """The answers of the sources at hand, the most trusted first, and which of them (n,) each parcel takes.

    ``patched`` (n,): share of the area in patches over the limit that are large enough to be cut out; ``None`` where
    the rule doesn't ask for patches.
    """

    answers: tuple[SlopeAnswer, ...]
    chosen: NDArray[np.intp]
    patched: Floats | None = None

    def by(self, kind: str) -> Flags:
        """Parcels (n,) that take the answer of a kind of source."""
        return np.array([answer.kind == kind for answer in self.answers])[self.chosen]

    @property
    def over(self) -> Floats:
        """Share (n,) of the area over the limit."""
        return np.choose(self.chosen, [answer.over for answer in self.answers])

    @property
    def uncovered(self) -> Floats:
        """Share (n,) that the source doesn't know."""
        return np.choose(self.chosen, [answer.uncovered for answer in self.answers])

    @property
    def grade(self) -> NDArray[np.int8]:
        """Grade (n,), 0 for none."""
        return np.choose(self.chosen, [answer.grade for answer in self.answers])

    @property
    def unfit(self) -> Flags:
        """Whether the source proves nothing there (n,)."""
        return np.choose(self.chosen, [answer.unfit for answer in self.answers]).astype(bool)


def steep_ground(answers: Sequence[SlopeAnswer], most_uncovered: float) -> SteepGround:
    """The first answer for each parcel that leaves no more than ``most_uncovered`` open, else the first of all.

    ``answers`` holds at least one, the most trusted first.
    """
    knows = np.stack([~a.unfit & (a.uncovered <= most_uncovered + NOISE) for a in answers])
    return SteepGround(tuple(answers), np.argmax(knows, axis=0))


def by_dem(found: SlopeMeasure, name: str, coarsest_m: float) -> SlopeAnswer:
    """The answer of a DEM, which proves nothing where its cells are larger than ``coarsest_m`` (A-30)."""
    return SlopeAnswer(DEM, name, found.grade, found.over, found.uncovered, found.cell_m > coarsest_m)


def by_slope_map(found: SlopeMapMeasure, limit_deg: float) -> SlopeAnswer:
    """The answer of the survey's slope map."""
    over = found.shares[:, grades_over(limit_deg)].sum(axis=1)
    return SlopeAnswer(
        SLOPE_MAP, found.name, found.grade, over, found.uncovered, np.zeros(len(found.grade), dtype=bool)
    )


def by_survey_grade(values: NDArray[np.generic], name: str, limit_deg: float) -> SlopeAnswer:
    """The answer of the field GDPDJB (耕地坡度级别) with ``values`` (n,): one grade for all of a parcel's ground.

    The survey fills it for cropland only; other parcels have no answer.
    """
    grade = grades_of(values)
    over = np.where(grade > 0, grades_over(limit_deg)[grade - 1], False)
    return SlopeAnswer(
        SURVEY_GRADE,
        name,
        grade,
        over.astype(np.float64),
        (grade == 0).astype(np.float64),
        np.zeros(len(grade), dtype=bool),
    )
