"""Many features at once are read as each one would be by itself, and damage among them is found."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from osgeo import gdal, ogr
from vector_files import square, written

from zhanbu_plugin.checks.layer import content_hash
from zhanbu_plugin.checks.reading.layers import read_layer, vector_layer_from_arrays
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.problem import InputProblem

COUNT = 40
FORMATS = [
    ("GPKG", ".gpkg"),
    ("ESRI Shapefile", ".shp"),
    ("OpenFileGDB", ".gdb"),
    ("GeoJSON", ".json"),
    ("FlatGeobuf", ".fgb"),
    ("SQLite", ".sqlite"),
]
HOLED = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1))"
TWO_PARTS = "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((20 0, 29 0, 29 9, 20 0)))"
SHAPES = [[square(200 * i, 0), HOLED, TWO_PARTS, square(0, 200 * i)][i % 4] for i in range(COUNT)]
TEXTS = [["水田", None, "a\nb", "果园 1"][i % 4] for i in range(COUNT)]
VALUES = {
    "DLMC": TEXTS,
    "BSM": [f"1399{i:014d}" for i in range(COUNT)],
    "SJNF": [[2019, None, -3, 2**31 - 1][i % 4] for i in range(COUNT)],
    "TBMJ": [[1.25, None, 1e300, 1 / 3][i % 4] for i in range(COUNT)],
}


def with_field(path: Path, kind: int, values: list[object], subtype: int = ogr.OFSTNone) -> Path:
    """Adds a field ``X`` to the only layer of a file; features take the values in turn."""
    dataset = ogr.Open(str(path), 1)
    table = dataset.GetLayer(0)
    definition = ogr.FieldDefn("X", kind)
    definition.SetSubType(subtype)
    table.CreateField(definition)
    for i, fid in enumerate([f.GetFID() for f in table]):
        feature = table.GetFeature(fid)
        if values[i % len(values)] is not None:
            feature.SetField("X", values[i % len(values)])
        table.SetFeature(feature)
    return path


def changed(path: Path, *statements: str) -> Path:
    """A GeoPackage after some SQL."""
    connection = sqlite3.connect(path)
    for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):  # what the R-tree's triggers call
        connection.create_function(name, 1, lambda _: 0)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def assert_each_reads_alike(path: Path) -> None:
    """The whole layer holds what reading one feature of it by its number gives."""
    whole = read_layer(path)
    assert len(whole) == COUNT
    for i, fid in enumerate(whole.fids.tolist()):
        one = read_layer(path, fids=[fid])
        assert one.geometries[0] == whole.geometries[i]
        assert one.remarks[0] == whole.remarks[i]
        for name, values in whole.fields.items():
            assert repr(one.fields[name][0]) == repr(values[i]), (name, fid)


@pytest.mark.parametrize(("driver", "ending"), FORMATS)
def test_a_layer_holds_what_each_feature_gives_by_itself(tmp_path: Path, driver: str, ending: str) -> None:
    kind = ogr.wkbMultiPolygon if driver in ("OpenFileGDB", "ESRI Shapefile") else ogr.wkbUnknown
    kind = ogr.wkbPolygon if driver == "ESRI Shapefile" else kind
    options = {"ESRI Shapefile": ["ENCODING=UTF-8"], "SQLite": ["LAUNDER=NO"]}.get(driver, [])
    path = written(tmp_path / f"p{ending}", SHAPES, driver=driver, kind=kind, fields=VALUES, options=options, layer="p")
    assert_each_reads_alike(path)
    layer = read_layer(path)
    assert sorted(map(str, layer.fields["DLMC"])) == sorted(map(str, TEXTS))
    assert sorted(layer.fields["BSM"]) == VALUES["BSM"]
    assert layer.fields["SJNF"].tolist().count(None) == COUNT // 4


@pytest.mark.parametrize(("driver", "ending"), FORMATS)
def test_polygons_with_heights_are_read_from_every_format(tmp_path: Path, driver: str, ending: str) -> None:
    solid = "POLYGON Z ((0 0 5, 10 0 5, 10 10 5, 0 10 5, 0 0 5))"
    kind = ogr.wkbMultiPolygon25D if driver == "OpenFileGDB" else ogr.wkbPolygon25D
    layer = read_layer(written(tmp_path / f"tall{ending}", [solid] * 3, driver=driver, kind=kind, layer="tall"))
    assert [g.area for g in layer.geometries] == [100.0] * 3
    assert not shapely.has_z(layer.geometries).any()
    assert [[str(r) for r in remarks] for remarks in layer.remarks] == [["Heights (Z) were left out."]] * 3


def test_empty_parts_and_short_rings_of_polygons_with_heights_are_treated_as_those_of_flat_ones() -> None:
    shapes = [
        "POLYGON Z ((0 0 1, 9 0 1, 9 9 1))",
        "MULTIPOLYGON Z (((0 0 1, 9 0 1, 9 9 1, 0 0 1)), EMPTY)",
        "POLYGON Z EMPTY",
        "POLYGON Z ((0 0 1, 9 9 1, 0 0 1))",
    ]
    wkb = [bytes(ogr.CreateGeometryFromWkt(s).ExportToIsoWkb()) for s in shapes]
    layer = vector_layer_from_arrays("scratch", Crs.of(4527), range(4), wkb, {}, {})
    assert [None if g is None else g.area for g in layer.geometries] == [40.5, 40.5, None, 0.0]
    assert all("Heights" in str(remarks[0]) for remarks in layer.remarks)
    assert "closed" in str(layer.remarks[0][1])
    assert "empty" in str(layer.remarks[2][1])
    assert "Too few points" in shapely.is_valid_reason(layer.geometries[3])


@pytest.mark.parametrize("days", [["2024/12/31", None, "1970/01/01"], ["1969/12/31", "1901/05/06", "0001/01/01"]])
@pytest.mark.parametrize(("driver", "ending"), FORMATS[:2])
def test_dates_of_any_century_stay_the_same_day(
    tmp_path: Path, driver: str, ending: str, days: list[str | None]
) -> None:
    path = written(tmp_path / f"d{ending}", [square(0, 0)] * COUNT, driver=driver, layer="d")
    with_field(path, ogr.OFTDate, list(days))
    expected = [None if d is None else datetime.date(*map(int, d.split("/"))) for d in days]
    assert read_layer(path).fields["X"].tolist()[:3] == expected


def test_a_time_of_day_is_kept_as_written_in_whatever_zone(tmp_path: Path) -> None:
    moment = datetime.datetime(2024, 12, 31, 10, 11, 12)  # noqa: DTZ001
    for driver, ending, given in (
        ("GPKG", ".gpkg", "2024/12/31 10:11:12+08"),
        ("OpenFileGDB", ".gdb", "2024/12/31 10:11:12"),
    ):
        path = written(tmp_path / f"t{ending}", [square(0, 0)] * 3, driver=driver, layer="t")
        with_field(path, ogr.OFTDateTime, [given, None, "2024/12/31 00:00:00"])
        assert read_layer(path).fields["X"].tolist() == [moment, None, moment.date()]


def test_numbers_of_fewer_digits_and_truth_values_stay_what_they_are(tmp_path: Path) -> None:
    path = with_field(written(tmp_path / "b.gpkg", SHAPES, kind=0), ogr.OFTInteger, [1, 0, None], ogr.OFSTBoolean)
    assert [repr(v) for v in read_layer(path).fields["X"][:3]] == ["1", "0", "None"]
    path = with_field(written(tmp_path / "f.gpkg", SHAPES, kind=0), ogr.OFTReal, [0.1, None, 7.0], ogr.OFSTFloat32)
    assert read_layer(path).fields["X"].tolist()[:3] == [0.1, None, 7.0]
    path = with_field(written(tmp_path / "l.gpkg", SHAPES, kind=0), ogr.OFTInteger64, [2**60 + 1, None, -(2**60) - 1])
    assert read_layer(path).fields["X"].tolist()[:3] == [2**60 + 1, None, -(2**60) - 1]


def test_text_that_is_no_utf8_in_one_feature_of_a_geopackage_spoils_no_other(tmp_path: Path) -> None:
    path = written(tmp_path / "p.gpkg", SHAPES, kind=ogr.wkbUnknown, fields=VALUES)
    changed(path, "UPDATE DLTB SET DLMC = CAST(x'b5d8' AS TEXT) WHERE fid = 7")
    assert_each_reads_alike(path)
    texts = read_layer(path).fields["DLMC"].tolist()
    assert texts[:6] + texts[7:] == TEXTS[:6] + TEXTS[7:]


def test_text_ends_at_a_zero_byte(tmp_path: Path) -> None:
    path = written(tmp_path / "p.gpkg", SHAPES, kind=ogr.wkbUnknown, fields=VALUES)
    changed(path, "UPDATE DLTB SET DLMC = CAST(x'610062' AS TEXT) WHERE fid = 7")
    assert_each_reads_alike(path)
    assert read_layer(path).fields["DLMC"][6] == "a"


@pytest.fixture(params=["exceptions on", "exceptions off"])
def either_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Another plugin of the same QGIS may have OGR's exceptions switched on."""
    before, wanted = bool(ogr.GetUseExceptions()), request.param == "exceptions on"
    if before and not wanted:
        pytest.skip("another part of this process has switched OGR's exceptions on")
    if wanted and not before:
        ogr.UseExceptions()
    yield
    if wanted and not before:
        ogr.DontUseExceptions()


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("damage", ["x'4750000361'", "substr(geom, 1, length(geom) - 20)"])
def test_one_damaged_shape_among_many_is_named(tmp_path: Path, damage: str) -> None:
    path = written(tmp_path / "p.gpkg", SHAPES, kind=ogr.wkbUnknown, fields=VALUES)
    changed(path, f"UPDATE DLTB SET geom = {damage} WHERE fid = 23")
    with pytest.raises(InputProblem, match="damaged") as caught:
        read_layer(path)
    assert caught.value.parcel == "23"
    assert "p.gpkg" in caught.value.source


