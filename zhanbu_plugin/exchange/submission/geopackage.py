"""``parcels.gpkg`` of a submission: the parcels as the pool holds them, for programs and for people in QGIS.

``survey``, ``measures``, ``findings`` and ``waivers`` are JSON and complete; the survey's columns beside them are for
people and for checks that are repeated on this file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import shapely
from osgeo import gdal, ogr, osr

from ...checks.checked import findings_to_json
from ...checks.reading.gdal_complaints import complaints
from ...checks.waivers.waiver import waivers_to_json
from ...pool.chain import canonical
from ...pool.records import PoolParcel
from ...survey.dltb_fields import dltb_fields
from ...survey.units import m2_of
from ..scratch import NoRoom

LAYER = "parcels"

_DATASET_OPTIONS = ["VERSION=1.2", "ADD_GPKG_OGR_CONTENTS=NO"]
_LAYER_OPTIONS = ["SPATIAL_INDEX=NO", "GEOMETRY_NAME=geom", "FID=fid"]


@dataclass(frozen=True)
class LayerColumn:
    """A column of the layer: name, OGR type, and where its value comes from."""

    name: str
    type: int
    value_of: Callable[[PoolParcel], Any]

    def stored(self, value: Any) -> Any:  # noqa: ANN401
        """A value as the column's type stores it."""
        if value is None or self.type == ogr.OFTInteger64:
            return value
        return float(value) if self.type == ogr.OFTReal else str(value)


_OWN = (
    LayerColumn("parcel_uid", ogr.OFTString, lambda p: p.parcel_uid),
    LayerColumn("parcel_no", ogr.OFTString, lambda p: p.parcel_no),
    LayerColumn("system", ogr.OFTString, lambda p: p.system),
    LayerColumn("batch", ogr.OFTString, lambda p: p.batch),
    LayerColumn("category", ogr.OFTString, lambda p: p.category),
    LayerColumn("state", ogr.OFTString, lambda p: p.state),
    LayerColumn("since", ogr.OFTString, lambda p: p.state_since.isoformat()),
    LayerColumn("source_id", ogr.OFTString, lambda p: p.source_id),
    LayerColumn("area_dm2", ogr.OFTInteger64, lambda p: p.area_dm2),
    LayerColumn("area_m2", ogr.OFTReal, lambda p: m2_of(p.area_dm2)),
    LayerColumn("verdict", ogr.OFTString, lambda p: p.verdict),
    LayerColumn("run_id", ogr.OFTString, lambda p: p.run_id),
    LayerColumn("geom_hash", ogr.OFTString, lambda p: p.geometry_hash),
    LayerColumn("survey", ogr.OFTString, lambda p: canonical(p.survey)),
    LayerColumn("measures", ogr.OFTString, lambda p: canonical(p.measures)),
    LayerColumn("findings", ogr.OFTString, lambda p: findings_to_json(p.findings)),
    LayerColumn("waivers", ogr.OFTString, lambda p: waivers_to_json(p.waivers)),
)


def columns_of(parcels: Sequence[PoolParcel]) -> tuple[LayerColumn, ...]:
    """The layer's columns. Survey columns are the standard's, in its order, where any parcel has a value."""
    surveyed = []
    for name in dltb_fields():
        values = [p.survey[name] for p in parcels if p.survey.get(name) is not None]
        if values:
            surveyed.append(LayerColumn(name, _type_of(values), _survey_value(name)))
    return (*_OWN, *surveyed)


def _survey_value(name: str) -> Callable[[PoolParcel], Any]:
    return lambda parcel: parcel.survey.get(name)


def _type_of(values: Sequence[object]) -> int:
    """One type for a column whose values may come from several layers."""
    if all(type(v) is int for v in values):
        return int(ogr.OFTInteger64)
    return int(ogr.OFTReal if all(type(v) in (int, float) for v in values) else ogr.OFTString)


def write_parcels(parcels: Sequence[PoolParcel], epsg: int, as_of: date) -> bytes:
    """The file's bytes: the same for the same parcels, whenever and wherever it is written.

    GDAL stamps the time of writing, now and then in a transaction of its own, and SQLite leaves traces of the order
    of its work: so the stamp is replaced by ``as_of``, the file is rewritten page by page at the end, and what counts
    the transactions begins anew. Raises ``NoRoom``.
    """
    try:
        with TemporaryDirectory(prefix="zhanbu-") as folder:
            path = Path(folder) / "parcels.gpkg"
            with complaints() as said:
                _write_layer(parcels, epsg, path)
            if said:
                raise OSError(said[0])
            _settle(path, as_of)
            return _uncounted(path.read_bytes())
    except (OSError, RuntimeError, sqlite3.Error) as error:
        raise NoRoom(error, "parcels.gpkg") from error


def _write_layer(parcels: Sequence[PoolParcel], epsg: int, path: Path) -> None:
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown, _DATASET_OPTIONS)
    if dataset is None:
        return
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    layer = dataset.CreateLayer(LAYER, reference, ogr.wkbMultiPolygon, _LAYER_OPTIONS)
    columns = columns_of(parcels)
    for column in columns:
        layer.CreateField(ogr.FieldDefn(column.name, column.type))
    layer.StartTransaction()
    for fid, parcel in enumerate(parcels, 1):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetFID(fid)
        for index, column in enumerate(columns):
            _set(feature, index, column.type, column.stored(column.value_of(parcel)))
        feature.SetGeometryDirectly(
            ogr.CreateGeometryFromWkb(shapely.to_wkb(multipolygon(parcel.geometry), output_dimension=2))
        )
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    dataset.FlushCache()


def _set(feature: Any, index: int, kind: int, value: Any) -> None:  # noqa: ANN401
    if value is None:
        feature.SetFieldNull(index)
    elif kind == ogr.OFTInteger64:
        feature.SetFieldInteger64(index, value)
    else:
        feature.SetField(index, value)


def multipolygon(geometry: shapely.Geometry) -> shapely.Geometry:
    """The same ground as a multipolygon: the layer has one type."""
    return shapely.MultiPolygon([geometry]) if geometry.geom_type == "Polygon" else geometry


def _settle(path: Path, as_of: date) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("UPDATE gpkg_contents SET last_change = ?", (f"{as_of.isoformat()}T00:00:00.000Z",))
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _uncounted(file: bytes) -> bytes:
    """The file with SQLite's two counters of changes, which must be equal (file format 1.3.7 and 1.3.17), at one."""
    one = (1).to_bytes(4, "big")
    return file[:24] + one + file[28:92] + one + file[96:]
