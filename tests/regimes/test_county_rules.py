"""A county's own rules tighten those of its province; whatever is looser needs a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from county_files import HEAD, county_file, county_rules, parameter

from zhanbu_plugin.exchange.verification.content import packed_rule_set
from zhanbu_plugin.exchange.verification.rules import rule_set_notes, rule_set_problems
from zhanbu_plugin.paths import resource
from zhanbu_plugin.regimes import choosing
from zhanbu_plugin.regimes.choosing import choose_rule_set, rule_set_in_force, rule_sets
from zhanbu_plugin.regimes.county_rules import county_folder
from zhanbu_plugin.regimes.reading.rule_set_file import examine
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.survey.problem import InputProblem

DAY = date(2026, 9, 1)
HEBEI = rule_sets()["hebei-cropland-2025"]


def chosen(path: Path) -> RuleSet:
    return choose_rule_set(str(path), as_of=DAY, county="139901")


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Path]:
    """A profile's folder of a county's own rules."""
    county_folder.path = tmp_path
    yield tmp_path
    county_folder.path = None


def test_a_stricter_value_holds_and_everything_else_stays(tmp_path: Path) -> None:
    own = chosen(county_rules(tmp_path, {"slope.limit_deg": 20.0, "overlap.tolerance_m2": 0.5}))
    assert own.id == "shili-cropland-2026"
    assert own.parent == HEBEI.id
    assert (own.number("slope.limit_deg"), own.number("overlap.tolerance_m2")) == (20.0, 0.5)
    assert own.parameters["slope.limit_deg"].unit == "deg"
    assert own.parameters["slope.limit_deg"].register == "A-04"
    same = own.parameters.keys() - {"slope.limit_deg", "overlap.tolerance_m2"}
    assert {name: own.parameters[name] for name in same} == {name: HEBEI.parameters[name] for name in same}
    assert (own.checks, own.workflows, own.sources) == (HEBEI.checks, HEBEI.workflows, HEBEI.sources)
    assert [(c.name, c.before, c.after, c.looser) for c in own.changes] == [
        ("slope.limit_deg", 25.0, 20.0, False),
        ("overlap.tolerance_m2", 1.0, 0.5, False),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slope.limit_deg", 30.0),
        ("sliver.min_patch_m2", 200.0),
        ("slope.inclusive", "false"),
        ("slope.source", "slopemap"),
        ("survey.release", '"12-31"'),
    ],
)
def test_a_looser_value_or_one_of_no_direction_needs_a_document(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(InputProblem, match=rf"{name} = .* is looser than .*document") as caught:
        chosen(county_rules(tmp_path, {name: value}))
    assert "shili.yaml" in str(caught.value)
    assert "line 10" in str(caught.value)
    allowed = county_file(tmp_path, "parameters:\n" + parameter(name, value, document="省函〔2026〕5号"))
    (change,) = chosen(allowed).changes
    assert (change.name, change.looser, change.document) == (name, True, "省函〔2026〕5号")


def test_a_severity_may_rise_and_never_fall(tmp_path: Path) -> None:
    own = chosen(county_file(tmp_path, "severities: {CHK-DEM: BLOCK, CHK-BAN-redline: BLOCK, CHK-SLOPE: OVERRIDE}\n"))
    by_id = {check.id: check for check in own.checks}
    assert by_id["CHK-DEM"].severity is Severity.BLOCK
    assert by_id["CHK-BAN-redline"].severity_for("RESTORE") is Severity.BLOCK
    assert by_id["CHK-BAN-reserve"].severity_for("RESTORE") is Severity.OVERRIDE
    with pytest.raises(InputProblem, match="CHK-SLOPE is OVERRIDE; a county may only make it heavier, not WARN"):
        chosen(county_file(tmp_path, "severities: {CHK-SLOPE: WARN}\n"))
    with pytest.raises(InputProblem, match="no such check"):
        chosen(county_file(tmp_path, "severities: {CHK-MOON: BLOCK}\n"))


def test_a_county_adds_clauses_and_checks(tmp_path: Path) -> None:
    body = """\
clauses:
  SL-3:
    title: {zh: 公益林, en: Public-welfare forest}
    text: {zh: 公益林不作为来源。, en: Public-welfare forest is no source.}
checks:
  - id: CHK-SL-PUBFOREST
    kind: ban_overlap
    clause: SL-3
    stage: CANDIDATE
    severity: BLOCK
    role: pubforest
    title: {zh: 公益林, en: Public-welfare forest}
    remedy: {zh: 切除。, en: Cut it out.}
