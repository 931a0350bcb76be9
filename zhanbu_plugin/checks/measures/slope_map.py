"""Slope grades of parcels from the survey's slope map (坡度图, layer PDT).

A parcel's grade is that of the largest area: all ground of one grade within the parcel is added up first, so many small
patches of a grade may outweigh one large patch of another. The map is made with patches merged, so it differs from
slopes computed of a DEM; it is the official one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..layer import Objects, Progress, VectorLayer
from ..progress_shares import progress_between
from .overlap.constraint import prepare
from .overlap.overlaps import overlap_areas
from .slope_grades import GRADES, NOISE, Grades, grades_of, largest_grade

Floats = NDArray[np.float64]

GRADE_FIELDS = ("PDJB", "BZPDJB")
"""Fields that hold the grade: PDJB as a rule, BZPDJB in some data."""


@dataclass(frozen=True)
class SlopeMapMeasure:
    """Slope grades of n parcels. ``shares`` (n, 5): share of the parcel's area in grade 1 … 5; ``grade`` (n,): grade of
    the largest (the lower of equal ones), 0 where the map has none; ``uncovered`` (n,): share without a grade.

    ``ungraded``: features of the map whose grade can't be read; their ground has no grade.
    """

    name: str
    shares: Floats
    grade: Grades
    uncovered: Floats
    ungraded: int


def measure_slope_map(
    geometries: Objects, areas_m2: Floats, crs: Crs, layer: VectorLayer, progress: Progress = None, *, field: str = ""
) -> SlopeMapMeasure:
    """Grades of valid parcels (n,) in ``crs``, whose ellipsoid areas are ``areas_m2`` (n,), from a slope map.

    ``field`` names the grade's field where it isn't one of ``GRADE_FIELDS``. Raises ``InputProblem`` for a layer
    without such a field or without any grade in it, and ``Cancelled``.
    """
    own = grade_field(layer, field)
    of_feature = grades_of(layer.fields[own])
    present = np.unique(of_feature[of_feature > 0])
    if not len(present):
        raise InputProblem(
            translate("zhanbu", "No feature of the slope map has a grade from 1 to 5."),
            remedy=translate("zhanbu", "Choose the slope map whose field holds the survey's slope grades 1–5."),
            source=layer.name,
            field=own,
        )
    shares = np.zeros((len(geometries), GRADES))
    for done, grade in enumerate(present.tolist()):
        prepared = prepare(layer.taking(of_feature == grade), f"slopemap-{grade}", crs, part=True)
        stage = progress_between(progress, done / len(present), (done + 1) / len(present))
        areas = overlap_areas(geometries, areas_m2, crs, prepared, stage).area_m2
        with np.errstate(divide="ignore", invalid="ignore"):
            shares[:, grade - 1] = np.where(areas_m2 > 0, areas / areas_m2, 0.0)
    covered = shares.sum(axis=1)
    return SlopeMapMeasure(
        name=layer.name,
        shares=shares,
        grade=np.where(covered > NOISE, largest_grade(shares), 0).astype(np.int8),
        uncovered=np.where(covered > 1.0 - NOISE, 0.0, 1.0 - covered),
        ungraded=int((of_feature == 0).sum()),
    )


def grade_field(layer: VectorLayer, field: str = "") -> str:
    """The layer's own name of the field with grades, or of ``field``. Raises ``InputProblem`` when there is none."""
    own = {name.upper(): name for name in layer.fields}
    wanted = (field.upper(),) if field else GRADE_FIELDS
    for name in wanted:
        if name in own:
            return own[name]
    raise InputProblem(
        translate("zhanbu", "The slope map has no field with slope grades ({names}).", names=", ".join(wanted)),
        remedy=translate("zhanbu", "Choose the layer PDT of the survey database, or name its grade field PDJB."),
        source=layer.name,
    )
