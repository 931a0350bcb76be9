"""The sample county's own parcels, checked and pooled by the real parts, in a package that the city verifies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from package_mutations import unpacked
from printed_papers import PRINTED

from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.findings import Verdict
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import layers_of, read_layer
from zhanbu_plugin.exchange.submission.building import build_submission
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.exchange.workbook.reading import read_workbook
from zhanbu_plugin.pool.claims import claims_layer
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.roles import roles
from zhanbu_plugin.survey.units import to_dm2

COUNTY, AS_OF = "139901", date(2026, 11, 2)


@pytest.fixture(scope="module")
def packed(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    """The package, the number of eligible parcels and their area in dm²."""
    folder = tmp_path_factory.mktemp("sample")
    pool, survey = folder / "pool.gpkg", sample / "sample.gpkg"
    rule_set = choose_rule_set("auto", as_of=AS_OF, county=COUNTY)
    create_pool(pool, county=COUNTY, epsg=4527, created_on=AS_OF)
    around = Surroundings(
        sample / "dem.tif",
        {role: read_layer(survey, role) for role in sorted({*layers_of(survey)} & {*roles()})},
        claims_layer(pool),
    )
    parcels = ParcelBatch.of(read_layer(survey, "candidates"))
    result = check_parcels(parcels, rule_set, around, as_of=AS_OF, county=COUNTY, version="0.1.0")
    eligible = [result.checked_parcel(i) for i, v in enumerate(result.verdicts) if v is Verdict.ELIGIBLE]
    report = push_parcels(
        pool,
        eligible,
        system="CROP",
        batch="2026-1",
        as_of=AS_OF,
        rule_set_in_force=lambda _id, _day: rule_set,
        role="COUNTY_NR",
        recorded_at="2026-11-02T10:00:00",
    )
    admitted = [p for p in eligible if p.parcel_id in report.admitted]
    assert admitted, "the sample county has eligible parcels"
    package = build_submission(
        pool_batch(pool, "CROP", "2026-1"),
        target_folder=folder,
        as_of=date(2026, 11, 20),
        plugin_version="0.1.0",
        papers=PRINTED,
    ).path
    return package, len(admitted), sum(to_dm2(p.area_m2) for p in admitted)


def test_what_the_sample_county_pools_it_can_submit(packed: tuple[Path, int, int]) -> None:
    package, count, area_dm2 = packed
    report = verify_submission(package)
    assert report.valid and not report.notes, [f"{p.code} {p.file} {p.parcel} {p.wording}" for p in report.problems]
    assert (report.parcels, report.total_dm2) == (count, area_dm2)


def test_every_check_of_the_rules_stands_in_the_tables_under_its_chinese_name(packed: tuple[Path, int, int]) -> None:
    package, count, _ = packed
    rule_set = choose_rule_set("auto", as_of=AS_OF, county=COUNTY)
    due = [check.id for check in rule_set.checks_up_to(rule_set.first_state())]
    (sheet,) = read_workbook(unpacked(package)["findings.xlsx"], source="findings.xlsx")
    assert len(sheet.rows) == count * len(due)
    assert {row[2] for row in sheet.rows} == set(due)
    assert all(str(row[3]).strip() and not str(row[3]).isascii() for row in sheet.rows)
    units = {str(row[9]) for row in sheet.rows}
    assert not {unit for unit in units if unit.isascii() and unit}, units