def test_a_selection_of_most_features_is_that_selection(tmp_path: Path) -> None:
    path = written(tmp_path / "p.gpkg", SHAPES, kind=ogr.wkbUnknown, fields=VALUES)
    whole = read_layer(path)
    chosen = list(range(COUNT, 5, -1))
    layer = read_layer(path, fids=chosen)
    assert layer.fids.tolist() == sorted(chosen)
    assert layer.fields["BSM"].tolist() == whole.fields["BSM"].tolist()[5:]
    assert layer.geometries.tolist() == whole.geometries.tolist()[5:]
    with pytest.raises(InputProblem) as caught:
        read_layer(path, fids=[*chosen, COUNT + 2])
    assert caught.value.parcel == str(COUNT + 2)


def test_features_come_in_the_order_of_their_ids_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    features = ",".join(
        f'{{"type": "Feature", "id": {(i * 7) % 11}, "properties": {{"N": {i}}}, "geometry": '
        f'{{"type": "Polygon", "coordinates": [[[{i}, 0], [{i + 1}, 0], [{i + 1}, 1], [{i}, 0]]]}}}}'
        for i in range(11)
    )
    path = tmp_path / "shuffled.json"
    path.write_text(f'{{"type": "FeatureCollection", "features": [{features}]}}')
    layer = read_layer(path)
    assert layer.fids.tolist() == list(range(11))
    assert [(n * 7) % 11 for n in layer.fields["N"]] == list(range(11))
    assert [g.bounds[0] for g in layer.geometries] == layer.fields["N"].tolist()
    again = content_hash(layer.crs, layer.fids, layer.geometries, layer.fields, layer.definitions)
    assert layer.sha256 == again


