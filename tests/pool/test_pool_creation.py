"""A new pool is a GeoPackage that GDAL and QGIS read, or it isn't there at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from osgeo import ogr
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage.migrations import migrations
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import batches, pool_identity
from zhanbu_plugin.survey.problem import InputProblem

CREATED_ON = date(2026, 11, 1)


def test_a_new_pool_says_whose_it_is(pool: Path) -> None:
    identity = pool_identity(pool)
    assert (identity.county, identity.epsg, identity.schema_version) == ("139901", 4527, len(migrations()))
    assert batches(pool) == ()
    assert verify_pool(pool) == ()


def test_a_new_pool_is_a_geopackage_by_its_own_marks(pool: Path) -> None:
    with closing(sqlite3.connect(pool)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert db.execute("PRAGMA user_version").fetchone()[0] in (10200, 10300, 10400)
        contents = dict(db.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall())
        assert db.execute("SELECT extension_name FROM gpkg_extensions WHERE table_name = 'parcel'").fetchall() == [
            ("gpkg_rtree_index",)
        ]
    assert contents.pop("parcel") == "features"
    plain = ["batch", "check_run", "claim", "event", "finding", "layer_snapshot", "meta", "migration", "rule_set"]
    assert set(contents) >= {*plain, "waiver"}
    assert set(contents.values()) == {"attributes"}


def test_gdal_reads_the_layer_in_the_countys_zone(pool: Path) -> None:
    source = ogr.Open(str(pool))
    layer = source.GetLayerByName("parcel")
    assert layer.GetFeatureCount() == 0
    assert layer.GetGeomType() == ogr.wkbMultiPolygon
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "4527"
    assert layer.TestCapability(ogr.OLCFastSpatialFilter)
    types = {d.GetName(): d.GetTypeName() for d in layer.schema}
    assert types["area_dm2"] == "Integer64"
    assert types["state_since"] == "Date"


def test_the_same_pool_made_twice_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.gpkg", "b.gpkg"):
        create_pool(tmp_path / name, county="139901", epsg=4527, created_on=CREATED_ON)
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()


@pytest.mark.parametrize(
    ("epsg", "of"),
    [(4490, "degrees"), (3857, "another datum"), (32650, "UTM"), (4213, "no zone"), (999_999, "nothing")],
)
def test_a_pool_is_kept_in_a_zone_of_cgcs2000_only(tmp_path: Path, epsg: int, of: str) -> None:
    with pytest.raises(InputProblem, match=str(epsg)):
        create_pool(tmp_path / "pool.gpkg", county="139901", epsg=epsg, created_on=CREATED_ON)
    assert list(tmp_path.iterdir()) == [], of


@pytest.mark.parametrize("county", ["", "13990", "1399011", "13990a", "１３９９０１"])
def test_a_county_has_six_digits(tmp_path: Path, county: str) -> None:
    with pytest.raises(InputProblem, match="county"):
        create_pool(tmp_path / "pool.gpkg", county=county, epsg=4527, created_on=CREATED_ON)
    assert list(tmp_path.iterdir()) == []


def test_a_pool_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "pool.gpkg"
    path.write_bytes(b"somebody's work")
    with pytest.raises(InputProblem, match=r"pool\.gpkg.*exists"):
        create_pool(path, county="139901", epsg=4527, created_on=CREATED_ON)
    assert path.read_bytes() == b"somebody's work"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pool_has_the_ending_that_qgis_knows(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"pool\.gpkg"):
        create_pool(tmp_path / "pool.db", county="139901", epsg=4527, created_on=CREATED_ON)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="nowhere"):
        create_pool(tmp_path / "nowhere" / "pool.gpkg", county="139901", epsg=4527, created_on=CREATED_ON)


def test_nothing_is_left_behind_when_the_making_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("zhanbu_plugin.pool.geopackage.making.apply", broken)
    with pytest.raises(InputProblem, match="disk is full"):
        create_pool(tmp_path / "pool.gpkg", county="139901", epsg=4527, created_on=CREATED_ON)
    assert list(tmp_path.iterdir()) == []


CREATE_WITH = """
import sys
from datetime import date
from pathlib import Path
from osgeo import gdal, ogr
for module in (gdal, ogr):
    getattr(module, sys.argv[1])()
from zhanbu_plugin.pool.creation import create_pool
create_pool(Path(sys.argv[2]), county="510131", epsg=4548, created_on=date(2026, 11, 1))
"""


@pytest.mark.parametrize("switch", ["UseExceptions", "DontUseExceptions"])
def test_creating_works_when_gdal_raises_exceptions_and_when_it_does_not(
    repository: Path, tmp_path: Path, switch: str
) -> None:
    """In a process of its own: GDAL keeps the switches of its modules on one stack, and other tests push there too."""
    path = tmp_path / "pool.gpkg"
    subprocess.run([sys.executable, "-c", CREATE_WITH, switch, str(path)], cwd=repository, check=True)
    assert pool_identity(path).epsg == 4548


@pytest.mark.parametrize("name", ["100% 储备 库.gpkg", "a#b?mode=ro.gpkg", "甲;乙'丙\".gpkg"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / "张三 的 #1 文件夹" / name
    path.parent.mkdir()
    create_pool(path, county="139901", epsg=4527, created_on=CREATED_ON)
    assert len(push_parcels(path, grid_of_parcels(2), **PUSH_TERMS).admitted) == 2
    assert verify_pool(path) == ()
    assert [p.name for p in path.parent.iterdir()] == [name]
