"""What a check asks for, told in words beside the ids that people type."""

from __future__ import annotations

import pytest

from zhanbu_plugin.regimes.asked import asked_of
from zhanbu_plugin.regimes.catalogue import clause_page
from zhanbu_plugin.regimes.choosing import rule_sets

JIANGXI, SICHUAN = rule_sets()["jiangxi-forest-2022"], rule_sets()["sichuan-inout-2022"]


@pytest.mark.parametrize(
    ("rules", "check", "chinese", "english"),
    [
        (JIANGXI, "CHK-APPLICATION", "附件：申请表 `APPLICATION`", "papers: application form `APPLICATION`"),
        (
            JIANGXI,
            "CHK-OWNERSHIP",
            "表单：权属核实 `OWNERSHIP`；栏目：权属无争议 `undisputed`；答案：是 `true`",
            "form: Ownership `OWNERSHIP`; question: no dispute `undisputed`; answers: yes `true`",
        ),
        (
            JIANGXI,
            "CHK-NOTICE",
            "公示地点：自然村 `VILLAGE`、村委会 `COMMITTEE`；不早于：已核实 `VERIFIED`",
            "sites: natural village `VILLAGE`, village committee `COMMITTEE`; not before: verified `VERIFIED`",
        ),
        (
            SICHUAN,
            "PLAN-OUT-GT-IN",
            "数值：计划转出（年度进出平衡方案） `PLAN.planned_out_m2`；"
            "不超过：计划转进（年度进出平衡方案） `PLAN.planned_in_m2`",
            "value: planned out (Yearly in/out plan) `PLAN.planned_out_m2`; "
            "at most: planned in (Yearly in/out plan) `PLAN.planned_in_m2`",
        ),
        (
            SICHUAN,
            "OUT-PURPOSE",
            "表单：转出申请 `OUTFLOW`；栏目：转出用途 `purpose`；不得为：挖湖造景 `LAKE`、草皮 `TURF`",
            "form: Outflow `OUTFLOW`; question: purpose `purpose`; never: ornamental lake `LAKE`, turf `TURF`",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)
def test_options_of_a_check_are_told_in_both_languages(rules: object, check: str, chinese: str, english: str) -> None:
    found = next(c for c in rules.checks if c.id == check)  # type: ignore[attr-defined]
    asked = asked_of(found, rules)  # type: ignore[arg-type]
    assert "；".join(f"{name.zh}：{value.zh}" for name, value in asked) == chinese
    assert "; ".join(f"{name.en}: {value.en}" for name, value in asked) == english
    assert chinese in clause_page(rules, found.clause, chinese=True)  # type: ignore[arg-type]


def test_every_check_of_every_rule_set_can_be_told() -> None:
    for rules in rule_sets().values():
        for check in rules.checks:
            asked = asked_of(check, rules)
            assert len(asked) == len(check.options)
            assert all(text.zh and text.en for pair in asked for text in pair)
