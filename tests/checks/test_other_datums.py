"""Layers and elevation models on 西安80 or 北京54: no overlay without local parameters, and never a silent one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from dem_files import write_dem
from survey_parcels import check, layer, square, survey

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measures.overlap.constraint import prepare
from zhanbu_plugin.checks.measures.terrain.elevation import dem_facts
from zhanbu_plugin.checks.measures.terrain.slope import measure_slope
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.reading.layers import vector_layer_from_arrays
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.problem import InputProblem

XIAN_80 = {2363: "Xian 1980 / 3-degree Gauss-Kruger zone 39", 4610: "Xian 1980"}
BEIJING_54 = {2415: "Beijing 1954 / 3-degree Gauss-Kruger zone 39", 4214: "Beijing 1954"}
OTHER = {**XIAN_80, **BEIJING_54}
ESRI_WGS_84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]]'
)


def _layer_in(definition: int | str, *shapes: shapely.Geometry) -> VectorLayer:
    crs = Crs.of(definition)
    moved = transform_geometries(np.array([*shapes, None], dtype=object)[:-1], Crs.of(4527), crs)
    return vector_layer_from_arrays("红线1980.shp", crs, range(len(moved)), shapely.to_wkb(moved).tolist(), {}, {})


@pytest.mark.parametrize("epsg", OTHER)
@pytest.mark.parametrize("role", ["redline", "county", "claims"])
def test_a_layer_on_another_datum_is_refused_with_its_name_and_the_way_out(epsg: int, role: str) -> None:
    red_line = _layer_in(epsg, square(0))
    around = Surroundings(claims=red_line) if role == "claims" else Surroundings(roles={role: red_line})
    with pytest.raises(InputProblem, match=r"红线1980\.shp") as caught:
        check(survey([square(0)]), around)
    assert OTHER[epsg] in str(caught.value)
    assert "with the local parameters first" in str(caught.value)


@pytest.mark.parametrize("definition", [4326, 4490, 4547, 32650, 4480, 4979, ESRI_WGS_84])
def test_a_layer_in_cgcs2000_or_wgs_84_is_taken_however_it_is_spelled(definition: int | str) -> None:
    assert len(prepare(_layer_in(definition, square(0)), "redline", Crs.of(4527)).pieces) == 1


@pytest.mark.parametrize("epsg", [2363, 2415])
def test_an_elevation_model_on_another_datum_is_refused(epsg: int, tmp_path: Path) -> None:
    path = write_dem(tmp_path / "老高程.tif", np.zeros((9, 9)), crs=epsg)
    for use in (
        lambda: dem_facts(path),
        lambda: measure_slope(np.array([square(0)], dtype=object), Crs.of(4527), path),
    ):
        with pytest.raises(InputProblem, match=r"老高程\.tif.*") as caught:
            use()
        assert OTHER[epsg] in str(caught.value)


def test_parcels_and_a_layer_on_the_same_old_datum_still_lie_right_beside_each_other() -> None:
    """For the tools that only measure; a check fails every such parcel by CHK-CRS."""
    red_line = layer([square(0)])
    old = vector_layer_from_arrays("old", Crs.of(2363), [1], shapely.to_wkb(red_line.geometries).tolist(), {}, {})
    assert len(prepare(old, "redline", Crs.of(2363)).pieces) == 1
