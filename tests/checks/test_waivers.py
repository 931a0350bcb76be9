"""Waivers: what a document lifts, what it doesn't, and what is said of a table that is wrong (domain 1, 2.4)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.checks.column import FAIL, NOT_CHECKED, OUTCOMES, PASS
from zhanbu_plugin.checks.findings import Finding, Outcome, Severity, Verdict, verdict_of
from zhanbu_plugin.checks.waivers.applying import AppliedWaivers, apply_waivers, require_waivable
from zhanbu_plugin.checks.waivers.table import TABLE_FIELDS, document_sha256, read_waivers
from zhanbu_plugin.checks.waivers.waiver import (
    ALL_PARCELS,
    Waiver,
    in_order,
    waived_checks,
    waivers_from_json,
    waivers_to_json,
)
from zhanbu_plugin.checks.weighing import SEVERITIES, heaviest_first, verdicts_of
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.wording import Wording

AS_OF = date(2026, 10, 1)
RULES = rule_sets()["hebei-cropland-2025"]
SLOPE, BACKUP, RIVER = "CHK-SLOPE", "CHK-BACKUP", "CHK-BAN-river"
CHECKS = {rule.id: rule for rule in RULES.checks}
SHOWN = [CHECKS[name] for name in (SLOPE, BACKUP, "CHK-BAN-redline", "CHK-SLIVER")]
"""Two that need a document, one that blocks new reclamation, one that only warns."""


def waiver(parcel: str = "P1", check: str = SLOPE, **changed: object) -> Waiver:
    made = Waiver(
        *(parcel, check, "冀自然资函〔2026〕12号", date(2026, 5, 31), "河北省自然资源厅", "批复.pdf"),
        *("ab" * 32, "王工", AS_OF),
    )
    return replace(made, **changed)


def applied(*waivers: Waiver, outcomes: list[list[int]], ids: tuple[str, ...] = ("P1", "P2")) -> AppliedWaivers:
    severities = np.array(
        [[SEVERITIES.index(rule.severity_for("RECLAIM")) for rule in SHOWN]] * len(ids), dtype=np.int8
    )
    return apply_waivers(
        waivers,
        np.array(ids, dtype=object),
        SHOWN,
        np.array(outcomes, dtype=np.int8),
        severities,
        as_of=AS_OF,
        known=set(CHECKS),
    )


def test_a_document_lifts_the_failure_of_its_own_parcel_and_check_alone() -> None:
    found = applied(waiver(), outcomes=[[FAIL, FAIL, PASS, PASS]] * 2)
    assert found.lifted.tolist() == [[True, False, False, False], [False] * 4]
    assert found.of(0) == (waiver(),)
    assert found.of(1) == ()
    assert found.idle == []


@pytest.mark.parametrize("name", [ALL_PARCELS])
def test_a_document_without_a_parcel_holds_for_all_that_failed(name: str) -> None:
    found = applied(waiver(name), outcomes=[[FAIL, PASS, PASS, PASS], [PASS, PASS, PASS, PASS]])
    assert found.lifted[:, 0].tolist() == [True, False]
    assert found.of(0) == (waiver("P1"),), "a parcel's own record names the parcel"


@pytest.mark.parametrize(
    ("check", "outcomes", "says"),
    [
        (SLOPE, [PASS, PASS, PASS, PASS], "is passed"),
        (SLOPE, [NOT_CHECKED, PASS, PASS, PASS], "not carried out"),
        ("CHK-BAN-redline", [PASS, PASS, FAIL, PASS], "no document can lift"),
        ("CHK-SLIVER", [PASS, PASS, PASS, FAIL], "needs no document"),
        (RIVER, [PASS, PASS, PASS, PASS], "later stage"),
        ("CHK-INVENTED", [PASS, PASS, PASS, PASS], "no check CHK-INVENTED"),
    ],
)
def test_a_waiver_that_lifts_nothing_is_reported_with_the_reason(check: str, outcomes: list[int], says: str) -> None:
    found = applied(waiver(check=check), outcomes=[outcomes] * 2)
    assert not found.lifted.any()
    assert [says in str(idle.wording()) for idle in found.idle] == [True]
    assert "P1" in str(found.idle[0].wording())


def test_a_waiver_of_a_parcel_that_was_not_checked_is_reported() -> None:
    found = applied(waiver("P9"), outcomes=[[FAIL, PASS, PASS, PASS]] * 2)
    assert "P9" in str(found.idle[0].wording())
    assert "no such parcel" in str(found.idle[0].wording())


def test_a_document_of_a_later_day_does_not_count() -> None:
    late = waiver(doc_date=date(2026, 10, 2))
    found = applied(late, outcomes=[[FAIL, PASS, PASS, PASS]] * 2)
    assert not found.lifted.any()
    assert "after the day of the check" in str(found.idle[0].reason)


def test_a_waiver_for_a_check_that_blocks_is_refused_before_anything_is_measured() -> None:
    with pytest.raises(InputProblem, match=r"CHK-SRC blocks, and no document can lift it") as caught:
        require_waivable([waiver(check="CHK-SRC")], RULES, "豁免.csv")
    assert (caught.value.source, caught.value.parcel, caught.value.field) == ("豁免.csv", "P1", "check_id")
    with pytest.raises(InputProblem, match="no check CHK-INVENTED"):
        require_waivable([waiver(check="CHK-INVENTED")], RULES)
    require_waivable([waiver(), waiver(check="CHK-BAN-redline")], RULES)  # restoring needs a document there (HB-8c)


@pytest.mark.parametrize("rules", rule_sets().values(), ids=lambda rules: rules.id)
def test_of_every_rule_set_only_checks_that_ask_for_a_document_take_one(rules: RuleSet) -> None:
    taken = set()
    for check in rules.checks:
        try:
            require_waivable([waiver(check=check.id)], rules)
            taken.add(check.id)
        except InputProblem as problem:
            assert check.id in str(problem)
    ask = [c for c in rules.checks if Severity.OVERRIDE in {c.severity, *c.severity_by_category.values()}]
    assert taken == {check.id for check in ask}
    assert taken


ANY_OUTCOMES = st.lists(st.sampled_from([PASS, FAIL, NOT_CHECKED]), min_size=4, max_size=4)


@given(ANY_OUTCOMES, st.sets(st.sampled_from([rule.id for rule in SHOWN])))
def test_the_verdict_of_a_batch_is_that_of_each_parcels_findings_and_waivers(
    outcomes: list[int], documents: set[str]
) -> None:
    found = applied(*(waiver(check=check) for check in documents), outcomes=[outcomes], ids=("P1",))
    codes = np.array([outcomes], dtype=np.int8)
    weights = [rule.severity_for("RECLAIM") for rule in SHOWN]
    severities = np.array([[SEVERITIES.index(weight) for weight in weights]], dtype=np.int8)
    findings = [
        Finding("P1", rule.id, rule.clause, weight, OUTCOMES[code], None, None, "", "", Wording(""))
        for rule, weight, code in zip(SHOWN, weights, outcomes)
    ]
    assert verdicts_of(codes, severities, found.lifted)[0] is verdict_of(findings, documents)
    assert verdict_of(findings, waived_checks(found.of(0))) is verdict_of(findings, documents)
    listed = heaviest_first(codes, severities, found.lifted)[0]
    assert sorted(listed) == [j for j, code in enumerate(outcomes) if code != PASS]
    waived = [found.lifted[0, j] for j in listed]
    assert waived == sorted(waived), "what was waived comes last"


def test_every_document_must_be_there_before_a_parcel_is_eligible() -> None:
    failed = [
        Finding("P1", name, "HB-8d", Severity.OVERRIDE, Outcome.FAIL, None, None, "", "", Wording(""))
        for name in (SLOPE, BACKUP)
    ]
    assert verdict_of(failed) is Verdict.WAIVABLE
    assert verdict_of(failed, {SLOPE}) is Verdict.WAIVABLE
    assert verdict_of(failed, {SLOPE, BACKUP}) is Verdict.ELIGIBLE


def test_the_order_of_waivers_changes_nothing() -> None:
    some = [waiver(), waiver(doc_no="B"), waiver("*", BACKUP), waiver(), waiver("P2", path="/elsewhere/批复.pdf")]
    orders = {in_order(order) for order in permutations(some)}
    assert len(orders) == 1
    assert len(next(iter(orders))) == 4, "the same record twice is one"
    assert len({waivers_to_json(order, with_paths=True) for order in permutations(some)}) == 1


def test_waivers_come_back_from_their_json() -> None:
    some = in_order([waiver(path="/a/批复.pdf"), waiver(check=BACKUP)])
    back = waivers_from_json("P1", waivers_to_json(some, with_paths=True))
    assert back == some
    assert [w.path for w in back] == [w.path for w in some]
    assert waivers_from_json("P1", waivers_to_json(some)) == some
    for broken in ("", "{}", "[1]", "[[]]", '[["CHK-SLOPE","no",1,"","","","",""]]', '[["a","b","x","","","","",""]]'):
        with pytest.raises((ValueError, TypeError)):
            waivers_from_json("P1", broken)


# The table that somebody typed.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the table and the scans lie."""
    (tmp_path / "批复.pdf").write_bytes(b"%PDF-1.4 scan")
    return tmp_path


