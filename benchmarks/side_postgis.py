"""PostGIS: everything subdivided to 256 vertices under GiST, loading included; no slope, areas in the plane."""

from __future__ import annotations

import io
from typing import Any

import psycopg2
import shapely
from osgeo import ogr
from psycopg2 import sql

from benchmarks.counties import GAP_M, ROLES, County
from benchmarks.postgres import server
from benchmarks.stopwatch import Stopwatch, timed_process

_RAW = "CREATE UNLOGGED TABLE {raw} (fid integer, geom geometry(Geometry, {srid}))"
_CUT = "CREATE UNLOGGED TABLE {cut} AS SELECT fid, ST_Subdivide(geom, 256) AS geom FROM {raw}"
_INDEX = "CREATE INDEX ON {cut} USING gist (geom)"
_OVERLAP = """
    CREATE UNLOGGED TABLE {result} AS
    SELECT p.fid, ST_Area(ST_Union(
        CASE WHEN ST_CoveredBy(p.geom, c.geom) THEN p.geom ELSE ST_Intersection(p.geom, c.geom) END)) AS area
    FROM parcels_cut p JOIN {cut} c ON ST_Intersects(p.geom, c.geom)
    GROUP BY p.fid
"""
_CLUSTERS = """
    CREATE UNLOGGED TABLE blocks AS
    SELECT fid, ST_ClusterDBSCAN(geom, eps := %s, minpoints := 1) OVER () AS block FROM parcels WHERE fid %% 3 = 0
"""
SRID = 4526


def postgis(county: County, watch: Stopwatch) -> None:
    """Time loading with subdividing and indexing, overlaps with 8 layers, contiguity of a third."""
    with server() as socket:
        connection = psycopg2.connect(host=str(socket), user="postgres", dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION postgis")
            with watch.stage("load"):
                _load(cursor, str(county.survey), "DLTB", "parcels")
                for name in ROLES.values():
                    _load(cursor, str(county.constraints), name, name)
            sums = []
            for name in ROLES.values():
                with watch.stage("overlaps"):
                    cursor.execute(_filled(_OVERLAP, result=f"{name}_overlap", cut=f"{name}_cut"))
                cursor.execute(_filled("SELECT sum(area) FROM {result}", result=f"{name}_overlap"))
                sums.append(round(cursor.fetchone()[0], 2))
            with watch.stage("contiguity"):
                cursor.execute(_CLUSTERS, [GAP_M])
            cursor.execute("SELECT count(DISTINCT block) FROM blocks")
            watch.facts["blocks"] = cursor.fetchone()[0]
            cursor.execute("SELECT postgis_lib_version(), current_setting('server_version')")
            watch.facts["versions"] = dict(zip(("postgis", "postgresql"), cursor.fetchone()))
        connection.close()
    watch.total("overlaps in all", ("load", "overlaps"))
    watch.facts["overlap sums m²"] = sums


def _load(cursor: Any, path: str, layer: str, table: str) -> None:  # noqa: ANN401
    """Copy a layer as binary in hexadecimal, which is the fastest way in, and cut it up under an index."""
    source = ogr.Open(path)
    features = [(f.GetFID(), bytes(f.GetGeometryRef().ExportToWkb())) for f in source.GetLayerByName(layer)]
    shapes = shapely.set_srid(shapely.from_wkb([wkb for _, wkb in features]), SRID)
    lines = zip(features, shapely.to_wkb(shapes, hex=True, include_srid=True))
    text = io.StringIO("".join(f"{fid}\t{wkb}\n" for (fid, _), wkb in lines))
    names = {"raw": table, "cut": f"{table}_cut"}
    cursor.execute(sql.SQL(_RAW).format(raw=sql.Identifier(table), srid=sql.Literal(SRID)))
    cursor.copy_expert(_filled("COPY {raw} FROM STDIN", raw=table), text)
    for statement in (_CUT, _INDEX, "ANALYZE {cut}"):
        cursor.execute(_filled(statement, **names))


def _filled(statement: str, **names: str) -> sql.Composed:
    return sql.SQL(statement).format(**{name: sql.Identifier(value) for name, value in names.items()})


if __name__ == "__main__":
    timed_process(postgis)
