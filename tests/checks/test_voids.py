"""Voids of an elevation model that nobody declared: they are unknown ground, not flat ground."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from dem_files import write_dem
from osgeo import gdal

from zhanbu_plugin.checks.measures.terrain.slope import SlopeMeasure, measure_slope
from zhanbu_plugin.survey.crs import Crs

WEST, NORTH, CELL = 39_500_000.0, 4_100_000.0, 30.0
FIELD = np.array([shapely.box(WEST + 300, NORTH - 600, WEST + 600, NORTH - 300)], dtype=object)


def _slope(path: Path, heights: np.ndarray, **options: object) -> SlopeMeasure:
    return measure_slope(FIELD, Crs.of(4527), write_dem(path / "dem.tif", heights, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("void", [-9999.0, -32768.0, -3.4028234663852886e38, 1e38, np.inf, 65535.0])
def test_a_block_of_undeclared_voids_proves_no_slope(void: float, tmp_path: Path) -> None:
    heights = np.full((40, 40), 120.0)
    heights[8:22, 8:22] = void
    found = _slope(tmp_path, heights, kind=gdal.GDT_Float32)
    assert np.isnan(found.mean_deg[0])
    assert found.uncovered[0] == 1.0


def test_one_undeclared_void_is_no_pit_in_the_ground(tmp_path: Path) -> None:
    heights = np.full((40, 40), 120.0)
    heights[15, 15] = -9999
    found = _slope(tmp_path, heights)
    assert found.mean_deg[0] == 0
    assert found.uncovered[0] == pytest.approx(9 / 100)  # of the field's 10 by 10 cells those that touch it


@pytest.mark.parametrize("height", [-154.0, -420.0, 8848.0])
def test_the_lowest_and_the_highest_ground_are_ground(height: float, tmp_path: Path) -> None:
    """Turpan (艾丁湖), the Dead Sea, and Qomolangma (珠穆朗玛峰)."""
    assert _slope(tmp_path, np.full((40, 40), height)).uncovered[0] == 0


def test_heights_in_decimetres_or_feet_are_judged_in_metres(tmp_path: Path) -> None:
    path = write_dem(tmp_path / "dm.tif", np.full((40, 40), 30_000.0))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetScale(0.1)
    dataset = None
    assert measure_slope(FIELD, Crs.of(4527), path).uncovered[0] == 0
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetScale(1.0)
    dataset.GetRasterBand(1).SetUnitType("ft")
    dataset = None
    assert measure_slope(FIELD, Crs.of(4527), path).uncovered[0] == 1.0  # 9144 m