"""
    own = chosen(county_file(tmp_path, body))
    assert [check.id for check in own.checks] == [*(check.id for check in HEBEI.checks), "CHK-SL-PUBFOREST"]
    assert [*own.clauses] == [*HEBEI.clauses, "SL-3"]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('region: ["139901"]', 'region: ["139901", "41"]', "41 lies outside the region of hebei-cropland-2025"),
        ('region: ["139901"]', 'region: ["130629"]', "130629 lies outside the region"),
        ("valid_to: 2027-12-31", "valid_to: 2028-05-01", "2028-05-01 lies outside the dates"),
        ("valid_from: 2026-01-01", "valid_from: 2025-01-01", "2025-01-01 lies outside the dates"),
        ("id: shili-cropland-2026", "id: hebei-cropland-2025", "need an id of their own"),
        ("id: shili-cropland-2026", "id: sichuan-inout-2022", "another rule set with the id “sichuan-inout-2022”"),
        ("parent: hebei-cropland-2025", "parent: hebei-2022", "no rule set “hebei-2022” to tighten"),
        ("parent: hebei-cropland-2025", "system: CROP", "“parent”|missing"),
        ("document: 示例政办〔2026〕1号", "system: FOREST", "no key “system” here"),
    ],
)
def test_a_county_stays_within_the_rules_above_it(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in HEAD
    with pytest.raises(InputProblem, match=message) as caught:
        chosen(county_file(tmp_path, head=HEAD.replace(before, after)))
    assert "shili.yaml" in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "checks: [{id: CHK-SLOPE, kind: slope, clause: HB-8d, stage: CANDIDATE, severity: INFO,"
        " title: {zh: 坡, en: s}, remedy: {zh: 坡, en: s}}]\n",
        "clauses: {HB-8d: {title: {zh: 坡, en: s}, text: {zh: 坡, en: s}}}\n",
        "parameters: {slope.limit_deg: {value: 20, unit: rad, reason: {zh: 严, en: s}}}\n",
        "parameters: {moon.phase: {value: 1, unit: '', register: '', reason: {zh: 严, en: s}}}\n",
        "workflows: {}\n",
        "sources: []\n",
    ],
)
def test_a_county_neither_replaces_nor_removes_what_stands_above_it(tmp_path: Path, body: str) -> None:
    with pytest.raises(InputProblem) as caught:
        chosen(county_file(tmp_path, body))
    assert "shili.yaml" in str(caught.value)
    assert "line " in str(caught.value)


def test_automatic_choice_prefers_a_countys_own_rules_while_they_hold(settings: Path) -> None:
    county_rules(settings, {"slope.limit_deg": 20.0})
    assert choose_rule_set("auto", as_of=DAY, county="139901").id == "shili-cropland-2026"
    assert choose_rule_set("shili-cropland-2026", as_of=DAY).number("slope.limit_deg") == 20.0
    assert choose_rule_set("auto", as_of=DAY, county="130433").id == HEBEI.id
    assert choose_rule_set("auto", as_of=date(2025, 12, 31), county="139901").id == HEBEI.id
    assert rule_set_in_force("shili-cropland-2026", DAY) == choose_rule_set("auto", as_of=DAY, county="139901")
    assert rule_set_in_force("shili-cropland-2026", date(2025, 12, 31)) is None


def test_a_damaged_file_stops_the_automatic_choice_and_is_named(settings: Path) -> None:
    county_file(settings, "moon: 1\n")
    with pytest.raises(InputProblem, match=r"shili\.yaml.*no key “moon” here.*line 8"):
        choose_rule_set("auto", as_of=DAY, county="139901")
    assert [r.id for r in choosing.choices()] == sorted(rule_sets())


def test_two_files_with_one_id_are_refused(settings: Path) -> None:
    county_file(settings)
    county_file(settings, name="again.yaml")
    with pytest.raises(InputProblem, match="another rule set with the id “shili-cropland-2026”"):
        choose_rule_set("auto", as_of=DAY, county="139901")


def test_both_texts_travel_with_a_check_and_say_the_same_to_the_city(tmp_path: Path) -> None:
    own = chosen(county_rules(tmp_path, {"slope.limit_deg": 20.0}))
    assert own.sha256 == hashlib.sha256(own.content).hexdigest() != HEBEI.sha256
    assert HEBEI.content in own.content
    assert (tmp_path / "shili.yaml").read_bytes() in own.content
    assert packed_rule_set(own.content) == own
    assert not list(rule_set_problems(own))
    (note,) = rule_set_notes(own)
    assert "slope.limit_deg: 25.0 → 20.0" in str(note.wording)


def test_the_city_hears_which_document_allows_what_is_looser(tmp_path: Path) -> None:
    body = "parameters:\n" + parameter("slope.limit_deg", 30.0, document="省函〔2026〕5号")
    own = chosen(county_file(tmp_path, body))
    assert not list(rule_set_problems(own))
    (note,) = rule_set_notes(own)
    assert "slope.limit_deg: 25.0 → 30.0 (省函〔2026〕5号)" in str(note.wording)


def test_a_package_whose_rules_above_were_edited_is_not_believed(tmp_path: Path) -> None:
    own = chosen(county_rules(tmp_path, {"slope.limit_deg": 20.0}))
    forged = own.content.replace(b"value: 0.5\n", b"value: 5.5\n")
    assert forged != own.content
    (problem,) = rule_set_problems(packed_rule_set(forged))
    assert "overlap.tolerance_width_m" in str(problem.wording)


def test_a_package_whose_own_rules_name_another_parent_is_refused(tmp_path: Path) -> None:
    own = chosen(county_rules(tmp_path, {"slope.limit_deg": 20.0}))
    with pytest.raises(InputProblem, match="no rule set “sichuan-inout-2022” to tighten"):
        packed_rule_set(own.content.replace(b"parent: hebei-cropland-2025", b"parent: sichuan-inout-2022", 1))


def test_a_package_whose_own_rules_loosen_without_a_document_is_refused(tmp_path: Path) -> None:
    own = chosen(county_rules(tmp_path, {"slope.limit_deg": 20.0}))
    with pytest.raises(InputProblem, match="is looser than"):
        packed_rule_set(own.content.replace(b"value: 20.0\n", b"value: 35.0\n"))


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    body = "severities: {CHK-SLOPE: WARN, CHK-MOON: BLOCK}\nparameters:\n" + parameter("slope.limit_deg", 30.0)
    content = county_file(tmp_path, body, head=HEAD.replace("2027-12-31", "2029-12-31")).read_bytes()
    reading = examine("shili.yaml", content, parents=choosing.carried)
    assert reading.rule_set is None
    told = "\n".join(str(problem) for problem in reading.problems)
    for part in ("2029-12-31 lies outside", "is looser than", "only make it heavier", "no such check"):
        assert part in told
    assert len(reading.problems) == 4


@pytest.mark.parametrize(
    "content",
    [
        HEAD + "severities: 5\n",
        HEAD + "severities: {}\nseverities: {}\n",
        HEAD + "parameters: [1]\n",
        HEAD + "checks: {}\n",
        HEAD + HEAD,
        HEAD.replace("valid_from: 2026-01-01", "valid_from: [x"),
        HEAD.replace("valid_from: 2026-01-01", "valid_from: soon"),
        HEAD.replace("region:", "region: &a [*a] #"),
        HEAD + "---\n" + HEAD,
        (HEAD + "---\n" + HEAD).replace("\n", "\r\n"),
        HEAD + "---\n" + HEAD + "---\n" + HEAD,
        "- parent\n",
        "parent\n",
        "parent: {}\n",
        "",
        "\t",
    ],
)
def test_whatever_is_in_a_file_is_told_and_nothing_breaks(content: str) -> None:
    reading = examine("shili.yaml", content.encode(), parents=choosing.carried)
    assert reading.rule_set is None
    assert reading.problems
    assert all("shili.yaml" in str(problem) for problem in reading.problems)


def test_a_county_can_not_bring_a_rule_set_of_its_own_to_tighten(tmp_path: Path) -> None:
    """A whole Hebei in which nothing blocks, behind the county's own head in one file."""
    hebei = resource("regimes", "hebei-cropland-2025.yaml").read_text(encoding="utf-8")
    lax = hebei.replace("severity: BLOCK", "severity: INFO")
    file = county_file(tmp_path, "\n---\n" + lax)
    with pytest.raises(InputProblem, match=r"shili\.yaml"):
        choosing.choose_rule_set(str(file), as_of=date(2026, 6, 1))
    assert examine("shili.yaml", file.read_bytes(), parents=choosing.carried).rule_set is None
