"""Public notices, objections and consents (JX-3.2.2(3), JX-3.2.2(4), SC-5(十四))."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from on_file_cases import dossier, finding, record, rule, step

from zhanbu_plugin.checks.dossier import FormRecord
from zhanbu_plugin.checks.findings import Outcome

PUBLIC = rule("publicity", sites=["VILLAGE", "COMMITTEE"])
CLOSED = rule("objections_closed")
AGREED = rule("consents_complete")


def notice(site: str, start: str, end: str) -> FormRecord:
    return record("NOTICE", site=site, start=start, end=end)


SEVEN_DAYS = [notice(site, "2026-05-01", "2026-05-07") for site in ("VILLAGE", "COMMITTEE")]


def test_seven_days_count_first_and_last() -> None:
    found = finding(PUBLIC, dossier(*SEVEN_DAYS))
    assert found.outcome is Outcome.PASS
    assert (found.measured, found.threshold, found.unit) == (7, 7, "d")


def test_both_places_must_have_had_the_notice() -> None:
    found = finding(PUBLIC, dossier(SEVEN_DAYS[1]))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "There is no public notice at: natural village."


def test_six_days_are_too_few_and_a_longer_notice_mends_it() -> None:
    short = notice("VILLAGE", "2026-05-01", "2026-05-06")
    found = finding(PUBLIC, dossier(short, SEVEN_DAYS[1]))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "The notice at natural village was up for 6 days; 7 are asked for."
    again = notice("VILLAGE", "2026-06-01", "2026-06-10")
    assert finding(PUBLIC, dossier(short, SEVEN_DAYS[1], again)).outcome is Outcome.PASS


def test_a_county_may_ask_for_more_days() -> None:
    """JX-1, JX-4.1: with 10 days in a child rule set."""
    found = finding(PUBLIC, dossier(*SEVEN_DAYS), parameters={"publicity__min_days": 10})
    assert found.outcome is Outcome.FAIL


@pytest.mark.parametrize(("day", "outcome"), [(7, Outcome.FAIL), (8, Outcome.PASS)])
def test_the_step_waits_for_the_day_after_the_last(day: int, outcome: Outcome) -> None:
    taken = replace(dossier(*SEVEN_DAYS), next_step=step("CHECKED", date(2026, 5, day)))
    found = finding(PUBLIC, taken)
    assert found.outcome is outcome
    if outcome is Outcome.FAIL:
        assert "is up until 2026-05-07; it isn't over yet" in str(found.message)


def test_a_notice_that_ends_before_it_begins_was_up_for_no_day() -> None:
    wrong = notice("VILLAGE", "2026-05-07", "2026-05-01")
    assert finding(PUBLIC, dossier(wrong, SEVEN_DAYS[1])).outcome is Outcome.FAIL


def objection(resolution: str, by: str = "经办人乙") -> FormRecord:
    return record("OBJECTION", raised_on="2026-05-03", by=by, matter="地界", resolution=resolution)


@pytest.mark.parametrize("resolution", ["NONE", "DISMISSED"])
def test_an_objection_that_is_dealt_with_stands_in_nobodys_way(resolution: str) -> None:
    assert finding(CLOSED, dossier(objection("OPEN"), objection(resolution))).outcome is Outcome.PASS


@pytest.mark.parametrize("resolution", ["OPEN", "UPHELD"])
def test_an_objection_that_stands_is_named(resolution: str) -> None:
    found = finding(CLOSED, dossier(objection("DISMISSED", "经办人丙"), objection(resolution)))
    assert found.outcome is Outcome.FAIL
    assert "1 objections stand, first that of 经办人乙" in str(found.message)


def test_whether_anybody_objected_has_to_be_said_and_what_was_settled_may_not_count() -> None:
    """JX-3.2.2(3), 无异议或异议不成立: none or dismissed; the rule set says what else closes one."""
    stated = rule("objections_closed", stated=True)
    found = finding(stated, dossier())
    assert found.outcome is Outcome.FAIL
    assert "Whether anybody objected isn't on file" in str(found.message)
    assert finding(stated, dossier(objection("NONE"))).outcome is Outcome.PASS
    assert finding(stated, dossier(objection("SETTLED"))).outcome is Outcome.FAIL
    lenient = rule("objections_closed", resolutions=["NONE", "SETTLED"])
    assert finding(lenient, dossier(objection("SETTLED"))).outcome is Outcome.PASS
    assert finding(lenient, dossier(objection("DISMISSED"))).outcome is Outcome.FAIL


def test_a_notice_comes_after_what_it_is_about_was_verified() -> None:
    """JX-3.2.2(3): a notice of 2001 for a parcel verified in 2026 is none."""
    check = rule("publicity", sites=["VILLAGE"], not_before="CHECKED")
    verified = step("CHECKED", date(2026, 5, 1))
    good = notice("VILLAGE", "2026-05-01", "2026-05-07")
    assert finding(check, dossier(verified, good)).outcome is Outcome.PASS
    found = finding(check, dossier(verified, notice("VILLAGE", "2001-05-01", "2001-05-07")))
    assert found.outcome is Outcome.FAIL
    assert "began on 2001-05-01, before" in str(found.message)


def test_without_any_objection_on_file_there_is_none() -> None:
    assert finding(CLOSED, dossier()).outcome is Outcome.PASS


def consents(*agreed: bool) -> list[FormRecord]:
    return [record("CONSENT", holder=f"户{i}", agreed=yes) for i, yes in enumerate(agreed)]


def test_three_of_four_right_holders_are_not_enough() -> None:
    holders = record("HOLDERS", count=4)
    found = finding(AGREED, dossier(holders, *consents(True, True, True)))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "3 of 4 right holders have agreed."
    assert finding(AGREED, dossier(holders, *consents(True, True, True, True))).outcome is Outcome.PASS


def test_a_right_holder_counts_once_and_may_change_his_mind() -> None:
    holders = record("HOLDERS", count=2)
    once = record("CONSENT", holder="户0", agreed=True)
    assert finding(AGREED, dossier(holders, once, once)).outcome is Outcome.FAIL
    back = record("CONSENT", holder="户1", agreed=False)
    assert finding(AGREED, dossier(holders, *consents(True, True), back)).outcome is Outcome.FAIL
    assert finding(AGREED, dossier(holders, *consents(True, False), *consents(True, True))).outcome is Outcome.PASS


def test_one_who_refuses_is_named_also_when_enough_have_agreed() -> None:
    found = finding(AGREED, dossier(record("HOLDERS", count=2), *consents(True, True, False)))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "The right holder 户2 hasn't agreed."


def test_how_many_there_are_must_be_known() -> None:
    found = finding(AGREED, dossier(*consents(True, True)))
    assert found.outcome is Outcome.FAIL
    assert "How many right holders" in str(found.message)
