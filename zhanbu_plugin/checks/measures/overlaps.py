"""Overlap of parcels with constraint layers (压盖), as union: ground that a layer covers twice counts once.

The area is the survey's ellipsoid area of the overlap itself, so that it can be compared with the parcel's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs, same_system, transform_geometries
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..layer import METRES_PER_DEGREE, Objects, Progress, VectorLayer, report
from .breadth import A_34, OverlapTolerance, counting
from .lost_ground import doubt_about, lost_ground, told_of
from .placement import FAR_FROM_MERIDIAN, crs_findings, require_same_ground
from .subdividing import polygons_of, subdivided
from .validity import mended, validity

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

LONG_EDGE_M = 2_000.0
"""Metres from which the way between two vertices visibly depends on the CRS in which it is straight (0.1 m)."""

NOTHING_M2 = 1e-4
"""Square metres of planar area below which a difference is noise of the coordinates: the side of 1 cm."""

SEAM = 2e-15
"""How far beside a straight edge a vertex on it may lie, as a share of the largest coordinate: a few of its bits."""

_BLOCK = 512
"""Parcels at a time, between two reports of progress."""


@dataclass(frozen=True)
class ConstraintLayer:
    """A layer in its role (design section 5), e.g. ``redline``."""

    role: str
    layer: VectorLayer


@dataclass(frozen=True)
class PreparedConstraint:
    """A constraint layer ready to be laid over parcels in ``crs``.

    ``pieces`` (m,) are valid polygons of few vertices in an order that doesn't depend on that of the features,
    ``feature`` (m,) the row of the layer each came from. ``repaired`` maps ids of features that were invalid to what
    was wrong, ``left_out`` those of features without ground and ``unreadable`` those that may cover any.
    """

    role: str
    name: str
    sha256: str
    crs: Crs
    pieces: Objects
    feature: Indices
    tree: shapely.STRtree
    repaired: dict[int, Wording]
    left_out: dict[int, Wording]
    unreadable: dict[int, Wording]
    warnings: tuple[Wording, ...]

    @property
    def doubt(self) -> Wording | None:
        """Why nobody knows all the ground that the layer covers; ``None`` where it is known."""
        return doubt_about(self.name, self.unreadable)


@dataclass(frozen=True)
class OverlapMeasure:
    """Per parcel (n,): ellipsoid area of the overlap in m², not rounded (0 where there is none, NaN for a parcel
    without ground), whether it is more than drawing explains (A-34), and the overlap itself or ``None``.
    """

    area_m2: Floats
    counts: NDArray[np.bool_]
    geometry: Objects


def prepare(layer: VectorLayer, role: str, target_crs: Crs, *, progress: Progress = None) -> PreparedConstraint:
    """Mends, transforms, cuts up and indexes a constraint layer for parcels in ``target_crs``.

    Raises ``InputProblem`` when the layer can't be brought into that CRS, its coordinates belong to another one, its
    datum is neither CGCS2000 nor WGS 84, or no feature of it can be used.
    """
    if not same_system(layer.crs, target_crs):  # else both are off alike, and the parcels' own check says so
        require_same_ground(layer.crs, layer.name)
    checked = validity(layer.geometries, crs=layer.crs)
    fids = layer.fids.tolist()
    without = shapely.is_missing(checked.repaired)
    _require_place(layer.taking(~without))
    repaired = {fids[i]: checked.reason[i] for i in np.flatnonzero(~checked.valid & ~without)}
    left_out, unreadable = lost_ground(layer, checked)
    report(progress, 0.2)
    moved = _moved(layer, checked.repaired, target_crs)
    report(progress, 0.5)
    pieces, feature = subdivided(moved)
    order = _by_place(pieces)
    pieces, feature = pieces[order], feature[order]
    report(progress, 1.0)
    tree = shapely.STRtree(pieces)
    warnings = (*layer.warnings, *told_of(repaired, left_out, unreadable), *_long_edges(layer, target_crs))
    return PreparedConstraint(
        role, layer.name, layer.sha256, target_crs, pieces, feature, tree, repaired, left_out, unreadable, warnings
    )


def _require_place(layer: VectorLayer) -> None:
    """A ban that lies in the wrong place would let every parcel pass. Far from the meridian it still lies right."""
    for remark in crs_findings(layer):
        if remark.blocking and remark.code != FAR_FROM_MERIDIAN:
            raise InputProblem(
                remark.wording,
                remedy=translate("zhanbu", "As it is, the layer lies nowhere near the parcels."),
                source=layer.name,
            )


def overlap_areas(
    geometries: Objects,
    areas_m2: Floats,
    crs: Crs,
    prepared: PreparedConstraint,
    progress: Progress = None,
    *,
    tolerance: OverlapTolerance = A_34,
) -> OverlapMeasure:
    """Overlap of valid parcels (n,) in ``crs``, whose ellipsoid areas are ``areas_m2`` (n,), with a constraint layer.

    A parcel that is covered whole overlaps by exactly its own area, and none by more. Raises ``Cancelled`` when
    ``progress`` says stop, ``ValueError`` when the layer was prepared for another CRS.
    """
    if not same_system(prepared.crs, crs):
        raise ValueError("the constraint layer was prepared for another CRS")
    geometry = np.full(len(geometries), None, dtype=object)
    for start in range(0, len(geometries), _BLOCK):
        block = slice(start, min(start + _BLOCK, len(geometries)))
        geometry[block] = _covered_ground(geometries[block], prepared)
        report(progress, block.stop / len(geometries))
    return _measured_ground(geometry, geometries, areas_m2, crs, tolerance)


def _measured_ground(
    ground: Objects, geometries: Objects, areas_m2: Floats, crs: Crs, tolerance: OverlapTolerance
) -> OverlapMeasure:
    has_ground = ~shapely.is_missing(ground)
    unit = square_metres(geometries, crs)
    rest = (shapely.area(geometries) - shapely.area(ground)) * unit
    whole = has_ground & (rest <= NOTHING_M2)
    ground = np.where(whole, geometries, ground)
    area = np.where(whole, areas_m2, 0.0)
    partial = np.flatnonzero(has_ground & ~whole)
    area[partial] = np.minimum(ellipsoid_areas(ground[partial], crs), areas_m2[partial])
    area[shapely.is_missing(geometries)] = np.nan
    return OverlapMeasure(area, counting(ground, area, areas_m2, crs, tolerance), ground)


def square_metres(geometries: Objects, crs: Crs) -> Floats:
    """Square metres (n,) of a square unit of the coordinates about each geometry; for tolerances."""
    if not crs.is_geographic:
        return np.full(len(geometries), crs.metres_per_unit**2)
    bounds = shapely.bounds(geometries)
    return np.asarray(METRES_PER_DEGREE**2 * np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2)))


def _moved(layer: VectorLayer, geometries: Objects, target: Crs) -> Objects:
    """Geometries in ``target``: their vertices move, and the edges between them are straight there.

    That is how the survey's area rule reads a geographic layer (standards 4.3: points between vertices are taken in the
    Gauss plane), and layers kept in degrees were mostly drawn in a plane: boundaries shared with parcels stay shared.
    """
    if same_system(layer.crs, target):
        return geometries
    moved = transform_geometries(geometries, layer.crs, target)
    lost = [i for i, g in enumerate(moved) if g is not None and not np.isfinite(shapely.bounds(g)).all()]
    if lost:
        raise InputProblem(
            translate(
                "zhanbu",
                "The layer can't be brought from {source} into {target}.",
                source=layer.crs.name,
                target=target.name,
            ),
            remedy=translate("zhanbu", "Check the layer's coordinate reference system and its coordinates."),
            source=layer.name,
            parcel=str(layer.fids[lost[0]]),
        )
    broken = ~shapely.is_missing(moved) & ~shapely.is_valid(moved)
    for i in np.flatnonzero(broken):  # vertices that nearly touch may change sides when they are rounded anew
        moved[i] = mended(moved[i])
    return moved


def _long_edges(layer: VectorLayer, target: Crs) -> Iterator[Wording]:
    if same_system(layer.crs, target):
        return
    xy, owner = shapely.get_coordinates(shapely.get_rings(polygons_of(layer.geometries)[0]), return_index=True)
    steps = np.hypot(*np.diff(xy, axis=0).T)[owner[1:] == owner[:-1]]
    longest = float(steps.max(initial=0.0)) * layer.metres_per_unit
    if longest > LONG_EDGE_M:
        yield translate(
            "zhanbu",
            "The layer is in another CRS and has edges of up to {length} m; they were taken as straight in {crs}.",
            length=round(longest),
            crs=target.name,
        )


def _by_place(pieces: Objects) -> Indices:
    bounds = shapely.bounds(pieces).reshape(-1, 4)
    return np.lexsort((shapely.area(pieces), *bounds.T[::-1]))


def polygonal_union(geometries: Objects) -> Objects:
    """The polygons of each geometry (n,) of any kind as one polygon or multipolygon in normal form, or ``None``."""
    parts, owner = polygons_of(geometries)
    return united(parts, owner, len(geometries))


def uncovered(geometries: Objects, rest_m2: Floats, covered: OverlapMeasure) -> Objects:
    """Ground (n,) of valid parcels (n,) that ``covered`` leaves, or ``None``; ``rest_m2`` (n,) tells where any is."""
    ground = np.full(len(geometries), None, dtype=object)
    some = np.flatnonzero(rest_m2 > 0)
    taken = covered.geometry[some]
    left = shapely.difference(geometries[some], np.where(shapely.is_missing(taken), shapely.Polygon(), taken))
    ground[some] = polygonal_union(left)
    return ground


def _covered_ground(geometries: Objects, prepared: PreparedConstraint) -> Objects:
    """What the layer covers of each parcel (n,), as one valid geometry or ``None``."""
    parts, owner = subdivided(geometries)
    part, piece = prepared.tree.query(parts, predicate="intersects")
    order = np.lexsort((piece, part))
    part, piece = part[order], piece[order]
    met, pair = polygons_of(shapely.intersection(parts[part], prepared.pieces[piece]))
    return united(met, owner[part[pair]], len(geometries))


def united(parts: Objects, owner: Indices, count: int) -> Objects:
    """Union (count,) of the polygons of each owner, ``None`` for one without any. ``owner`` is in ascending order."""
    united = np.full(count, None, dtype=object)
    if not len(parts):
        return united
    firsts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    afters = np.r_[firsts[1:], len(owner)]
    united[owner[firsts]] = parts[firsts]
    several = afters - firsts > 1
    for first, after in zip(firsts[several], afters[several]):
        united[owner[first]] = shapely.union_all(parts[first:after])
    joined = owner[firsts[several]]
    united[joined] = _seamless(united[joined])
    return np.asarray(shapely.normalize(united), dtype=object)


def _seamless(unions: Objects) -> Objects:
    """Without the vertices that cutting up left on straight edges: the area rule would round each of them."""
    tolerance = SEAM * np.abs(shapely.bounds(unions)).max(axis=1, initial=0.0)
    straight = shapely.simplify(unions, tolerance, preserve_topology=False)
    changed = np.flatnonzero(shapely.get_num_coordinates(straight) != shapely.get_num_coordinates(unions))
    kept = changed[shapely.is_valid(straight[changed]) & ~shapely.is_empty(straight[changed])]
    seamless = unions.copy()
    seamless[kept] = straight[kept]
    return seamless
