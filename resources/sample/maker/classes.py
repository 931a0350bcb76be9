"""What each face is in the survey: land class, planting attribute, slope grade, built-up attribute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from osgeo import gdal, ogr, osr

from .designed import Design
from .gazetteer import VILLAGES
from .landscape import Face, Ground
from .shapes import Array, Rng
from .terrain import CELL, SIZE, noise, sampler

FINE = 2.5
"""Metres; pixels on which faces are laid over the slope grid."""
BOUNDS = np.array([2.0, 6.0, 15.0, 25.0])
"""Degrees; upper bounds of slope grades 1 to 4 (上含下不含)."""


@dataclass
class Parcel:
    """A face as the survey describes it. Coordinates are local; codes are those of the standard."""

    polygon: shapely.Polygon
    dlbm: str
    village: int
    slope: float
    grade: int
    zzsxdm: str = ""
    refined: str = ""
    built: str = ""
    width: float | None = None
    year: int = 2025
    design: Design | None = None
    remark: str = field(default="")


def slope_of(polygons: Array, slope: Array) -> tuple[Array, Array]:
    """Mean slope (n,) and grade by largest area (n,), from fine pixels whose centre lies in the polygon."""
    burnt = _burn(polygons)
    factor = int(CELL / FINE)
    value = np.repeat(np.repeat(slope, factor, 0), factor, 1)
    seen = (burnt >= 0) & ~np.isnan(value)
    owner, value = burnt[seen], value[seen]
    count = np.maximum(np.bincount(owner, minlength=len(polygons)), 1)
    mean = np.bincount(owner, value, len(polygons)) / count
    grade = np.searchsorted(BOUNDS, value, side="left")
    table = np.bincount(owner * 5 + grade, minlength=len(polygons) * 5).reshape(-1, 5)
    return mean, table.argmax(1) + 1


def _burn(polygons: Array) -> Array:
    """(SIZE·4, SIZE·4) index of the polygon at each fine pixel's centre, -1 outside."""
    count = int(SIZE * CELL / FINE)
    target = gdal.GetDriverByName("MEM").Create("", count, count, 1, gdal.GDT_Int32)
    plane = osr.SpatialReference()
    plane.SetLocalCS("local metres")
    target.SetProjection(plane.ExportToWkt())
    target.SetGeoTransform((0, FINE, 0, SIZE * CELL, 0, -FINE))
    target.GetRasterBand(1).Fill(-1)
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("faces", plane, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("i", ogr.OFTInteger))
    for i, wkb in enumerate(shapely.to_wkb(polygons)):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkb(wkb))
        feature.SetField("i", i)
        layer.CreateFeature(feature)
    gdal.RasterizeLayer(target, [1], layer, options=["ATTRIBUTE=i"])
    return target.GetRasterBand(1).ReadAsArray()


@dataclass
class _Setting:
    """What surrounds a face."""

    x: float
    y: float
    slope: float
    area: float
    to_river: float
    orchard: float
    wood: float
    dry: float


def _wild(rng: Rng, s: _Setting) -> tuple[str, str] | None:
    """Class and planting attribute where river, sand or salt decide; ``None`` elsewhere."""
    sand = np.hypot(s.x - 5400, s.y - 1550) / 620 + 0.35 * s.wood
    if s.to_river < 25 and rng.random() < 0.3:
        return str(rng.choice(["1106", "0404", "0307"])), ""
    if sand < 1 and rng.random() < 0.75:
        return _pick(rng, {"1205": 4, "0301:GCHF": 4, "0404:GCHF": 2, "0305": 2, "0201:GCHF": 2, "1206": 1})
    if s.x > 5900 and 4500 < s.y < 5100 and rng.random() < 0.4:
        return _pick(rng, {"1204": 3, "0404:GCHF": 1})
    return None


def _farmed(rng: Rng, s: _Setting) -> tuple[str, str]:
    """Class and planting attribute of farmed land on the plain."""
    if s.orchard > 1.15 and rng.random() < 0.85:
        return _pick(rng, {"0201:JKHF": 4, "0201:GCHF": 3, "0201": 4, "0201K:JKHF": 1, "0204:GCHF": 1})
    if s.wood > 1.35 and rng.random() < 0.8:
        return _pick(rng, {"0301:GCHF": 4, "0301:JKHF": 1, "0307:JKHF": 2, "0307": 2, "0301K:GCHF": 1, "0301": 1})
    if s.to_river < 420 and s.dry < 0.2 and rng.random() < 0.75:
        return "0101", ""
    if rng.random() < 0.09:
        return _pick(rng, {"1202": 5, "0301:GCHF": 2, "1104A": 3, "0404": 2, "1206": 1, "0204:JKHF": 2, "0305": 1})
    return ("0103", "") if s.dry > 0.9 else ("0102", "")


def _plain(rng: Rng, s: _Setting) -> tuple[str, str]:
    return _wild(rng, s) or _farmed(rng, s)


