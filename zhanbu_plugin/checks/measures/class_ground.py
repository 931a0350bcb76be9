"""How much of each parcel is ground of the classes asked for (地类面积), and what class the rest is of.

Ground counts once where a survey layer holds it in several years: what was mining land in any of them is a source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.wording import Wording
from ..layer import Objects, Progress, VectorLayer
from ..progress_shares import progress_between
from .overlap.breadth import A_34, OverlapTolerance, counting
from .overlap.constraint import PreparedConstraint, prepare
from .overlap.covered_ground import covered_ground, uncovered_ground
from .overlap.overlaps import OverlapMeasure, overlap_areas, overlap_by_feature
from .source_ground import NOISE_M2

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class ClassGround:
    """Ground of parcels (n,): ``meant_m2`` is of a class asked for, ``unclear_m2`` of a class that nobody knows.

    ``others`` (n,) tells the rest by class, as in ``0601 800.00 m²``. ``doubt`` is why more ground may be meant than is
    known, ``source`` what told the classes.
    """

    meant_m2: Floats
    unclear_m2: Floats
    others: Objects
    source: str
    doubt: Wording | None = None


@dataclass(frozen=True)
class BarredGround:
    """Ground of parcels (n,) of classes that are barred, and ground that the survey leaves out, which nobody knows.

    ``is_barred`` and ``is_left`` (n,) say where that is more than drawing explains (A-34), ``classes`` (n,) what is
    barred by class, as in ``0103 800.00 m²``. ``source`` and ``doubt`` are as for ``ClassGround``.
    """

    barred_m2: Floats
    is_barred: Flags
    left_m2: Floats
    is_left: Flags
    classes: Objects
    source: str
    doubt: Wording | None = None

    COLUMNS: ClassVar[tuple[str, ...]] = ("barred_m2", "is_barred", "left_m2", "is_left", "classes")

    def rows(self, chosen: Flags) -> BarredGround:
        """That of some of the parcels."""
        return replace(self, **{name: getattr(self, name)[chosen] for name in self.COLUMNS})

    def nothing(self) -> BarredGround:
        """As if no ground were barred, and none left out."""
        none = np.zeros(len(self.barred_m2), dtype=bool)
        return replace(self, barred_m2=0.0 * self.barred_m2, is_barred=none, left_m2=0.0 * self.left_m2, is_left=none)


def class_ground(
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    survey: VectorLayer,
    codes: Objects,
    *,
    meant: Flags,
    known: Flags,
    progress: Progress = None,
) -> ClassGround:
    """Ground of valid parcels (n,) in ``crs``, whose ellipsoid areas are ``areas_m2`` (n,), by a survey layer (DLTB).

    ``codes``, ``meant`` and ``known`` (m,) say of each of its features which class it has, whether it is asked for, and
    whether it is a class at all. Raises ``InputProblem`` as ``prepare`` does, and ``Cancelled``.
    """
    known_ones = survey.taking(known)
    asked, told = _prepared(survey.taking(meant), crs), _prepared(known_ones, crs)
    taken = _overlap(geometries, areas_m2, crs, asked, progress_between(progress, 0.0, 0.5))
    covered = _overlap(geometries, areas_m2, crs, told, progress_between(progress, 0.5, 0.9))
    rest = np.where(areas_m2 - taken > NOISE_M2, areas_m2 - taken, 0.0)
    others = _others(geometries, rest, crs, asked, told, known_ones, codes[known])
    unclear = np.where(np.isnan(areas_m2), 0.0, np.maximum(areas_m2 - covered, 0.0))
    doubts = (layer.doubt for layer in (asked, told) if layer is not None)
    return ClassGround(taken, unclear, others, survey.name, next((d for d in doubts if d is not None), None))


def barred_ground(
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    survey: VectorLayer,
    codes: Objects,
    *,
    barred: Flags,
    tolerance: OverlapTolerance,
    progress: Progress = None,
) -> BarredGround:
    """Ground of valid parcels (n,) in ``crs``, with ellipsoid areas (n,), that a survey layer (DLTB) bars.

    ``codes`` and ``barred`` (m,) are of its features. Ground in polygons of several classes is barred where one of them
    is. Raises ``InputProblem`` as ``prepare`` does, and ``Cancelled``.
    """
    of_barred, told = _prepared(survey.taking(barred), crs), _prepared(survey, crs, part=False)
    taken = _measured(geometries, areas_m2, crs, of_barred, tolerance, progress_between(progress, 0.0, 0.4))
    covered = _measured(geometries, areas_m2, crs, told, tolerance, progress_between(progress, 0.4, 0.9))
    rest = areas_m2 - covered.area_m2
    left = np.where(np.isnan(rest) | (rest <= NOISE_M2), 0.0, rest)
    ground = geometries if told is None else uncovered_ground(geometries, left, told)
    classes = np.full(len(geometries), "", dtype=object)
    if of_barred is not None:
        some = np.flatnonzero(taken.counts)
        shapes = covered_ground(geometries[some], of_barred)
        classes[some] = _by_class(shapes, crs, of_barred, survey.taking(barred), codes[barred])
    return BarredGround(
        taken.area_m2,
        taken.counts,
        left,
        counting(ground, left, areas_m2, crs, tolerance),
        classes,
        survey.name,
        None if told is None else told.doubt,
    )


def _measured(
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    layer: PreparedConstraint | None,
    tolerance: OverlapTolerance,
    progress: Progress,
) -> OverlapMeasure:
    """Overlap of parcels (n,) with a layer; where there is none, nothing is covered."""
    if layer is None:
        return OverlapMeasure(np.where(np.isnan(areas_m2), np.nan, 0.0), np.zeros(len(geometries), dtype=bool))
    return overlap_areas(geometries, areas_m2, crs, layer, progress, tolerance=tolerance)


def _prepared(layer: VectorLayer, crs: Crs, *, part: bool = True) -> PreparedConstraint | None:
    return prepare(layer, "classes", crs, part=part) if len(layer) else None


def _overlap(
    geometries: Objects, areas_m2: Floats, crs: Crs, layer: PreparedConstraint | None, progress: Progress
) -> Floats:
    return _measured(geometries, areas_m2, crs, layer, A_34, progress).area_m2


def _others(
    geometries: Objects,
    rest_m2: Floats,
    crs: Crs,
    asked: PreparedConstraint | None,
    told: PreparedConstraint | None,
    survey: VectorLayer,
    codes: Objects,
) -> Objects:
    """What the rest of each parcel is by class, each square metre once in a class; few parcels have any.

    ``survey`` is the layer that ``told`` was made of, ``codes`` (m,) are the classes of its features.
    """
    others = np.full(len(geometries), "", dtype=object)
    some = np.flatnonzero(rest_m2 > 0)
    if told is None or not len(some):
        return others
    ground = geometries[some] if asked is None else uncovered_ground(geometries[some], rest_m2[some], asked)
    others[some] = _by_class(ground, crs, told, survey, codes)
    return others


def _by_class(ground: Objects, crs: Crs, told: PreparedConstraint, survey: VectorLayer, codes: Objects) -> Objects:
    """What ground (n,) is by class, as text (n,); ``told`` is made of the features (m,) with these codes."""
    texts = np.full(len(ground), "", dtype=object)
    areas = ellipsoid_areas(ground, crs)
    _, feature, _ = overlap_by_feature(ground, areas, crs, told)
    met = np.isin(np.arange(len(survey)), feature)
    for code in sorted(set(codes[met].tolist())):
        of_class = _overlap(ground, areas, crs, _prepared(survey.taking(met & (codes == code)), crs), None)
        for k in np.flatnonzero(of_class > NOISE_M2):
            before = f"{texts[k]}; " if texts[k] else ""
            texts[k] = f"{before}{code or '–'} {of_class[k]:.2f} m²"
    return texts
