"""Heights: a plain in the east, hills in the west, and patches whose slope is known by construction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .shapes import Array, Rng

CELL = 10.0
SIZE = 700
"""Cells on a side: the grid covers local coordinates 0 to 7000 m."""
NODATA = -9999.0
STEP = 0.03125
"""Heights are kept in thirty-seconds of a metre, exact in binary, so the file compresses well."""
CLEAR, BLEND = 30.0, 130.0
"""Metres around a patch that keep its planes, and metres until the natural ground is back."""


def noise(rng: Rng, beta: float, shortest: float, longest: float = np.inf) -> Array:
    """(SIZE, SIZE) spectral noise, mean 0 and deviation 1, with waves between ``shortest`` and ``longest`` metres."""
    count = 1024
    spectrum = np.fft.rfft2(rng.standard_normal((count, count)))
    frequency = np.hypot(np.fft.fftfreq(count, CELL)[:, None], np.fft.rfftfreq(count, CELL)[None, :])
    frequency[0, 0] = np.inf
    spectrum *= frequency ** (-beta / 2) * np.exp(-((frequency * shortest) ** 2))
    spectrum *= 1 - np.exp(-((frequency * longest) ** 4)) if np.isfinite(longest) else 1.0
    field_ = np.fft.irfft2(spectrum, s=(count, count))[:SIZE, :SIZE]
    return (field_ - field_.mean()) / field_.std()


def _ramp(value: Array) -> Array:
    t = np.clip(value, 0.0, 1.0)
    return t * t * (3 - 2 * t)


@dataclass(frozen=True)
class Patch:
    """A box (west, south, east, north) whose ground is one plane, or two that fall to the east.

    ``west_slope`` holds west of ``crease``, ``east_slope`` east of it (degrees); where they are equal, the plane falls
    the way the ground does. A crease on a cell edge keeps Horn's
    slope on the steep side steep and on the gentle side gentle, so shares are exact.
    """

    box: tuple[float, float, float, float]
    west_slope: float
    east_slope: float
    crease: float


@dataclass
class Terrain:
    """Heights (row 0 in the north) with what was built into them."""

    heights: Array
    holes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def build(self, patch: Patch) -> None:
        """Lay a patch into the ground."""
        x, y = centres()
        west, south, east, north = patch.box
        away = np.hypot(np.maximum(np.maximum(west - x, x - east), 0), np.maximum(np.maximum(south - y, y - north), 0))
        if patch.west_slope == patch.east_slope:
            plane = self._tilted(patch.west_slope, away <= BLEND)
        else:
            grade = np.tan(np.radians([patch.west_slope, patch.east_slope]))
            fall = np.where(x < patch.crease, grade[0], grade[1])
            plane = np.broadcast_to((patch.crease - x) * fall, away.shape)
        plane = plane + self.heights[away <= CLEAR].mean() - plane[away <= CLEAR].mean()
        plane += max(0.0, float(self.heights[away <= BLEND].min() - plane[away <= CLEAR].min()))
        weight = _ramp(1 - (away - CLEAR) / BLEND)
        self.heights = self.heights * (1 - weight) + plane * weight

    def _tilted(self, slope_deg: float, around: Array) -> Array:
        """A plane of the given slope that falls the way the ground around falls."""
        x, y = centres()
        down, right = np.gradient(self.heights)
        east, north = float(right[around].mean()), float(-down[around].mean())
        return np.tan(np.radians(slope_deg)) * (x * east + y * north) / max(np.hypot(east, north), 1e-9)

    def stored(self) -> Array:
        """Float32 heights as the file keeps them, with nodata."""
        kept = (np.round(self.heights / STEP) * STEP).astype(np.float32)
        x, y = centres()
        for west, south, east, north in self.holes:
            kept[(x > west) & (x < east) & (y > south) & (y < north)] = NODATA
        return kept


def centres() -> tuple[Array, Array]:
    """x (1, SIZE) and y (SIZE, 1) of the cell centres in local coordinates."""
    at = (np.arange(SIZE) + 0.5) * CELL
    return at[None, :], at[::-1, None]


def natural(rng: Rng) -> Terrain:
    """The ground before anything is built into it."""
    x, y = centres()
    foot = 2750 + 260 * np.sin(y / 900.0 + 0.6) + 140 * np.sin(y / 370.0 + 2.0)
    hills = _ramp((foot - x) / 1300.0)
    relief = 75 + 70 * noise(rng, 4.2, 190.0, 2400.0) + 5 * noise(rng, 2.6, 60.0, 500.0)
    relief = 20 * np.logaddexp(0, relief / 20)  # no valley lies below the plain
    plain = 21 + 0.0012 * (7000 - x) + 0.0004 * y + 0.9 * noise(rng, 3.4, 150.0, 3000.0)
    return Terrain(plain + hills * (relief + 95 * hills))


def slope(heights: Array) -> Array:
    """Horn's slope in degrees; NaN where a neighbour is missing."""
    z = np.where(heights == NODATA, np.nan, heights.astype(float))
    result = np.full(z.shape, np.nan)
    a, b, c = z[:-2, :-2], z[:-2, 1:-1], z[:-2, 2:]
    d, f = z[1:-1, :-2], z[1:-1, 2:]
    g, h, i = z[2:, :-2], z[2:, 1:-1], z[2:, 2:]
    east = ((c + 2 * f + i) - (a + 2 * d + g)) / (8 * CELL)
    north = ((a + 2 * b + c) - (g + 2 * h + i)) / (8 * CELL)
    centre = np.where(np.isnan(z[1:-1, 1:-1]), np.nan, 0.0)
    result[1:-1, 1:-1] = np.degrees(np.arctan(np.hypot(east, north))) + centre
    return result


def sampler(grid: Array) -> Callable[[float, float], float]:
    """Value of a grid's cell at a local place, clipped to the grid."""

    def at(x: float, y: float) -> float:
        column = int(np.clip(x / CELL, 0, SIZE - 1))
        row = int(np.clip(SIZE - y / CELL, 0, SIZE - 1))
        return float(grid[row, column])

    return at
