"""When coordinates of one system are coordinates of another: by the numbers of the definitions alone."""

from __future__ import annotations

import pytest

from zhanbu_plugin.survey.crs import Crs, same_system

ZONE_39 = Crs.of(4527)
ESRI = (
    'PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
    'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],'
    'UNIT["Meter",1.0]]'
)


def test_a_zone_as_other_software_spells_it_is_the_same_system() -> None:
    assert same_system(Crs.of(ESRI), ZONE_39)
    assert same_system(ZONE_39, Crs.of(ESRI))


def test_the_same_numbers_under_another_name_are_the_same_system() -> None:
    assert same_system(Crs.of(ZONE_39.wkt.replace("CGCS2000 / 3-degree Gauss-Kruger zone 39", "Our county")), ZONE_39)


@pytest.mark.parametrize("source", [ZONE_39.wkt, ESRI])
def test_a_claimed_name_or_code_does_not_make_other_numbers_the_same_system(source: str) -> None:
    other = Crs.of(
        source.replace('Central_Meridian",117', 'Central_Meridian",114').replace('origin",117', 'origin",114')
    )
    assert other.name == ZONE_39.name or "39" in other.name
    assert not same_system(other, ZONE_39)
    assert not same_system(ZONE_39, other)


@pytest.mark.parametrize("other", [4528, 4548, 4490, 2363, 32650])
def test_other_zones_datums_and_degrees_are_other_systems(other: int) -> None:
    assert not same_system(ZONE_39, Crs.of(other))


@pytest.mark.parametrize("code", [4527, 4490, 4326, 2363, 4610])
def test_a_system_is_itself(code: int) -> None:
    assert same_system(Crs.of(code), Crs.of(code))
