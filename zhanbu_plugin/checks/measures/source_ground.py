"""What class of land lies in each parcel in each survey year (来源地类, 历年地类; CHK-SRC, HB-8).

A class is looked up in the survey's own polygons (DLTB) of a year, not in the parcel's attribute: a parcel that was
drawn anew lies across several of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..layer import Objects, Progress, VectorLayer, objects
from ..parcels import ParcelBatch
from ..progress_shares import progress_between
from .overlap.constraint import PreparedConstraint, prepare
from .overlap.overlaps import overlap_areas, overlap_by_feature
from .sums import summed

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

NOISE_M2 = 1e-3
"""Square metres by which areas of a parcel's pieces may miss the parcel's: rounding of coordinates, not ground."""


@dataclass(frozen=True)
class PreparedSurvey:
    """The survey of one year, ready for parcels in ``prepared.crs``, with the class code (m,) of each of its features.

    Codes are as the layer has them, trimmed, in capitals; a feature without one has ``""``, an unknown one keeps it.
    """

    year: int
    prepared: PreparedConstraint
    codes: Objects

    @property
    def doubt(self) -> Wording | None:
        """Why nobody knows all the ground that the survey covers; ``None`` where it is known."""
        return self.prepared.doubt


@dataclass(frozen=True)
class SourceGround:
    """Ground of parcels (n,) by class and year, and what isn't accounted for.

    ``parcel``, ``year``, ``code``, ``area_m2`` (k,) say that in that year ground of that class lies in that parcel, in
    order of these three; areas are ellipsoid areas, not rounded. For each parcel and survey (n, y), in the order of
    ``years`` (y,): ``largest`` is the code with the largest area (of equal ones the first), ``None`` where the survey
    has nothing; ``uncovered_m2`` is ground that the survey doesn't cover, ``doubled_m2`` what it covers more than once,
    which counts in each class; both are NaN for a parcel without ground. Where a survey covers a parcel whole and once,
    the areas add up to exactly the parcel's own, in whatever order they are added.
    """

    parcel: Indices
    year: NDArray[np.int64]
    code: Objects
    area_m2: Floats
    years: NDArray[np.int64]
    largest: Objects
    uncovered_m2: Floats
    doubled_m2: Floats


def prepare_survey(
    layer: VectorLayer, year: int, target_crs: Crs, *, prepared: PreparedConstraint | None = None
) -> PreparedSurvey:
    """A survey layer (DLTB) of a year for parcels in ``target_crs``; ``prepared`` is its form where that was kept.

    Raises ``InputProblem`` when the layer has no class codes (DLBM), keeps them as numbers, or as ``prepare`` does.
    """
    features = ParcelBatch(layer, layer.fids.astype(object))
    codes = features.texts("DLBM")
    lost = features.code_lost("DLBM")
    if codes is None or lost is not None:
        raise InputProblem(
            lost or translate("zhanbu", "The layer has no field for the land class."),
            remedy=translate("zhanbu", "Choose a survey layer (DLTB) with class codes in DLBM, kept as text."),
            source=layer.name,
            field="DLBM",
        )
    capitals = objects(code.upper() for code in codes)
    return PreparedSurvey(year, prepared or prepare(layer, f"survey{year}", target_crs), capitals)


def source_ground(
    geometries: Objects, areas_m2: Floats, crs: Crs, surveys: Sequence[PreparedSurvey], *, progress: Progress = None
) -> SourceGround:
    """Classes in valid parcels (n,) in ``crs``, whose ellipsoid areas are ``areas_m2`` (n,), in each survey.

    Raises ``Cancelled`` when ``progress`` says stop, ``ValueError`` when a survey was prepared for another CRS or two
    are of one year.
    """
    surveys = sorted(surveys, key=lambda survey: survey.year)
    years = np.array([survey.year for survey in surveys], dtype=np.int64)
    if len(np.unique(years)) < len(years):
        raise ValueError("two surveys of one year")
    columns = []
    for k, survey in enumerate(surveys):
        stage = progress_between(progress, k / len(surveys), (k + 1) / len(surveys))
        columns.append(_in_one_year(geometries, areas_m2, crs, survey, stage))
    parcel = np.concatenate([np.empty(0, dtype=np.intp), *(c.parcel for c in columns)])
    code = np.concatenate([np.empty(0, dtype=object), *(c.code for c in columns)])
    area = np.concatenate([np.empty(0), *(c.area_m2 for c in columns)])
    year = np.repeat(years, [len(c.parcel) for c in columns])
    order = np.lexsort((year, parcel))  # within a year codes are in order already
    of_each = (len(geometries), len(surveys))
    return SourceGround(
        parcel[order],
        year[order],
        code[order],
        area[order],
        years,
        np.array([c.largest for c in columns], dtype=object).reshape(of_each[::-1]).T,
        np.array([c.uncovered_m2 for c in columns], dtype=np.float64).reshape(of_each[::-1]).T,
        np.array([c.doubled_m2 for c in columns], dtype=np.float64).reshape(of_each[::-1]).T,
    )


@dataclass(frozen=True)
class _OneYear:
    """As ``SourceGround`` for one survey."""

    parcel: Indices
    code: Objects
    area_m2: Floats
    largest: Objects
    uncovered_m2: Floats
    doubled_m2: Floats


def _in_one_year(
    geometries: Objects, areas_m2: Floats, crs: Crs, survey: PreparedSurvey, progress: Progress
) -> _OneYear:
    parcel, feature, area = overlap_by_feature(
        geometries, areas_m2, crs, survey.prepared, progress_between(progress, 0.0, 0.5)
    )
    covered = overlap_areas(geometries, areas_m2, crs, survey.prepared, progress_between(progress, 0.5, 1.0)).area_m2
    known, code_of = np.unique(survey.codes.astype(str), return_inverse=True)
    some = area > 0
    key = parcel[some] * max(len(known), 1) + code_of[feature[some]]
    pair, of = np.unique(key, return_inverse=True)
    by_class = summed(of, area[some], len(pair))
    parcel, code = pair // max(len(known), 1), known[pair % max(len(known), 1)].astype(object)
    uncovered = np.maximum(areas_m2 - covered, 0.0)
    more = summed(parcel, by_class, len(geometries)) - covered
    doubled = np.where(more <= NOISE_M2, 0.0, more)
    largest = _largest(len(geometries), parcel, code, by_class)
    complete = (covered == areas_m2) & (np.abs(more) <= NOISE_M2)
    return _OneYear(parcel, code, _settled(parcel, by_class, areas_m2, complete), largest, uncovered, doubled)


def _largest(count: int, parcel: Indices, code: Objects, area: Floats) -> Objects:
    largest = np.full(count, None, dtype=object)
    order = np.lexsort((-np.arange(len(parcel)), area, parcel))  # the largest last, of equals the first code
    largest[parcel[order]] = code[order]
    return largest


def _settled(parcel: Indices, area: Floats, whole_m2: Floats, complete: NDArray[np.bool_]) -> Floats:
    """Areas (k,) of which those of each complete parcel add up to its own area, in any order and to the last bit.

    They become multiples of the last bit of the parcel's area, and what is left over goes to the largest.
    """
    chosen = complete[parcel]
    bit = np.spacing(whole_m2[parcel])
    area = np.where(chosen, np.round(area / bit) * bit, area)
    order = np.lexsort((area, parcel))
    last = order[np.r_[parcel[1:] != parcel[:-1], True][: len(order)]]  # each parcel's largest
    rest = whole_m2 - summed(parcel, area, len(whole_m2))
    area[last] += np.where(complete[parcel[last]], rest[parcel[last]], 0.0)
    return area