def _foot(rng: Rng, s: _Setting) -> tuple[str, str]:
    if s.orchard > -0.2 and rng.random() < 0.62:
        return _pick(rng, {"0201:GCHF": 5, "0201:JKHF": 3, "0201": 4, "0204": 2, "0204:GCHF": 1})
    return _pick(
        rng,
        {"0103": 7, "0301": 3, "0301:GCHF": 2, "0305": 2, "0404": 1, "0404:GCHF": 1, "1206": 1, "0307": 1, "0602": 1},
    )


def _hill(rng: Rng, s: _Setting) -> tuple[str, str]:
    if s.slope > 24 and rng.random() < 0.6:
        return _pick(rng, {"1207": 3, "0305": 2})
    if s.slope < 10.5 and rng.random() < 0.45:
        return _pick(rng, {"0103": 4, "0201:GCHF": 3, "0201": 2, "0404:GCHF": 1})
    wood = {"0301": 10, "0305": 1, "0307": 1} if s.wood > -0.5 else {"0305": 5, "0404": 3, "0301": 3, "0307": 1}
    return _pick(rng, wood)


def _pick(rng: Rng, weights: Mapping[str, float]) -> tuple[str, str]:
    """One of ``class`` or ``class:planting attribute`` by weight."""
    names = list(weights)
    share = np.array([weights[n] for n in names], float)
    dlbm, _, zzsxdm = names[int(rng.choice(len(names), p=share / share.sum()))].partition(":")
    return dlbm, zzsxdm


def _built(rng: Rng, area: float, town: bool) -> str:
    homes = "0701" if town else "0702"
    if area > 3200 and rng.random() < 0.55:
        return _pick(rng, {"0601": 4, "08H2": 2, "0508": 1, homes: 3})[0]
    return _pick(rng, {homes: 22, "05H1": 2, "08H1": 1, "08H2": 1, "1201": 2, "0810": 1, "0809": 0.5})[0]


def describe(rng: Rng, ground: Ground, faces: Sequence[Face], slope: Array, designs: dict[str, Design]) -> list[Parcel]:
    """Every face with its survey content."""
    polygons = np.array([f.polygon for f in faces], dtype=object)
    mean, grade = slope_of(polygons, slope)
    inner = shapely.get_coordinates(shapely.point_on_surface(polygons))
    home = np.hypot(*(inner[:, None] - np.array([[v.x, v.y] for v in VILLAGES])[None]).transpose(2, 0, 1)).argmin(1)
    to_river = shapely.distance(polygons, ground.river)
    fields = [sampler(noise(rng, 3.0, 160.0, 1800.0)) for _ in range(3)]
    result = []
    for i, face in enumerate(faces):
        x, y = (float(c) for c in inner[i])
        at = _Setting(x, y, mean[i], face.polygon.area, to_river[i], *(f(x, y) for f in fields))
        parcel = Parcel(face.polygon, face.kind, int(home[i]), float(mean[i]), int(grade[i]))
        _name(rng, parcel, face, at, designs)
        result.append(parcel)
    return result


def _name(rng: Rng, parcel: Parcel, face: Face, at: _Setting, designs: dict[str, Design]) -> None:
    codes = {v.code: i for i, v in enumerate(VILLAGES)}
    if face.kind == "designed":
        design = designs[face.tag]
        parcel.design, parcel.dlbm, parcel.zzsxdm, parcel.year = design, design.dlbm, design.zzsxdm, design.year
        parcel.built = "204" if design.dlbm == "0602" else ""
        return
    if face.kind == "land":
        choose = _hill if at.slope > 7.5 else _foot if at.slope > 1.7 else _plain
        parcel.dlbm, parcel.zzsxdm = choose(rng, at)
    if parcel.dlbm == "0602":
        parcel.built = "204"
    if face.tag in codes:
        parcel.village = codes[face.tag]
    if face.kind in ("built", "1004") and face.tag in codes:
        seat = VILLAGES[parcel.village].radius > 250
        parcel.built = "202" if seat else "203"
        if face.kind == "built":
            parcel.dlbm = _built(rng, at.area, seat)
    if face.kind == "0702":
        parcel.built = "203"
    if parcel.dlbm == "1104" and face.kind == "1104":
        parcel.zzsxdm = str(rng.choice(["", "", "GCHF"]))
    _crop(rng, parcel, at)


def _crop(rng: Rng, parcel: Parcel, at: _Setting) -> None:
    """Planting attribute and refinement of cropland (standards 3.1, 3.2)."""
    if not parcel.dlbm.startswith("01"):
        return
    if at.to_river < 30:
        parcel.refined = "HDGD"
    elif np.hypot(at.x - 5400, at.y - 1550) < 620:
        parcel.refined = "SHGD"
    elif at.slope > 7.5:
        parcel.refined = "LQGD"
    usual = {"LS": 70, "FLS": 12, "LYFL": 12} | ({} if parcel.refined else {"XG": 2, "WG": 2, "LLJZ": 1})
    parcel.zzsxdm = _pick(rng, usual)[0]
