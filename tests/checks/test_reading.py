"""Reading of vector files: what comes in is what the file holds."""

from __future__ import annotations

import datetime
import math
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
import shapely
from osgeo import gdal, ogr
from vector_files import SQUARE, shapefile, square, written

from zhanbu_plugin.checks.layer import FieldDefinition
from zhanbu_plugin.checks.reading.layers import layers_of, read_layer, vector_layer_from_arrays
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs

CHINESE = ["水田", "旱地", "果园"]
ATTRIBUTES = {"DLMC": CHINESE, "SJNF": [2019, 2020, None], "TBMJ": [1.25, None, 3.5]}
SQUARES = [square(0, 0), square(200, 0), square(400, 0)]


def said(layer: object) -> list[str]:
    return [str(w) for w in layer.warnings]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("driver", "ending"), [("GPKG", ".gpkg"), ("ESRI Shapefile", ".shp"), ("OpenFileGDB", ".gdb"), ("GeoJSON", ".json")]
)
def test_every_format_gives_the_same_parcels(tmp_path: Path, driver: str, ending: str) -> None:
    options = ["ENCODING=UTF-8"] if driver == "ESRI Shapefile" else []
    path = written(
        tmp_path / f"county{ending}", SQUARES, driver=driver, layer="county", fields=ATTRIBUTES, options=options
    )
    layer = read_layer(path)
    assert [g.area for g in layer.geometries] == [10000.0] * 3
    assert layer.crs.epsg == 4527
    assert layer.fields["DLMC"].tolist() == CHINESE
    assert layer.fields["SJNF"].tolist() == [2019, 2020, None]
    assert layer.fields["TBMJ"].tolist() == [1.25, None, 3.5]
    assert layer.definitions["DLMC"].type == "text"
    assert layer.definitions["SJNF"].type == "integer"
    assert layer.definitions["TBMJ"].type == "real"
    assert layer.remarks.tolist() == [(), (), ()]


def test_the_same_content_has_the_same_hash_from_any_path_and_any_time(tmp_path: Path) -> None:
    first = written(tmp_path / "a.gpkg", SQUARES, fields=ATTRIBUTES)
    second = tmp_path / "b.gpkg"
    shutil.copy(first, second)
    os.utime(second, (0, 0))
    with sqlite3.connect(second) as connection:  # as when somebody opened it: other bytes, same content
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    assert first.read_bytes() != second.read_bytes()
    assert read_layer(first).sha256 == read_layer(second).sha256
    changed = written(tmp_path / "c.gpkg", SQUARES, fields={**ATTRIBUTES, "DLMC": ["水田", "旱地", "茶园"]})
    assert read_layer(changed).sha256 != read_layer(first).sha256
    moved = written(tmp_path / "d.gpkg", [*SQUARES[:2], square(400, 0.001)], fields=ATTRIBUTES)
    assert read_layer(moved).sha256 != read_layer(first).sha256


def test_a_geopackage_that_another_program_is_writing_is_read_with_its_log(tmp_path: Path) -> None:
    path = written(tmp_path / "open.gpkg", SQUARES, fields=ATTRIBUTES)
    other = sqlite3.connect(path)
    for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):  # what the R-tree's triggers call
        other.create_function(name, 1, lambda _: 0)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("UPDATE DLTB SET DLMC = '茶园' WHERE fid = 1")
    other.commit()
    assert (tmp_path / "open.gpkg-wal").stat().st_size > 0
    assert read_layer(path).fields["DLMC"][0] == "茶园"
    other.execute("UPDATE DLTB SET DLMC = '菜地' WHERE fid = 1")  # our reading locks nobody out
    other.commit()
    other.close()


def test_reading_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    shapefile(tmp_path / "parcels.shp", SQUARES, fields=ATTRIBUTES)
    (tmp_path / "parcels.shx").unlink()
    written(tmp_path / "parcels.gpkg", SQUARES)
    before = sorted(p.name for p in tmp_path.iterdir())
    read_layer(tmp_path / "parcels.shp")
    read_layer(tmp_path / "parcels.gpkg")
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    assert not [f for f in gdal.ReadDir("/vsimem/") or [] if "zhanbu" in f]


