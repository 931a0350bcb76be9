"""Amounts within their limits, shares, grades, links and spot checks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from on_file_cases import dossier, finding, record, rule, rule_set

from zhanbu_plugin.checks.dossier import FormRecord, PoolSums
from zhanbu_plugin.checks.findings import Outcome

OUT_WITHIN_IN = rule("at_most", value="PLAN.planned_out_m2", limit="PLAN.planned_in_m2")


def plan(planned_in: object, planned_out: object) -> FormRecord:
    return record("PLAN", year=2023, planned_in_m2=planned_in, planned_out_m2=planned_out)


@pytest.mark.parametrize(
    ("out", "outcome"), [(1_180_000, Outcome.PASS), (1_200_000, Outcome.PASS), (1_210_000, Outcome.FAIL)]
)
def test_no_more_is_planned_out_than_in(out: int, outcome: Outcome) -> None:
    """SC-2(五)b: in 120 ha, out 118 or 120 will do, 121 will not."""
    found = finding(OUT_WITHIN_IN, dossier(plan(1_200_000, out)))
    assert found.outcome is outcome
    assert (found.measured, found.threshold, found.unit) == (out, 1_200_000, "m2")
    if outcome is Outcome.FAIL:
        assert str(found.message) == (
            "planned out (Yearly in/out plan): 1210000.00 m², 10000.00 m² more than "
            "planned in (Yearly in/out plan): 1200000.00 m²."
        )


def test_a_hundredth_of_a_square_metre_too_much_is_too_much() -> None:
    assert finding(OUT_WITHIN_IN, dossier(plan("1000.10", "1000.11"))).outcome is Outcome.FAIL
    assert finding(OUT_WITHIN_IN, dossier(plan("1000.10", "1000.10"))).outcome is Outcome.PASS


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=8))
def test_sums_of_what_was_written_are_exact(hundredths: list[int]) -> None:
    """0.1 + 0.2 is 0.3, and not a hair more."""
    lines = [record("COUNTY_SHARE", county=f"13{i:04}", cap_m2=f"{n / 100:.2f}") for i, n in enumerate(hundredths)]
    scale = record("CONTROL_SCALE", year=2026, cap_m2=f"{sum(hundredths) / 100:.2f}", status="ISSUED")
    split = rule("at_most", value="COUNTY_SHARE.cap_m2", sum=True, limit="CONTROL_SCALE.cap_m2")
    assert finding(split, dossier(scale, *lines)).outcome is Outcome.PASS


@pytest.mark.parametrize(("second", "outcome"), [(300, Outcome.PASS), (350, Outcome.FAIL)])
def test_counties_get_no_more_than_their_city(second: int, outcome: Outcome) -> None:
    """HB-12b: city 700; 400 + 300 will do, 400 + 350 will not. A later share of a county replaces its earlier one."""
    split = rule("at_most", value="COUNTY_SHARE.cap_m2", sum=True, limit="CONTROL_SCALE.cap_m2")
    shares = [
        record("COUNTY_SHARE", county=c, cap_m2=a) for c, a in (("130101", 999), ("130101", 400), ("130102", second))
    ]
    scale = record("CONTROL_SCALE", year=2026, cap_m2=700, status="ISSUED")
    assert finding(split, dossier(scale, *shares)).outcome is outcome


def test_amounts_may_be_added_before_they_are_compared() -> None:
    """HB-14: net 1200, gap fill 500 and a cap of 700 will do; a fill of 900 is more than the gap of 800."""
    both = rule(
        "at_most", value="CONTROL_SCALE.cap_m2", plus=["CONTROL_SCALE.gap_fill_m2"], limit="CONTROL_SCALE.net_m2"
    )
    fill = rule("at_most", value="CONTROL_SCALE.gap_fill_m2", limit="CONTROL_SCALE.gap_m2")

    def scale(gap_fill: int, cap: int) -> FormRecord:
        return record(
            "CONTROL_SCALE", year=2026, net_m2=1200, gap_m2=800, gap_fill_m2=gap_fill, cap_m2=cap, status="EST"
        )

    assert finding(both, dossier(scale(500, 700))).outcome is Outcome.PASS
    assert finding(both, dossier(scale(500, 701))).outcome is Outcome.FAIL
    assert finding(fill, dossier(scale(800, 400))).outcome is Outcome.PASS
    assert finding(fill, dossier(scale(900, 300))).outcome is Outcome.FAIL


def test_no_more_is_accepted_than_the_shape_measures() -> None:
    """F7: the accepted area may be smaller, not larger; both are rounded to 0.01 m²."""
    within = rule("at_most", value="ACCEPTANCE.area_m2", limit="area")
    accepted = record("ACCEPTANCE", office="NR", result="PASS", date="2026-05-01", area_m2="9200.01")
    assert finding(within, dossier(accepted, area_m2=9200.009)).outcome is Outcome.PASS
    assert finding(within, dossier(accepted, area_m2=9200.0)).outcome is Outcome.FAIL
    assert finding(within, dossier(accepted)).outcome is Outcome.NOT_CHECKED


def test_a_parameter_may_be_the_limit() -> None:
    within = rule("at_most", value="OUTFLOW.area_m2", limit="parameter:x.most_m2")
    rules = rule_set(x__most_m2=400)
    assert finding(within, dossier(record("OUTFLOW", purpose="ROAD", area_m2=400)), rules=rules).outcome is Outcome.PASS
    found = finding(within, dossier(record("OUTFLOW", purpose="ROAD", area_m2=401)), rules=rules)
    assert found.outcome is Outcome.FAIL
    assert "parameter x.most_m2" in str(found.message)


def test_an_amount_that_is_not_on_file_leaves_the_question_open_and_is_named() -> None:
    found = finding(OUT_WITHIN_IN, dossier())
    assert found.outcome is Outcome.NOT_CHECKED
    assert str(found.message) == ("Not on file: planned out (Yearly in/out plan), planned in (Yearly in/out plan).")


def investors(*shares: str) -> list[FormRecord]:
    return [record("INVESTOR", name=f"甲{i}", share=share) for i, share in enumerate(shares)]


@pytest.mark.parametrize("shares", [["60%", "40%"], ["0.1"] * 10, ["1"], ["33.3%", "33.3%", "33.4%"]])
def test_shares_that_make_a_whole(shares: list[str]) -> None:
    assert (
        finding(rule("shares_sum", form="INVESTOR", field="share"), dossier(*investors(*shares))).outcome
        is Outcome.PASS
    )


def test_sixty_and_thirty_per_cent_are_no_whole() -> None:
    """JX-3.3.6."""
    whole = rule("shares_sum", form="INVESTOR", field="share")
    found = finding(whole, dossier(*investors("60%", "30%")))
    assert found.outcome is Outcome.FAIL
    assert "add up to 90.00%" in str(found.message)
    assert finding(whole, dossier(*investors("60%", "50%"))).outcome is Outcome.FAIL
    assert finding(whole, dossier()).outcome is Outcome.NOT_CHECKED
    mended = [*investors("60%", "30%"), record("INVESTOR", name="甲1", share="40%")]
    assert finding(whole, dossier(*mended)).outcome is Outcome.PASS


def appraisal(grade: object, stage: str = "CITY", conformity: str = "PASS", scheme: str = "GBT33469_10") -> FormRecord:
    return record("QUALITY", stage=stage, conformity=conformity, grade=grade, scheme=scheme, date="2026-05-01")


def required(grade: object, scheme: str = "GBT33469_10") -> FormRecord:
    return record("QUALITY_REQUIREMENT", year=2025, grade=grade, scheme=scheme)


GOOD_ENOUGH = rule("grade_at_most", value="QUALITY.grade", limit="QUALITY_REQUIREMENT.grade", stage="CITY")


@pytest.mark.parametrize(
    ("grade", "average", "outcome"),
    [(4, 4.12, Outcome.PASS), (5, 4.12, Outcome.FAIL), (4, 4.00, Outcome.PASS), (4.01, 4.00, Outcome.FAIL)],
)
def test_the_grade_reaches_last_years_average(grade: float, average: float, outcome: Outcome) -> None:
    """HB-16a: with an average of 4.12 grade 4 passes and 5 fails; equal passes; nothing is rounded (A-19)."""
    found = finding(GOOD_ENOUGH, dossier(appraisal(grade), required(average)))
    assert found.outcome is outcome
    assert (found.measured, found.threshold) == (grade, average)


def test_grades_of_two_schemes_are_not_compared() -> None:
    found = finding(GOOD_ENOUGH, dossier(appraisal(4), required(8, "DB15")))
    assert found.outcome is Outcome.FAIL
    assert "can't be compared" in str(found.message)


def test_a_grade_of_another_stage_or_none_leaves_the_question_open() -> None:
    assert finding(GOOD_ENOUGH, dossier(appraisal(1, "COUNTY"), required(4))).outcome is Outcome.NOT_CHECKED
    assert finding(GOOD_ENOUGH, dossier(appraisal(1))).outcome is Outcome.NOT_CHECKED


def test_farmland_drawn_anew_is_no_worse_than_what_was_taken() -> None:
    """SC-1(三)a: 10 ha of grade 4 for 10 ha of grade 5."""
    redrawn = rule("grade_at_most", value="PBF_REDRAW.redrawn_grade", limit="PBF_REDRAW.occupied_grade")

    def redraw(grade: int) -> FormRecord:
        return record(
            "PBF_REDRAW",
            occupied_m2=100_000,
            redrawn_m2=100_000,
            occupied_grade=4,
            redrawn_grade=grade,
            scheme="GBT33469_10",
        )

    assert finding(redrawn, dossier(redraw(4))).outcome is Outcome.PASS
    assert finding(redrawn, dossier(redraw(5))).outcome is Outcome.FAIL


CITY_OPINION = rule("quality_opinion", stage="CITY")


def test_the_city_stage_alone_counts() -> None:
    """HB-11."""
    assert finding(CITY_OPINION, dossier(appraisal(3))).outcome is Outcome.PASS
    found = finding(CITY_OPINION, dossier(appraisal(3, "COUNTY")))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "There is no opinion of this stage: city appraisal."


def test_a_grade_without_fitness_for_farming_does_not_count() -> None:
    """HB-4: grade 3, conformity FAIL."""
    found = finding(CITY_OPINION, dossier(appraisal(3, conformity="FAIL")))
    assert found.outcome is Outcome.FAIL
    assert "isn't fit for farming" in str(found.message)


def test_an_opinion_needs_a_grade() -> None:
    bare = record("QUALITY", stage="CITY", conformity="PASS", date="2026-05-01")
    assert "gives no grade" in str(finding(CITY_OPINION, dossier(bare)).message)
    unnamed = FormRecord("QUALITY", {"stage": "CITY", "conformity": "PASS", "grade": 3.0}, "", bare.answered_on)
    assert "names no scheme" in str(finding(CITY_OPINION, dossier(unnamed)).message)


UNDER_A_PLAN = rule("linked_in_state", subject="PLAN", states=["APPROVED", "EXECUTING"])


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        (["APPROVED"], Outcome.PASS),
        (["DRAFT"], Outcome.FAIL),
        (["APPROVED", "DRAFT"], Outcome.FAIL),
        ([], Outcome.FAIL),
    ],
)
def test_an_item_stands_under_an_approved_plan(states: list[str], outcome: Outcome) -> None:
    """SC-2(七)a: an inflow item under a plan that is still a draft."""
    plans = [dossier(subject="PLAN") for _ in states]
    linked = [type(p)(p.uid, "PLAN", state) for p, state in zip(plans, states)]
    found = finding(UNDER_A_PLAN, dossier(*linked, subject="ITEM"))
    assert found.outcome is outcome


def test_matters_of_another_kind_are_not_meant() -> None:
    other = dossier(subject="OUTFLOW")
    assert finding(UNDER_A_PLAN, dossier(other)).outcome is Outcome.FAIL


BATCH = {"sums": PoolSums("139901", "2026-1", 20, 30_000_000)}
"""Twenty plots of 300 000 m² in the pool."""


def sample(drawn_m2: float, drawn: int = 3, failed: int = 0, stage: str = "CITY") -> FormRecord:
    return record("SAMPLE", stage=stage, drawn_m2=drawn_m2, frame_m2=300_000, drawn=drawn, frame=20, failed=failed)


RULES = rule_set(sample__city_share=0.3, sample__field_share=0.15)
THIRTY = rule("sample_passed", stage="CITY", share="sample.city_share")


@pytest.mark.parametrize(
    ("drawn_m2", "outcome"), [(136_000, Outcome.PASS), (90_000, Outcome.PASS), (89_970, Outcome.FAIL)]
)
def test_thirty_per_cent_of_the_area_are_drawn(drawn_m2: float, outcome: Outcome) -> None:
    """JX-3.3.2b: 136 000 of 300 000 m² will do, exactly 30 % too, 29.99 % will not."""
    found = finding(THIRTY, dossier(sample(drawn_m2), **BATCH), rules=RULES)
    assert found.outcome is outcome
    if outcome is Outcome.FAIL:
        assert str(found.message) == "29.99% of the area were drawn; 30.00% are asked for."


def test_a_plot_that_failed_fails_the_spot_check() -> None:
    """A-08."""
    found = finding(THIRTY, dossier(sample(136_000, failed=1)), rules=RULES)
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "1 of the plots drawn failed."
    again = [sample(136_000, failed=1), sample(140_000)]
    assert finding(THIRTY, dossier(*again, **BATCH), rules=RULES).outcome is Outcome.PASS


def test_fifteen_per_cent_of_plots_with_twelve_of_the_area_are_not_both() -> None:
    """HB-18, A-09: 3 of 20 plots are 15 %, but 12 % of the area."""
    both, count = (
        rule("sample_passed", stage="PROV", share="sample.field_share", basis=basis) for basis in ("both", "count")
    )
    drawn = sample(36_000, stage="PROV")
    assert finding(count, dossier(drawn, **BATCH), rules=RULES).outcome is Outcome.PASS
    found = finding(both, dossier(drawn, **BATCH), rules=RULES)
    assert found.outcome is Outcome.FAIL
    assert found.measured == pytest.approx(0.12)
    assert finding(both, dossier(sample(45_000, stage="PROV"), **BATCH), rules=RULES).outcome is Outcome.PASS


def test_without_a_result_or_its_numbers_a_spot_check_has_not_passed() -> None:
    assert finding(THIRTY, dossier(sample(136_000, stage="PROV")), rules=RULES).outcome is Outcome.FAIL
    bare = record("SAMPLE", stage="CITY", failed=0)
    assert finding(THIRTY, dossier(bare), rules=RULES).outcome is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"drawn": 1, "frame": 1, "drawn_m2": 10_000, "frame_m2": 10_000}, "the batch in the pool has 300000."),
        ({"frame": 19}, "plots submitted (Spot check): 19; the batch in the pool has 20."),
        ({"frame_m2": 299_999.79}, "299999.79; the batch in the pool has 300000."),
        ({"drawn_m2": 300_001}, "area drawn (Spot check): 300001, which is more than there is: 300000."),
        ({"drawn": 21}, "plots drawn (Spot check): 21, which is more than there is: 20."),
    ],
)
def test_it_is_drawn_from_the_whole_batch_of_the_pool(changed: dict[str, object], told: str) -> None:
    """JX-3.3.2b, A-07: one plot drawn of one is no sample of twenty; areas may be off by 0.01 m² a plot."""
    draw = {"stage": "CITY", "drawn": 3, "frame": 20, "drawn_m2": 136_000, "frame_m2": 300_000.2, "failed": 0}
    assert finding(THIRTY, dossier(record("SAMPLE", **draw), **BATCH), rules=RULES).outcome is Outcome.PASS
    found = finding(THIRTY, dossier(record("SAMPLE", **{**draw, **changed}), **BATCH), rules=RULES)
    assert found.outcome is Outcome.FAIL
    assert told in str(found.message)
    off_pool = finding(THIRTY, dossier(record("SAMPLE", **draw)), rules=RULES)
    assert off_pool.outcome is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("reviewed", "frame", "outcome"),
    [(20, 20, Outcome.PASS), (1, 1, Outcome.FAIL), (19, 20, Outcome.FAIL), (20, 21, Outcome.FAIL)],
)
def test_the_whole_batch_is_reviewed_on_paper(reviewed: int, frame: int, outcome: Outcome) -> None:
    """HB-18: all of them, and all are those of the batch in the pool."""
    check = rule("batch_reviewed", reviewed="DESK_REVIEW.reviewed", frame="DESK_REVIEW.frame")
    desk = record("DESK_REVIEW", reviewed=reviewed, frame=frame, date="2026-06-01")
    assert finding(check, dossier(desk, **BATCH)).outcome is outcome
    assert finding(check, dossier(desk)).outcome is Outcome.NOT_CHECKED
    assert finding(check, dossier(**BATCH)).outcome is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("accepted", "area_m2", "outcome"),
    [
        (8_900, 8_900.0, Outcome.PASS),
        (8_900, 8_901.0, Outcome.PASS),
        (8_900, 8_901.01, Outcome.FAIL),
        (9_200, 8_900.0, Outcome.FAIL),
        (200_000, 200_020.0, Outcome.PASS),
        (None, 8_900.0, Outcome.NOT_CHECKED),
        (8_900, None, Outcome.NOT_CHECKED),
    ],
)
def test_the_shape_has_the_area_that_was_accepted(
    accepted: float | None, area_m2: float | None, outcome: Outcome
) -> None:
    """JX-3.2.2(6), A-33: within 1 m², or one ten-thousandth of a large parcel, either way."""
    told = {} if accepted is None else {"area_m2": accepted}
    acceptance = record("ACCEPTANCE", office="NR", result="PASS", date="2022-08-20", **told)
    found = finding(rule("area_agrees", value="ACCEPTANCE.area_m2"), dossier(acceptance, area_m2=area_m2))
    assert found.outcome is outcome


@pytest.mark.parametrize("other", [{"area_m2": 9_000}, {"area_m2": 11_000}, {}])
def test_every_office_must_have_accepted_the_same_area(other: dict[str, object]) -> None:
    """JX-3.2.2(6): both offices accept jointly; one that tells 9 000 m² of 10 000 m² hasn't accepted the parcel."""
    told = {"result": "PASS", "date": "2026-06-01"}
    good = record("ACCEPTANCE", office="NR", area_m2=10_000, **told)
    check = rule("area_agrees", value="ACCEPTANCE.area_m2")
    rules = rule_set(area__tolerance_m2=1.0, area__tolerance_share=0.0001)
    both = [record("ACCEPTANCE", office="FORESTRY", **told, **other), good]
    for records in (both, both[::-1]):
        assert finding(check, dossier(*records, area_m2=10_000.0), rules=rules).outcome is not Outcome.PASS
    mended = [*both, record("ACCEPTANCE", office="FORESTRY", area_m2=10_000, **told)]
    assert finding(check, dossier(*mended, area_m2=10_000.0), rules=rules).outcome is Outcome.PASS
