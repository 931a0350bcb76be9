"""Items of the yearly balance out of a pool: its parcels and outflow items in plans of the year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sichuan_office import HA, PARCEL, answered, inout_pool, matter

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, Step
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.ledger.in_out.item import InOutItem
from zhanbu_plugin.ledger.in_out.pool_items import items_of, items_of_pool
from zhanbu_plugin.ledger.in_out_statement import in_out_statement
from zhanbu_plugin.survey.problem import InputProblem

MARCH, MAY = date(2023, 3, 5), date(2023, 5, 20)
GRADED = {"grade": 5.0, "scheme": "GBT33469_10"}


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """A pool whose plan of 2023 holds the parcel and an outflow item of 6 ha with 1 ha of paddy."""
    path = inout_pool(tmp_path)
    item = matter(path, "OUTFLOW", "COUNTY_NR", MARCH)
    answered(path, item, "OUTFLOW", MARCH, purpose="ORCHARD", area_m2=60_000.0, paddy_m2=10_000.0, **GRADED)
    matter(path, "PLAN", "COUNTY_GOV", MARCH, PARCEL, item)
    return path


def step(to: str, on: date) -> Step:
    return Step("", to, on, "COUNTY_NR")


def record(form: str, **answers: object) -> FormRecord:
    return FormRecord(form, answers, "王工", MARCH)  # type: ignore[arg-type]


def only(**content: object) -> InOutItem:
    """The item that a dossier makes."""
    (found,) = items_of([Dossier(**{"uid": "X", **content})])  # type: ignore[arg-type]
    return found


ACCEPTED = record("INFLOW", accepted_m2=90_000.0, accepted_on=MARCH, **GRADED)
LEAVES = record("OUTFLOW", purpose="ORCHARD", area_m2=60_000.0, **GRADED)


def test_inflow_is_in_from_the_later_of_acceptance_and_its_recording() -> None:
    """A-17: 9 ha of 10 were accepted in March and recorded in May."""
    found = only(
        subject="PARCEL", state="CREDITED", area_m2=100_000.0, records=(ACCEPTED,), steps=(step("ACCEPTED", MAY),)
    )
    assert (found.on, found.area_dm2, found.planned_dm2, found.confirmed_dm2) == (MAY, 9 * HA, 10 * HA, None)
    assert (found.grade, found.scheme) == (5, "GBT33469_10")


def test_what_the_survey_confirms_denies_or_finds_unstable_is_taken_over() -> None:
    def of(state: str, **change: object) -> InOutItem:
        records = (ACCEPTED, record("SURVEY_CHANGE", year=2023.0, **change))
        return only(subject="PARCEL", state=state, area_m2=100_000.0, records=records)

    confirmed = of("SURVEY_CONFIRMED", **{"class": "0101", "area_m2": 87_000.0, "stable": True})
    assert (confirmed.confirmed_dm2, confirmed.known_dm2, confirmed.paddy_dm2) == (8_700_000,) * 3
    assert of("SURVEY_DENIED", **{"class": "0201", "area_m2": 87_000.0}).confirmed_dm2 == 0
    assert of("CREDITED", **{"class": "0103", "area_m2": 87_000.0, "stable": False}).barred is not None


def test_outflow_counts_from_its_approval_and_is_exempt_with_its_proof_only() -> None:
    left = only(
        subject="OUTFLOW", state="APPROVED", records=(LEAVES,), steps=(step("MATCHED", MARCH), step("APPROVED", MAY))
    )
    assert (left.on, left.area_dm2, left.pending) == (MAY, 6 * HA, False)
    said = record("OUTFLOW", purpose="ORCHARD", area_m2=60_000.0, exempt_code="DISASTER")
    proof = EvidenceItem("DISASTER_PROOF", "", "", None, "", "")
    exempt = only(subject="OUTFLOW", state="EXEMPT", records=(said,), evidence=(proof,))
    assert exempt.is_exempt
    assert not only(subject="OUTFLOW", state="EXEMPT", records=(said,)).is_exempt
    belt = record("OUTFLOW", purpose="SHELTERBELT", area_m2=6_000.0)
    assert only(subject="OUTFLOW", state="CONVERTED", records=(belt,)).barred is not None
    forest = record("SURVEY_CHANGE", year=2023.0, **{"class": "0307", "area_m2": 6_000.0})
    confirmed = only(
        subject="OUTFLOW", state="SURVEY_CONFIRMED", records=(belt, forest), steps=(step("APPROVED", MAY),)
    )
    assert (confirmed.barred, confirmed.confirmed_dm2) == (None, 600_000)


def test_what_was_withdrawn_or_cancelled_is_no_item() -> None:
    gone = [
        Dossier("A", "PARCEL", "WITHDRAWN", 1.0),
        Dossier("B", "OUTFLOW", "CANCELLED"),
        Dossier("C", "PLAN", "DRAFT"),
    ]
    assert list(items_of(gone)) == []


def test_what_is_planned_counts_for_the_plan_alone(planned: Path) -> None:
    inflow, outflow = items_of_pool(planned, 2023)
    assert (inflow.id, inflow.direction, inflow.on) == (PARCEL, "IN", None)
    assert inflow.planned_dm2 == pytest.approx(10 * HA, abs=200)
    assert (outflow.direction, outflow.area_dm2, outflow.paddy_dm2, outflow.pending) == ("OUT", 6 * HA, HA, True)
    statement = in_out_statement([inflow, outflow], 2023)
    plan = next(line for line in statement.lines if line.code == "PLAN")
    assert (plan.outcome, plan.out_dm2) == (Outcome.PASS, 6 * HA)


def test_an_item_without_its_form_is_named_and_so_is_a_year_without_a_plan(tmp_path: Path) -> None:
    path = inout_pool(tmp_path)
    item = matter(path, "OUTFLOW", "COUNTY_NR", MARCH)
    matter(path, "PLAN", "COUNTY_GOV", MARCH, item)
    with pytest.raises(InputProblem, match=f"parcel {item}: The outflow item has no area on file"):
        items_of_pool(path, 2023)
    with pytest.raises(InputProblem, match="no plan of 2024"):
        items_of_pool(path, 2024)
