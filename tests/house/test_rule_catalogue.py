"""The rule catalogue in docs/rules says what the rule sets say, and every clause is told and proved."""

from __future__ import annotations

import pytest
from clause_coverage import ROWS, clause_tests, clauses_named_by, coverage, slug, without_proof
from rule_catalogue import FOLDER, pages

from zhanbu_plugin.regimes.catalogue import clause_page
from zhanbu_plugin.regimes.choosing import rule_sets


def test_the_pages_are_those_that_the_rule_sets_give() -> None:
    """Run “make catalogue” after a change of a rule set or of a clause's tests."""
    assert {path.name for path in FOLDER.glob("*.md")} == set(pages())
    for name, text in pages().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run make catalogue"


def test_the_table_has_the_102_clauses_of_the_three_regulations() -> None:
    assert len(ROWS) == len(set(ROWS)) == 102
    assert [sum(row.startswith(system) for row in ROWS) for system in ("JX", "SC", "HB")] == [32, 32, 38]


@pytest.mark.parametrize("clause", ROWS)
def test_every_clause_is_told_and_where_it_is_computed_proved(clause: str) -> None:
    row = coverage()[clause]
    assert without_proof(row) == "", f"{clause}: {without_proof(row)}"


def test_a_clauses_test_has_its_number_in_its_name() -> None:
    assert slug("SC-2(六)c") == "SC_2_6c"
    assert slug("JX-3.2.2(3)") == "JX_3_2_2_3"
    assert slug("SC-5(十四)(十五)") == "SC_5_14_15"
    assert slug("HB-25/26") == "HB_25_26"
    assert clauses_named_by("HB-8c: new reclamation in the red line") == ["HB-8c"]
    told: dict[str, list[str]] = {}
    for clause, test in clause_tests():
        told.setdefault(test, []).append(f"test_{slug(clause)}")
    for test, names in told.items():
        if test.split("::")[1].startswith(("test_JX_", "test_SC_", "test_HB_")):
            assert test.split("::")[1].startswith(tuple(names)), test


def test_every_clause_page_stands_in_both_languages() -> None:
    for rule_set in rule_sets().values():
        for number in rule_set.clauses:
            for chinese in (True, False):
                page = clause_page(rule_set, number, chinese=chinese)
                assert page.startswith(f"### {number} ")
                for check in rule_set.checks:
                    assert (f"`{check.id}`" in page) == (check.clause == number)
