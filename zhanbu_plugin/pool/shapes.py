"""A checked parcel's shape as the pool keeps it: the pool's CRS, the 0.1 mm grid, a multipolygon, its area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ..checks.checked import CheckedParcel, geometry_hashes
from ..survey.crs import Crs, transform_geometries
from ..survey.ellipsoid_area import ellipsoid_areas
from ..survey.problem import InputProblem
from ..survey.units import to_dm2
from ..survey.wording import Wording, translate

_POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_DECIMALS = 4
"""Decimals of a coordinate on the grid (``checks.checked.GRID``). Rounding to decimals, not to multiples of a float,
gives the very number that a coordinate file with four decimals reads back."""
_AREA_TOLERANCE_DM2 = 1


@dataclass(frozen=True)
class PoolShape:
    """A multipolygon in the pool's CRS, its hash and its ellipsoid area."""

    geometry: shapely.Geometry
    geometry_hash: str
    area_dm2: int


def pool_shapes(parcels: Sequence[CheckedParcel], epsg: int) -> list[PoolShape | Wording]:
    """For each parcel its shape in the pool, or the reason why the pool can't keep it."""
    shapes: list[PoolShape | Wording] = [translate("zhanbu", "The parcel has no shape.")] * len(parcels)
    for definition in sorted({p.crs for p in parcels}):
        of_crs = [i for i, p in enumerate(parcels) if p.crs == definition]
        for i, shape in zip(of_crs, _shapes_of_one_crs([parcels[i] for i in of_crs], definition, epsg)):
            shapes[i] = shape
    return shapes


def _shapes_of_one_crs(parcels: Sequence[CheckedParcel], definition: str, epsg: int) -> list[PoolShape | Wording]:
    try:
        source = Crs.of(definition)
    except InputProblem as problem:
        return [problem.what] * len(parcels)
    given = _array([p.geometry for p in parcels])
    reasons = _objections(given)
    usable = _only(given, np.array([r is None for r in reasons], dtype=bool))
    target = Crs.of(epsg)
    kept = _in_pool(usable, source, target)
    areas = ellipsoid_areas(_only(kept, np.isfinite(shapely.bounds(kept)).all(axis=1)), target)
    claimed = areas if source.epsg == epsg else ellipsoid_areas(usable, source)
    shapes = _shapes(kept, areas)
    return [reasons[i] or _area_objection(parcel.area_m2, claimed[i]) or shapes[i] for i, parcel in enumerate(parcels)]


def _in_pool(geometries: NDArray[np.object_], source: Crs, target: Crs) -> NDArray[np.object_]:
    """Shapes on the pool's grid; no vertices are added on the way, because they would be new boundary points."""
    same = source.epsg == target.epsg
    return on_grid(geometries if same else transform_geometries(geometries, source, target))


def on_grid(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Geometries (n,) with vertices rounded to 0.1 mm, polygons as multipolygons of one; ``None`` stays ``None``."""
    flat = shapely.force_2d(geometries)
    rounded = np.asarray(shapely.transform(flat, lambda xy: np.round(xy, _DECIMALS) + 0.0), dtype=object)
    single = shapely.get_type_id(rounded) == shapely.GeometryType.POLYGON
    result = rounded.copy()
    result[single] = shapely.multipolygons(rounded[single], indices=np.arange(np.count_nonzero(single)))
    return result


def _shapes(geometries: NDArray[np.object_], areas_m2: NDArray[np.float64]) -> list[PoolShape | Wording]:
    """Of each geometry (n,) on the grid what the pool keeps, or why it can't."""
    placed = np.isfinite(shapely.bounds(geometries)).all(axis=1).tolist()
    objections, hashes = _objections(geometries), geometry_hashes(geometries)
    shapes: list[PoolShape | Wording] = []
    for i, area_m2 in enumerate(areas_m2.tolist()):
        area_dm2 = to_dm2(area_m2) if np.isfinite(area_m2) else 0
        objection = objections[i]
        if not placed[i]:
            shapes.append(translate("zhanbu", "The shape can't be moved into the pool's coordinate system."))
        elif objection is not None:
            shapes.append(translate("zhanbu", "On the pool's grid of 0.1 mm: {reason}", reason=objection))
        elif area_dm2 <= 0:
            shapes.append(translate("zhanbu", "The shape has no area."))
        else:
            shapes.append(PoolShape(geometries[i], hashes[i], area_dm2))
    return shapes


def _objections(geometries: NDArray[np.object_]) -> list[Wording | None]:
    """What is wrong with each geometry (n,)."""
    xy, owner = shapely.get_coordinates(geometries, return_index=True)
    sound = np.isin(shapely.get_type_id(geometries), _POLYGONAL) & ~shapely.is_empty(geometries)
    sound[owner[~np.isfinite(xy).all(axis=1)]] = False
    sound &= shapely.is_valid(_only(geometries, sound))
    return [None if fine else _objection(geometry) for geometry, fine in zip(geometries, sound.tolist())]


def _objection(geometry: shapely.Geometry | None) -> Wording | None:
    if geometry is None or shapely.is_empty(geometry):
        return translate("zhanbu", "The parcel has no shape.")
    if shapely.get_type_id(geometry) not in _POLYGONAL:
        return translate("zhanbu", "The shape is a {type}, not a polygon.", type=geometry.geom_type)
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        return translate("zhanbu", "The shape has a vertex without coordinates.")
    if not shapely.is_valid(geometry):
        return translate("zhanbu", "The shape is invalid: {reason}.", reason=shapely.is_valid_reason(geometry))
    return None


def _area_objection(stated_m2: float, measured_m2: float) -> Wording | None:
    if not np.isfinite(stated_m2) or abs(to_dm2(stated_m2) - to_dm2(measured_m2)) > _AREA_TOLERANCE_DM2:
        return translate(
            "zhanbu",
            "The stated area {stated} m² is not the shape's area {measured} m².",
            stated=f"{stated_m2:.2f}",
            measured=f"{measured_m2:.2f}",
        )
    return None


def _only(geometries: NDArray[np.object_], usable: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Geometries with ``None`` in place of those that can't be used."""
    result = geometries.copy()
    result[~usable] = None
    return result


def _array(geometries: Sequence[shapely.Geometry | None]) -> NDArray[np.object_]:
    result = np.empty(len(geometries), dtype=object)
    result[:] = geometries
    return result
