"""Pairs of parcels that overlap, found once (重叠图斑对留存).

Whether two parcels overlap depends on both, so what is kept is a batch that was compared as a whole. Parcels of it that
come again, in the same order, needn't be compared with each other, only with the others. A parcel that occurs twice
counts as known once.
"""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import shapely
from numpy.typing import NDArray

from ..layer import Objects, Progress
from ..measures.duplicates import Pairs, overlapping_pairs
from ..measures.overlap.breadth import OverlapTolerance
from ..turns import BoxTree
from .tables import Columns, Memory

_NONE = Pairs(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), np.empty(0))


def compared_pairs(
    memory: Memory, source: str, shapes: Objects, tolerance: OverlapTolerance, progress: Progress = None
) -> Pairs:
    """As ``overlapping_pairs``, of valid parcels (n,) of a layer ``source``."""
    if memory.kept is None:
        return overlapping_pairs(shapes, memory.crs, tolerance=tolerance, progress=progress)
    place = ("pairs", source, memory.whole_key({"tolerance": list(astuple(tolerance))}))
    file = memory.kept.find(*place)
    past = (file.arrays() if file is not None else None) or {}
    known, pairs = _recalled(memory, past) if past else (np.zeros(len(shapes), dtype=bool), _NONE)
    if known.all():
        return pairs
    whole = _in_order(pairs, _with_new(memory, shapes, known, tolerance, progress))
    order = np.argsort(memory.keys[:, 0], kind="stable")
    arrays = {"one": whole.one, "other": whole.other, "area_m2": whole.area_m2}
    memory.kept.keep(*place, {}, {"keys": memory.keys[order], "row": order, **arrays})
    return whole


def _recalled(memory: Memory, past: Columns) -> tuple[NDArray[np.bool_], Pairs]:
    """Which parcels (n,) were compared with one another, and the pairs among them."""
    at = memory.rows_in(past["keys"])
    then = np.where(at >= 0, past["row"][at], -1)  # row in the batch that was kept
    known = (then >= 0) & (then > np.maximum.accumulate(np.r_[-1, then])[:-1])
    now = np.full(len(past["row"]), -1, dtype=np.intp)
    now[then[known]] = np.flatnonzero(known)
    one, other = now[past["one"]], now[past["other"]]
    both = (one >= 0) & (other >= 0)
    return known, Pairs(one[both], other[both], past["area_m2"][both])


def _with_new(
    memory: Memory, shapes: Objects, known: NDArray[np.bool_], tolerance: OverlapTolerance, progress: Progress
) -> Pairs:
    """Pairs with at least one parcel that isn't ``known`` (n,), compared with all whose boxes meet its own."""
    there = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))
    new = there[~known[there]]
    near = np.unique(BoxTree(shapes[there]).query(shapes[new])[1])
    rows = np.union1d(there[near], new)
    group = np.where(known[rows], 0, np.arange(1, len(rows) + 1))
    found = overlapping_pairs(shapes[rows], memory.crs, tolerance=tolerance, group=group, progress=progress)
    return Pairs(rows[found.one], rows[found.other], found.area_m2)


def _in_order(some: Pairs, others: Pairs) -> Pairs:
    one, other = np.concatenate([some.one, others.one]), np.concatenate([some.other, others.other])
    order = np.lexsort((other, one))
    return Pairs(one[order], other[order], np.concatenate([some.area_m2, others.area_m2])[order])
