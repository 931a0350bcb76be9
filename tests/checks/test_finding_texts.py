"""Findings and rows of a whole batch: the same to the byte as parcel by parcel, however the batch is cut."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from survey_parcels import TODAY, check, layer, square, survey

from zhanbu_plugin.checks import finding_texts
from zhanbu_plugin.checks.checked import findings_to_json, geometry_hash, geometry_hashes
from zhanbu_plugin.checks.checked_layer import checked_columns, checked_rows
from zhanbu_plugin.checks.distinct import for_each_distinct
from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.findings import Outcome, verdict_of
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import layers_of, read_layer
from zhanbu_plugin.checks.waivers.waiver import ALL_PARCELS, Waiver, waived_checks
from zhanbu_plugin.pool.claims import claims_layer
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.roles import roles
from zhanbu_plugin.regimes.rule_set import CheckRule
from zhanbu_plugin.survey.cancel import Cancelled

COUNTY = "139901"


@pytest.fixture(scope="module")
def surroundings(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    pool = tmp_path_factory.mktemp("pool") / "pool.gpkg"
    create_pool(pool, county=COUNTY, epsg=4527, created_on=date(2026, 1, 1))
    given = [name for name in layers_of(sample / "sample.gpkg") if name in roles()]
    layers = {name: read_layer(sample / "sample.gpkg", name) for name in given}
    return Surroundings(sample / "dem.tif", layers, claims_layer(pool))


def _checked(parcels: ParcelBatch, around: Surroundings) -> CheckResult:
    rules = choose_rule_set("auto", as_of=TODAY, county=COUNTY)
    return check_parcels(parcels, rules, around, as_of=TODAY, county=COUNTY, version="0")


@pytest.fixture(scope="module")
def candidates(sample: Path) -> ParcelBatch:
    return ParcelBatch.of(read_layer(sample / "sample.gpkg", "candidates"))


@pytest.fixture(scope="module")
def result(candidates: ParcelBatch, surroundings: Surroundings) -> CheckResult:
    return _checked(candidates, surroundings)


def _all(result: CheckResult) -> np.ndarray:  # type: ignore[type-arg]
    return np.arange(len(result.parcels))


def test_the_json_of_a_batch_is_that_of_each_parcel_to_the_byte(result: CheckResult) -> None:
    single = [findings_to_json(result.findings_of(i)) for i in range(len(result.parcels))]
    assert finding_texts.findings_json(result, _all(result)) == single


def test_numbers_that_json_has_no_word_for_are_written_as_for_a_single_parcel(result: CheckResult) -> None:
    values = np.array([np.nan, np.inf, -np.inf, -0.0, 0.1, 1e-7, 1e22])
    written = list(finding_texts._numbers(values, np.arange(len(values))))
    assert written == ["null", "Infinity", "-Infinity", "-0.0", "0.1", "1e-07", "1e+22"]


def test_the_table_of_findings_lists_every_finding_in_order(result: CheckResult) -> None:
    def remedy(rule: CheckRule, outcome: Outcome) -> str:
        return f"{rule.id} {outcome.value}"

    expected = [
        (
            *(f.parcel_id, f.check_id, f.clause, f.severity.value, f.outcome.value),
            *(f.measured, f.threshold, f.unit, f.source, str(f.message), f"{f.check_id} {f.outcome.value}", ""),
        )
        for f in result.findings()
    ]
    assert list(finding_texts.finding_rows(result, str, remedy)) == expected


def test_seal_and_reasons_in_the_layer_are_those_of_the_single_parcel(result: CheckResult) -> None:
    names = [column.name for column in checked_columns(result)]
    sealed = 0
    for i, values in enumerate(checked_rows(result, str)):
        row = dict(zip(names, values))
        findings = result.open_findings_of(i)
        assert all(f"{f.check_id} ({f.clause}, {f.severity.value}): {f.message}" in row["reasons"] for f in findings)
        assert row["reasons"].count(" (HB-") >= len(findings)
        assert row["verdict"] == verdict_of(result.findings_of(i)).value
        if row["seal"]:
            sealed += 1
            assert row["seal"] == result.checked_parcel(i).seal
    assert sealed > 0


@pytest.fixture(scope="module")
def waived(result: CheckResult) -> CheckResult:
    """A document for the slopes of every parcel."""
    document = Waiver(
        *(ALL_PARCELS, "CHK-SLOPE", "函〔2026〕1号", TODAY, "省厅", "批复.pdf", "ab" * 32, "王工", TODAY, "/a/批复.pdf")
    )
    return result.with_waivers([document])


def test_a_waived_check_says_the_document_in_reasons_and_findings(result: CheckResult, waived: CheckResult) -> None:
    names = [column.name for column in checked_columns(waived)]
    steep = np.flatnonzero(waived.applied.lifted.any(axis=1))
    assert len(steep) > 0
    before = [dict(zip(names, values)) for values in checked_rows(result, str)]
    after = [dict(zip(names, values)) for values in checked_rows(waived, str)]
    by_document = [row["parcel_id"] for row in after if "Waived by document 函〔2026〕1号" in row["reasons"]]
    assert by_document == waived.parcels.ids[steep].tolist()
    for i, (was, row) in enumerate(zip(before, after)):
        documents = waived.applied.of(i)
        assert row["verdict"] == verdict_of(waived.findings_of(i), waived_checks(documents)).value
        if i in steep and was["verdict"] == "WAIVABLE" and row["verdict"] == "ELIGIBLE":
            assert row["seal"] == waived.checked_parcel(i).seal != was["seal"]
            assert "/a/批复.pdf" in row["waivers"], "whoever pushes must find the file"
        elif i not in steep:
            assert row == was
    assert {row["verdict"] for i, row in enumerate(after) if i in steep} >= {"ELIGIBLE"}
    rows = list(finding_texts.finding_rows(waived, str, lambda _rule, _outcome: ""))
    assert {row[0] for row in rows if row[-1]} == set(by_document)
    assert {row[1] for row in rows if row[-1]} == {"CHK-SLOPE"}
    assert {row[4] for row in rows if row[-1]} == {"FAIL"}, "what was measured stays as it is"


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_rows_do_not_depend_on_how_many_are_made_at_a_time(
    result: CheckResult, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(checked_rows(result, str))
    monkeypatch.setattr(finding_texts, "_BLOCK", size)
    assert list(checked_rows(result, str)) == whole


def test_a_parcel_gets_the_same_row_in_a_batch_of_its_own(candidates: ParcelBatch, surroundings: Surroundings) -> None:
    """But for the run, which tells the years of the whole batch, and the seal over it. Parcels that have a double are
    left out: whether they have one depends on the batch.
    """
    half = np.arange(len(candidates)) % 2 == 0
    whole = _checked(candidates, surroundings)
    rows = {row[0]: row for row in checked_rows(whole, str)}
    alone = {
        parcel_id
        for i, parcel_id in enumerate(candidates.ids)
        if all(f.outcome is Outcome.PASS for f in whole.findings_of(i) if f.check_id == "CHK-DUP")
    }
    compared = 0
    for mask in (half, ~half):
        part = _checked(ParcelBatch(candidates.layer.taking(mask), candidates.ids[mask]), surroundings)
        for row in checked_rows(part, str):
            if row[0] in alone:
                compared += 1
                assert row[:-3] == rows[row[0]][:-3]
    assert compared == len(alone)
    assert compared > len(candidates) / 2


def test_the_layer_s_rows_can_be_cancelled_between_blocks(result: CheckResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_texts, "_BLOCK", 5)
    taken = []
    with pytest.raises(Cancelled):
        for row in checked_rows(result, str, progress=lambda done: done < 0.5):
            taken.append(row)
    assert 0 < len(taken) < len(result.parcels)


def test_cancel_is_heard_between_rules_after_everything_is_measured() -> None:
    asked: list[float] = []

    def stop_in_the_rules(done: float) -> bool:
        asked.append(done)
        return done < 0.97

    with pytest.raises(Cancelled):
        check(survey([square(0)]), progress=stop_in_the_rules)
    assert 0.97 <= asked[-1] < 1.0


def test_the_hashes_of_a_batch_are_those_of_each_shape_alone() -> None:
    """Metres beside degrees, a hole, several parts, a height, nothing at all: none disturbs its neighbours."""
    metres, degrees = square(0), shapely.box(116.1, 39.2, 116.1001, 39.2001)
    holed = metres.difference(metres.buffer(-10))
    shapes = [
        *(metres, None, degrees, shapely.Polygon(), holed, shapely.MultiPolygon([square(1), square(2)])),
        shapely.force_3d(metres, 12.5),
    ]
    hashes = geometry_hashes(shapes)
    assert hashes == [geometry_hash(shape) for shape in shapes]
    assert hashes[1] == hashes[3] == ""
    assert hashes[6] == hashes[0]
    assert len({hashes[k] for k in (0, 2, 4, 5)}) == 4
    assert geometry_hashes([]) == []


def test_a_hash_leaves_the_shape_itself_as_it_was() -> None:
    shape = shapely.box(39_500_000.00004, 4_200_000, 39_500_100, 4_200_100)
    before = shape.wkb
    geometry_hashes(np.array([shape], dtype=object))
    assert shape.wkb == before


def test_a_code_is_looked_up_once_however_many_parcels_have_it() -> None:
    asked: list[tuple[str, str]] = []

    def ask(code: str, mark: str) -> str:
        asked.append((code, mark))
        return code + mark

    codes, marks = ["0201", "0301"] * 500, ["", "JKHF"] * 500
    assert for_each_distinct(ask, codes, marks) == ["0201", "0301JKHF"] * 500
    assert sorted(asked) == [("0201", ""), ("0301", "JKHF")]


def test_many_parcels_without_a_shape_or_elevation_all_say_why() -> None:
    """Sentences are made parcel by parcel: none may look at the whole batch again."""
    shapes = [square(0), *[None] * 3_000]
    found = check(layer(shapes, BSM=[str(i) for i in range(len(shapes))]))
    rows = list(checked_rows(found, str))
    assert all("no shape that could be measured" in str(row[-6]) for row in rows[1:])
    assert "no shape" not in str(rows[0][-5])
