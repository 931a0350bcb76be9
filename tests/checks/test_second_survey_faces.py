"""A parcel cut along outlines that nearly coincide: its faces cover it once, and no ground of it is lost."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_parcels import broad_parcels, of, square
from survey_parcels import CRS

from zhanbu_plugin.checks.overlay import Overlay
from zhanbu_plugin.checks.second_survey.faces import faces_of, inside_of, joined
from zhanbu_plugin.survey.crs import Crs

GRID_M = 1e-6
"""Half a step of the overlay's grid in x and in y is the most by which a vertex moves."""


def redrawn(shape: shapely.Geometry, by_m: float, seed: int) -> shapely.Geometry:
    """The same outline drawn again: about half of its vertices lie a little beside the old ones."""
    rng = np.random.default_rng(seed)

    def moved(xy: np.ndarray) -> np.ndarray:
        places, at = np.unique(xy, axis=0, return_inverse=True)
        places = places + rng.normal(0, by_m, places.shape) * (rng.random((len(places), 1)) < 0.5)
        return places[at.ravel()]

    return shapely.transform(shape, moved)


@settings(max_examples=80, deadline=None)
@given(
    broad_parcels,
    st.lists(st.tuples(st.integers(0, 5), st.integers(-10, -2), st.integers(0, 9999)), min_size=1, max_size=6),
)
def test_faces_along_outlines_drawn_twice_add_up_to_the_parcel(
    shapes: np.ndarray, again: list[tuple[int, int, int]]
) -> None:
    parcel = shapes[0]
    drawn = [redrawn(shapes[which % len(shapes)], 10.0**power, seed) for which, power, seed in again]
    polygons = of(*(s for s in drawn if s.is_valid and not s.is_empty))
    assume(len(polygons))
    overlay = Overlay(CRS)
    faces = faces_of(parcel, polygons, overlay)
    assert abs(shapely.area(faces).sum() - parcel.area) <= GRID_M * max(parcel.length, parcel.area, 1.0)
    inside = inside_of(faces, polygons, overlay)
    for k, polygon in enumerate(polygons):
        common = shapely.intersection(parcel, polygon, grid_size=GRID_M).area
        assert abs(shapely.area(faces[inside[:, k]]).sum() - common) <= 4 * GRID_M * (parcel.length + polygon.length)
    pieces, _ = joined(faces, np.zeros(len(faces), dtype=np.intp))
    assert abs(shapely.area(pieces).sum() - shapely.area(faces).sum()) <= 1e-9 * max(parcel.area, 1.0)


def test_a_parcel_in_degrees_is_cut_as_finely_as_one_in_metres() -> None:
    degree = 1 / 111_320
    parcel = shapely.transform(square(0), lambda xy: 39 + (xy - xy.min(axis=0)) * degree)
    west, south, _, north = parcel.bounds
    faces = faces_of(parcel, of(shapely.box(west - 1, south - 1, west + 30 * degree, north + 1)), Overlay(Crs.of(4490)))
    shares = sorted(shapely.area(faces) / parcel.area)
    assert len(shares) == 2
    assert abs(shares[0] - 0.3) < 1e-7


def test_a_parcel_that_no_line_meets_keeps_every_bit_of_its_vertices() -> None:
    parcel = shapely.transform(square(0), lambda xy: xy + 0.123456789)
    around = of(shapely.buffer(parcel, 50, join_style="mitre"))
    assert shapely.equals_exact(faces_of(parcel, around, Overlay(CRS))[0], shapely.normalize(parcel), 0.0)
