"""Steep ground as patches: what hangs together inside a parcel, and that nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from dem_files import write_dem
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from random_parcels import X, Y, broad_parcels
from steep_dems import CELL, hilly

from zhanbu_plugin.checks.measures.steep_patches import patch_shares, steep_patches
from zhanbu_plugin.checks.measures.terrain.cell_polygons import polygons_of_cells
from zhanbu_plugin.checks.measures.terrain.slope import measure_slope
from zhanbu_plugin.checks.measures.terrain.steep_cells import TILE, Steepness
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_geometries

CRS = Crs.of(4527)
STEEP = Steepness()


def boxes(mask: NDArray[np.bool_], left: float = 0.0, top: float = 0.0, cell: float = 1.0) -> shapely.Geometry:
    """The cells of a mask one by one, united; rows run downwards from ``top`` where ``cell`` isn't 1."""
    row, column = np.nonzero(mask)
    down = 1.0 if cell == 1.0 else -cell
    return shapely.union_all(
        shapely.box(left + cell * column, top + down * row, left + cell * (column + 1), top + down * (row + 1))
    )


def shapes(*geometries: shapely.Geometry) -> NDArray[np.object_]:
    array = np.empty(len(geometries), dtype=object)
    array[:] = geometries
    return array


@given(hnp.arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12))), st.integers(0, 99), st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_cells_become_polygons_that_touch_over_edges_only(mask: NDArray[np.bool_], row: int, column: int) -> None:
    found = polygons_of_cells(mask, row, column)
    united = boxes(mask, column, row)
    assert shapely.is_valid(found).all()
    assert len(found) == (0 if united.is_empty else shapely.get_num_geometries(united))
    assert shapely.area(found).sum() == mask.sum()
    assert shapely.area(shapely.symmetric_difference(shapely.union_all(found), united)) == 0


@given(broad_parcels, st.integers(0, 10_000), st.sampled_from([0.0, 0.01]))
@settings(max_examples=25, deadline=None)
def test_patches_are_the_steep_cells_clipped_and_add_up_to_the_share_over_the_limit(
    tmp_path_factory: pytest.TempPathFactory, parcels: NDArray[np.object_], seed: int, missing: float
) -> None:
    dem, slopes = hilly(tmp_path_factory.mktemp("dem") / "dem.tif", seed, missing=missing)
    with np.errstate(invalid="ignore"):
        steep = boxes(slopes >= 25.0, X - 220, Y + 225, CELL)
    over = measure_slope(parcels, CRS, dem).over
    found, shares = steep_patches(parcels, CRS, dem, STEEP), patch_shares(parcels, CRS, dem, STEEP)
    for i, parcel in enumerate(parcels):
        clipped = shapely.intersection(parcel, steep)
        own = found.shapes[found.parcel == i]
        assert shapely.area(shapely.symmetric_difference(shapely.union_all(own), clipped)) < 1e-4
        assert shapely.is_valid(own).all()
        for each in (found, shares):
            assert each.share[each.parcel == i].sum() == pytest.approx(over[i], abs=1e-9)
        large = found.share[found.parcel == i] > 1e-6
        assert large.sum() == (shares.share[shares.parcel == i] > 1e-6).sum()


def test_ground_that_hangs_together_only_outside_the_parcel_is_two_patches(tmp_path: Path) -> None:
    """A horseshoe of gentle ground: two steep arms are joined north of the parcel."""
    z = np.zeros((60, 60))
    z += 0.7 * CELL * np.arange(60)[None, :]  # 35 degrees to the east
    z[20:, 20:40] = z[20:, 20][:, None]  # a flat step between the arms, from row 20 on
    z[20:, 40:] = z[20:, 20][:, None] + 0.7 * CELL * np.arange(1, 21)[None, :]
    dem = write_dem(tmp_path / "dem.tif", z, place=(X, CELL, 0, Y + 300, 0, -CELL))
    south = shapely.box(X + 20, Y + 20, X + 280, Y + 180)
    whole = shapely.box(X + 20, Y + 20, X + 280, Y + 280)
    found = steep_patches(shapes(south, whole), CRS, dem, STEEP)
    sizes = [sorted(s for s in found.share[found.parcel == i] if s > 0.05) for i in (0, 1)]
    assert [len(s) for s in sizes] == [2, 1]


def test_a_patch_goes_on_beyond_the_tile_in_which_it_begins(tmp_path: Path) -> None:
    size = TILE + 40
    z = np.tile(0.7 * CELL * np.arange(size), (size, 1))
    dem = write_dem(tmp_path / "dem.tif", z, place=(X, CELL, 0, Y + size * CELL, 0, -CELL))
    middle = TILE * CELL
    across = shapely.Point(X + middle, Y + (size - TILE) * CELL).buffer(60)
    for found in (steep_patches(shapes(across), CRS, dem, STEEP), patch_shares(shapes(across), CRS, dem, STEEP)):
        assert found.share.tolist() == pytest.approx([1.0], abs=1e-9)
    assert shapely.get_num_coordinates(steep_patches(shapes(across), CRS, dem, STEEP).shapes[0]) == len(
        across.exterior.coords
    )


def test_beside_the_model_there_is_nothing_steep_and_no_parcel_is_no_crash(tmp_path: Path) -> None:
    dem, _ = hilly(tmp_path / "dem.tif", 1)
    parcels = shapes(shapely.box(X + 9000, Y, X + 9100, Y + 100), None)  # type: ignore[arg-type]
    for measure in (steep_patches, patch_shares):
        assert len(measure(parcels, CRS, dem, STEEP).parcel) == 0
        assert len(measure(parcels[:0], CRS, dem, STEEP).parcel) == 0


def test_measuring_patches_stops_when_the_user_cancels(tmp_path: Path) -> None:
    dem, _ = hilly(tmp_path / "dem.tif", 1)
    parcels = shapes(shapely.box(X, Y, X + 100, Y + 100))
    for measure in (steep_patches, patch_shares):
        with pytest.raises(Cancelled):
            measure(parcels, CRS, dem, STEEP, lambda _: False)


@pytest.mark.parametrize(("name", "apart"), [("srtm_41_19.tif", 1e-9), ("srtm_41_19_4326.tif", 1e-5)])
def test_on_real_mountains_patches_agree_with_the_slope_measure(shared: Path, name: str, apart: float) -> None:
    """Swellendam's farms on SRTM, in the farms' own UTM zone and in degrees."""
    data = shared / "data" / "swellendam"
    farms = read_layer(data / "farms_33S.shp")
    valid = farms.geometries[shapely.is_valid(farms.geometries)][::7]
    over = measure_slope(valid, farms.crs, data / name).over
    for measure in (steep_patches, patch_shares):
        found = measure(valid, farms.crs, data / name, STEEP)
        assert np.bincount(found.parcel, found.share, len(valid)) == pytest.approx(over, abs=apart)
    assert (over > 0).sum() > 50


def test_parcels_in_degrees_have_the_same_patches(tmp_path: Path) -> None:
    dem, _ = hilly(tmp_path / "dem.tif", 5)
    parcels = shapes(*(shapely.box(X + 40 * k, Y - 60, X + 40 * k + 70, Y + 60) for k in range(-3, 3)))
    degrees = transform_geometries(parcels, CRS, Crs.of(4490))
    one, other = steep_patches(parcels, CRS, dem, STEEP), steep_patches(degrees, Crs.of(4490), dem, STEEP)
    shares = [np.bincount(f.parcel, f.share, len(parcels)) for f in (one, other)]
    assert shares[0] == pytest.approx(shares[1], abs=1e-5)
    assert shares[0].max() > 0.2
