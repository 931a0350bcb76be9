"""Validity of polygons with the reason and the place, and the shape mended (图形有效性; CHK-GEOM).

Valid is what OGC Simple Features calls so (OGC 06-103r4 6.1.11, ISO 19125-1), as GEOS tells it. Mending is GEOS's
structure method: rings are made valid one by one, shells united, and the holes' union taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from osgeo import ogr

from ...survey.crs import Crs
from ...survey.runs import runs
from ...survey.wording import Wording, translate
from ..layer import Objects
from ..threads import over_blocks
from .vertices import RingFaults, ring_faults

Floats = NDArray[np.float64]

_VERTICES = 1 << 17
"""Looked at by one thread in one go: some thirty milliseconds."""
_PATTERN = re.compile(r"^(.*?)\[(\S+) (\S+)\]")
_REASONS: dict[str, tuple[str, Wording]] = {
    "Self-intersection": (
        "SELF_INTERSECTION",
        translate("zhanbu", "The boundary crosses itself, or parts overlap, near {x}, {y}."),
    ),
    "Ring Self-intersection": (
        "RING_SELF_INTERSECTION",
        translate("zhanbu", "A ring touches or crosses itself near {x}, {y}."),
    ),
    "Hole lies outside shell": ("HOLE_OUTSIDE", translate("zhanbu", "A hole lies outside its shell near {x}, {y}.")),
    "Holes are nested": ("NESTED", translate("zhanbu", "A hole lies in another hole near {x}, {y}.")),
    "Nested shells": ("NESTED", translate("zhanbu", "A part lies inside another part near {x}, {y}.")),
    "Duplicate Rings": ("DUPLICATE_RINGS", translate("zhanbu", "The same ring is there twice near {x}, {y}.")),
    "Too few points in geometry component": (
        "TOO_FEW_POINTS",
        translate("zhanbu", "A ring has fewer than three different corners near {x}, {y}."),
    ),
    "Interior is disconnected": (
        "DISCONNECTED",
        translate("zhanbu", "Holes cut the inside into pieces near {x}, {y}."),
    ),
    "Invalid Coordinate": ("INVALID_COORDINATE", translate("zhanbu", "A coordinate is not a number.")),
}


@dataclass(frozen=True)
class ValidityMeasure:
    """Per parcel (n,); ``code`` and ``reason`` are ``""`` and ``None`` where the shape is valid.

    ``code``: ``NULL EMPTY NOT_POLYGON SELF_INTERSECTION RING_SELF_INTERSECTION HOLE_OUTSIDE NESTED DUPLICATE_RINGS
    TOO_FEW_POINTS DISCONNECTED INVALID_COORDINATE INVALID``. ``where`` (n, 2) is the place of the error, or NaN.
    ``repaired`` is the shape itself where valid, the mended polygons otherwise, ``None`` where nothing is left of it.
    ``parts`` counts polygons. ``faults`` counts spikes and vertices that nearly coincide; these are no errors of
    validity, a rule set's parameters decide about them.
    """

    code: Objects
    reason: Objects
    where: Floats
    repaired: Objects
    parts: NDArray[np.int64]
    faults: RingFaults

    @property
    def valid(self) -> NDArray[np.bool_]:
        """Whether each shape is a valid polygon or multipolygon."""
        return np.asarray(self.code == "")

    @property
    def multipart(self) -> NDArray[np.bool_]:
        """Whether each shape has more than one part (多部件)."""
        return np.asarray(self.parts > 1)


def validity(
    geometries: Objects, *, crs: Crs | None = None, spike_angle_deg: float = 1.0, near_vertex_m: float = 0.001
) -> ValidityMeasure:
    """Validity of geometries (n,) by the rules of OGC Simple Features.

    A spike is a corner sharper than ``spike_angle_deg``; vertices nearly coincide below ``near_vertex_m``. Without
    ``crs`` a unit of the coordinates is a metre.
    """
    geometries = np.asarray(geometries, dtype=object)
    repaired = geometries.copy()
    with np.errstate(invalid="ignore"):  # a coordinate that is no number is reported, not warned about
        code, reason, where = _diagnosed(geometries)
        for i in np.flatnonzero(code != ""):
            repaired[i] = mended(geometries[i])
    faults = ring_faults(geometries, crs, spike_angle_deg, near_vertex_m)
    parts = np.where(_polygonal(geometries), shapely.get_num_geometries(geometries), 0).astype(np.int64)
    return ValidityMeasure(code, reason, where, repaired, parts, faults)


def mended(geometry: shapely.Geometry | None) -> shapely.Geometry | None:
    """A valid polygon or multipolygon that covers the ground of a broken one; ``None`` where it covers none.

    Shells are united and holes taken out, so ground that a broken shape covers twice stays covered.
    """
    if geometry is None or not np.isfinite(shapely.get_coordinates(geometry)).all():
        return None
    whole = _made_valid(geometry)
    parts = shapely.get_parts(shapely.get_parts(whole))
    polygons = [p for p in parts if p.geom_type == "Polygon" and p.area > 0]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _made_valid(geometry: shapely.Geometry) -> shapely.Geometry:
    # GEOS's structure method by way of GDAL: Shapely itself offers it only from 2.1 on, and QGIS installers carry 2.0.
    broken = ogr.CreateGeometryFromWkb(shapely.to_wkb(geometry, output_dimension=2))
    whole = broken.MakeValid(["METHOD=STRUCTURE", "KEEP_COLLAPSED=NO"]) if broken is not None else None
    return shapely.Polygon() if whole is None else shapely.from_wkb(bytes(whole.ExportToWkb()))


def _polygonal(geometries: Objects) -> NDArray[np.bool_]:
    kinds = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
    return np.isin(shapely.get_type_id(geometries), kinds)


def _diagnosed(geometries: Objects) -> tuple[Objects, Objects, Floats]:
    count = len(geometries)
    code = np.full(count, "", dtype=object)
    reason = np.full(count, None, dtype=object)
    where = np.full((count, 2), np.nan)
    polygonal, missing = _polygonal(geometries), shapely.is_missing(geometries)
    empty = ~missing & shapely.is_empty(geometries)
    plain: tuple[tuple[str, NDArray[np.bool_], Wording], ...] = (
        ("NOT_POLYGON", ~polygonal, translate("zhanbu", "The shape is no polygon.")),
        ("EMPTY", empty, translate("zhanbu", "The shape is empty.")),
        ("NULL", missing, translate("zhanbu", "The feature has no geometry.")),
    )
    for name, chosen, wording in plain:
        code[chosen] = name
        reason[chosen] = wording
    broken = polygonal & ~empty & ~_are_valid(geometries)
    for i in np.flatnonzero(broken):
        code[i], reason[i], where[i] = _explained(str(shapely.is_valid_reason(geometries[i])))
    return code, reason, where


def _are_valid(geometries: Objects) -> NDArray[np.bool_]:
    def looked_at(rows: slice) -> NDArray[np.bool_]:
        with np.errstate(invalid="ignore"):  # which holds for its own thread only
            return np.asarray(shapely.is_valid(geometries[rows]))

    blocks = list(runs(shapely.get_num_coordinates(geometries), _VERTICES))
    return np.concatenate([np.empty(0, dtype=bool), *over_blocks(looked_at, blocks)])


def _explained(said: str) -> tuple[str, Wording, tuple[float, float]]:
    """GEOS's own words as a code, a sentence and a place."""
    match = _PATTERN.match(said)
    what, x, y = (match[1], float(match[2]), float(match[3])) if match else (said, np.nan, np.nan)
    if what not in _REASONS:
        return "INVALID", translate("zhanbu", "The shape is invalid: {reason}", reason=said), (x, y)
    code, wording = _REASONS[what]
    return code, Wording(wording.template, {"x": round(x, 4), "y": round(y, 4)}), (x, y)
