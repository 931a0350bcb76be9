"""The role layers, cut so that each designed parcel is touched by exactly the planned area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import box

from .classes import Parcel
from .designed import Planned
from .landscape import Ground
from .parcels import HILL, cut_up
from .placing import Placed
from .shapes import GRID, Rng, blob, polygons_of

CLEAR = 8.0
"""Metres that a role keeps from designed parcels which it isn't meant to touch."""
SEPARATE = {"desert", "karst", "filed", "backup"}
"""Roles whose designed pieces stand as features of their own; elsewhere they join the nearest feature."""
UNUSED = ("0404", "1204", "1205", "1206")
OWN = {
    "pbf": "永久基本农田",
    "pubforest": "公益林",
    "hsf": "高标准农田",
    "desert": "严重沙化土地",
    "backup": "宜耕后备资源",
    "redline": "青石山水源涵养生态保护红线",
    "reserve": "云峰峪自然保护地",
    "river": "柳河管理范围",
    "karst": "严重石漠化土地",
    "sandsrc": "沙窝营重点沙源区",
    "dustway": "东部沙尘传输通道",
    "keyforest": "北坡重点林区",
    "sfarm": "国有青石山林场",
    "filed": "已报备补充耕地项目",
    "county": "示例县",
}
HSF = ((3850, 1500, 420), (4750, 3650, 380), (6150, 2700, 360), (4450, 5450, 380), (5600, 5200, 320))
FILED = ((3850, 3950, 150), (4650, 5250, 140), (4950, 700, 140), (6450, 4000, 140))


@dataclass(frozen=True)
class RoleFeature:
    """A feature of a role layer, in local coordinates."""

    role: str
    name: str
    geometry: shapely.Geometry


def all_roles(
    rng: Rng, ground: Ground, parcels: list[Parcel], placed: list[Placed], blobs: dict[str, shapely.Geometry],
    keep_off: list[shapely.Geometry],
) -> list[RoleFeature]:  # fmt: skip
    """Every role's features. ``keep_off`` holds places of further candidates that no role may touch."""
    county = shapely.coverage_union_all([p.polygon for p in parcels])
    plain = {role: polygons_of(shapely.intersection(g, county, grid_size=GRID)) for role, g in blobs.items()}
    plain["river"] = _river(ground, county)
    plain["desert"] = _desert(rng, county)
    plain["pbf"] = [p.polygon for p in parcels if p.dlbm.startswith("01") and not p.refined and rng.random() < 0.8]
    plain["hsf"] = [_field_group(parcels, *where) for where in HSF]
    plain["filed"] = [_field_group(parcels, *where) for where in FILED]
    plain["pubforest"] = _pubforest(rng, parcels)
    plain["backup"] = _backup(rng, parcels)
    features = []
    for role in sorted(plain):
        geometries = _with_designs(rng, role, plain[role], placed, keep_off)
        features += [RoleFeature(role, f"{OWN[role]}{i}", g) for i, g in enumerate(geometries, start=1)]
    return [*features, RoleFeature("county", OWN["county"], county)]


def _river(ground: Ground, county: shapely.Geometry) -> list[shapely.Geometry]:
    """Two zones: the reservoir with the upper river, and the lower river."""
    zone = shapely.intersection(ground.river.buffer(38.0, quad_segs=4), county, grid_size=GRID)
    halves = [box(0, 0, 3190, 7000), box(3190, 0, 7000, 7000)]
    return [shapely.intersection(zone, half, grid_size=GRID) for half in halves]


def _desert(rng: Rng, county: shapely.Geometry) -> list[shapely.Geometry]:
    patches: list[shapely.Geometry] = []
    while len(patches) < 200:
        x, y = 5350 + rng.normal(0, 430), 1600 + rng.normal(0, 480)
        patch = blob(rng, x, y, float(np.exp(rng.normal(2.6, 0.5))), 5)
        if county.contains(patch) and patch.is_valid:
            patches.append(patch)
    return patches


