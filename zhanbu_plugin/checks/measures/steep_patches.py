"""The steep ground of parcels as patches (连片陡坡): what has to be cut out of them, and whether it is enough to be.

A patch is steep ground that hangs together inside one parcel: cells at or above the limit that touch along an edge, as
far as they lie in the parcel, or the like of a slope map's polygons (A-03). Cells without data aren't steep.

Where the elevation model is in the parcels' own reference system, the patches add up to the share that
``measure_slope`` finds over the limit, within 1e-9. Otherwise parcels move to the model for that share and cells to the
parcels for the patches, by straight edges of 250 m at most, and both agree within 1e-5 of the parcel.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.scaled_areas import scaled_areas
from ..layer import Objects, Progress, report
from ..threads import in_blocks
from .overlap.constraint import PreparedConstraint
from .overlap.covered_ground import covered_ground
from .overlap.joined import united
from .overlap.subdividing import polygons_of, subdivided
from .slope_grades import NOISE
from .sums import summed
from .terrain.elevation import opened
from .terrain.steep_cells import SteepCells, Steepness, by_place, in_cells, on_ground

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_BLOCK = 2048
"""Parcels at a time on one thread."""
WHOLE = 1.0 - NOISE
"""Share from which on a parcel is steep all over, whatever rounding says."""
_ROUNDING = 1e-9
"""Share of a patch by which rounding may make it smaller: 16 cells of 25 m² are a patch of 400 m²."""


@dataclass(frozen=True)
class PatchShares:
    """Patches (k,) by parcel: ``parcel`` (k,) its row, in ascending order, ``share`` (k,) of that parcel's ground."""

    parcel: Indices
    share: Floats


@dataclass(frozen=True)
class Patches(PatchShares):
    """Patches with their ``shapes`` (k,), polygons in the parcels' reference system."""

    shapes: Objects


def patch_shares(
    geometries: Objects, crs: Crs, dem: Path | str, steepness: Steepness, progress: Progress = None
) -> PatchShares:
    """How large each patch of valid parcels (n,) in ``crs`` is, by a DEM, for many parcels at once.

    Raises ``InputProblem`` for an unfit DEM and ``Cancelled``.
    """
    with opened(dem) as model:
        cells = in_cells(geometries, crs, model)
        order = by_place(cells)
        ground = SteepCells(model, steepness)
        found = in_blocks(lambda rows: _shares_of(cells[order[rows]], ground), len(order), _BLOCK, progress)
    starts = range(0, len(order), _BLOCK)
    parcel = np.concatenate([np.empty(0, dtype=np.intp), *(order[f.parcel + start] for start, f in zip(starts, found))])
    share = np.concatenate([np.empty(0), *(f.share for f in found)])
    by_parcel = np.argsort(parcel, kind="stable")
    return PatchShares(parcel[by_parcel], share[by_parcel])


def steep_patches(
    geometries: Objects, crs: Crs, dem: Path | str, steepness: Steepness, progress: Progress = None
) -> Patches:
    """The patches of valid parcels (n,) in ``crs`` themselves, by a DEM: whole cells, clipped by the parcel.

    Raises ``InputProblem`` for an unfit DEM and ``Cancelled``.
    """
    ground = np.full(len(geometries), None, dtype=object)
    with opened(dem) as model:
        cells, steep = in_cells(geometries, crs, model), SteepCells(model, steepness)
        rows = by_place(cells)
        for done, i in enumerate(rows):
            report(progress, done / len(rows))
            found = _whole_cells(cells[i], steep)
            if found is not None:
                ground[i] = shapely.intersection(geometries[i], on_ground(found, model, crs))
    return _patches(ground, geometries, crs)


def mapped_patches(geometries: Objects, crs: Crs, steep: PreparedConstraint) -> Patches:
    """The patches of valid parcels (n,) in ``crs`` on a slope map, of which ``steep`` holds what is over the limit."""
    return _patches(covered_ground(geometries, steep), geometries, crs)


def whole_parcels(geometries: Objects, crs: Crs, rows: Indices) -> Patches:
    """The patches of parcels that are steep all over: their own parts."""
    ground = np.full(len(geometries), None, dtype=object)
    ground[rows] = geometries[rows]
    return _patches(ground, geometries, crs)


def in_large_patches(found: PatchShares, areas_m2: Floats, least_m2: Floats) -> Floats:
    """Share (n,) of parcels of these areas (n,) that lies in patches of at least so much each (n,)."""
    large = is_large(found, areas_m2, least_m2)
    return summed(found.parcel[large], found.share[large], len(areas_m2))


