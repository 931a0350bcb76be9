"""What a newer survey says of the ground of pooled parcels: still cropland, lost, or nothing (调查核对)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...checks.distinct import for_each_distinct
from ...checks.layer import Progress, VectorLayer, objects
from ...checks.measures.class_ground import barred_ground
from ...checks.measures.overlap.breadth import OverlapTolerance
from ...checks.parcels import ParcelBatch
from ...pool.records import PoolParcel
from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.land_classes import land_class
from ...survey.units import to_dm2
from ..stable_cropland.cropland import class_codes, of_year, year_of


@dataclass(frozen=True)
class GroundNow:
    """A parcel's ground (0.01 m²) in the survey: all of it, what is no cropland, and what no polygon of a known class
    tells. ``classes`` is what was lost by class, as in ``0201 40000.00 m²``.
    """

    parcel_uid: str
    geometry_hash: str
    area_dm2: int
    lost_dm2: int
    untold_dm2: int
    classes: str

    @property
    def lost_share(self) -> Fraction:
        """Share of the ground that is no cropland any more."""
        return Fraction(self.lost_dm2, self.area_dm2) if self.area_dm2 else Fraction(0)

    @property
    def cropland_dm2(self) -> int:
        """What the survey shows as cropland."""
        return self.area_dm2 - self.lost_dm2 - self.untold_dm2


@dataclass(frozen=True)
class Resurvey:
    """What a survey says of each parcel, in their order; ``year`` is the survey's, ``None`` where it isn't told."""

    name: str
    year: int | None
    parcels: tuple[GroundNow, ...]


def resurveyed(
    parcels: Sequence[PoolParcel],
    epsg: int,
    survey: VectorLayer,
    tolerance: OverlapTolerance,
    progress: Progress = None,
) -> Resurvey:
    """Lays pooled parcels over the latest year of a survey layer (DLTB). HB-28, SC-2(七)c.

    What lies over a line by no more than drawing explains (A-34) is neither lost nor untold. Raises ``InputProblem``
    for a layer without class codes, ``Cancelled``.
    """
    told = survey.taking(of_year(survey, None))
    batch = ParcelBatch(told, told.fids.astype(object))
    codes = class_codes(batch)
    classes = for_each_distinct(land_class, codes)
    known = np.array([found is not None for found in classes], dtype=bool)
    crop = np.array([found is not None and found.is_cropland for found in classes], dtype=bool)
    shapes = objects(parcel.geometry for parcel in parcels)
    crs = Crs.of(epsg)
    areas = ellipsoid_areas(shapes, crs)
    ground = barred_ground(
        shapes,
        areas,
        crs,
        told.taking(known),
        codes[known],
        barred=~crop[known],
        tolerance=tolerance,
        progress=progress,
    )
    lost = np.where(ground.is_barred, ground.barred_m2, 0.0)
    untold = np.where(ground.is_left, ground.left_m2, 0.0)
    found = (
        GroundNow(
            parcel.parcel_uid,
            parcel.geometry_hash,
            to_dm2(float(areas[i])),
            to_dm2(float(lost[i])),
            to_dm2(float(untold[i])),
            str(ground.classes[i]) if ground.is_barred[i] else "",
        )
        for i, parcel in enumerate(parcels)
    )
    return Resurvey(survey.name, year_of(told), tuple(found))
