"""The parcels as a shapefile (Shapefile 成果), for programs that read nothing else: GBK with .cpg, .prj as ESRI has it.

It is written here rather than by GDAL, so that any version of any library gives the same bytes: the city compares them
with those that it makes of the GeoPackage itself. Formats: ESRI Shapefile Technical Description (1998), dBASE III.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from osgeo import ogr

from ...pool.records import PoolParcel
from ...regimes.rule_set import RuleSet
from ...survey.zones import zone_of_epsg
from .content import category_title, printed_areas, state_title, verdict_word
from .dbase import DbaseColumn, dbase
from .format import SHAPEFILE
from .geopackage import columns_of

_CODE, _VERSION, _POLYGON = 9994, 1000, 5
_HEAD_BYTES, _RECORD_HEAD, _POINT_BYTES = 100, 8, 16
_OWN = {"parcel_uid", "parcel_no", "system", "batch", "category", "state", "since", "source_id", "area_dm2", "area_m2"}
_OWN |= {"verdict", "run_id", "geom_hash", "survey", "measures", "findings", "waivers"}


def write_shapefile(parcels: Sequence[PoolParcel], epsg: int, as_of: date, rules: RuleSet) -> dict[str, bytes]:
    """The files of the set by their names in the package: the same for the same parcels.

    Texts are GBK, or GB18030 where GBK lacks one of their characters; .cpg says which.
    """
    shapes = np.array([parcel.geometry for parcel in parcels], dtype=object)
    records = _polygons(shapes)
    box = shapely.total_bounds(shapes).tolist() if parcels else [0.0] * 4
    table, encoding = dbase(_columns(parcels, rules), as_of)
    offsets, place = [], _HEAD_BYTES
    for record in records:
        offsets.append(place)
        place += _RECORD_HEAD + len(record)
    heads = [struct.pack(">2i", number, len(record) // 2) for number, record in enumerate(records, 1)]
    index = [struct.pack(">2i", offset // 2, len(record) // 2) for offset, record in zip(offsets, records)]
    return {
        f"{SHAPEFILE}.cpg": encoding.encode("ascii"),
        f"{SHAPEFILE}.dbf": table,
        f"{SHAPEFILE}.prj": esri_wkt(epsg).encode("ascii"),
        f"{SHAPEFILE}.shp": _head(place, box) + b"".join(h + r for h, r in zip(heads, records)),
        f"{SHAPEFILE}.shx": _head(_HEAD_BYTES + _RECORD_HEAD * len(records), box) + b"".join(index),
    }


def esri_wkt(epsg: int) -> str:
    """The definition of a Gauss–Krüger zone of CGCS2000 as ESRI's programs spell it.

    Raises ``ValueError`` for any other system.
    """
    zone = zone_of_epsg(epsg)
    if zone is None:
        raise ValueError(f"EPSG:{epsg}")
    family = "CGCS2000_3_Degree_GK" if zone.width == 3 else "CGCS2000_GK"
    name = f"{family}_Zone_{zone.number}" if zone.prefixed else f"{family}_CM_{zone.central_meridian}E"
    return (
        f'PROJCS["{name}",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
        'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
        f'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{zone.false_easting}],PARAMETER["False_Northing",0.0],'
        f'PARAMETER["Central_Meridian",{float(zone.central_meridian)}],PARAMETER["Scale_Factor",1.0],'
        'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )


def _head(size: int, box: Sequence[float]) -> bytes:
    return (
        struct.pack(">7i", _CODE, 0, 0, 0, 0, 0, size // 2)
        + struct.pack("<2i", _VERSION, _POLYGON)
        + struct.pack("<8d", *box, 0.0, 0.0, 0.0, 0.0)
    )


def _polygons(shapes: NDArray[np.object_]) -> list[bytes]:
    """A record for each shape (n,): outer rings clockwise, holes the other way, each closed."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    shell = np.diff(part, prepend=-1) > 0
    wrong = shapely.is_ccw(rings) == shell
    rings[wrong] = shapely.reverse(rings[wrong])
    points = np.ascontiguousarray(shapely.get_coordinates(rings), dtype="<f8").tobytes()
    lengths = shapely.get_num_coordinates(rings)
    of_shape = owner[part]
    counts = np.bincount(of_shape, minlength=len(shapes)).tolist()
    ends = np.cumsum(np.bincount(of_shape, weights=lengths, minlength=len(shapes))).astype(int).tolist()
    starts = (np.cumsum(lengths) - lengths).astype("<i4")
    records, ring, first = [], 0, 0
    for box, count, end in zip(shapely.bounds(shapes).tolist(), counts, ends):
        head = struct.pack("<i4d2i", _POLYGON, *box, count, end - first)
        firsts = (starts[ring : ring + count] - first).astype("<i4").tobytes()
        records.append(head + firsts + points[_POINT_BYTES * first : _POINT_BYTES * end])
        ring, first = ring + count, end
    return records


def _columns(parcels: Sequence[PoolParcel], rules: RuleSet) -> list[DbaseColumn]:
    """The pool's columns as the list tells them, then those of the survey that have a value."""
    areas = printed_areas(parcels)
    texts: Mapping[str, list[str]] = {
        "PARCEL_NO": [p.parcel_no for p in parcels],
        "PARCEL_UID": [p.parcel_uid for p in parcels],
        "BATCH": [p.batch for p in parcels],
        "CATEGORY": [category_title(rules, p.category) for p in parcels],
        "STATE": [state_title(rules, p.state) for p in parcels],
        "VERDICT": [verdict_word(p) for p in parcels],
        "GEOM_HASH": [p.geometry_hash for p in parcels],
    }
    surveyed = [column for column in columns_of(parcels) if column.name not in _OWN]
    return [
        *(DbaseColumn.of_texts(name, values) for name, values in texts.items()),
        DbaseColumn.of_days("SINCE", [p.state_since for p in parcels]),
        DbaseColumn.of_numbers("AREA_M2", [area.m2 for area in areas], 2),
        DbaseColumn.of_numbers("AREA_MU", [area.mu for area in areas], 2),
        DbaseColumn.of_numbers("AREA_HA", [area.ha for area in areas], 4),
        *(_survey_column(c.name, c.type, [c.value_of(p) for p in parcels]) for c in surveyed),
    ]


def _survey_column(name: str, kind: int, values: Sequence[object]) -> DbaseColumn:
    if kind == ogr.OFTString:
        return DbaseColumn.of_texts(name, ["" if value is None else str(value) for value in values])
    numbers = [value if isinstance(value, (int, float)) else None for value in values]
    return DbaseColumn.of_numbers(name, numbers, 0 if kind == ogr.OFTInteger64 else 6)
