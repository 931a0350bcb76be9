"""Overlay that adds up (叠置): vertices on a grid, so that no hair of ground is counted twice.

Outlines that nearly coincide leave hairs a billionth of a metre wide. Over those GEOS can't tell inside from outside in
floating point; on a grid of a thousandth of a millimetre, far below what a survey's coordinates tell, they collapse.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from ..survey.crs import Crs
from .layer import Objects, metres_per_unit, objects
from .measures.overlap.joined import polygonal_union

_GRID_M = 1e-6


class Overlay:
    """Overlay of polygons in ``crs``; what it gives is polygons on the grid, in normal form, or ``None``."""

    def __init__(self, crs: Crs) -> None:
        self.metres_per_unit = metres_per_unit(crs)
        self._grid = _GRID_M / self.metres_per_unit
        self.moves_by = 2 * self._grid
        """How far, in units of the system, rounding to the grid and noding move an outline."""

    def numbers(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Coordinates (n, 2) as whole numbers of the grid, so that equal places are equal."""
        return np.rint(xy / self._grid)

    def common(self, shapes: Objects, others: Objects) -> Objects:
        """What each shape (n,) shares with the other (n,)."""
        return self._polygons(shapely.intersection, shapes, others)

    def rest(self, shapes: Objects, others: Objects) -> Objects:
        """What each shape (n,) has beyond the other (n,)."""
        return self._polygons(shapely.difference, shapes, others)

    def joined(self, shapes: Sequence[shapely.Geometry]) -> shapely.Geometry | None:
        """Shapes as one, ``None`` for none."""
        if len(shapes) < 2:
            return shapes[0] if shapes else None
        return polygonal_union(objects([shapely.union_all(np.array(list(shapes)), grid_size=self._grid)]))[0]

    def noded(self, lines: Objects) -> shapely.Geometry:
        """Lines (n,) with a vertex wherever one meets another, each stretch once."""
        return shapely.union_all(lines, grid_size=self._grid)

    def common_areas(self, shapes: Objects, others: Objects) -> NDArray[np.float64]:
        """How much of the plane, in units of the system squared, each shape (n,) shares with the other (n,)."""
        with np.errstate(invalid="ignore"):  # GEOS leaves the flag behind where nothing is shared
            return np.asarray(shapely.area(shapely.intersection(shapes, others, grid_size=self._grid)))

    def _polygons(self, overlay: object, shapes: Objects, others: Objects) -> Objects:
        with np.errstate(invalid="ignore"):  # GEOS leaves the flag behind where lines meet in points only
            found = overlay(shapes, others, grid_size=self._grid)  # type: ignore[operator]
        return polygonal_union(found)