ROW = {
    "parcel_id": "P1",
    "check_id": SLOPE,
    "doc_no": "冀自然资函〔2026〕12号",
    "doc_date": "2026-05-31",
    "issuer": "河北省自然资源厅",
    "file": "批复.pdf",
    "entered_by": "王工",
}


def read(folder: Path, *rows: dict[str, object]) -> tuple[Waiver, ...]:
    return read_waivers(rows, source="豁免.csv", folder=folder, as_of=AS_OF)


def test_a_row_becomes_a_waiver_with_the_hash_of_its_file(folder: Path) -> None:
    (found,) = read(folder, ROW)
    assert found == waiver(file_sha256=hashlib.sha256(b"%PDF-1.4 scan").hexdigest())
    assert found.recorded_on == AS_OF
    assert Path(found.path) == folder / "批复.pdf"


@pytest.mark.parametrize("parcel", ["", "*", None, "  "])
def test_a_row_without_a_parcel_holds_for_all(folder: Path, parcel: str | None) -> None:
    assert read(folder, {**ROW, "parcel_id": parcel})[0].parcel_id == ALL_PARCELS


@pytest.mark.parametrize(
    "written", ["2026-05-31", "2026/5/31", "2026年5月31日", "20260531", 20260531, date(2026, 5, 31)]
)
def test_a_date_is_read_as_people_write_it(folder: Path, written: object) -> None:
    assert read(folder, {**ROW, "doc_date": written})[0].doc_date == date(2026, 5, 31)


