"""Each designed parcel keeps or breaks its rule by the planned amount, by an independent planar computation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely
from osgeo import gdal

from .conftest import Layer

BANS = ("redline", "reserve", "desert", "karst", "sandsrc", "dustway", "river", "keyforest", "sfarm")
UNUSED = {"0404", "1204", "1205", "1206"}
Reader = Callable[[str], Layer]


def _geometry(row: dict[str, str], dltb: Layer, candidates: Layer) -> shapely.Geometry:
    layer = dltb if row["layer"] == "dltb" else candidates
    return layer.geometries[layer.by("BSM")[row["BSM"]]]


def _overlap(polygon: shapely.Geometry, layer: Layer) -> float:
    near = layer.geometries[shapely.intersects(layer.geometries, polygon)]
    return shapely.intersection(polygon, shapely.union_all(near)).area if len(near) else 0.0


@pytest.mark.parametrize("role", [*BANS, "filed"])
def test_overlaps_are_exactly_as_planned_and_nothing_else_is_touched(
    role: str, read_layer: Reader, expected: list[dict[str, str]], dltb: Layer, candidates: Layer
) -> None:
    planned = {r["key"]: float(r["planned_m2"]) for r in expected if r["role"] == role}
    assert planned
    for row in {r["key"]: r for r in expected if r["check"] != "CHK-GEOM"}.values():
        found = _overlap(_geometry(row, dltb, candidates), read_layer(role))
        assert found == pytest.approx(planned.get(row["key"], 0.0), abs=2e-3), row["key"]


def test_ban_outcomes_follow_from_the_tolerance_of_one_square_metre(expected: list[dict[str, str]]) -> None:
    bans = [r for r in expected if r["role"] in (*BANS, "filed")]
    assert {r["role"] for r in bans} == {*BANS, "filed"}
    for row in bans:
        assert row["outcome"] == ("FAIL" if float(row["planned_m2"]) > 1.0 else "PASS")
    for role in (*BANS, "filed"):
        assert {r["outcome"] for r in bans if r["role"] == role} == {"FAIL", "PASS"}


def test_unused_land_lies_inside_or_outside_the_reserve_resources_as_planned(
    read_layer: Reader, expected: list[dict[str, str]], dltb: Layer, candidates: Layer
) -> None:
    rows = [r for r in expected if r["check"] == "CHK-BACKUP"]
    assert {r["outcome"] for r in rows} == {"PASS", "FAIL"}
    for row in rows:
        polygon = _geometry(row, dltb, candidates)
        outside = polygon.area - _overlap(polygon, read_layer("backup"))
        assert outside == pytest.approx(float(row["planned_m2"]), abs=1e-3), row["key"]
    reclaimed = {r["key"] for r in expected if r["category"] == "RECLAIM" and r["dlbm"] in UNUSED}
    assert reclaimed <= {r["key"] for r in rows}


def test_steep_and_unknown_shares_are_as_planned(
    heights: str, expected: list[dict[str, str]], dltb: Layer, candidates: Layer
) -> None:
    """With GDAL's own slope (Horn) and exact cover of each cell."""
    dem = gdal.Open(heights)
    slope = gdal.DEMProcessing("", dem, "slope", format="MEM", alg="Horn")
    grid = slope.ReadAsArray().astype(float)
    grid[grid == slope.GetRasterBand(1).GetNoDataValue()] = np.nan
    left, size, _, top, _, _ = dem.GetGeoTransform()
    plans = {r["key"]: r for r in expected if r["check"] == "CHK-SLOPE"}
    for row in {r["key"]: r for r in expected if r["layer"] == "dltb"}.values():
        polygon = _geometry(row, dltb, candidates)
        west, south, east, north = polygon.bounds
        columns = np.arange(int((west - left) // size), int((east - left) // size) + 1)
        lines = np.arange(int((top - north) // size), int((top - south) // size) + 1)
        c, r = (a.ravel() for a in np.meshgrid(columns, lines))
        cells = shapely.box(left + c * size, top - (r + 1) * size, left + (c + 1) * size, top - r * size)
        cover = shapely.area(shapely.intersection(cells, polygon))
        values = grid[r, c]
        plan = plans.get(row["key"], {"outcome": "PASS", "planned_m2": "0"})
        unknown = float(cover[np.isnan(values)].sum())
        steep = float(cover[values >= 25.0].sum())
        if plan["outcome"] == "NOT_CHECKED":
            assert unknown == pytest.approx(float(plan["planned_m2"]), abs=1e-6)
        else:
            assert unknown == pytest.approx(0.0, abs=1e-6), row["key"]
            assert steep == pytest.approx(float(plan["planned_m2"]), abs=1e-6), row["key"]
            assert (plan["outcome"] == "FAIL") == (steep >= 400.0)


def test_enough_parcels_of_each_category_pass_everything(expected: list[dict[str, str]]) -> None:
    good = {r["key"]: r["category"] for r in expected if r["verdict"] == "ELIGIBLE" and r["layer"] == "dltb"}
    assert len(good) >= 12
    assert {"RESTORE", "RECLAIM", "REHAB"} <= set(good.values())
    assert len({r["key"] for r in expected}) >= 40
    assert {r["verdict"] for r in expected} == {"ELIGIBLE", "WAIVABLE", "INELIGIBLE", "INCOMPLETE"}


def test_every_designed_parcel_stands_in_survey_and_candidates_alike(
    expected: list[dict[str, str]], dltb: Layer, candidates: Layer
) -> None:
    listed, chosen = dltb.by("BSM"), candidates.by("BSM")
    for row in expected:
        at = chosen[row["BSM"]]
        assert candidates.rows[at]["CATEGORY"] == row["category"]
        if row["layer"] == "dltb":
            assert shapely.equals_exact(candidates.geometries[at], dltb.geometries[listed[row["BSM"]]])
            assert dltb.rows[listed[row["BSM"]]]["DLBM"] == row["dlbm"]
    assert len(candidates.rows) == len({r["key"] for r in expected})


def test_bad_rows_are_bad_in_the_named_way(
    expected: list[dict[str, str]], candidates: Layer, dltb: Layer, read_layer: Reader
) -> None:
    rows = {r["key"]: candidates.by("BSM")[r["BSM"]] for r in expected if r["layer"] == "candidates"}
    shape = {key: candidates.geometries[i] for key, i in rows.items()}
    record = {key: candidates.rows[i] for key, i in rows.items()}
    assert not shape["X01"].is_valid and not shape["X09"].is_valid
    assert shape["X02"].equals_exact(shape["X03"], 0.0) and record["X02"]["BSM"] != record["X03"]["BSM"]
    outside = shape["X04"].difference(read_layer("county").geometries[0]).area
    planned = next(float(r["planned_m2"]) for r in expected if r["key"] == "X04")
    assert outside == pytest.approx(planned, abs=1e-3) and outside > 100
    assert len(shape["X05"].geoms) == 2
    assert 2 * shape["X06"].area / shape["X06"].length < 0.5
    assert shape["X07"] is None
    assert shape["X08"].is_valid
    assert float(record["X10"]["TBMJ"]) > 1.09 * shape["X10"].area
    assert not str(record["X11"]["ZLDWDM"]).startswith("139901")
    assert record["X12"]["CATEGORY"] == "REHAB" and record["X12"]["DLBM"] == "0307"
