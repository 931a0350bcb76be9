"""Cropland after the works, in Sichuan and Hebei: by the survey recorded, its year, and a layer where one is given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sichuan_parcels import CROP, INOUT, around, check, finding, ground, judged, layer, matter, record, survey

from zhanbu_plugin.checks.dossier import Step
from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.paths import resource
from zhanbu_plugin.regimes.reading.rule_set_file import read_rule_set
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.survey.problem import InputProblem


@pytest.mark.parametrize(
    ("rules", "since", "stage"), [(INOUT, "CREDITED", "SURVEY_CONFIRMED"), (CROP, "COMPLETED", "VERIFIED")]
)
@pytest.mark.parametrize(("year", "passes"), [(2019, False), (2022, False), (2023, True), (2024, True)])
def test_SC_2_7c_a_survey_from_before_the_credit_confirms_nothing(
    rules: RuleSet, since: str, stage: str, year: int, passes: bool
) -> None:
    """SC-2(七)c, SC-3(九)b: a survey of 2019 can't confirm what was credited or completed in 2023."""
    change = record("SURVEY_CHANGE", **{"year": year, "class": "0103", "stable": True})
    parcel = matter("PARCEL", change, steps=(Step("", since, date(2023, 5, 1), "COUNTY_NR"),))
    found = judged(parcel, stage, rules=rules)["CHK-SURVEY-YEAR"]
    assert (found.outcome is Outcome.PASS, found.severity) == (passes, Severity.BLOCK)
    assert passes or "2023-05-01" in str(found.message)


@pytest.mark.parametrize(("rules", "stage"), [(INOUT, "SURVEY_CONFIRMED"), (CROP, "VERIFIED")])
def test_SC_2_7c_a_survey_layer_has_to_show_the_cropland_too(rules: RuleSet, stage: str) -> None:
    """SC-2(七)c, SC-3(九)b: all of 10 000 m² is 0101, 0102 or 0103 in the latest year of the layer."""

    def outcome(*polygons: tuple[float, float, str, int]) -> str:
        where = around()
        if polygons:
            shapes = [ground(west, east, -50, 150) for west, east, _, _ in polygons]
            dltb = layer(shapes, "dltb.gpkg", DLBM=[p[2] for p in polygons], SJNF=[p[3] for p in polygons])
            where = around(surveys=dltb)
        return finding(
            check(survey([ground(0, 100)]), where, rules=rules, stage=stage), "CHK-SURVEY-GROUND"
        ).outcome.value

    assert outcome() == "PASS"
    assert outcome((-50, 150, "0201", 2021), (-50, 60, "0101", 2023), (60, 150, "0103", 2023)) == "PASS"
    assert outcome((-50, 90, "0101", 2023), (90, 150, "0307", 2023)) == "FAIL"
    assert outcome((-50, 90, "0101", 2023)) == "NOT_CHECKED"


@pytest.mark.parametrize(
    ("rule_set", "before", "after"),
    [
        ("sichuan-inout-2022", "with: {state: CREDITED}", "with: {state: CREDITTED}"),
        ("hebei-cropland-2025", "since: COMPLETED}", "since: FINISHED}"),
    ],
)
def test_a_state_that_the_rules_dont_know_is_refused(tmp_path: Path, rule_set: str, before: str, after: str) -> None:
    content = resource("regimes", f"{rule_set}.yaml").read_text(encoding="utf-8")
    assert before in content
    damaged = tmp_path / "province.yaml"
    damaged.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InputProblem, match="is none of these"):
        read_rule_set(damaged)
