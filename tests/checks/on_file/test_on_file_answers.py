"""Forms are filled in with the answers that a state asks for."""

from __future__ import annotations

import shapely
from on_file_cases import dossier, finding, paper, record, rule

from zhanbu_plugin.checks.findings import Outcome

DAY = "2026-05-01"
JOINT = rule(
    "answered", form="ACCEPTANCE", field="result", values=["PASS"], each_field="office", each=["FORESTRY", "NR"]
)
NO_TURF = rule("not_answered", form="OUTFLOW", field="purpose", values=["TURF", "LAKE"])


def accepted(office: str, result: str = "PASS") -> object:
    return record("ACCEPTANCE", office=office, result=result, date=DAY)


def test_a_form_must_be_filled_in() -> None:
    """JX-3.2.2(2): the field checklist is missing."""
    filled = rule("answered", form="FIELD_CHECKLIST")
    found = finding(filled, dossier())
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "The form “Field checklist” isn't filled in."
    subject = dossier(record("FIELD_CHECKLIST", date=DAY, team="甲乙", conclusion="FAIL"))
    assert finding(filled, subject).outcome is Outcome.PASS


def test_the_latest_answer_counts() -> None:
    conclusion = rule("answered", form="FIELD_CHECKLIST", field="conclusion", values=["PASS"])
    bad, good = (record("FIELD_CHECKLIST", date=DAY, team="甲", conclusion=c) for c in ("FAIL", "PASS"))
    assert finding(conclusion, dossier(bad, good)).outcome is Outcome.PASS
    found = finding(conclusion, dossier(good, bad))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "“conclusion (Field checklist)” is “failed”; this is asked for: passed."


def test_yes_and_no_and_numbers_are_written_as_in_a_rule_set() -> None:
    undisputed = rule("answered", form="OWNERSHIP", field="undisputed", values=["true"])
    assert finding(undisputed, dossier(record("OWNERSHIP", undisputed=True))).outcome is Outcome.PASS
    found = finding(undisputed, dossier(record("OWNERSHIP", undisputed="否")))
    assert str(found.message) == "“no dispute (Ownership)” is “no”; this is asked for: yes."
    bcld = rule("answered", form="FOREST_MAP", field="bcld", values=["2"])
    assert finding(bcld, dossier(record("FOREST_MAP", year=2023, sub_compartment="12", bcld=2))).outcome is Outcome.PASS
    assert finding(bcld, dossier(record("FOREST_MAP", year=2023, sub_compartment="12", bcld=1))).outcome is Outcome.FAIL


def test_any_answer_will_do_where_no_values_are_named() -> None:
    """SC-3(十一): the filing number is empty."""
    numbered = rule("answered", form="PROJECT", field="filing_no")
    assert finding(numbered, dossier(record("PROJECT", filing_no="川备2023-1"))).outcome is Outcome.PASS
    found = finding(numbered, dossier(record("PROJECT", verification_no="V1")))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "“filing number (Supplement project)” isn't answered."


def test_both_offices_must_have_signed() -> None:
    """JX-3.2.2(6), SC-2(七)b."""
    assert finding(JOINT, dossier(accepted("FORESTRY"), accepted("NR"))).outcome is Outcome.PASS
    found = finding(JOINT, dossier(accepted("FORESTRY")))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "“Acceptance” lacks: natural resources."
    assert (found.measured, found.threshold) == (1, 2)
    refused = finding(JOINT, dossier(accepted("FORESTRY"), accepted("NR", "FAIL")))
    assert refused.outcome is Outcome.FAIL
    assert str(refused.message).startswith("natural resources: “result (Acceptance)” is “failed”")
    assert finding(JOINT, dossier(accepted("FORESTRY"), accepted("NR", "FAIL"), accepted("NR"))).outcome is Outcome.PASS


def test_what_a_rule_forbids_is_named() -> None:
    """SC-2(四)a."""
    found = finding(NO_TURF, dossier(record("OUTFLOW", purpose="TURF", area_m2=100)))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "“purpose (Outflow)” is “turf”, which isn't allowed."
    assert finding(NO_TURF, dossier(record("OUTFLOW", purpose="FOREST", area_m2=100))).outcome is Outcome.PASS
    assert finding(NO_TURF, dossier()).outcome is Outcome.PASS


def test_an_answer_that_was_taken_back_no_longer_counts() -> None:
    turf, forest = (record("OUTFLOW", purpose=p, area_m2=100) for p in ("TURF", "FOREST"))
    assert finding(NO_TURF, dossier(turf, forest)).outcome is Outcome.PASS


def test_leased_land_needs_its_lessee_and_an_approval() -> None:
    """SC-2(四)c."""
    leased = rule(
        "needs_when",
        form="OUTFLOW",
        field="leased",
        values=["true"],
        evidence=["USE_APPROVAL"],
        fields=["lessee"],
    )
    own = record("OUTFLOW", purpose="FOREST", area_m2=100, leased=False)
    anonymous = record("OUTFLOW", purpose="FOREST", area_m2=100, leased=True)
    named = record("OUTFLOW", purpose="FOREST", area_m2=100, leased=True, lessee="某公司")
    assert finding(leased, dossier(own)).outcome is Outcome.PASS
    assert finding(leased, dossier()).outcome is Outcome.PASS
    found = finding(leased, dossier(anonymous))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == (
        "“leased land (Outflow)” is “yes”, and there is no approval of the use, lessee (Outflow)."
    )
    assert finding(leased, dossier(named)).outcome is Outcome.FAIL
    assert finding(leased, dossier(named, paper("USE_APPROVAL"))).outcome is Outcome.PASS


def test_ecological_retirement_needs_its_place_on_the_map() -> None:
    """SC-2(四)b."""
    retired = rule(
        "needs_when",
        form="OUTFLOW",
        field="exempt_code",
        values=["ECO_RETIRE"],
        evidence=["ECO_RETIRE_PLAN"],
        place=True,
    )
    item = record("OUTFLOW", purpose="FOREST", area_m2=100, exempt_code="ECO_RETIRE")
    plan = paper("ECO_RETIRE_PLAN")
    found = finding(retired, dossier(item, plan))
    assert found.outcome is Outcome.FAIL
    assert "its place on the map" in str(found.message)
    drawn = dossier(item, plan, geometry_wkb=shapely.box(0, 0, 1, 1).wkb)
    assert finding(retired, drawn).outcome is Outcome.PASS
