"""The check of a whole batch: the sample county's designed parcels, and what must hold for every check."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import ogr
from survey_parcels import TODAY

from zhanbu_plugin.checks.checked import CheckRun, findings_from_json, findings_to_json, geometry_hash
from zhanbu_plugin.checks.checked_layer import checked_columns, checked_rows
from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.findings import Finding, Outcome, Severity, verdict_of
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.pool.claims import claims_layer
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.roles import roles
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.wording import Wording, translate

COUNTY = "139901"


@pytest.fixture(scope="module")
def surroundings(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    pool = tmp_path_factory.mktemp("pool") / "pool.gpkg"
    create_pool(pool, county=COUNTY, epsg=4527, created_on=date(2026, 1, 1))
    dataset = ogr.Open(str(sample / "sample.gpkg"))
    names = [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())]
    layers = {name: read_layer(sample / "sample.gpkg", name) for name in names if name in roles()}
    return Surroundings(sample / "dem.tif", layers, claims_layer(pool))


def _checked(layer: VectorLayer, around: Surroundings) -> CheckResult:
    rules = choose_rule_set("auto", as_of=TODAY, county=COUNTY)
    return check_parcels(ParcelBatch.of(layer), rules, around, as_of=TODAY, county=COUNTY, version="0")


@pytest.fixture(scope="module")
def result(sample: Path, surroundings: Surroundings) -> CheckResult:
    return _checked(read_layer(sample / "sample.gpkg", "candidates"), surroundings)


def _designed(sample: Path) -> Iterator[dict[str, str]]:
    with (sample / "expected.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_every_designed_parcel_gets_the_outcome_that_it_was_built_for(sample: Path, result: CheckResult) -> None:
    row_of = {parcel_id: i for i, parcel_id in enumerate(result.parcels.ids)}
    examined = 0
    for design in _designed(sample):
        findings = {f.check_id: f for f in result.findings_of(row_of[design["BSM"]])}
        if design["check"]:
            assert findings[design["check"]].outcome.value == design["outcome"], design
            examined += 1
    assert examined >= 40


def test_every_designed_parcel_gets_its_verdict(sample: Path, result: CheckResult) -> None:
    verdicts = {parcel_id: v.value for parcel_id, v in zip(result.parcels.ids, result.verdicts)}
    designed = {row["BSM"]: row["verdict"] for row in _designed(sample)}
    assert {bsm: verdicts[bsm] for bsm in designed} == designed


def test_designed_overlaps_are_measured_to_the_planned_area(sample: Path, result: CheckResult) -> None:
    """Planned in the plane; on the ellipsoid the sample's ground is 0.012 per mille smaller, some 0.1 m² of 8000."""
    row_of = {parcel_id: i for i, parcel_id in enumerate(result.parcels.ids)}
    for design in _designed(sample):
        if design["check"].startswith("CHK-BAN") and design["planned_m2"]:
            planned = float(design["planned_m2"])
            found = result.case.measured.overlaps[design["role"]].area_m2[row_of[design["BSM"]]]
            assert found == pytest.approx(planned, rel=2e-4, abs=0.01), design


def test_each_check_has_parcels_that_pass_and_parcels_that_fail(result: CheckResult) -> None:
    for column in result.columns:
        kinds = {f.outcome for f in (column.finding(i, "", "") for i in range(len(result.parcels)))}
        assert Outcome.PASS in kinds, column.rule.id
        if column.rule.id not in ("CHK-CRS", "CHK-DATUM", "CHK-POOL"):
            assert Outcome.FAIL in kinds, column.rule.id


def test_the_verdict_of_every_parcel_follows_from_its_findings_alone(result: CheckResult) -> None:
    for i in range(len(result.parcels)):
        assert result.verdicts[i] is verdict_of(result.findings_of(i))


def test_the_result_does_not_depend_on_the_order_of_the_input(
    sample: Path, surroundings: Surroundings, result: CheckResult
) -> None:
    layer = read_layer(sample / "sample.gpkg", "candidates")
    backwards = np.arange(len(layer))[::-1]
    turned = _checked(
        VectorLayer(
            layer.name,
            layer.path,
            layer.crs,
            layer.fids[backwards],
            layer.geometries[backwards],
            layer.remarks[backwards],
            {name: values[backwards] for name, values in layer.fields.items()},
            layer.definitions,
            layer.sha256,
        ),
        surroundings,
    )
    rows = {row[0]: row for row in checked_rows(result, str)}
    for row in checked_rows(turned, str):
        mine, theirs = dict(zip(_names(result), rows[row[0]])), dict(zip(_names(turned), row))
        # Which of two copies is called the other one depends on their order; everything that is measured doesn't.
        for name in set(mine) - {"reasons", "checks", "seal"}:
            assert mine[name] == theirs[name], (row[0], name)


def _names(result: CheckResult) -> list[str]:
    return [column.name for column in checked_columns(result)]


