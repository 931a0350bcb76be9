"""Guards of a state, checked over dossiers from a pool or from a table, and parcels checked with their dossiers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from on_file_cases import AS_OF, dossier, paper, record

from zhanbu_plugin.checks.dossier import Dossier
from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.findings import Finding, Outcome
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.on_file import KINDS
from zhanbu_plugin.checks.on_file.checking import Told, check_dossiers
from zhanbu_plugin.checks.on_file.reads import READS
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.checks.record_table import Place, TableOf, read_records
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.survey.problem import InputProblem

JIANGXI, SICHUAN, HEBEI = (
    rule_sets()[name] for name in ("jiangxi-forest-2022", "sichuan-inout-2022", "hebei-cropland-2025")
)
IN_2023 = date(2023, 6, 1)


def outcomes(findings: tuple[Finding, ...]) -> dict[str, Outcome]:
    return {finding.check_id: finding.outcome for finding in findings}


def test_a_step_meets_exactly_the_guards_of_the_state_that_it_leads_to() -> None:
    (found,) = check_dossiers(JIANGXI, [dossier()], stage="VERIFIED", as_of=IN_2023)
    assert [f.check_id for f in found] == [check.id for check in JIANGXI.guards_of("VERIFIED")]
    assert {f.parcel_id for f in found} == {"P1"}
    assert all(f.clause.startswith("JX-3.2.2(2)") for f in found)


def test_a_matter_is_named_by_the_stage_or_beside_it() -> None:
    plan = dossier(record("PLAN", year=2023, planned_in_m2=120, planned_out_m2=121), subject="PLAN")
    one = check_dossiers(SICHUAN, [plan], stage="PLAN.COUNTY_REVIEWED", as_of=IN_2023)
    other = check_dossiers(SICHUAN, [plan], stage="COUNTY_REVIEWED", subject="PLAN", as_of=IN_2023)
    assert one == other
    assert outcomes(one[0])["PLAN-OUT-GT-IN"] is Outcome.FAIL


def test_a_state_that_nothing_guards_gives_no_findings_and_one_that_is_none_is_refused() -> None:
    unguarded = [s for s in JIANGXI.workflows["YEAR"].states if s not in JIANGXI.stages("YEAR")]
    assert unguarded
    found = check_dossiers(JIANGXI, [dossier()], stage=unguarded[0], subject="YEAR", as_of=IN_2023)
    assert found == ((),)
    with pytest.raises(InputProblem, match="has no stage “MOON”"):
        check_dossiers(JIANGXI, [dossier()], stage="MOON", as_of=IN_2023)
    with pytest.raises(InputProblem, match="has no matter “PLAN”"):
        check_dossiers(JIANGXI, [dossier()], stage="PLAN.DRAFT", as_of=IN_2023)


def test_what_is_measured_on_the_ground_stays_open_here() -> None:
    (found,) = check_dossiers(JIANGXI, [dossier()], stage="CANDIDATE", as_of=IN_2023)
    measured = [f for f in found if f.outcome is Outcome.NOT_CHECKED]
    assert len(measured) == len(found)
    assert "measured on the ground" in str(measured[0].message)


def test_every_dossier_gets_its_own_findings_in_order() -> None:
    complete = Dossier("B", "PARCEL", "CANDIDATE", evidence=(paper("APPLICATION"),))
    found = check_dossiers(JIANGXI, [dossier(), complete], stage="APPLIED", as_of=IN_2023)
    assert [{f.parcel_id for f in findings} for findings in found] == [{"P1"}, {"B"}]
    assert [f.outcome for findings in found for f in findings if "APPLICATION" not in f.check_id][:0] == []
    assert {f.outcome for f in found[0]} == {Outcome.FAIL}
    assert {f.outcome for f in found[1]} == {Outcome.PASS}


def test_a_table_of_one_form_leaves_the_rest_open() -> None:
    plan = dossier(record("PLAN", year=2023, planned_in_m2=120, planned_out_m2=118), subject="PLAN")
    told = Told(frozenset({"PLAN"}))
    (found,) = check_dossiers(SICHUAN, [plan], stage="PLAN.COUNTY_REVIEWED", as_of=IN_2023, told=told)
    assert outcomes(found)["PLAN-OUT-GT-IN"] is Outcome.PASS
    assert outcomes(found)["PLAN-PAPERS"] is Outcome.NOT_CHECKED
    (papers,) = check_dossiers(
        SICHUAN, [plan], stage="PLAN.COUNTY_REVIEWED", as_of=IN_2023, told=Told(told.forms, evidence=True)
    )
    assert outcomes(papers)["PLAN-PAPERS"] is Outcome.FAIL
    (other,) = check_dossiers(
        SICHUAN, [plan], stage="PLAN.COUNTY_REVIEWED", as_of=IN_2023, told=Told(frozenset({"OUTFLOW"}))
    )
    assert outcomes(other)["PLAN-OUT-GT-IN"] is Outcome.NOT_CHECKED


def test_it_is_known_what_every_check_over_the_file_reads() -> None:
    """One that isn't listed would silently stay open for tables."""
    assert set(KINDS) <= set(READS)


