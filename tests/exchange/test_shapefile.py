"""The shapefile of a submission, read as everybody reads it: by GDAL."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
import shapely
import submission_example as example
from osgeo import ogr, osr

from zhanbu_plugin.exchange.submission.format import SHAPEFILE, SHAPEFILE_ENDINGS
from zhanbu_plugin.exchange.submission.shapefile import esri_wkt, write_shapefile
from zhanbu_plugin.pool.records import PoolBatch
from zhanbu_plugin.survey.zones import zone_of_epsg

_CGCS2000 = [code for code in range(4491, 4555) if zone_of_epsg(code) is not None]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> PoolBatch:
    parcels = [example.checked(i, QSDWMC=f"示例村{'委' * i}会", ZLDWMC="示例镇") for i in range(15)]
    return example.batch_of(tmp_path_factory.mktemp("batch"), parcels)


def laid_out(batch: PoolBatch, folder: Path) -> Path:
    files = write_shapefile(batch.parcels, batch.identity.epsg, example.PACKED_ON, example.RULES)
    assert set(files) == {f"{SHAPEFILE}{ending}" for ending in SHAPEFILE_ENDINGS}
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    return folder / "parcels.shp"


def test_gdal_reads_every_parcel_with_its_shape_and_its_numbers(batch: PoolBatch, tmp_path: Path) -> None:
    dataset = ogr.Open(str(laid_out(batch, tmp_path)))
    layer = dataset.GetLayer(0)
    assert layer.GetFeatureCount() == len(batch.parcels)
    for feature, parcel in zip(layer, batch.parcels):
        read = shapely.from_wkb(bytes(feature.GetGeometryRef().ExportToWkb()))
        assert shapely.equals(read, parcel.geometry) and read.is_valid
        assert {*map(tuple, shapely.get_coordinates(read))} == {*map(tuple, shapely.get_coordinates(parcel.geometry))}
        assert feature["PARCEL_NO"] == parcel.parcel_no
        assert round(feature["AREA_M2"] * 100) == parcel.area_dm2
        assert (feature["DLMC"], feature["QSDWMC"]) == (parcel.survey["DLMC"], parcel.survey["QSDWMC"])
        assert feature["VERDICT"] == "符合"
        assert feature["SINCE"] == parcel.state_since.strftime("%Y/%m/%d")
        assert feature["GDPDJB"] is None if "GDPDJB" in feature.keys() else True  # noqa: SIM118 - OGR's own


def test_columns_of_areas_add_up_to_the_printed_total(batch: PoolBatch, tmp_path: Path) -> None:
    dataset = ogr.Open(str(laid_out(batch, tmp_path)))
    rows = [(f["AREA_M2"], f["AREA_MU"], f["AREA_HA"]) for f in dataset.GetLayer(0)]
    total = sum(p.area_dm2 for p in batch.parcels) / 100
    assert round(sum(r[0] for r in rows), 2) == round(total, 2)
    assert round(sum(r[1] for r in rows), 2) == round(total * 3 / 2000, 2)
    assert round(sum(r[2] for r in rows), 4) == round(total / 10_000, 4)


def test_its_texts_are_gbk_and_a_rare_character_makes_them_gb18030(batch: PoolBatch, tmp_path: Path) -> None:
    laid_out(batch, tmp_path)
    assert (tmp_path / "parcels.cpg").read_bytes() == b"GBK"
    assert "示例镇".encode("gbk") in (tmp_path / "parcels.dbf").read_bytes()
    folder = tmp_path / "rare"
    folder.mkdir()
    rare = example.batch_of(folder, [example.checked(0, ZLDWMC="𠅤村")])
    dataset = ogr.Open(str(laid_out(rare, folder)))
    assert (folder / "parcels.cpg").read_bytes() == b"GB18030"
    assert dataset.GetLayer(0).GetNextFeature()["ZLDWMC"] == "𠅤村"


def test_a_text_of_more_than_254_bytes_is_cut_at_a_character_and_says_so(tmp_path: Path) -> None:
    long = example.batch_of(tmp_path, [example.checked(0, BZ="备" * 200), example.checked(1, BZ="x")])
    dataset = ogr.Open(str(laid_out(long, tmp_path)))
    read = [feature["BZ"] for feature in dataset.GetLayer(0)]
    assert read == ["备" * 126 + "…", "x"]


def test_the_same_parcels_give_the_same_bytes_dated_as_of_the_submission(batch: PoolBatch) -> None:
    first = write_shapefile(batch.parcels, batch.identity.epsg, date(2026, 11, 20), example.RULES)
    again = write_shapefile(batch.parcels, batch.identity.epsg, date(2026, 11, 20), example.RULES)
    assert {n: hashlib.sha256(c).hexdigest() for n, c in first.items()} == {
        n: hashlib.sha256(c).hexdigest() for n, c in again.items()
    }
    assert first[f"{SHAPEFILE}.dbf"][1:4] == bytes([126, 11, 20])


def test_every_zone_of_cgcs2000_is_defined_as_esris_programs_spell_it() -> None:
    for epsg in _CGCS2000:
        meant = osr.SpatialReference()
        meant.ImportFromEPSG(epsg)
        meant.MorphToESRI()
        assert esri_wkt(epsg) == meant.ExportToWkt()
    assert len(_CGCS2000) == 64
