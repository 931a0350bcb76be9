"""A constraint layer made ready for parcels to be laid over it: mended, moved, cut up and indexed (约束图层预处理).

Features become valid polygons (``validity``), their vertices move to the parcels' reference system, and what has many
vertices is cut into pieces (``subdividing``), which are put in an order that depends on nothing but their ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import Protocol

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.crs import Crs, same_system, transform_geometries
from ....survey.problem import InputProblem
from ....survey.rings import Rings
from ....survey.wording import Wording, translate
from ...layer import Objects, Progress, VectorLayer, report
from ..placement import FAR_FROM_MERIDIAN, crs_findings, require_same_ground
from ..validity import mended, validity
from .lost_ground import doubt_about, lost_ground, told_of
from .piece_index import PieceIndex
from .pieces import Pieces
from .subdividing import polygons_of, sparing_pieces

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

LONG_EDGE_M = 2_000.0
"""Metres from which the way between two vertices visibly depends on the CRS in which it is straight (0.1 m)."""


class Ground(Protocol):
    """The ground of a layer."""

    def whole(self) -> Pieces:
        """All of it, in an order that doesn't depend on that of the features."""

    def near(self, boxes: Floats) -> Pieces:
        """At least all that is needed to measure parcels in boxes (k, 4), in the same order."""


@dataclass(frozen=True)
class MadeGround:
    """Ground that was just cut up."""

    pieces: Pieces

    def whole(self) -> Pieces:
        """All of it."""
        return self.pieces

    def near(self, boxes: Floats) -> Pieces:
        """All of it: to choose would gain nothing."""
        return self.pieces


@dataclass(frozen=True)
class PreparedConstraint:
    """A constraint layer ready to be laid over parcels in ``crs``.

    ``repaired`` maps ids of features that were invalid to what was wrong, ``left_out`` those of features without ground
    and ``unreadable`` those that may cover any.
    """

    role: str
    name: str
    sha256: str
    crs: Crs
    ground: Ground
    repaired: dict[int, Wording]
    left_out: dict[int, Wording]
    unreadable: dict[int, Wording]
    warnings: tuple[Wording, ...]
    _lock: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    @cached_property
    def ground_in_pieces(self) -> Pieces:
        """All of its ground (m,)."""
        return self.ground.whole()

    @property
    def pieces(self) -> Objects:
        """Valid polygons (m,) of few vertices: new ones, each time."""
        return self.ground_in_pieces.polygons(np.arange(len(self.ground_in_pieces)))

    @property
    def feature(self) -> Indices:
        """Row of the layer that each piece (m,) came from."""
        return self.ground_in_pieces.feature

    def near(self, boxes: Floats) -> PreparedConstraint:
        """The same for parcels in boxes (k, 4) only."""
        return replace(self, ground=MadeGround(self.ground.near(boxes)))

    @property
    def doubt(self) -> Wording | None:
        """Why nobody knows all the ground that the layer covers; ``None`` where it is known."""
        return doubt_about(self.name, self.unreadable)

    @property
    def index(self) -> PieceIndex:
        """The pieces by place. It is made once, by whichever thread needs it first."""
        with self._lock:
            return self._index

    @cached_property
    def _index(self) -> PieceIndex:
        return PieceIndex(self.ground_in_pieces)


