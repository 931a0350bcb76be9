"""The layer of candidates as a technician would have picked them: the designed parcels and some bad input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
import shapely
from shapely.geometry import box

from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import to_dm2

from .attributes import LAYER_CODE, Described, Record, to_county
from .classes import Parcel
from .gazetteer import COUNTY, EPSG

Check = tuple[str, str, Optional[float]]
"""Check id, outcome, planned m²."""


@dataclass
class Candidate:
    """A row of the candidates layer in the county's coordinates; ``local`` is the ground it needs to itself."""

    key: str
    category: str
    geometry: shapely.Geometry | None
    record: Record
    text: str
    checks: list[Check] = field(default_factory=list)
    verdict: str = "INELIGIBLE"


@dataclass(frozen=True)
class _Bad:
    key: str
    wish: tuple[float, float]
    text: str
    check: str
    verdict: str = "INELIGIBLE"


BAD = (
    _Bad("X01", (4000, 2350), "bow-tie", "CHK-GEOM"),
    _Bad("X02", (3900, 4300), "has a twin with the same shape", "CHK-DUP"),
    _Bad("X03", (3900, 4300), "same shape as X02 under another number", "CHK-DUP"),
    _Bad("X04", (6700, 3300), "crosses the county's border", "CHK-XZQ"),
    _Bad("X05", (5000, 5800), "two parts", "CHK-GEOM"),
    _Bad("X06", (4000, 5300), "a sliver 0.3 m wide", "CHK-SLIVER", "ELIGIBLE"),
    _Bad("X07", (4100, 1600), "no geometry at all", "CHK-GEOM"),
    _Bad("X08", (6400, 4700), "a spike", "CHK-GEOM"),
    _Bad("X09", (5800, 4000), "a hole outside its shell", "CHK-GEOM"),
    _Bad("X10", (4100, 1250), "TBMJ is a tenth too large", "CHK-AREA"),
    _Bad("X11", (3900, 4700), "location code of another county", "CHK-XZQ-CODE"),
    _Bad("X12", (6300, 2300), "woodland entered as rehabilitated construction land", "CHK-CAT", "INELIGIBLE"),
)
HOSTS = ("0102", "0101", "0103", "0201", "0301", "0307")


def hosts(parcels: list[Parcel], taken: shapely.Geometry) -> dict[str, Parcel]:
    """An ordinary parcel of the plain for each bad row, near its wish, away from ``taken`` and from each other."""
    open_land = [
        p
        for p in parcels
        if p.dlbm in HOSTS and p.slope < 1.5 and 9_000 < p.polygon.area < 22_000 and p.design is None
        and not p.polygon.interiors and p.polygon.distance(taken) > 20
    ]  # fmt: skip
    found: dict[str, Parcel] = {}
    for bad in BAD:
        if bad.key == "X03":
            found["X03"] = found["X02"]
            continue
        wish = shapely.Point(bad.wish)
        free = [p for p in open_land if all(p.polygon.distance(q.polygon) > 20 for q in found.values())]
        found[bad.key] = min(free, key=lambda p: p.polygon.distance(wish))
    return found


def _square(parcel: Parcel, wide: float = 60.0, high: float = 50.0) -> shapely.Geometry:
    middle = parcel.polygon.representative_point()
    x, y = round(middle.x), round(middle.y)
    return box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _bow_tie(parcel: Parcel, _: shapely.Geometry) -> shapely.Geometry:
    west, south, east, north = _square(parcel).bounds
    return shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])


def _whole(parcel: Parcel, _: shapely.Geometry) -> shapely.Geometry:
    return parcel.polygon


def _crossing(parcel: Parcel, county: shapely.Geometry) -> shapely.Geometry:
    """A box of which a part lies beyond the nearest point of the border."""
    middle = parcel.polygon.representative_point()
    edge = county.exterior.interpolate(county.exterior.project(middle))
    x, y = round(edge.x), round(edge.y)
    return box(x - 45, y - 35, x + 45, y + 35)


def _two_parts(parcel: Parcel, _: shapely.Geometry) -> shapely.Geometry:
    west, south, east, north = _square(parcel).bounds
    return shapely.MultiPolygon([box(west, south, west + 25, north), box(east - 25, south, east, north)])


def _sliver(parcel: Parcel, _: shapely.Geometry) -> shapely.Geometry:
    west, south, *_rest = _square(parcel, 90.0).bounds
    return box(west, south, west + 90, south + 0.3)


def _spike(parcel: Parcel, _: shapely.Geometry) -> shapely.Geometry:
    west, south, east, north = _square(parcel).bounds
    tip = [(east, south + 20), (east + 15, south + 20.02), (east, south + 20.04)]
    return shapely.Polygon([(west, south), (east, south), *tip, (east, north), (west, north)])


def _hole_outside(parcel: Parcel, _: shapely.Geometry) -> shapely.Geometry:
    shell = _square(parcel, 40.0)
    east, south = shell.bounds[2], shell.bounds[1]
    return shapely.Polygon(shell.exterior, [box(east + 5, south + 5, east + 15, south + 15).exterior])


SHAPES: dict[str, Callable[[Parcel, shapely.Geometry], shapely.Geometry]] = {
    "X01": _bow_tie, "X02": _whole, "X03": _whole, "X04": _crossing, "X05": _two_parts, "X06": _sliver,
    "X08": _spike, "X09": _hole_outside, "X10": _whole, "X11": _whole, "X12": _whole,
}  # fmt: skip


def bad_shapes(found: dict[str, Parcel], county: shapely.Geometry) -> dict[str, shapely.Geometry]:
    """The local geometry of each bad row (X07 has none)."""
    return {key: shape(found[key], county) for key, shape in SHAPES.items()}


def bad_rows(
    found: dict[str, Parcel],
    shapes: dict[str, shapely.Geometry],
    county: shapely.Geometry,
    described: list[Described],
) -> list[Candidate]:
    """The bad rows with their records."""
    records = {id(d.parcel): d.record for d in described}
    rows = []
    for serial, bad in enumerate(BAD, start=1):
        record = dict(records[id(found[bad.key])])
        record |= {"DLBM": "0307", "DLMC": "其他林地", "ZZSXDM": "GCHF", "ZZSXMC": "工程恢复", "GDPDJB": None,
                   "GDLX": None, "GDDB": None, "KCDLBM": None, "KCXS": 0.0, "KCMJ": 0.0,
                   "TBXHDM": None, "TBXHMC": None}  # fmt: skip
        local = shapes.get(bad.key)
        geometry = None if local is None else to_county(local)
        if bad.key not in ("X02", "X10", "X11", "X12"):
            record["BSM"] = f"{COUNTY}{LAYER_CODE}9{serial:07d}"
        if geometry is not None and geometry.is_valid:
            area = ellipsoid_areas(np.array([geometry], dtype=object), Crs.of(f"EPSG:{EPSG}"))[0]
            record["TBMJ"] = to_dm2(area) / 100
        _spoil(bad.key, record)
        record["TBDLMJ"] = record["TBMJ"]
        planned = shapely.difference(local, county).area if bad.key == "X04" else None
        category = "REHAB" if bad.key == "X12" else "RESTORE"
        rows.append(Candidate(bad.key, category, geometry, record, bad.text,
                              [(bad.check, "FAIL", planned)], bad.verdict))  # fmt: skip
    return rows


def _spoil(key: str, record: Record) -> None:
    if key == "X10":
        record["TBMJ"] = round(float(str(record["TBMJ"])) * 1.1, 2)
    if key == "X11":
        record["ZLDWDM"] = "139902" + str(record["ZLDWDM"])[6:]
