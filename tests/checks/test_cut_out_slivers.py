"""What becomes of slivers, hairs and vertices that nearly coincide when a parcel is cut up."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from accounted_for import X, Y, areas, cut
from survey_parcels import layer, square, survey

from zhanbu_plugin.checks.measuring import Surroundings


def test_slivers_are_told_on_their_own_or_merged_with_what_was_cut_out_beside_them() -> None:
    """A zone from 3 m to 60 m of the square leaves a strip of 300 m², below the smallest patch of 400 m²."""
    zone = Surroundings(roles={"river": layer([shapely.box(X + 3, Y - 10, X + 60, Y + 110)])})
    found = cut(survey([square(0)]), zone)
    assert [e.check_id for e in found.excluded] == ["CHK-BAN-river", "CHK-SLIVER"]
    assert [e.dm2 / 100 for e in found.excluded] == pytest.approx([5_700, 300], rel=2e-4)
    assert "400 m²" in str(found.excluded[1].message)
    merged = cut(survey([square(0)]), zone, merge=True)
    assert [e.check_id for e in merged.excluded] == ["CHK-BAN-river"]
    assert merged.excluded[0].dm2 / 100 == pytest.approx(6_000, rel=2e-4)
    for each in (found, merged):
        assert areas(each)[0] == pytest.approx([4_000], rel=2e-4)


def test_a_piece_too_narrow_to_be_tilled_is_a_sliver_however_long() -> None:
    long = shapely.box(X, Y, X + 100, Y + 1000)
    zone = Surroundings(roles={"river": layer([shapely.box(X + 1.9, Y - 10, X + 60, Y + 1010)])})
    found = cut(survey([long]), zone)
    assert [e.check_id for e in found.excluded] == ["CHK-BAN-river", "CHK-NARROW"]
    assert "1.90 m wide" in str(found.excluded[1].message)


def test_hairs_along_a_shared_boundary_go_with_the_ground_beside_them() -> None:
    """The zone was drawn 3 mm inside the parcel's outline, so three strips of 3 mm hang on what is left."""
    zone = Surroundings(roles={"river": layer([shapely.box(X + 0.003, Y + 0.003, X + 40, Y + 99.997)])})
    found = cut(survey([square(0)]), zone)
    assert [e.check_id for e in found.excluded] == ["CHK-BAN-river"]
    (piece,) = found.pieces
    assert piece.shape.bounds == pytest.approx((X + 40, Y, X + 100, Y + 100), abs=0.002)
    assert shapely.area(piece.shape.envelope) == pytest.approx(piece.shape.area, abs=0.01)
    assert found.excluded[0].shape.area == pytest.approx(4000.0, abs=0.3)


def test_a_cut_beside_a_corner_of_the_parcel_leaves_no_two_vertices_in_one_place() -> None:
    """The zone ends 0.4 mm from the parcel's north-west corner."""
    river = Surroundings(roles={"river": layer([shapely.box(X - 50, Y - 50, X + 40, Y + 50)])})
    parcel = shapely.Polygon([(X, Y), (X + 100, Y), (X + 100, Y + 100), (X + 0.5, Y + 50.0004), (X, Y + 50.0004)])
    found = cut(survey([parcel]), river)
    assert {e.check_id for e in found.excluded} == {"CHK-BAN-river"}
    for piece in found.pieces:
        xy = shapely.get_coordinates(piece.shape)
        assert np.hypot(*np.diff(xy, axis=0).T).min() >= 0.001


def test_a_corner_of_the_parcel_however_sharp_is_no_hair() -> None:
    sharp = shapely.Polygon([(X, Y), (X + 400, Y), (X + 400, Y + 8)])
    river = Surroundings(roles={"river": layer([shapely.box(X + 370, Y - 10, X + 500, Y + 50)])})
    found = cut(survey([sharp]), river)
    (piece,) = found.pieces
    assert piece.shape.area == pytest.approx(370 * 7.4 / 2, abs=0.01)
