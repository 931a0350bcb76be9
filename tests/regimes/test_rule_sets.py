"""Rule sets as data: what they say, when they apply, and how a damaged one is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

import zhanbu_plugin.checks.on_file as predicates_on_file
import zhanbu_plugin.checks.rules as predicates
from zhanbu_plugin.paths import resource
from zhanbu_plugin.regimes.choosing import choose_rule_set, rule_sets
from zhanbu_plugin.regimes.reading import rule_set_file as loading
from zhanbu_plugin.regimes.reading import yaml_entry
from zhanbu_plugin.regimes.reading.rule_set_file import read_rule_set
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.regimes.vocabulary.kinds import KINDS, MEASURED, ON_FILE, PARAMETERS
from zhanbu_plugin.survey.problem import InputProblem

HEBEI = "hebei-cropland-2025"


def test_hebei_is_in_force_from_its_first_to_its_last_day() -> None:
    """HB-32."""
    for day in (date(2025, 5, 1), date(2028, 4, 30)):
        assert choose_rule_set("auto", as_of=day, county="130433").id == HEBEI
    for day in (date(2025, 4, 30), date(2028, 5, 1)):
        with pytest.raises(InputProblem, match="was in force from 2025-05-01 to 2028-04-30"):
            choose_rule_set("auto", as_of=day, county="130433")
        with pytest.raises(InputProblem, match="was in force from"):
            choose_rule_set(HEBEI, as_of=day)


@pytest.mark.parametrize("county", ["130629", "130632", "130638", "133101"])
def test_xiongan_is_not_covered_and_the_message_says_so(county: str) -> None:
    """HB-30/31."""
    with pytest.raises(InputProblem, match="national rules"):
        choose_rule_set("auto", as_of=date(2026, 1, 1), county=county)


def test_another_province_has_no_rule_set() -> None:
    with pytest.raises(InputProblem, match="no rule set for county 430102"):
        choose_rule_set("auto", as_of=date(2026, 1, 1), county="430102")
    with pytest.raises(InputProblem, match="doesn't apply in county 430102"):
        choose_rule_set(HEBEI, as_of=date(2026, 1, 1), county="430102")


def test_the_red_line_blocks_reclaiming_and_can_be_overridden_for_restoring() -> None:
    """HB-8c, A-24."""
    check = next(c for c in rule_sets()[HEBEI].checks if c.id == "CHK-BAN-redline")
    assert check.severity_for("RECLAIM") is Severity.BLOCK
    assert check.severity_for("RESTORE") is Severity.OVERRIDE


def test_article_8_has_its_override_layers() -> None:
    """HB-8d names eight areas; the steep slope is the one that isn't a layer."""
    rules = [c for c in rule_sets()[HEBEI].checks if c.clause == "HB-8d" and c.severity is Severity.OVERRIDE]
    assert {c.role for c in rules} == {"desert", "karst", "sandsrc", "dustway", "river", "keyforest", "sfarm", ""}
    assert [c.id for c in rules if not c.role] == ["CHK-SLOPE"]


def test_every_text_of_a_rule_set_stands_in_both_languages() -> None:
    for rule_set in rule_sets().values():
        texts = [rule_set.title, *(p.reason for p in rule_set.parameters.values())]
        texts += [t for c in rule_set.clauses.values() for t in (c.title, c.text)]
        texts += [t for c in rule_set.checks for t in (c.title, c.remedy)]
        for text in texts:
            assert text.zh.strip()
            assert text.en.strip()
            assert any("\u4e00" <= character <= "\u9fff" for character in text.zh)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("severity: WARN", "severity: MAYBE", "One of these is expected here: BLOCK"),
        ("valid_to: 2028-04-30", "valid_to: 2024-04-30", "last day lies before the first"),
        ("clause: HB-8b\n", "clause: HB-99\n", "names HB-99, which isn't defined"),
        ("repeat: [CHK-GRADE", "repeat: [CHK-MOON", "names CHK-MOON, which isn't defined"),
        ("repeat: [CHK-GRADE", "repeat: [CHK-FIELD", "names CHK-FIELD, which isn't defined"),
        ("role: county", "role: moon", "no layer role “moon”"),
        ("document:", "dokument:", "A rule set has no key “dokument” here"),
        ("system: CROP", "system: CORN", "must be FOREST, INOUT or CROP"),
        ("system: CROP", "system: CROP\nsystem: CROP", "occurs twice"),
        ("valid_from: 2025-05-01", "valid_from: soon", "A date such as 2025-05-01"),
        ("region: [", "region: {", "not a well-formed YAML file"),
        ("kind: slope\n", "kind: slop\n", "no kind of check “slop”"),
        ("    role: filed\n", "", "“ban_overlap” needs a role"),
        ("  slope.limit_deg:", "  slope.limit_degree:", "No check reads a parameter “slope.limit_degree”"),
        ("value: 25.0", "value: steep", "slope.limit_deg can't be steep"),
        ("value: 25.0", "value: .nan", "slope.limit_deg can't be nan"),
        ("value: 25.0", "value: -25.0", "slope.limit_deg can't be -25"),
        ("value: 25.0", "value: true", "slope.limit_deg can't be True"),
        ("value: true", "value: 1", "slope.inclusive can't be 1"),
        ('value: "06-30"', 'value: "30-06"', "survey.release can't be 30-06"),
        ("system: CROP", "system: ...", "not a well-formed|can't be read|CROP"),
        ("system: CROP", "system: '...'", "must be FOREST, INOUT or CROP"),
        ("valid_to: 2028-04-30", "valid_to: 2028-04-31", "can't be read"),
        ("valid_to: 2028-04-30", "valid_to: 2028-04-30 12:00:00", "A date such as 2025-05-01"),
        ("priority: 1", "priority: !!int one", "can't be read"),
    ],
)
def test_a_damaged_rule_set_is_refused_with_file_and_line(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    content = resource("regimes", f"{HEBEI}.yaml").read_text(encoding="utf-8")
    assert before in content
    damaged = tmp_path / "county.yaml"
    damaged.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InputProblem, match=message) as caught:
        read_rule_set(damaged)
    assert "county.yaml" in str(caught.value)
    assert "line " in str(caught.value)


