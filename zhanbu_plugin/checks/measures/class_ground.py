"""How much of each parcel is ground of the classes asked for (地类面积), and what class the rest is of.

Ground counts once where a survey layer holds it in several years: what was mining land in any of them is a source.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.wording import Wording
from ..layer import Objects, Progress, VectorLayer
from .overlap.constraint import PreparedConstraint, prepare
from .overlap.covered_ground import uncovered_ground
from .overlap.overlaps import overlap_areas, overlap_by_feature
from .progress_shares import progress_between
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


def _prepared(layer: VectorLayer, crs: Crs) -> PreparedConstraint | None:
    return prepare(layer, "classes", crs) if len(layer) else None


def _overlap(
    geometries: Objects, areas_m2: Floats, crs: Crs, layer: PreparedConstraint | None, progress: Progress
) -> Floats:
    if layer is None:
        return np.zeros(len(geometries))
    return overlap_areas(geometries, areas_m2, crs, layer, progress).area_m2


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
    areas = ellipsoid_areas(ground, crs)
    _, feature, _ = overlap_by_feature(ground, areas, crs, told)
    met = np.isin(np.arange(len(survey)), feature)
    for code in sorted(set(codes[met].tolist())):
        of_class = _overlap(ground, areas, crs, _prepared(survey.taking(met & (codes == code)), crs), None)
        for k in np.flatnonzero(of_class > NOISE_M2):
            before = f"{others[some[k]]}; " if others[some[k]] else ""
            others[some[k]] = f"{before}{code} {of_class[k]:.2f} m²"
    return others
