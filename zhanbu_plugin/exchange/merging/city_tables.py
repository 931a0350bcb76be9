"""What the city's database holds: parcels, packages, totals, and ground claimed twice, as rows.

``area_dm2`` (0.01 m²) is exact; 亩 and 公顷 of the totals are rounded so that each column adds up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from ...survey.units import largest_remainder, m2_of
from ..comparing.opened import OpenedPackage
from ..comparing.together import GatheredParcel, Gathering, TwiceClaimed
from ..submission.geopackage import multipolygon

FORMAT = "zhanbu-city"
"""How a city's database says what it is: only such a one is ever replaced."""
SHAPE = "geom"

PARCELS = (
    *(("county", "text"), ("system", "text"), ("batch", "text"), ("parcel_uid", "text"), ("parcel_no", "text")),
    *(("category", "text"), ("state", "text"), ("since", "text"), ("verdict", "text"), ("area_dm2", "integer")),
    *(("area_m2", "real"), ("package", "text")),
)
PACKAGES = (
    *(("county", "text"), ("system", "text"), ("batch", "text"), ("year", "integer"), ("sequence", "integer")),
    *(("version", "integer"), ("parcels", "integer"), ("area_dm2", "integer"), ("rule_set", "text"), ("as_of", "text")),
    *(("package", "text"), ("sha256", "text"), ("counts", "integer")),
)
TOTALS = (
    *(("system", "text"), ("county", "text"), ("packages", "integer"), ("parcels", "integer")),
    *(("area_dm2", "integer"), ("area_m2", "real"), ("area_mu", "real"), ("area_ha", "real")),
)
CLAIMED_TWICE = (
    *(("parcel_a", "text"), ("package_a", "text"), ("parcel_b", "text"), ("package_b", "text")),
    *(("area_dm2", "integer"), ("area_m2", "real")),
)

Row = Sequence[object]


@dataclass(frozen=True)
class CityTable:
    """A table: columns with their kinds (``text``, ``integer``, ``real``), rows, and a multipolygon for each row or
    ``None`` where the table has no shapes.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    shapes: tuple[shapely.Geometry, ...] | None = None


def city_tables(found: Gathering) -> tuple[CityTable, ...]:
    """All tables of a gathering, in a fixed order."""
    packages = [_package_row(total.package, counts=True) for total in found.totals]
    packages += [_package_row(package, counts=False) for package in found.replaced]
    return (
        CityTable(
            "parcels",
            PARCELS,
            tuple(map(_parcel_row, found.parcels)),
            tuple(multipolygon(one.geometry) for one in found.parcels),
        ),
        CityTable("packages", PACKAGES, tuple(packages)),
        CityTable("totals", TOTALS, tuple(_total_rows(found))),
        CityTable(
            "claimed_twice", CLAIMED_TWICE, tuple(map(_twice_row, found.twice)), tuple(t.ground for t in found.twice)
        ),
    )


def _parcel_row(one: GatheredParcel) -> Row:
    own, stated = one.parcel, one.package.manifest
    return (
        *(stated.county, own.system, own.batch, own.parcel_uid, own.parcel_no, own.category, own.state),
        *(own.state_since.isoformat(), own.verdict, own.area_dm2, m2_of(own.area_dm2), one.package.name),
    )


def _package_row(package: OpenedPackage, *, counts: bool) -> Row:
    stated = package.manifest
    return (
        *(stated.county, stated.system, stated.batch, stated.as_of.year, stated.sequence, stated.version_no),
        *(stated.parcels, stated.area_dm2, stated.rule_set, stated.as_of.isoformat()),
        *(package.name, package.sha256, int(counts)),
    )


def _total_rows(found: Gathering) -> list[Row]:
    """A row for each system and county, behind those of a system its sum with an empty county."""
    rows: list[Row] = []
    for system in sorted({total.package.manifest.system for total in found.totals}):
        own = [total for total in found.totals if total.package.manifest.system == system]
        counties = sorted({total.package.manifest.county for total in own})
        of_county = [[total for total in own if total.package.manifest.county == county] for county in counties]
        areas = [sum(total.area_dm2 for total in some) for some in of_county]
        in_mu, in_ha = largest_remainder(areas, "mu"), largest_remainder(areas, "ha")
        for county, some, area, mu, ha in zip(counties, of_county, areas, in_mu, in_ha):
            counted = (len(some), sum(total.parcels for total in some), area, m2_of(area))
            rows.append((system, county, *counted, float(mu), float(ha)))
        counted = (len(own), sum(total.parcels for total in own), sum(areas), m2_of(sum(areas)))
        rows.append((system, "", *counted, float(sum(in_mu)), float(sum(in_ha))))
    return rows


def _twice_row(twice: TwiceClaimed) -> Row:
    sides = [text for one in (twice.one, twice.other) for text in (one.parcel.parcel_uid, one.package.name)]
    return (*sides, twice.area_dm2, m2_of(twice.area_dm2))