def test_curves_become_edges_within_a_tenth_of_a_millimetre(tmp_path: Path) -> None:
    circle = "CURVEPOLYGON (CIRCULARSTRING (39500000 4000000, 39500100 4000000, 39500000 4000000))"
    surface = f"MULTISURFACE ({circle}, {square(500, 500).replace('POLYGON ', '')})"
    path = written(tmp_path / "curves.gpkg", [circle, surface], kind=ogr.wkbUnknown)
    layer = read_layer(path)
    exact = math.pi * 50**2
    middle = shapely.Point(39500050, 4000000)
    ring = shapely.get_coordinates(layer.geometries[0])
    edges = shapely.linestrings([[a, b] for a, b in zip(ring[:-1], ring[1:])])
    assert max(50 - shapely.distance(edges, middle)) < 1.1e-4
    assert layer.geometries[0].area == pytest.approx(exact, abs=0.03)
    assert layer.geometries[1].area == pytest.approx(exact + 10000, abs=0.03)
    assert all("Curves" in str(r[0]) for r in layer.remarks)


def test_heights_and_measures_are_left_out_and_said(tmp_path: Path) -> None:
    solid = "POLYGON ZM ((0 0 5 1, 10 0 5 1, 10 10 5 1, 0 10 5 1, 0 0 5 1))"
    layer = read_layer(written(tmp_path / "zm.gpkg", [solid], kind=ogr.wkbPolygonZM))
    assert not shapely.has_z(layer.geometries[0])
    assert layer.geometries[0].area == 100
    assert [str(r) for r in layer.remarks[0]] == ["Heights (Z) were left out.", "Measures (M) were left out."]


def test_null_empty_and_pointlike_features_are_remarks_not_crashes(tmp_path: Path) -> None:
    shapes = [None, "POLYGON EMPTY", "POINT (1 1)", SQUARE, f"GEOMETRYCOLLECTION (POINT (0 0), {SQUARE})"]
    layer = read_layer(written(tmp_path / "mixed.gpkg", shapes, kind=ogr.wkbUnknown))
    assert [g is None for g in layer.geometries] == [True, True, True, False, False]
    assert "no geometry" in str(layer.remarks[0][0])
    assert "empty" in str(layer.remarks[1][0])
    assert "Point" in str(layer.remarks[2][0])
    assert layer.remarks[3] == ()
    assert layer.geometries[4].area == 10000
    assert "only the polygons" in str(layer.remarks[4][0])


def test_a_ring_with_two_points_is_kept_as_the_error_that_it_is() -> None:
    wkb = bytes(ogr.CreateGeometryFromWkt("POLYGON ((0 0, 1 1, 0 0))").ExportToIsoWkb())
    layer = _in_memory([wkb, bytes(ogr.CreateGeometryFromWkt(SQUARE).ExportToIsoWkb())])
    assert "Too few points" in shapely.is_valid_reason(layer.geometries[0])
    assert layer.geometries[1].area == 10000


def test_an_open_ring_is_closed_and_said() -> None:
    layer = _in_memory([bytes(ogr.CreateGeometryFromWkt("POLYGON ((0 0, 9 0, 9 9))").ExportToIsoWkb())])
    assert layer.geometries[0].area == 40.5
    assert "closed" in str(layer.remarks[0][0])
    line = _in_memory([bytes(ogr.CreateGeometryFromWkt("POLYGON ((0 0, 9 0))").ExportToIsoWkb())])
    assert "Too few points" in shapely.is_valid_reason(line.geometries[0])
    assert "fewer than four" in str(line.remarks[0][1])


