"""``coordinates.txt`` of a submission: parcels as the coordinate TXT tells them (报盘坐标)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import shapely

from ...checks.checked import geometry_hash
from ...pool.records import PoolParcel
from ...survey.crs import CGCS2000, Crs, transform_coordinates
from ...survey.zones import sheet_number, zone_of_epsg
from ..coordinates.document import PRODUCER, CoordinateDocument, CoordinateParcel
from ..coordinates.lines import TxtOptions, all_encoded, header_values, parcel_lines
from ..coordinates.preparing import carried
from ..coordinates.templates import head_template
from ..coordinates.writing import composed_file, coordinate_file
from .content import printed_areas, slope_grade, survey_text, table_texts
from .geopackage import multipolygon

_HEAD_BYTES = 20_000
"""Within which a TXT of ours names its producer."""


def coordinates_txt(
    parcels: Sequence[PoolParcel], epsg: int, *, template: str, encoding: str, as_of: date, producer: str = ""
) -> bytes:
    """The TXT with four decimals, whose areas are those of the list. Raises ``InputProblem`` naming the parcel."""
    options = TxtOptions(template, encoding, producer=producer, produced_on=as_of)
    return coordinate_file(_with_asked_attributes(parcels, epsg, template), options).content


def meant_txt(
    parcels: Sequence[PoolParcel], epsg: int, *, template: str, encoding: str, as_of: date, found: bytes
) -> bytes:
    """The TXT that ``found`` should be, whoever it says produced it. Raises ``InputProblem`` naming the parcel."""
    options = TxtOptions(template, encoding, producer=_producer(found, encoding), produced_on=as_of)
    return composed_file(_with_asked_attributes(parcels, epsg, template), options)[0].content


def _producer(content: bytes, encoding: str) -> str:
    """数据产生单位 in the head of a TXT."""
    head = content[:_HEAD_BYTES].decode(encoding, errors="ignore").split("\r\n")
    return next((line[len(PRODUCER) + 1 :] for line in head if line.startswith(f"{PRODUCER}=")), "")


def _with_asked_attributes(parcels: Sequence[PoolParcel], epsg: int, template: str) -> list[CoordinateParcel]:
    told = coordinate_parcels(parcels, epsg)
    asked = set(head_template(template).attributes)
    return [replace(p, attributes={k: v for k, v in p.attributes.items() if k in asked}) for p in told]


def coordinate_parcels(parcels: Sequence[PoolParcel], epsg: int) -> list[CoordinateParcel]:
    """What the TXT says of each parcel, with every attribute that some template asks for."""
    sheets = sheet_numbers(parcels, epsg)
    told = []
    for parcel, area, sheet in zip(parcels, printed_areas(parcels), sheets):
        slope = slope_grade(parcel)
        attributes = {
            "sheet": sheet,
            "use": table_texts().uses.get(parcel.system, ""),
            "remark": survey_text(parcel.survey.get("DLBM")),
            "slope_gr": "" if slope is None else str(slope),
            "class_code": survey_text(parcel.survey.get("DLBM")),
            "class_name": survey_text(parcel.survey.get("DLMC")),
        }
        name = survey_text(parcel.survey.get("ZLDWMC"))
        geometry = with_zone_prefix(parcel.geometry, epsg)
        told.append(CoordinateParcel(parcel.parcel_no, name, geometry, area.ha, attributes))
    return told


def canonical_txt(read: CoordinateDocument, *, template: str, encoding: str, as_of: date) -> bytes:
    """The TXT that Zhanbu writes for parcels that were read from one, with points numbered from J1 in every part.

    Whoever changed a header, a point's name or a line between two parcels has another file. Raises ``InputProblem``.
    """
    options = TxtOptions(template, encoding, 4, read.header.get(PRODUCER, ""), as_of)
    header = header_values({}, options, read.width, read.zone)
    lines = ["[属性描述]", *(f"{key}={value}" for key, value in header.items()), "[地块坐标]"]
    for own in parcel_lines([replace(p, point_names=()) for p in read.parcels], head_template(template), options):
        lines += own
    mark = b"\xef\xbb\xbf" if encoding == "UTF-8-SIG" else b""
    return mark + all_encoded(lines, "", encoding)


def comparable(parcel: CoordinateParcel) -> tuple[str, str, str, object]:
    """Number, name, shape on the 0.1 mm grid and area: what a written and a read parcel must share."""
    shape = geometry_hash(multipolygon(parcel.geometry))
    return carried(parcel.number), carried(parcel.name), shape, parcel.stated_area_ha


def with_zone_prefix(geometry: shapely.Geometry, epsg: int) -> shapely.Geometry:
    """The geometry with eastings that begin with the zone number, as the TXT writes them."""
    zone = zone_of_epsg(epsg)
    if zone is None or zone.prefixed:
        return geometry
    shift = np.array([zone.number * 1_000_000.0, 0.0])
    shifted: shapely.Geometry = shapely.transform(geometry, lambda xy: np.round(xy + shift, 4))
    return shifted


def sheet_numbers(parcels: Sequence[PoolParcel], epsg: int) -> list[str]:
    """图幅号 (1:10000) of a point inside each parcel."""
    points = shapely.get_coordinates(shapely.point_on_surface([p.geometry for p in parcels]))
    places = transform_coordinates(points, Crs.of(epsg), Crs.of(CGCS2000))
    return [sheet_number(lon, lat) if np.isfinite(lon + lat) else "" for lon, lat in places.tolist()]
