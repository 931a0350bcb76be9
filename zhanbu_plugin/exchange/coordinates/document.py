"""What a parcel-coordinate TXT says, as plain data (报盘坐标, 勘测定界坐标; standards section 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import shapely

from ...checks.findings import Severity
from ...survey.units import ha_of, to_dm2
from ...survey.wording import Wording
from ...survey.zones import epsg_of_zone

VERSION, PRODUCER, DATE = "格式版本号", "数据产生单位", "数据产生日期"
DATUM, WIDTH, PROJECTION, UNIT = "坐标系", "几度分带", "投影类型", "计量单位"
ZONE, PRECISION, SHIFT = "带号", "精度", "转换参数"
HEADER_KEYS = (VERSION, PRODUCER, DATE, DATUM, WIDTH, PROJECTION, UNIT, ZONE, PRECISION, SHIFT)
"""Keys of [属性描述] in the order of the format."""

PointNames = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CoordinateParcel:
    """A parcel (地块).

    ``geometry`` is a 2D polygon or multipolygon with x = easting including the zone prefix and y = northing, metres.
    ``attributes`` holds the other items of the head line by the template's item name, as text.
    ``point_names`` has one tuple per ring (each part's shell, then its holes) without the closing point; empty means
    that points are numbered J1, J2 … when written.
    """

    number: str
    name: str
    geometry: shapely.Polygon | shapely.MultiPolygon
    stated_area_ha: Decimal | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    point_names: PointNames = ()

    @classmethod
    def of(
        cls,
        number: str,
        name: str,
        geometry: shapely.Polygon | shapely.MultiPolygon,
        area_m2: float,
        **attributes: str,
    ) -> CoordinateParcel:
        """A parcel to be written, with its area in m² stated as hectares with four decimals, half up."""
        return cls(number, name, geometry, ha_of(to_dm2(area_m2), 4), attributes)


@dataclass(frozen=True)
class CoordinateDocument:
    """A whole file: ``header`` by key of [属性描述], parcels in their order, zone (带号, 3° or 6° ``width``)."""

    header: Mapping[str, str]
    parcels: tuple[CoordinateParcel, ...]
    zone: int
    width: int
    encoding: str
    template: str

    @property
    def epsg(self) -> int:
        """EPSG code of the CGCS2000 zone with prefix."""
        return epsg_of_zone(self.width, self.zone, prefixed=True)


@dataclass(frozen=True)
class Remark:
    """Something that a user should know about a file that could be read or written; ``line`` 0 is the whole file."""

    line: int
    severity: Severity
    wording: Wording


@dataclass(frozen=True)
class StatedArea:
    """A parcel's stated area beside the two that its coordinates give (m², unrounded).

    ``agrees`` is ``"both"``, ``"ellipsoid"``, ``"plane"``, ``"neither"``, or ``"unstated"``.
    """

    stated_ha: Decimal | None
    ellipsoid_m2: float
    plane_m2: float
    agrees: str


@dataclass(frozen=True)
class ReadResult:
    """A file as read, the EPSG code of its coordinates, its stated areas in the parcels' order, and remarks."""

    document: CoordinateDocument
    crs_epsg: int
    areas: tuple[StatedArea, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class CoordinateFile:
    """A file as written, and what had to be changed to write it."""

    content: bytes
    remarks: tuple[Remark, ...]


def parts_of(geometry: shapely.Geometry) -> Sequence[shapely.Polygon]:
    """The polygons of a polygon or multipolygon, in their order."""
    return list(shapely.get_parts(geometry))


def rings_of(polygon: shapely.Polygon) -> Sequence[shapely.LinearRing]:
    """Shell first, then the holes."""
    return [polygon.exterior, *polygon.interiors]
