"""Faces of parcels with the reason that the decision table gives for each (二调判别切面)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.second_survey_classes import SecondSurveyClass, WasCropland
from ..layer import Objects, objects
from ..measures.overlap.breadth import OverlapTolerance, counting
from ..measures.overlap.constraint import PreparedConstraint
from ..measures.overlap.piece_index import Encounters
from ..overlay import Overlay
from .decision import Reason, decided
from .faces import faces_of, inside_of, union_of
from .layers import SecondSurvey

REASONS = tuple(Reason)
"""A label is a reason's place here."""
OPEN = frozenset(i for i, reason in enumerate(REASONS) if reason.is_open)
"""Labels of ground of which nobody knows what it counts for."""


@dataclass(frozen=True)
class Evidence:
    """What the split goes by: the second survey, approved land (``None`` for no layer), and whether somebody states
    that nothing was approved.
    """

    survey: SecondSurvey
    approved: PreparedConstraint | None
    none_approved: bool = False

    @property
    def approvals_known(self) -> bool:
        """Whether ground outside the approved layer is known not to be approved."""
        return self.none_approved if self.approved is None else self.approved.doubt is None


@dataclass(frozen=True)
class Labelled:
    """Faces (k,) that cover the parcel in row ``row``, the label of each (k,), and the survey's feature that it lies in
    (``None`` for none). ``contested`` (k,) are faces in polygons of different classes, ``rivals`` these features.
    """

    row: int
    faces: Objects
    label: NDArray[np.intp]
    feature: tuple[int | None, ...]
    contested: NDArray[np.bool_]
    rivals: tuple[int, ...]

    def contested_m2(self, crs: Crs, area_m2: float, noise: OverlapTolerance) -> float:
        """Area of the contested ground; 0 where it is no more than drawing explains."""
        if not self.contested.any():
            return 0.0
        ground = objects([union_of(self.faces[self.contested])])
        area = ellipsoid_areas(ground, crs)
        return float(area[0]) if counting(ground, area, np.array([area_m2]), crs, noise)[0] else 0.0


def labelled(
    geometries: Objects, rows: NDArray[np.intp], evidence: Evidence, cropland_after: Sequence[bool | None]
) -> Iterator[Labelled | None]:
    """The valid parcels in ``rows`` of (n,) one after the other; ``None`` for one without a shape."""
    shapes = geometries[rows]
    near = _Near(evidence.survey.prepared, shapes)
    built = None if evidence.approved is None else _Near(evidence.approved, shapes)
    for k, row in enumerate(rows.tolist()):
        shape = shapes[k]
        if shape is None or shape.is_empty:
            yield None
            continue
        second, numbers = near.of(k)
        feature = evidence.survey.prepared.feature[numbers]
        # Whether ground was approved matters only where it was cropland: elsewhere these lines would cut for nothing.
        asks = built is not None and any(_asks_for_approval(evidence.survey.classes[f]) for f in feature)
        approved = built.of(k)[0] if built is not None and asks else np.empty(0, dtype=object)
        yield _labelled(row, shape, second, feature, approved, evidence, cropland_after[row])


def _asks_for_approval(second: SecondSurveyClass | None) -> bool:
    return second is not None and second.cropland is not WasCropland.NO


class _Near:
    """Pieces of a layer that meet parcels (n,), parcel by parcel."""

    def __init__(self, prepared: PreparedConstraint, parcels: Objects) -> None:
        shapely.prepare(parcels)
        self._met: Encounters = prepared.index.near(parcels).that_meet(parcels)
        self._first = np.searchsorted(self._met.shape, np.arange(len(parcels) + 1))

    def of(self, k: int) -> tuple[Objects, NDArray[np.intp]]:
        """The pieces that parcel ``k`` meets, and their numbers."""
        at = self._met.at[self._first[k] : self._first[k + 1]]
        return self._met.pieces[at], self._met.number[at]


def _labelled(
    row: int,
    shape: shapely.Geometry,
    second: Objects,
    feature: NDArray[np.intp],
    approved: Objects,
    evidence: Evidence,
    after: bool | None,
) -> Labelled:
    survey = evidence.survey
    overlay = Overlay(survey.prepared.crs)
    faces = faces_of(shape, np.concatenate([second, approved]), overlay)
    inside, built = inside_of(faces, second, overlay), inside_of(faces, approved, overlay).any(axis=1)
    codes = survey.codes[feature].astype(str)
    contested = np.array([len(set(codes[found])) > 1 for found in inside], dtype=bool)
    rivals = sorted({int(f) for found in inside[contested] for f in feature[found]}, key=lambda f: survey.names[f])
    first = tuple(_first_feature(feature[found].tolist(), survey) for found in inside)
    label = [_label(f, bool(b), evidence, after) for f, b in zip(first, built)]
    return Labelled(row, faces, np.array(label, dtype=np.intp), first, contested, tuple(rivals))


def _first_feature(found: list[int], survey: SecondSurvey) -> int | None:
    """Of several features that differ by no more than drawing the one with the lowest code."""
    return min(found, key=lambda f: (str(survey.codes[f]), str(survey.names[f])), default=None)


def _label(feature: int | None, built: bool, evidence: Evidence, after: bool | None) -> int:
    if feature is None and after is not False:
        return REASONS.index(Reason.NOT_COVERED)
    second = None if feature is None else evidence.survey.classes[feature]
    approved = True if built else (False if evidence.approvals_known else None)
    return REASONS.index(decided(second, approved=approved, cropland_after=after))
