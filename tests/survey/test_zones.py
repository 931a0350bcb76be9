"""Zones, EPSG codes and map sheets as the EPSG registry and a published sample have them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from osgeo import osr

from zhanbu_plugin.survey.crs import Crs, transform_coordinates
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.zones import (
    epsg_of_zone,
    sheet_number,
    zone_of_easting,
    zone_of_epsg,
    zone_of_longitude,
)

ESRI_ZONE_39 = (
    'PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize(("width", "prefixed"), [(3, True), (3, False), (6, True), (6, False)])
def test_every_zone_agrees_with_the_epsg_registry(width: int, prefixed: bool) -> None:
    for number in range(25, 46) if width == 3 else range(13, 24):
        epsg = epsg_of_zone(width, number, prefixed)
        zone = zone_of_epsg(epsg)
        assert zone is not None
        registry = osr.SpatialReference()
        registry.ImportFromEPSG(epsg)
        assert registry.GetProjParm("central_meridian") == zone.central_meridian
        assert registry.GetProjParm("false_easting") == zone.false_easting
        assert (zone.width, zone.number, zone.prefixed) == (width, number, prefixed)


def test_codes_that_are_no_cgcs2000_zone_are_none() -> None:
    assert zone_of_epsg(4490) is None
    assert zone_of_epsg(4555) is None
    assert zone_of_epsg(32650) is None


def test_a_zone_that_china_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="no 3-degree zone 24"):
        epsg_of_zone(3, 24)


def test_an_esri_prj_is_recognised_as_its_epsg_zone() -> None:
    assert Crs.of(ESRI_ZONE_39).epsg == 4527


def test_an_easting_that_overflows_its_zone_states_the_next_one() -> None:
    """Domain dossier appendix A: 116.4°E in zone 37 has the easting 38 052 122, which says 38."""
    point = transform_coordinates(np.array([[116.4, 23.5]]), Crs.of(4490), Crs.of(epsg_of_zone(3, 37)))
    assert point[0, 0] == pytest.approx(38_052_122, abs=1)
    assert zone_of_easting(point[0, 0]) == (3, 38)
    assert zone_of_longitude(116.4) == 39


def test_the_published_sample_point_lies_on_its_map_sheet() -> None:
    assert sheet_number(116.26865, 39.325893) == "J50G017037"


def test_an_unreadable_reference_system_says_what_to_do() -> None:
    with pytest.raises(InputProblem, match=r"rivers\.shp.*Set the layer's coordinate reference system"):
        Crs.of("nonsense", source="rivers.shp")


@pytest.mark.parametrize("switch", [osr.UseExceptions, osr.DontUseExceptions])
def test_it_works_whether_gdal_raises_exceptions_or_not(switch: Callable[[], None]) -> None:
    raising = bool(osr.GetUseExceptions())
    switch()
    try:
        with pytest.raises(InputProblem, match="can't be read"):
            Crs.of("nonsense")
        local = Crs.of('LOCAL_CS["site grid",UNIT["metre",1]]')
        with pytest.raises(InputProblem, match="no way from site grid"):
            transform_coordinates(np.array([[0.0, 0.0]]), local, Crs.of(4490))
        moved = transform_coordinates(np.array([[117.2, 38.9], [np.inf, 38.9]]), Crs.of(4490), Crs.of(4527))
        assert moved[0, 0] == pytest.approx(39_517_349.65, abs=0.01)
        assert not np.isfinite(moved[1]).all()
    finally:
        (osr.UseExceptions if raising else osr.DontUseExceptions)()