@pytest.mark.parametrize("field", TABLE_FIELDS[1:])
@pytest.mark.parametrize("empty", ["", "   ", None, float("nan")])
def test_an_empty_field_is_refused_by_file_row_parcel_and_name(folder: Path, field: str, empty: object) -> None:
    with pytest.raises(InputProblem, match="The field is empty") as caught:
        read(folder, ROW, {**ROW, "parcel_id": "P2", field: empty})
    assert (caught.value.source, caught.value.parcel, caught.value.field) == ("豁免.csv", "P2", field)
    assert "Row 2" in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"doc_date": "2026-10-02"}, "doc_date", "after the day of the check"),
        ({"doc_date": "31.5.2026"}, "doc_date", "is not a date"),
        ({"doc_date": "2026-02-30"}, "doc_date", "is not a date"),
        ({"file": "没有.pdf"}, "file", "没有.pdf"),
        ({"file": "."}, "file", "There is no file"),
        ({"file": "empty.pdf"}, "file", "has 0 bytes"),
        ({"doc_no": "a\nb"}, "doc_no", "on one line"),
        ({"issuer": "x" * 201}, "issuer", "200 characters"),
    ],
)
def test_a_row_that_is_no_document_is_refused(folder: Path, changed: dict[str, object], field: str, says: str) -> None:
    (folder / "empty.pdf").touch()
    with pytest.raises(InputProblem) as caught:
        read(folder, {**ROW, **changed})
    assert (caught.value.source, caught.value.parcel, caught.value.field) == ("豁免.csv", "P1", field)
    assert says in str(caught.value)


def test_a_document_of_the_very_day_counts(folder: Path) -> None:
    assert read(folder, {**ROW, "doc_date": AS_OF})[0].doc_date == AS_OF


def test_rows_without_any_content_are_skipped(folder: Path) -> None:
    assert len(read(folder, ROW, dict.fromkeys(TABLE_FIELDS), ROW)) == 1


def test_a_table_without_the_fields_says_which_it_lacks(folder: Path) -> None:
    with pytest.raises(InputProblem, match="lacks the fields doc_no, entered_by"):
        read(folder, {name: value for name, value in ROW.items() if name not in ("doc_no", "entered_by")})


def test_field_names_may_be_capital_letters(folder: Path) -> None:
    assert read(folder, {name.upper(): value for name, value in ROW.items()}) == read(folder, ROW)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"没有\.pdf"):
        document_sha256(tmp_path / "没有.pdf")
