"""Many counties' packages at once (市级汇总): the version of each that counts, totals, and ground claimed twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...checks.layer import Objects
from ...pool.places import OverlapTolerance, overlapping_pairs
from ...pool.records import PoolParcel
from ...survey.crs import Crs, transform_geometries
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ...survey.units import to_dm2
from ...survey.wording import translate
from .opened import OpenedPackage

_LONGEST_EDGE_M = 200.0
"""Longer edges get points before they go to another zone, where one of this length bends by less than 0.1 mm."""


@dataclass(frozen=True)
class GatheredParcel:
    """A parcel with the package that it came in; ``geometry`` is in the gathering's zone."""

    package: OpenedPackage
    parcel: PoolParcel
    geometry: shapely.Geometry


@dataclass(frozen=True)
class TwiceClaimed:
    """Ground that two parcels of different packages claim, with its ellipsoid area in 0.01 m²."""

    one: GatheredParcel
    other: GatheredParcel
    ground: shapely.Geometry
    area_dm2: int


@dataclass(frozen=True)
class Total:
    """Parcels and area (0.01 m²) of one package."""

    package: OpenedPackage
    parcels: int
    area_dm2: int


@dataclass(frozen=True)
class Gathering:
    """Everything that counts, sorted by county, system, number of the submission and parcel number.

    ``epsg`` is the zone of all shapes; ``replaced`` are packages of which a later version is there.
    """

    epsg: int
    parcels: tuple[GatheredParcel, ...]
    totals: tuple[Total, ...]
    replaced: tuple[OpenedPackage, ...]
    twice: tuple[TwiceClaimed, ...]


def gather(packages: Sequence[OpenedPackage], tolerance: OverlapTolerance | None = None) -> Gathering:
    """Put packages together. Of several versions of a submission the highest counts, and the result doesn't depend on
    the order of ``packages``.

    Raises ``InputProblem`` when nothing is given, and when two different packages call themselves the same version.
    """
    if not packages:
        raise InputProblem(
            translate("zhanbu", "No package is given."),
            remedy=translate("zhanbu", "Choose the packages that the counties have submitted."),
        )
    counting, replaced = _latest(packages)
    epsg = counting[0].manifest.epsg
    parcels = tuple(_gathered(counting, epsg))
    totals = tuple(Total(p, len(p.parcels), sum(one.area_dm2 for one in p.parcels)) for p in counting)
    return Gathering(epsg, parcels, totals, replaced, tuple(_twice(parcels, epsg, tolerance or OverlapTolerance())))


def _latest(packages: Sequence[OpenedPackage]) -> tuple[list[OpenedPackage], tuple[OpenedPackage, ...]]:
    by_submission: dict[tuple[str, str, int, int], dict[int, OpenedPackage]] = {}
    for package in sorted(packages, key=lambda p: p.sha256):
        stated = package.manifest
        versions = by_submission.setdefault((stated.county, stated.system, stated.as_of.year, stated.sequence), {})
        known = versions.setdefault(stated.version_no, package)
        if known.sha256 != package.sha256:
            raise _same_version(known, package)
    latest, replaced = [], []
    for _, versions in sorted(by_submission.items()):
        *older, newest = sorted(versions)
        latest.append(versions[newest])
        replaced += [versions[number] for number in older]
    return latest, tuple(replaced)


def _same_version(one: OpenedPackage, other: OpenedPackage) -> InputProblem:
    return InputProblem(
        translate(
            "zhanbu",
            "{one} and {other} differ, but both say that they are {name}.",
            one=one.name,
            other=other.name,
            name=one.manifest.package_name,
        ),
        remedy=translate("zhanbu", "Ask the county which of them it submitted, and leave the other out."),
        source=other.name,
    )


def _gathered(packages: Sequence[OpenedPackage], epsg: int) -> list[GatheredParcel]:
    found = []
    for package in packages:
        shapes = _array([parcel.geometry for parcel in package.parcels])
        own = Crs.of(package.manifest.epsg)
        moved = transform_geometries(shapes, own, Crs.of(epsg), max_segment=_LONGEST_EDGE_M)
        found += [GatheredParcel(package, parcel, shape) for parcel, shape in zip(package.parcels, moved)]
    return found


def _twice(parcels: Sequence[GatheredParcel], epsg: int, tolerance: OverlapTolerance) -> list[TwiceClaimed]:
    """Within a package the county's own pool has seen to it that no ground is claimed twice."""
    shapes = _array([one.geometry for one in parcels])
    pairs = [
        (i, j)
        for i, j, _ in overlapping_pairs(shapes, tolerance)
        if parcels[i].package.sha256 != parcels[j].package.sha256
    ]
    if not pairs:
        return []
    ground = shapely.intersection(shapes[[i for i, _ in pairs]], shapes[[j for _, j in pairs]])
    polygons = _array([_polygons(shape) for shape in ground])
    areas = ellipsoid_areas(polygons, Crs.of(epsg))
    return [
        TwiceClaimed(parcels[i], parcels[j], shape, to_dm2(area))
        for (i, j), shape, area in zip(pairs, polygons, areas.tolist())
    ]


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def _array(geometries: Sequence[shapely.Geometry]) -> Objects:
    result = np.empty(len(geometries), dtype=object)
    result[:] = geometries
    return result
