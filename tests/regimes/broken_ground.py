"""A sound parcel with one guard over measurements broken, by what a county might really bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal
from sample_batches import Forge, Sample, redrawn

from zhanbu_plugin.checks.checked import CheckedParcel
from zhanbu_plugin.regimes.rule_set import CheckRule
from zhanbu_plugin.survey.crs import Crs, transform_coordinates, transform_geometries
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import m2_of, to_dm2


@dataclass(frozen=True)
class Break:
    """``sample`` breaks a check of candidates. What got into a pool sound is broken by what then lies around it, that
    is by ``sample`` as well; by ``forge`` where only a forged check could have let it in; by another program that
    laid a second parcel over it (``doubled``). ``before`` is the sound parcel that gets in, where it isn't the sample's
    own.
    """

    sample: Callable[[CheckRule, Sample, Path], Sample]
    forge: Callable[[CheckRule, Sample], Forge | None] | None = None
    doubled: bool = False
    before: Callable[[Sample], Sample] = lambda sample: sample


def steep(folder: Path, sample: Sample) -> Path:
    """Heights on a grid of 2 m around the parcel that rise 1 m in 1 m (45°)."""
    west, south, east, north = sample.place.buffer(60).bounds
    columns, rows = int((east - west) / 2), int((north - south) / 2)
    heights = np.tile(np.arange(columns, dtype=np.float32) * 2, (rows, 1))
    return _dem(folder / "steep.tif", sample, heights, (west, north), 2.0)


def coarse(folder: Path, sample: Sample) -> Path:
    """Flat heights on a grid of 25 m."""
    west, _, __, north = sample.place.buffer(500).bounds
    return _dem(folder / "coarse.tif", sample, np.zeros((60, 60), dtype=np.float32), (west, north), 25.0)


def _dem(path: Path, sample: Sample, heights: np.ndarray, corner: tuple[float, float], cell: float) -> Path:
    made = gdal.GetDriverByName("GTiff").Create(str(path), heights.shape[1], heights.shape[0], 1, gdal.GDT_Float32)
    made.SetGeoTransform((corner[0], cell, 0, corner[1], 0, -cell))
    made.SetProjection(sample.parcels.crs.wkt)
    made.GetRasterBand(1).WriteArray(heights)
    made.FlushCache()
    return path


def _stating(**values: object) -> Break:
    """The survey polygon states something else; in a pool, where it was made to say so after its check."""

    def stated(_: CheckRule, sample: Sample, __: Path) -> Sample:
        return sample.redrawn(**{name: [value] for name, value in values.items()})

    def forge(_: CheckRule, __: Sample) -> Forge:
        return lambda parcel: replace(parcel, survey={**parcel.survey, **values})

    return Break(stated, forge)


def _shaped(change: Callable[[shapely.Geometry], shapely.Geometry]) -> Break:
    """The parcel is drawn otherwise, with its area stated as it is then."""

    def shaped(_: CheckRule, sample: Sample, __: Path) -> Sample:
        return sample.redrawn([change(sample.place)])

    def forge(_: CheckRule, sample: Sample) -> Forge:
        def forged(parcel: CheckedParcel) -> CheckedParcel:
            shape = change(parcel.geometry)
            (area,) = ellipsoid_areas(np.array([shape], dtype=object), sample.parcels.crs)
            stated = m2_of(to_dm2(float(area)))
            measures = {**parcel.measures, "area_m2": stated}
            return replace(
                parcel, geometry=shape, area_m2=stated, measures=measures, survey={**parcel.survey, "TBMJ": stated}
            )

        return forged

    return Break(shaped, forge)


def in_two_parts(shape: shapely.Geometry) -> shapely.Geometry:
    """Two halves with a road between them."""
    west, south, east, north = shape.bounds
    middle = (west + east) / 2
    road = shapely.box(middle - 2, south - 1, middle + 2, north + 1)
    return shape.difference(road)


def small(shape: shapely.Geometry) -> shapely.Geometry:
    """10 m by 10 m of it."""
    x, y = shape.representative_point().coords[0]
    return shapely.box(x - 5, y - 5, x + 5, y + 5)


def thin(shape: shapely.Geometry) -> shapely.Geometry:
    """A strip of it, half a metre wide."""
    west, _, east, __ = shape.bounds
    y = shape.representative_point().y
    return shape.intersection(shapely.box(west, y, east, y + 0.5))


def of_five_mu(shape: shapely.Geometry) -> shapely.Geometry:
    """50 m by 60 m of it: 4.5 mu."""
    west, south, _, __ = shape.bounds
    return shape.intersection(shapely.box(west, south, west + 50, south + 60))


def in_the_next_zone(shape: shapely.Geometry) -> shapely.Geometry:
    """The easting begins with another zone's number."""
    return shapely.transform(shape, lambda xy: xy - np.array([1_000_000.0, 0.0]))


def _under_layer(rule: CheckRule, sample: Sample, _: Path) -> Sample:
    """A constraint layer over half of the parcel, which is of the classes and marks that the check means."""
    west, south, east, north = sample.place.bounds
    half = shapely.box(west, south, (west + east) / 2, north)
    found = sample.with_role(rule.role, [half], SJNF=[2024])
    meant = {}
    if rule.option_texts("classes"):
        meant["DLBM"] = [rule.option_texts("classes")[0] + "01"]
    if rule.option_texts("marks"):
        meant["ZZSXDM"] = [rule.option_texts("marks")[0]]
    return found.redrawn(**meant) if meant else found


