"""Cropland of one survey year as polygons that cover no ground twice (耕地图斑)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from ...checks.distinct import for_each_distinct
from ...checks.layer import Objects, Progress, VectorLayer, objects
from ...checks.measures.overlap.joined import polygonal_union
from ...checks.measures.overlap.shared_ground import common_ground
from ...checks.measures.validity import validity
from ...checks.parcels import ParcelBatch
from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.land_classes import land_class
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .rule import StableRule

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_NO = frozenset({"0", "N", "NO", "F", "FALSE", "否"})
"""How surveys say of a polygon that it is no stable cropland (WDGD)."""


@dataclass(frozen=True)
class Cropland:
    """Cropland of a survey year: valid ``shapes`` (n,) that share no ground, their ellipsoid ``areas_m2`` (n,), the
    ``share`` (n,) that counts, and which are ``unfit`` (n,) by the survey's own attributes.

    ``tells_unfit`` is false where the survey has no attribute that could say so; ``remarks`` is what was found odd.
    """

    layer: VectorLayer
    shapes: Objects
    areas_m2: Floats
    share: Floats
    unfit: Flags
    tells_unfit: bool
    remarks: tuple[Wording, ...]

    @property
    def crs(self) -> Crs:
        """That of the survey."""
        return self.layer.crs

    def ground(self, chosen: Flags, shapes: Objects | None = None) -> VectorLayer:
        """The chosen polygons, or others in their place, as a layer to lay parcels over."""
        taken = self.layer.taking(chosen)
        return replace(taken, geometries=(self.shapes if shapes is None else shapes)[chosen])


def cropland_of(survey: VectorLayer, rule: StableRule, year: int | None = None, progress: Progress = None) -> Cropland:
    """Cropland (first level class 01) of a survey layer (DLTB): of its latest year, or the latest up to ``year``.

    Raises ``InputProblem`` for a layer without class codes or without polygons of that time, and ``Cancelled``.
    """
    wanted = of_year(survey, year)
    chosen = survey.taking(wanted)
    parcels = ParcelBatch(chosen, chosen.fids.astype(object))
    codes = class_codes(parcels)
    known = for_each_distinct(land_class, codes)
    is_cropland = np.array([found is not None and found.is_cropland for found in known], dtype=bool)
    unknown = np.array([found is None for found in known], dtype=bool)
    taken = chosen.taking(is_cropland)
    checked = validity(taken.geometries, crs=taken.crs)
    shapes, doubled = _without_doubles(checked.repaired, taken.crs, progress)
    areas = ellipsoid_areas(shapes, taken.crs)
    lost = shapely.is_missing(checked.repaired)
    found = ParcelBatch(taken, taken.fids.astype(object))
    unfit, tells = _unfit(found, rule)
    mended = int((~checked.valid & ~lost).sum())
    remarks = (
        *_other_years(int((~wanted).sum())),
        *_odd_codes(chosen.taking(unknown), codes[unknown]),
        *_odd_shapes(mended, int(lost.sum()), doubled),
    )
    return Cropland(taken, shapes, np.nan_to_num(areas), _share(found, rule), unfit, tells, remarks)


def class_codes(parcels: ParcelBatch) -> Objects:
    """Class codes (n,) of survey polygons. Raises ``InputProblem`` for a layer without them, or with numbers."""
    codes, lost = parcels.texts("DLBM"), parcels.code_lost("DLBM")
    if codes is None or lost is not None:
        raise InputProblem(
            lost or translate("zhanbu", "The layer has no field for the land class."),
            remedy=translate("zhanbu", "Choose a survey layer (DLTB) with class codes in DLBM, kept as text."),
            source=parcels.layer.name,
            field="DLBM",
        )
    return codes


def of_year(survey: VectorLayer, year: int | None) -> Flags:
    """Polygons (m,) of the latest year, or of the latest up to ``year``; all where no polygon states one."""
    years = ParcelBatch(survey, survey.fids.astype(object)).numbers("SJNF")
    if years is None or np.isnan(years).all():
        return np.ones(len(survey), dtype=bool)
    known = years[~np.isnan(years)] if year is None else years[years <= year]
    if not len(known):
        raise InputProblem(
            translate(
                "zhanbu",
                "All polygons are of {first:.0f} or later by SJNF; the survey of {year:.0f} is asked for.",
                first=float(np.nanmin(years)),
                year=float(year or 0),
            ),
            remedy=translate("zhanbu", "Choose the survey layer of that year."),
            source=survey.name,
            field="SJNF",
        )
    return np.asarray((years == known.max()) | np.isnan(years))


def year_of(survey: VectorLayer) -> int | None:
    """The latest year that a survey layer states (SJNF), ``None`` where it states none."""
    years = ParcelBatch(survey, survey.fids.astype(object)).numbers("SJNF")
    return None if years is None or np.isnan(years).all() else int(np.nanmax(years))


def _unfit(parcels: ParcelBatch, rule: StableRule) -> tuple[Flags, bool]:
    """Which polygons (n,) are unstable by their attributes, and whether the survey has any that could say so."""
    unfit = np.zeros(len(parcels), dtype=bool)
    refinements, grades = parcels.texts("TBXHDM"), parcels.numbers("GDPDJB")
    flags = parcels.free_texts("WDGD")
    if refinements is not None:
        unfit |= np.array([text.upper() in rule.refinements for text in refinements], dtype=bool)
    if grades is not None:
        unfit |= grades >= rule.slope_grade
    if flags is not None:
        unfit |= np.array([text.upper() in _NO for text in flags], dtype=bool)
    return unfit, any(found is not None for found in (refinements, grades, flags))


def _share(parcels: ParcelBatch, rule: StableRule) -> Floats:
    """Share (n,) of each polygon that counts as cropland: without the ridges (田坎) between its fields."""
    share = np.ones(len(parcels))
    if not rule.without_ridges:
        return share
    whole, ridges, factor = (parcels.numbers(name) for name in ("TBMJ", "KCMJ", "KCXS"))
    if whole is not None and ridges is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            stated = 1.0 - ridges / whole
        share = np.where((stated >= 0.0) & (stated <= 1.0), stated, share)
    elif factor is not None:
        share = np.where((factor >= 0.0) & (factor <= 1.0), 1.0 - factor, share)
    return share


def _without_doubles(shapes: Objects, crs: Crs, progress: Progress) -> tuple[Objects, float]:
    """Polygons (n,) of which a later one gives up what an earlier one covers, and how much that was in m²."""
    filled = np.flatnonzero(~shapely.is_missing(shapes))
    one, other, ground = common_ground(shapes[filled], None, progress)
    if not len(one):
        return shapes, 0.0
    disjoint = shapes.copy()
    lost = 0.0
    for k in np.unique(other).tolist():
        taken = shapely.union_all(ground[other == k])
        row = filled[k]
        rest = objects([shapely.difference(shapes[row], taken)])
        left = polygonal_union(rest)
        before, after = ellipsoid_areas(shapes[[row]], crs)[0], np.nan_to_num(ellipsoid_areas(left, crs))[0]
        lost += float(before - after)
        disjoint[row] = left[0]
    return disjoint, lost


def _other_years(count: int) -> Iterator[Wording]:
    if count:
        yield translate("zhanbu", "{count} polygons are of other years by SJNF; they weren't counted.", count=count)


def _odd_codes(layer: VectorLayer, codes: Objects) -> Iterator[Wording]:
    if len(layer):
        yield translate(
            "zhanbu",
            "{count} polygons have class codes that the survey's table doesn't know ({codes}); they weren't counted.",
            count=len(layer),
            codes=", ".join(sorted({str(code) or "–" for code in codes})[:10]),
        )


def _odd_shapes(mended: int, lost: int, doubled: float) -> Iterator[Wording]:
    if mended:
        yield translate("zhanbu", "{count} polygons of cropland were mended before measuring.", count=mended)
    if lost:
        yield translate(
            "zhanbu", "{count} polygons of cropland have no usable shape; they weren't counted.", count=lost
        )
    if doubled > 0.0:
        yield translate(
            "zhanbu", "Polygons of cropland overlap; {area:.2f} m² that lie in two were counted once.", area=doubled
        )
