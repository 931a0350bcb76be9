"""The head of every report names the rules, their parameters and the readings that verdicts hang on."""

from __future__ import annotations

from datetime import date

import pytest

from zhanbu_plugin.regimes.ambiguities import ambiguities, ambiguities_of
from zhanbu_plugin.regimes.choosing import choose_rule_set, rule_sets
from zhanbu_plugin.reports.rule_head import rule_head, rule_rows


def test_the_register_has_the_37_open_questions_in_both_languages() -> None:
    assert list(ambiguities()) == [f"A-{number:02d}" for number in range(1, 38)]
    for question in ambiguities().values():
        for text in (question.question, question.reading):
            assert text.en.strip()
            assert any("\u4e00" <= character <= "\u9fff" for character in text.zh)


@pytest.mark.parametrize("rule_set_id", rule_sets())
def test_a_report_prints_every_parameter_and_every_question_of_its_system(rule_set_id: str) -> None:
    rules = rule_sets()[rule_set_id]
    head = "".join(rule_head(rules, chinese=True))
    for name, parameter in rules.parameters.items():
        assert f"<td>{name}</td>" in head
        assert parameter.reason.zh.split("，")[0].split("<")[0][:6] in head
    for question in ambiguities_of(rules):
        assert f"<td>{question.number}</td>" in head
    assert {p.register for p in rules.parameters.values()} - {""} <= ambiguities().keys()


def test_jiangxi_is_told_that_slope_never_blocks_and_hebei_is_not() -> None:
    """A-05 concerns the mines of Jiangxi alone."""
    jiangxi, hebei = (rule_sets()[name] for name in ("jiangxi-forest-2022", "hebei-cropland-2025"))
    assert "A-05" in {question.number for question in ambiguities_of(jiangxi)}
    assert "A-05" not in {question.number for question in ambiguities_of(hebei)}


def test_the_version_of_the_rules_stands_in_the_head() -> None:
    rules = choose_rule_set("hebei-cropland-2025", as_of=date(2026, 1, 1))
    rows = [" ".join(row) for row in rule_rows(rules, chinese=False)]
    assert any(rules.sha256 in row for row in rows)
    assert any("2025-05-01 – 2028-04-30" in row for row in rows)
