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
from ...survey.units import to_dm2
from ...survey.wording import translate
from ..cutting.levelling import levelled_areas
from ..layer import Objects, Progress
from ..threads import in_blocks
from .decision import Pool, Reason
from .faces import joined
from .labelled import REASONS, Evidence, Labelled, labelled
from .layers import SecondSurvey
from .slivers import SliverRule, without_slivers

_OPEN = frozenset(i for i, reason in enumerate(REASONS) if reason.is_open)
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


def split_by_second_survey(
    geometries: Objects,
    areas_m2: NDArray[np.float64],
    names: Objects,
    crs: Crs,
    evidence: Evidence,
    *,
    slivers: SliverRule,
    cropland_after: Sequence[bool | None] | None = None,
    progress: Progress = None,
) -> list[Piece]:
    """Pieces of valid parcels (n,) in ``crs`` with ellipsoid areas (n,), in the order of the parcels.

    ``names`` (n,) are what messages call them; ``cropland_after`` (n,) says what becomes cropland. Raises
    ``InputProblem`` where polygons of the second survey with different classes share ground of a parcel,
    ``Cancelled`` when ``progress`` says stop.
    """
    after = [None] * len(geometries) if cropland_after is None else list(cropland_after)

    def pieces_of(block: slice) -> list[Piece]:
        rows = np.arange(len(geometries), dtype=np.intp)[block]
        found: list[Piece] = []
        for row, cut in zip(rows.tolist(), labelled(geometries, rows, evidence, after)):
            if cut is None:
                found.append(Piece(row, 1, None, Reason.NO_SHAPE, (), 0, 0))
                continue
            area = float(areas_m2[row])
            contested = cut.contested_m2(crs, area, slivers.noise)
            if contested:
                raise _contradiction(cut, contested, str(names[row]), evidence.survey)
            found.extend(_pieces(cut, area, crs, evidence.survey, slivers))
        return found

    blocks = in_blocks(pieces_of, len(geometries), _BLOCK, progress)
    return [piece for block in blocks for piece in block]


def _pieces(cut: Labelled, area_m2: float, crs: Crs, survey: SecondSurvey, slivers: SliverRule) -> list[Piece]:
    final = without_slivers(cut.faces, cut.label, _OPEN, crs, slivers)
    shapes, labels = joined(cut.faces, final)
    areas = levelled_areas(shapes, crs, to_dm2(area_m2))
    points, moved = shapely.point_on_surface(cut.faces), final != cut.label
    codes = ["" if f is None else str(survey.codes[f]) for f in cut.feature]
    pieces = []
    for i, shape in enumerate(shapes):
        shapely.prepare(shape)
        own = shapely.intersects(shape, points) & (final == labels[i])
        merged = float(ellipsoid_areas(cut.faces[own & moved], crs).sum())
        classes = sorted({codes[k] for k in np.flatnonzero(own & ~moved)} - {""})
        pieces.append(Piece(cut.row, i + 1, shape, REASONS[labels[i]], tuple(classes), areas[i], to_dm2(merged)))
    return pieces


def _contradiction(cut: Labelled, area_m2: float, parcel: str, survey: SecondSurvey) -> InputProblem:
    """Ground in polygons of different classes has no class that anybody could go by."""
    named = [f"{survey.names[f]} ({survey.codes[f]})" for f in cut.rivals[:_MOST_NAMED]]
    return InputProblem(
        translate(
            "zhanbu",
            "Polygons of different classes share {area:.2f} m²: {names}.",
            area=area_m2,
            names=", ".join(named) + (" …" if len(cut.rivals) > _MOST_NAMED else ""),
        ),
        remedy=translate("zhanbu", "Correct the second-survey layer there, so that each place has one class."),
        source=survey.prepared.name,
        parcel=parcel,
    )
