"""Hebei, from the finished works to the indicator: what keeps a plot from the next state, and by which clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from county_files import county_file, parameter
from hebei_parcels import NATIONAL, PATH, RULES, failures, findings, on_its_way_to, paper, record, refused_by

from zhanbu_plugin.checks.dossier import Dossier, PoolSums, Reached
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.severity import Severity


@pytest.mark.parametrize("state", PATH[1:])
def test_a_plot_whose_file_is_complete_may_take_every_step(state: str) -> None:
    assert failures(on_its_way_to(state), state) == {}


def appraisal(stage: str, **changes: object) -> tuple[str, dict[str, object]]:
    plain = {"stage": stage, "conformity": "PASS", "grade": 4, "scheme": "GBT33469_10", "date": "2026-08-01"}
    return "QUALITY", plain | changes


def test_HB_4_grade_3_counts_for_nothing_when_the_land_isnt_fit_for_farming() -> None:
    """HB-4: grade 3, conformity FAIL / T not creditable."""
    unfit = on_its_way_to("COUNTY_QUALITY", answers=[appraisal("COUNTY", conformity="FAIL", grade=3)])
    assert refused_by(unfit, "COUNTY_QUALITY") == {"CHK-COUNTY-QUALITY": "HB-4"}
    assert "isn't fit for farming" in str(failures(unfit, "COUNTY_QUALITY")["CHK-COUNTY-QUALITY"].message)
    fit = on_its_way_to("COUNTY_QUALITY", answers=[appraisal("COUNTY", grade=3)])
    assert refused_by(fit, "COUNTY_QUALITY") == {}


def test_HB_4_fitness_alone_isnt_a_grade() -> None:
    """HB-4: an appraisal has two parts."""
    dossier = on_its_way_to("COUNTY_QUALITY", without=["QUALITY"])
    assert refused_by(dossier, "COUNTY_QUALITY") == {"CHK-COUNTY-QUALITY": "HB-4"}
    half = {"stage": "COUNTY", "conformity": "PASS", "date": "2026-07-20"}
    dossier = on_its_way_to("COUNTY_QUALITY", answers=[("QUALITY", half)])
    assert refused_by(dossier, "COUNTY_QUALITY") == {"CHK-COUNTY-QUALITY": "HB-4"}


def test_HB_8a_without_farm_infrastructure_the_works_arent_completed() -> None:
    """HB-8a: infrastructure belongs to the works unless it is there already, shown by photos from before and after."""
    lacking = on_its_way_to("COMPLETED", answers=[("INFRASTRUCTURE", {"present": False})])
    assert refused_by(lacking, "COMPLETED") == {"CHK-INFRA": "HB-8a"}
    assert refused_by(on_its_way_to("COMPLETED", without=["PHOTO_BEFORE"]), "COMPLETED") == {
        "CHK-WORKS-PHOTOS": "HB-8a"
    }
    there = on_its_way_to("COMPLETED")
    away = replace(paper("PHOTO_AFTER"), lat=38.5)
    assert refused_by(replace(there, evidence=(*there.evidence, away)), "COMPLETED") == {"CHK-PHOTO-PLACE": "HB-8a"}


def test_HB_11_a_plot_with_only_the_countys_appraisal_cant_be_entered() -> None:
    """HB-11: county only / W enter pool / T BLOCK."""
    county_only = on_its_way_to("CITY_QUALITY", without=["QUALITY", "QUALITY_OPINION"], answers=[])
    county_only = replace(
        county_only, records=(*county_only.records, *on_its_way_to("COUNTY_QUALITY").all_of("QUALITY")[:1])
    )
    found = failures(county_only, "CITY_QUALITY")
    assert {name: f.clause for name, f in found.items() if f.clause == "HB-11"} == {
        "CHK-CITY-QUALITY": "HB-11",
        "CHK-CITY-QUALITY-PAPERS": "HB-11",
    }
    assert found["CHK-CITY-QUALITY"].severity is Severity.BLOCK
    assert set(refused_by(replace(county_only, state="CITY_QUALITY"), "FILED")) >= {"CHK-OPINION", "CHK-FILING"}
    assert RULES.workflows["PARCEL"].between("COUNTY_QUALITY", "FILED") is None


def test_HB_11_a_spot_check_that_lowers_the_plot_is_told_and_needs_its_report() -> None:
    """HB-11: county, city, provincial spot check."""
    unfit = on_its_way_to("SPOT_QUALITY", answers=[appraisal("PROV", conformity="FAIL")])
    assert failures(unfit, "SPOT_QUALITY")["CHK-SPOT"].severity is Severity.WARN
    assert refused_by(on_its_way_to("SPOT_QUALITY", without=["QUALITY_SPOT_CHECK"]), "SPOT_QUALITY") == {
        "CHK-SPOT-PAPERS": "HB-11"
    }


def average(grade: float, scheme: str = "GBT33469_10") -> tuple[str, dict[str, object]]:
    return "QUALITY_REQUIREMENT", {"year": 2025, "grade": grade, "scheme": scheme}


@pytest.mark.parametrize(("grade", "wanted", "passes"), [(4, 4.12, True), (5, 4.12, False), (4, 4.0, True)])
def test_HB_16a_a_grade_reaches_last_years_average(grade: int, wanted: float, passes: bool) -> None:
    """HB-16a: avg 4.12: grade 4 pass, 5 fail; grade 4 and avg 4.00 pass (equal)."""
    dossier = on_its_way_to("CITY_QUALITY", answers=[appraisal("CITY", grade=grade), average(wanted)])
    assert refused_by(dossier, "CITY_QUALITY") == ({} if passes else {"CHK-GRADE": "HB-16a"})
    found = findings(dossier, "CITY_QUALITY")["CHK-GRADE"]
    assert (found.measured, found.threshold) == (grade, wanted)


@pytest.mark.parametrize(("year", "county"), [(2024, ""), (2026, ""), (2025, "139902")])
def test_HB_16a_the_average_is_the_countys_own_and_that_of_the_year_before(year: int, county: str) -> None:
    """HB-16a: grade reaching last year's county average; any other year or county tells nothing."""
    other = ("QUALITY_REQUIREMENT", {"year": year, "grade": 9, "scheme": "GBT33469_10", "county": county})
    dossier = on_its_way_to("CITY_QUALITY", without=["QUALITY_REQUIREMENT"], answers=[other])
    found = findings(dossier, "CITY_QUALITY")["CHK-GRADE"]
    assert (found.outcome, found.severity, found.clause) == (Outcome.NOT_CHECKED, Severity.BLOCK, "HB-16a")
    assert "for 2025 and the county 139901" in str(found.message)
    own = ("QUALITY_REQUIREMENT", {"year": 2025, "grade": 4.12, "scheme": "GBT33469_10", "county": "139901"})
    assert failures(on_its_way_to("CITY_QUALITY", answers=[own, other]), "CITY_QUALITY") == {}


