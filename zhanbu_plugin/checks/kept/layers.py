"""Constraint layers made ready, kept from one check to the next (约束图层预处理结果留存).

What a layer's shapes were like is in the file's header; the ground itself is read only when parcels have to be measured
on it, and of that only what lies near them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs, same_system
from ..layer import Progress, VectorLayer
from ..measures.overlap.constraint import PreparedConstraint, prepare
from ..measures.overlap.pieces import Pieces
from ..measures.sums import summed
from ..turns import BoxTree
from .file_format import KeptFile
from .folder import Kept
from .method import method
from .wordings import as_plain, from_plain

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_SAME_AREA = 1e-9
"""Share by which the pieces' areas may miss a feature's: more is other ground, not rounding."""
_KIND = "layer"
_TOLD = ("repaired", "left_out", "unreadable")


def layer_key(layer: VectorLayer, target: Crs) -> dict[str, Any]:
    """All that the prepared form of a layer depends on. Its role and name are no part of it.

    The content hash stays the same for a choice of features and doesn't cover what reading remarked on them.
    """
    remarks = [(fid, [as_plain(r) for r in said]) for fid, said in zip(layer.fids.tolist(), layer.remarks) if said]
    return {
        "layer": layer.sha256,
        "features": hashlib.sha256(np.ascontiguousarray(layer.fids, dtype="<i8").tobytes()).hexdigest(),
        "remarks": hashlib.sha256(repr(remarks).encode("utf-8", "surrogatepass")).hexdigest(),
        "crs": layer.crs.wkt,
        "target": target.wkt,
        "method": method(),
    }


def layer_source(layer: VectorLayer) -> str:
    """What the forms of one layer have in common when its content changes."""
    return f"{layer.path}\n{layer.name}"


def prepared_layer(
    kept: Kept | None, layer: VectorLayer, role: str, target: Crs, progress: Progress = None
) -> PreparedConstraint:
    """As ``prepare``, from what was kept of that layer where there is such a thing. Raises ``InputProblem``.

    That of a ``HeldLayer`` stays in memory, and a ``PassingLayer`` has no shapes any more.
    """
    own = replace(layer)
    return layer.once(("prepared", role, target.wkt), lambda: _ready(kept, own, role, target, progress))


def _ready(kept: Kept | None, layer: VectorLayer, role: str, target: Crs, progress: Progress) -> PreparedConstraint:
    if kept is None:
        return prepare(layer, role, target, progress=progress)
    place = (_KIND, layer_source(layer), layer_key(layer, target))
    file = kept.find(*place)
    if file is None:
        return _made(kept, place, layer, role, target, progress)
    told = {name: {fid: from_plain(said) for fid, said in file.facts[name]} for name in _TOLD}
    warnings = (*layer.warnings, *(from_plain(said) for said in file.facts["warnings"]))
    lost = frozenset({**told["left_out"], **told["unreadable"]})
    ground = KeptGround(
        file, layer, target, frozenset(told["repaired"]), lost, lambda: _made(kept, place, layer, role, target)
    )
    return PreparedConstraint(role, layer.name, layer.sha256, target, ground, **told, warnings=warnings)


def _made(
    kept: Kept,
    place: tuple[str, str, dict[str, Any]],
    layer: VectorLayer,
    role: str,
    target: Crs,
    progress: Progress = None,
) -> PreparedConstraint:
    """The layer prepared now, and kept."""
    made = prepare(layer, role, target, progress=progress)
    told = {name: [[fid, as_plain(said)] for fid, said in getattr(made, name).items()] for name in _TOLD}
    warnings = [as_plain(warning) for warning in made.warnings[len(layer.warnings) :]]
    kept.keep(*place, {**told, "warnings": warnings}, _as_arrays(made))
    return made


def _as_arrays(made: PreparedConstraint) -> dict[str, NDArray[Any]]:
    whole = made.ground_in_pieces
    return {
        "feature": whole.feature.astype("<i8"),
        "bounds": whole.bounds,
        "area": whole.area,
        "size": whole.size,
        "wkb": whole.wkb,
    }


@dataclass(frozen=True)
class KeptGround:
    """Ground in a kept file. If that is gone by the time it is needed, or isn't the layer's, it is made ``anew``."""

    file: KeptFile
    layer: VectorLayer
    target: Crs
    repaired: frozenset[int]
    lost: frozenset[int]
    anew: Callable[[], PreparedConstraint]

    def whole(self) -> Pieces:
        """All pieces."""
        stored = self._stored
        return stored if stored is not None and stored.are_as_told() else self._made

    def near(self, boxes: Floats) -> Pieces:
        """Pieces that meet the boxes (k, 4), and those that meet these: whether ground is doubled depends on them."""
        stored = self._stored
        if stored is None:
            return self._made
        some = stored.taking(_meeting(stored.bounds, boxes))
        return some if some.are_as_told() else self._made

    @property
    def _made(self) -> Pieces:
        return self._prepared.ground.whole()

    @cached_property
    def _prepared(self) -> PreparedConstraint:
        return self.anew()

    @property
    def _stored(self) -> Pieces | None:
        arrays = self.file.arrays()
        if arrays is None:
            return None
        stored = Pieces(**{**arrays, "feature": arrays["feature"].astype(np.intp)})
        return stored if all(self._agreements(stored)) else None

    def _agreements(self, stored: Pieces) -> Iterator[bool]:
        """Whether the pieces can be the layer's: each feature has its area and its box, and lost ones have nothing.

        Of features that were mended or moved it is only told whether they have any.
        """
        feature, count = stored.feature, len(self.layer)
        has = np.bincount(feature, minlength=count) > 0
        lost = np.isin(self.layer.fids, list(self.lost))
        yield len(has) == count and bool((has != lost).all())
        if same_system(self.layer.crs, self.target):
            same = has & ~np.isin(self.layer.fids, list(self.repaired))
            own = shapely.area(self.layer.geometries)
            yield bool((np.abs(summed(feature, stored.area, count) - own)[same] <= _SAME_AREA * own[same]).all())
            yield bool((_boxes_of(feature, stored.bounds, count) == shapely.bounds(self.layer.geometries))[same].all())


def _boxes_of(feature: Indices, bounds: Floats, count: int) -> Floats:
    """Box (count, 4) of each feature's pieces, NaN without any."""
    boxes = np.full((count, 4), np.nan)
    order = np.argsort(feature, kind="stable")
    first = np.flatnonzero(np.diff(feature[order], prepend=-1))
    if len(first):
        low, high = bounds[order, :2], bounds[order, 2:]
        own = [np.minimum.reduceat(low, first), np.maximum.reduceat(high, first)]
        boxes[feature[order[first]]] = np.concatenate(own, axis=1)
    return boxes


def _meeting(bounds: Floats, boxes: Floats) -> Indices:
    pieces = shapely.box(*bounds.T)
    first = np.unique(BoxTree(shapely.box(*boxes.T)).query(pieces)[0])
    return np.unique(BoxTree(pieces[first]).query(pieces)[0])
