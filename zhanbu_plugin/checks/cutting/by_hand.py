"""Parcels divided along lines that somebody drew (手工分割): pieces numbered, with areas that sum to the parcel's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ...survey.units import m2_of, to_dm2
from ...survey.wording import translate
from ..layer import Objects
from ..overlay import Overlay
from ..parcels import ParcelBatch
from .levelling import dealt_out, levelled_areas
from .lineage import PartNames, by_name
from .parts import from_north_west
from .pieces_layer import Piece

LEAST_DM2 = 100
"""Less than 1 m² beside the line is no part that anybody meant."""


def divided_along(parcels: ParcelBatch, shapes: Objects, line: shapely.Geometry) -> list[Piece]:
    """Pieces of the parcels whose valid ``shapes`` (n,) the line divides; ``line`` is in the parcels' system, and the
    outline of a polygon sets its inside apart. Parcels that it doesn't divide have none.

    The vertices of the parcels stay. Areas of a parcel's pieces, and what the survey states (TBMJ), sum to its own to
    0.01 m² (``levelling``). Raises ``InputProblem`` where less than 1 m² would lie on one side.
    """
    crs = parcels.layer.crs
    overlay, names = Overlay(crs), PartNames(parcels)
    stated = parcels.numbers("TBMJ")
    pieces: list[Piece] = []
    for row in by_name(parcels):
        parts = _parts(shapes[row], line, overlay)
        if len(parts) <= (0 if shapes[row] is None else shapely.get_num_geometries(shapes[row])):
            continue
        whole = to_dm2(float(ellipsoid_areas(shapes[row : row + 1], crs)[0]))
        areas = levelled_areas(parts, crs, whole)
        _require_room(parcels, row, areas)
        shares: Sequence[int | None] = [None] * len(parts)
        if stated is not None and np.isfinite(stated[row]) and stated[row] > 0:
            shares = dealt_out(areas, to_dm2(float(stated[row])))
        for number, shape, dm2, share in zip(names.numbers(row, len(parts)), parts, areas, shares):
            name = names.of_part(row, number)
            pieces.append(Piece(row, number, name, shape, dm2, cut=True, survey_dm2=share))
    return pieces


def _parts(shape: shapely.Geometry | None, line: shapely.Geometry, overlay: Overlay) -> Objects:
    """Polygons into which a line divides a shape, from north-west to south-east; the shape's own where it doesn't."""
    if shape is None or not shapely.intersects(shape, line):
        return np.empty(0, dtype=object)
    noded = overlay.noded(np.array([shapely.boundary(shape), line], dtype=object))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    parts = faces[shapely.contains_xy(shape, *shapely.get_coordinates(shapely.point_on_surface(faces)).T)]
    return parts[from_north_west(parts)]


def _require_room(parcels: ParcelBatch, row: int, areas: list[int]) -> None:
    if min(areas) < LEAST_DM2:
        raise InputProblem(
            translate("zhanbu", "A part of only {area:.2f} m² would lie beside the line.", area=m2_of(min(areas))),
            remedy=translate("zhanbu", "Draw the line further inside, or beyond the parcel's edge."),
            source=parcels.layer.name,
            parcel=str(parcels.ids[row]),
        )