def test_checking_twice_gives_the_same_columns_to_the_last_byte(
    sample: Path, surroundings: Surroundings, result: CheckResult
) -> None:
    again = _checked(read_layer(sample / "sample.gpkg", "candidates"), surroundings)
    assert list(checked_rows(again, str)) == list(checked_rows(result, str))


def test_findings_and_run_survive_the_way_through_json(result: CheckResult) -> None:
    assert CheckRun.from_json(result.run.as_json()) == result.run
    for i in range(len(result.parcels)):
        text = findings_to_json(result.findings_of(i))
        back = findings_from_json(result.parcels.ids[i], text)
        assert findings_to_json(back) == text
        assert [str(f.message) for f in back] == [str(f.message) for f in result.findings_of(i)]


def test_a_check_stops_when_the_user_cancels_at_any_point(sample: Path, surroundings: Surroundings) -> None:
    layer = read_layer(sample / "sample.gpkg", "candidates")
    rules = choose_rule_set("auto", as_of=TODAY, county=COUNTY)
    for last in (0.0, 0.3, 0.6, 0.95):
        with pytest.raises(Cancelled):
            check_parcels(
                ParcelBatch.of(layer),
                rules,
                surroundings,
                as_of=TODAY,
                county=COUNTY,
                progress=lambda share, last=last: share <= last,
            )


def test_progress_runs_from_the_start_to_the_end_and_never_back(sample: Path, surroundings: Surroundings) -> None:
    layer = read_layer(sample / "sample.gpkg", "candidates")
    rules = choose_rule_set("auto", as_of=TODAY, county=COUNTY)
    seen: list[float] = []
    check_parcels(ParcelBatch.of(layer), rules, surroundings, as_of=TODAY, county=COUNTY, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1.0)


def test_the_2008_farms_of_swellendam_all_get_a_verdict(shared: Path) -> None:
    """Real, dirty cadastre: 16 invalid farms, 67 groups of identical geometry, farms below a DEM cell."""
    data = shared / "data" / "swellendam"
    farms = read_layer(data / "farms_33S.shp")
    rules = choose_rule_set("hebei-cropland-2025", as_of=TODAY)
    reserves = read_layer(data / "protected_areas.shp")
    around = Surroundings(data / "srtm_41_19_4326.tif", {"reserve": reserves})
    found = check_parcels(ParcelBatch.of(farms), rules, around, as_of=TODAY)
    assert sum(found.counts().values()) == 2008
    assert int((~found.case.measured.validity.valid).sum()) == 16
    assert len(set(found.parcels.ids)) == 2008
    same_shape = found.case.measured.duplicates.same_geometry_as
    assert int((same_shape >= 0).sum()) == 68
    assert len(set(same_shape[same_shape >= 0].tolist())) == 67
    # The data's README: Marloth pieces sum to 22,014.80 ha and Bontebok's to 252.04 ha.
    overlap_ha = np.nansum(found.case.measured.overlaps["reserve"].area_m2) / 1e4
    assert overlap_ha == pytest.approx(22_014.80 + 252.04, abs=0.05)
    sentences = [str(f.message) for i in range(2008) for f in found.open_findings_of(i) if f.check_id == "CHK-DEM"]
    assert sum("smaller than a cell" in s for s in sentences) > 100
    slopes = [f for i in range(2008) for f in found.findings_of(i) if f.check_id == "CHK-SLOPE"]
    assert {f.outcome for f in slopes} == {Outcome.NOT_CHECKED}


def test_the_hash_of_a_shape_sees_a_tenth_of_a_millimetre_in_metres_and_in_degrees() -> None:
    for origin, step in ((39_500_000.0, 1e-4), (117.0, 1e-9)):
        square = shapely.box(origin, origin / 10, origin + 100 * step, origin / 10 + 100 * step)
        moved = shapely.box(origin, origin / 10, origin + 101 * step, origin / 10 + 100 * step)
        turned = shapely.Polygon(list(square.exterior.coords)[2:-1] + list(square.exterior.coords)[:2])
        assert geometry_hash(square) == geometry_hash(turned)
        assert geometry_hash(square) == geometry_hash(shapely.reverse(square))
        assert geometry_hash(square) != geometry_hash(moved)


def test_a_sentence_within_a_sentence_is_still_translated_after_the_way_through_json() -> None:
    inner = translate("zhanbu", "field {name}", name="DLBM")
    finding = Finding(
        "1",
        "CHK-CRS",
        "HB-10",
        Severity.BLOCK,
        Outcome.FAIL,
        None,
        None,
        "",
        "",
        Wording("{place}: {n}", {"place": inner, "n": 2}),
    )
    back = findings_from_json("1", findings_to_json([finding]))[0]
    assert (
        back.message.said({"{place}: {n}": "{place}：{n}", "field {name}": "字段{name}"}.__getitem__) == "字段DLBM：2"
    )
