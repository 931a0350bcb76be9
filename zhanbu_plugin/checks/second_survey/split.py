"""The split itself (二调拆分): pieces that cover each parcel, each with what it may count for and why (SC-3(九)b)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ...survey.units import level, to_dm2
from ...survey.wording import translate
from ..layer import Objects, Progress
from ..measures.overlap.breadth import counting
from ..measures.overlap.constraint import PreparedConstraint
from ..measures.overlap.piece_index import Encounters
from ..threads import in_blocks
from .decision import Pool, Reason, decided
from .faces import faces_of, inside_of, joined
from .layers import SecondSurvey
from .slivers import SliverRule, without_slivers

_REASONS = tuple(Reason)
_OPEN = frozenset(i for i, reason in enumerate(_REASONS) if reason.is_open)
_BLOCK = 256
"""Parcels at a time, between two reports of progress."""
_MOST_NAMED = 5


@dataclass(frozen=True)
class Piece:
    """A piece of parcel ``parent`` (its row), ``number`` counted from 1 within the parcel.

    ``classes`` are the second survey's codes found in it, ``dm2`` its area in 0.01 m² (the pieces of a parcel sum to
    its own), ``merged_dm2`` how much of that are slivers of other ground. Without a shape there is no area.
    """

    parent: int
    number: int
    geometry: shapely.Geometry | None
    reason: Reason
    classes: tuple[str, ...]
    dm2: int
    merged_dm2: int

    @property
    def pool(self) -> Pool:
        """What the piece counts for."""
        return self.reason.pool


@dataclass(frozen=True)
class _Parcel:
    """A parcel with the polygons whose boxes it meets: of the second survey with their features, and approved."""

    row: int
    name: str
    shape: shapely.Geometry
    area_m2: float
    cropland_after: bool | None
    second: Objects
    feature: NDArray[np.intp]
    approved: Objects


def split_by_second_survey(
    geometries: Objects,
    areas_m2: NDArray[np.float64],
    names: Objects,
    crs: Crs,
    survey: SecondSurvey,
    approved: PreparedConstraint | None,
    *,
    slivers: SliverRule,
    none_approved: bool = False,
    cropland_after: Sequence[bool | None] | None = None,
    progress: Progress = None,
) -> list[Piece]:
    """Pieces of valid parcels (n,) in ``crs`` with ellipsoid areas (n,), in the order of the parcels.

    ``names`` (n,) are what messages call them. Without a layer ``approved`` nobody knows what was approved, unless
    somebody states that there was nothing (``none_approved``). ``cropland_after`` (n,) says what becomes cropland.
    Raises ``InputProblem`` where polygons of the second survey with different classes
    share ground of a parcel, ``Cancelled`` when ``progress`` says stop.
    """
    after = [None] * len(geometries) if cropland_after is None else list(cropland_after)

    def pieces_of(block: slice) -> list[Piece]:
        rows = np.arange(len(geometries))[block]
        near = _Near(survey.prepared, geometries[block])
        built = None if approved is None else _Near(approved, geometries[block])
        found: list[Piece] = []
        for k, row in enumerate(rows.tolist()):
            shape = geometries[row]
            if shape is None or shape.is_empty:
                found.append(Piece(row, 1, None, Reason.NO_SHAPE, (), 0, 0))
                continue
            second, numbers = near.of(k)
            met = np.empty(0, dtype=object) if built is None else built.of(k)[0]
            parcel = _Parcel(
                *(row, str(names[row]), shape, float(areas_m2[row]), after[row]),
                *(second, survey.prepared.feature[numbers], met),
            )
            known = none_approved if approved is None else approved.doubt is None
            found.extend(_split(parcel, crs, survey, known, slivers))
        return found

    blocks = in_blocks(pieces_of, len(geometries), _BLOCK, progress)
    return [piece for block in blocks for piece in block]


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


def _split(parcel: _Parcel, crs: Crs, survey: SecondSurvey, known: bool, slivers: SliverRule) -> list[Piece]:
    faces = faces_of(parcel.shape, np.concatenate([parcel.second, parcel.approved]))
    inside = inside_of(faces, parcel.second)
    _refuse_contradictions(parcel, faces, inside, crs, survey, slivers)
    built = inside_of(faces, parcel.approved).any(axis=1)
    first = [_first_feature(row, parcel.feature, survey) for row in inside]
    label = np.array([_reason(parcel, f, bool(b), known, survey) for f, b in zip(first, built)], dtype=np.intp)
    final = without_slivers(faces, label, _OPEN, crs, slivers)
    shapes, labels = joined(faces, final)
    areas = level([to_dm2(area) for area in ellipsoid_areas(shapes, crs)], to_dm2(parcel.area_m2))
    points, moved = shapely.point_on_surface(faces), final != label
    codes = [None if f is None else str(survey.codes[f]) for f in first]
    pieces = []
    for i, shape in enumerate(shapes):
        shapely.prepare(shape)
        own = shapely.intersects(shape, points) & (final == labels[i])
        merged = ellipsoid_areas(faces[own & moved], crs).sum()
        classes = sorted({codes[k] or "" for k in np.flatnonzero(own & ~moved)} - {""})
        reason = _REASONS[labels[i]]
        pieces.append(Piece(parcel.row, i + 1, shape, reason, tuple(classes), areas[i], to_dm2(float(merged))))
    return pieces


def _first_feature(inside: NDArray[np.bool_], feature: NDArray[np.intp], survey: SecondSurvey) -> int | None:
    """The feature that a face lies in; of several that differ by no more than drawing the one with the lowest code."""
    found = feature[inside].tolist()
    return min(found, key=lambda f: (str(survey.codes[f]), str(survey.names[f])), default=None)


def _reason(parcel: _Parcel, feature: int | None, built: bool, known: bool, survey: SecondSurvey) -> int:
    if feature is None and parcel.cropland_after is not False:
        return _REASONS.index(Reason.NOT_COVERED)
    second = None if feature is None else survey.classes[feature]
    approved = True if built else (False if known else None)
    return _REASONS.index(decided(second, approved=approved, cropland_after=parcel.cropland_after))


def _refuse_contradictions(
    parcel: _Parcel,
    faces: Objects,
    inside: NDArray[np.bool_],
    crs: Crs,
    survey: SecondSurvey,
    slivers: SliverRule,
) -> None:
    """Ground in polygons of different classes has no class that anybody could go by."""
    codes = survey.codes[parcel.feature].astype(str)
    several = np.array([len(set(codes[row])) > 1 for row in inside], dtype=bool)
    if not several.any():
        return
    ground = np.array([shapely.coverage_union_all(faces[several]), None], dtype=object)[:1]
    area = ellipsoid_areas(ground, crs)
    if not counting(ground, area, np.array([parcel.area_m2]), crs, slivers.noise)[0]:
        return
    concerned = sorted({int(f) for row in inside[several] for f in parcel.feature[row]}, key=lambda f: survey.names[f])
    named = [f"{survey.names[f]} ({survey.codes[f]})" for f in concerned[:_MOST_NAMED]]
    raise InputProblem(
        translate(
            "zhanbu",
            "Polygons of different classes share {area:.2f} m²: {names}.",
            area=area[0],
            names=", ".join(named) + (" …" if len(concerned) > _MOST_NAMED else ""),
        ),
        remedy=translate("zhanbu", "Correct the second-survey layer there, so that each place has one class."),
        source=survey.prepared.name,
        parcel=parcel.name,
    )
