"""Outlines of many polygons as arrays (轮廓数组): what everything that looks at vertices works on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Rings:
    """Closed rings of ``count`` polygons and multipolygons, in their order, shells before their holes.

    ``xy`` (m, 2) are the vertices, each ring's first again at its end; ``first`` and ``last`` (r,) tell where a ring
    begins and ends; ``shell`` (r,) whether it is an outer one, ``owner`` (r,) the polygon that it belongs to.
    """

    xy: Floats
    first: Indices
    last: Indices
    shell: NDArray[np.bool_]
    owner: Indices
    count: int

    @classmethod
    def of(cls, polygons: NDArray[np.object_]) -> Rings:
        """Rings of polygons and multipolygons (n,); ``None`` and anything else has none."""
        # A copy: get_parts takes none that can't be written, as an array while another thread asks Shapely about it.
        parts, owner = shapely.get_parts(polygons.copy(), return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
        size = shapely.get_num_coordinates(rings).astype(np.intp)
        after = np.cumsum(size)
        shell = np.ones(len(rings), dtype=bool)
        shell[1:] = part[1:] != part[:-1]
        return cls(shapely.get_coordinates(rings), after - size, after - 1, shell, owner[part], len(polygons))

    @cached_property
    def ring(self) -> Indices:
        """Ring (m,) of each vertex."""
        return np.repeat(np.arange(len(self.first)), self.last - self.first + 1)

    @cached_property
    def is_edge(self) -> NDArray[np.bool_]:
        """Whether an edge leads from each vertex but the very last (m − 1,) to the next: not from ring to ring."""
        is_edge = np.ones(max(len(self.xy) - 1, 0), dtype=bool)
        is_edge[self.last[:-1]] = False
        return is_edge

    @cached_property
    def inside_left(self) -> NDArray[np.bool_]:
        """Whether the polygon lies to the left of each ring (r,): Σ (xᵢ₊₁ − xᵢ)(yᵢ₊₁ + yᵢ) < 0 for a shell."""
        if not len(self.first):
            return np.zeros(0, dtype=bool)
        x, y = self.xy[:, 0], self.xy[:, 1] - self.xy[0, 1]
        under = np.zeros(len(self.xy))
        under[:-1] = np.where(self.is_edge, (x[1:] - x[:-1]) * (y[1:] + y[:-1]), 0.0)
        return np.asarray((np.add.reduceat(under, self.first) < 0) == self.shell)
