"""Reading ``parcels.gpkg`` of a submission that may come from anybody.

SQLite runs what a schema says (views, triggers, generated columns, virtual tables), so the schema is looked at before
the first row, the file is opened read-only and untrusted, and the work is bounded.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import shapely
from shapely.errors import ShapelyError

from ...checks.checked import findings_from_json, findings_to_json
from ...checks.waivers.waiver import waivers_from_json, waivers_to_json
from ...pool.chain import canonical
from ...pool.geopackage.blob import decode
from ...pool.records import PoolParcel
from ...survey.crs import Crs, same_system
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ...survey.zones import zone_of_epsg
from ..scratch import laid_out
from .geopackage import LAYER, columns_of

_TABLES = {
    "gpkg_spatial_ref_sys",
    "gpkg_contents",
    "gpkg_extensions",
    "gpkg_geometry_columns",
    "gpkg_tile_matrix_set",
    "gpkg_tile_matrix",
    "sqlite_sequence",
    LAYER,
}
_RECORDS = ("survey", "measures", "findings", "waivers")
_TEXTS = (
    *("parcel_uid", "parcel_no", "system", "batch", "category", "state", "source_id", "verdict", "run_id"),
    *("since", "geom_hash", *_RECORDS),
)
_GDAL_TRIGGERS = "gpkg_tile_matrix"
_MOST_STEPS = 4_000
_STEP = 100_000
_MOST_PARCELS = 100_000
_MOST_FINDINGS = 1_048_000
"""Of all parcels, as many as a sheet has rows for."""
_LONGEST_RECORD = 4 << 20
"""Characters of one parcel's survey, measures, findings or waivers."""
_LONGEST_PARCEL = 5_000_000.0
_LONGEST_OF_ALL = 500_000_000.0
"""Metres of boundary. Measuring an area puts a point on every 70 m of it, so that a false coordinate costs memory."""
_DAMAGE = (sqlite3.Error, ArithmeticError, LookupError, RecursionError, TypeError, ValueError, ShapelyError)


@dataclass(frozen=True)
class PackageParcels:
    """The parcels of a package in the file's order, and the EPSG code of their coordinates."""

    epsg: int
    parcels: tuple[PoolParcel, ...]


def read_parcels(content: bytes, source: str) -> PackageParcels:
    """The parcels of ``parcels.gpkg``. Raises ``InputProblem`` naming the parcel, ``NoRoom``."""
    with laid_out(content, "parcels.gpkg") as path:
        try:
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
            try:
                return _read(connection, source)
            finally:
                connection.close()
        except _DAMAGE as error:
            _refuse(translate("zhanbu", "The GeoPackage is damaged ({reason}).", reason=error), source, cause=error)


def _refuse(what: Wording, source: str, parcel: str = "", cause: BaseException | None = None) -> NoReturn:
    remedy = translate("zhanbu", "Ask the sender for the original file.")
    raise InputProblem(what, remedy=remedy, source=source, parcel=parcel) from cause


def _read(connection: sqlite3.Connection, source: str) -> PackageParcels:
    steps = iter(range(_MOST_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, _STEP)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        _refuse(translate("zhanbu", "The GeoPackage is damaged."), source)
    _check_schema(connection, source)
    epsg = _system(connection, source)
    rows = connection.execute("SELECT * FROM parcels ORDER BY fid LIMIT ?", (_MOST_PARCELS + 1,)).fetchall()
    if len(rows) > _MOST_PARCELS:
        _refuse(translate("zhanbu", "The GeoPackage has more than {limit} parcels.", limit=_MOST_PARCELS), source)
    room = _MOST_FINDINGS
    parcels = []
    for row, shape in zip(rows, _shapes(rows)):
        parcels.append(_parcel(row, shape, room, source))
        room -= len(parcels[-1].findings)
    if shapely.length([p.geometry for p in parcels]).sum() > _LONGEST_OF_ALL:
        _refuse(translate("zhanbu", "The parcels of the GeoPackage are too large to be parcels."), source)
    _check_columns(rows, parcels, source)
    return PackageParcels(epsg, tuple(parcels))


def _check_schema(connection: sqlite3.Connection, source: str) -> None:
    for row in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"):
        sql = (row["sql"] or "").upper()
        plain = row["type"] == "table" and row["name"] in _TABLES and not sql.startswith("CREATE VIRTUAL")
        index = row["type"] == "index" and row["sql"] is None
        trigger = row["type"] == "trigger" and row["tbl_name"] == _GDAL_TRIGGERS
        if not (plain or index or trigger):
            what = translate("zhanbu", "The GeoPackage holds something besides the parcels: {name}.", name=row["name"])
            _refuse(what, source)
    for row in connection.execute("PRAGMA table_xinfo(parcels)"):
        if row["hidden"]:
            what = translate("zhanbu", "The GeoPackage holds something besides the parcels: {name}.", name=row["name"])
            _refuse(what, source)


def _system(connection: sqlite3.Connection, source: str) -> int:
    """EPSG code of the layer, after a look at whether its definition means what the code says."""
    listed = connection.execute("SELECT table_name, data_type, srs_id FROM gpkg_contents").fetchall()
    shapes = connection.execute("SELECT table_name, column_name, srs_id, z, m FROM gpkg_geometry_columns").fetchall()
    if [tuple(r)[:2] for r in listed] != [(LAYER, "features")] or len(shapes) != 1:
        _refuse(translate("zhanbu", "The GeoPackage doesn't list one layer of parcels."), source)
    epsg = listed[0]["srs_id"]
    if tuple(shapes[0]) != (LAYER, "geom", epsg, 0, 0) or type(epsg) is not int:
        _refuse(translate("zhanbu", "The GeoPackage doesn't list one layer of parcels."), source)
    if zone_of_epsg(epsg) is None:
        _refuse(translate("zhanbu", "EPSG:{epsg} isn't a Gauss-Krüger zone of CGCS2000.", epsg=epsg), source)
    system = connection.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (epsg,)
    ).fetchone()
    if system is None or tuple(system)[:2] != ("EPSG", epsg) or not _defines(system["definition"], epsg):
        _refuse(translate("zhanbu", "The coordinate system isn't defined as EPSG:{epsg}.", epsg=epsg), source)
    return epsg


