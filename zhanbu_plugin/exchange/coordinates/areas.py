"""Stated areas of a coordinate TXT beside the areas that its coordinates give (椭球面积, 平面面积)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.units import rounded
from ...survey.wording import translate
from .document import CoordinateParcel, StatedArea
from .remarks import Remarks

TOLERANCE_HA = Decimal("0.0001")
"""The last decimal of a stated area, 1 m² (standards 7.4)."""


def plane_areas(geometries: Sequence[shapely.Geometry]) -> NDArray[np.float64]:
    """Areas (n,) in the projection's plane, m².

    Each polygon is moved to its own origin first: eastings of eight digits cost precision.
    """
    moved = [shapely.transform(g, lambda xy: xy - xy[0]) for g in geometries]
    return np.asarray(shapely.area(np.array(moved, dtype=object)), dtype=np.float64)


def stated_areas(
    parcels: Sequence[CoordinateParcel], lines: Sequence[int], epsg: int, remarks: Remarks
) -> tuple[StatedArea, ...]:
    """Comparison for each parcel; ``lines`` are those of their heads. Disagreement with the ellipsoid is remarked."""
    geometries = np.array([p.geometry for p in parcels], dtype=object)
    ellipsoid, plane = ellipsoid_areas(geometries, Crs.of(epsg)), plane_areas([p.geometry for p in parcels])
    areas = tuple(
        StatedArea(p.stated_area_ha, float(e), float(a), _agreement(p.stated_area_ha, float(e), float(a)))
        for p, e, a in zip(parcels, ellipsoid, plane)
    )
    for parcel, line, area in zip(parcels, lines, areas):
        _remark(parcel.number or parcel.name, line, area, remarks)
    return areas


def _agreement(stated: Decimal | None, ellipsoid: float, plane: float) -> str:
    if stated is None:
        return "unstated"
    on_ellipsoid = abs(stated - rounded(ellipsoid / 10_000, 8)) <= TOLERANCE_HA
    on_plane = abs(stated - rounded(plane / 10_000, 8)) <= TOLERANCE_HA
    if on_ellipsoid:
        return "both" if on_plane else "ellipsoid"
    return "plane" if on_plane else "neither"


def _remark(label: str, line: int, area: StatedArea, remarks: Remarks) -> None:
    values = {
        "parcel": label,
        "stated": area.stated_ha,
        "ellipsoid": rounded(area.ellipsoid_m2, 2),
        "plane": rounded(area.plane_m2, 2),
    }
    if area.agrees == "unstated":
        remarks.note(
            line, translate("zhanbu", "Parcel {parcel} states no area; its ellipsoid area is {ellipsoid} m².", **values)
        )
    elif area.agrees == "plane":
        remarks.warn(
            line,
            translate(
                "zhanbu",
                "Parcel {parcel} states {stated} ha. That is its plane area ({plane} m²), not its ellipsoid area "
                "({ellipsoid} m²).",
                **values,
            ),
        )
    elif area.agrees == "neither":
        remarks.warn(
            line,
            translate(
                "zhanbu",
                "Parcel {parcel} states {stated} ha, but its ellipsoid area is {ellipsoid} m² and its plane area "
                "{plane} m².",
                **values,
            ),
        )
