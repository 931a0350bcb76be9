"""What a push lets in, and what it keeps."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from engines import contents, only_files, raw
from osgeo import ogr
from pool_parcels import EAST, EPSG, NORTH, PUSH_TERMS, PUSHED_ON, RULES, RUN, checked, grid_of_parcels, square

from zhanbu_plugin.checks.checked import geometry_hash
from zhanbu_plugin.pool.chain import event_hash
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import active_claims, batches, pool_batch, role_files
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.crs import Crs, transform_geometries
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True


def test_a_pushed_parcel_is_kept_with_claim_event_check_and_findings(pool: Path) -> None:
    parcel = checked("P1", square(0, 0), TBMJ=2500.37)
    report = push_parcels(pool, [parcel], **PUSH_TERMS)
    assert (dict(report.admitted), report.refused) == ({"P1": "139901-CROP-000001"}, ())

    batch = pool_batch(pool, "CROP", "2026-1")
    (kept,), (event,) = batch.parcels, batch.events
    assert (kept.state, kept.state_since, kept.verdict, kept.category) == (
        "CANDIDATE",
        PUSHED_ON,
        "ELIGIBLE",
        "RECLAIM",
    )
    assert (kept.area_dm2, kept.source_id, kept.parcel_no) == (250_000, "P1", "00001")
    assert kept.survey["ZLDWMC"] == "示例县示例镇东村"
    assert kept.measures == {"slope_deg": 3.25, "slope_gr": 2, "slope_over": 0, "slope_na": 0, "ov_redline": None}
    assert [f.check_id for f in kept.findings] == [check.id for check in RULES.checks_up_to("CANDIDATE")]
    sliver = next(f for f in kept.findings if f.check_id == "CHK-SLIVER")
    assert str(sliver.message) == "12.5 m² lie in the ecological red line."
    assert dict(batch.runs) == {RUN.run_id: RUN}
    assert dict(batch.rule_sets) == {RULES.sha256: RULES.content}
    assert (event.from_state, event.to_state, event.action, event.role) == ("", "CANDIDATE", "PUSH", "COUNTY_NR")
    assert event.hash == event_hash(event)
    assert verify_pool(pool) == ()


def test_the_plain_columns_say_what_the_survey_said(pool: Path) -> None:
    push_parcels(pool, [checked("P1", square(0, 0), bsm="139901100000000001", TBMJ=2500.37)], **PUSH_TERMS)
    with raw(pool) as db:
        row = db.execute(
            "SELECT src_bsm, src_year, part_no, survey_dm2, dlbm, qsxz, zldwdm, slope_gr, xzqdm, is_active FROM parcel"
        )[0]
    assert row == ("139901100000000001", 2024, 1, 250_037, "0404", "30", "1399011002030000000", 2, "139901", 1)


def test_the_result_does_not_depend_on_the_order_of_the_parcels(tmp_path: Path) -> None:
    parcels = [
        *grid_of_parcels(30),
        checked("Q", square(3, 0)),
        checked("A", square(7, 1)),
        checked("Q", square(50, 0)),
    ]
    files = []
    for seed in range(3):
        path = tmp_path / f"{seed}.gpkg"
        create_pool(path, county="139901", epsg=EPSG, created_on=PUSHED_ON)
        random.Random(seed).shuffle(parcels)  # noqa: S311 - an order, not a secret
        report = push_parcels(path, parcels, **PUSH_TERMS)
        assert [(r.parcel_id, r.code) for r in report.refused] == [
            ("P00027", "DOUBLE_PLACE"),
            ("Q", "DOUBLE_ID"),
            ("Q", "DOUBLE_ID"),
        ]
        files.append((report, path.read_bytes()))
    assert files[0] == files[1] == files[2]


def test_numbers_run_on_from_push_to_push_and_start_again_in_a_batch(pool: Path) -> None:
    push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS)
    report = push_parcels(pool, grid_of_parcels(2, first=2), **{**PUSH_TERMS, "batch": "2026-2"})
    assert list(report.admitted.values()) == ["139901-CROP-000003", "139901-CROP-000004"]
    assert [p.parcel_no for p in pool_batch(pool, "CROP", "2026-2").parcels] == ["00001", "00002"]
    assert [(b.batch, b.parcels, b.area_dm2) for b in batches(pool)] == [("2026-1", 2, 500_000), ("2026-2", 2, 500_000)]


@only_files
def test_gdal_finds_pushed_parcels_through_the_spatial_index(pool: Path) -> None:
    push_parcels(pool, grid_of_parcels(40), **PUSH_TERMS)
    source = ogr.Open(str(pool))
    layer = source.GetLayerByName("parcel")
    assert layer.GetExtent() == (EAST, EAST + 1950, NORTH, NORTH + 150)
    layer.SetSpatialFilterRect(EAST + 210, NORTH + 110, EAST + 320, NORTH + 120)
    found = [f["parcel_uid"] for f in layer]
    assert found == ["139901-CROP-000023", "139901-CROP-000024"]
    layer.SetSpatialFilterRect(EAST - 500, NORTH, EAST - 1, NORTH + 500)
    assert layer.GetFeatureCount() == 0


def test_a_shape_lies_on_the_grid_that_a_coordinate_file_reads_back(pool: Path) -> None:
    triangle = shapely.Polygon([(EAST + 1 / 3, NORTH), (EAST + 100, NORTH + 2 / 7), (EAST + 50, NORTH + 60.123456)])
    push_parcels(pool, [checked("P1", triangle)], **PUSH_TERMS)
    (kept,) = pool_batch(pool, "CROP", "2026-1").parcels
    xy = shapely.get_coordinates(kept.geometry)
    assert (xy == [[float(f"{x:.4f}"), float(f"{y:.4f}")] for x, y in xy]).all()
    assert geometry_hash(kept.geometry) == kept.geometry_hash
    assert verify_pool(pool) == ()


def test_a_parcel_from_the_next_zone_is_moved_and_measured_again(pool: Path) -> None:
    here = np.array([square(0, 0, size=400)], dtype=object)
    there = transform_geometries(here, Crs.of(4527), Crs.of(4528))[0]
    report = push_parcels(pool, [checked("P1", there, epsg=4528)], **PUSH_TERMS)
    assert report.refused == ()
    (kept,) = pool_batch(pool, "CROP", "2026-1").parcels
    assert shapely.hausdorff_distance(kept.geometry, here[0]) < 0.001
    assert abs(kept.area_dm2 - 16_000_000) <= 20
    assert verify_pool(pool) == ()


def test_holes_and_parts_are_kept(pool: Path) -> None:
    ring = shapely.difference(square(0, 0, size=90), square(0, 0, size=30))
    parts = shapely.MultiPolygon(
        [square(2, 0), shapely.difference(square(4, 0), shapely.box(*square(4, 0).bounds).buffer(-10))]
    )
    push_parcels(pool, [checked("P1", ring), checked("P2", parts)], **PUSH_TERMS)
    shapes, uids, epsg = active_claims(pool)
    assert (uids, epsg) == (("139901-CROP-000001", "139901-CROP-000002"), EPSG)
    assert [s.geom_type for s in shapes] == ["MultiPolygon", "MultiPolygon"]
    assert shapely.equals(shapes[0], ring)
    assert shapely.equals(shapes[1], parts)


def test_a_pool_remembers_the_last_file_that_is_known_to_have_played_a_role(pool: Path) -> None:
    old, new = "D:/数据/红线2025.gpkg", "D:/数据/红线2026.gpkg"
    newer = replace(RUN.snapshots[0], data_date="2026-06-30", sha256="f" * 64)
    later = replace(RUN, snapshots=(newer,))
    push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS, layer_paths={"redline": old})
    push_parcels(pool, [checked("P2", square(5, 5), run=later)], **PUSH_TERMS)
    assert [(layer.role, layer.path, layer.data_date) for layer in role_files(pool)] == [("redline", old, "2025-12-31")]
    push_parcels(pool, [checked("P3", square(7, 5), run=later)], **PUSH_TERMS, layer_paths={"redline": new})
    push_parcels(pool, [checked("P4", square(9, 5), run=later)], **PUSH_TERMS)
    assert [(layer.role, layer.path, layer.data_date) for layer in role_files(pool)] == [("redline", new, "2026-06-30")]


def test_a_push_of_nothing_leaves_nothing(pool: Path) -> None:
    assert push_parcels(pool, [], **PUSH_TERMS).refused == ()
    assert batches(pool) == ()


@pytest.mark.parametrize("stop_at", [0.0, 0.4, 0.5, 0.7, 0.95])
def test_a_cancelled_push_leaves_the_pool_as_it_was(pool: Path, stop_at: float) -> None:
    push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS)
    before = contents(pool)
    with pytest.raises(Cancelled):
        push_parcels(pool, grid_of_parcels(5, first=1), **PUSH_TERMS, progress=lambda done: done < stop_at)
    assert contents(pool) == before
    assert verify_pool(pool) == ()


def test_progress_rises_to_one(pool: Path) -> None:
    told: list[float] = []
    push_parcels(pool, grid_of_parcels(250), **PUSH_TERMS, progress=lambda done: told.append(done) is None)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"system": "GRASS"}, "GRASS"),
        ({"batch": "  "}, "batch"),
        ({"batch": "a\nb"}, "batch"),
        ({"role": ""}, "role"),
        *(({"batch": name}, "BATCH.*without") for name in ('a"b', "a\\b", "a\x07b")),
    ],
)
def test_a_push_without_its_facts_is_refused(pool: Path, wrong: dict[str, str], named: str) -> None:
    with pytest.raises(InputProblem, match=named):
        push_parcels(pool, grid_of_parcels(1), **{**PUSH_TERMS, **wrong})
    assert batches(pool) == ()


def test_a_batch_that_is_not_there_is_named_with_those_that_are(pool: Path) -> None:
    push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS)
    with pytest.raises(InputProblem, match=r"2025-9.*2026-1"):
        pool_batch(pool, "CROP", "2025-9")


def test_the_three_systems_share_one_pool(pool: Path) -> None:
    forest = replace(RUN, system="FOREST")
    push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS)
    report = push_parcels(
        pool, [checked("F1", square(9, 9), run=forest)], **{**PUSH_TERMS, "system": "FOREST", "batch": "一"}
    )
    assert dict(report.admitted) == {"F1": "139901-FOREST-000001"}
    assert [(b.system, b.batch) for b in batches(pool)] == [("CROP", "2026-1"), ("FOREST", "一")]


def test_D22_a_parcel_of_one_pool_is_refused_by_the_second(pool: Path) -> None:
    """By its survey parcel, and where that is called otherwise by its ground; under no number does it enter again."""
    push_parcels(pool, [checked("P", square(0, 0), bsm="B1")], **PUSH_TERMS)
    forest = replace(RUN, system="FOREST")
    again = (
        checked("SAME", square(0, 0), run=forest, bsm="B1"),
        checked("MOVED", square(2, 0), run=forest, bsm="B1"),
        checked("RENAMED", square(0, 0), run=forest, bsm="B2"),
        checked("FREE", square(4, 0), run=forest, bsm="B3"),
    )
    report = push_parcels(pool, again, **{**PUSH_TERMS, "system": "FOREST"})
    assert {r.parcel_id: r.code for r in report.refused} == {
        "SAME": "DOUBLE_SURVEY_ID",
        "MOVED": "DOUBLE_SURVEY_ID",
        "RENAMED": "DOUBLE_PLACE",
    }
    assert all("139901-CROP-000001" in str(r.reason) for r in report.refused)
    assert dict(report.admitted) == {"FREE": "139901-FOREST-000001"}
