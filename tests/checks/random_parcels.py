"""Parcels near one another: squares, and random ones with holes, several parts, slivers, overlaps, shared edges."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import strategies as st
from shapely import affinity

X, Y = 39_500_000.0, 4_200_000.0


def _star(centre: tuple[int, int], radii: list[int]) -> shapely.Polygon:
    """A shape with a corner for each radius, its corners on whole decimetres so that some coincide."""
    angle = np.linspace(0.0, 2 * np.pi, len(radii), endpoint=False)
    corners = np.round(np.column_stack([np.cos(angle), np.sin(angle)]) * np.array(radii)[:, None], 1)
    return shapely.Polygon(corners + np.array([X, Y]) + np.array(centre))


def _with_hole(shape: shapely.Polygon) -> shapely.Geometry:
    return shape.difference(affinity.scale(shape, 0.7, 0.7))


def _beside_itself(shape: shapely.Polygon) -> shapely.Geometry:
    return shape.union(affinity.translate(shape, 160.0, 0.0))


def _sliver(shape: shapely.Polygon) -> shapely.Geometry:
    return affinity.scale(shape, 1.0, 0.01)


_PLACE = st.integers(-20, 20).map(lambda k: 10 * k)
_STAR = st.builds(_star, st.tuples(_PLACE, _PLACE), st.lists(st.integers(1, 80), min_size=3, max_size=40))
_BOX = st.builds(
    lambda x, y, w, h: shapely.box(X + x, Y + y, X + x + w, Y + y + h),
    _PLACE,
    _PLACE,
    *[st.integers(1, 20).map(lambda k: 5 * k)] * 2,
)


def _same(shape: shapely.Polygon) -> shapely.Geometry:
    return shape


def _is_a_parcel(shape: shapely.Geometry) -> bool:
    return shape.is_valid and shape.area > 0 and shape.geom_type in ("Polygon", "MultiPolygon")


_BROAD = st.builds(
    lambda shape, change: change(shape),
    st.one_of(_STAR, _BOX),
    st.sampled_from([_same, _with_hole, _beside_itself]),
).filter(_is_a_parcel)
_SLIVER = st.builds(_sliver, st.one_of(_STAR, _BOX)).filter(_is_a_parcel)


def of(*shapes: shapely.Geometry | None) -> np.ndarray:
    """Shapes as an array (n,)."""
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array


def square(x: float, y: float = 0.0, side: float = 100.0) -> shapely.Polygon:
    """A square whose lower left corner lies at x, y metres from (X, Y)."""
    return shapely.box(X + x, Y + y, X + x + side, Y + y + side)


parcels = st.lists(st.one_of(_BROAD, _BROAD, _SLIVER), min_size=1, max_size=25).map(lambda shapes: of(*shapes))
broad_parcels = st.lists(_BROAD, min_size=1, max_size=12).map(lambda shapes: of(*shapes))
