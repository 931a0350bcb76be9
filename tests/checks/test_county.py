"""Parcels inside, across and outside the county."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from vector_files import square

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measures.overlap.constraint import prepare
from zhanbu_plugin.checks.measures.overlap.county import CountyMeasure, outside_county
from zhanbu_plugin.checks.measures.overlap.overlaps import overlap_areas
from zhanbu_plugin.checks.reading.layers import read_layer, vector_layer_from_arrays
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas

ZONE_39 = Crs.of(4527)


def measured(parcels: list[str | None], county: list[str]) -> tuple[CountyMeasure, np.ndarray]:
    geometries = np.array([None if p is None else shapely.from_wkt(p) for p in parcels], dtype=object)
    border = shapely.to_wkb(shapely.from_wkt(county)).tolist()
    layer = vector_layer_from_arrays("county", ZONE_39, range(len(county)), border, {}, {})
    areas = ellipsoid_areas(geometries, ZONE_39)
    return outside(geometries, areas, ZONE_39, layer), areas


def outside(geometries: np.ndarray, areas: np.ndarray, crs: Crs, layer: VectorLayer) -> CountyMeasure:
    county = prepare(layer, "county", crs)
    return outside_county(geometries, areas, crs, county, overlap_areas(geometries, areas, crs, county))


def test_parcels_inside_across_outside_and_on_the_border() -> None:
    parcels = [square(0, 0), square(950, 0), square(2000, 0), square(900, 900), None]
    found, areas = measured(parcels, [square(0, 0, 1000)])
    assert found.outside_m2[0] == 0
    assert found.outside_m2[1] == pytest.approx(5000, abs=0.01)
    assert found.outside_m2[2] == areas[2]
    assert found.outside_m2[3] == 0
    assert np.isnan(found.outside_m2[4])
    assert found.counts.tolist() == [False, True, True, False, False]


def test_a_county_of_townships_has_no_border_inside() -> None:
    townships = [square(0, 0, 500), square(500, 0, 500), square(0, 500, 500), square(500, 500, 500)]
    found, _ = measured([square(450, 450)], townships)
    assert found.outside_m2[0] == 0
    assert not found.counts[0]


def test_an_invalid_county_is_mended_before_it_is_used() -> None:
    knot = "POLYGON ((39499000 4000000, 39501000 4002000, 39501000 4000000, 39499000 4002000, 39499000 4000000))"
    found, _ = measured([square(800, 950), square(-900, 950), square(-50, 1500)], [knot])
    assert found.outside_m2[:2].tolist() == [0, 0]
    assert found.outside_m2[2] > 9000


def test_parcels_of_a_real_county_lie_in_it_and_not_in_its_neighbour(shared: Path) -> None:
    counties = read_layer(shared / "data" / "county_boundaries" / "counties_subset.geojson")
    biggest = int(np.argmax(shapely.area(counties.geometries)))
    county = counties.taking(np.arange(len(counties)) == biggest)
    inner = counties.geometries[biggest].representative_point().buffer(0.002)
    rest = np.array(
        [shapely.get_parts(g)[0].representative_point().buffer(0.001) for g in counties.geometries], dtype=object
    )
    parcels = np.concatenate([np.array([inner], dtype=object), np.delete(rest, biggest)])
    areas = ellipsoid_areas(parcels, counties.crs)
    found = outside(parcels, areas, counties.crs, county)
    assert found.outside_m2[0] == 0
    np.testing.assert_array_equal(found.outside_m2[1:], areas[1:])
