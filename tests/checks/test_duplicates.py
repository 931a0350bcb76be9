"""Parcels that are in a batch twice, by shape, by survey id, or by the ground they share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from vector_files import square

from zhanbu_plugin.checks.measures.duplicates import duplicates
from zhanbu_plugin.checks.measures.overlap.breadth import OverlapTolerance
from zhanbu_plugin.checks.measures.validity import validity
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_geometries

ZONE_39 = Crs.of(4527)


def shapes(*wkt: str | None) -> np.ndarray:
    return np.array([None if w is None else shapely.from_wkt(w) for w in wkt], dtype=object)


def test_the_same_shape_is_found_whatever_its_start_and_direction() -> None:
    first = shapely.from_wkt(square(0, 0))
    ring = list(first.exterior.coords)[:-1]
    turned = shapely.Polygon([*ring[2:], *ring[:2]])
    reversed_, noisy = shapely.Polygon(ring[::-1]), shapely.Polygon([(x + 2e-5, y - 2e-5) for x, y in ring])
    other = shapely.Polygon([(x + 2e-3, y) for x, y in ring])
    batch = np.array([first, None, turned, reversed_, noisy, other, None], dtype=object)
    found = duplicates(batch, ZONE_39)
    assert found.same_geometry_as.tolist() == [-1, -1, 0, 0, 0, -1, -1]
    assert found.copies.tolist() == [3, 0, 3, 3, 3, 0, 0]
    assert found.overlaps_with[5] == 0  # moved by 2 mm: another shape, but the same ground


def test_shapes_in_degrees_are_compared_as_finely_as_in_metres() -> None:
    plane = shapes(square(0, 0), square(0, 0), square(5, 0))
    degrees = transform_geometries(plane, ZONE_39, Crs.of(4490))
    assert duplicates(degrees, Crs.of(4490)).same_geometry_as.tolist() == [-1, 0, -1]


def test_the_same_survey_id_is_found_and_an_unknown_one_is_not_the_same() -> None:
    batch = shapes(*(square(200 * i, 0) for i in range(5)))
    keys = [(2024, "110101001"), None, (2024, "110101002"), (2024, "110101001"), None]
    found = duplicates(batch, ZONE_39, keys)
    assert found.same_key_as.tolist() == [-1, -1, -1, 0, -1]
    assert found.key_copies.tolist() == [1, 0, 0, 1, 0]
    assert found.same_geometry_as.tolist() == [-1] * 5


def test_neighbours_that_share_a_boundary_do_not_overlap() -> None:
    found = duplicates(shapes(square(0, 0), square(100, 0), square(100, 100)), ZONE_39)
    assert found.overlaps_with.tolist() == [-1, -1, -1]
    assert found.overlap_m2.tolist() == [0, 0, 0]


def test_the_largest_overlap_of_each_parcel_is_named() -> None:
    found = duplicates(shapes(square(0, 0), square(90, 0), square(150, 0), square(500, 0)), ZONE_39)
    assert found.overlaps_with.tolist() == [1, 2, 1, -1]
    np.testing.assert_allclose(found.overlap_m2, [1000, 4000, 4000, 0], atol=0.02)


def test_of_equal_overlaps_the_first_parcel_is_named() -> None:
    assert duplicates(shapes(*(square(0, 0),) * 3), ZONE_39).overlaps_with.tolist() == [1, 0, 0]


def test_slivers_below_the_tolerances_are_no_overlap() -> None:
    thin, small = shapes(square(0, 0), square(99.6, 0)), shapes(square(0, 0), square(99.1, 99.1))
    assert duplicates(thin, ZONE_39).overlaps_with.tolist() == [-1, -1]  # 40 m², but only 0.4 m wide
    assert duplicates(thin, ZONE_39, tolerance=OverlapTolerance(width_m=0.3)).overlaps_with.tolist() == [1, 0]
    assert duplicates(small, ZONE_39).overlaps_with.tolist() == [-1, -1]  # 0.81 m²
    assert duplicates(small, ZONE_39, tolerance=OverlapTolerance(0.5, 0.4)).overlaps_with.tolist() == [1, 0]


def test_looking_for_duplicates_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        duplicates(shapes(square(0, 0), square(50, 0)), ZONE_39, progress=lambda _: False)


def test_the_farms_of_swellendam_hold_67_groups_of_the_same_shape(shared: Path) -> None:
    layer = read_layer(shared / "data" / "swellendam" / "farms_33S.shp")
    found = duplicates(validity(layer.geometries).repaired, layer.crs, layer.fields["SG_CODE"].tolist())
    assert (found.same_geometry_as >= 0).sum() == 68
    assert len(set(found.same_geometry_as[found.same_geometry_as >= 0].tolist())) == 67
    # 350 values of SG_CODE repeat, one of them being none at all, and what is unknown is not the same
    assert len(set(found.same_key_as[found.same_key_as >= 0].tolist())) == 349
    copies = np.flatnonzero(found.same_geometry_as >= 0)
    assert (found.overlaps_with[copies] >= 0).all()
