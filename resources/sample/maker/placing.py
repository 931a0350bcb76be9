"""Finding room for the designed parcels: the free place nearest to the wished one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import box

from .designed import DESIGNS, Design
from .gazetteer import BLOBS
from .landscape import Ground
from .shapes import Array, blob
from .terrain import Patch, Terrain

CLEARANCE = 14.0
"""Metres between a designed parcel and a road, water, built-up place or the county's border."""
APART = 60.0
RIM = 10.0


@dataclass(frozen=True)
class Placed:
    """A designed parcel on its place, in local coordinates."""

    design: Design
    polygon: shapely.Polygon

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.polygon.bounds


def _lattice() -> Array:
    at = np.arange(300.0, 6700.0, 10.0)
    x, y = np.meshgrid(at, at)
    return np.column_stack([x.ravel(), y.ravel()])


def _wanted(design: Design, corner: Array) -> shapely.Polygon:
    west, south = corner[0] + design.shift, corner[1]
    return box(west, south, west + design.size[0], south + design.size[1])


def _room(design: Design, blobs: dict[str, shapely.Geometry]) -> tuple[shapely.Geometry, shapely.Geometry]:
    """What a design has to stay inside of (or None) and what it has to stay off."""
    inside, off = None, []
    whole = {c.role for c in design.checks if c.corner == "WHOLE"}
    for role, geometry in blobs.items():
        if role in whole:
            inside = geometry
        else:
            off.append(geometry)
    return inside, shapely.union_all(off)


def place(ground: Ground, blobs: dict[str, shapely.Geometry]) -> list[Placed]:
    """All designed parcels on free ground, each as near to its wish as possible.

    Raises ``ValueError`` when one finds no room within 600 m.
    """
    blocks = np.array(ground.blocks, dtype=object)
    roomy = shapely.buffer(blocks, -CLEARANCE)
    roomy = roomy[~shapely.is_empty(roomy)]
    lattice = _lattice()
    placed: list[Placed] = []
    width_beside = {d.beside: d.size[0] for d in DESIGNS if d.beside}
    for design in DESIGNS:
        if design.beside:
            first = next(p for p in placed if p.design.key == design.beside)
            placed.append(Placed(design, _wanted(design, np.array([first.bounds[2], first.bounds[1]]))))
            continue
        inside, off = _room(design, blobs)
        taken = shapely.union_all([p.polygon for p in placed])
        far = np.hypot(*(lattice - np.array(design.wish)).T)
        for at in np.argsort(far, kind="stable")[:12_000]:
            wanted = _wanted(design, lattice[at])
            extra = width_beside.get(design.key, 0.0)
            whole = box(wanted.bounds[0], wanted.bounds[1], wanted.bounds[2] + extra, wanted.bounds[3])
            if not shapely.contains(roomy, whole).any():
                continue
            clear = (not placed or whole.distance(taken) > APART) and whole.distance(off) > RIM
            if clear and (inside is None or inside.contains(whole.buffer(RIM))):
                placed.append(Placed(design, wanted))
                break
        else:
            raise ValueError(f"no room for {design.key}")
    return placed


def shape_ground(terrain: Terrain, placed: list[Placed]) -> None:
    """Lay the designed slopes into the terrain, and the hole in the heights."""
    for item in placed:
        west, south, _, north = item.bounds
        if item.design.slopes is not None:
            steep, gentle, crease = item.design.slopes
            terrain.build(Patch(item.bounds, steep, gentle, west + crease))
        if any((c.family, c.outcome) == ("slope", "NOT_CHECKED") for c in item.design.checks):
            terrain.holes.append((west - 60, south - 20, west + 10, north + 20))


def role_outlines(rng: np.random.Generator) -> dict[str, shapely.Geometry]:
    """Organic outlines of the roles with few huge areas."""
    return {
        role: shapely.union_all([shapely.make_valid(blob(rng, b.x, b.y, b.radius, b.levels)) for b in outlines])
        for role, outlines in BLOBS.items()
    }
