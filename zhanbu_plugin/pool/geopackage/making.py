"""Making a GeoPackage pool: GDAL lays the base (contents, reference system, R-tree), our migrations the schema."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from osgeo import gdal, ogr, osr

from ..sql.tables import Filling
from .blob import register_functions
from .connection import FORMAT
from .filling import fill_tables
from .migrations import apply, migrations
from .problems import told_as_problems, unreachable
from .upgrading import list_tables


def make(path: Path, *, epsg: int, meta: Mapping[str, str], created_on: str, fill: Filling | None = None) -> None:
    """A new pool at ``path`` with what ``fill`` puts into it, complete or not at all. Raises ``InputProblem``."""
    with _workshop(path) as folder:
        draft = folder / path.name
        _lay_base(draft, path, epsg)
        with told_as_problems(path):
            _lay_schema(draft, {"format": FORMAT, "epsg": str(epsg), **meta}, epsg, fill)
        _lay_index(draft, path)
        with told_as_problems(path):
            _fix_dates(draft, created_on)
        try:
            draft.replace(path)
        except OSError as error:
            raise unreachable(path, str(error)) from error


@contextmanager
def _workshop(path: Path) -> Iterator[Path]:
    """A folder beside the pool (the same disk, so the last step is one rename), gone afterwards whatever happens."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".zhanbu-", dir=path.parent))
    except OSError as error:
        raise unreachable(path, error.strerror or str(error)) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lay_base(draft: Path, path: Path, epsg: int) -> None:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    with _gdal_told(path):
        source = ogr.GetDriverByName("GPKG").CreateDataSource(str(draft), options=["ADD_GPKG_OGR_CONTENTS=NO"])
        if source is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        options = ["SPATIAL_INDEX=NO", "GEOMETRY_NAME=geom", "FID=fid"]
        if source.CreateLayer("parcel", reference, ogr.wkbMultiPolygon, options=options) is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        del source


def _lay_schema(draft: Path, meta: Mapping[str, str], epsg: int, fill: Filling | None) -> None:
    """GDAL's bare table gives way to ours with its constraints; what GDAL noted about it stays true."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DROP TABLE parcel")
        for migration in migrations():
            apply(connection, migration)
        for key, value in sorted(meta.items()):
            connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))
        if fill is not None:
            fill_tables(connection, epsg, fill)
        list_tables(connection)
        connection.execute("COMMIT")


def _lay_index(draft: Path, path: Path) -> None:
    with _gdal_told(path):
        source = ogr.Open(str(draft), update=1)
        if source is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        answer = source.ExecuteSQL("SELECT CreateSpatialIndex('parcel', 'geom')")
        done = answer is not None and answer.GetNextFeature().GetField(0) == 1
        source.ReleaseResultSet(answer)
        if not done:
            raise RuntimeError(gdal.GetLastErrorMsg())
        del source


def _fix_dates(draft: Path, created_on: str) -> None:
    """GDAL stamps the clock; the same pool made twice should be the same."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        register_functions(connection)
        connection.execute("UPDATE gpkg_contents SET last_change = ?", (f"{created_on}T00:00:00.000Z",))


@contextmanager
def _gdal_told(path: Path) -> Iterator[None]:
    """GDAL's errors, whether it raises them or only notes them, as a problem with the file."""
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    except RuntimeError as error:
        raise unreachable(path, str(error)) from error
    finally:
        gdal.PopErrorHandler()