def _of_meant_class(rule: CheckRule, _: Sample) -> Forge | None:
    """A parcel of a class that the check means, where it means only some."""
    if not rule.option_texts("classes"):
        return None
    return lambda parcel: replace(parcel, survey={**parcel.survey, "DLBM": rule.option_texts("classes")[0] + "01"})


def _unused_inside(sample: Sample) -> Sample:
    """Unused land inside the survey of reserve resources."""
    return sample.with_role("backup", [sample.place.buffer(10)]).redrawn(DLBM=["1206"], CATEGORY=["RECLAIM"])


def _unused_outside(_: CheckRule, sample: Sample, __: Path) -> Sample:
    """Unused land, and the survey of reserve resources is elsewhere."""
    far = shapely.transform(sample.place, lambda xy: xy + 20_000)
    return _unused_inside(sample).with_role("backup", [far])


def _outside(_: CheckRule, sample: Sample, __: Path) -> Sample:
    return sample.with_role("county", [shapely.transform(sample.place, lambda xy: xy + 5_000).buffer(100)])


def western_part(shape: shapely.Geometry) -> shapely.Geometry:
    """60 % of it."""
    west, south, east, north = shape.bounds
    return shape.intersection(shapely.box(west, south, west + 0.6 * (east - west), north))


def _twice(_: CheckRule, sample: Sample, __: Path) -> Sample:
    """A second parcel over most of the first."""
    return sample.redrawn([sample.place, western_part(sample.place)])


def _claimed(_: CheckRule, sample: Sample, __: Path) -> Sample:
    return replace(sample, claims=redrawn(sample.parcels, [western_part(sample.place)]))


def _on_a_slope(_: CheckRule, sample: Sample, folder: Path) -> Sample:
    return replace(sample, dem=steep(folder, sample))


def _on_a_coarse_grid(_: CheckRule, sample: Sample, folder: Path) -> Sample:
    return replace(sample, dem=coarse(folder, sample))


def _surveyed_otherwise(rule: CheckRule, sample: Sample, _: Path) -> Sample:
    """The survey layer says that half of the ground is industrial land."""
    west, south, east, north = sample.place.buffer(50).bounds
    middle = (west + east) / 2
    halves = [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
    classes = ["0601", next(iter(rule.option_texts("classes")), "0602")]
    return sample.with_role(rule.role, halves, DLBM=classes, SJNF=[sample.day.year - 1] * 2)


def _by_the_second_survey(rule: CheckRule, sample: Sample, _: Path) -> Sample:
    """The second survey tells the other system's story."""
    was = "013" if rule.option_text("pool") == "CROP" else "021"
    return sample.with_role("survey2", [sample.place.buffer(50)], DLBM=[was])


def _after_the_pilot(_: CheckRule, sample: Sample, __: Path) -> Sample:
    return replace(sample, day=date(2025, 1, 1))


def _without_category(_: CheckRule, sample: Sample, __: Path) -> Sample:
    return sample.redrawn(CATEGORY=["REHAB"])


def _on_another_datum(_: CheckRule, sample: Sample, __: Path) -> Sample:
    """The layer is in WGS 84 / UTM."""
    (middle,) = transform_coordinates(np.array([sample.place.centroid.coords[0]]), sample.parcels.crs, Crs.of(4490))
    plane = Crs.of(32600 + int((middle[0] + 180) // 6) + 1)
    (shape,) = transform_geometries(np.array([sample.place], dtype=object), sample.parcels.crs, plane)
    return replace(sample, parcels=redrawn(replace(sample.parcels, crs=plane), [shape]))


def _other_category(_: CheckRule, __: Sample) -> Forge:
    return lambda parcel: replace(parcel, category="REHAB")


BREAKS: dict[str, Break] = {
    "area_against_survey": _stating(TBMJ=1.0),
    "ban_overlap": Break(_under_layer, _of_meant_class),
    "category": Break(_without_category, _other_category),
    "class_after": Break(_surveyed_otherwise),
    "class_needs_document": _stating(DLBM="0301"),
    "contiguous": _shaped(of_five_mu),
    "coordinate_system": _shaped(in_the_next_zone),
    "datum": Break(_on_another_datum),
    "dem_resolution": Break(_on_a_coarse_grid),
    "duplicate": Break(_twice, doubled=True),
    "field_value": _stating(CZCSXM="201"),
    "in_force": Break(_after_the_pilot),
    "inside_county": Break(_outside),
    "latest_survey": _stating(SJNF=2019),
    "location_code": _stating(ZLDWDM="110101001001"),
    "narrow": _shaped(thin),
    "pool_overlap": Break(_claimed, doubled=True),
    "second_survey": Break(_by_the_second_survey),
    "sliver": _shaped(small),
    "slope": Break(_on_a_slope),
    "source_class": _stating(DLBM="0103"),
    "source_marked": _stating(ZZSXDM="FLS"),
    "source_share": Break(_surveyed_otherwise),
    "unused_land_inside": Break(_unused_outside, before=_unused_inside),
    "valid_geometry": _shaped(in_two_parts),
}
"""By kind of check."""
