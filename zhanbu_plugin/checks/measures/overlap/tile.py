"""Some parcels at a time as every constraint layer meets them (图斑分块)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from ....survey.crs import Crs
from ....survey.rings import Rings
from ....survey.scaled_areas import scaled_areas_within
from ...layer import Objects
from ..sums import summed
from .breadth import OverlapTolerance, cores
from .drawn_in import drawn_in
from .edge_table import EdgeTable
from .subdividing import subdivided

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_NOTHING_M2 = 1e-4
"""Square metres by which a parcel that is covered whole may seem to miss: noise of the coordinates, 1 cm by 1 cm."""


@dataclass(frozen=True)
class Tile:
    """Parcels (n,) of one thread.

    ``geometries`` (n,) are valid or ``None``, ``areas_m2`` (n,) their ellipsoid areas. ``parts`` (k,) are the same
    ground in polygons of few vertices, ``owner`` (k,) the parcel of each in ascending order, ``drawn`` (k,) the parts
    drawn in by a hair, ``weight`` (k,) their areas by the plane's scale and ``rings`` their rings.
    """

    geometries: Objects
    areas_m2: Floats
    crs: Crs
    tolerance: OverlapTolerance
    parts: Objects
    owner: Indices
    drawn: Objects
    weight: Floats
    rings: Rings

    @classmethod
    def of(cls, geometries: Objects, areas_m2: Floats, crs: Crs, tolerance: OverlapTolerance) -> Tile:
        """Tile of valid parcels (n,) with their ellipsoid areas (n,), of which overlaps count above a tolerance."""
        parts, owner = subdivided(geometries)
        rings = Rings.of(parts)
        drawn = drawn_in(parts, rings)
        shapely.prepare(drawn)
        weight = scaled_areas_within(rings, crs)
        return cls(geometries, areas_m2, crs, tolerance, parts, owner, drawn, weight, rings)

    @cached_property
    def box(self) -> Floats:
        """Extent (k, 4) of each part."""
        return np.asarray(shapely.bounds(self.parts).reshape(-1, 4))

    @cached_property
    def edges(self) -> EdgeTable:
        """Edges of the parts, which only a Gauss–Krüger plane has a use for. Made twice, they would be the same."""
        return EdgeTable.of(self.rings, self.box)

    @cached_property
    def whole(self) -> Floats:
        """Area (n,) of each parcel by the plane's scale."""
        return self.per_parcel(self.weight)

    @cached_property
    def core(self) -> Floats:
        """At least so much (k,) of each part is broader than the tolerance."""
        return cores(self.parts, self.crs, self.tolerance)

    def per_parcel(self, values: Floats) -> Floats:
        """Sums (n,) of what the parts (k,) have."""
        return summed(self.owner, values, len(self.geometries))

    def overlap(self, covered: Floats) -> Floats:
        """Ellipsoid areas (n,) of what is covered of the parts (k,) by the plane's scale; NaN for no parcel."""
        area = self.ellipsoid_areas(np.arange(len(self.geometries)), self.per_parcel(covered))
        area[shapely.is_missing(self.geometries)] = np.nan
        return area

    def ellipsoid_areas(self, parcel: Indices, covered: Floats) -> Floats:
        """Ellipsoid areas (p,) of ground ``covered`` (p,) by the plane's scale of each ``parcel`` (p,): the same share
        of the parcel's own, and exactly that where nothing is missed.
        """
        whole, own = self.whole[parcel], self.areas_m2[parcel]
        share = np.divide(covered, whole, out=np.zeros_like(covered), where=whole > 0)
        area = np.where(whole - covered <= _NOTHING_M2, own, own * np.minimum(share, 1.0))
        return np.where(covered > 0.0, area, 0.0)
