"""Every damaged or incomplete file gets a message that names it and the way out."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from vector_files import SQUARE, shapefile, square, written

from zhanbu_plugin.checks.reading.layers import layers_of, read_layer
from zhanbu_plugin.survey.problem import InputProblem

SQUARES = [square(200 * i, 0) for i in range(300)]
NAMES = {"DLMC": ["旱地" * 20] * 300}


@pytest.fixture(params=["exceptions on", "exceptions off"], autouse=True)
def gdal_exceptions(request: pytest.FixtureRequest) -> Iterator[None]:
    """Other plugins in the same process may have GDAL's exceptions switched either way."""
    off = [m for m in (gdal, ogr) if not m.GetUseExceptions()]
    if request.param == "exceptions off":
        if len(off) < 2:
            pytest.skip("another part of this process has switched GDAL's exceptions on")
        yield
        return
    for module in off:
        module.UseExceptions()
    yield
    for module in reversed(off):  # GDAL keeps them on a stack
        module.DontUseExceptions()


def refusal(path: Path, layer: str | None = None, **given: object) -> InputProblem:
    """The problem that reading raises; it names the file and says what to do."""
    with pytest.raises(InputProblem) as caught:
        read_layer(path, layer, **given)  # type: ignore[arg-type]
    problem = caught.value
    assert path.name in problem.source
    assert str(problem.remedy)
    assert path.name in str(problem)
    return problem


def test_a_missing_file(tmp_path: Path) -> None:
    assert "does not exist" in str(refusal(tmp_path / "gone.gpkg").what)


def test_a_file_that_is_no_vector_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(b"PK\x03\x04 not a map")
    assert "no vector file" in str(refusal(path).what)


def test_a_folder_that_is_no_geodatabase(tmp_path: Path) -> None:
    folder = tmp_path / "maps"
    folder.mkdir()
    assert "no vector file" in str(refusal(folder).what)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_a_truncated_geopackage(tmp_path: Path, share: float) -> None:
    path = written(tmp_path / "cut.gpkg", SQUARES, fields=NAMES)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    problem = refusal(path)
    assert "cut short" in str(problem.what)
    assert "Copy the file again" in str(problem.remedy)


def test_a_geopackage_with_a_hole_of_zeros(tmp_path: Path) -> None:
    path = written(tmp_path / "zeros.gpkg", SQUARES, fields=NAMES)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle:] = bytes(len(content) - middle)
    path.write_bytes(content)
    assert "damaged" in str(refusal(path).what)


def test_a_geopackage_whose_table_is_damaged_far_inside(tmp_path: Path) -> None:
    path = written(tmp_path / "inside.gpkg", SQUARES, fields={"DLMC": ["旱地" * 200] * 300})
    connection = sqlite3.connect(path)
    pages = [p for (p,) in connection.execute("SELECT pageno FROM dbstat WHERE name = 'DLTB' AND pagetype = 'leaf'")]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray(path.read_bytes())
    start = (pages[len(pages) // 2] - 1) * size
    content[start : start + size] = b"\xff" * size
    path.write_bytes(content)
    assert "damaged" in str(refusal(path).what)


def test_a_truncated_shapefile(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "cut.shp", SQUARES, fields={"DLBM": ["0103"] * 300})
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    problem = refusal(path)
    assert "damaged" in str(problem.what)
    assert problem.parcel in ("149", "")  # the first without its shape; unknown where GDAL raises in place of it


def test_an_empty_layer(tmp_path: Path) -> None:
    assert "empty" in str(refusal(written(tmp_path / "none.gpkg", [])).what)


def test_a_filter_that_leaves_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "f.gpkg", [SQUARE], fields={"SJNF": [2019]})
    assert "empty" in str(refusal(path, where="SJNF = 1999").what)


@pytest.mark.parametrize("condition", ["NOFIELD = 3", "SJNF = = 3"])
def test_a_filter_that_means_nothing(tmp_path: Path, condition: str) -> None:
    path = written(tmp_path / "f.gpkg", [SQUARE], fields={"SJNF": [2019]})
    assert condition in str(refusal(path, where=condition).what)


def test_a_feature_that_is_not_there_any_more(tmp_path: Path) -> None:
    path = written(tmp_path / "f.gpkg", [SQUARE])
    assert refusal(path, fids=[7]).parcel == "7"


def test_a_shapefile_without_prj(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "noprj.shp", [SQUARE])
    path.with_suffix(".prj").unlink()
    problem = refusal(path)
    assert ".prj" in str(problem.what)
    assert "EPSG:4527" in str(problem.remedy)


def test_a_declared_crs_mends_a_lost_prj_but_never_replaces_one(tmp_path: Path) -> None:
    from zhanbu_plugin.survey.crs import Crs

    path = shapefile(tmp_path / "p.shp", [SQUARE])
    assert read_layer(path, crs=Crs.of(4528)).crs.epsg == 4527
    path.with_suffix(".prj").unlink()
    assert read_layer(path, crs=Crs.of(4528)).crs.epsg == 4528


def test_a_geopackage_without_crs(tmp_path: Path) -> None:
    path = written(tmp_path / "nocrs.gpkg", [SQUARE], epsg=None)
    assert "no coordinate reference system" in str(refusal(path).what)


def test_a_lost_shx_is_rebuilt_in_memory_and_said(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "noshx.shp", SQUARES, fields={"DLBM": ["0103"] * 300})
    whole = read_layer(path)
    path.with_suffix(".shx").unlink()
    layer = read_layer(path)
    assert "rebuilt" in str(layer.warnings[-1])
    assert layer.sha256 == whole.sha256


def test_a_lost_dbf(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "nodbf.shp", [SQUARE], fields={"DLBM": ["0103"]})
    path.with_suffix(".dbf").unlink()
    assert ".dbf" in str(refusal(path).what)
    assert len(read_layer(path, attributes=False)) == 1


def test_several_layers_and_none_named(tmp_path: Path) -> None:
    path = written(tmp_path / "two.gpkg", [SQUARE], layer="DLTB")
    written(path, [SQUARE], layer="STBHHX")
    problem = refusal(path)
    assert "DLTB, STBHHX" in str(problem.what)


def test_a_layer_that_is_not_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "one.gpkg", [SQUARE], layer="DLTB")
    problem = refusal(path, "PDT")
    assert "PDT" in str(problem.what)
    assert "DLTB" in str(problem.remedy)


@pytest.mark.parametrize("kind", [ogr.wkbPoint, ogr.wkbUnknown])
def test_points_are_no_parcels(tmp_path: Path, kind: int) -> None:
    path = written(tmp_path / "points.gpkg", ["POINT (1 1)", "POINT (2 2)"], kind=kind)
    assert "no polygons but: Point" in str(refusal(path).what)


def test_an_archive_with_several_layers_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "readme.txt").write_text("nothing")
    shutil.make_archive(str(tmp_path / "none"), "zip", folder)
    assert "no vector file" in str(refusal(tmp_path / "none.zip").what)
    shapefile(folder / "a.shp", [SQUARE])
    shapefile(folder / "b.shp", [SQUARE])
    shutil.make_archive(str(tmp_path / "two"), "zip", folder)
    assert "a.shp, b.shp" in str(refusal(tmp_path / "two.zip").what)


def test_layers_of_a_missing_file_says_so_too(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="does not exist"):
        layers_of(tmp_path / "gone.gpkg")
