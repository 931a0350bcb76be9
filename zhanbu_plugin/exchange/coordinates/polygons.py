"""Rings to polygons: which ring is a hole and which a separate part is decided by geometry, never by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .document import PointNames
from .remarks import problem_at
from .rings import Ring

_PLACE = re.compile(r"\[(\S+) (\S+)\]")


def polygon_of_rings(rings: Sequence[Ring], *, source: str, parcel: str) -> tuple[shapely.Geometry, PointNames]:
    """Polygon or multipolygon of a parcel's rings, and the names of its points ring by ring.

    Shells run clockwise on the map and holes the other way, each from its first point. Raises ``InputProblem`` for
    rings that cross themselves or each other.
    """
    if len(rings) == 1:
        return _polygon_of_ring(rings[0], source, parcel)
    plain = shapely.polygons([shapely.linearrings(ring.vertices) for ring in rings])
    for ring, polygon in zip(rings, plain):
        if not shapely.is_valid(polygon):
            raise _crossing(ring, polygon, source, parcel)
    inside = _containment(rings, plain, source, parcel)
    depth = inside.sum(axis=1)
    parts, names = [], []
    for shell in np.flatnonzero(depth % 2 == 0):
        holes = np.flatnonzero(inside[:, shell] & (depth == depth[shell] + 1))
        turned = [_turned(rings[shell], clockwise=True), *(_turned(rings[h], clockwise=False) for h in holes)]
        parts.append(shapely.Polygon(turned[0].vertices, [hole.vertices for hole in turned[1:]]))
        names += [ring.names for ring in turned]
    shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not shapely.is_valid(shape):
        what = translate(
            "zhanbu", "The rings of the parcel share an edge or cross near {place}.", place=_place_of_fault(shape)
        )
        raise problem_at(rings[0].line, what, _apart(), source=source, parcel=parcel)
    return shape, tuple(names)


def _polygon_of_ring(ring: Ring, source: str, parcel: str) -> tuple[shapely.Geometry, PointNames]:
    """The same for a single ring, as most parcels have."""
    line = shapely.linearrings(ring.vertices)
    polygon = shapely.polygons(line)
    if not shapely.is_valid(polygon):
        raise _crossing(ring, polygon, source, parcel)
    if not shapely.is_ccw(line):
        return polygon, (ring.names,)
    return shapely.polygons(shapely.reverse(line)), ((ring.names[0], *ring.names[:0:-1]),)


def _crossing(ring: Ring, polygon: shapely.Polygon, source: str, parcel: str) -> InputProblem:
    what = translate("zhanbu", "The ring crosses or touches itself near {place}.", place=_place_of_fault(polygon))
    remedy = translate("zhanbu", "Correct the order of its points.")
    return problem_at(ring.line, what, remedy, source=source, parcel=parcel)


def _containment(rings: Sequence[Ring], polygons: NDArray[np.object_], source: str, parcel: str) -> NDArray[np.bool_]:
    """Matrix (n, n): row ring lies inside column ring."""
    inside = np.zeros((len(rings), len(rings)), dtype=bool)
    inner, outer = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    inner, outer = inner[inner != outer], outer[inner != outer]
    covered = shapely.covers(polygons[outer], polygons[inner])
    covers = shapely.covers(polygons[inner], polygons[outer])
    overlapping = shapely.relate_pattern(polygons[inner], polygons[outer], "T********")
    wrong = np.flatnonzero(overlapping & (covered == covers))
    if len(wrong):
        one, other = sorted((rings[inner[wrong[0]]].line, rings[outer[wrong[0]]].line))
        what = translate("zhanbu", "The ring overlaps or repeats the ring of line {line}.", line=one)
        raise problem_at(other, what, _apart(), source=source, parcel=parcel)
    inside[inner[covered], outer[covered]] = True
    return inside


def _turned(ring: Ring, *, clockwise: bool) -> Ring:
    if shapely.is_ccw(shapely.linearrings(ring.vertices)) != clockwise:
        return ring
    return Ring(ring.line, ring.vertices[::-1], (ring.names[0], *ring.names[:0:-1]))


def _place_of_fault(shape: shapely.Geometry) -> str:
    place = _PLACE.search(shapely.is_valid_reason(shape))
    return f"X = {float(place[2]):.3f}, Y = {float(place[1]):.3f}" if place else "?"


def _apart() -> Wording:
    return translate("zhanbu", "Holes lie inside their ring and parts outside each other; correct the points.")
