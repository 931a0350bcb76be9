"""Coordinates that don't fit the CRS that their layer states."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from zhanbu_plugin.checks.measures.placement import CrsRemark, crs_findings
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.survey.crs import Crs


def findings(epsg: int, *corners: tuple[float, float], size: float = 100.0) -> tuple[CrsRemark, ...]:
    wkb = [shapely.to_wkb(shapely.box(x, y, x + size, y + size)) for x, y in corners]
    return crs_findings(vector_layer_from_arrays("dltb.shp", Crs.of(epsg), range(len(wkb)), wkb, {}, {}))


NORTHING = 4_300_000.0


@pytest.mark.parametrize(
    ("epsg", "corner"),
    [
        (4527, (39_600_000.0, NORTHING)),
        (4548, (600_000.0, NORTHING)),
        (4498, (20_600_000.0, NORTHING)),
        (4490, (117.2, 39.1)),
    ],
)
def test_a_layer_in_its_place_has_no_remarks(epsg: int, corner: tuple[float, float]) -> None:
    assert findings(epsg, corner, size=0.01) == ()


@pytest.mark.parametrize(
    ("epsg", "corner", "code", "way_out"),
    [
        (4527, (117.2, 39.1), "DEGREES_UNDER_PROJECTED", "EPSG:4490"),
        (4490, (39_600_000.0, NORTHING), "METRES_UNDER_GEOGRAPHIC", "EPSG:4527"),
        (4490, (600_000.0, NORTHING), "METRES_UNDER_GEOGRAPHIC", "zone of the survey"),
        (4490, (39.1, 117.2), "AXES_SWAPPED", "swapped"),
        (4527, (NORTHING, 39_600_000.0), "AXES_SWAPPED", "swapped"),
        (4527, (600_000.0, NORTHING), "PREFIX_MISSING", "EPSG:4548"),
        (4548, (39_600_000.0, NORTHING), "PREFIX_UNEXPECTED", "EPSG:4527"),
        (4526, (39_600_000.0, NORTHING), "ZONE_DISAGREES", "EPSG:4527"),
        (4498, (39_600_000.0, NORTHING), "ZONE_DISAGREES", "EPSG:4527"),
    ],
)
def test_what_does_not_fit_blocks_and_names_the_way_out(
    epsg: int, corner: tuple[float, float], code: str, way_out: str
) -> None:
    (remark,) = findings(epsg, corner, size=0.001)
    assert remark.code == code
    assert remark.blocking
    assert way_out in str(remark.wording)
    assert remark.fids == (0,)


def test_an_easting_that_overflows_its_zone_is_not_taken_for_the_next_zone() -> None:
    # domain.md 0.1: in zone 37 (111°E) a point at 116.4°E has the easting 38 052 122
    (remark,) = findings(4525, (38_052_122.0, 3_000_000.0 + 500_000))
    assert remark.code == "FAR_FROM_MERIDIAN"
    assert "its zone would be 39" in str(remark.wording)


def test_a_parcel_just_across_the_zone_line_is_remarked_but_not_blocked() -> None:
    # 200 km east of 117°E at 38.8° north is 119.3°E: in zone 40, whose middle is 120°E
    (remark,) = findings(4527, (39_700_000.0, NORTHING))
    assert remark.code == "OUTSIDE_ZONE"
    assert not remark.blocking
    assert "its zone would be 40" in str(remark.wording)


def test_single_parcels_in_the_wrong_place_are_named() -> None:
    remarks = findings(
        4527, (39_600_000.0, NORTHING), (38_600_000.0, NORTHING), (39_610_000.0, NORTHING), (600_000.0, NORTHING)
    )
    assert [(r.code, r.fids) for r in remarks] == [("PREFIX_MISSING", (3,)), ("ZONE_DISAGREES", (1,))]


def test_another_datum_is_said_but_does_not_block() -> None:
    (remark,) = findings(32733, (1_000_000.0, 6_230_000.0))
    assert remark.code == "NOT_CGCS2000"
    assert not remark.blocking
    assert "33S" in str(remark.wording)


def test_parcels_without_geometry_have_no_place() -> None:
    wkb = [None, shapely.to_wkb(shapely.box(39_600_000, NORTHING, 39_600_100, NORTHING + 100))]
    layer = vector_layer_from_arrays("dltb.shp", Crs.of(4527), range(2), wkb, {}, {})
    assert crs_findings(layer) == ()
    assert np.isnan(shapely.bounds(layer.geometries)[0]).all()
