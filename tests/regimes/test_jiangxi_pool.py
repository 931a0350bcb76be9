"""Jiangxi, from the county pool on: days, spot checks, reviews, reports, idle land, and a county's own rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jiangxi_parcels import RULES, failures, on_its_way_to, record

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, Step
from zhanbu_plugin.exchange.sampling.draw import draw
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.survey.problem import InputProblem

TEN_DM2 = {
    **{"P01": 1_200_000, "P02": 2_850_000, "P03": 960_000, "P04": 6_100_000, "P05": 1_780_000},
    **{"P06": 850_000, "P07": 3_310_000, "P08": 2_350_000, "P09": 3_100_000, "P10": 7_500_000},
}
"""Ten parcels of 300 000 m², in 0.01 m²."""


@pytest.mark.parametrize(("day", "late"), [(date(2023, 9, 15), 0), (date(2023, 9, 16), 1), (date(2024, 9, 15), 366)])
def test_JX_3_3_2a_what_was_accepted_in_2022_is_on_time_until_15_september_2023(day: date, late: int) -> None:
    """JX-3.3.2a: accepted 2022-08 → due 2023-09-15 inclusive; 2023-09-16 is LATE and needs a document."""
    found = failures(on_its_way_to("SUBMITTED", on=day), "SUBMITTED")
    assert set(found) == ({"CHK-ON-TIME"} if late else set())
    assert [(f.measured, f.severity, f.clause) for f in found.values()] == [
        (float(late), Severity.OVERRIDE, "JX-3.3.2a")
    ][: len(found)]


def test_JX_3_3_2a_a_batch_that_was_returned_keeps_the_day_of_its_first_submission() -> None:
    """JX-3.3.2a: submitted on 2023-09-10, returned, and submitted again on 2023-10-20 (A-37)."""
    first = on_its_way_to("SUBMITTED", on=date(2023, 9, 10))
    assert first.next_step is not None
    returned = Step("SUBMITTED", "RETURNED", date(2023, 10, 8), "CITY_FORESTRY", "市林〔2023〕7号")
    again = Step("RETURNED", "SUBMITTED", date(2023, 10, 20), "COUNTY_FORESTRY")
    dossier = replace(first, state="RETURNED", steps=(*first.steps, first.next_step, returned), next_step=again)
    assert failures(dossier, "SUBMITTED") == {}
    late_first = replace(first.next_step, occurred_on=date(2023, 9, 20))
    found = failures(replace(dossier, steps=(*first.steps, late_first, returned)), "SUBMITTED")
    assert found["CHK-ON-TIME"].measured == 5.0


def test_JX_3_3_2a_the_county_government_reviews_before_the_submission() -> None:
    """JX-3.3.2a: CG review document required, before the parcel enters the county's pool."""
    found = failures(on_its_way_to("COUNTY_POOL", without=["COUNTY_REVIEW"]), "COUNTY_POOL")
    assert {check_id: f.clause for check_id, f in found.items()} == {"CHK-REVIEWED": "JX-3.3.2a"}


def sample(stage: str, drawn_m2: float, *, failed: int = 0) -> tuple[str, dict[str, object]]:
    return "SAMPLE", {"stage": stage, "drawn_m2": drawn_m2, "frame_m2": 300_000, "failed": failed}


@pytest.mark.parametrize(
    ("drawn_m2", "failed", "refused"),
    [(136_000, 0, False), (90_000, 0, False), (89_970, 0, True), (136_000, 1, True)],
)
def test_JX_3_3_2b_the_city_checks_30_per_cent_of_the_area_and_finds_nothing_wrong(
    drawn_m2: float, failed: int, refused: bool
) -> None:
    """JX-3.3.2b: Σ 29.99 % → BLOCK; a drawn parcel that failed → BLOCK."""
    found = failures(on_its_way_to("CITY_PASSED", answers=[sample("CITY", drawn_m2, failed=failed)]), "CITY_PASSED")
    assert set(found) == ({"CHK-CITY-SAMPLE"} if refused else set())
    assert all(f.clause == "JX-3.3.2b" and f.severity is Severity.BLOCK for f in found.values())


def test_JX_3_3_2b_the_citys_draw_of_the_ten_parcels_passes_as_it_was_drawn() -> None:
    """JX-3.3.2b: seed JX|360122|2023|CITY|1 → {P10, P04} = 136 000 m² = 45.33 %, again and again."""
    ratio = Decimal(repr(RULES.number("sample.city_share")))
    drawn = draw(TEN_DM2, ratio=ratio, seed="JX|360122|2023|CITY|1")
    assert (drawn.ids, drawn.drawn_dm2) == (("P10", "P04"), 13_600_000)
    assert drawn == draw(dict(reversed(TEN_DM2.items())), ratio=ratio, seed="JX|360122|2023|CITY|1")
    answer = sample("CITY", drawn.drawn_dm2 / 100)
    assert failures(on_its_way_to("CITY_PASSED", answers=[answer]), "CITY_PASSED") == {}


