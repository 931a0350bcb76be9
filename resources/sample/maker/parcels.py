"""Cutting the blocks into parcels, and knotting all faces into one exact tiling."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from .landscape import Face, Ground
from .placing import Placed
from .shapes import GRID, CutStyle, Rng, blob, carve, cut, cut_line, polygons_of, rough_line

SlopeAt = Callable[[float, float], float]

PLAIN = CutStyle(16_000.0, 0.012, 34.0, 150_000.0, 5.0, 7.0)
FOOT = CutStyle(13_000.0, 0.05, 22.0, 180_000.0, 4.5, 0.0)
HILL = CutStyle(31_000.0, 0.11, 16.0)
PLACE = CutStyle(3_000.0, 0.02, 30.0, 17_000.0, 6.0, 0.0)
TOWN = CutStyle(4_200.0, 0.015, 40.0, 26_000.0, 8.0, 0.0)
KNOT = 0.01
"""Metres; grid of the knots. Vertices of the tiling are never closer to one another than this."""
LEAST = {"land": 420.0, "built": 260.0}
"""m²; smaller left-overs join a neighbour (survey thresholds, standards 5.1)."""
ISLANDS = (("1104", 60, 9.0, 15.0), ("09", 46, 8.2, 11.0), ("0702", 26, 9.0, 13.0))
"""Class, number and radii (m) of small ponds, graves and lone houses inside parcels."""


def style_of(polygon: shapely.Polygon, slope_at: SlopeAt) -> CutStyle:
    """How open land is parcelled where it lies."""
    x, y = shapely.get_coordinates(polygon.representative_point())[0]
    slope = float(np.mean([slope_at(x + dx, y + dy) for dx in (-60, 0, 60) for dy in (-60, 0, 60)]))
    return HILL if slope > 7.5 else FOOT if slope > 1.5 else PLAIN


def cut_up(
    rng: Rng, polygon: shapely.Polygon, angle: float, style: Callable[[shapely.Polygon], CutStyle], strip: str
) -> list[tuple[shapely.Polygon, str]]:
    """Parcels of a block, and the strips (lanes) that the first cuts leave, each with ``land`` or the strip's class."""
    done: list[tuple[shapely.Polygon, str]] = []
    work = [polygon]
    while work:
        piece = work.pop()
        how = style(piece)
        target = how.target * float(np.exp(rng.normal(0, 0.35)))
        if len(piece.interiors):
            work += _free_hole(rng, piece, how)
        elif piece.area < 1.5 * target:
            done.append((piece, "land"))
        elif piece.area > how.strip_above:
            line = cut_line(rng, piece, angle, rng.uniform(0.42, 0.58), how)
            rest, lane = carve(piece, line, how.strip_width)
            done += [(p, strip) for p in lane]
            work += rest if lane else cut(piece, line)
        elif piece.area < how.rows_below * target:
            done += [(p, "land") for p in _rows(rng, piece, angle, how, round(piece.area / target))]
        else:
            work += cut(piece, cut_line(rng, piece, angle, rng.uniform(0.38, 0.62), how))
    return done


def _rows(rng: Rng, piece: shapely.Polygon, angle: float, how: CutStyle, count: int) -> list[shapely.Polygon]:
    """``count`` strips side by side, as fields lie in rows."""
    pieces = [piece]
    for i in range(1, count):
        line = cut_line(rng, piece, angle, (i + rng.uniform(-0.12, 0.12)) / count, how)
        pieces = [q for p in pieces for q in cut(p, line)]
    return pieces


def _free_hole(rng: Rng, piece: shapely.Polygon, how: CutStyle) -> list[shapely.Polygon]:
    """Two cuts outward from a hole (a designed parcel), so that the parcels around it lie along its sides."""
    west, south, east, north = shapely.bounds(piece.interiors[0])
    outer = piece.bounds
    level = (south, north)[int(rng.integers(0, 2))]
    left = rough_line(rng, np.array([outer[0] - 5, level]), np.array([west, level]), how.amplitude, how.spacing)
    right = rough_line(rng, np.array([east, level]), np.array([outer[2] + 5, level]), how.amplitude, how.spacing)
    return cut(piece, np.vstack([left, right]))


def faces_of(rng: Rng, ground: Ground, placed: list[Placed], slope_at: SlopeAt) -> list[Face]:
    """Every face of the county before knotting: linear, built-up, designed and open land."""
    boxes = np.array([p.polygon for p in placed], dtype=object)
    faces = list(ground.linear)
    for block in ground.blocks:
        inside = boxes[shapely.contains(block, boxes)]
        for piece in polygons_of(shapely.difference(block, shapely.union_all(inside), grid_size=GRID)):
            angle = float(rng.uniform(-0.16, 0.16))
            parts = cut_up(rng, piece, angle, lambda p: style_of(p, slope_at), "1006")
            faces += [Face(p, kind) for p, kind in parts]
    for place in ground.built:
        style = TOWN if place.polygon.area > 30_000 else PLACE
        parts = cut_up(rng, place.polygon, float(rng.uniform(-0.2, 0.2)), lambda p, s=style: s, "1004")
        faces += [Face(p, "built" if kind == "land" else kind, place.tag) for p, kind in parts]
    return _with_islands(rng, faces, slope_at) + [f for p in placed for f in _designed(rng, p)]


