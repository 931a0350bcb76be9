"""Nothing that a step relies on is dated after its day."""

from __future__ import annotations

from datetime import date

import pytest
from on_file_cases import dossier, paper, record, rule, rule_set

from zhanbu_plugin.checks.dossier import EvidenceItem, FormRecord
from zhanbu_plugin.checks.on_file.later_days import later_day

ON_THE_DAY, LATER = date(2026, 7, 1), date(2026, 7, 2)
RULES = rule_set()
ACCEPTED = rule("answered", form="ACCEPTANCE", field="result", values=["PASS"])
RECTIFIED = rule("answered", form="RECTIFICATION", field="due")
PHOTO = rule("evidence", kinds=["FIELD_PHOTO"])


def told(check: object, *items: FormRecord | EvidenceItem) -> str:
    found = later_day([check], RULES, dossier(*items), ON_THE_DAY)  # type: ignore[list-item]
    return "" if found is None else str(found)


@pytest.mark.parametrize(
    ("day", "on", "what"),
    [
        ("2026-07-01", ON_THE_DAY, ""),
        ("2099-01-01", ON_THE_DAY, "date (Acceptance): 2099-01-01 lies after the day of the step, 2026-07-01."),
        ("2026-07-01", LATER, "Acceptance: 2026-07-02 lies after the day of the step, 2026-07-01."),
    ],
)
def test_an_answer_is_given_by_the_day_of_the_step(day: str, on: date, what: str) -> None:
    """JX-3.2.2(6): an acceptance of 2099 isn't one of 2026."""
    accepted = record("ACCEPTANCE", on=on, office="NR", result="PASS", date=day)
    assert told(ACCEPTED, accepted) == what
    assert told(rule("answered", form="OWNERSHIP"), accepted) == "", "that doesn't rely on the acceptance"


@pytest.mark.parametrize("dated", ["doc_date", "taken_on"])
def test_a_paper_or_photo_is_there_by_the_day_of_the_step(dated: str) -> None:
    assert told(PHOTO, paper("FIELD_PHOTO", **{dated: ON_THE_DAY}), paper("APPLICATION", doc_date=LATER)) == ""
    assert "2026-07-02 lies after the day of the step" in told(PHOTO, paper("FIELD_PHOTO", **{dated: LATER}))


def test_what_is_due_or_planned_may_lie_ahead() -> None:
    order = {"found_on": "2026-06-01", "due": "2026-09-01"}
    assert told(RECTIFIED, record("RECTIFICATION", **order)) == ""
    assert "2026-08-01" in told(RECTIFIED, record("RECTIFICATION", **order, resolved_on="2026-08-01"))