@pytest.mark.parametrize("attributes", [True, False])
def test_the_hash_rests_on_the_shapes_and_not_on_how_their_bytes_are_arranged(attributes: bool) -> None:
    shapes = shapely.from_wkt([*SHAPES, "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))"])
    given = {
        "little": shapely.to_wkb(shapes, byte_order=1),
        "big": shapely.to_wkb(shapes, byte_order=0),
        "with SRID": shapely.to_wkb(shapely.set_srid(shapes, 4527), include_srid=True),
    }
    hashes = {
        vector_layer_from_arrays("x", Crs.of(4527), range(len(shapes)), wkb.tolist(), {}, {}).sha256
        for wkb in given.values()
    }
    layer = vector_layer_from_arrays("x", Crs.of(4527), range(len(shapes)), given["little"].tolist(), {}, {})
    assert hashes == {content_hash(layer.crs, layer.fids, layer.geometries, {}, {})}


def test_progress_rises_to_the_end_and_cancels_at_any_report(tmp_path: Path) -> None:
    path = written(tmp_path / "p.gpkg", SHAPES, kind=ogr.wkbUnknown, fields=VALUES)
    told: list[float] = []
    read_layer(path, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    assert len(told) >= len(VALUES) + 2
    for last in range(len(told)):
        answers = iter([True] * last + [False])
        with pytest.raises(Cancelled):
            read_layer(path, progress=lambda _, answers=answers: next(answers))


def test_reading_leaves_gdals_settings_as_they_were(tmp_path: Path) -> None:
    path = written(tmp_path / "p.gpkg", SHAPES, kind=ogr.wkbUnknown, fields=VALUES)
    gdal.SetThreadLocalConfigOption("OGR_GPKG_STREAM_BASE_IMPL", "NO")
    try:
        with pytest.raises(Cancelled):
            read_layer(path, progress=lambda _: False)
        read_layer(path)
        assert gdal.GetThreadLocalConfigOption("OGR_GPKG_STREAM_BASE_IMPL") == "NO"
    finally:
        gdal.SetThreadLocalConfigOption("OGR_GPKG_STREAM_BASE_IMPL", None)