def test_HB_16a_a_plot_filed_in_the_next_year_is_held_against_that_years_average() -> None:
    """HB-16a: the requirement of 2025 doesn't serve a filing of 2027."""
    late = on_its_way_to("FILED", on=date(2027, 1, 8))
    assert "CHK-GRADE" in refused_by(late, "FILED")


MU = 200_000
"""A mu is 666.67 m²; three mu are 2 000 m², so 0.01 m² × 200 000 are three mu."""


@pytest.mark.parametrize(
    ("batch", "elsewhere", "passes"),
    [
        (80, [("FILED", 2026, 220)], True),
        (90, [("FILED", 2026, 220)], False),
        (90, [("FILED", 2025, 220)], True),
        (90, [("RETURNED", 2026, 220)], True),
        (90, [("INDICATOR", 2026, 100), ("CITY_QUANTITY", 2026, 120)], False),
        (301, [], False),
    ],
)
def test_HB_16a_what_is_filed_in_a_year_stays_within_the_countys_share(
    batch: int, elsewhere: list[tuple[str, int, int]], passes: bool
) -> None:
    """HB-16a: Σ pool(year) ≤ county cap: 300 mu, of which 220 are filed, leave 80."""
    cap = ("COUNTY_SHARE", {"county": "139901", "year": 2026, "cap_m2": 200_000})  # 300 mu
    reached = tuple(
        Reached(f"B{i}", now, "FILED", year, 3, mu * MU // 3) for i, (now, year, mu) in enumerate(elsewhere)
    )
    own = Reached("2026-1", "FILED", "FILED", 2026, 1, batch * MU // 3)
    sums = PoolSums("139901", "2026-1", 4, batch * MU // 3, (*reached, own))
    dossier = replace(on_its_way_to("FILED", answers=[cap]), sums=sums)
    assert refused_by(dossier, "FILED") == ({} if passes else {"CHK-SHARE": "HB-16a"})


def test_HB_16a_a_share_that_nobody_issued_isnt_one() -> None:
    """HB-16a: without the county's share of this year nothing is filed."""
    other = ("COUNTY_SHARE", {"county": "139902", "year": 2026, "cap_m2": 900_000})
    bare = on_its_way_to("FILED", without=["COUNTY_SHARE"], answers=[other])
    assert refused_by(bare, "FILED") == {"CHK-SHARE": "HB-16a"}
    assert findings(bare, "FILED")["CHK-SHARE"].outcome is Outcome.NOT_CHECKED


def test_HB_16a_grades_of_two_schemes_are_never_compared() -> None:
    """HB-16a: the scheme is named (A-19); without an average there is nothing to reach."""
    other = on_its_way_to("CITY_QUALITY", answers=[average(12, "DB15")])
    assert refused_by(other, "CITY_QUALITY") == {"CHK-GRADE": "HB-16a"}
    missing = on_its_way_to("CITY_QUALITY", without=["QUALITY_REQUIREMENT"])
    assert findings(missing, "CITY_QUALITY")["CHK-GRADE"].outcome is Outcome.NOT_CHECKED


def test_HB_16a_people_judge_endowment() -> None:
    """HB-16a: plots of good endowment."""
    poor = on_its_way_to("FILED", answers=[("ENDOWMENT", {"good": False})])
    assert refused_by(poor, "FILED") == {"CHK-ENDOWMENT": "HB-16a"}


def surveyed(*answers: tuple[str, dict[str, object]], done: date = date(2025, 11, 1), without: str = "") -> Dossier:
    """A plot about to become cropland in the survey, whose works were done on a day; only ``answers`` say so."""
    there = on_its_way_to("SURVEY_CROP", without=["DAILY_CHANGE", without])
    steps = tuple(
        replace(s, occurred_on=done if s.to_state == "COMPLETED" else min(s.occurred_on, done)) for s in there.steps
    )
    return replace(there, steps=steps, records=(*there.records, *(record(form, told) for form, told in answers)))


@pytest.mark.parametrize(
    ("year", "land_class", "stable", "said"),
    [
        (2024, "0103", True, "survey of 2024; 2025 is the latest"),
        (2026, "0103", True, "survey of 2026 isn't released yet; 2025 is the latest"),
        (2099, "0103", True, "isn't released yet"),
        (2025, "0201", True, "class 0201"),
        (2025, "0103", False, "stable"),
    ],
)
def test_HB_16b_the_latest_survey_has_to_say_stable_cropland(
    year: int, land_class: str, stable: bool, said: str
) -> None:
    """HB-16b: survey 2024 used when 2025 exists / T BLOCK STALE_SURVEY; class 0101-0103 and stable."""
    change = ("SURVEY_CHANGE", {"year": year, "class": land_class, "stable": stable})
    found = failures(surveyed(change), "SURVEY_CROP")
    assert {name: f.severity for name, f in found.items()} == {"CHK-STABLE": Severity.BLOCK}
    assert said in str(found["CHK-STABLE"].message)
    good = ("SURVEY_CHANGE", {"year": 2025, "class": "0103", "stable": True})
    assert failures(surveyed(good), "SURVEY_CROP") == {}


def test_HB_16b_a_survey_from_before_the_works_says_nothing_about_them() -> None:
    """HB-16b: works completed in 2026 aren't in the survey of 2025, which shows the end of that year."""
    good = ("SURVEY_CHANGE", {"year": 2025, "class": "0103", "stable": True})
    found = failures(surveyed(good, done=date(2026, 2, 1)), "SURVEY_CROP")
    assert set(found) == {"CHK-STABLE"}
    assert "reached on 2026-02-01" in str(found["CHK-STABLE"].message)


def test_HB_16b_or_a_daily_change_was_verified_nationally() -> None:
    """HB-16b: daily_change_no and the verification document stand in for the survey."""
    assert set(refused_by(surveyed(without="SURVEY_EXTRACT"), "SURVEY_CROP")) == {"CHK-STABLE", "CHK-SURVEY-PAPERS"}
    verified = surveyed(("DAILY_CHANGE", NATIONAL), without="SURVEY_EXTRACT")
    verified = replace(verified, evidence=(*verified.evidence, paper("DAILY_CHANGE_VERIFICATION")))
    assert refused_by(verified, "SURVEY_CROP") == {}


@pytest.mark.parametrize("change", [{"verification": ""}, {"class": "0201"}, {"verified_on": ""}])
def test_HB_16b_a_daily_change_that_nobody_verified_stands_for_nothing(change: dict[str, str]) -> None:
    """HB-16b: number, document, day and class belong together."""
    dossier = surveyed(("DAILY_CHANGE", NATIONAL | change))
    assert refused_by(dossier, "SURVEY_CROP") == {"CHK-STABLE": "HB-16b"}


@pytest.mark.parametrize(
    ("verified_on", "counts"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-07-10", True), ("2026-07-11", False)],
)
def test_HB_16b_a_daily_change_counts_for_the_survey_year_that_is_under_way(verified_on: str, counts: bool) -> None:
    """HB-16b: on 2026-07-10 the survey of 2025 is released, so only what was verified since then is news."""
    dossier = surveyed(("DAILY_CHANGE", NATIONAL | {"verified_on": verified_on}))
    assert refused_by(dossier, "SURVEY_CROP") == ({} if counts else {"CHK-STABLE": "HB-16b"})


@pytest.mark.parametrize(("year", "counts"), [(2025, True), (2026, False)])
def test_HB_16b_a_later_survey_that_denies_it_outranks_a_daily_change(year: int, counts: bool) -> None:
    """HB-16b: what the survey of the year found in the end stands, whatever was verified during the year."""
    denial = ("SURVEY_CHANGE", {"year": year, "class": "0201", "stable": True})
    dossier = on_its_way_to("SURVEY_CROP", answers=[denial])
    assert refused_by(dossier, "SURVEY_CROP") == ({} if counts else {"CHK-STABLE": "HB-16b"})


def test_HB_17_without_the_citys_opinion_nothing_is_entered() -> None:
    """HB-17: state QUALITY_OK → FILED needs the opinion's document."""
    assert refused_by(on_its_way_to("FILED", without=["QUALITY_OPINION"]), "FILED") == {"CHK-FILING": "HB-17"}
    unfit = on_its_way_to("FILED", answers=[appraisal("CITY", conformity="FAIL")])
    assert refused_by(unfit, "FILED") == {"CHK-OPINION": "HB-17"}


def test_HB_17_a_file_that_was_changed_since_keeps_the_plot_out() -> None:
    """HB-17: what is entered stands on papers that are what they were; dates follow each other."""
    there = on_its_way_to("FILED")
    changed = replace(there, evidence=(replace(there.evidence[0], intact=False), *there.evidence[1:]))
    assert refused_by(changed, "FILED") == {"CHK-INTACT": "HB-17"}
    early = on_its_way_to("FILED", on=date(2026, 8, 1))
    assert failures(early, "FILED")["CHK-ORDER"].severity is Severity.WARN


def test_HB_17_the_days_on_papers_follow_each_other_though_the_steps_do_anyway() -> None:
    """HB-17: an opinion dated before the appraisal that it rests on is told."""
    there = on_its_way_to("FILED")
    early = replace(paper("QUALITY_OPINION"), doc_date=date(2026, 8, 1))
    swapped = replace(there, evidence=tuple(early if e.kind == early.kind else e for e in there.evidence))
    found = failures(swapped, "FILED")
    assert {name: f.severity for name, f in found.items()} == {"CHK-ORDER": Severity.WARN}
    assert found["CHK-ORDER"].measured == 31.0


def verified(**told: object) -> Dossier:
    opinion = {"office": "市局", "result": "PASS", "area_m2": 10_000, "date": "2026-09-20", **told}
    return on_its_way_to("CITY_QUANTITY", answers=[("QUANTITY_OPINION", opinion)])


def test_HB_18_cropland_is_credited_without_its_ridges(tmp_path: Path) -> None:
    """HB-18: 10 000 m² with 300 m² of ridges count 9 700 m²; gross, all of it (A-20)."""
    net = findings(verified(ridges_m2=300), "CITY_QUANTITY")["CHK-CREDITED"]
    assert (net.measured, net.threshold, net.severity) == (9_700.0, 10_000.0, Severity.INFO)
    assert "9700.00 m² are credited" in str(net.message)
    unknown = findings(verified(), "CITY_QUANTITY")["CHK-CREDITED"]
    assert unknown.outcome is Outcome.NOT_CHECKED
    assert refused_by(verified(), "CITY_QUANTITY") == {}
    file = county_file(tmp_path, "parameters:\n" + parameter("area.credited", "gross", document="冀〔2026〕9号"))
    rules = choose_rule_set(str(file), as_of=date(2026, 9, 1), county="139901")
    gross = findings(verified(ridges_m2=300), "CITY_QUANTITY", rules)["CHK-CREDITED"]
    assert (gross.outcome, gross.measured) == (Outcome.PASS, 10_000.0)


@pytest.mark.parametrize("state", ["SURVEY_CROP", "COUNTY_QUALITY", "CITY_QUALITY"])
def test_HB_11_a_plot_whose_shape_is_locked_has_a_way_back(state: str) -> None:
    """HB-11: what isn't fit, or has the wrong boundary, is taken back with the reason and the slip."""
    step = RULES.workflows["PARCEL"].between(state, "RETURNED")
    assert step is not None
    assert "COUNTY_NR" in step.roles
    assert not RULES.workflows["PARCEL"].is_locked("RETURNED")
    assert set(refused_by(on_its_way_to(state), "RETURNED")) == {"CHK-RETURN", "CHK-RETURN-PAPERS"}


def test_HB_15_a_plot_is_withdrawn_with_a_letter() -> None:
    """HB-15: nothing leaves the county's list without a paper."""
    there = on_its_way_to("CHECKED")
    assert refused_by(there, "WITHDRAWN") == {"CHK-PARCEL-WITHDRAWAL": "HB-15"}
    assert refused_by(replace(there, evidence=(*there.evidence, paper("WITHDRAWAL"))), "WITHDRAWN") == {}


def test_HB_18_the_city_verifies_the_quantity_in_writing() -> None:
    """HB-18: the city's written opinion, for just what the plot has (A-33: 1 m²): less needs a new boundary first."""
    for gone, by in (("QUANTITY_OPINION", {"CHK-QUANTITY", "CHK-QUANTITY-PAPERS", "CHK-QUANTITY-AREA"}),):
        assert set(refused_by(on_its_way_to("CITY_QUANTITY", without=[gone]), "CITY_QUANTITY")) == by
    for area_m2, agrees in ((10_000.9, True), (10_001.1, False), (9_999.1, True), (9_700.0, False)):
        told = {"office": "市局", "result": "PASS", "area_m2": area_m2, "date": "2026-09-20"}
        dossier = on_its_way_to("CITY_QUANTITY", answers=[("QUANTITY_OPINION", told)])
        assert refused_by(dossier, "CITY_QUANTITY") == ({} if agrees else {"CHK-QUANTITY-AREA": "HB-18"})


def visited(plots: int, percent: float, failed: int = 0) -> tuple[str, dict[str, object]]:
    area = {"drawn_m2": percent * 2_000, "frame_m2": 200_000}
    return "SAMPLE", {"stage": "PROV", "drawn": plots, "frame": 20, "failed": failed, **area}


@pytest.mark.parametrize(
    ("sample", "passes"),
    [
        (visited(3, 12), False),
        (visited(2, 40), False),
        (visited(3, 15), True),
        (visited(4, 20, failed=1), False),
    ],
)
def test_HB_18_fifteen_percent_in_the_field_of_plots_and_of_area(
    sample: tuple[str, dict[str, object]], passes: bool
) -> None:
    """HB-18: 20 plots, 3 visited =15 % count, area 12 % / T BLOCK under “both” (A-09)."""
    dossier = on_its_way_to("INDICATOR", answers=[sample])
    assert refused_by(dossier, "INDICATOR") == ({} if passes else {"CHK-FIELD": "HB-18"})


def test_HB_18_every_plot_is_reviewed_on_paper() -> None:
    """HB-18: 100 % indoors."""
    desk = ("DESK_REVIEW", {"reviewed": 19, "frame": 20, "date": "2026-10-08"})
    assert refused_by(on_its_way_to("INDICATOR", answers=[desk]), "INDICATOR") == {"CHK-DESK": "HB-18"}


def test_HB_18_what_fails_is_returned_with_the_reason() -> None:
    """HB-18: returned items with reasons."""
    there = on_its_way_to("CITY_QUANTITY")
    assert refused_by(there, "RETURNED") == {"CHK-RETURN": "HB-18", "CHK-RETURN-PAPERS": "HB-18"}
    told = on_its_way_to("CITY_QUANTITY", answers=[("RETURN", {"reason": "地块范围有误"})])
    assert refused_by(replace(told, evidence=(*told.evidence, paper("RETURN_SLIP"))), "RETURNED") == {}
