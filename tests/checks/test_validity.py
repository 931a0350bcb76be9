"""Validity of shapes: the known answers of the geometry libraries' own test suites, and what is said about errors."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from zhanbu_plugin.checks.measures.validity import ValidityMeasure, validity
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.survey.crs import Crs

CASE = re.compile(r"<case>(.*?)</case>", re.S)
SHAPE = re.compile(r"<a>(.*?)</a>", re.S)
EXPECTED = re.compile(r'<op\s+name="isValid"\s+arg1="A"\s*>\s*(true|false)\s*</op>', re.I)


def known_answers(folder: Path) -> list[tuple[str, bool]]:
    """Polygons of the GEOS/JTS suites (WKT) with their stated validity."""
    found = []
    for name in ("TestIsValid.xml", "TestValid.xml", "TestValid2.xml"):
        for case in CASE.findall((folder / name).read_text(encoding="utf-8")):
            shape, answer = SHAPE.search(case), EXPECTED.search(case)
            if shape and answer and shape[1].strip().upper().startswith(("POLYGON", "MULTIPOLYGON")):
                found.append((" ".join(shape[1].split()), answer[1].lower() == "true"))
    return found


def measured(*wkt: str | None, **given: float) -> ValidityMeasure:
    geometries = np.array([None if w is None else shapely.from_wkt(w) for w in wkt], dtype=object)
    return validity(geometries, **given)  # type: ignore[arg-type]


def test_validity_is_what_the_geometry_suites_state(shared: Path) -> None:
    answers = known_answers(shared / "data" / "dirty_geometry")
    shapes = [shapely.from_wkt(wkt) for wkt, _ in answers]
    some = [not shapely.is_empty(s) for s in shapes]
    expected = np.array([valid for _, valid in answers])[some]
    assert Counter(expected.tolist())[False] > 40
    found = validity(np.array(shapes, dtype=object)[some])
    assert [answers[i][0] for i in np.flatnonzero(some)[found.valid != expected]] == []
    assert all(r is not None for r in found.reason[~expected])
    assert (found.code != "INVALID").all()


def test_every_error_of_the_suites_can_be_mended(shared: Path) -> None:
    answers = known_answers(shared / "data" / "dirty_geometry")
    found = validity(np.array([shapely.from_wkt(w) for w, _ in answers], dtype=object))
    for shape in found.repaired:
        assert shape is None or (shape.is_valid and shape.geom_type in ("Polygon", "MultiPolygon"))


SHELL = "(0 0, 10 0, 10 10, 0 10, 0 0)"
ERRORS = {
    "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))": "SELF_INTERSECTION",
    "POLYGON ((0 0, 10 0, 10 10, 10 20, 10 10, 0 10, 0 0))": "RING_SELF_INTERSECTION",
    f"POLYGON ({SHELL}, (20 20, 30 20, 30 30, 20 20))": "HOLE_OUTSIDE",
    f"POLYGON ({SHELL}, (1 1, 8 1, 8 8, 1 8, 1 1), (2 2, 4 2, 4 4, 2 2))": "NESTED",
    f"MULTIPOLYGON (({SHELL}), ((2 2, 4 2, 4 4, 2 2)))": "NESTED",
    "POLYGON ((0 0, 1 1, 0 0, 0 0))": "TOO_FEW_POINTS",
    "POLYGON ((0 0, 10 0, NaN 10, 0 10, 0 0))": "INVALID_COORDINATE",
    "POLYGON EMPTY": "EMPTY",
    "LINESTRING (0 0, 1 1)": "NOT_POLYGON",
}


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize(("wkt", "code"), ERRORS.items())
def test_an_error_has_a_code_and_a_reason(wkt: str, code: str) -> None:
    found = measured(wkt)
    assert found.code[0] == code
    assert str(found.reason[0]).endswith(".")


def test_a_ring_that_is_there_twice_is_an_error(shared: Path) -> None:
    found = measured(f"POLYGON ({SHELL}, {SHELL})", f"MULTIPOLYGON (({SHELL}), ({SHELL}))")
    assert not found.valid.any()
    assert found.repaired[0] is None  # a hole as large as its shell leaves nothing
    assert found.repaired[1].area == 100


def test_no_geometry_is_a_finding() -> None:
    found = measured(None)
    assert found.code[0] == "NULL"
    assert found.repaired[0] is None
    assert "no geometry" in str(found.reason[0])


def test_the_place_of_a_bow_tie_is_its_knot_and_both_halves_are_kept() -> None:
    found = measured("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
    assert found.where[0].tolist() == [5, 5]
    assert "5.0, 5.0" in str(found.reason[0])
    assert found.repaired[0].area == 50


def test_ground_that_a_broken_shape_covers_twice_stays_covered() -> None:
    found = measured(f"MULTIPOLYGON (({SHELL}), ((5 5, 15 5, 15 15, 5 15, 5 5)))")
    assert not found.valid[0]
    assert found.repaired[0].area == 175


def test_a_valid_shape_is_left_as_it_is() -> None:
    found = measured(f"POLYGON ({SHELL})", f"MULTIPOLYGON (({SHELL}), ((20 0, 30 0, 30 10, 20 0)))")
    assert found.valid.all()
    assert [g.area for g in found.repaired] == [100, 150]
    assert found.multipart.tolist() == [False, True]
    assert found.reason.tolist() == [None, None]


def test_a_spike_is_counted_and_placed_but_no_error_of_validity() -> None:
    spike = "POLYGON ((0 0, 10 0, 10 4, 30 4.05, 10 4.1, 10 10, 0 10, 0 0))"
    found = measured(spike, f"POLYGON ({SHELL})", spike_angle_deg=1.0)
    assert found.valid.all()
    assert found.faults.spikes.tolist() == [1, 0]
    assert found.faults.spike_at[0].tolist() == [30, 4.05]
    assert measured(spike, spike_angle_deg=0.2).faults.spikes.tolist() == [0]  # its angle is 0.29 degrees


def test_a_spike_at_the_start_of_a_ring_or_inwards_or_with_a_doubled_tip_is_found_too() -> None:
    at_start = "POLYGON ((30 4.05, 10 4.1, 10 10, 0 10, 0 0, 10 0, 10 4, 30 4.05))"
    inwards = "POLYGON ((0 0, 10 0, 10 4, 2 4.02, 10 4.04, 10 10, 0 10, 0 0))"
    doubled = "POLYGON ((0 0, 10 0, 10 4, 30 4.05, 30 4.05, 10 4.1, 10 10, 0 10, 0 0))"
    assert measured(at_start, inwards, doubled).faults.spikes.tolist() == [1, 1, 1]


def test_vertices_that_nearly_coincide_are_counted() -> None:
    near = "POLYGON ((0 0, 10 0, 10 0.0004, 10 10, 10 10, 0 10, 0 0))"
    found = measured(near, f"POLYGON ({SHELL})")
    assert found.valid.all()
    assert found.faults.near_duplicate_vertices.tolist() == [2, 0]
    assert measured(near, near_vertex_m=0.0001).faults.near_duplicate_vertices.tolist() == [1]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("epsg", [4490, 4527])
def test_an_endless_coordinate_is_a_finding_and_no_warning_of_the_arithmetic(epsg: int) -> None:
    endless = shapely.polygons([(0, 0), (np.inf, 0), (np.inf, 1), (0, 0)])
    found = validity(np.array([endless, shapely.box(0, 0, 1, 1)], dtype=object), crs=Crs.of(epsg))
    assert found.code.tolist() == ["INVALID_COORDINATE", ""]
    assert found.faults.spikes.tolist() == [0, 0]


def test_tolerances_are_metres_in_a_geographic_layer_too() -> None:
    metre = 1 / 111_320
    shape = shapely.Polygon([(117, 40), (117.001, 40), (117.001, 40 + 5 * metre), (117, 40.001), (117, 40)])
    found = validity(np.array([shape], dtype=object), crs=Crs.of(4490), near_vertex_m=6)
    assert found.faults.near_duplicate_vertices.tolist() == [1]
    assert (
        validity(np.array([shape], dtype=object), crs=Crs.of(4490), near_vertex_m=4).faults.near_duplicate_vertices[0]
        == 0
    )


def test_the_sixteen_invalid_farms_are_named(shared: Path) -> None:
    layer = read_layer(shared / "data" / "swellendam" / "farms_33S.shp")
    found = validity(layer.geometries, crs=layer.crs)
    assert (~found.valid).sum() == 16
    assert layer.fids[~found.valid][0] == 14  # where QGIS's zonal statistics stop
    assert found.multipart.sum() == 10
    assert all(g.is_valid for g in found.repaired)
    assert np.isfinite(found.where[~found.valid]).all()
    assert np.abs(shapely.area(found.repaired) - shapely.area(layer.geometries)).max() < 20


def test_a_batch_larger_than_a_block_gives_each_parcel_its_own() -> None:
    spiky = shapely.from_wkt("POLYGON ((0 0, 10 0, 10 4, 30 4.05, 10 4.1, 10 10, 0 10, 0 0))")
    many = np.array([shapely.Point(0, 0).buffer(5, quad_segs=64)] * 300, dtype=object)
    many[[3, 250, 299]] = spiky
    assert np.flatnonzero(validity(many).faults.spikes).tolist() == [3, 250, 299]