def _field_group(parcels: list[Parcel], x: float, y: float, radius: float) -> shapely.Geometry:
    """Union of the cropland whose middle lies within a circle."""
    here = shapely.Point(x, y).buffer(radius)
    group = [p.polygon for p in parcels if p.dlbm.startswith("01") and here.contains(p.polygon.centroid)]
    return shapely.coverage_union_all(group)


def _pubforest(rng: Rng, parcels: list[Parcel]) -> list[shapely.Geometry]:
    """Forestry's own compartments over the wooded hills: they don't follow the survey's parcels."""
    woods = [p.polygon for p in parcels if p.dlbm.startswith("03") and p.slope > 6]
    area = shapely.union_all(shapely.buffer(woods, 12.0, quad_segs=2)).buffer(-15.0, quad_segs=2)
    pieces = [c for part in polygons_of(area) for c, _ in cut_up(rng, part, 0.4, lambda _: HILL, "")]
    return [p for p in pieces if p.area > 1500 and rng.random() < 0.75]


def _backup(rng: Rng, parcels: list[Parcel]) -> list[shapely.Geometry]:
    unused = [p.polygon for p in parcels if p.dlbm in UNUSED and p.design is None and rng.random() < 0.88]
    return polygons_of(shapely.coverage_union_all(unused))


def _with_designs(
    rng: Rng, role: str, geometries: Iterable[shapely.Geometry], placed: list[Placed], keep_off: list[shapely.Geometry]
) -> list[shapely.Geometry]:
    """Cut a role's geometries off the designed parcels and let it enter those that it is meant to touch."""
    mine = [(p, c) for p in placed for c in p.design.checks if c.role == role]
    covered = {p.design.key for p, c in mine if c.corner == "WHOLE" and role not in SEPARATE}
    off = [p.polygon for p in placed if p.design.key not in covered] + keep_off
    away = shapely.union_all(shapely.buffer(off, CLEAR, join_style="mitre"))
    result = [shapely.difference(g, away, grid_size=GRID) for g in geometries]
    result = [g for g in result if not g.is_empty]
    for item, check in mine:
        others = [p.polygon for p in placed if p is not item] + keep_off
        others_away = shapely.union_all(shapely.buffer(others, CLEAR, join_style="mitre"))
        for piece in _pieces(rng, item, check, role):
            own = shapely.difference(piece, others_away, grid_size=GRID)
            if role in SEPARATE:
                result.append(own)
            else:
                nearest = int(np.argmin(shapely.distance(np.array(result, dtype=object), own)))
                result[nearest] = shapely.union_all([result[nearest], own], grid_size=GRID)
    return result


def _pieces(rng: Rng, item: Placed, check: Planned, role: str) -> list[shapely.Geometry]:
    """The polygons of a role at one designed parcel."""
    west, south, east, north = item.bounds
    middle = (west + east) / 2
    if check.corner == "WHOLE":
        return [box(west - 6, south - 5, east + 5, north + 6)] if role in SEPARATE else []
    if check.corner == "HALF":
        return [box(west - 12, south - 9, middle, north + 8)]
    if check.corner == "TWICE":
        shares = [box(west, south, west + 8, south + 5), box(west + 6, south, west + 12, south + 5)]
        return [_entering(rng, item, share, (west + 8 * i, south)) for i, share in enumerate(shares)]
    if check.corner in ("SW", "SE", "NW", "NE"):
        wide, high = check.extent
        x = west if check.corner[1] == "W" else east - wide
        y = south if check.corner[0] == "S" else north - high
        at = (west if check.corner[1] == "W" else east, south if check.corner[0] == "S" else north)
        return [_entering(rng, item, box(x, y, x + wide, y + high), at)]
    return []


def _entering(rng: Rng, item: Placed, share: shapely.Geometry, corner: tuple[float, float]) -> shapely.Geometry:
    """An organic patch beside the parcel that enters it with exactly ``share``."""
    middle = item.polygon.centroid
    x = corner[0] + np.sign(corner[0] - middle.x) * 12
    y = corner[1] + np.sign(corner[1] - middle.y) * 12
    patch = blob(rng, x, y, float(rng.uniform(38, 55)), 6, 0.5)
    outside = shapely.difference(patch, item.polygon, grid_size=GRID)
    return shapely.union_all([outside, share], grid_size=GRID)
