"""Shapes of an invented county: a tiling with fractal edges, stars, winding lines, a fractal relief. Deterministic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
Random = np.random.Generator

NARROW_M, WIDE_M = 20.0, 140.0
NARROW_SHARE = 0.3
"""Of rows and of columns: where both are narrow lie the small parcels, 9 in 100, of about 400 m²."""
STEEPEST = 0.35
"""How far an edge may leave its straight line, as a share of the way from its nearer end."""


def displaced(random: Random, count: int, steps: int, roughness: float = 0.6) -> Floats:
    """Profiles (count, 2**steps + 1) in [−1, 1] that start and end at 0, by midpoint displacement."""
    profile = np.zeros((count, 2**steps + 1))
    reach, stride = roughness, 2**steps
    while stride > 1:
        half = stride // 2
        middle = (profile[:, :-1:stride] + profile[:, stride::stride]) / 2
        profile[:, half::stride] = middle + random.uniform(-reach, reach, middle.shape)
        reach, stride = reach * roughness, half
    return np.clip(profile, -1, 1)


@dataclass(frozen=True)
class Lattice:
    """Corners (rows + 1, columns + 1, 2) of cells, and how many times their edges are halved."""

    corners: Floats
    halvings_of_rows: NDArray[np.int64]
    halvings_of_columns: NDArray[np.int64]


def lattice(random: Random, cells: int, scale: float, halvings: tuple[int, int]) -> Lattice:
    """About ``cells`` cells around (0, 0); ``halvings`` of narrow and wide edges."""
    side = max(4, round(np.sqrt(cells)))
    widths, heights = _widths(random, side) * scale, _widths(random, side) * scale
    x, y = np.r_[0, np.cumsum(widths)], np.r_[0, np.cumsum(heights)]
    room = 0.1 * np.minimum(_nearest(widths)[None, :], _nearest(heights)[:, None])
    shift = random.uniform(-1, 1, (side + 1, side + 1, 2)) * room[..., None]
    corners = np.stack(np.meshgrid(x, y), axis=-1) + shift
    narrow, wide = halvings
    limit = (NARROW_M + WIDE_M) / 2 * scale
    return Lattice(corners, np.where(heights < limit, narrow, wide), np.where(widths < limit, narrow, wide))


def _widths(random: Random, count: int) -> Floats:
    narrow = random.random(count) < NARROW_SHARE
    return np.asarray(np.where(narrow, NARROW_M, WIDE_M) * random.uniform(0.85, 1.15, count))


def _nearest(widths: Floats) -> Floats:
    padded = np.r_[widths[0], widths, widths[-1]]
    return np.minimum(padded[1:], padded[:-1])


def tiles(random: Random, grid: Lattice) -> Objects:
    """Cells (rows, columns) as polygons that share every vertex of a common edge."""
    rows, columns = len(grid.halvings_of_rows), len(grid.halvings_of_columns)
    across = [
        _edges(random, grid.corners[:, c], grid.corners[:, c + 1], k) for c, k in enumerate(grid.halvings_of_columns)
    ]
    along = [_edges(random, grid.corners[r], grid.corners[r + 1], k) for r, k in enumerate(grid.halvings_of_rows)]
    found = np.empty((rows, columns), dtype=object)
    for r in range(rows):
        for c in range(columns):
            south, east, north, west = across[c][r], along[r][c + 1], across[c][r + 1], along[r][c]
            ring = np.concatenate([south[:-1], east[:-1], north[:0:-1], west[:0:-1]])
            found[r, c] = shapely.Polygon(ring)
    return found


def _edges(random: Random, starts: Floats, ends: Floats, halvings: int) -> Floats:
    """Edges (n, 2**halvings + 1, 2) from starts (n, 2) to ends, rough but never far from straight."""
    share = np.linspace(0, 1, 2**halvings + 1)
    along = ends - starts
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    length = np.hypot(*along.T)
    room = np.minimum(np.minimum(share, 1 - share)[None, :] * STEEPEST, 0.3 * NARROW_M / length[:, None])
    offset = displaced(random, len(starts), halvings) * room
    edge = starts[:, None] + share[None, :, None] * along[:, None] + offset[..., None] * across[:, None]
    edge[:, 0], edge[:, -1] = starts, ends
    return edge


def star(random: Random, centre: Floats, radius: float, halvings: int, holes: int = 0) -> shapely.Geometry:
    """A polygon of 2**halvings vertices whose radius is a fractal of the angle, with holes of the same make."""
    shape = shapely.Polygon(_round_ring(random, centre, radius, halvings))
    for _ in range(holes):
        way, angle = random.uniform(0.1, 0.25) * radius, random.uniform(0, 2 * np.pi)
        middle = centre + way * np.array([np.cos(angle), np.sin(angle)])
        hole = shapely.Polygon(_round_ring(random, middle, radius * 0.06, max(6, halvings - 4)))
        shape = shapely.difference(shape, hole)
    return shape


def _round_ring(random: Random, centre: Floats, radius: float, halvings: int) -> Floats:
    distance = radius * np.exp(displaced(random, 1, halvings, 0.55)[0, :-1])
    angle = np.linspace(0, 2 * np.pi, len(distance), endpoint=False)
    return centre + distance[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def winding(random: Random, start: Floats, end: Floats, halvings: int) -> Floats:
    """A line (2**halvings + 1, 2) from start to end that strays to both sides."""
    share = np.linspace(0, 1, 2**halvings + 1)[:, None]
    strays = displaced(random, 2, halvings, 0.52).T * 0.35 * np.hypot(*(end - start))
    return start + share * (end - start) + strays


def relief(random: Random, side: int, cell_m: float, median_deg: float = 11.0) -> NDArray[np.float32]:
    """Heights (side, side) in metres: noise with a power law, scaled to a median slope."""
    spectrum = np.fft.rfft2(random.standard_normal((side, side)))
    rows, columns = np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None, :]
    wave = rows**2 + columns**2
    wave[0, 0] = 1.0
    spectrum *= wave**-1.05
    spectrum[0, 0] = 0.0
    heights = np.fft.irfft2(spectrum, s=(side, side))
    steepness = np.hypot(*np.gradient(heights[:2000, :2000], cell_m))
    heights *= np.tan(np.radians(median_deg)) / np.median(steepness)
    return np.asarray(heights - heights.min() + 400.0, dtype=np.float32)
