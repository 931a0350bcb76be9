"""The city's own database: what the counties submitted, made afresh from packages, changed by nobody."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import psycopg2
import pytest
import shapely.affinity
from osgeo import ogr
from submission_example import EPSG, batch_of, built, checked, shape

from zhanbu_plugin.checks.reading.gdal_complaints import complaints
from zhanbu_plugin.exchange.comparing.opened import OpenedPackage, open_package
from zhanbu_plugin.exchange.comparing.together import Gathering, gather
from zhanbu_plugin.exchange.merging.city import write_city
from zhanbu_plugin.exchange.merging.city_tables import city_tables
from zhanbu_plugin.pool.postgis.address import ServerPool
from zhanbu_plugin.survey.problem import InputProblem

SCHEMA = "city_139900"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, OpenedPackage]:
    """Two submissions that claim a strip of 10 m both, the second of a neighbouring county by its name alone."""
    folder = tmp_path_factory.mktemp("packages")
    strip = shapely.affinity.translate(shape(2), 61.0)
    found = {}
    for name, parcels, sequence in (
        ("one", [checked(i) for i in range(3)], 1),
        ("other", [checked(10, strip), checked(11)], 2),
    ):
        own = folder / name
        own.mkdir()
        found[name] = open_package(built(batch_of(own, parcels), own, sequence=sequence).path)
    found["other"] = replace(found["other"], manifest=replace(found["other"].manifest, county="139902"))
    return found


@pytest.fixture(scope="module")
def both(packages: dict[str, OpenedPackage]) -> Gathering:
    return gather(list(packages.values()))


def test_totals_add_up_by_county_and_system_in_every_unit(both: Gathering) -> None:
    totals = next(table for table in city_tables(both) if table.name == "totals")
    names = [name for name, _ in totals.columns]
    one, other, sum_ = (dict(zip(names, row)) for row in totals.rows)
    assert [row["county"] for row in (one, other, sum_)] == ["139901", "139902", ""]
    assert (sum_["packages"], sum_["parcels"]) == (2, 5)
    assert sum_["area_dm2"] == sum(p.parcel.area_dm2 for p in both.parcels)
    for unit in ("area_m2", "area_mu", "area_ha"):
        added = sum(Decimal(str(row[unit])) for row in (one, other))
        assert added == Decimal(str(sum_[unit])), unit
    assert abs(float(sum_["area_mu"]) - sum_["area_dm2"] / 100 / (2000 / 3)) < 0.01  # type: ignore[operator]


def read(path: Path) -> dict[str, list[dict[str, object]]]:
    """Everything that GDAL finds."""
    source = ogr.Open(str(path))
    layers = [source.GetLayer(i) for i in range(source.GetLayerCount())]
    return {layer.GetName(): [feature.items() for feature in layer] for layer in layers}


def test_a_file_holds_all_that_counts_and_refuses_every_change(both: Gathering, tmp_path: Path) -> None:
    path = tmp_path / "市级汇总.gpkg"
    write_city(path, both)
    found = read(path)
    assert {name: len(rows) for name, rows in found.items()} == {
        "parcels": 5,
        "packages": 2,
        "totals": 3,
        "claimed_twice": 1,
    }
    assert [row["area_dm2"] for row in found["parcels"]] == [p.parcel.area_dm2 for p in both.parcels]
    source = ogr.Open(str(path))
    assert source.GetLayerByName("parcels").GetSpatialRef().GetAuthorityCode(None) == str(EPSG)
    with sqlite3.connect(path) as connection:
        for statement in (
            "DELETE FROM parcels",
            "UPDATE packages SET parcels = 1",
            "INSERT INTO totals (system) VALUES ('CROP')",
            "DELETE FROM claimed_twice",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="merge the packages again"):
                connection.execute(statement)
    with complaints() as said, contextlib.suppress(RuntimeError):
        source = ogr.Open(str(path), 1)
        feature = source.GetLayerByName("parcels").GetFeature(1)
        feature["area_m2"] = 1.0
        source.GetLayerByName("parcels").SetFeature(feature)
    assert "merge the packages again" in said[0]


def test_the_same_packages_give_the_same_file_and_new_ones_replace_it(
    both: Gathering, packages: dict[str, OpenedPackage], tmp_path: Path
) -> None:
    one, again = tmp_path / "one.gpkg", tmp_path / "again.gpkg"
    write_city(one, gather([packages["one"]]))
    write_city(again, both)
    write_city(one, both)
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(again.read_bytes()).digest()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.gpkg", "one.gpkg"]


@pytest.mark.parametrize("name", ["pool.gpkg", "notes.gpkg", "city.shp"])
def test_another_file_is_never_replaced(both: Gathering, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "pool.gpkg":
        batch_of(tmp_path, [checked(0)])
    else:
        path.write_bytes(b"my notes")
    before = path.read_bytes()
    with pytest.raises(InputProblem, match=name):
        write_city(path, both)
    assert path.read_bytes() == before


@pytest.fixture
def server(database_socket: Path) -> Callable[[], psycopg2.extensions.connection]:
    return lambda: psycopg2.connect(f"host={database_socket} dbname=zhanbu user=postgres")


def test_a_schema_is_filled_anew_at_once_and_readers_keep_their_rights(
    both: Gathering,
    packages: dict[str, OpenedPackage],
    database_socket: Path,
    server: Callable[[], psycopg2.extensions.connection],
) -> None:
    place = ServerPool(f"host={database_socket} dbname=zhanbu user=postgres", SCHEMA, f"pg:办公室/{SCHEMA}")
    try:
        write_city(place, gather([packages["one"]]))
        with server() as connection, connection.cursor() as cursor:
            cursor.execute("DROP ROLE IF EXISTS reader")
            cursor.execute("CREATE ROLE reader")
            cursor.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO reader")
            cursor.execute(f"GRANT SELECT ON {SCHEMA}.parcels TO reader")
        write_city(place, both)
        with server() as connection, connection.cursor() as cursor:
            cursor.execute("SET ROLE reader")
            cursor.execute(f"SELECT area_dm2, ST_SRID(geom), ST_Area(geom) FROM {SCHEMA}.parcels ORDER BY fid")
            rows = cursor.fetchall()
            assert [(area, srid) for area, srid, _ in rows] == [(p.parcel.area_dm2, EPSG) for p in both.parcels]
            assert [plane for *_, plane in rows] == pytest.approx([p.geometry.area for p in both.parcels])
            cursor.execute("RESET ROLE")
            cursor.execute(f"SELECT count(*) FROM {SCHEMA}.claimed_twice")
            assert cursor.fetchone() == (1,)
            with pytest.raises(psycopg2.errors.RaiseException, match="merge the packages again"):
                cursor.execute(f"UPDATE {SCHEMA}.parcels SET area_m2 = 0")
    finally:
        with server() as connection, connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            cursor.execute("DROP ROLE IF EXISTS reader")


def test_another_schema_is_never_replaced(
    both: Gathering, database_socket: Path, server: Callable[[], psycopg2.extensions.connection]
) -> None:
    dsn = f"host={database_socket} dbname=zhanbu user=postgres"
    with pytest.raises(InputProblem, match="isn't a city's database"):
        write_city(ServerPool(dsn, "public", "pg:办公室/public"), both)
    for schema in ("pg_city", "x" * 64):
        with pytest.raises(InputProblem, match="can't be the name of a schema"):
            write_city(ServerPool(dsn, schema, f"pg:办公室/{schema}"), both)
    with server() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.parcels'), to_regclass('public.spatial_ref_sys') IS NOT NULL")
        assert cursor.fetchone() == (None, True)