def is_large(found: PatchShares, areas_m2: Floats, least_m2: Floats) -> NDArray[np.bool_]:
    """Which patches (k,) of parcels of these areas (n,) measure at least so much (n,)."""
    return np.asarray(found.share * areas_m2[found.parcel] >= least_m2[found.parcel] * (1.0 - _ROUNDING))


def patched_by_dem(
    geometries: Objects,
    areas_m2: Floats,
    over: Floats,
    crs: Crs,
    dem: Path | str,
    steepness: Steepness,
    *,
    min_patch_m2: float,
    progress: Progress = None,
) -> Floats:
    """Share (n,) of valid parcels (n,) in patches of ``min_patch_m2`` at least; a smaller parcel may be one all over.

    ``over`` (n,) is the share over the limit by the same DEM. Only parcels that are steep enough in sum are looked at.
    Raises ``InputProblem`` for an unfit DEM and ``Cancelled``.
    """
    least = least_patch(min_patch_m2, areas_m2)
    enough = steep_enough(areas_m2, over, least)
    whole = enough & (over >= WHOLE)
    patched = in_large_patches(whole_parcels(geometries, crs, np.flatnonzero(whole)), areas_m2, least)
    some = np.flatnonzero(enough & ~whole)
    if len(some):
        found = patch_shares(geometries[some], crs, dem, steepness, progress)
        patched[some] = np.minimum(in_large_patches(found, areas_m2[some], least[some]), over[some])
    return patched


def least_patch(min_patch_m2: float, areas_m2: Floats) -> Floats:
    """Smallest patch (n,) that is cut out of parcels of these areas: a smaller one counts when it is steep all over."""
    return np.asarray(np.minimum(min_patch_m2, areas_m2))


def steep_enough(areas_m2: Floats, over: Floats, least_m2: Floats) -> NDArray[np.bool_]:
    """Parcels (n,) with as much steep ground in sum as a patch has."""
    with np.errstate(invalid="ignore"):
        return np.asarray((over > 0) & (over * areas_m2 >= least_m2 * WHOLE))


def _patches(ground: Objects, geometries: Objects, crs: Crs) -> Patches:
    """Parts of the ground (n,) of parcels (n,), and what share of its parcel each is."""
    shapes, parcel = polygons_of(ground)
    own = np.unique(parcel)
    area = shapely.area if crs.is_projected else lambda some: scaled_areas(some, crs)
    whole = np.ones(len(geometries))
    whole[own] = area(geometries[own])
    return Patches(parcel, np.asarray(area(shapes) / whole[parcel], dtype=np.float64), shapes)


def _shares_of(cells: Objects, ground: SteepCells) -> PatchShares:
    parts, owner = subdivided(cells)
    shapely.prepare(parts)
    by_tile: dict[tuple[int, int], list[int]] = {}
    for k, box in enumerate(shapely.bounds(parts).reshape(-1, 4)):
        for tile in ground.tiles(box):
            by_tile.setdefault(tile, []).append(k)
    shared, whose = [np.empty(0, dtype=object)], [np.empty(0, dtype=np.intp)]
    for tile, members in sorted(by_tile.items()):
        index = ground.pieces(*tile)
        if index is not None:
            here = np.array(members)
            met = index.near(parts[here]).that_meet(parts[here])
            common, pair = polygons_of(shapely.intersection(parts[here[met.shape]], met.pieces[met.at]))
            shared.append(common)
            whose.append(owner[here[met.shape[pair]]])
    all_shared, all_whose = np.concatenate(shared), np.concatenate(whose)
    order = np.argsort(all_whose, kind="stable")
    patches, parcel = polygons_of(united(all_shared[order], all_whose[order], len(cells)))
    weight = ground.model.ground.cell_area
    whole = shapely.area(cells) * weight(_middle(cells))
    return PatchShares(parcel, shapely.area(patches) * weight(_middle(patches)) / whole[parcel])


def _middle(shapes: Objects) -> Floats:
    """Row (n,) around which shapes (n,) balance: a cell's area there is their mean one. 0 without ground."""
    return np.asarray(np.nan_to_num(shapely.get_y(shapely.centroid(shapes))), dtype=np.float64)


def _whole_cells(parcel: shapely.Geometry, ground: SteepCells) -> shapely.Geometry | None:
    """The steep cells that a parcel in cell coordinates meets, joined beyond their tiles, or ``None``."""
    shapely.prepare(parcel)
    near = [np.empty(0, dtype=object)]
    for tile in ground.tiles(np.array(parcel.bounds)):
        polygons = ground.polygons(*tile)
        near.append(polygons[shapely.intersects(parcel, polygons)])
    met = np.concatenate(near)
    return united(met, np.zeros(len(met), dtype=np.intp), 1)[0] if len(met) else None