@pytest.fixture(scope="module")
def two_parcels(sample: Path) -> ParcelBatch:
    layer = read_layer(sample / "sample.gpkg", "candidates")
    return ParcelBatch.of(layer.taking(np.arange(len(layer)) < 2))


def test_parcels_are_checked_with_what_is_on_file_of_them(two_parcels: ParcelBatch) -> None:
    complete = dossier(*(paper(kind) for c in HEBEI.guards_of("CHECKED") for kind in c.option_texts("kinds")))
    (guard,) = [c.id for c in HEBEI.guards_of("CHECKED") if c.kind == "evidence"]
    without = check_parcels(two_parcels, HEBEI, Surroundings(), as_of=AS_OF, stage="CHECKED")
    result = check_parcels(
        two_parcels, HEBEI, Surroundings(), as_of=AS_OF, stage="PARCEL.CHECKED", dossiers=[complete, None]
    )
    assert [outcomes(without.findings_of(i))[guard] for i in (0, 1)] == [Outcome.NOT_CHECKED] * 2
    assert [outcomes(result.findings_of(i))[guard] for i in (0, 1)] == [Outcome.PASS, Outcome.NOT_CHECKED]
    assert result.run.stage == "CHECKED"
    lacking = check_parcels(two_parcels, HEBEI, Surroundings(), as_of=AS_OF, stage="CHECKED", dossiers=[dossier()] * 2)
    assert outcomes(lacking.findings_of(0))[guard] is Outcome.FAIL


def test_dossiers_of_other_parcels_are_a_fault_of_the_caller(two_parcels: ParcelBatch) -> None:
    with pytest.raises(ValueError, match="1 dossiers for 2 parcels"):
        check_parcels(two_parcels, HEBEI, Surroundings(), as_of=AS_OF, dossiers=[dossier()])


def test_polygons_may_be_matters_and_are_then_checked_by_their_guards(two_parcels: ParcelBatch, sample: Path) -> None:
    """SC-1(一): no item that leaves cropland lies on permanent basic farmland."""
    item = dossier(record("OUTFLOW", purpose="TURF", area_m2=100), subject="OUTFLOW")
    result = check_parcels(
        two_parcels, SICHUAN, Surroundings(), as_of=IN_2023, stage="OUTFLOW.CHECKED", dossiers=[item, None]
    )
    assert result.run.stage == "OUTFLOW.CHECKED"
    found = outcomes(result.findings_of(0))
    assert list(found) == [check.id for check in SICHUAN.checks_up_to("CHECKED", "OUTFLOW")]
    assert found["OUT-PURPOSE"] is Outcome.FAIL
    assert found["OUT-PBF-MAP"] is Outcome.NOT_CHECKED


def test_rows_of_a_table_become_dossiers_with_their_place_and_papers() -> None:
    box = shapely.box(0, 0, 10, 10)
    rows = [
        {"no": "A", "PURPOSE": "TURF", "area_m2": "100", "evidence": "USE_APPROVAL；申请表", "doc_no": "文1"},
        {"no": "B", "PURPOSE": "林地", "area_m2": 200, "evidence": None, "doc_no": ""},
        {"no": "A", "PURPOSE": "POND", "area_m2": 110.5, "evidence": "", "doc_no": ""},
    ]
    places = [Place(box.wkb, "wkt", 100.0), None, None]
    read = read_records(rows, TableOf("OUTFLOW", "OUTFLOW", "items.csv", "no"), as_of=AS_OF, places=places)
    one, two = read.dossiers
    assert (one.uid, two.uid, one.subject) == ("A", "B", "OUTFLOW")
    assert [r.values["purpose"] for r in one.records] == ["TURF", "POND"]
    assert [item.kind for item in one.evidence] == ["USE_APPROVAL", "APPLICATION"]
    assert (one.geometry_wkb, one.area_m2, two.geometry_wkb) == (box.wkb, 100.0, b"")
    assert one.records[0].doc_no == "文1"
    assert two.records[0].values == {"purpose": "FOREST", "area_m2": 200.0}
    assert read.lists_evidence and read.ignored == ()


def test_a_row_without_a_name_is_refused_where_rows_have_names() -> None:
    rows = [{"no": "A", "count": 1}, {"no": " ", "count": 2}]
    with pytest.raises(InputProblem, match=r"holders\.csv, field no: Row 2: The row doesn't say what it is about"):
        read_records(rows, TableOf("HOLDERS", "PARCEL", "holders.csv", "no"), as_of=AS_OF)
    with pytest.raises(InputProblem, match="field id: The table has no such column"):
        read_records(rows, TableOf("HOLDERS", "PARCEL", "holders.csv", "id"), as_of=AS_OF)
