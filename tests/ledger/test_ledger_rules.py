"""What rule sets say to the ledger: clauses and parameters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from zhanbu_plugin.ledger.clauses import clause_of, known_clauses
from zhanbu_plugin.ledger.ledger_rules import FreezeRule, QuotaRule, cuts_newest_first, deduction_dm2
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.rule_set import Parameter
from zhanbu_plugin.regimes.text import Text
from zhanbu_plugin.survey.problem import InputProblem

HEBEI, JIANGXI = rule_sets()["hebei-cropland-2025"], rule_sets()["jiangxi-forest-2022"]
SICHUAN, INOUT = rule_sets()["sichuan-cropland-2022"], rule_sets()["sichuan-inout-2022"]


def test_every_clause_that_a_posting_may_name_stands_in_its_rule_set() -> None:
    for (rules, _, _), clause in known_clauses().items():
        assert clause in rule_sets()[rules].clauses


def test_a_countys_own_rules_follow_the_clauses_of_its_province() -> None:
    own = replace(HEBEI, id="130681-own", parent=HEBEI.id)
    assert clause_of(own, "FREEZE", "ILLEGAL") == "HB-22"


def test_a_reason_that_the_rules_do_not_name_falls_under_the_kind() -> None:
    assert clause_of(HEBEI, "DEDUCT", "OVER_CAP") == "HB-19"
    assert clause_of(HEBEI, "DEDUCT", "因故核减") == "HB-27"


def test_a_kind_that_the_rules_do_not_know_is_refused_with_what_they_know() -> None:
    with pytest.raises(InputProblem, match="ILLEGAL"):
        clause_of(HEBEI, "FREEZE", "INOUT_SHORTFALL", strictly=True)
    with pytest.raises(InputProblem, match="jiangxi-forest-2022"):
        clause_of(JIANGXI, "FREEZE", "ILLEGAL", strictly=True)


def test_JX_2_2c_quota_is_for_the_year_after_admission() -> None:
    """JX-2.2c: admitted on 2022-11-20, usable from 2023."""
    rule = QuotaRule.of(JIANGXI)
    assert rule == QuotaRule(Fraction(500), 1, date(2024, 12, 31), True)
    assert rule.usable_from(date(2022, 11, 20)) == date(2023, 1, 1)


def test_rules_that_issue_no_quota_are_told() -> None:
    with pytest.raises(InputProblem, match="issue no quota"):
        QuotaRule.of(HEBEI)


def test_HB_22_freezes_the_county_alone_and_SC_4_13a_the_city_too() -> None:
    """HB-22, SC-4(十三)a: whether the city answers."""
    assert FreezeRule.of(HEBEI) == FreezeRule(city_covers=False, converts=False)
    assert FreezeRule.of(SICHUAN) == FreezeRule(city_covers=True, converts=True)


def test_A_10_a_deduction_is_one_to_one_unless_the_rules_say_otherwise() -> None:
    assert deduction_dm2(1_200_001, JIANGXI) == 1_200_001
    assert deduction_dm2(1_200_001, HEBEI) == 1_200_001
    half_more = Parameter("jx.deduct_ratio", 1.5, "1", "A-10", Text("", ""))
    own = replace(JIANGXI, parameters={**JIANGXI.parameters, "jx.deduct_ratio": half_more})
    assert deduction_dm2(1_200_001, own) == 1_800_002


def test_A_22_the_newest_are_cut_first() -> None:
    assert cuts_newest_first(HEBEI)
