"""How long a step of one cell is on the ground (格网实地长度), for grids in metres, feet, degrees or a world map.

With P(u, v) the place on the ground of cell coordinates, a step of a cell is |∂P/∂u| or |∂P/∂v| long, and a cell has
the area √(|∂P/∂u|² |∂P/∂v|² − (∂P/∂u · ∂P/∂v)²): the metric of the surface (first fundamental form).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from osgeo import osr

from ....survey.crs import Crs, transform_coordinates
from .grid import Grid

Floats = NDArray[np.float64]
Metric = tuple[Floats, Floats, Floats]

SURVEY_SCALE = 0.01
"""Gauss–Krüger, UTM and their like keep lengths within this; the metres of their grids are taken as ground metres,
as survey practice and gdaldem do. Beyond it (web Mercator is 31 % off at 40°) true lengths are used."""


@dataclass(frozen=True)
class Ground:
    """Ground lengths of cell steps.

    ``fixed``: the same everywhere; otherwise row by row in the grid's middle column, through ``geographic``
    coordinates and the ellipsoid's radii of curvature.
    """

    grid: Grid
    crs: Crs
    geographic: Crs
    semi_major: float
    flattening: float
    radians: float
    fixed: tuple[float, float, float] | None

    def metric(self, v: Floats) -> Metric:
        """|∂P/∂u|², ∂P/∂u·∂P/∂v, |∂P/∂v|² in m², each (m,), at rows v (m,); P is the place on the ground."""
        if self.fixed is not None:
            uu, uv, vv = (np.full(len(v), part) for part in self.fixed)
            return uu, uv, vv
        return self._ellipsoid_metric(v)

    def cell_area(self, v: Floats) -> Floats:
        """Area in m² (m,) of a cell around rows v (m,)."""
        uu, uv, vv = self.metric(v)
        return np.sqrt(uu * vv - uv * uv)

    def _ellipsoid_metric(self, v: Floats) -> Metric:
        """Central differences over one cell: exact in degrees, where longitude and latitude are linear in u and v.

        dE = N cos φ dλ, dN = M dφ with N = a / √(1 − e² sin²φ), M = a (1 − e²) / (1 − e² sin²φ)^{3/2}.
        """
        u = np.full(len(v), self.grid.columns / 2)
        middle, left, right, up, down = (
            self._geographic(u + du, v + dv) for du, dv in ((0, 0), (-0.5, 0), (0.5, 0), (0, -0.5), (0, 0.5))
        )
        latitude = middle[:, 1]
        e2 = self.flattening * (2 - self.flattening)
        bent = 1 - e2 * np.sin(latitude) ** 2
        east = self.semi_major / np.sqrt(bent) * np.cos(latitude)
        north = self.semi_major * (1 - e2) / bent**1.5
        along, across = right - left, down - up
        e_u, n_u, e_v, n_v = along[:, 0] * east, along[:, 1] * north, across[:, 0] * east, across[:, 1] * north
        return e_u * e_u + n_u * n_u, e_u * e_v + n_u * n_v, e_v * e_v + n_v * n_v

    def _geographic(self, u: Floats, v: Floats) -> Floats:
        return transform_coordinates(self.grid.places(u, v), self.crs, self.geographic) * self.radians


def ground_of(grid: Grid, crs: Crs) -> Ground:
    """Ground lengths of a grid in ``crs``."""
    reference = osr.SpatialReference()
    reference.SetFromUserInput(crs.wkt)
    base = reference if reference.IsGeographic() else reference.CloneGeogCS()
    flat = base.GetInvFlattening()
    on_ellipsoid = Ground(
        grid,
        crs,
        crs if reference.IsGeographic() else Crs.of(base.ExportToWkt(["FORMAT=WKT2_2019"])),
        base.GetSemiMajor(),
        1 / flat if flat else 0.0,
        base.GetAngularUnits(),
        None,
    )
    if reference.IsGeographic():
        return on_ellipsoid
    metres = crs.metres_per_unit
    e_u, n_u, e_v, n_v = (part * metres for part in (grid.dx_u, grid.dy_u, grid.dx_v, grid.dy_v))
    fixed = (e_u * e_u + n_u * n_u, e_u * e_v + n_u * n_v, e_v * e_v + n_v * n_v)
    true = on_ellipsoid.metric(np.array([grid.rows / 2]))
    scale = np.sqrt([true[0][0] / fixed[0], true[2][0] / fixed[2]])
    if np.all(np.isfinite(scale)) and np.any(np.abs(scale - 1) > SURVEY_SCALE):
        return on_ellipsoid
    return Ground(grid, crs, on_ellipsoid.geographic, on_ellipsoid.semi_major, on_ellipsoid.flattening, 1.0, fixed)
