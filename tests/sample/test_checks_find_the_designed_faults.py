"""The plugin's check finds on each designed parcel what was designed into it, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import layers_of, read_layer
from zhanbu_plugin.paths import resource
from zhanbu_plugin.pool.claims import claims_layer
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.regimes.reading.rule_set_file import read_rule_set

AS_OF = date(2026, 9, 1)
FOLLOWS = {"CHK-DEM", "CHK-NARROW"}
"""A sliver is narrow, and smaller than a cell of the heights; that follows from its design and is only a warning."""


@pytest.fixture(scope="module")
def checked(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    survey = sample / "sample.gpkg"
    pool = tmp_path_factory.mktemp("pool") / "pool.gpkg"
    create_pool(pool, county="139901", epsg=4527, created_on=AS_OF)
    roles = {name: read_layer(survey, name) for name in layers_of(survey) if name not in ("dltb", "candidates")}
    around = Surroundings(dem=sample / "dem.tif", roles=roles, claims=claims_layer(pool))
    parcels = ParcelBatch.of(read_layer(survey, "candidates"))
    rules = read_rule_set(resource("regimes", "hebei-cropland-2025.yaml"))
    return check_parcels(parcels, rules, around, as_of=AS_OF, county="139901")


@pytest.fixture(scope="module")
def whole_survey(sample: Path) -> CheckResult:
    survey = sample / "sample.gpkg"
    parcels = ParcelBatch.of(read_layer(survey, "dltb"))
    rules = read_rule_set(resource("regimes", "hebei-cropland-2025.yaml"))
    around = Surroundings(roles={"county": read_layer(survey, "county")})
    return check_parcels(parcels, rules, around, as_of=AS_OF, county="139901")


@pytest.mark.parametrize("check", ["CHK-CRS", "CHK-GEOM", "CHK-AREA", "CHK-XZQ", "CHK-XZQ-CODE", "CHK-DUP"])
def test_no_parcel_of_the_survey_itself_is_faulty(check: str, whole_survey: CheckResult) -> None:
    assert whole_survey.failures()[check] == (0, 0)


def test_each_verdict_is_the_designed_one(checked: CheckResult, expected: list[dict[str, str]]) -> None:
    wanted = {r["BSM"]: r["verdict"] for r in expected}
    found = {i: v.value for i, v in zip(checked.parcels.ids, checked.verdicts)}
    keys = {r["BSM"]: r["key"] for r in expected}
    assert {keys[i]: v for i, v in found.items()} == {keys[i]: v for i, v in wanted.items()}


def test_exactly_the_designed_checks_fail(checked: CheckResult, expected: list[dict[str, str]]) -> None:
    plain = [r for r in expected if r["key"][0] in "ETBUFPNYW"]
    wanted: dict[str, set[tuple[str, str]]] = {r["BSM"]: set() for r in plain}
    keys = {r["BSM"]: r["key"] for r in plain}
    for row in plain:
        if row["outcome"] != "PASS":
            wanted[row["BSM"]].add((row["check"], row["outcome"]))
    for i, parcel in enumerate(checked.parcels.ids):
        if parcel in wanted:
            open_ones = {(f.check_id, f.outcome.value) for f in checked.open_findings_of(i)}
            assert {f for f in open_ones if f[0] not in FOLLOWS} == wanted[parcel], keys[parcel]


def test_measured_areas_are_the_planned_ones_on_the_ellipsoid(
    checked: CheckResult, expected: list[dict[str, str]]
) -> None:
    """The planned areas are planar; at most 20 km from the central meridian the ellipsoid's are 1e-5 smaller."""
    at = {parcel: i for i, parcel in enumerate(checked.parcels.ids)}
    seen = 0
    for row in expected:
        measured = {f.check_id: f.measured for f in checked.findings_of(at[row["BSM"]])}.get(row["check"])
        if row["outcome"] == "FAIL" and row["role"] and row["role"] != "county":
            assert measured == pytest.approx(float(row["planned_m2"]), rel=2e-5, abs=1e-3), row["key"]
            seen += 1
    assert seen > 15


def test_bad_rows_are_found_bad_in_the_named_way(checked: CheckResult, expected: list[dict[str, str]]) -> None:
    at = {parcel: i for i, parcel in enumerate(checked.parcels.ids)}
    for row in expected:
        if row["layer"] == "candidates":
            found = {(f.check_id, f.outcome.value) for f in checked.findings_of(at[row["BSM"]])}
            assert (row["check"], row["outcome"]) in found, row["key"]