def test_JX_3_3_2c_the_provinces_draw_of_the_same_batch_may_repeat_the_citys_parcels() -> None:
    """JX-3.3.2c: seed JX|360122|2023|PROV|1 → {P07, P10} = 108 100 m² = 36.03 %."""
    ratio = Decimal(repr(RULES.number("sample.prov_share")))
    drawn = draw(TEN_DM2, ratio=ratio, seed="JX|360122|2023|PROV|1")
    assert (drawn.ids, drawn.drawn_dm2) == (("P07", "P10"), 10_810_000)
    for drawn_m2, refused in ((108_100, False), (45_000, False), (44_999.99, True)):
        found = failures(on_its_way_to("PROV_POOL", answers=[sample("PROV", drawn_m2)]), "PROV_POOL")
        assert {check_id: f.clause for check_id, f in found.items()} == (
            {"CHK-PROV-SAMPLE": "JX-3.3.2c"} if refused else {}
        )


def matter(
    subject: str, to: str, *steps: Step, records: tuple[object, ...] = (), papers: tuple[str, ...] = ()
) -> Dossier:
    """A matter about to reach a state by the last of its steps."""
    evidence = tuple(EvidenceItem(kind, kind, "1", None, f"{kind}.pdf", "0" * 64, intact=True) for kind in papers)
    return Dossier("M1", subject, to, evidence=evidence, records=records, steps=steps[:-1], next_step=steps[-1])  # type: ignore[arg-type]


@pytest.mark.parametrize(("day", "late"), [(date(2024, 1, 10), 0), (date(2024, 1, 11), 1)])
def test_JX_3_3_5a_the_report_on_2023_is_due_on_10_january_2024(day: date, late: int) -> None:
    """JX-3.3.5a: as_of Jan 11, none filed → overdue 1 day."""
    filed = record("REPORT", {"year": 2023, "filed_on": day})
    opened = Step("", "OPEN", date(2023, 1, 3), "COUNTY_FORESTRY")
    step = Step("OPEN", "REPORTED", day, "COUNTY_FORESTRY")
    held = record("HOLDING", {"year": 2023, "opening_m2": 1e9, "added_m2": 4e5, "used_m2": 4e5})
    dossier = matter("YEAR", "OPEN", opened, step, records=(filed, held), papers=("YEAR_REPORT",))
    found = failures(dossier, "REPORTED")
    assert {check_id: (f.measured, f.clause) for check_id, f in found.items()} == (
        {"CHK-REPORT-DAY": (1.0, "JX-3.3.5a")} if late else {}
    )
    assert "CHK-REPORT" in failures(matter("YEAR", "OPEN", opened, step, papers=("YEAR_REPORT",)), "REPORTED")


@pytest.mark.parametrize(("planned", "deficit"), [((200, 110), 30), ((200, 80), 0)])
def test_JX_3_3_5b_a_plan_above_the_supply_shows_its_deficit(planned: tuple[int, int], deficit: int) -> None:
    """JX-3.3.5b: plan 310, available 280 → deficit 30."""
    items = tuple(record("PLAN_ITEM", {"item": f"{i}", "area_m2": area}) for i, area in enumerate(planned))
    demand = record("DEMAND", {"year": 2024, "demand_m2": 310, "supply_m2": 280})
    step = Step("OPEN", "PLANNED", date(2024, 1, 20), "COUNTY_FORESTRY")
    found = failures(matter("YEAR", "OPEN", step, records=(demand, *items)), "PLANNED")
    assert set(found) == ({"CHK-PLAN"} if deficit else set())
    for f in found.values():
        assert (f.measured or 0) - (f.threshold or 0) == deficit
        assert f.severity is Severity.WARN


COUNTY_RULES = """
id: xinjian-forest-2022
parent: jiangxi-forest-2022
title: {{zh: 新建区实施方案, en: Xinjian's own rules}}
document: 新府办〔2022〕9号
region: ["360122"]
valid_from: 2022-04-01
valid_to: 2024-12-31
parameters:
  publicity.min_days:
    value: {days}
    reason: {{zh: 县方案规定, en: Set by the county}}
"""


def test_JX_1_a_countys_ten_days_of_notice_hold_and_five_are_refused(tmp_path: Path) -> None:
    """JX-1: (and 4.1) child rule with publicity 10 days → 10 used; child with 5 → refused as loosening."""
    own = tmp_path / "xinjian.yaml"
    own.write_text(COUNTY_RULES.format(days=10), encoding="utf-8")
    rules = choose_rule_set(str(own), as_of=date(2022, 5, 1), county="360122")
    found = failures(on_its_way_to("PUBLICIZED"), "PUBLICIZED", rules)
    assert set(found) == {"CHK-NOTICE"}
    assert (found["CHK-NOTICE"].measured, found["CHK-NOTICE"].threshold) == (7.0, 10.0)
    ten_days = [
        ("NOTICE", {"site": site, "start": "2022-04-01", "end": "2022-04-10"}) for site in ("VILLAGE", "COMMITTEE")
    ]
    assert failures(on_its_way_to("PUBLICIZED", on=date(2022, 4, 11), answers=ten_days), "PUBLICIZED", rules) == {}
    own.write_text(COUNTY_RULES.format(days=5), encoding="utf-8")
    with pytest.raises(InputProblem, match=r"publicity.min_days = 5 is looser"):
        choose_rule_set(str(own), as_of=date(2022, 5, 1), county="360122")