def _defines(definition: object, epsg: int) -> bool:
    try:
        return same_system(Crs.of(str(definition)), Crs.of(epsg))
    except InputProblem:
        return False


def _shapes(rows: Sequence[sqlite3.Row]) -> Sequence[shapely.Geometry | None]:
    """The shapes of all rows; ``None`` for each where any is wrong, so that the row is looked at by itself."""
    try:
        shapes = decode([row["geom"] for row in rows])
    except _DAMAGE:
        return [None] * len(rows)
    whole = shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOLYGON
    whole &= ~shapely.has_z(shapes) & ~shapely.is_empty(shapes) & (shapely.length(shapes) < _LONGEST_PARCEL)
    sound = bool(whole.all()) and bool(shapely.is_valid(shapes).all())
    return list(shapes) if sound else [None] * len(rows)


def _parcel(row: sqlite3.Row, shape: shapely.Geometry | None, room: int, source: str) -> PoolParcel:
    number = str(row["parcel_no"])[:80]
    try:
        return _plain_parcel(row, shape, room)
    except _DAMAGE as error:
        what = translate("zhanbu", "The row of the GeoPackage can't be read ({reason}).", reason=error)
        _refuse(what, source, number, error)


def _plain_shape(blob: object) -> shapely.Geometry:
    """A shape by itself. Raises ``ValueError`` saying what is wrong with it."""
    geometry = decode([blob])[0]
    if (
        geometry is None
        or geometry.geom_type != "MultiPolygon"
        or shapely.has_z(geometry)
        or shapely.is_empty(geometry)
    ):
        raise ValueError("geom")
    if not shapely.length(geometry) < _LONGEST_PARCEL:
        raise ValueError(f"geom: {shapely.length(geometry):.0f} m")
    if not shapely.is_valid(geometry):
        raise ValueError(shapely.is_valid_reason(geometry))
    return geometry


def _plain_parcel(row: sqlite3.Row, shape: shapely.Geometry | None, room: int) -> PoolParcel:
    texts = {name: row[name] for name in _TEXTS}
    for name, text in texts.items():
        if type(text) is not str:
            raise ValueError(name)
    since, geometry_hash = texts.pop("since"), texts.pop("geom_hash")
    stated = {name: texts.pop(name) for name in _RECORDS}
    for name, text in stated.items():
        if len(text) > _LONGEST_RECORD:
            raise ValueError(f"{name}: {len(text)}")
    if type(row["area_dm2"]) is not int or row["area_dm2"] <= 0:
        raise ValueError("area_dm2")
    geometry = _plain_shape(row["geom"]) if shape is None else shape
    findings = findings_from_json(texts["source_id"], stated["findings"])
    if len(findings) > room:
        raise ValueError(f"findings: > {_MOST_FINDINGS}")
    survey, measures = _plain_json(stated["survey"]), _plain_json(stated["measures"])
    if findings_to_json(findings) != stated["findings"]:
        raise ValueError("findings")
    waivers = waivers_from_json(texts["source_id"], stated["waivers"])
    if waivers_to_json(waivers) != stated["waivers"]:
        raise ValueError("waivers")
    return PoolParcel(
        state_since=date.fromisoformat(since),
        geometry=geometry,
        geometry_hash=geometry_hash,
        area_dm2=row["area_dm2"],
        survey=survey,
        measures=measures,
        findings=findings,
        waivers=waivers,
        **texts,
    )


def _plain_json(text: str) -> Mapping[str, Any]:
    """A flat object as the pool writes it; anything else could read differently elsewhere."""
    content = json.loads(text)
    if not isinstance(content, dict) or canonical(content) != text:
        raise ValueError(text[:80])
    if any(isinstance(value, (dict, list)) for value in content.values()):
        raise ValueError(text[:80])
    return content


def _check_columns(rows: list[sqlite3.Row], parcels: Sequence[PoolParcel], source: str) -> None:
    """Every column must say what the record says, because a person in QGIS sees the columns."""
    columns = columns_of(parcels)
    if rows and {*rows[0].keys()} != {"fid", "geom", *(c.name for c in columns)}:
        _refuse(translate("zhanbu", "The columns of the GeoPackage aren't those of a submission."), source)
    for column in columns:
        if column.name in _RECORDS:  # read and spelled again, parcel by parcel
            continue
        for row, parcel in zip(rows, parcels):
            if row[column.name] != column.stored(column.value_of(parcel)):
                what = translate("zhanbu", "Column {name} differs from the record.", name=column.name)
                _refuse(what, source, parcel.parcel_no)