def without(text: str, parameter: str) -> str:
    """The rule set with one parameter taken out."""
    return re.sub(rf"(?m)^  {re.escape(parameter)}:\n(    .*\n)+", "", text)


def read_by_deadlines() -> set[str]:
    return {name for deadline in rule_sets()[HEBEI].deadlines for name in deadline.parameters}


@pytest.mark.parametrize("name", sorted(rule_sets()[HEBEI].parameters.keys() - read_by_deadlines()))
def test_a_rule_set_without_a_parameter_is_refused_when_it_is_read(tmp_path: Path, name: str) -> None:
    content = resource("regimes", f"{HEBEI}.yaml").read_text(encoding="utf-8")
    shorter = tmp_path / "county.yaml"
    shorter.write_text(without(content, name), encoding="utf-8")
    with pytest.raises(InputProblem, match=f"“{re.escape(name)}” is missing"):
        read_rule_set(shorter)
    assert name not in read_rule_set(shorter, applied=False).parameters


@pytest.mark.parametrize("name", sorted(read_by_deadlines()))
def test_a_deadline_without_its_parameter_is_refused(tmp_path: Path, name: str) -> None:
    shorter = tmp_path / "county.yaml"
    shorter.write_text(
        without(resource("regimes", f"{HEBEI}.yaml").read_text(encoding="utf-8"), name), encoding="utf-8"
    )
    with pytest.raises(InputProblem, match=rf"names {re.escape(name)}, which isn't defined.*line \d+"):
        read_rule_set(shorter)


def parameters_named(rule_set: RuleSet) -> set[str]:
    """Parameters that deadlines and the options of checks name, so that no line of code does."""
    by_checks = {
        option.parameter_in(check.option_text(name))
        for check in rule_set.checks
        for name, option in KINDS[check.kind].options.items()
    } - {""}
    return by_checks | {name for deadline in rule_set.deadlines for name in deadline.parameters}


def test_the_parameters_of_a_rule_set_are_those_that_the_code_reads() -> None:
    sources = [file.read_text(encoding="utf-8") for file in Path(loading.__file__).parents[2].rglob("*.py")]
    read = {
        name for text in sources for name in re.findall(r"\.(?:number|flag|text)\(\s*\"([a-z_]+\.[a-z_0-9]+)\"", text)
    }
    named = {name for rule_set in rule_sets().values() for name in parameters_named(rule_set)}
    assert read | named == set(PARAMETERS)


def test_the_kinds_of_a_rule_set_are_the_checks_that_exist() -> None:
    assert set(MEASURED) == set(predicates.KINDS)
    assert set(ON_FILE) == set(predicates_on_file.KINDS)
    assert not set(MEASURED) & set(ON_FILE)


def test_yaml_that_would_build_objects_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.yaml"
    bomb.write_text("id: !!python/object/apply:os.system ['true']\n", encoding="utf-8")
    with pytest.raises(InputProblem):
        read_rule_set(bomb)


def test_a_rule_set_reads_alike_where_yaml_has_no_c_loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = resource("regimes", f"{HEBEI}.yaml")
    fast = read_rule_set(path)
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x\nregion: {\n", encoding="utf-8")
    monkeypatch.setattr(yaml_entry, "_Loader", yaml.SafeLoader)
    assert read_rule_set(path) == fast
    with pytest.raises(InputProblem, match=r"broken\.yaml.*not a well-formed YAML file"):
        read_rule_set(broken)