def _designed(rng: Rng, item: Placed) -> list[Face]:
    if not item.design.hole:
        return [Face(item.polygon, "designed", item.design.key)]
    middle = item.polygon.centroid
    pond = blob(rng, round(middle.x, 4), round(middle.y, 4), 14.0, 4, 0.6)
    ring = shapely.Polygon(item.polygon.exterior, [pond.exterior])
    return [Face(ring, "designed", item.design.key), Face(pond, "1104")]


def _with_islands(rng: Rng, faces: list[Face], slope_at: SlopeAt) -> list[Face]:
    """Small ponds, graves and lone houses inside parcels of open land."""
    open_land = [i for i, f in enumerate(faces) if f.kind == "land"]
    order = rng.permutation(open_land)
    wanted = [(kind, low, high) for kind, count, low, high in ISLANDS for _ in range(count)]
    for i in order:
        if not wanted:
            break
        kind, low, high = wanted[-1]
        x, y = shapely.get_coordinates(faces[i].polygon.representative_point())[0]
        x, y = x + rng.uniform(-18, 18), y + rng.uniform(-12, 12)
        island = blob(rng, x, y, rng.uniform(low, high), 4, 0.6)
        if slope_at(x, y) > 6 or not faces[i].polygon.contains(island.buffer(7)):
            continue
        wanted.pop()
        faces[i] = Face(shapely.difference(faces[i].polygon, island, grid_size=GRID), "land")
        faces.append(Face(island, kind))
    return faces


def knot(rng: Rng, county: shapely.Polygon, faces: list[Face]) -> list[Face]:
    """The exact tiling: all edges noded on one grid, so neighbours share their vertices.

    Raises ``ValueError`` when a face of the arrangement belongs to none of the given ones.
    """
    edges = [f.polygon.boundary for f in faces]
    noded = shapely.union_all([*edges, county.boundary], grid_size=KNOT)
    cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    cells = cells[shapely.contains(county.buffer(0.01), shapely.point_on_surface(cells))]
    tree = shapely.STRtree([f.polygon for f in faces])
    points = shapely.point_on_surface(cells)
    owner = np.full(len(cells), -1)
    hits = tree.query(points, predicate="intersects")
    owner[hits[0]] = hits[1]
    lost = owner < 0
    if (shapely.area(cells[lost]) > 1.0).any():
        raise ValueError("the faces leave a gap")
    tiled = [Face(c, faces[o].kind, faces[o].tag) if o >= 0 else Face(c, "lost") for c, o in zip(cells, owner)]
    return _unround(rng, _join_small(tiled))


def _unround(rng: Rng, faces: list[Face]) -> list[Face]:
    """Vertices off the coarse grid of the knots, as a survey has them; those of designed parcels stay where they are.

    A vertex is moved by less than a third of what separates it from any other vertex or edge.
    """
    polygons = np.array([f.polygon for f in faces], dtype=object)
    designed = shapely.get_coordinates(polygons[[f.kind == "designed" for f in faces]])
    every, place = np.unique(np.round(shapely.get_coordinates(polygons) / KNOT).astype(np.int64), axis=0,
                             return_inverse=True)  # fmt: skip
    stray = rng.uniform(-0.15 * KNOT, 0.15 * KNOT, every.shape)
    fixed = {tuple(c) for c in np.round(designed / KNOT).astype(np.int64).tolist()}
    stray[[tuple(c) in fixed for c in every.tolist()]] = 0.0
    moved = np.round(every * KNOT + stray, 4)
    polygons = shapely.set_coordinates(polygons, moved[place.ravel()])
    return [Face(p, f.kind, f.tag) for p, f in zip(polygons, faces)]


def _join_small(faces: list[Face]) -> list[Face]:
    """Left-overs below the survey's thresholds join the neighbour with which they share the longest border."""
    while True:
        small = [i for i, f in enumerate(faces) if f.kind != "designed" and f.polygon.area < LEAST.get(f.kind, 30.0)]
        if not small:
            return faces
        small.sort(key=lambda i: (faces[i].polygon.area, faces[i].polygon.bounds))
        tree = shapely.STRtree([f.polygon for f in faces])
        touched: set[int] = set()
        gone: set[int] = set()
        for i in small:
            near = [int(j) for j in tree.query(faces[i].polygon, predicate="intersects") if j != i]
            best = max(near, key=lambda j: (_liking(faces[i], faces[j]), -j))
            if i in touched or best in touched:
                continue
            joined = shapely.coverage_union_all([faces[best].polygon, faces[i].polygon])
            faces[best] = Face(polygons_of(joined)[0], faces[best].kind, faces[best].tag)
            touched |= {i, best}
            gone.add(i)
        faces = [f for i, f in enumerate(faces) if i not in gone]


def _liking(small: Face, other: Face) -> float:
    if other.kind == "designed":
        return -1.0
    shared = shapely.intersection(small.polygon, other.polygon).length
    return shared * (4.0 if other.kind == small.kind else 1.0)
