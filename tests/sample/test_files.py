"""Files of the sample: size, layers, reference systems, heights, and that the script makes them again."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import gdal

from .conftest import Layer

FILES = ("sample.gpkg", "dem.tif", "expected.csv")
MANY = {"pbf": 400, "pubforest": 100, "desert": 150, "backup": 24}
FEW = {"redline": 3, "reserve": 1, "river": 2, "sandsrc": 1, "dustway": 1, "keyforest": 2, "sfarm": 1, "county": 1}


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> list[Path]:
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    for folder in folders:
        subprocess.run([sys.executable, str(sample / "make_sample.py"), str(folder)], check=True)
    return folders


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", FILES)
def test_two_runs_of_the_script_give_the_same_bytes(name: str, remade: list[Path]) -> None:
    assert _hash(remade[0] / name) == _hash(remade[1] / name)


def test_the_committed_sample_is_what_the_script_makes(sample: Path, remade: list[Path], heights: str) -> None:
    """By content: another version of SQLite writes its number into the file's head."""
    if (sample / "made_with.json").read_bytes() != (remade[0] / "made_with.json").read_bytes():
        pytest.skip("the sample was made with other versions of GEOS, NumPy or GDAL, whose last digits differ")
    for table in ("dltb", "candidates", "filed", "county"):
        rows = []
        for folder in (sample, remade[0]):
            with sqlite3.connect(f"file:{folder / 'sample.gpkg'}?immutable=1", uri=True) as base:
                rows.append(base.execute(f"SELECT * FROM {table} ORDER BY fid").fetchall())
        assert rows[0] == rows[1], table
    assert (sample / "expected.csv").read_bytes() == (remade[0] / "expected.csv").read_bytes()
    assert np.array_equal(gdal.Open(heights).ReadAsArray(), gdal.Open(str(remade[0] / "dem.tif")).ReadAsArray())


def test_the_sample_stays_below_six_megabytes(sample: Path) -> None:
    files = [p for p in sample.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert sum(p.stat().st_size for p in files) <= 6 * 1024 * 1024


def test_every_role_layer_is_there_with_few_huge_or_many_small_polygons(read_layer: Callable[[str], Layer]) -> None:
    for role, count in FEW.items():
        assert len(read_layer(role).rows) == count, role
    for role, least in MANY.items():
        assert len(read_layer(role).rows) >= least, role
    assert 3 <= len(read_layer("karst").rows) <= 12
    assert 5 <= len(read_layer("filed").rows) <= 8
    assert shapely.get_num_coordinates(read_layer("redline").geometries).sum() > 5_000
    for role in (*FEW, *MANY, "karst", "filed", "hsf"):
        assert shapely.is_valid(read_layer(role).geometries).all(), role
        assert (shapely.area(read_layer(role).geometries) > 0).all(), role


def test_the_red_line_is_stored_in_degrees_and_all_else_in_zone_39(read_layer: Callable[[str], Layer]) -> None:
    assert read_layer("redline").epsg == "4490"
    for name in ("dltb", "candidates", "county", "pbf", "backup"):
        assert read_layer(name).epsg == "4527"


def test_every_layer_has_a_spatial_index_and_a_fixed_date(sample: Path) -> None:
    with sqlite3.connect(f"file:{sample / 'sample.gpkg'}?immutable=1", uri=True) as base:
        layers = base.execute("SELECT table_name, last_change FROM gpkg_contents").fetchall()
        indexed = {r[0] for r in base.execute("SELECT table_name FROM gpkg_extensions").fetchall()}
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {name for name, _ in layers} <= indexed
    assert {date for _, date in layers} == {"2026-01-15T00:00:00.000Z"}


def test_the_heights_hold_a_plain_steep_hills_and_a_hole(heights: str, read_layer: Callable[[str], Layer]) -> None:
    dem = gdal.Open(heights)
    left, size, _, top, _, _ = dem.GetGeoTransform()
    assert size <= 12.5
    assert dem.GetRasterBand(1).GetNoDataValue() is not None
    covered = shapely.box(left, top - dem.RasterYSize * size, left + dem.RasterXSize * size, top)
    assert covered.contains(read_layer("county").geometries[0].buffer(100))
    grid = gdal.DEMProcessing("", dem, "slope", format="MEM", alg="Horn").ReadAsArray()[1:-1, 1:-1]
    known = grid >= 0
    east, west = grid[:, 450:], grid[:, :200]
    assert (east[east >= 0] < 2).mean() > 0.99
    assert 0.03 < (west[west >= 0] > 25).mean() < 0.3
    assert 0 < (~known).sum() < 500


def test_cropland_grades_agree_with_the_heights(heights: str, dltb: Layer) -> None:
    """By GDAL's slope at the cells' centres; parcels with a close race between two grades may go either way."""
    dem = gdal.Open(heights)
    slope = gdal.DEMProcessing("", dem, "slope", format="MEM", alg="Horn").ReadAsArray()
    left, size, _, top, _, _ = dem.GetGeoTransform()
    line, column = np.indices(slope.shape)
    centres = shapely.points(left + (column.ravel() + 0.5) * size, top - (line.ravel() + 0.5) * size)
    crops = [i for i, r in enumerate(dltb.rows) if str(r["DLBM"]).startswith("01")]
    parcel, cell = shapely.STRtree(centres).query(dltb.geometries[crops], predicate="contains")
    grade = np.searchsorted([2.0, 6.0, 15.0, 25.0], slope.ravel()[cell], side="left")
    counts = np.bincount(parcel * 5 + grade, minlength=len(crops) * 5).reshape(-1, 5)
    clear = (counts.max(1) > 0.6 * counts.sum(1)) & (counts.sum(1) > 8)
    stated = np.array([int(str(dltb.rows[i]["GDPDJB"])) for i in crops])
    assert clear.mean() > 0.6
    assert (stated[clear] == counts[clear].argmax(1) + 1).all()
    assert len(set(stated)) >= 3