def prepare(
    layer: VectorLayer, role: str, target_crs: Crs, *, part: bool = False, progress: Progress = None
) -> PreparedConstraint:
    """Mends, transforms and cuts up a constraint layer for parcels in ``target_crs``.

    ``part``: these are only some features of it, of one class, say, and perhaps none of them has ground. Raises
    ``InputProblem`` when the layer can't be brought into that CRS, its coordinates belong to another one, its datum is
    neither CGCS2000 nor WGS 84, or no feature of it can be used.
    """
    if not same_system(layer.crs, target_crs):  # else both are off alike, and the parcels' own check says so
        require_same_ground(layer.crs, layer.name)
    report(progress, 0.0)
    checked = validity(layer.geometries, crs=layer.crs)
    fids = layer.fids.tolist()
    without = shapely.is_missing(checked.repaired)
    _require_place(layer.taking(~without))
    repaired = {fids[i]: checked.reason[i] for i in np.flatnonzero(~checked.valid & ~without)}
    left_out, unreadable = lost_ground(layer, checked, part=part)
    report(progress, 0.2)
    moved = _moved(layer, checked.repaired, target_crs)
    report(progress, 0.5)
    pieces, feature = sparing_pieces(moved)
    report(progress, 0.8)
    order = _by_place(pieces)
    report(progress, 1.0)
    warnings = (*layer.warnings, *told_of(repaired, left_out, unreadable), *_long_edges(layer, target_crs))
    return PreparedConstraint(
        role,
        layer.name,
        layer.sha256,
        target_crs,
        MadeGround(Pieces.of(pieces[order], feature[order])),
        repaired,
        left_out,
        unreadable,
        warnings,
    )


def _require_place(layer: VectorLayer) -> None:
    """A ban that lies in the wrong place would let every parcel pass. Far from the meridian it still lies right."""
    for remark in crs_findings(layer):
        if remark.blocking and remark.code != FAR_FROM_MERIDIAN:
            raise InputProblem(
                remark.wording,
                remedy=translate("zhanbu", "As it is, the layer lies nowhere near the parcels."),
                source=layer.name,
            )


def _moved(layer: VectorLayer, geometries: Objects, target: Crs) -> Objects:
    """Geometries in ``target``: their vertices move, and the edges between them are straight there.

    That is how the survey's area rule (``ellipsoid_area``) reads a geographic layer: points between vertices are taken
    in the Gauss plane. Layers kept in degrees were mostly drawn in a plane: boundaries shared with parcels stay shared.
    """
    if same_system(layer.crs, target):
        return geometries
    moved = transform_geometries(geometries, layer.crs, target)
    lost = [i for i, g in enumerate(moved) if g is not None and not np.isfinite(shapely.bounds(g)).all()]
    if lost:
        raise InputProblem(
            translate(
                "zhanbu",
                "The layer can't be brought from {source} into {target}.",
                source=layer.crs.name,
                target=target.name,
            ),
            remedy=translate("zhanbu", "Check the layer's coordinate reference system and its coordinates."),
            source=layer.name,
            parcel=str(layer.fids[lost[0]]),
        )
    broken = ~shapely.is_missing(moved) & ~shapely.is_valid(moved)
    for i in np.flatnonzero(broken):  # vertices that nearly touch may change sides when they are rounded anew
        moved[i] = mended(moved[i])
    return moved


def _long_edges(layer: VectorLayer, target: Crs) -> Iterator[Wording]:
    if same_system(layer.crs, target):
        return
    rings = Rings.of(polygons_of(layer.geometries)[0])
    steps = np.hypot(*np.diff(rings.xy, axis=0).T)[rings.is_edge]
    longest = float(steps.max(initial=0.0)) * layer.metres_per_unit
    if longest > LONG_EDGE_M:
        yield translate(
            "zhanbu",
            "The layer is in another CRS and has edges of up to {length} m; they were taken as straight in {crs}.",
            length=round(longest),
            crs=target.name,
        )


def _by_place(pieces: Objects) -> Indices:
    """Order of pieces by box, area and, where these are alike as in the two halves of a square, by all corners."""
    keys = np.column_stack([shapely.area(pieces), shapely.bounds(pieces).reshape(-1, 4)[:, ::-1]])
    order = np.lexsort(keys.T)
    alike = np.flatnonzero((keys[order[1:]] == keys[order[:-1]]).all(axis=1))
    tied = order[np.unique([alike, alike + 1])]
    corners = np.zeros(len(pieces), dtype=np.intp)
    corners[tied] = np.unique(shapely.to_wkb(pieces[tied]), return_inverse=True)[1]
    return np.lexsort((corners, *keys.T)) if len(tied) else order
