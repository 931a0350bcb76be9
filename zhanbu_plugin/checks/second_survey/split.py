"""The split itself (二调拆分): pieces that cover each parcel, each with what it may count for and why (SC-3(九)b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ...survey.units import to_dm2
from ...survey.wording import translate
from ..cutting.levelling import levelled
from ..layer import Objects, Progress
from ..threads import in_blocks
from .decision import Pool, Reason
from .labelled import OPEN, REASONS, Evidence, Labelled, labelled
from .layers import SecondSurvey
from .slivers import Joined, SliverRule, without_slivers

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
        cuts: list[tuple[Labelled, Joined]] = []
        found: list[Piece] = []
        for row, cut in zip(rows.tolist(), labelled(geometries, rows, evidence, after)):
            if cut is None:
                found.append(Piece(row, 1, None, Reason.NO_SHAPE, (), 0, 0))
                continue
            contested = cut.contested_m2(crs, float(areas_m2[row]), slivers.noise)
            if contested:
                raise _contradiction(cut, contested, str(names[row]), evidence.survey)
            cuts.append((cut, without_slivers(cut.faces, cut.label, OPEN, crs, slivers)))
        found.extend(_pieces(cuts, areas_m2, crs, evidence.survey))
        return sorted(found, key=lambda piece: (piece.parent, piece.number))

    blocks = in_blocks(pieces_of, len(geometries), _BLOCK, progress)
    return [piece for block in blocks for piece in block]


def _pieces(
    cuts: Sequence[tuple[Labelled, Joined]], areas_m2: NDArray[np.float64], crs: Crs, survey: SecondSurvey
) -> Iterator[Piece]:
    """Pieces of parcels. The area rule is asked once for all of them, as it takes long to be asked."""
    shapes = np.concatenate([np.empty(0, dtype=object), *(joined.pieces for _, joined in cuts)])
    measured = [to_dm2(float(area)) for area in ellipsoid_areas(shapes, crs)]
    start = 0
    for cut, joined in cuts:
        own = measured[start : start + len(joined.pieces)]
        start += len(joined.pieces)
        levelled_dm2 = levelled(own, to_dm2(float(areas_m2[cut.row])))
        member = _members(cut, joined)
        moved = joined.label != cut.label
        for i, shape in enumerate(joined.pieces):
            merged = float(ellipsoid_areas(cut.faces[member[i] & moved], crs).sum()) if moved.any() else 0.0
            codes = {
                str(survey.codes[f]) for k in np.flatnonzero(member[i] & ~moved) if (f := cut.feature[k]) is not None
            }
            reason = REASONS[joined.of[i]]
            classes = tuple(sorted(codes - {""}))
            yield Piece(cut.row, i + 1, shape, reason, classes, levelled_dm2[i], to_dm2(merged))


def _members(cut: Labelled, joined: Joined) -> NDArray[np.bool_]:
    """Which faces (k,) each piece (p,) is made of: (p, k)."""
    same = joined.of[:, None] == joined.label[None, :]
    if len(np.unique(joined.of)) == len(joined.of):  # one piece for each label
        return np.asarray(same)
    shapely.prepare(joined.pieces)
    points = shapely.point_on_surface(cut.faces)
    return np.asarray(same & shapely.intersects(joined.pieces[:, None], points[None, :]))


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
