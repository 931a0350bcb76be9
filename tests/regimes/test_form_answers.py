"""Raw answers to forms, from tables, JSON or dialogs: typed, or refused by form and field."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.regimes.forms.answers import answer_text, checked_answers
from zhanbu_plugin.survey.problem import InputProblem

NOTICE = {"site": "VILLAGE", "start": "2026-05-01", "end": "2026-05-07"}
MAY_1 = date(2026, 5, 1)


def test_answers_come_out_typed_in_the_forms_order_without_the_blank_ones() -> None:
    given_answers = {
        "date": "2026-05-01",
        "grade": "4",
        "scheme": "GBT33469_10",
        "conformity": "pass",
        "stage": "市级鉴定",
        "paddy": "否",
        "office": " ",
    }
    assert checked_answers("QUALITY", given_answers) == {
        "stage": "CITY",
        "conformity": "PASS",
        "grade": 4.0,
        "scheme": "GBT33469_10",
        "paddy": False,
        "date": MAY_1,
    }
    assert list(checked_answers("QUALITY", given_answers)) == [
        *("stage", "conformity", "grade", "scheme", "paddy", "date"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        *("2026-05-01", "2026-5-1", "2026/5/1", "2026.05.01", "2026年5月1日", "2026-05-01T00:00:00", MAY_1),
        *(datetime(2026, 5, 1, 13, 30), " 2026-05-01 ", "2026-05-01 00:00:00"),  # noqa: DTZ001 - as a table has it
    ],
)
def test_dates_are_read_as_offices_write_them(written: object) -> None:
    assert checked_answers("NOTICE", {**NOTICE, "start": written})["start"] == MAY_1


@pytest.mark.parametrize(
    "written",
    ["2026-02-29", "2026-13-01", "01/05/2026", "2026-05/01", "soon", "2026-05-01x", 20260501, "２０２６-05-01"],
)
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(InputProblem, match=r"is no date\. Correct “first day” of the form NOTICE: a date such as"):
        checked_answers("NOTICE", {**NOTICE, "start": written})


@pytest.mark.parametrize(("written", "share"), [("60%", 0.6), ("60 ％", 0.6), (0.6, 0.6), ("1", 1.0), ("33.3%", 0.333)])
def test_shares_may_be_per_cent(written: object, share: float) -> None:
    assert checked_answers("INVESTOR", {"name": "甲", "share": written})["share"] == share


@pytest.mark.parametrize("written", ["130%", 1.01, "-5%", "half", True, "nan"])
def test_what_is_no_share_is_refused(written: object) -> None:
    with pytest.raises(InputProblem, match=r"a share such as 0\.6 or 60%"):
        checked_answers("INVESTOR", {"name": "甲", "share": written})


@pytest.mark.parametrize("written", ["inf", "nan", float("nan"), "1e400", "1,000", "12亩", True, -1, "-0.01", [1]])
def test_what_is_no_area_is_refused(written: object) -> None:
    with pytest.raises(InputProblem, match="square metres as a number such as"):
        checked_answers("OUTFLOW", {"purpose": "ROAD", "area_m2": written})


@pytest.mark.parametrize(("written", "count"), [("4", 4), (4, 4), (4.0, 4), ("4.0", 4)])
def test_whole_numbers(written: object, count: int) -> None:
    assert checked_answers("HOLDERS", {"count": written}) == {"count": count}


@pytest.mark.parametrize("written", [0, "4.5", "four", ""])
def test_a_number_of_holders_is_whole_and_not_none(written: object) -> None:
    with pytest.raises(InputProblem, match="field count"):
        checked_answers("HOLDERS", {"count": written})


@pytest.mark.parametrize("yes", [True, "true", "是", "Yes", 1, "1"])
def test_yes(yes: object) -> None:
    assert checked_answers("OWNERSHIP", {"undisputed": yes}) == {"undisputed": True}


@pytest.mark.parametrize("word", ["maybe", 2, "ja"])
def test_neither_yes_nor_no(word: object) -> None:
    with pytest.raises(InputProblem, match="neither yes nor no"):
        checked_answers("OWNERSHIP", {"undisputed": word})


def test_a_complaint_names_file_subject_form_field_and_what_is_expected() -> None:
    with pytest.raises(InputProblem) as caught:
        checked_answers("NOTICE", {**NOTICE, "site": "MOON"}, source="notices.csv", subject="P7")
    assert str(caught.value) == (
        "File notices.csv, parcel P7, field site: “MOON” is none of the answers. "
        "Correct “site” of the form NOTICE: one of VILLAGE, COMMITTEE, TOWNSHIP, WEBSITE."
    )


def test_unknown_forms_and_fields_are_refused_with_those_there_are() -> None:
    with pytest.raises(InputProblem, match=r"no form “NOTES”.*NOTICE"):
        checked_answers("NOTES", {})
    with pytest.raises(
        InputProblem, match=r"field begin: The form NOTICE has no such field\. Use one of: site, start, end"
    ):
        checked_answers("NOTICE", {**NOTICE, "begin": "2026-05-01"})


def test_a_grade_needs_its_scheme_and_has_to_exist_in_it() -> None:
    """A-19."""
    appraised = {"stage": "CITY", "conformity": "PASS", "date": "2026-05-01"}
    with pytest.raises(InputProblem, match="field scheme: A grade needs its scheme"):
        checked_answers("QUALITY", {**appraised, "grade": 4})
    with pytest.raises(InputProblem, match="worst grade of this scheme is 10"):
        checked_answers("QUALITY", {**appraised, "grade": 11, "scheme": "GBT33469_10"})
    assert checked_answers("QUALITY", {**appraised, "grade": 11, "scheme": "DB15"})["grade"] == 11
    with pytest.raises(InputProblem, match="0 is no grade"):
        checked_answers("QUALITY", {**appraised, "grade": 0, "scheme": "DB15"})


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.binary(max_size=5), st.none()))
def test_whatever_is_written_is_typed_or_refused_and_never_a_crash(anything: object) -> None:
    for form, field in (("NOTICE", "site"), ("INVESTOR", "share"), ("OUTFLOW", "area_m2"), ("FOREST_MAP", "year")):
        try:
            answers = checked_answers(form, {field: anything})
        except InputProblem as problem:
            assert str(problem)
        else:
            assert answer_text(answers[field])