def test_a_layer_without_a_file_reads_the_same_as_one_with(tmp_path: Path) -> None:
    circle = "CURVEPOLYGON Z (CIRCULARSTRING Z (39500000 4000000 1, 39500100 4000000 1, 39500000 4000000 1))"
    shapes = [SQUARE, circle, None]
    filed = read_layer(written(tmp_path / "f.gpkg", shapes, kind=ogr.wkbUnknown, fields={"DLMC": CHINESE}))
    wkb = [None if s is None else bytes(ogr.CreateGeometryFromWkt(s).ExportToIsoWkb()) for s in shapes]
    collected = _in_memory(wkb, {"DLMC": CHINESE})
    assert collected.sha256 == filed.sha256
    assert [a == b for a, b in zip(collected.geometries, filed.geometries)] == [True] * 3
    assert collected.remarks.tolist() == filed.remarks.tolist()


def _in_memory(wkb: list[bytes | None], fields: dict[str, list[str]] | None = None) -> object:
    definitions = {name: FieldDefinition(name, "text") for name in fields or {}}
    return vector_layer_from_arrays("scratch", Crs.of(4527), range(1, len(wkb) + 1), wkb, fields or {}, definitions)


def test_features_are_in_the_order_of_their_ids_and_can_be_chosen(tmp_path: Path) -> None:
    path = written(tmp_path / "p.gpkg", SQUARES, fields=ATTRIBUTES)
    assert read_layer(path, fids=[3, 1]).fids.tolist() == [1, 3]
    assert read_layer(path, where="SJNF = 2020").fields["DLMC"].tolist() == ["旱地"]
    assert read_layer(path, attributes=False).fields == {}


def test_several_layers_are_told_apart_by_name(tmp_path: Path) -> None:
    path = written(tmp_path / "county.gpkg", SQUARES, layer="DLTB")
    written(path, SQUARES[:1], layer="STBHHX", epsg=4490)
    written(path, ["POINT (1 1)"], layer="points", kind=ogr.wkbPoint)
    assert layers_of(path) == ("DLTB", "STBHHX")
    assert read_layer(path, "STBHHX").crs.epsg == 4490
    assert read_layer(path, "DLTB").name == "county.gpkg: DLTB"


def test_the_only_polygon_layer_of_a_file_needs_no_name(tmp_path: Path) -> None:
    path = written(tmp_path / "county.gpkg", SQUARES, layer="DLTB")
    written(path, ["POINT (1 1)"], layer="points", kind=ogr.wkbPoint)
    assert len(read_layer(path)) == 3


def test_a_zipped_shapefile_is_read_in_place(tmp_path: Path) -> None:
    folder = tmp_path / "unzipped"
    folder.mkdir()
    shapefile(folder / "parcels.shp", SQUARES, fields=ATTRIBUTES, options=["ENCODING=UTF-8"])
    shutil.make_archive(str(tmp_path / "parcels"), "zip", folder)
    assert read_layer(tmp_path / "parcels.zip").fields["DLMC"].tolist() == CHINESE


def test_dates_stay_dates(tmp_path: Path) -> None:
    path = written(tmp_path / "d.gpkg", [SQUARE])
    dataset = ogr.Open(str(path), 1)
    table = dataset.GetLayer(0)
    table.CreateField(ogr.FieldDefn("GXSJ", ogr.OFTDate))
    feature = table.GetFeature(1)
    feature.SetField("GXSJ", 2024, 12, 31, 0, 0, 0, 0)
    table.SetFeature(feature)
    del feature, table, dataset
    layer = read_layer(path)
    assert layer.fields["GXSJ"].tolist() == [datetime.date(2024, 12, 31)]
    assert layer.definitions["GXSJ"].type == "date"


def test_reading_stops_when_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "many.gpkg", [SQUARE] * 5000)
    with pytest.raises(Cancelled):
        read_layer(path, progress=lambda _: False)


def test_all_farms_of_swellendam_are_read(shared: Path) -> None:
    layer = read_layer(shared / "data" / "swellendam" / "farms_33S.shp")
    assert len(layer) == 2008
    assert layer.crs.epsg == 32733
    assert len(set(layer.fields["SG_CODE"])) < 2008
    assert not any(layer.remarks)
    assert said(layer) == []
