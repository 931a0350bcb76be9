"""The city's database as a GeoPackage: made whole beside the old one, then put in its place."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from osgeo import gdal, ogr, osr

from ...checks.reading.gdal_complaints import complaints
from ...survey.problem import InputProblem
from ...survey.wording import translate
from .city_tables import FORMAT, SHAPE, CityTable

_TYPES = {"text": ogr.OFTString, "integer": ogr.OFTInteger64, "real": ogr.OFTReal}
_FAULTS = (OSError, RuntimeError, sqlite3.Error)


def write_city_file(path: Path, tables: Sequence[CityTable], *, epsg: int, as_of: date) -> None:
    """Replace the city's GeoPackage. What other programs try to change in it is refused.

    Raises ``InputProblem`` when the file is something else, or when it can't be written: then the old one stays.
    """
    if path.suffix.lower() != ".gpkg":
        raise InputProblem(
            translate("zhanbu", "The city's database is a GeoPackage."),
            remedy=translate("zhanbu", "Give a name that ends in .gpkg."),
            source=path.name,
        )
    if path.exists() and not _is_city(path):
        raise InputProblem(
            translate("zhanbu", "The file is there and isn't a city's database, so it isn't replaced."),
            remedy=translate("zhanbu", "Give another name."),
            source=path.name,
        )
    part = path.with_name(f".{path.stem}.part.gpkg")
    try:
        part.unlink(missing_ok=True)
        with complaints() as said:
            _write(part, tables, epsg)
        if said:
            raise OSError(said[0])
        _settle(part, as_of)
        part.replace(path)
    except _FAULTS as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise InputProblem(
            translate("zhanbu", "The city's database can't be written ({reason}).", reason=error),
            remedy=translate("zhanbu", "Check the disk and the folder's permissions, and close programs that read it."),
            source=path.name,
        ) from error


def _is_city(path: Path) -> bool:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute("SELECT value FROM city WHERE key = 'format'").fetchone() == (FORMAT,)
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def _write(path: Path, tables: Sequence[CityTable], epsg: int) -> None:
    options = ["VERSION=1.2", "ADD_GPKG_OGR_CONTENTS=NO"]
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown, options)
    if dataset is None:
        return
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    for table in tables:
        _write_table(dataset, table, reference)
    dataset.FlushCache()


def _write_table(dataset: Any, table: CityTable, reference: osr.SpatialReference) -> None:  # noqa: ANN401
    options = [f"GEOMETRY_NAME={SHAPE}", "FID=fid"]
    if table.shapes is None:
        layer = dataset.CreateLayer(table.name, None, ogr.wkbNone, options[1:])
    else:
        layer = dataset.CreateLayer(table.name, reference, ogr.wkbMultiPolygon, options)
    for name, kind in table.columns:
        layer.CreateField(ogr.FieldDefn(name, _TYPES[kind]))
    layer.StartTransaction()
    for number, row in enumerate(table.rows):
        feature = ogr.Feature(layer.GetLayerDefn())
        for index, value in enumerate(row):
            feature.SetField(index, value)
        if table.shapes is not None:
            shape = shapely.to_wkb(table.shapes[number], output_dimension=2)
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(shape))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def _settle(path: Path, as_of: date) -> None:
    """GDAL's stamp of the time gives way to ``as_of``: the same packages give the same file."""
    protection = Path(__file__).with_name("city_file_read_only.sql").read_text(encoding="utf-8")
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("CREATE TABLE city (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        connection.executemany("INSERT INTO city VALUES (?, ?)", [("format", FORMAT), ("as_of", as_of.isoformat())])
        connection.execute("UPDATE gpkg_contents SET last_change = ?", (f"{as_of.isoformat()}T00:00:00.000Z",))
        connection.executescript(protection)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    finally:
        connection.close()
